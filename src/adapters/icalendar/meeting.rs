//! One VEVENT → [`Meeting`].

use calcard::icalendar::{ICalendarParameterName, ICalendarProperty, ICalendarValue};
use chrono::{DateTime, FixedOffset, Utc};

use super::component::Component;
use super::event::Event;
use super::moment::Moment;
use super::parsed::uid;
use super::people::{attendees, organizer};
use super::reader::Reader;
use super::series::Series;
use crate::domain::agenda_points::agenda_points;
use crate::domain::html::html_to_text;
use crate::domain::limits::{MAX_DESCRIPTION, MAX_LINE, REST};
use crate::domain::meeting::{AttendeeKind, Meeting};
use crate::domain::plain_text::{one_line, one_line_if_any, several_lines};
use crate::domain::venue::{Hints, venue};

/// Reads the meeting of one event; `all` are the events of its UID, `number` says which one it is.
pub(super) fn meeting(all: &[Event<'_>], number: usize, now: DateTime<FixedOffset>, reader: &mut Reader) -> Meeting {
    let event = &all[number];
    let component = event.component;
    let (description, was_cut) = description(component);
    if was_cut {
        reader.warn(format!("the description is longer than {MAX_DESCRIPTION} octets; {REST}"));
    }
    let (organizer, sent_by) = organizer(component);
    let attendees = attendees(component, reader);
    let location = line(component, ICalendarProperty::Location, reader);
    let summary = line(component, ICalendarProperty::Summary, reader);
    let links = links(component);
    let numbers = numbers(component);
    let venue = venue(&Hints {
        location: location.as_deref(),
        links: &links,
        numbers: &numbers,
        summary: summary.as_deref(),
        text: description.as_deref().unwrap_or(""),
        room: attendees.iter().any(|attendee| attendee.kind == AttendeeKind::Room),
    });
    let stamp = Moment::read(component, ICalendarProperty::Dtstamp, reader).and_then(|stamp| stamp.instant());
    Meeting {
        uid: uid(component),
        sequence: sequence(component, reader),
        stamp: stamp.map(|stamp| stamp.with_timezone(&Utc)),
        recurrence_id: event.recurrence_id.as_ref().and_then(Moment::meeting_time),
        this_and_future: event.this_and_future,
        agenda: agenda_points(description.as_deref().unwrap_or("")),
        summary,
        description,
        organizer,
        sent_by,
        attendees,
        start: event.start.as_ref().and_then(Moment::meeting_time),
        end: event.end,
        duration_minutes: event.length.and_then(super::length::Length::minutes),
        time_zone: event.start.as_ref().filter(|start| !start.is_day).and_then(|start| start.clock.name()),
        location,
        mode: venue.mode,
        online_url: venue.online_url,
        phone: venue.phone,
        recurrence_rule: recurrence_rule(event),
        cancelled: event.cancelled,
        occurrence: occurrence(all, number, now, reader),
    }
}

/// A text on one line.
fn line(component: Component<'_>, name: ICalendarProperty, reader: &mut Reader) -> Option<String> {
    let text = component.text(name)?;
    if text.len() > MAX_LINE {
        reader.warn(format!("a title or place is longer than {MAX_LINE} octets; {REST}"));
    }
    one_line_if_any(&text, MAX_LINE)
}

/// What a decision about this event is about.
fn occurrence(
    all: &[Event<'_>],
    number: usize,
    now: DateTime<FixedOffset>,
    reader: &Reader,
) -> Option<crate::domain::time_slot::TimeSlot> {
    let event = &all[number];
    let start = event.start.as_ref()?;
    let single = event.recurrence_id.is_some() && !event.this_and_future || !event.is_recurring();
    if single { event.slot(start, None, reader) } else { Series::new(all, reader).next_or_last(now) }
}

/// SEQUENCE; Outlook's own count stands in where it is missing.
fn sequence(component: Component<'_>, reader: &mut Reader) -> i64 {
    let number = |value: &ICalendarValue| match value {
        ICalendarValue::Integer(number) => Some(*number),
        ICalendarValue::Text(text) => text.trim().parse().ok(),
        _ => None,
    };
    let property =
        component.first(ICalendarProperty::Sequence).or_else(|| component.extension("X-MICROSOFT-CDO-APPT-SEQUENCE"));
    let Some(property) = property else { return 0 };
    property.0.values.iter().find_map(number).unwrap_or_else(|| {
        reader.warn("SEQUENCE is no number; it counts as 0");
        0
    })
}

/// RRULE; of a series that has only single dates these, with RDATE before them.
fn recurrence_rule(event: &Event<'_>) -> Option<String> {
    if !event.is_recurring() && event.component.first(ICalendarProperty::Rrule).is_none() {
        return None;
    }
    event.rule_as_written.as_deref().and_then(|rule| one_line_if_any(rule, MAX_LINE))
}

/// DESCRIPTION, else what is shown of an HTML description.
fn description(component: Component<'_>) -> (Option<String>, bool) {
    let plain = component
        .text(ICalendarProperty::Description)
        .map(|text| if is_html(&text) { html_to_text(&text) } else { text });
    let html = || {
        let styled = component.text(ICalendarProperty::StyledDescription);
        styled.or_else(|| component.extension_text("X-ALT-DESC")).map(|html| html_to_text(&html))
    };
    let text = plain.filter(|text| !text.trim().is_empty()).or_else(html).unwrap_or_default();
    let (text, was_cut) = several_lines(&text, MAX_DESCRIPTION);
    ((!text.is_empty()).then_some(text), was_cut)
}

/// Google and others write HTML into DESCRIPTION.
fn is_html(text: &str) -> bool {
    let lower = text.get(..text.len().min(4096)).unwrap_or(text).to_ascii_lowercase();
    ["<br>", "<br/>", "<br />", "</p>", "<html", "</a>", "</li>", "</b>", "</div>", "</span>"]
        .iter()
        .any(|tag| lower.contains(tag))
}

/// Links in fields that exist to hold the link of an online meeting.
fn links(component: Component<'_>) -> Vec<String> {
    const FIELDS: [&str; 8] = [
        "X-MICROSOFT-SKYPETEAMSMEETINGURL",
        "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK",
        "X-MICROSOFT-ONLINEMEETINGCONFLINK",
        "X-GOOGLE-CONFERENCE",
        "X-GOOGLE-HANGOUT",
        "X-ZOOM-MEETING-URL",
        "X-CONFERENCE-URL",
        "X-WEBEX-MEETING-URL",
    ];
    let conferences = component.all(ICalendarProperty::Conference).filter_map(super::component::Property::text);
    let fields = FIELDS.iter().filter_map(|name| component.extension_text(name));
    let mut links: Vec<String> = conferences.chain(fields).map(|link| one_line(&link, 2_000)).collect();
    links.retain(|link| link.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http")));
    let url = component.text(ICalendarProperty::Url).map(|url| one_line(&url, 2_000));
    links.extend(url.filter(|url| crate::domain::online_meeting::is_meeting_link(url)));
    links
}

/// Numbers in fields that exist to hold a number to dial in.
fn numbers(component: Component<'_>) -> Vec<String> {
    let conferences = component.all(ICalendarProperty::Conference).filter(|conference| {
        conference.text().is_some_and(|link| link.to_ascii_lowercase().starts_with("tel:"))
            || conference
                .parameters(ICalendarParameterName::Feature)
                .any(|feature| feature.eq_ignore_ascii_case("phone"))
    });
    conferences.filter_map(super::component::Property::text).map(|link| one_line(&link, 200)).collect()
}
