//! `statt discard`: a person's no.

use clap::Args;

use crate::cli::error::{CommandError, Exit};
use crate::cli::settings::Settings;
use crate::cli::ui::Ui;
use crate::cli::views::outbox_mail::OutboxMail;
use crate::domain::draft::DraftId;

use super::draft_id;

/// Drop mails that shall not be sent
#[derive(Debug, Args)]
#[command(after_help = "Example: statt discard 5")]
pub struct Discard {
    /// The mails' numbers
    #[arg(value_parser = draft_id, value_name = "ID", required = true)]
    ids: Vec<DraftId>,
}

impl Discard {
    /// Discards the mails.
    ///
    /// # Errors
    /// An unknown number, or a mail that is out already.
    pub fn run(self, settings: &Settings, ui: &mut Ui) -> Result<Exit, CommandError> {
        let mut outbox = settings.open_outbox()?;
        for id in self.ids {
            let draft = outbox.discard(id, settings.now.to_utc())?;
            if ui.json {
                ui.json_line(&OutboxMail::new(&draft))?;
            } else {
                ui.line(&format!("{id} discarded"))?;
            }
        }
        Ok(Exit::Done)
    }
}
