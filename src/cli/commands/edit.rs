//! `statt edit`: subject and text by hand.

use clap::Args;

use crate::assistant::hand_editing;
use crate::cli::error::{CommandError, Exit};
use crate::cli::settings::Settings;
use crate::cli::ui::Ui;
use crate::cli::views::outbox_mail::OutboxMail;
use crate::domain::draft::DraftId;

use super::{draft_id, editor};

/// Edit subject and text of a mail in $EDITOR
#[derive(Debug, Args)]
#[command(after_help = "Example: EDITOR=nano statt edit 7")]
pub struct Edit {
    /// The mail's number
    #[arg(value_parser = draft_id, value_name = "ID")]
    id: DraftId,
}

impl Edit {
    /// Edits the mail; an approved one is a draft again when it was changed.
    ///
    /// # Errors
    /// An unknown number, a mail that is out, an editor that fails, or a mail changed elsewhere meanwhile.
    pub fn run(self, settings: &Settings, ui: &mut Ui) -> Result<Exit, CommandError> {
        let mut outbox = settings.open_outbox()?;
        let draft = outbox.get(self.id)?;
        outbox.can_change(self.id)?;
        let file = editor::edit(&hand_editing::editable(&draft.letter))?;
        let taken = hand_editing::take(&mut outbox, &draft, &file.text, settings.now.to_utc());
        let Some(draft) = taken.map_err(|error| file.keep(error.into()))? else {
            ui.note("nothing changed");
            return Ok(Exit::Done);
        };
        if ui.json {
            ui.json_line(&OutboxMail::new(&draft))?;
        } else {
            ui.line(&format!("{} changed; it is a draft", draft.id))?;
        }
        Ok(Exit::Done)
    }
}
