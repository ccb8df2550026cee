//! Which version of a meeting is the newest: newer ones make drafts void, approved ones too.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};

use super::error::OutboxError;
use super::rows::{self, Standing};
use crate::domain::case::MeetingKey;
use crate::domain::draft::{DraftId, InviteVersion, Status};

/// What a newer version or a cancellation did to the mails about a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Voided {
    /// Mails that are not sent any more.
    pub voided: Vec<DraftId>,
    /// Mails that were out already, or may be.
    pub already_out: Vec<DraftId>,
}

/// The newest version known of a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Newest {
    pub version: InviteVersion,
    pub cancelled: bool,
}

impl Newest {
    /// Whether a mail that answers `version` is out of date.
    pub fn outdates(self, version: InviteVersion) -> bool {
        self.version.replaces(version) || (self.cancelled && !version.replaces(self.version))
    }
}

/// What is known of a meeting; for an instance the cancellation of the whole series counts too.
pub(super) fn newest(connection: &Connection, meeting: &MeetingKey) -> Result<Option<Newest>, OutboxError> {
    let own = read(connection, &meeting.uid, &meeting.instance)?;
    if meeting.instance.is_empty() {
        return Ok(own);
    }
    let series = read(connection, &meeting.uid, "")?.filter(|series| series.cancelled);
    Ok(match (own, series) {
        (Some(own), Some(series)) if own.version.replaces(series.version) => Some(own),
        (own, series) => series.or(own),
    })
}

fn read(connection: &Connection, uid: &str, instance: &str) -> Result<Option<Newest>, OutboxError> {
    let query = "SELECT sequence, stamp, cancelled FROM version WHERE uid = ?1 AND instance = ?2";
    Ok(connection
        .prepare_cached(query)?
        .query_row([uid, instance], |row| {
            let version = InviteVersion { sequence: row.get(0)?, stamp: rows::instant(row.get(1)?) };
            Ok(Newest { version, cancelled: row.get(2)? })
        })
        .optional()?)
}

/// Notes a version, unless a newer one is known.
pub(super) fn note(connection: &Connection, meeting: &MeetingKey, newest: Newest) -> Result<(), OutboxError> {
    if let Some(known) = read(connection, &meeting.uid, &meeting.instance)? {
        let repeated = known.version == newest.version && (known.cancelled || !newest.cancelled);
        if known.version.replaces(newest.version) || repeated {
            return Ok(());
        }
    }
    connection
        .prepare_cached("REPLACE INTO version (uid, instance, sequence, stamp, cancelled) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![
            meeting.uid,
            meeting.instance,
            newest.version.sequence,
            rows::micros(newest.version.stamp),
            newest.cancelled,
        ])?;
    Ok(())
}

/// Makes mails void that answer what is out of date now.
pub(super) fn void(
    connection: &Connection,
    meeting: &MeetingKey,
    newest: Newest,
    now: DateTime<Utc>,
) -> Result<Voided, OutboxError> {
    let (status, reason) = if newest.cancelled {
        (Status::Discarded, "the meeting was cancelled")
    } else {
        (Status::Superseded, "a newer version of the invite came")
    };
    // The cancellation of a series is the end of its instances too.
    let whole_series = newest.cancelled && meeting.instance.is_empty();
    let condition = "uid = ?1 AND (instance = ?2 OR ?3) AND status NOT IN ('superseded', 'discarded', 'rejected')";
    let mut voided = Voided::default();
    for mail in rows::standings(connection, condition, params![meeting.uid, meeting.instance, whole_series])? {
        if !newest.outdates(mail.version) {
            continue;
        }
        if is_out(&mail) {
            voided.already_out.push(mail.id);
        } else {
            withdraw(connection, &mail, status, reason, now)?;
            voided.voided.push(mail.id);
        }
    }
    Ok(voided)
}

/// Whether the recipient has the mail or may have it.
pub(super) fn is_out(mail: &Standing) -> bool {
    matches!(mail.status, Status::Sent | Status::Uncertain) || mail.data_sent
}

/// Takes a mail out of every sender's hands. One that holds it notices before the final dot.
pub(super) fn withdraw(
    connection: &Connection,
    mail: &Standing,
    status: Status,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), OutboxError> {
    let reason = match mail.delivered.as_slice() {
        [] => reason.to_owned(),
        some => format!("{reason}; {} got it before", some.join(", ")),
    };
    connection
        .prepare_cached(
            "UPDATE mail SET status = ?2, reason = ?3, owner = NULL, stage = NULL, next_try = NULL, approved = NULL,
             changed = ?4, revision = revision + 1 WHERE id = ?1",
        )?
        .execute(params![mail.id, status.name(), reason, now.timestamp_micros()])?;
    connection.prepare_cached("DELETE FROM approval WHERE mail = ?1")?.execute([mail.id])?;
    Ok(())
}
