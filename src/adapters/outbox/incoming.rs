//! A mail that came in, taken into the outbox as a whole or not at all.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use super::Outbox;
use super::error::OutboxError;
use super::rows::Standing;
use super::version::{self, Newest, Voided};
use super::{rows, store};
use crate::domain::case::MeetingKey;
use crate::domain::draft::{Draft, DraftId, InviteVersion, NewDraft, Status};

/// A mail that came in: what is remembered of it for good, also after its words are forgotten.
#[derive(Debug, Clone, Copy)]
pub struct Incoming<'a> {
    /// What identifies it: its Message-ID, or a hash where it has none.
    pub message: &'a str,
    /// The meeting that it is about.
    pub meeting: &'a MeetingKey,
    /// The version of the meeting.
    pub version: InviteVersion,
}

/// What became of drafts for a mail.
#[derive(Debug, Clone, PartialEq)]
pub enum Added {
    /// They are in the outbox.
    Drafts {
        /// The mails, with their numbers.
        drafts: Vec<Draft>,
        /// What the new version did to older mails.
        older: Voided,
    },
    /// This very mail was drafted before.
    KnownMail,
    /// This version of the invite was drafted before, for another mail.
    KnownVersion(DraftId),
    /// A newer version or a cancellation is known.
    Outdated,
}

/// The verdict on a mail that drafts were made for.
const DRAFTED: &str = "drafted";

impl Outbox {
    /// Stores the drafts for a mail: its reply, and the briefing that belongs to it.
    ///
    /// Drafting twice, also by two processes at once, adds nothing. Mails for older versions of the meeting become
    /// superseded in the same step.
    ///
    /// # Errors
    /// [`OutboxError`] where the file cannot be written; then nothing changed.
    pub fn add(
        &mut self,
        incoming: Incoming<'_>,
        drafts: &[NewDraft],
        now: DateTime<Utc>,
    ) -> Result<Added, OutboxError> {
        self.add_unless(incoming, drafts, now, |mail| !incoming.version.replaces(mail.version))
    }

    /// Stores drafts for a mail that asks for another answer to a version which was answered, such as a DECLINECOUNTER:
    /// what is out does not stand in their way, what is still on its way does, unless it is `replaced`.
    ///
    /// # Errors
    /// [`OutboxError`] where the file cannot be written; then nothing changed.
    pub fn add_again(
        &mut self,
        incoming: Incoming<'_>,
        drafts: &[NewDraft],
        replaced: Option<DraftId>,
        now: DateTime<Utc>,
    ) -> Result<Added, OutboxError> {
        let on_its_way = |mail: &Standing| {
            matches!(mail.status, Status::Draft | Status::Approved | Status::Failed) && !version::is_out(mail)
        };
        let added = self.add_unless(incoming, drafts, now, |mail| on_its_way(mail) && Some(mail.id) != replaced)?;
        if let (Added::Drafts { .. }, Some(replaced)) = (&added, replaced) {
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            for mail in rows::standings(&transaction, "id = ?1 OR belongs_to = ?1", [replaced])? {
                if on_its_way(&mail) {
                    version::withdraw(&transaction, &mail, Status::Superseded, "what it proposes was refused", now)?;
                }
            }
            transaction.commit()?;
        }
        Ok(added)
    }

