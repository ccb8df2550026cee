//! Between rows and drafts.

use chrono::{DateTime, FixedOffset, Utc};
use rusqlite::{Connection, OptionalExtension, Row};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::OutboxError;
use crate::domain::case::MeetingKey;
use crate::domain::draft::{Draft, DraftId, DraftRole, InviteVersion, Status};

/// Every column that a [`Draft`] is made of.
pub(super) const DRAFT: &str =
    "SELECT mail.id, role, belongs_to, uid, instance, sequence, stamp, \"case\", reply, status,
    reason, letter, hand_edited, calendar, revision, message_id, date, created, smtp, attempts, next_try, approved, sent
    FROM mail JOIN content ON content.mail = mail.id";

/// A draft from a row of [`DRAFT`].
pub(super) fn draft(row: &Row<'_>) -> Result<Draft, OutboxError> {
    let id = row.get("id")?;
    Ok(Draft {
        id,
        role: role(&row.get::<_, String>("role")?),
        belongs_to: row.get("belongs_to")?,
        meeting: MeetingKey { uid: row.get("uid")?, instance: row.get("instance")? },
        version: InviteVersion { sequence: row.get("sequence")?, stamp: instant(row.get("stamp")?) },
        case: parsed(id, &row.get::<_, String>("case")?)?,
        reply: parsed(id, &row.get::<_, String>("reply")?)?,
        status: status(id, &row.get::<_, String>("status")?)?,
        status_reason: row.get("reason")?,
        letter: parsed(id, &row.get::<_, String>("letter")?)?,
        hand_edited: row.get("hand_edited")?,
        calendar: parsed(id, &row.get::<_, String>("calendar")?)?,
        revision: row.get("revision")?,
        message_id: row.get("message_id")?,
        date: date(row.get("date")?),
        created: instant(row.get("created")?).unwrap_or_default(),
        smtp: row.get("smtp")?,
        attempts: row.get("attempts")?,
        next_try: instant(row.get("next_try")?),
        approved: instant(row.get("approved")?),
        sent: instant(row.get("sent")?),
    })
}

/// One draft by its number.
pub(super) fn by_id(connection: &Connection, id: DraftId) -> Result<Option<Draft>, OutboxError> {
    let mut statement = connection.prepare_cached(&format!("{DRAFT} WHERE mail.id = ?1"))?;
    let mut rows = statement.query([id])?;
    rows.next()?.map(draft).transpose()
}

/// All drafts that a query finds; the query goes on after [`DRAFT`].
pub(super) fn select(
    connection: &Connection,
    rest: &str,
    parameters: impl rusqlite::Params,
) -> Result<Vec<Draft>, OutboxError> {
    let mut drafts = Vec::new();
    each(connection, rest, parameters, |draft| drafts.push(draft))?;
    Ok(drafts)
}

/// Hands over one after the other.
pub(super) fn each(
    connection: &Connection,
    rest: &str,
    parameters: impl rusqlite::Params,
    mut take: impl FnMut(Draft),
) -> Result<(), OutboxError> {
    let mut statement = connection.prepare(&format!("{DRAFT} {rest}"))?;
    let mut rows = statement.query(parameters)?;
    while let Some(row) = rows.next()? {
        take(draft(row)?);
    }
    Ok(())
}

/// How far a mail is, without its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Standing {
    pub id: DraftId,
    pub role: DraftRole,
    pub belongs_to: Option<DraftId>,
    pub version: InviteVersion,
    pub status: Status,
    pub revision: i64,
    /// The final dot may have been sent.
    pub data_sent: bool,
    /// Recipients that got it in an earlier try.
    pub delivered: Vec<String>,
}

const STANDING: &str = "SELECT id, role, belongs_to, sequence, stamp, status, revision, stage, delivered FROM mail";

/// The standing of one mail.
pub(super) fn standing(connection: &Connection, id: DraftId) -> Result<Standing, OutboxError> {
    let mut statement = connection.prepare_cached(&format!("{STANDING} WHERE id = ?1"))?;
    let mut rows = statement.query([id])?;
    rows.next()?.map_or(Err(OutboxError::Unknown(id)), to_standing)
}

/// The standing of all mails that a condition picks.
pub(super) fn standings(
    connection: &Connection,
    condition: &str,
    parameters: impl rusqlite::Params,
) -> Result<Vec<Standing>, OutboxError> {
    let mut statement = connection.prepare_cached(&format!("{STANDING} WHERE {condition} ORDER BY id"))?;
    let mut rows = statement.query(parameters)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(to_standing(row)?);
    }
    Ok(found)
}

fn to_standing(row: &Row<'_>) -> Result<Standing, OutboxError> {
    let id = row.get("id")?;
    Ok(Standing {
        id,
        role: role(&row.get::<_, String>("role")?),
        belongs_to: row.get("belongs_to")?,
        version: InviteVersion { sequence: row.get("sequence")?, stamp: instant(row.get("stamp")?) },
        status: status(id, &row.get::<_, String>("status")?)?,
        revision: row.get("revision")?,
        data_sent: row.get::<_, Option<String>>("stage")?.as_deref() == Some("data_sent"),
        delivered: row.get::<_, Option<String>>("delivered")?.map_or(Ok(Vec::new()), |text| parsed(id, &text))?,
    })
}

/// One number, if there is one.
pub(super) fn number(
    connection: &Connection,
    query: &str,
    parameters: impl rusqlite::Params,
) -> Result<Option<i64>, OutboxError> {
    Ok(connection.prepare_cached(query)?.query_row(parameters, |row| row.get(0)).optional()?)
}

pub(super) fn status(id: DraftId, name: &str) -> Result<Status, OutboxError> {
    Status::named(name).ok_or_else(|| OutboxError::Damaged(format!("mail {id} has the unknown status `{name}`")))
}

fn role(name: &str) -> DraftRole {
    if name == DraftRole::Briefing.name() { DraftRole::Briefing } else { DraftRole::Reply }
}

pub(super) fn parsed<T: DeserializeOwned>(id: DraftId, text: &str) -> Result<T, OutboxError> {
    serde_json::from_str(text).map_err(|error| OutboxError::Damaged(format!("mail {id} cannot be read ({error})")))
}

pub(super) fn json<T: Serialize>(value: &T) -> Result<String, OutboxError> {
    serde_json::to_string(value).map_err(|error| {
        let error = rusqlite::Error::ToSqlConversionFailure(Box::new(error));
        OutboxError::Storage(error)
    })
}

pub(super) fn instant(micros: Option<i64>) -> Option<DateTime<Utc>> {
    micros.and_then(DateTime::from_timestamp_micros)
}

pub(super) fn micros(instant: Option<DateTime<Utc>>) -> Option<i64> {
    instant.map(|instant| instant.timestamp_micros())
}

fn date(text: Option<String>) -> Option<DateTime<FixedOffset>> {
    text.and_then(|text| DateTime::parse_from_rfc3339(&text).ok())
}
