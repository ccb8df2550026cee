//! Approval is of bytes: the finished message, its recipients and the version of the invite that it answers.

use chrono::{DateTime, FixedOffset, Utc};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use sha2::{Digest, Sha256};

use super::Outbox;
use super::error::{OutboxError, WireProblem};
use super::rows::{self, Standing};
use super::{partner, version};
use crate::domain::address::EmailAddress;
use crate::domain::case::MeetingKey;
use crate::domain::draft::{Draft, DraftId, InviteVersion, Letter, Status};
use crate::domain::outgoing::ApprovedMail;

/// One mail that a person says yes to.
#[derive(Debug, Clone)]
pub struct Approval {
    /// The mail.
    pub id: DraftId,
    /// The revision that the person saw.
    pub revision: i64,
    /// What is going to be sent.
    pub mail: ApprovedMail,
    /// Message-ID without angle brackets.
    pub message_id: String,
    /// Date.
    pub date: DateTime<FixedOffset>,
}

impl Outbox {
    /// Approves these mails in one step, or none of them. A reply and its briefing belong in the same step.
    ///
    /// # Errors
    /// [`OutboxError::Gaps`] while gaps are open, [`OutboxError::Changed`] where a mail is not what the person saw,
    /// [`OutboxError::PartnerMissing`] and [`OutboxError::BriefingGone`] for half of a pair,
    /// [`OutboxError::NotWireReady`] for bytes that may not cross the wire.
    pub fn approve(&mut self, approvals: &[Approval], now: DateTime<Utc>) -> Result<Vec<Draft>, OutboxError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let together: Vec<DraftId> = approvals.iter().map(|approval| approval.id).collect();
        for approval in approvals {
            approve(&transaction, approval, &together, now)?;
        }
        transaction.commit()?;
        together.into_iter().map(|id| self.get(id)).collect()
    }

    /// The bytes that were approved; none for a mail that is not approved, or whose words were forgotten.
    ///
    /// # Errors
    /// [`OutboxError::Damaged`] where they are not what was approved.
    pub fn approved_mail(&self, id: DraftId) -> Result<Option<ApprovedMail>, OutboxError> {
        Ok(read(&self.connection, id)?.filter(|approved| !approved.mail.bytes.is_empty()).map(|approved| approved.mail))
    }
}

fn approve(
    connection: &Connection,
    approval: &Approval,
    together: &[DraftId],
    now: DateTime<Utc>,
) -> Result<(), OutboxError> {
    let id = approval.id;
    let mail = rows::standing(connection, id)?;
    if mail.revision != approval.revision {
        return Err(OutboxError::Changed(id));
    }
    if mail.status != Status::Draft {
        return Err(OutboxError::NotPossible { id, status: mail.status, action: "approved" });
    }
    let letter: String = connection.query_row("SELECT letter FROM content WHERE mail = ?1", [id], |row| row.get(0))?;
    let letter: Letter = rows::parsed(id, &letter)?;
    if !letter.gaps.is_empty() {
        return Err(OutboxError::Gaps {
            id,
            gaps: letter.gaps.iter().map(|gap| format!("{} («{}»)", gap.name, gap.hint)).collect(),
        });
    }
    partner::may_be_approved(connection, &mail, together)?;
    ready_for_the_wire(&approval.mail).map_err(|problem| OutboxError::NotWireReady { id, problem })?;
    let recipients: Vec<&str> = approval.mail.envelope_to.iter().map(EmailAddress::written).collect();
    connection
        .prepare_cached(
            "REPLACE INTO approval (mail, revision, sequence, stamp, envelope_from, envelope_to, sha256, bytes)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            id,
            mail.revision,
            mail.version.sequence,
            rows::micros(mail.version.stamp),
            approval.mail.envelope_from.written(),
            rows::json(&recipients)?,
            seal(&approval.mail).as_slice(),
            approval.mail.bytes,
        ])?;
    connection
        .prepare_cached(
            "UPDATE mail SET status = 'approved', reason = NULL, message_id = ?2, date = ?3, approved = ?4, changed = ?4
             WHERE id = ?1",
        )?
        .execute(params![id, approval.message_id, approval.date.to_rfc3339(), now.timestamp_micros()])?;
    Ok(())
}

/// What was approved, read back.
pub(super) struct Approved {
    pub mail: ApprovedMail,
    revision: i64,
    version: InviteVersion,
}

