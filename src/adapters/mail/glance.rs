//! The words of a mail, read alone: of most mails nobody asks who wrote them to whom.

use std::sync::LazyLock;

use chrono::{DateTime, FixedOffset};
use mail_parser::{HeaderName, MessageParser};

use super::entity::{self, Entity};
use super::{headers, parts, repair};
use crate::domain::limits::MAX_LINE;
use crate::domain::reading::Reading;

/// What tells whether a mail without a calendar asks for a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glance {
    /// Subject, as [`super::read_message`] gives it.
    pub subject: String,
    /// The readable text, as [`super::read_message`] gives it.
    pub text: String,
    /// When it was written.
    pub date: Option<DateTime<FixedOffset>>,
    /// It answers another mail.
    pub is_reply: bool,
}

/// A mail that is larger is read in full.
const MAX_OCTETS: usize = 2 * 1024 * 1024;

/// Shorter headers hold nothing that is beyond a limit.
const MAX_HEAD: usize = 16 * 1024;

/// The words of a mail; none where it has to be read in full, for it may hold a calendar, or there is something to warn of.
#[must_use]
pub fn glance(octets: &[u8]) -> Option<Glance> {
    static PARSER: LazyLock<MessageParser> = LazyLock::new(|| {
        MessageParser::new()
            .with_mime_headers()
            .with_message_ids()
            .header_text(HeaderName::Subject)
            .header_raw(HeaderName::Date)
            .header_raw(HeaderName::Received)
            .default_header_ignore()
    });
    if octets.len() > MAX_OCTETS {
        return None;
    }
    let mail = repair::repaired(octets);
    let (head, body) = mail.split_at(entity::end_of_headers(&mail));
    if head.len() > MAX_HEAD || entity::has_too_many_parameters(head) {
        return None;
    }
    let parsed = PARSER.parse_headers(head).filter(|parsed| !parsed.parts.is_empty())?;
    let subject = headers::subject(&parsed);
    if subject.len() > MAX_LINE {
        return None;
    }
    let subject = headers::on_one_line(subject);
    let date = headers::written(&parsed);
    let is_reply = headers::answers(&parsed);
    let found = parts::read_parts(&Entity::of(parsed, body), &|_| Reading::default());
    let is_clear = found.calendars.is_empty() && found.warnings.is_empty();
    is_clear.then_some(Glance { subject, text: found.text, date, is_reply })
}
