//! What a person decides about a mail besides approving it.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, TransactionBehavior, params};

use super::Outbox;
use super::error::OutboxError;
use super::rows;
use super::{editing, partner, version};
use crate::domain::draft::{Draft, DraftId, DraftRole, Status};

impl Outbox {
    /// Drops a mail that is not out. A reply takes its briefing with it; without its briefing a reply is a draft again.
    ///
    /// # Errors
    /// [`OutboxError::NotPossible`] where it is out, or may be.
    pub fn discard(&mut self, id: DraftId, now: DateTime<Utc>) -> Result<Draft, OutboxError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mail = rows::standing(&transaction, id)?;
        match mail.status {
            Status::Discarded => return self_get(transaction, id),
            Status::Superseded => {
                return Err(OutboxError::NotPossible { id, status: mail.status, action: "discarded" });
            }
            _ if version::is_out(&mail) => {
                return Err(OutboxError::NotPossible { id, status: mail.status, action: "discarded" });
            }
            _ => {}
        }
        version::withdraw(&transaction, &mail, Status::Discarded, "discarded by hand", now)?;
        match mail.role {
            DraftRole::Briefing => partner::briefing_failed(&transaction, &mail, "was discarded", now)?,
            DraftRole::Reply => {
                if let Some(briefing) = partner::briefing(&transaction, id)?
                    && !version::is_out(&briefing)
                    && briefing.status != Status::Discarded
                {
                    version::withdraw(&transaction, &briefing, Status::Discarded, "its reply was discarded", now)?;
                }
            }
        }
        self_get(transaction, id)
    }

    /// Takes an approval back: the mail is a draft again.
    ///
    /// # Errors
    /// [`OutboxError::NotPossible`] where it is not approved.
    pub fn withdraw_approval(&mut self, id: DraftId, now: DateTime<Utc>) -> Result<Draft, OutboxError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mail = rows::standing(&transaction, id)?;
        if !matches!(mail.status, Status::Approved | Status::Failed) {
            return Err(OutboxError::NotPossible { id, status: mail.status, action: "taken back" });
        }
        editing::changeable(&mail, "taken back")?;
        version::withdraw(&transaction, &mail, Status::Draft, "the approval was taken back", now)?;
        self_get(transaction, id)
    }

    /// Takes back that a mail was dropped by hand: it is a draft again, and so is the briefing that was dropped with it.
    ///
    /// # Errors
    /// [`OutboxError::NotPossible`] where it was not dropped, a newer invite or a cancellation came, or its words are
    /// forgotten.
    pub fn restore(&mut self, id: DraftId, now: DateTime<Utc>) -> Result<Draft, OutboxError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mail = rows::standing(&transaction, id)?;
        let draft = rows::by_id(&transaction, id)?.ok_or(OutboxError::Unknown(id))?;
        let newest = version::newest(&transaction, &draft.meeting)?;
        let is_outdated = newest.is_some_and(|newest| newest.outdates(mail.version));
        let query = "SELECT 1 FROM content WHERE mail = ?1 AND forgotten";
        let is_forgotten = rows::number(&transaction, query, [id])?.is_some();
        if mail.status != Status::Discarded || is_outdated || is_forgotten || !mail.delivered.is_empty() {
            return Err(OutboxError::NotPossible { id, status: mail.status, action: "taken back" });
        }
        back_to_draft(&transaction, &mail, now)?;
        if mail.role == DraftRole::Reply
            && let Some(briefing) = partner::briefing(&transaction, id)?
            && briefing.status == Status::Discarded
        {
            back_to_draft(&transaction, &briefing, now)?;
        }
        self_get(transaction, id)
    }

    /// A person found out that an uncertain mail did arrive.
    ///
    /// # Errors
    /// [`OutboxError::NotPossible`] where it is not uncertain.
    pub fn resolve_as_sent(&mut self, id: DraftId, now: DateTime<Utc>) -> Result<Draft, OutboxError> {
        self.resolve(id, Status::Sent, "a person says that it arrived", now)
    }

    /// A person found out that an uncertain mail did not arrive: the same bytes are sent again by the next `send`.
    ///
    /// # Errors
    /// [`OutboxError::NotPossible`] where it is not uncertain.
    pub fn resolve_to_retry(&mut self, id: DraftId, now: DateTime<Utc>) -> Result<Draft, OutboxError> {
        self.resolve(id, Status::Approved, "a person says that it did not arrive", now)
    }

    fn resolve(&mut self, id: DraftId, status: Status, reason: &str, now: DateTime<Utc>) -> Result<Draft, OutboxError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mail = rows::standing(&transaction, id)?;
        if mail.status != Status::Uncertain {
            return Err(OutboxError::NotPossible { id, status: mail.status, action: "resolved" });
        }
        let sent = (status == Status::Sent).then(|| now.timestamp_micros());
        transaction
            .prepare_cached(
                "UPDATE mail SET status = ?2, reason = ?3, next_try = NULL, sent = ?4, changed = ?5 WHERE id = ?1",
            )?
            .execute(params![id, status.name(), reason, sent, now.timestamp_micros()])?;
        self_get(transaction, id)
    }
}

/// A dropped mail is as good as new.
fn back_to_draft(connection: &Connection, mail: &rows::Standing, now: DateTime<Utc>) -> Result<(), OutboxError> {
    connection
        .prepare_cached(
            "UPDATE mail SET status = 'draft', reason = NULL, changed = ?2, revision = revision + 1 WHERE id = ?1",
        )?
        .execute(params![mail.id, now.timestamp_micros()])?;
    Ok(())
}

/// Commits, and reads what the mail is now.
fn self_get(transaction: rusqlite::Transaction<'_>, id: DraftId) -> Result<Draft, OutboxError> {
    let draft = rows::by_id(&transaction, id)?.ok_or(OutboxError::Unknown(id))?;
    transaction.commit()?;
    Ok(draft)
}
