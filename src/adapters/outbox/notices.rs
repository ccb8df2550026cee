//! News of a meeting that came without asking for a draft: kept so that its story can be told.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, TransactionBehavior, params};

use super::Outbox;
use super::error::OutboxError;
use super::rows;
use crate::domain::case::MeetingKey;
use crate::domain::story::{News, Notice};

impl Outbox {
    /// Keeps a notice; the same mail is noticed once.
    ///
    /// # Errors
    /// [`OutboxError`] where the file cannot be written.
    pub fn notice(&mut self, notice: &Notice) -> Result<bool, OutboxError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let is_new = insert(&transaction, notice)?;
        transaction.commit()?;
        Ok(is_new)
    }

    /// All notices, oldest first.
    ///
    /// # Errors
    /// [`OutboxError`] where the file cannot be read.
    pub fn notices(&self) -> Result<Vec<Notice>, OutboxError> {
        select(&self.connection, "", [])
    }
}

/// The notices that a query finds, oldest first.
pub(super) fn select(
    connection: &Connection,
    wanted: &str,
    parameters: impl rusqlite::Params,
) -> Result<Vec<Notice>, OutboxError> {
    let query = format!("SELECT message, uid, instance, at, news, \"after\" FROM notice {wanted} ORDER BY at, message");
    let mut statement = connection.prepare_cached(&query)?;
    let mut rows = statement.query(parameters)?;
    let mut notices = Vec::new();
    while let Some(row) = rows.next()? {
        let message: String = row.get(0)?;
        let news: String = row.get(4)?;
        let news: News = serde_json::from_str(&news)
            .map_err(|error| OutboxError::Damaged(format!("what mail <{message}> said cannot be read ({error})")))?;
        notices.push(Notice {
            message,
            meeting: MeetingKey { uid: row.get(1)?, instance: row.get(2)? },
            at: rows::instant(row.get(3)?).unwrap_or(DateTime::<Utc>::MIN_UTC),
            after: row.get(5)?,
            news,
        });
    }
    Ok(notices)
}

fn insert(connection: &Connection, notice: &Notice) -> Result<bool, OutboxError> {
    let inserted = connection
        .prepare_cached(
            "INSERT OR IGNORE INTO notice (message, uid, instance, at, news, \"after\") VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            notice.message,
            notice.meeting.uid,
            notice.meeting.instance,
            notice.at.timestamp_micros(),
            rows::json(&notice.news)?,
            notice.after,
        ])?;
    Ok(inserted > 0)
}
