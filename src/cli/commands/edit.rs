//! `statt edit`: subject and text by hand.

use clap::Args;

use crate::adapters::outbox::{BriefingChange, Change};
use crate::assistant::redrafting::gaps_left;
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
        let before = format!("Subject: {}\n\n{}", draft.letter.subject, draft.letter.text);
        let after = editor::edit(&before)?.replace("\r\n", "\n");
        if after.trim_end() == before.trim_end() {
            ui.note("nothing changed");
            return Ok(Exit::Done);
        }
        let (subject, text) = after
            .strip_prefix("Subject:")
            .and_then(|rest| rest.split_once('\n'))
            .map(|(subject, text)| (subject.trim(), text.trim_start_matches('\n')))
            .ok_or_else(|| {
                CommandError::failed("the first line is not `Subject: …` any more")
                    .hint("nothing was changed; edit again and keep that line")
            })?;
        if text.trim().is_empty() {
            return Err(
                CommandError::failed("the text is empty").hint("nothing was changed; `statt discard` drops a mail")
            );
        }
        let mut letter = draft.letter.clone();
        subject.clone_into(&mut letter.subject);
        text.clone_into(&mut letter.text);
        letter.gaps = gaps_left(&draft.letter.gaps, text);
        let change = Change {
            reply: draft.reply.clone(),
            letter,
            calendar: draft.calendar.clone(),
            hand_edited: true,
            briefing: BriefingChange::Keep,
        };
        let draft = outbox.update(self.id, draft.revision, &change, settings.now.to_utc())?;
        if ui.json {
            ui.json_line(&OutboxMail::new(&draft))?;
        } else {
            ui.line(&format!("{} changed; it is a draft", draft.id))?;
        }
        Ok(Exit::Done)
    }
}
