//! Whether mails could be sent, without sending one.

use super::channel;
use super::report::Stopped;
use super::run;
use super::settings::{SendSettings, Transport};
use crate::adapters::smtp::Dialer;

/// Connects and logs in as a run would, and says goodbye; a program is only looked for when there is a mail for it.
///
/// # Errors
/// What went wrong, and what can be done about it.
pub fn check(settings: &SendSettings) -> Result<(), Stopped> {
    let Transport::Smtp { server, .. } = &settings.transport else { return Ok(()) };
    let mut password = || run::password(settings);
    let session = Dialer::new(server, &mut password).connect().map_err(|failure| channel::stopped(&failure))?;
    session.quit();
    Ok(())
}
