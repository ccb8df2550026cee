//! A calendar found in a mail → invites (iTIP, RFC 5546).

use std::cell::LazyCell;

use calcard::icalendar::{ICalendarMethod, ICalendarProperty, ICalendarValue};
use chrono::{DateTime, FixedOffset};
use chrono_tz::Tz;

use super::component::Component;
use super::essence::Essence;
use super::event::Event;
use super::meeting::meeting;
use super::parsed::{ParsedCalendar, by_uid, parse};
use super::reader::Reader;
use crate::domain::invite::{Invite, Method, SourceCalendar};
use crate::domain::limits::{
    MAX_ATTENDEES_TOGETHER, MAX_CALENDAR_LINES, MAX_CALENDARS_IN_PART, MAX_INSTANCES, MAX_INVITES, MAX_LINE, REST,
};
use crate::domain::message::CalendarPart;
use crate::domain::plain_text::{one_line, one_line_if_any};
use crate::domain::reading::Reading;

/// A calendar up to this size is kept as it is.
const SMALL: usize = 64 * 1024;

/// Reads the invites of a calendar found in a mail, one for each UID; floating times are in `zone`.
#[must_use]
pub fn read_invites(part: &CalendarPart, zone: Tz, now: DateTime<FixedOffset>) -> Reading<Vec<Invite>> {
    let (text, has_more_lines) = first_lines(&part.text);
    let (calendars, has_more_calendars) = parse(text, MAX_CALENDARS_IN_PART);
    let mut reading = Reading::<Vec<Invite>>::default();
    if has_more_lines {
        reading = reading.warn(format!("a calendar has more than {MAX_CALENDAR_LINES} lines; {REST}"));
    }
    if has_more_calendars {
        let warning = format!("a part holds more than {MAX_CALENDARS_IN_PART} calendars; {REST}");
        reading = reading.warn(warning);
    }
    if calendars.is_empty() {
        return reading.warn("the calendar cannot be read: it holds no VCALENDAR");
    }
    let essence = LazyCell::new(|| Essence::of(text));
    let kept = |uid: Option<&str>| match uid {
        _ if text.len() <= SMALL => text.to_owned(),
        Some(uid) => essence.about(uid).unwrap_or_default(),
        None => String::new(),
    };
    let mut warnings = Vec::new();
    for calendar in &calendars {
        let read = read_calendar(calendar, part, zone, now, &kept, &mut reading.value);
        // Calendars that are odd in the same way say so once.
        warnings.extend(read.into_iter().filter(|warning| !warnings.contains(warning)).collect::<Vec<_>>());
    }
    reading.warnings.extend(warnings);
    if reading.value.is_empty() {
        reading.warnings.push("the calendar holds no meeting".to_owned());
    }
    reading
}

/// A calendar without what goes beyond [`MAX_CALENDAR_LINES`].
fn first_lines(text: &str) -> (&str, bool) {
    match text.match_indices(['\r', '\n']).nth(2 * MAX_CALENDAR_LINES) {
        Some((end, _)) => (&text[..end], true),
        None => (text, false),
    }
}

fn read_calendar(
    calendar: &ParsedCalendar,
    part: &CalendarPart,
    zone: Tz,
    now: DateTime<FixedOffset>,
    kept: &dyn Fn(Option<&str>) -> String,
    invites: &mut Vec<Invite>,
) -> Vec<String> {
    let mut reader = Reader::new(calendar.whole(), zone);
    let method = method(calendar, part.method.as_deref(), &mut reader);
    let source = source_calendar(calendar, part);
    for group in by_uid(calendar) {
        let attendees: usize = invites.iter().map(|invite| invite.meeting.attendees.len()).sum();
        if invites.len() >= MAX_INVITES || attendees > MAX_ATTENDEES_TOGETHER {
            reader.warn(format!(
                "the calendar holds more than {MAX_INVITES} meetings or {MAX_ATTENDEES_TOGETHER} attendees; {REST}"
            ));
            break;
        }
        if group.len() > MAX_INSTANCES {
            reader.warn(format!("a meeting has more than {MAX_INSTANCES} changed instances; {REST}"));
        }
        let events = group.into_iter().take(MAX_INSTANCES);
        let events: Vec<Event<'_>> = events.map(|(event, rule)| Event::read(event, rule, &mut reader)).collect();
        let main = events.iter().position(|event| event.recurrence_id.is_none()).unwrap_or(0);
        let meeting = meeting(&events, main, now, &mut reader);
        let calendar = Some(SourceCalendar { text: kept(meeting.uid.as_deref()), ..source.clone() });
        invites.push(Invite { method, meeting, proposals: Vec::new(), calendar, evidence: Vec::new() });
    }
    reader.into_warnings()
}

