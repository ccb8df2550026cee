//! A finished mail: everything that its bytes are made of.

use chrono::{DateTime, FixedOffset};

use super::address::{EmailAddress, Person};
use super::calendar_answer::AnswerMethod;

/// A mail ready to be written as RFC 5322.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutgoingMail {
    /// Message-ID without angle brackets.
    pub message_id: String,
    /// Date.
    pub date: DateTime<FixedOffset>,
    /// From.
    pub from: Person,
    /// To; at least one.
    pub to: Vec<Person>,
    /// Cc.
    pub cc: Vec<Person>,
    /// Subject.
    pub subject: String,
    /// In-Reply-To, without angle brackets.
    pub in_reply_to: Option<String>,
    /// References, oldest first, without angle brackets.
    pub references: Vec<String>,
    /// The whole text with what is quoted, lines ended by LF.
    pub text: String,
    /// The calendar part.
    pub calendar: Option<CalendarBody>,
    /// How words and calendar part stand together.
    pub arrangement: Arrangement,
}

/// How words and calendar part stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrangement {
    /// As alternatives, the words twice: every program that gets the mail shows what it understands best.
    ToRead,
    /// One after the other, the words once: every program in which a person changes them shows them, and changes them all.
    ToEdit,
}

/// A calendar part, ready to be attached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarBody {
    /// METHOD, repeated in the part's Content-Type.
    pub method: AnswerMethod,
    /// The iCalendar text.
    pub text: String,
}

/// What approval is of: these bytes to these recipients.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovedMail {
    /// Who the server is told it comes from (MAIL FROM).
    pub envelope_from: EmailAddress,
    /// Who it goes to (RCPT TO); at least one.
    pub envelope_to: Vec<EmailAddress>,
    /// The message as it crosses the wire, lines ended by CRLF.
    pub bytes: Vec<u8>,
}
