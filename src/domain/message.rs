//! A mail as statt needs it (RFC 5322), decoded and without anything that no decision needs.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::address::{EmailAddress, Person};

/// One mail.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Message {
    /// Where it was found: a path, `FILE#N` in an mbox, `-` for standard input.
    pub source: String,
    /// Message-ID without angle brackets.
    pub message_id: Option<String>,
    /// In-Reply-To, without angle brackets.
    pub in_reply_to: Vec<String>,
    /// References, oldest first, without angle brackets.
    pub references: Vec<String>,
    /// Date, with the sender's offset.
    pub date: Option<DateTime<FixedOffset>>,
    /// The first mailbox of From.
    pub from: Option<Person>,
    /// Sender, where it is given.
    pub sender: Option<Person>,
    /// Reply-To.
    pub reply_to: Vec<Person>,
    /// To.
    pub to: Vec<Person>,
    /// Cc.
    pub cc: Vec<Person>,
    /// Delivered-To, X-Original-To, Envelope-To, Resent-To: where the mail really went.
    pub delivered_to: Vec<EmailAddress>,
    /// Subject, decoded, on one line.
    pub subject: String,
    /// The text that a person reads, from text/plain, else from HTML.
    pub text: String,
    /// The calendars in it, in the order in which they count: body first, then attachments.
    pub calendars: Vec<CalendarPart>,
    /// What the headers say of machines and lists.
    pub automation: Automation,
    /// What the mail store says of it.
    pub flags: Flags,
}

/// A calendar found in a mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarPart {
    /// The iCalendar text (RFC 5545), decoded.
    pub text: String,
    /// The `method` parameter of the part's Content-Type, as written.
    pub method: Option<String>,
    /// Where in the mail it was.
    pub place: Place,
}

/// Where in a mail a calendar was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// An inline part of the body.
    Body,
    /// An attachment, or the file itself (a bare .ics).
    Attachment,
    /// A `winmail.dat` (MS-OXTNEF).
    Tnef,
    /// Inside a forwarded message/rfc822: meant for somebody else.
    Forwarded,
}

/// Signs that a machine or a list sent a mail (RFC 3834, RFC 2919, RFC 2369).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Automation {
    /// Auto-Submitted in lower case without parameters, unless it is `no`.
    pub auto_submitted: Option<String>,
    /// Precedence in lower case.
    pub precedence: Option<String>,
    /// List-Id, List-Post or another header of a list's software but List-Unsubscribe is there.
    pub list: bool,
    /// List-Unsubscribe is there.
    pub unsubscribe: bool,
    /// Return-Path is `<>`.
    pub null_return_path: bool,
    /// Another header that only machines write, by its name (X-Autoreply, X-Auto-Response-Suppress, Feedback-ID …).
    pub other: Option<String>,
}

/// The mail store's flags (Maildir info, mbox Status).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "the store's flags are independent")]
pub struct Flags {
    /// Read before.
    pub seen: bool,
    /// Answered before.
    pub answered: bool,
    /// A draft of mine.
    pub draft: bool,
    /// Marked for deletion.
    pub deleted: bool,
}
