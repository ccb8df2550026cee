//! Which mails are due, and handing each to one sender only.

use std::collections::HashSet;

use chrono::{DateTime, Duration, Utc};
use rusqlite::{Connection, TransactionBehavior, params};

use super::Outbox;
use super::error::OutboxError;
use super::rows::{self, Standing};
use super::{approval, partner, version};
use crate::domain::address::EmailAddress;
use crate::domain::case::MeetingKey;
use crate::domain::draft::{DraftId, Status};
use crate::domain::outgoing::ApprovedMail;

/// Which of the approved mails are wanted.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Only these; all where none is named. The briefing of a reply comes along.
    pub ids: Vec<DraftId>,
    /// The undo window: a mail is not due until so much time has passed since its approval.
    pub undo_window: Duration,
    /// Leave a failed mail alone until its next try is due.
    pub patient: bool,
    /// Once sent, a mail is to be filed: copied, or its original marked as answered.
    pub file: bool,
}

/// Why a mail is not sent now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Waiting {
    /// Its undo window is open until then.
    UndoWindow(DateTime<Utc>),
    /// Its next try is due then.
    NextTry(DateTime<Utc>),
    /// The other half of the pair must come first.
    Partner(DraftId, Status),
    /// It is neither approved nor failed.
    Status(Status),
    /// Its approval no longer held; this is what it became.
    Void(Status),
}

/// Which mails are to be tried.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Due {
    /// Now, in this order: briefings before their replies.
    pub now: Vec<DraftId>,
    /// Not now, and why.
    pub waiting: Vec<(DraftId, Waiting)>,
}

/// What came of reaching for a mail.
#[derive(Debug, Clone)]
pub enum Claim {
    /// It is this sender's alone.
    Lease(Lease),
    /// It is not to be sent now.
    Wait(Waiting),
}

/// A mail that is this sender's alone until it is settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lease {
    /// The mail.
    pub id: DraftId,
    /// What was approved; of its recipients only those who do not have it yet.
    pub mail: ApprovedMail,
    /// How often it was tried in vain.
    pub attempts: u32,
    owner: String,
    revision: i64,
}

impl Lease {
    pub(super) fn owner(&self) -> &str {
        &self.owner
    }
}

impl Outbox {
    /// The mails to be tried, and the wanted ones that wait.
    ///
    /// # Errors
    /// [`OutboxError::Unknown`] for a wanted mail that does not exist.
    pub fn due(&self, selection: &Selection, now: DateTime<Utc>) -> Result<Due, OutboxError> {
        let mut wanted: HashSet<DraftId> = selection.ids.iter().copied().collect();
        for id in &selection.ids {
            rows::standing(&self.connection, *id)?;
            wanted.extend(partner::briefing(&self.connection, *id)?.map(|briefing| briefing.id));
        }
        let mut statement = self.connection.prepare(
            "SELECT id, status, approved, next_try FROM mail WHERE status IN ('approved', 'failed')
             ORDER BY coalesce(belongs_to, id), role, id",
        )?;
        let mut due = Vec::new();
        let mut waiting = Vec::new();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let id: DraftId = row.get(0)?;
            if !wanted.is_empty() && !wanted.contains(&id) {
                continue;
            }
            let times = (rows::instant(row.get(2)?), rows::instant(row.get(3)?));
            match too_early(rows::status(id, &row.get::<_, String>(1)?)?, times, selection, now) {
                Some(reason) => waiting.push((id, reason)),
                None => due.push(id),
            }
        }
        for id in &selection.ids {
            let status = rows::standing(&self.connection, *id)?.status;
            if !matches!(status, Status::Approved | Status::Failed) {
                waiting.push((*id, Waiting::Status(status)));
            }
        }
        Ok(Due { now: due, waiting })
    }

    /// Reaches for a mail: whatever is true of it now decides, under the lock.
    ///
    /// # Errors
    /// [`OutboxError::Damaged`] where the bytes are not what was approved.
    pub fn claim(&mut self, id: DraftId, selection: &Selection, now: DateTime<Utc>) -> Result<Claim, OutboxError> {
        let (owner, connection) = self.sending()?;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let claim = claim(&transaction, id, owner, selection, now)?;
        transaction.commit()?;
        self.save_ahead();
        Ok(claim)
    }

    /// Writes down that the final dot is about to be sent: from here on the recipient may have the mail. When it returns,
    /// that this mail was claimed is on the disk.
    ///
    /// # Errors
    /// [`OutboxError::LeaseLost`] where the mail was changed, superseded or discarded meanwhile,
    /// [`OutboxError::NotSaved`] where the disk did not take it: it must not be sent.
    pub fn enter_data(&mut self, lease: &Lease, now: DateTime<Utc>) -> Result<(), OutboxError> {
        self.wait_for_the_disk()?;
        let (_, connection) = self.sending()?;
        if stage(connection, lease, "before_data", "data_sent", now)? != 1 {
            return Err(OutboxError::LeaseLost(lease.id));
        }
        let saved = self.save_late();
        if saved.is_err() {
            let (_, connection) = self.sending()?;
            stage(connection, lease, "data_sent", "before_data", now)?;
        }
        saved
    }
}