impl Approved {
    /// Whether the approval still holds: same revision, same version, and no newer invite or cancellation.
    pub fn holds(&self, connection: &Connection, mail: &Standing, meeting: &MeetingKey) -> Result<bool, OutboxError> {
        let newest = version::newest(connection, meeting)?;
        Ok(self.revision == mail.revision
            && self.version == mail.version
            && !newest.is_some_and(|newest| newest.outdates(self.version)))
    }
}

/// Reads what was approved and compares it with its hash.
pub(super) fn read(connection: &Connection, id: DraftId) -> Result<Option<Approved>, OutboxError> {
    let query =
        "SELECT revision, sequence, stamp, envelope_from, envelope_to, sha256, bytes FROM approval WHERE mail = ?1";
    let row = connection
        .prepare_cached(query)?
        .query_row([id], |row| {
            let version = InviteVersion { sequence: row.get(1)?, stamp: rows::instant(row.get(2)?) };
            let envelope: (String, String) = (row.get(3)?, row.get(4)?);
            Ok((row.get(0)?, version, envelope, row.get::<_, Vec<u8>>(5)?, row.get(6)?))
        })
        .optional()?;
    let Some((revision, version, (from, to), sealed, bytes)) = row else { return Ok(None) };
    let damaged = || OutboxError::Damaged(format!("what was approved of mail {id} is not what the outbox holds"));
    let recipients: Vec<String> = rows::parsed(id, &to)?;
    let mail = ApprovedMail {
        envelope_from: EmailAddress::parse(&from).map_err(|_| damaged())?,
        envelope_to: recipients
            .iter()
            .map(|to| EmailAddress::parse(to))
            .collect::<Result<_, _>>()
            .map_err(|_| damaged())?,
        bytes,
    };
    // Forgotten bytes leave their hash behind.
    if !mail.bytes.is_empty() && seal(&mail).as_slice() != sealed {
        return Err(damaged());
    }
    Ok(Some(Approved { mail, revision, version }))
}

/// The hash of everything that is approved.
fn seal(mail: &ApprovedMail) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(mail.envelope_from.written().as_bytes());
    for recipient in &mail.envelope_to {
        hash.update(b"\n");
        hash.update(recipient.written().as_bytes());
    }
    hash.update(b"\n\n");
    hash.update(&mail.bytes);
    hash.finalize().into()
}

/// RFC 5321 §2.3.8 and RFC 5322 §2.1.1, so that no server can read the bytes in two ways.
fn ready_for_the_wire(mail: &ApprovedMail) -> Result<(), WireProblem> {
    if mail.envelope_to.is_empty() {
        return Err(WireProblem::NoRecipient);
    }
    if !mail.bytes.ends_with(b"\r\n") {
        return Err(WireProblem::LineBreak);
    }
    let (mut previous, mut length) = (0, 0);
    for &byte in &mail.bytes {
        match (previous, byte) {
            (b'\r', b'\n') => length = 0,
            (b'\r', _) | (_, b'\n') => return Err(WireProblem::LineBreak),
            (_, 0) => return Err(WireProblem::Nul),
            (_, b'\r') => {}
            _ if length == 998 => return Err(WireProblem::LongLine),
            _ => length += 1,
        }
        previous = byte;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_every_server_reads_alike_is_approved() {
        let long = format!("{}\r\n", "x".repeat(999));
        let cases: [(&str, Result<(), WireProblem>); 9] = [
            ("A: b\r\n\r\ntext\r\n", Ok(())),
            ("A: b\r\n\r\n.\r\n", Ok(())),
            ("A: b\r\n\r\ntext", Err(WireProblem::LineBreak)),
            ("A: b\r\n\r\ntext\n.\r\n", Err(WireProblem::LineBreak)),
            ("A: b\r\n\n\r\n", Err(WireProblem::LineBreak)),
            ("A: b\n\r\n", Err(WireProblem::LineBreak)),
            ("A: b\r\n\r\nte\rxt\r\n", Err(WireProblem::LineBreak)),
            ("A: b\r\n\r\n\0\r\n", Err(WireProblem::Nul)),
            (&long, Err(WireProblem::LongLine)),
        ];
        for (bytes, expected) in cases {
            let address = EmailAddress::parse("a@b.example").unwrap();
            let mail = ApprovedMail {
                envelope_from: address.clone(),
                envelope_to: vec![address],
                bytes: bytes.as_bytes().to_vec(),
            };
            assert_eq!(ready_for_the_wire(&mail), expected, "{bytes:?}");
        }
    }
}
