//! `statt forget`: words of old mails go, what prevents double answers stays.

use chrono::Duration;
use clap::Args;

use crate::cli::error::{CommandError, Exit};
use crate::cli::settings::Settings;
use crate::cli::ui::Ui;
use crate::cli::views::words;

use super::age;

/// Remove the bodies of old mails from the outbox; what prevents double answers stays
#[derive(Debug, Args)]
#[command(after_help = "Example: statt forget --older-than 90d")]
pub struct Forget {
    /// Mails that were done with longer ago than this, such as 90d or 12w
    #[arg(long, value_name = "AGE", value_parser = age)]
    older_than: Duration,
}

impl Forget {
    /// Forgets.
    ///
    /// # Errors
    /// An outbox that cannot be written.
    pub fn run(self, settings: &Settings, ui: &mut Ui) -> Result<Exit, CommandError> {
        let mut outbox = settings.open_outbox()?;
        let forgotten = outbox.forget((settings.now - self.older_than).to_utc())?;
        if ui.json {
            ui.json_line(&serde_json::json!({ "mails": forgotten.mails, "backups": forgotten.backups }))?;
        } else {
            ui.line(&format!("{} forgotten", words::count(forgotten.mails, "mail")))?;
        }
        Ok(Exit::Done)
    }
}
