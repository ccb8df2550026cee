//! `statt resolve`: a person settles whether a mail went out.

use clap::Args;

use crate::cli::error::{CommandError, Exit};
use crate::cli::settings::Settings;
use crate::cli::ui::Ui;
use crate::cli::views::outbox_mail::OutboxMail;
use crate::domain::draft::DraftId;

use super::draft_id;

/// Settle a mail whose fate is uncertain: the server may have it or not
#[derive(Debug, Args)]
#[command(
    override_usage = "statt resolve <ID> <--sent|--retry>",
    after_help = "Example: statt resolve 4 --sent     (you found it in the Sent folder, or the client answered)"
)]
pub struct Resolve {
    /// The mail's number
    #[arg(value_parser = draft_id, value_name = "ID")]
    id: DraftId,
    /// It went out
    #[arg(long, required_unless_present = "retry")]
    sent: bool,
    /// It did not go out: the next `send` tries again
    #[arg(long, conflicts_with = "sent")]
    retry: bool,
}

impl Resolve {
    /// Settles the mail.
    ///
    /// # Errors
    /// An unknown number, or a mail whose fate is not uncertain.
    pub fn run(self, settings: &Settings, ui: &mut Ui) -> Result<Exit, CommandError> {
        let mut outbox = settings.open_outbox()?;
        let now = settings.now.to_utc();
        let draft =
            if self.sent { outbox.resolve_as_sent(self.id, now)? } else { outbox.resolve_to_retry(self.id, now)? };
        if ui.json {
            ui.json_line(&OutboxMail::new(&draft))?;
        } else {
            ui.line(&format!("{} is {} now", draft.id, draft.status))?;
        }
        Ok(Exit::Done)
    }
}
