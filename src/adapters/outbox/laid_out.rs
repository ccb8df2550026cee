//! Which drafts are laid out on a server for other mail programs, and what became of them there.

use chrono::{DateTime, Utc};
use rusqlite::{Row, TransactionBehavior, params};

use super::Outbox;
use super::error::OutboxError;
use super::{rows, version};
use crate::domain::draft::{DraftId, Status};

/// A draft that is laid out, or is about to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaidOut {
    /// The draft.
    pub mail: DraftId,
    /// Its revision there.
    pub revision: i64,
    /// Its Message-ID there, without angle brackets.
    pub message_id: String,
    /// The UIDVALIDITY in which its UIDs mean something.
    pub uid_validity: Option<u32>,
    /// Its UID; none while it is not known whether it arrived.
    pub uid: Option<u32>,
    /// The UID of its older self, which is to be taken away.
    pub stale: Option<u32>,
    /// When it was found to be gone.
    pub gone: Option<DateTime<Utc>>,
}

impl Outbox {
    /// All drafts that are laid out in a folder.
    ///
    /// # Errors
    /// [`OutboxError`] where the file cannot be read.
    pub fn laid_out(&self, account: &str, folder: &str) -> Result<Vec<LaidOut>, OutboxError> {
        let query = "SELECT mail, revision, message_id, uid_validity, uid, stale, gone FROM laid_out
                     WHERE account = ?1 AND name = ?2 ORDER BY mail";
        let mut statement = self.connection.prepare_cached(query)?;
        let found = statement.query_map([account, folder], laid_out)?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// Notes where a draft is laid out, in place of what was noted before.
    ///
    /// # Errors
    /// [`OutboxError`] where the file cannot be written.
    pub fn note_laid_out(&mut self, account: &str, folder: &str, draft: &LaidOut) -> Result<(), OutboxError> {
        self.connection
            .prepare_cached(
                "REPLACE INTO laid_out (mail, account, name, revision, message_id, uid_validity, uid, stale, gone)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute(params![
                draft.mail,
                account,
                folder,
                draft.revision,
                draft.message_id,
                draft.uid_validity,
                draft.uid,
                draft.stale,
                rows::micros(draft.gone),
            ])?;
        Ok(())
    }

    /// A draft is not laid out any more.
    ///
    /// # Errors
    /// [`OutboxError`] where the file cannot be written.
    pub fn forget_laid_out(&mut self, mail: DraftId) -> Result<(), OutboxError> {
        self.connection.prepare_cached("DELETE FROM laid_out WHERE mail = ?1")?.execute([mail])?;
        Ok(())
    }

    /// A person sent a mail with another program, under this Message-ID. Whether that is news: what statt itself sent, or
    /// may have, stays as it is.
    ///
    /// # Errors
    /// [`OutboxError`] where the file cannot be written.
    pub fn settle_as_sent_elsewhere(
        &mut self,
        id: DraftId,
        message_id: Option<&str>,
        sent: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<bool, OutboxError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mail = rows::standing(&transaction, id)?;
        if version::is_out(&mail) {
            return Ok(false);
        }
        version::withdraw(&transaction, &mail, Status::Sent, "sent with another mail program", now)?;
        transaction
            .prepare_cached("UPDATE mail SET sent = ?2, message_id = NULL WHERE id = ?1")?
            .execute(params![id, sent.timestamp_micros()])?;
        // One mail may stand for two drafts, but only one can bear its identity.
        transaction
            .prepare_cached("UPDATE OR IGNORE mail SET message_id = ?2 WHERE id = ?1")?
            .execute(params![id, message_id])?;
        transaction.commit()?;
        Ok(true)
    }
}

fn laid_out(row: &Row<'_>) -> rusqlite::Result<LaidOut> {
    Ok(LaidOut {
        mail: row.get(0)?,
        revision: row.get(1)?,
        message_id: row.get(2)?,
        uid_validity: row.get(3)?,
        uid: row.get(4)?,
        stale: row.get(5)?,
        gone: rows::instant(row.get(6)?),
    })
}