    fn add_unless(
        &mut self,
        incoming: Incoming<'_>,
        drafts: &[NewDraft],
        now: DateTime<Utc>,
        is_known: impl Fn(&Standing) -> bool,
    ) -> Result<Added, OutboxError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if verdict(&transaction, incoming.message)?.is_some_and(|verdict| verdict == DRAFTED) {
            return Ok(Added::KnownMail);
        }
        if version::newest(&transaction, incoming.meeting)?.is_some_and(|newest| newest.outdates(incoming.version)) {
            return Ok(Added::Outdated);
        }
        let MeetingKey { uid, instance } = incoming.meeting;
        let same = "uid = ?1 AND instance = ?2 AND role = 'reply'";
        let known = rows::standings(&transaction, same, [uid, instance])?.into_iter().find(|mail| is_known(mail));
        if let Some(known) = known {
            remember(&transaction, incoming, DRAFTED, now)?;
            transaction.commit()?;
            return Ok(Added::KnownVersion(known.id));
        }
        let newest = Newest { version: incoming.version, cancelled: false };
        version::note(&transaction, incoming.meeting, newest)?;
        let older = version::void(&transaction, incoming.meeting, newest, now)?;
        let ids = store::insert_all(&transaction, drafts, now)?;
        remember(&transaction, incoming, DRAFTED, now)?;
        transaction.commit()?;
        let drafts = ids.into_iter().map(|id| self.get(id)).collect::<Result<_, _>>()?;
        Ok(Added::Drafts { drafts, older })
    }

    /// Takes note of a newer version that gets no draft: drafts for older versions become superseded.
    ///
    /// # Errors
    /// [`OutboxError`] where the file cannot be written; then nothing changed.
    pub fn supersede(
        &mut self,
        incoming: Incoming<'_>,
        verdict: &str,
        now: DateTime<Utc>,
    ) -> Result<Voided, OutboxError> {
        self.void(incoming, false, verdict, now)
    }

    /// Takes note of a cancellation: drafts for the meeting, or for every instance of the series, are discarded.
    ///
    /// # Errors
    /// [`OutboxError`] where the file cannot be written; then nothing changed.
    pub fn cancel(&mut self, incoming: Incoming<'_>, now: DateTime<Utc>) -> Result<Voided, OutboxError> {
        self.void(incoming, true, "cancelled", now)
    }

    fn void(
        &mut self,
        incoming: Incoming<'_>,
        cancelled: bool,
        verdict: &str,
        now: DateTime<Utc>,
    ) -> Result<Voided, OutboxError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let newest = Newest { version: incoming.version, cancelled };
        version::note(&transaction, incoming.meeting, newest)?;
        let voided = version::void(&transaction, incoming.meeting, newest, now)?;
        remember(&transaction, incoming, verdict, now)?;
        transaction.commit()?;
        Ok(voided)
    }

    /// Remembers a mail that gets no draft, and why.
    ///
    /// # Errors
    /// [`OutboxError`] where the file cannot be written.
    pub fn remember(&mut self, incoming: Incoming<'_>, verdict: &str, now: DateTime<Utc>) -> Result<(), OutboxError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        remember(&transaction, incoming, verdict, now)?;
        transaction.commit()?;
        Ok(())
    }

    /// What was decided about a mail when it was seen before: `drafted`, `cancelled`, or the verdict remembered.
    ///
    /// # Errors
    /// [`OutboxError`] where the file cannot be read.
    pub fn seen(&self, message: &str) -> Result<Option<String>, OutboxError> {
        verdict(&self.connection, message)
    }
}

fn verdict(connection: &Connection, message: &str) -> Result<Option<String>, OutboxError> {
    let query = "SELECT verdict FROM seen WHERE message = ?1";
    Ok(connection.prepare_cached(query)?.query_row([message], |row| row.get(0)).optional()?)
}

/// What was drafted stays drafted.
fn remember(
    connection: &Connection,
    incoming: Incoming<'_>,
    verdict: &str,
    now: DateTime<Utc>,
) -> Result<(), OutboxError> {
    connection
        .prepare_cached(
            "INSERT INTO seen (message, sequence, stamp, verdict, at) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (message) DO UPDATE SET verdict = excluded.verdict, at = excluded.at WHERE verdict <> 'drafted'",
        )?
        .execute(params![
            incoming.message,
            incoming.version.sequence,
            rows::micros(incoming.version.stamp),
            verdict,
            now.timestamp_micros(),
        ])?;
    Ok(())
}
