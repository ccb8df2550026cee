//! Putting mails in, and reading what is there.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};

use super::Outbox;
use super::error::OutboxError;
use super::rows;
use crate::domain::address::EmailAddress;
use crate::domain::case::MeetingKey;
use crate::domain::draft::{Draft, DraftId, DraftRole, NewDraft, Status};
use crate::domain::reply::Reply;
use crate::domain::time_slot::TimeSlot;

impl Outbox {
    /// One mail.
    ///
    /// # Errors
    /// [`OutboxError::Unknown`] where there is none of that number.
    pub fn get(&self, id: DraftId) -> Result<Draft, OutboxError> {
        rows::by_id(&self.connection, id)?.ok_or(OutboxError::Unknown(id))
    }

    /// All mails with one of these statuses, in the order in which they came; no status at all means any.
    ///
    /// # Errors
    /// [`OutboxError`] where the file cannot be read.
    pub fn list(&self, statuses: &[Status]) -> Result<Vec<Draft>, OutboxError> {
        let statuses = if statuses.is_empty() { &Status::ALL } else { statuses };
        let names: Vec<String> = statuses.iter().map(|status| format!("'{}'", status.name())).collect();
        let wanted = format!("WHERE status IN ({}) ORDER BY mail.id", names.join(", "));
        rows::select(&self.connection, &wanted, [])
    }

    /// Hands over every mail in the order in which they came, one in memory at a time.
    ///
    /// # Errors
    /// [`OutboxError`] where the file cannot be read.
    pub fn each(&self, take: impl FnMut(Draft)) -> Result<(), OutboxError> {
        rows::each(&self.connection, "ORDER BY mail.id", [], take)
    }

    /// All mails about a meeting, oldest first.
    ///
    /// # Errors
    /// [`OutboxError`] where the file cannot be read.
    pub fn by_meeting(&self, meeting: &MeetingKey) -> Result<Vec<Draft>, OutboxError> {
        let wanted = "WHERE uid = ?1 AND instance = ?2 ORDER BY mail.id";
        rows::select(&self.connection, wanted, params![meeting.uid, meeting.instance])
    }

    /// The briefing that goes with a reply, if there is one in force.
    ///
    /// # Errors
    /// [`OutboxError`] where the file cannot be read.
    pub fn briefing_of(&self, reply: DraftId) -> Result<Option<Draft>, OutboxError> {
        let wanted = "WHERE belongs_to = ?1 AND status <> 'superseded' ORDER BY mail.id DESC LIMIT 1";
        Ok(rows::select(&self.connection, wanted, [reply])?.pop())
    }

    /// A number that changes when somebody else changes the outbox.
    ///
    /// # Errors
    /// [`OutboxError`] where the file cannot be read.
    pub fn changes_by_others(&self) -> Result<i64, OutboxError> {
        Ok(self.connection.query_row("PRAGMA data_version", [], |row| row.get(0))?)
    }

    /// Times that mails about other meetings propose, as long as they may be taken up.
    ///
    /// # Errors
    /// [`OutboxError`] where the file cannot be read.
    pub fn proposed_times_but_for(&self, meeting: &MeetingKey) -> Result<Vec<TimeSlot>, OutboxError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT mail.id, reply FROM mail JOIN content ON content.mail = mail.id
             WHERE role = 'reply' AND status NOT IN ('superseded', 'discarded', 'rejected')
             AND NOT (uid = ?1 AND instance = ?2) ORDER BY mail.id",
        )?;
        let mut rows = statement.query(params![meeting.uid, meeting.instance])?;
        let mut times = Vec::new();
        while let Some(row) = rows.next()? {
            let reply: Reply = rows::parsed(row.get(0)?, &row.get::<_, String>(1)?)?;
            times.extend(reply.slots);
        }
        Ok(times)
    }

    /// The latest letter to somebody, so that the next one sounds different.
    ///
    /// # Errors
    /// [`OutboxError`] where the file cannot be read.
    pub fn last_letter_to(&self, recipient: &EmailAddress) -> Result<Option<Draft>, OutboxError> {
        let wanted = "WHERE recipient = ?1 AND status NOT IN ('superseded', 'discarded') ORDER BY mail.id DESC LIMIT 1";
        Ok(rows::select(&self.connection, wanted, [recipient.lower()])?.pop())
    }
}

/// Inserts mails; a briefing belongs to the reply before it.
pub(super) fn insert_all(
    connection: &Connection,
    drafts: &[NewDraft],
    now: DateTime<Utc>,
) -> Result<Vec<DraftId>, OutboxError> {
    let mut reply = None;
    let mut ids = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let id = match draft.role {
            DraftRole::Reply => insert(connection, draft, None, now)?,
            DraftRole::Briefing => insert(connection, draft, reply, now)?,
        };
        if draft.role == DraftRole::Reply {
            reply = Some(id);
        }
        ids.push(id);
    }
    Ok(ids)
}

pub(super) fn insert(
    connection: &Connection,
    draft: &NewDraft,
    belongs_to: Option<DraftId>,
    now: DateTime<Utc>,
) -> Result<DraftId, OutboxError> {
    let now = now.timestamp_micros();
    connection
        .prepare_cached(
            "INSERT INTO mail (role, belongs_to, uid, instance, sequence, stamp, recipient, status, created, changed)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'draft', ?8, ?8)",
        )?
        .execute(params![
            draft.role.name(),
            belongs_to,
            draft.meeting.uid,
            draft.meeting.instance,
            draft.version.sequence,
            rows::micros(draft.version.stamp),
            recipient(&draft.letter.to),
            now,
        ])?;
    let id = connection.last_insert_rowid();
    connection
        .prepare_cached(
            "INSERT INTO content (mail, \"case\", reply, letter, calendar, hand_edited) VALUES (?1, ?2, ?3, ?4, ?5, 0)",
        )?
        .execute(params![
            id,
            rows::json(&draft.case)?,
            rows::json(&draft.reply)?,
            rows::json(&draft.letter)?,
            rows::json(&draft.calendar)?,
        ])?;
    Ok(id)
}

/// By whom a letter is found again.
pub(super) fn recipient(to: &[crate::domain::address::Person]) -> String {
    to.first().map_or(String::new(), |person| person.address.lower())
}