/// METHOD, else the parameter of the Content-Type; METHOD wins where they contradict.
fn method(calendar: &ParsedCalendar, parameter: Option<&str>, reader: &mut Reader) -> Method {
    let property = calendar.head().and_then(|head| head.first(ICalendarProperty::Method));
    let written = property.and_then(|property| property.0.values.first()).and_then(|value| match value {
        ICalendarValue::Method(method) => known_method(method),
        other => other.as_text().and_then(named_method),
    });
    let said = parameter.and_then(named_method);
    match (written, said) {
        (Some(written), Some(said)) if written != said => {
            reader.warn("METHOD and the part's method= contradict; METHOD counts");
            written
        }
        (Some(method), _) | (None, Some(method)) => method,
        (None, None) => {
            if property.is_some() {
                reader.warn("METHOD is unknown; the calendar counts as published");
            }
            Method::Publish
        }
    }
}

fn known_method(method: &ICalendarMethod) -> Option<Method> {
    Some(match method {
        ICalendarMethod::Publish => Method::Publish,
        ICalendarMethod::Request => Method::Request,
        ICalendarMethod::Reply => Method::Reply,
        ICalendarMethod::Add => Method::Add,
        ICalendarMethod::Cancel => Method::Cancel,
        ICalendarMethod::Refresh => Method::Refresh,
        ICalendarMethod::Counter => Method::Counter,
        ICalendarMethod::Declinecounter => Method::DeclineCounter,
        #[allow(unreachable_patterns)]
        _ => return None,
    })
}

fn named_method(name: &str) -> Option<Method> {
    let name: String = name.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_ascii_uppercase();
    Some(match name.as_str() {
        "PUBLISH" => Method::Publish,
        "REQUEST" => Method::Request,
        "REPLY" => Method::Reply,
        "ADD" => Method::Add,
        "CANCEL" => Method::Cancel,
        "REFRESH" => Method::Refresh,
        "COUNTER" => Method::Counter,
        "DECLINECOUNTER" => Method::DeclineCounter,
        _ => return None,
    })
}

/// What a calendar says of itself, still without its text.
fn source_calendar(calendar: &ParsedCalendar, part: &CalendarPart) -> SourceCalendar {
    let head = calendar.head();
    let mut x_properties: Vec<String> = head.into_iter().flat_map(Component::extensions).collect();
    x_properties.extend(calendar.events().flat_map(|(event, _)| event.extensions()).take(1_000));
    x_properties.sort_unstable();
    x_properties.dedup();
    let forbids = |component: Component<'_>| {
        component
            .extension_text("X-MICROSOFT-DISALLOW-COUNTER")
            .is_some_and(|value| value.trim().eq_ignore_ascii_case("TRUE"))
    };
    SourceCalendar {
        text: String::new(),
        product_id: head
            .and_then(|head| head.text(ICalendarProperty::Prodid))
            .and_then(|id| one_line_if_any(&id, MAX_LINE)),
        counter_forbidden: head.is_some_and(forbids) || calendar.events().any(|(event, _)| forbids(event)),
        x_properties: x_properties.into_iter().map(|name| one_line(&name, 100)).collect(),
        place: part.place,
    }
}
