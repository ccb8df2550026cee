//! `statt review`: everything between drafting and sending, at one screen.

use clap::Args;

use crate::cli::error::{CommandError, Exit};
use crate::cli::review;
use crate::cli::settings::Settings;
use crate::cli::ui::Ui;

/// Read, change, approve and send at one screen
#[derive(Debug, Args)]
#[command(
    long_about = "Read, change, approve and send at one screen\n\n\
                  Left the mails, right the letter as it will be sent; ? shows the keys. 1 to 5 choose another reply at once, \
                  g fills gaps, e edits in $EDITOR, a approves, x discards, u undoes, s sends. Every change is in the outbox \
                  at once.",
    after_help = "Example: statt draft ~/Mail/INBOX && statt review"
)]
pub struct Review {}

impl Review {
    /// Opens the desk.
    ///
    /// # Errors
    /// No terminal, an outbox that cannot be read, or a terminal that goes away.
    pub fn run(settings: &Settings, ui: &mut Ui) -> Result<Exit, CommandError> {
        review::run(settings, ui)
    }
}
