//! Mail (RFC 5322, MIME) as octets → [`Message`]. A mail is never an error: what is odd becomes a warning.

use mail_parser::{HeaderName, MessageParser};

use crate::domain::limits::{MAX_CALENDAR, MAX_HEADERS, MAX_MAIL, MAX_PARAMETERS, REST};
use crate::domain::message::{CalendarPart, Message, Place};
use crate::domain::reading::Reading;

mod automation;
mod body;
mod boundary;
mod charset;
mod date;
mod encoded_words;
mod entity;
mod glance;
mod headers;
mod parts;
mod prefilter;
mod repair;
mod signed_data;
#[cfg(test)]
mod tests;

use entity::Entity;
pub use glance::{Glance, glance};
pub use prefilter::may_hold_meeting;

/// Finds the meeting in a `winmail.dat` and gives it as an iCalendar text; the mail's header names people whom it leaves out.
pub type TnefReader = fn(&[u8], &Message) -> Reading<Option<String>>;

/// Reads a mail; `source` says where it was found.
#[must_use]
pub fn read_message(octets: &[u8], source: &str, meeting_in_tnef: TnefReader) -> Reading<Message> {
    let mut message = Message { source: source.to_owned(), ..Message::default() };
    let mut warnings = Vec::new();
    let is_whole = octets.len() <= MAX_MAIL;
    if !is_whole {
        warnings.push(format!("the mail is larger than {MAX_MAIL} octets; all but its headers, {REST}"));
    }
    let mail = repair::repaired(if is_whole { octets } else { repair::only_headers(octets) });
    let (head, body) = mail.split_at(entity::end_of_headers(&mail));
    if is_whole && entity::end_of_headers(octets) > MAX_HEADERS {
        warnings.push(format!("the headers are longer than {MAX_HEADERS} octets; {REST}"));
    }
    let is_plain = entity::has_too_many_parameters(head);
    if is_plain {
        warnings.push(format!("the headers have more than {MAX_PARAMETERS} parameters in pieces; {REST}"));
    }
    let parser = if is_plain { parser() } else { parser().with_mime_headers() };
    let Some(parsed) = parser.parse_headers(head).filter(|parsed| !parsed.parts.is_empty()) else {
        warnings.push("this is no mail: it has no headers".to_owned());
        return Reading { value: message, warnings };
    };
    headers::read_headers(&parsed, &mut message, &mut warnings);
    message.automation = automation::automation(&parsed);
    if is_whole {
        let found = parts::read_parts(&Entity::of(parsed, body), &|octets| meeting_in_tnef(octets, &message));
        warnings.extend(found.warnings);
        (message.calendars, message.text) = (found.calendars, found.text);
    }
    Reading { value: message, warnings }
}

/// Reads a bare calendar file (`.ics`, `.vcs`) as a mail that holds nothing else.
#[must_use]
pub fn read_calendar_file(octets: &[u8], source: &str) -> Reading<Message> {
    let message = Message { source: source.to_owned(), ..Message::default() };
    let (start, was_cut) = match octets.get(..MAX_CALENDAR).filter(|start| start.len() < octets.len()) {
        Some(start) => (start, true),
        None => (octets, false),
    };
    let calendar = CalendarPart { text: calendar_text(start), method: None, place: Place::Attachment };
    let reading = Reading::clean(Message { calendars: vec![calendar], ..message });
    if was_cut {
        return reading.warn(format!("the calendar is larger than {MAX_CALENDAR} octets; {REST}"));
    }
    reading
}

/// Whether a file is a bare calendar, whatever its charset: no header of a mail is called BEGIN.
#[must_use]
pub fn is_calendar_file(octets: &[u8]) -> bool {
    let start = charset::decode(&octets[..octets.len().min(200)], None);
    let start = start.trim_start_matches(['\u{feff}', '\0']).trim_start();
    start.get(..6).is_some_and(|word| word.eq_ignore_ascii_case("BEGIN:"))
}

/// Decodes a calendar file of unknown charset.
#[must_use]
pub fn calendar_text(octets: &[u8]) -> String {
    charset::decode_calendar(octets, None)
}

/// The parser, told which headers to understand; the others are kept as they stand.
fn parser() -> MessageParser {
    MessageParser::new().with_address_headers().with_message_ids().header_text(HeaderName::Subject).default_header_raw()
}
