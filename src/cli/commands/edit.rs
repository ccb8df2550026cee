//! `statt edit`: subject and text by hand.

use clap::Args;

use crate::adapters::outbox::{BriefingChange, Change};
use crate::assistant::hand_editing::{edited, text_for_editor};
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
        let file = editor::edit(&text_for_editor(&draft.letter))?;
        let Some(letter) = edited(&draft, &file.text) else {
            ui.note("nothing changed");
            return Ok(Exit::Done);
        };
        let change = Change {
            reply: draft.reply.clone(),
            letter,
            calendar: draft.calendar.clone(),
            hand_edited: true,
            briefing: BriefingChange::Keep,
        };
        let draft = outbox
            .update(self.id, draft.revision, &change, settings.now.to_utc())
            .map_err(|error| file.keep(CommandError::from(error)))?;
        if ui.json {
            ui.json_line(&OutboxMail::new(&draft))?;
        } else {
            ui.line(&format!("{} changed; it is a draft", draft.id))?;
        }
        Ok(Exit::Done)
    }
}
