//! After a mail is sent: its copy, and the mark on the mail that it answers.

use std::path::Path;

use super::report::SendEvent;
use super::settings::SendSettings;
use crate::adapters::outbox::{Outbox, OutboxError};
use crate::adapters::{answered_flag, sent_folder};
use crate::domain::draft::{Draft, DraftId, DraftRole};

/// Files what an earlier run sent, but could not file.
pub(super) fn file_all(
    outbox: &mut Outbox,
    settings: &SendSettings,
    on_event: &mut dyn FnMut(SendEvent<'_>),
) -> Result<(), OutboxError> {
    for id in outbox.unfiled()? {
        file(outbox, settings, id, on_event)?;
    }
    Ok(())
}

/// Files one sent mail. That it is sent stands whatever comes of this.
pub(super) fn file(
    outbox: &mut Outbox,
    settings: &SendSettings,
    id: DraftId,
    on_event: &mut dyn FnMut(SendEvent<'_>),
) -> Result<(), OutboxError> {
    let draft = outbox.get(id)?;
    match copy(outbox, settings, &draft).and_then(|()| mark(settings, &draft)) {
        Ok(()) => outbox.mark_filed(id),
        Err(reason) => {
            on_event(SendEvent::Warning(format!(
                "mail {id} was sent, but not filed: {reason}; the next run tries again"
            )));
            Ok(())
        }
    }
}

fn copy(outbox: &Outbox, settings: &SendSettings, draft: &Draft) -> Result<(), String> {
    let Some(maildir) = settings.copy_to() else { return Ok(()) };
    let mail = outbox.approved_mail(draft.id).map_err(|error| error.to_string())?;
    let (Some(mail), Some(message_id), Some(sent)) = (mail, &draft.message_id, draft.sent) else { return Ok(()) };
    match sent_folder::copy(maildir, message_id, sent, &mail.bytes) {
        Ok(_) => Ok(()),
        Err(error) => Err(format!("{}: {error}", maildir.display())),
    }
}

fn mark(settings: &SendSettings, draft: &Draft) -> Result<(), String> {
    if !settings.filing.mark_answered || draft.role == DraftRole::Briefing {
        return Ok(());
    }
    let source = Path::new(&draft.case.message.source);
    answered_flag::set(source).map(|_| ()).map_err(|error| format!("{}: {error}", source.display()))
}
