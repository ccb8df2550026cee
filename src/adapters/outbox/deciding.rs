//! What a person decides about a mail besides approving it.

use chrono::{DateTime, Utc};
use rusqlite::{TransactionBehavior, params};

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

/// Commits, and reads what the mail is now.
fn self_get(transaction: rusqlite::Transaction<'_>, id: DraftId) -> Result<Draft, OutboxError> {
    let draft = rows::by_id(&transaction, id)?.ok_or(OutboxError::Unknown(id))?;
    transaction.commit()?;
    Ok(draft)
}
