//! What a crashed sender left behind.

use rusqlite::{TransactionBehavior, params};

use super::error::OutboxError;
use super::{Outbox, owner, rows};
use crate::domain::draft::{DraftId, Status};

/// A mail that a crashed sender left half done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recovered {
    /// The mail.
    pub id: DraftId,
    /// What it is now.
    pub as_what: RecoveredAs,
}

/// What a half-sent mail becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecoveredAs {
    /// The final dot was never sent: the next `send` sends it.
    Approved,
    /// The recipient may have it: a person has to settle it.
    Uncertain,
}

impl Outbox {
    /// What crashed senders had left when this outbox was opened.
    #[must_use]
    pub fn recovered(&self) -> &[Recovered] {
        &self.recovered
    }

    /// Takes back the mails of senders that are gone.
    ///
    /// # Errors
    /// [`OutboxError`] where the file cannot be written.
    pub fn recover(&mut self) -> Result<Vec<Recovered>, OutboxError> {
        let Some(path) = self.path.clone() else { return Ok(Vec::new()) };
        let own = self.sender.as_ref().map_or("", |sender| sender.owner.name.as_str());
        let mut dead = senders(&self.connection)?;
        dead.retain(|sender| sender != own && owner::is_dead(&path, sender));
        self.take_back(&dead)
    }

    /// Lets go of every mail that this outbox still holds.
    ///
    /// # Errors
    /// [`OutboxError`] where the file cannot be written; the next start does it then.
    pub fn release(&mut self) -> Result<Vec<Recovered>, OutboxError> {
        let own: Vec<String> = self.sender.iter().map(|sender| sender.owner.name.clone()).collect();
        self.take_back(&own)
    }

    fn take_back(&mut self, senders: &[String]) -> Result<Vec<Recovered>, OutboxError> {
        if senders.is_empty() {
            return Ok(Vec::new());
        }
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut recovered = Vec::new();
        for sender in senders {
            for mail in rows::standings(&transaction, "owner = ?1", [sender])? {
                let (as_what, status, reason) = if mail.data_sent {
                    let reason = "the sender stopped before the server's answer was on record: it may have arrived";
                    (RecoveredAs::Uncertain, Status::Uncertain, Some(reason))
                } else if owner::machine_stopped(sender) {
                    // What was written last may not have reached the disk.
                    let reason = "the computer stopped while mails were being sent: it may have arrived";
                    (RecoveredAs::Uncertain, Status::Uncertain, Some(reason))
                } else {
                    (RecoveredAs::Approved, Status::Approved, None)
                };
                transaction
                    .prepare_cached(
                        "UPDATE mail SET status = ?2, reason = ?3, owner = NULL, stage = NULL WHERE id = ?1",
                    )?
                    .execute(params![mail.id, status.name(), reason])?;
                recovered.push(Recovered { id: mail.id, as_what });
            }
        }
        transaction.commit()?;
        Ok(recovered)
    }
}

fn senders(connection: &rusqlite::Connection) -> Result<Vec<String>, OutboxError> {
    let mut statement = connection.prepare("SELECT DISTINCT owner FROM mail WHERE status = 'sending'")?;
    let names = statement.query_map([], |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}
