//! A calendar found in a mail → invites (iTIP, RFC 5546).

use calcard::icalendar::{ICalendarMethod, ICalendarProperty, ICalendarValue};
use chrono::{DateTime, FixedOffset};
use chrono_tz::Tz;

use super::component::Component;
use super::event::Event;
use super::meeting::meeting;
use super::parsed::{ParsedCalendar, by_uid, parse};
use super::reader::Reader;
use crate::domain::invite::{Invite, Method, SourceCalendar};
use crate::domain::limits::MAX_LINE;
use crate::domain::message::CalendarPart;
use crate::domain::plain_text::{one_line, one_line_if_any};
use crate::domain::reading::Reading;

/// A mail is about one meeting, rarely about a few; more than these are not looked at.
const MAX_INVITES: usize = 100;
/// The events of one meeting: the series and its changed instances.
const MAX_EVENTS: usize = 2_000;

/// Reads the invites of a calendar found in a mail, one for each UID; floating times are in `zone`.
#[must_use]
pub fn read_invites(part: &CalendarPart, zone: Tz, now: DateTime<FixedOffset>) -> Reading<Vec<Invite>> {
    let calendars = parse(&part.text);
    let mut reading = Reading::<Vec<Invite>>::default();
    if calendars.is_empty() {
        return reading.warn("the calendar cannot be read: it holds no VCALENDAR");
    }
    for calendar in &calendars {
        read_calendar(calendar, part, zone, now, &mut reading);
    }
    if reading.value.is_empty() {
        reading.warnings.push("the calendar holds no meeting".to_owned());
    }
    reading
}

fn read_calendar(
    calendar: &ParsedCalendar,
    part: &CalendarPart,
    zone: Tz,
    now: DateTime<FixedOffset>,
    reading: &mut Reading<Vec<Invite>>,
) {
    let mut reader = Reader::new(calendar.whole(), zone);
    let method = method(calendar, part.method.as_deref(), &mut reader);
    let source = source_calendar(calendar, part);
    let groups = by_uid(calendar);
    if groups.len() > MAX_INVITES {
        reader.warn(format!("the calendar holds more than {MAX_INVITES} meetings; the rest is left out"));
    }
    for group in groups.into_iter().take(MAX_INVITES) {
        if group.len() > MAX_EVENTS {
            reader.warn(format!("a meeting has more than {MAX_EVENTS} changed instances; the rest is left out"));
        }
        let events = group.into_iter().take(MAX_EVENTS);
        let events: Vec<Event<'_>> = events.map(|(event, rule)| Event::read(event, rule, &mut reader)).collect();
        let main = events.iter().position(|event| event.recurrence_id.is_none()).unwrap_or(0);
        let meeting = meeting(&events, main, now, &mut reader);
        let calendar = Some(source.clone());
        reading.value.push(Invite { method, meeting, proposals: Vec::new(), calendar, evidence: Vec::new() });
    }
    reading.warnings.extend(reader.into_warnings());
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
        text: part.text.clone(),
        product_id: head
            .and_then(|head| head.text(ICalendarProperty::Prodid))
            .and_then(|id| one_line_if_any(&id, MAX_LINE)),
        counter_forbidden: head.is_some_and(forbids) || calendar.events().any(|(event, _)| forbids(event)),
        x_properties: x_properties.into_iter().map(|name| one_line(&name, 100)).collect(),
        place: part.place,
    }
}
