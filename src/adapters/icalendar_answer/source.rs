//! The invite's calendar as components and lines, as its sender wrote them.

use calcard::common::IanaParse;
use calcard::icalendar::ICalendarProperty;

use super::content_line::ContentLine;
use super::error::AnswerError;
use super::text;

/// What an answer is made from.
#[derive(Debug, Default)]
pub(super) struct Source {
    events: Vec<Event>,
    zones: Vec<Zone>,
}

/// A VEVENT without the components in it: an alarm is its owner's matter.
#[derive(Debug, Default, Clone)]
pub(super) struct Event {
    pub lines: Vec<ContentLine>,
}

/// A VTIMEZONE as written, from BEGIN to END.
#[derive(Debug, Default)]
pub(super) struct Zone {
    pub lines: Vec<ContentLine>,
}

/// The events of one UID.
pub(super) struct Meeting<'a> {
    /// The one without RECURRENCE-ID, else the first.
    pub main: &'a Event,
    /// All, in their order.
    pub events: Vec<&'a Event>,
}

/// Deeper components are not looked into.
const MAX_DEPTH: usize = 16;
/// More lines, or zones, are not read.
const MAX_LINES: usize = 200_000;
const MAX_ZONES: usize = 100;

impl Source {
    /// Reads a calendar; lines that are no properties are passed over.
    pub fn read(text: &str) -> Self {
        let mut source = Self::default();
        let mut open: Vec<String> = Vec::new();
        for line in unfolded(text).iter().filter_map(|line| ContentLine::read(line)) {
            let component = line.value.trim().to_ascii_uppercase();
            match line.name.as_str() {
                "BEGIN" => {
                    if component == "VEVENT" {
                        // An event cannot stand in another one: the one before was not closed.
                        open.truncate(open.iter().position(|name| name == "VEVENT").unwrap_or(open.len()));
                        source.events.push(Event::default());
                    }
                    if component == "VTIMEZONE" && source.zones.len() < MAX_ZONES {
                        source.zones.push(Zone::default());
                    }
                    if open.len() < MAX_DEPTH {
                        open.push(component);
                    }
                    source.keep_for_zone(&open, line);
                }
                "END" => {
                    source.keep_for_zone(&open, line);
                    if let Some(at) = open.iter().rposition(|name| *name == component) {
                        open.truncate(at);
                    }
                }
                _ if open.last().is_some_and(|name| name == "VEVENT") => {
                    if let Some(event) = source.events.last_mut() {
                        event.lines.push(line);
                    }
                }
                _ => source.keep_for_zone(&open, line),
            }
        }
        source
    }

    fn keep_for_zone(&mut self, open: &[String], line: ContentLine) {
        if open.iter().any(|name| name == "VTIMEZONE")
            && let Some(zone) = self.zones.last_mut().filter(|zone| !zone.is_closed())
        {
            zone.lines.push(line);
        }
    }

    /// The zones that the calendar describes.
    pub fn zones(&self) -> &[Zone] {
        &self.zones
    }

    /// The meeting of a UID.
    pub fn meeting(&self, uid: &str) -> Result<Meeting<'_>, AnswerError> {
        let mut events: Vec<&Event> = self.events.iter().filter(|event| event.has_uid(uid)).collect();
        if events.is_empty() {
            // The UID may have been read in another way; where there is but one there is no doubt.
            let first = self.events.first().and_then(Event::uid).ok_or(AnswerError::NoMeeting)?;
            if self.events.iter().any(|event| event.uid().is_none_or(|other| other.value != first.value)) {
                return Err(AnswerError::NoMeeting);
            }
            events = self.events.iter().collect();
        }
        let main = events.iter().find(|event| event.first("RECURRENCE-ID").is_none()).or(events.first());
        main.copied().map(|main| Meeting { main, events }).ok_or(AnswerError::NoMeeting)
    }
}

impl Event {
    /// The first property of a name.
    pub fn first(&self, name: &str) -> Option<&ContentLine> {
        self.lines.iter().find(|line| line.name == name)
    }

    /// All properties of a name.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &ContentLine> {
        self.lines.iter().filter(move |line| line.name == name)
    }

    /// UID, where it says anything.
    pub fn uid(&self) -> Option<&ContentLine> {
        self.first("UID").filter(|uid| !uid.value.trim().is_empty())
    }

    fn has_uid(&self, wanted: &str) -> bool {
        let same = |uid: &str| uid == wanted || uid.trim() == wanted.trim();
        self.uid().is_some_and(|uid| same(&uid.value) || same(&text::plain(&uid.value)))
    }
}

