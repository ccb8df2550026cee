//! `statt list`: the outbox.

use clap::Args;

use crate::cli::error::{CommandError, Exit};
use crate::cli::settings::Settings;
use crate::cli::ui::Ui;
use crate::cli::views::outbox_mail::OutboxMail;
use crate::domain::draft::Status;

use super::outbox_table;

/// Show the outbox
#[derive(Debug, Args)]
#[command(after_help = "Example: statt list --status draft --status failed")]
pub struct List {
    /// Only mails with this status; may be given several times
    #[arg(long, value_name = "STATUS", value_delimiter = ',', value_parser = status)]
    status: Vec<Status>,
    /// Also what is superseded or discarded
    #[arg(long)]
    all: bool,
}

impl List {
    /// Lists the mails.
    ///
    /// # Errors
    /// An outbox that cannot be read.
    pub fn run(self, settings: &Settings, ui: &mut Ui) -> Result<Exit, CommandError> {
        let outbox = settings.open_outbox()?;
        let mut drafts = outbox.list(&self.status)?;
        if ui.json {
            for draft in &drafts {
                ui.json_line(&OutboxMail::new(draft))?;
            }
            return Ok(Exit::Done);
        }
        let before = drafts.len();
        if self.status.is_empty() && !self.all {
            drafts.retain(|draft| !matches!(draft.status, Status::Superseded | Status::Discarded));
        }
        if drafts.is_empty() {
            ui.note("nothing in the outbox; `statt draft PATH` fills it");
        } else {
            let table = outbox_table::draw(&drafts, ui, settings.now);
            ui.line(&table)?;
        }
        if before > drafts.len() {
            ui.note(&format!("{} superseded or discarded; --all shows them", before - drafts.len()));
        }
        Ok(Exit::Done)
    }
}

fn status(text: &str) -> Result<Status, String> {
    Status::named(&text.to_lowercase()).ok_or_else(|| {
        let names: Vec<&str> = Status::ALL.iter().map(|status| status.name()).collect();
        format!("expected one of {}", names.join(", "))
    })
}