/// Takes a leased mail from one stage to another; how many mails that were.
fn stage(connection: &Connection, lease: &Lease, from: &str, to: &str, now: DateTime<Utc>) -> rusqlite::Result<usize> {
    connection
        .prepare_cached(
            "UPDATE mail SET stage = ?5, changed = ?6
             WHERE id = ?1 AND owner = ?2 AND revision = ?3 AND status = 'sending' AND stage = ?4",
        )?
        .execute(params![lease.id, lease.owner, lease.revision, from, to, now.timestamp_micros()])
}

pub(super) fn claim(
    connection: &Connection,
    id: DraftId,
    owner: &str,
    selection: &Selection,
    now: DateTime<Utc>,
) -> Result<Claim, OutboxError> {
    let mail = rows::standing(connection, id)?;
    if !matches!(mail.status, Status::Approved | Status::Failed) {
        return Ok(Claim::Wait(Waiting::Status(mail.status)));
    }
    let (meeting, times, attempts) = connection
        .prepare_cached("SELECT uid, instance, approved, next_try, attempts FROM mail WHERE id = ?1")?
        .query_row([id], |row| {
            let meeting = MeetingKey { uid: row.get(0)?, instance: row.get(1)? };
            Ok((meeting, (rows::instant(row.get(2)?), rows::instant(row.get(3)?)), row.get(4)?))
        })?;
    if let Some(reason) = too_early(mail.status, times, selection, now) {
        return Ok(Claim::Wait(reason));
    }
    if let Some(partner) = partner::waits_for(connection, &mail)? {
        return Ok(Claim::Wait(Waiting::Partner(partner.id, partner.status)));
    }
    let Some(approved) = approval::read(connection, id)? else { return void(connection, &mail, now) };
    if !approved.holds(connection, &mail, &meeting)? {
        return void(connection, &mail, now);
    }
    connection
        .prepare_cached(
            "UPDATE mail SET status = 'sending', stage = 'before_data', owner = ?2, filed = ?3, changed = ?4 WHERE id = ?1",
        )?
        .execute(params![id, owner, selection.file.then_some(0), now.timestamp_micros()])?;
    let mut sealed = approved.mail;
    sealed.envelope_to.retain(|to| !mail.delivered.iter().any(|got| is_same(got, to)));
    let lease = Lease { id, mail: sealed, attempts, owner: owner.to_owned(), revision: mail.revision };
    Ok(Claim::Lease(lease))
}

fn is_same(written: &str, address: &EmailAddress) -> bool {
    address.written() == written
}

fn void(connection: &Connection, mail: &Standing, now: DateTime<Utc>) -> Result<Claim, OutboxError> {
    let status = Status::Superseded;
    version::withdraw(connection, mail, status, "a newer version of the invite came after the approval", now)?;
    Ok(Claim::Wait(Waiting::Void(status)))
}

fn too_early(
    status: Status,
    (approved, next_try): (Option<DateTime<Utc>>, Option<DateTime<Utc>>),
    selection: &Selection,
    now: DateTime<Utc>,
) -> Option<Waiting> {
    if let Some(until) = approved.map(|approved| approved + selection.undo_window)
        && until > now
        && selection.undo_window > Duration::zero()
    {
        return Some(Waiting::UndoWindow(until));
    }
    let due = next_try.filter(|due| selection.patient && status == Status::Failed && *due > now)?;
    Some(Waiting::NextTry(due))
}
