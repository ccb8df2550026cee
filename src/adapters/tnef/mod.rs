//! winmail.dat (MS-OXTNEF): Outlook's own wrapping of a mail, its meeting included.
//!
//! bytes → `stream` (attributes) → `message` (properties, recipients, attachments) → `meeting` → `calendar` (text).
//! Lengths and counts in a file are never believed: nothing is allocated by them, and no input panics.

mod body;
mod calendar;
mod clock;
mod code_page;
mod content_lines;
mod cursor;
mod global_id;
mod meeting;
mod message;
mod method;
mod names;
mod participants;
mod people;
mod properties;
mod recurrence;
mod rtf;
mod rtf_text;
mod rule;
mod stream;
mod time_zone;
mod times;

#[cfg(test)]
mod tests;

use crate::domain::address::Person;
use crate::domain::reading::Reading;
use meeting::Meeting;
use message::Message;

/// The people of a mail's header: TNEF leaves recipients to it (MS-OXCMAIL §2.1.3.1.1.1), often the sender too.
#[derive(Debug, Clone, Copy, Default)]
pub struct Envelope<'a> {
    /// From.
    pub from: Option<&'a Person>,
    /// To.
    pub to: &'a [Person],
    /// Cc.
    pub cc: &'a [Person],
}

/// What a winmail.dat holds besides a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tnef {
    /// The text that a person reads, written plain or as RTF.
    pub text: Option<String>,
    /// The text as HTML.
    pub html: Option<String>,
    /// What was attached, in its order.
    pub attachments: Vec<Attachment>,
}

/// A file in a winmail.dat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name on one line.
    pub name: Option<String>,
    /// Its media type, where the sender told it.
    pub media_type: Option<String>,
    /// Its content.
    pub bytes: Vec<u8>,
    /// Whether it is a whole message, `bytes` then being a TNEF stream again.
    pub is_message: bool,
}

/// The meeting in a winmail.dat as an iCalendar text (iTIP), where there is one.
#[must_use]
pub fn meeting_calendar(bytes: &[u8]) -> Reading<Option<String>> {
    meeting_calendar_in_mail(bytes, &Envelope::default())
}

/// The same, with the people of the mail's header for those that the file leaves out.
#[must_use]
pub fn meeting_calendar_in_mail(bytes: &[u8], envelope: &Envelope<'_>) -> Reading<Option<String>> {
    let Reading { value, mut warnings } = Message::read(bytes);
    let Some(message) = value else { return Reading { value: None, warnings } };
    let meeting = Meeting::read(&message, envelope);
    warnings.extend(meeting.warnings);
    Reading { value: meeting.value.as_ref().map(calendar::text), warnings }
}

/// The text and the attachments of a winmail.dat; an attached calendar is one of them.
#[must_use]
pub fn read(bytes: &[u8]) -> Reading<Tnef> {
    let Reading { value, mut warnings } = Message::read(bytes);
    let Some(message) = value else { return Reading { value: Tnef::default(), warnings } };
    let text = body::plain(&message);
    warnings.extend(text.warnings);
    let attachments = message.attachments.iter().filter_map(|attachment| {
        Some(Attachment {
            name: attachment.name(message.code_page()),
            media_type: attachment.properties.line(names::ATTACHMENT_MIME_TYPE),
            bytes: attachment.bytes()?.to_vec(),
            is_message: attachment.is_message(),
        })
    });
    let value = Tnef { text: text.value, html: body::html(&message), attachments: attachments.collect() };
    Reading { value, warnings }
}