impl Zone {
    fn is_closed(&self) -> bool {
        let is_end = |line: &ContentLine| line.name == "END" && line.value.trim().eq_ignore_ascii_case("VTIMEZONE");
        self.lines.last().is_some_and(is_end)
    }

    /// TZID, as a parameter names it.
    pub fn id(&self) -> Option<String> {
        let id = self.lines.iter().find(|line| line.name == "TZID")?;
        Some(text::plain(&id.value).trim().to_owned()).filter(|id| !id.is_empty())
    }
}

/// The lines, unfolded (RFC 5545 §3.1), whatever their line breaks became on the way. A line that is no property is
/// the rest of a text that somebody wrote over several lines, or nothing.
fn unfolded(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.split(['\r', '\n']).filter(|line| !line.is_empty()).take(MAX_LINES) {
        match lines.last_mut() {
            Some(last) if line.starts_with([' ', '\t']) => last.push_str(&line[1..]),
            Some(last) if !is_property(line) => {
                if is_text(last) {
                    last.push_str("\\n");
                    last.push_str(line);
                }
            }
            _ => lines.push(line.trim_start_matches('\u{feff}').to_owned()),
        }
    }
    lines
}

fn name(line: &str) -> &str {
    line[..line.find([':', ';']).unwrap_or(0)].trim()
}

fn is_property(line: &str) -> bool {
    let name = name(line);
    let extension = name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("X-"));
    extension || ICalendarProperty::parse(name.as_bytes()).is_some()
}

fn is_text(line: &str) -> bool {
    ["DESCRIPTION", "COMMENT", "SUMMARY", "LOCATION", "X-ALT-DESC"]
        .iter()
        .any(|text| name(line).eq_ignore_ascii_case(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(event: &Event) -> Vec<String> {
        event.lines.iter().map(|line| format!("{}={}", line.name, line.value)).collect()
    }

    #[test]
    fn events_are_found_in_calendars_of_any_shape() {
        let cases = [
            (
                "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:a\r\n  b\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
                "UID=1 SUMMARY=a b",
            ),
            ("\u{feff}BEGIN:VCALENDAR\r\r\nBEGIN:VEVENT\r\r\nUID:1\r\r\nEND:VEVENT\r\r\n", "UID=1"),
            (
                "begin:vcalendar\nbegin:vevent\nuid:1\nBEGIN:VALARM\nUID:2\nEND:VALARM\nSUMMARY:x\nend:vevent\n",
                "UID=1 SUMMARY=x",
            ),
            (
                "BEGIN:VEVENT\nUID:1\nDESCRIPTION:Guten Tag,\nbis morgen: hier\nSUMMARY:x",
                "UID=1 DESCRIPTION=Guten Tag,\\nbis morgen: hier SUMMARY=x",
            ),
            ("BEGIN:VEVENT\nUID:1\nBEGIN:VEVENT\nUID:2\nEND:VEVENT\n", "UID=1"),
            ("BEGIN:VEVENT\nUID:1\nMüll\nEND:VTODO\nSUMMARY:x\n", "UID=1 SUMMARY=x"),
        ];
        for (text, expected) in cases {
            let source = Source::read(text);
            assert_eq!(values(source.meeting("1").unwrap().main).join(" "), expected, "{text:?}");
        }
    }

    #[test]
    fn a_meeting_is_found_by_its_uid() {
        let series = "BEGIN:VEVENT\nUID:a\\,b\nRECURRENCE-ID:20261126\nEND:VEVENT\nBEGIN:VEVENT\nUID:a\\,b\nSUMMARY:x\nEND:VEVENT\n";
        let other = "BEGIN:VEVENT\nUID:c\nEND:VEVENT\n";
        let source = Source::read(&format!("{other}{series}"));
        let meeting = source.meeting("a,b").unwrap();
        assert_eq!(
            (values(meeting.main), meeting.events.len()),
            (vec!["UID=a\\,b".to_owned(), "SUMMARY=x".to_owned()], 2)
        );
        assert_eq!(source.meeting("unbekannt").err(), Some(AnswerError::NoMeeting));
        assert!(Source::read(series).meeting("anders gelesen").is_ok(), "there is but one");
        assert!(Source::read("BEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT").meeting("x").is_err());
    }

    #[test]
    fn zones_are_kept_with_their_parts() {
        let text =
            "BEGIN:VTIMEZONE\nTZID:A\\, B\nBEGIN:STANDARD\nTZOFFSETTO:+0100\nEND:STANDARD\nEND:VTIMEZONE\nX-A:1\n";
        let source = Source::read(text);
        assert_eq!(source.zones()[0].id().as_deref(), Some("A, B"));
        assert_eq!(source.zones()[0].lines.len(), 6);
    }
}
