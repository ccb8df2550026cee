//! Calendar answers (iTIP, RFC 5546): REPLY, COUNTER and the REQUEST for a delegate, made from the invite's own text.
//!
//! Receivers compare UID, addresses, TZID and RECURRENCE-ID octet by octet, so this works on content lines as the sender
//! wrote them, and not on a parsed calendar: on a corpus of 196 calendars a round trip through calcard changes one line
//! in eight that must stay (it quotes every parameter with a space, which Outlook does not take for a TZID, reorders
//! RRULEs and drops unknown escapes). From calcard come names of zones and VTIMEZONEs that the invite lacks.

mod answer;
mod clock;
mod content_line;
mod described_zone;
mod error;
mod forward;
mod moment;
mod own_event;
mod passed_on;
mod people;
mod recurrence;
mod source;
mod text;
mod times;
mod zones;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

pub use error::AnswerError;
pub use own_event::write_own_event;

use self::content_line::ContentLine;
use self::moment::Moment;
use self::source::Source;
use self::zones::Zones;
use crate::domain::calendar_answer::{AnswerMethod, CalendarAnswer};
use crate::domain::invite::SourceCalendar;
use crate::domain::receiver::Receiver;

/// Writes a calendar answer as iCalendar text, with the letter's text as COMMENT; a REQUEST for a delegate has none.
/// Floating times are in `zone`.
///
/// # Errors
/// [`AnswerError`] where the invite lacks what the answer needs.
pub fn write_answer(
    invite: &SourceCalendar,
    answer: &CalendarAnswer,
    comment: &str,
    now: DateTime<Utc>,
    zone: Tz,
) -> Result<String, AnswerError> {
    let (method, events, zones) = events(invite, answer, comment, now, zone)?;
    Ok(calendar(Some(method), &events, &zones))
}

/// Whether [`write_answer`] can write an answer.
#[must_use]
pub fn can_answer(invite: &SourceCalendar, answer: &CalendarAnswer, now: DateTime<Utc>, zone: Tz) -> bool {
    events(invite, answer, "", now, zone).is_ok()
}

/// The method and the events of an answer, and the zones of their times.
fn events(
    invite: &SourceCalendar,
    answer: &CalendarAnswer,
    comment: &str,
    now: DateTime<Utc>,
    zone: Tz,
) -> Result<(&'static str, Vec<Vec<ContentLine>>, Zones), AnswerError> {
    let source = Source::read(&invite.text);
    let zones = Zones::of(&source, zone, now);
    let meeting = source.meeting(&answer.uid)?;
    let (method, events) = match answer.method {
        AnswerMethod::Reply => ("REPLY", vec![answer::reply(meeting.main, answer, comment, &zones, now)?]),
        AnswerMethod::Counter => {
            let everybody = Receiver::of(invite).takes_counter_whole();
            ("COUNTER", vec![answer::counter(meeting.main, answer, everybody, comment, &zones, now)?])
        }
        AnswerMethod::Request => ("REQUEST", forward::forward(&meeting, answer, &zones, now)?),
    };
    Ok((method, events, zones))
}

/// What stands in the way of a calendar answer about a meeting, whatever it answers.
#[must_use]
pub fn obstacle(calendar: &SourceCalendar, uid: &str) -> Option<AnswerError> {
    let source = Source::read(&calendar.text);
    let main = match source.meeting(uid) {
        Ok(meeting) => meeting.main,
        Err(problem) => return Some(problem),
    };
    let is_unreadable = |name: &str| main.first(name).is_some_and(|line| Moment::read(line).is_none());
    if is_unreadable("RECURRENCE-ID") {
        Some(AnswerError::UnreadableInstance)
    } else {
        is_unreadable("DTSTART").then_some(AnswerError::UnreadableStart)
    }
}

fn calendar(method: Option<&str>, events: &[Vec<ContentLine>], zones: &Zones) -> String {
    let mut out = String::new();
    let mut put = |line: &ContentLine| line.write(&mut out);
    put(&ContentLine::new("BEGIN", "VCALENDAR"));
    put(&ContentLine::new("PRODID", concat!("-//statt//statt ", env!("CARGO_PKG_VERSION"), "//DE")));
    put(&ContentLine::new("VERSION", "2.0"));
    put(&ContentLine::new("CALSCALE", "GREGORIAN"));
    if let Some(method) = method {
        put(&ContentLine::new("METHOD", method));
    }
    zones.definitions(&events.concat()).iter().for_each(&mut put);
    for event in events {
        put(&ContentLine::new("BEGIN", "VEVENT"));
        event.iter().for_each(&mut put);
        put(&ContentLine::new("END", "VEVENT"));
    }
    put(&ContentLine::new("END", "VCALENDAR"));
    out
}

#[cfg(test)]
mod tests;
