//! A reply that names a colleague, and the briefing to that colleague: approved in one step, the briefing sent first.
//!
//! The client never hears of a colleague who was not told.

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use super::error::OutboxError;
use super::rows::{self, Standing};
use super::version;
use crate::domain::draft::{DraftId, DraftRole, Status};

/// The briefing in force of a reply.
pub(super) fn briefing(connection: &Connection, reply: DraftId) -> Result<Option<Standing>, OutboxError> {
    let condition = "belongs_to = ?1 AND role = 'briefing' AND status <> 'superseded'";
    Ok(rows::standings(connection, condition, [reply])?.pop())
}

/// The other half of a pair.
pub(super) fn of(connection: &Connection, mail: &Standing) -> Result<Option<Standing>, OutboxError> {
    match (mail.role, mail.belongs_to) {
        (DraftRole::Reply, _) => briefing(connection, mail.id),
        (DraftRole::Briefing, Some(reply)) => rows::standing(connection, reply).map(Some),
        (DraftRole::Briefing, None) => Ok(None),
    }
}

/// Whether a mail may be approved, when `together` are approved in the same step.
pub(super) fn may_be_approved(
    connection: &Connection,
    mail: &Standing,
    together: &[DraftId],
) -> Result<(), OutboxError> {
    let Some(partner) = of(connection, mail)? else { return Ok(()) };
    if together.contains(&partner.id) {
        return Ok(());
    }
    match partner.status {
        Status::Draft => Err(OutboxError::PartnerMissing { id: mail.id, partner: partner.id }),
        Status::Discarded | Status::Rejected if mail.role == DraftRole::Reply => Err(OutboxError::BriefingGone {
            id: mail.id,
            briefing: partner.id,
            status: partner.status,
            action: "approved",
        }),
        _ => Ok(()),
    }
}

/// Why a mail must wait for its other half, if it must.
pub(super) fn waits_for(connection: &Connection, mail: &Standing) -> Result<Option<Standing>, OutboxError> {
    let Some(partner) = of(connection, mail)? else { return Ok(None) };
    let ready = match mail.role {
        DraftRole::Reply => partner.status == Status::Sent,
        DraftRole::Briefing => !matches!(partner.status, Status::Draft | Status::Discarded | Status::Superseded),
    };
    Ok((!ready).then_some(partner))
}

/// A briefing that will not arrive takes back the approval of its reply.
pub(super) fn briefing_failed(
    connection: &Connection,
    briefing: &Standing,
    why: &str,
    now: DateTime<Utc>,
) -> Result<(), OutboxError> {
    let Some(reply) = briefing.belongs_to.map(|reply| rows::standing(connection, reply)).transpose()? else {
        return Ok(());
    };
    let in_force = self::briefing(connection, reply.id)?.is_some_and(|newest| newest.id == briefing.id);
    let approved = matches!(reply.status, Status::Approved | Status::Failed | Status::Sending);
    if in_force && approved && !version::is_out(&reply) {
        let reason = format!("its briefing, mail {}, {why}", briefing.id);
        version::withdraw(connection, &reply, Status::Draft, &reason, now)?;
    }
    Ok(())
}
