//! What became of a mail that was handed to a server.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, TransactionBehavior, params};

use super::Outbox;
use super::error::OutboxError;
use super::lease::{Claim, Lease, Selection};
use super::{lease, partner, rows};
use crate::domain::address::EmailAddress;
use crate::domain::draft::{DraftId, Status};

/// How one try ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The server has it, for these recipients.
    Delivered(Delivered),
    /// Not taken this time.
    Failed {
        /// Why.
        reason: String,
        /// When statt tries again by itself.
        next_try: DateTime<Utc>,
    },
    /// Refused for good.
    Rejected {
        /// Why.
        reason: String,
    },
    /// The server may have it.
    Uncertain {
        /// Why nobody knows.
        reason: String,
    },
    /// Not tried at all: it is approved as before.
    Released,
}

/// What the server took, and for whom it did not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Delivered {
    /// The server's answer.
    pub smtp: Option<String>,
    /// Recipients refused for good.
    pub refused: Vec<Refused>,
    /// Recipients to be tried again.
    pub deferred: Vec<Refused>,
    /// When they are tried again.
    pub next_try: Option<DateTime<Utc>>,
}

impl Delivered {
    /// What to say where not everybody got it.
    #[must_use]
    pub fn missed(&self) -> Option<String> {
        let list = |refused: &[Refused]| refused.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        let refused = (!self.refused.is_empty()).then(|| format!("refused for {}", list(&self.refused)));
        let deferred = (!self.deferred.is_empty()).then(|| format!("not yet taken for {}", list(&self.deferred)));
        match (refused, deferred) {
            (Some(refused), Some(deferred)) => Some(format!("{refused}; {deferred}")),
            (refused, deferred) => refused.or(deferred),
        }
    }
}

/// A recipient that the server would not take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Who.
    pub recipient: EmailAddress,
    /// The server's words.
    pub reason: String,
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.recipient, self.reason)
    }
}

impl Outbox {
    /// Writes down what became of a mail and lets go of it; returns its status.
    ///
    /// This stands whatever becomes of this process, but it waits for no disk: [`Self::flush`] and the next
    /// [`Self::enter_data`] do. If the machine stops before them, the mail is uncertain.
    ///
    /// # Errors
    /// [`OutboxError::LeaseLost`] where the mail was withdrawn meanwhile and therefore was not sent.
    pub fn settle(&mut self, lease: &Lease, outcome: &Outcome, now: DateTime<Utc>) -> Result<Status, OutboxError> {
        let (_, connection) = self.sending()?;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let status = settle(&transaction, lease, outcome, now)?;
        transaction.commit()?;
        Ok(status)
    }

    /// [`Self::settle`] and [`Self::claim`] in one transaction.
    ///
    /// # Errors
    /// As [`Self::settle`]; the claim has its own result, so that a mail that cannot be claimed unsettles nothing.
    pub fn settle_and_claim(
        &mut self,
        settled: &Lease,
        outcome: &Outcome,
        next: DraftId,
        selection: &Selection,
        now: DateTime<Utc>,
    ) -> Result<(Status, Result<Claim, OutboxError>), OutboxError> {
        let (_, connection) = self.sending()?;
        let mut transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let status = settle(&transaction, settled, outcome, now)?;
        let savepoint = transaction.savepoint()?;
        let claim = lease::claim(&savepoint, next, settled.owner(), selection, now);
        if claim.is_ok() {
            savepoint.commit()?;
        } else {
            drop(savepoint);
        }
        transaction.commit()?;
        self.save_ahead();
        Ok((status, claim))
    }

    /// Waits until everything that was settled is on the disk.
    ///
    /// # Errors
    /// [`OutboxError`] where the file cannot be written.
    pub fn flush(&mut self) -> Result<(), OutboxError> {
        Ok(self.connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?)
    }

    /// Notes for mails that were not even tried why the server could not be used.
    ///
    /// # Errors
    /// [`OutboxError`] where the file cannot be written.
    pub fn postpone(
        &mut self,
        ids: &[DraftId],
        reason: &str,
        next_try: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<(), OutboxError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for id in ids {
            transaction
                .prepare_cached(
                    "UPDATE mail SET status = 'failed', reason = ?2, next_try = ?3, changed = ?4
                     WHERE id = ?1 AND status IN ('approved', 'failed')",
                )?
                .execute(params![id, reason, next_try.timestamp_micros(), now.timestamp_micros()])?;
        }
        transaction.commit()?;
        Ok(())
    }
}

fn settle(
    connection: &Connection,
    lease: &Lease,
    outcome: &Outcome,
    now: DateTime<Utc>,
) -> Result<Status, OutboxError> {
    let before = rows::standing(connection, lease.id)?;
    let was_sent = matches!(outcome, Outcome::Delivered(_));
    // What the server took is on record even if this sender was given up for dead.
    let is_late_truth = was_sent && before.status == Status::Uncertain;
    if !is_late_truth && !is_held(connection, lease)? {
        return Err(OutboxError::LeaseLost(lease.id));
    }
    let mut delivered = before.delivered.clone();
    let (status, reason, next_try, smtp) = match outcome {
        Outcome::Delivered(taken) => {
            let missed = |to: &&EmailAddress| {
                !taken.refused.iter().chain(&taken.deferred).any(|refused| refused.recipient == **to)
            };
            delivered.extend(lease.mail.envelope_to.iter().filter(missed).map(|to| to.written().to_owned()));
            let status = if taken.deferred.is_empty() { Status::Sent } else { Status::Failed };
            (status, taken.missed(), taken.next_try, taken.smtp.clone())
        }
        Outcome::Failed { reason, next_try } => (Status::Failed, Some(reason.clone()), Some(*next_try), None),
        // Somebody has it: what is refused now is the rest.
        Outcome::Rejected { reason } if !delivered.is_empty() => (Status::Sent, Some(reason.clone()), None, None),
        Outcome::Rejected { reason } => (Status::Rejected, Some(reason.clone()), None, None),
        Outcome::Uncertain { reason } => (Status::Uncertain, Some(reason.clone()), None, None),
        Outcome::Released => (Status::Approved, None, None, None),
    };
    let failed = matches!(status, Status::Failed | Status::Rejected);
    let partly = (status == Status::Failed && !delivered.is_empty()).then(|| rows::json(&delivered)).transpose()?;
    let sent = (status == Status::Sent).then(|| now.timestamp_micros());
    connection
        .prepare_cached(
            "UPDATE mail SET status = ?2, reason = ?3, next_try = ?4, smtp = coalesce(?5, smtp), delivered = ?6,
             sent = ?7, attempts = attempts + ?8, changed = ?9, owner = NULL, stage = NULL WHERE id = ?1",
        )?
        .execute(params![
            lease.id,
            status.name(),
            reason,
            rows::micros(next_try),
            smtp,
            partly,
            sent,
            i64::from(failed),
            now.timestamp_micros(),
        ])?;
    if status == Status::Rejected {
        partner::briefing_failed(connection, &before, "was rejected", now)?;
    }
    Ok(status)
}

fn is_held(connection: &Connection, lease: &Lease) -> Result<bool, OutboxError> {
    let query = "SELECT 1 FROM mail WHERE id = ?1 AND owner = ?2";
    Ok(rows::number(connection, query, params![lease.id, lease.owner()])?.is_some())
}
