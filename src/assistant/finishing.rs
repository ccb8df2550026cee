//! From a draft to the very bytes that are approved and sent.

use chrono::{DateTime, FixedOffset};
use sha2::{Digest, Sha256};

use crate::adapters::icalendar_answer::{self, AnswerError};
use crate::adapters::mime::{self, MimeError};
use crate::adapters::outbox::Approval;
use crate::domain::draft::Draft;
use crate::domain::hex::hex;
use crate::domain::outgoing::{ApprovedMail, Arrangement, CalendarBody, OutgoingMail};
use crate::domain::threading;

/// Why a draft cannot be finished.
#[derive(Debug, thiserror::Error)]
pub enum FinishingError {
    /// The mail cannot be written.
    #[error("mail {id} cannot be written: {problem}")]
    Mime {
        /// The draft.
        id: i64,
        /// What is wrong.
        problem: MimeError,
    },
    /// The calendar part cannot be written.
    #[error("the calendar part of mail {id} cannot be written: {problem}")]
    Calendar {
        /// The draft.
        id: i64,
        /// What is wrong.
        problem: AnswerError,
    },
}

impl FinishingError {
    /// Whether nothing is wrong but that nobody is named to get the mail yet.
    #[must_use]
    pub fn wants_recipient(&self) -> bool {
        matches!(self, Self::Mime { problem: MimeError::NoRecipient, .. })
    }
}

/// A draft's bytes with the identity that they carry.
#[derive(Debug)]
pub struct Finished {
    /// Message-ID without angle brackets.
    pub message_id: String,
    /// What is going to be sent.
    pub mail: ApprovedMail,
}

/// Makes the bytes of a draft as they are at this moment.
///
/// # Errors
/// [`FinishingError`] where nobody is to get it, or an address or the calendar cannot be written.
pub fn finish(draft: &Draft, now: DateTime<chrono_tz::Tz>) -> Result<Finished, FinishingError> {
    arranged(draft, Arrangement::ToRead, now)
}

/// The same for another mail program, in which a person may change the words: they stand in one place, not even in the
/// calendar part's COMMENT.
///
/// # Errors
/// As [`finish`].
pub fn editable(draft: &Draft, now: DateTime<chrono_tz::Tz>) -> Result<Finished, FinishingError> {
    arranged(draft, Arrangement::ToEdit, now)
}

fn arranged(draft: &Draft, arrangement: Arrangement, now: DateTime<chrono_tz::Tz>) -> Result<Finished, FinishingError> {
    let comment = if arrangement == Arrangement::ToEdit { "" } else { draft.letter.text.trim_end() };
    let calendar = calendar(draft, comment, now)?;
    let letter = &draft.letter;
    let original = &draft.case.message;
    let before = draft.case.follows.iter().flat_map(|follows| &follows.thread);
    let message_id = message_id(draft, now);
    let outgoing = OutgoingMail {
        message_id: message_id.clone(),
        date: date(draft, now),
        from: letter.from.clone(),
        to: letter.to.clone(),
        cc: letter.cc.clone(),
        subject: letter.subject.clone(),
        in_reply_to: threading::in_reply_to(original),
        references: threading::references(original, before),
        text: whole_text(draft),
        calendar,
        arrangement,
    };
    let mail = mime::write(&outgoing).map_err(|problem| FinishingError::Mime { id: draft.id, problem })?;
    Ok(Finished { message_id, mail })
}

/// Makes the bytes of a draft for a person to approve.
///
/// # Errors
/// As [`finish`].
pub fn approval(draft: &Draft, now: DateTime<chrono_tz::Tz>) -> Result<Approval, FinishingError> {
    let Finished { message_id, mail } = finish(draft, now)?;
    Ok(Approval { id: draft.id, revision: draft.revision, mail, message_id, date: date(draft, now) })
}

/// No answer is older than its question, however wrong a clock goes (RFC 5322 §3.6.1).
fn date(draft: &Draft, now: DateTime<chrono_tz::Tz>) -> DateTime<FixedOffset> {
    let asked = draft.case.message.date.map(|date| date.with_timezone(&now.timezone()).fixed_offset());
    asked.map_or(now.fixed_offset(), |asked| asked.max(now.fixed_offset()))
}

/// The letter with what is quoted beneath.
fn whole_text(draft: &Draft) -> String {
    let text = draft.letter.text.trim_end();
    match &draft.letter.quotation {
        Some(quotation) => format!("{text}\n\n{}\n", quotation.trim_end()),
        None => format!("{text}\n"),
    }
}

fn calendar(
    draft: &Draft,
    comment: &str,
    now: DateTime<chrono_tz::Tz>,
) -> Result<Option<CalendarBody>, FinishingError> {
    let (Some(answer), Some(source)) = (&draft.calendar, &draft.case.invite.calendar) else { return Ok(None) };
    let written = icalendar_answer::write_answer(source, answer, comment, now.to_utc(), now.timezone());
    let text = written.map_err(|problem| FinishingError::Calendar { id: draft.id, problem })?;
    Ok(Some(CalendarBody { method: answer.method, text }))
}

/// An identity that no other mail has (RFC 5322 §3.6.4): the draft's revision and words at this moment, in my domain.
fn message_id(draft: &Draft, now: DateTime<chrono_tz::Tz>) -> String {
    let mut hash = Sha256::new();
    let moment = now.timestamp_micros().to_be_bytes();
    let created = draft.created.timestamp_micros().to_be_bytes();
    for part in
        [&moment[..], &created, &draft.id.to_be_bytes(), &draft.revision.to_be_bytes(), draft.letter.text.as_bytes()]
    {
        hash.update(part);
    }
    let hash = hex(&hash.finalize(), 16);
    let domain = draft.letter.from.address.domain();
    let domain = if domain.is_ascii() { domain } else { "statt.invalid".to_owned() };
    format!("{hash}@{domain}")
}
