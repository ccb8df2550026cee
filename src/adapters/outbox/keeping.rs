//! Forgetting words for good while what prevents double answers stays.

use std::fs;
use std::path::Path;

use chrono::{DateTime, Utc};
use rusqlite::{TransactionBehavior, params};

use super::Outbox;
use super::error::OutboxError;
use super::migration::BACKUP_SUFFIX;
use super::rows;
use crate::domain::draft::{Draft, DraftId};
use crate::domain::reply::Reason;

/// What was forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Forgotten {
    /// Mails whose words are gone.
    pub mails: usize,
    /// Old backups of the outbox that were removed, for they hold words too.
    pub backups: usize,
}

impl Outbox {
    /// Removes the words of mails that have been done with since before `cutoff`. Mails that still may be sent or have
    /// to be settled keep theirs.
    ///
    /// # Errors
    /// [`OutboxError`] where the file cannot be written; then nothing is forgotten.
    pub fn forget(&mut self, cutoff: DateTime<Utc>) -> Result<Forgotten, OutboxError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let ids: Vec<DraftId> = transaction
            .prepare(
                "SELECT id FROM mail JOIN content ON content.mail = mail.id
                 WHERE status IN ('sent', 'rejected', 'superseded', 'discarded') AND changed < ?1 AND NOT forgotten
                 AND filed IS NOT 0",
            )?
            .query_map([cutoff.timestamp_micros()], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        for id in &ids {
            let mut draft = rows::by_id(&transaction, *id)?.ok_or(OutboxError::Unknown(*id))?;
            strip(&mut draft);
            transaction
                .prepare_cached(
                    "UPDATE content SET \"case\" = ?2, reply = ?3, letter = ?4, calendar = ?5, forgotten = 1 WHERE mail = ?1",
                )?
                .execute(params![
                    id,
                    rows::json(&draft.case)?,
                    rows::json(&draft.reply)?,
                    rows::json(&draft.letter)?,
                    rows::json(&draft.calendar)?,
                ])?;
            transaction.prepare_cached("UPDATE approval SET bytes = x'' WHERE mail = ?1")?.execute([id])?;
        }
        transaction.execute("DELETE FROM postponed WHERE at < ?1", [cutoff.timestamp_micros()])?;
        transaction.commit()?;
        // The log still holds the old pages.
        self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        let backups = self.path.as_deref().map_or(0, |path| remove_backups(path, cutoff));
        Ok(Forgotten { mails: ids.len(), backups })
    }
}

/// Takes out everything that somebody wrote, except what a mail is called and what statistics count.
fn strip(draft: &mut Draft) {
    draft.letter.text.clear();
    draft.letter.quotation = None;
    draft.letter.gaps.clear();
    let reply = &mut draft.reply;
    reply.points.clear();
    reply.fillings.clear();
    if matches!(reply.reason, Some(Reason::Words(_))) {
        reply.reason = None;
    }
    if let Some(calendar) = &mut draft.calendar {
        calendar.location = None;
    }
    let case = &mut draft.case;
    case.message.text.clear();
    case.message.calendars.clear();
    case.invite.calendar = None;
    case.invite.evidence.clear();
    let meeting = &mut case.invite.meeting;
    meeting.description = None;
    meeting.agenda.clear();
    meeting.location = None;
    meeting.online_url = None;
    meeting.phone = None;
    case.correspondent.phone = None;
    case.correspondent.job = None;
    case.facts.topic.clear();
    case.facts.serious_words.clear();
    case.facts.conflicts.clear();
    if let Some(decision) = &mut case.decision {
        decision.reasons.clear();
    }
}

fn remove_backups(outbox: &Path, cutoff: DateTime<Utc>) -> usize {
    let (Some(folder), Some(stem)) = (outbox.parent(), outbox.file_name().and_then(|name| name.to_str())) else {
        return 0;
    };
    let Ok(entries) = fs::read_dir(if folder.as_os_str().is_empty() { Path::new(".") } else { folder }) else {
        return 0;
    };
    let is_old_backup = |entry: &fs::DirEntry| {
        let named = entry.file_name().to_str().and_then(|name| name.strip_prefix(stem)).is_some_and(|rest| {
            rest.strip_prefix(BACKUP_SUFFIX).is_some_and(|schema| schema.bytes().all(|byte| byte.is_ascii_digit()))
        });
        let modified = entry.metadata().and_then(|metadata| metadata.modified());
        named && modified.is_ok_and(|modified| DateTime::<Utc>::from(modified) < cutoff)
    };
    entries.flatten().filter(is_old_backup).filter(|entry| fs::remove_file(entry.path()).is_ok()).count()
}
