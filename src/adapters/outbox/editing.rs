//! Changing a mail: whoever changes it names the revision that they saw, and an approval of other bytes is void.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, TransactionBehavior, params};

use super::Outbox;
use super::error::OutboxError;
use super::rows::{self, Standing};
use super::{partner, store, version};
use crate::domain::calendar_answer::CalendarAnswer;
use crate::domain::draft::{Draft, DraftId, DraftRole, Letter, NewDraft, Status};
use crate::domain::reply::Reply;

/// What a mail is to say from now on.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The plan.
    pub reply: Reply,
    /// The letter.
    pub letter: Letter,
    /// The calendar part.
    pub calendar: Option<CalendarAnswer>,
    /// A person wrote it by hand.
    pub hand_edited: bool,
    /// What becomes of the briefing that goes with it.
    pub briefing: BriefingChange,
}

/// What a change of a reply does to its briefing.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "made once a change and consumed at once")]
pub enum BriefingChange {
    /// Nothing.
    Keep,
    /// The reply names no colleague any more.
    Drop,
    /// Another briefing takes its place.
    Put(NewDraft),
}

impl Outbox {
    /// Whether a mail may be changed at all, before a person takes the trouble.
    ///
    /// # Errors
    /// As [`Outbox::update`].
    pub fn can_change(&self, id: DraftId) -> Result<(), OutboxError> {
        changeable(&rows::standing(&self.connection, id)?, "changed")
    }

    /// Changes a mail that is not out; it is a draft again, whatever it was.
    ///
    /// # Errors
    /// [`OutboxError::Changed`] where the revision is not the current one, [`OutboxError::NotPossible`] where it is out
    /// or void, [`OutboxError::PartlyOut`] where some recipients have it.
    pub fn update(
        &mut self,
        id: DraftId,
        revision: i64,
        change: &Change,
        now: DateTime<Utc>,
    ) -> Result<Draft, OutboxError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mail = rows::standing(&transaction, id)?;
        if mail.revision != revision {
            return Err(OutboxError::Changed(id));
        }
        changeable(&mail, "changed")?;
        transaction
            .prepare_cached(
                "UPDATE content SET reply = ?2, letter = ?3, calendar = ?4, hand_edited = ?5 WHERE mail = ?1",
            )?
            .execute(params![
                id,
                rows::json(&change.reply)?,
                rows::json(&change.letter)?,
                rows::json(&change.calendar)?,
                change.hand_edited,
            ])?;
        back_to_draft(&transaction, id, &store::recipient(&change.letter.to), now)?;
        change_briefing(&transaction, &mail, &change.briefing, now)?;
        transaction.commit()?;
        self.get(id)
    }
}

/// Whether a mail's words may still be changed.
pub(super) fn changeable(mail: &Standing, action: &'static str) -> Result<(), OutboxError> {
    if !matches!(mail.status, Status::Draft | Status::Approved | Status::Failed | Status::Rejected) {
        return Err(OutboxError::NotPossible { id: mail.id, status: mail.status, action });
    }
    if !mail.delivered.is_empty() {
        return Err(OutboxError::PartlyOut { id: mail.id, recipients: mail.delivered.join(", "), action });
    }
    Ok(())
}

fn back_to_draft(connection: &Connection, id: DraftId, recipient: &str, now: DateTime<Utc>) -> Result<(), OutboxError> {
    connection
        .prepare_cached(
            "UPDATE mail SET status = 'draft', reason = NULL, approved = NULL, attempts = 0, next_try = NULL,
             recipient = ?2, changed = ?3, revision = revision + 1 WHERE id = ?1",
        )?
        .execute(params![id, recipient, now.timestamp_micros()])?;
    connection.prepare_cached("DELETE FROM approval WHERE mail = ?1")?.execute([id])?;
    Ok(())
}

fn change_briefing(
    connection: &Connection,
    mail: &Standing,
    change: &BriefingChange,
    now: DateTime<Utc>,
) -> Result<(), OutboxError> {
    if mail.role == DraftRole::Briefing || *change == BriefingChange::Keep {
        return Ok(());
    }
    if let Some(old) = partner::briefing(connection, mail.id)?
        && !version::is_out(&old)
    {
        version::withdraw(connection, &old, Status::Superseded, "the reply was planned anew", now)?;
    }
    if let BriefingChange::Put(briefing) = change {
        store::insert(connection, briefing, Some(mail.id), now)?;
    }
    Ok(())
}
