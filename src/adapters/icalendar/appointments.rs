//! My own calendar → appointments, each occurrence by itself.

use calcard::icalendar::{ICalendarComponentType, ICalendarProperty};
use chrono::{DateTime, FixedOffset, Utc};
use chrono_tz::Tz;

use super::event::Event;
use super::free_busy::busy_times;
use super::parsed::{ParsedCalendar, by_uid, parse, uid};
use super::people::{attendees, organizer};
use super::reader::Reader;
use super::series::Series;
use crate::domain::appointment::{Appointment, Availability};
use crate::domain::limits::{MAX_APPOINTMENTS, MAX_LINE, MAX_OCCURRENCES, MAX_OWN_CALENDAR, REST};
use crate::domain::meeting::ParticipationStatus;
use crate::domain::plain_text::one_line_if_any;
use crate::domain::reading::Reading;
use crate::domain::time_slot::TimeSlot;

/// Exports may hold a calendar for each appointment.
const MAX_OWN_CALENDARS: usize = 10_000;

/// Reads what my own calendar holds between `from` and `to`, each occurrence of a series by itself.
#[must_use]
pub fn read_appointments(
    text: &str,
    zone: Tz,
    from: DateTime<FixedOffset>,
    to: DateTime<FixedOffset>,
) -> Reading<Vec<Appointment>> {
    if text.len() > MAX_OWN_CALENDAR {
        return Reading::default().warn(format!("the calendar is larger than {MAX_OWN_CALENDAR} octets"));
    }
    let (calendars, was_cut) = parse(text, MAX_OWN_CALENDARS);
    let mut reading = Reading::<Vec<Appointment>>::default();
    if was_cut {
        reading.warnings.push(format!("the file holds more than {MAX_OWN_CALENDARS} calendars; {REST}"));
    }
    if calendars.is_empty() {
        reading.warnings.push("the calendar cannot be read: it holds no VCALENDAR".to_owned());
    }
    for calendar in &calendars {
        read_calendar(calendar, zone, (from.to_utc(), to.to_utc()), &mut reading);
    }
    reading.value.sort_by_key(|appointment| appointment.slot.start());
    reading
}

fn read_calendar(
    calendar: &ParsedCalendar,
    zone: Tz,
    span: (DateTime<Utc>, DateTime<Utc>),
    reading: &mut Reading<Vec<Appointment>>,
) {
    let mut reader = Reader::new(calendar.whole(), zone);
    for group in by_uid(calendar) {
        let events: Vec<Event<'_>> =
            group.into_iter().map(|(event, rule)| Event::read(event, rule, &mut reader)).collect();
        let recurring = events.len() > 1 || events.iter().any(Event::is_recurring);
        let (occurrences, was_cut) = Series::new(&events, &reader).between_or_cut(span.0, span.1);
        if was_cut {
            reader.warn(format!("a series has more than {MAX_OCCURRENCES} occurrences in this time; {REST}"));
        }
        let room = MAX_APPOINTMENTS.saturating_sub(reading.value.len());
        if occurrences.len() > room {
            reader.warn(format!("there are more than {MAX_APPOINTMENTS} appointments in this time; {REST}"));
        }
        for occurrence in occurrences.into_iter().take(room) {
            let event = &events[occurrence.event];
            reading.value.push(appointment(event, occurrence.slot, recurring, &mut reader));
        }
    }
    for component in calendar.components(ICalendarComponentType::VFreebusy) {
        reading.value.extend(busy_times(component, &mut reader, span));
    }
    reading.warnings.extend(reader.into_warnings());
}

fn appointment(event: &Event<'_>, slot: TimeSlot, recurring: bool, reader: &mut Reader) -> Appointment {
    let component = event.component;
    let people = attendees(component, reader);
    let declined = people.iter().filter(|attendee| attendee.participation_status == ParticipationStatus::Declined);
    Appointment {
        slot,
        all_day: event.start.as_ref().is_some_and(|start| start.is_day),
        uid: uid(component),
        summary: component.text(ICalendarProperty::Summary).and_then(|text| one_line_if_any(&text, MAX_LINE)),
        location: component.text(ICalendarProperty::Location).and_then(|text| one_line_if_any(&text, MAX_LINE)),
        availability: availability(event),
        organizer: organizer(component).0.map(|organizer| organizer.address),
        declined_by: declined.map(|attendee| attendee.person.address.clone()).collect(),
        attendees: people.into_iter().map(|attendee| attendee.person.address).collect(),
        recurring,
    }
}

fn availability(event: &Event<'_>) -> Availability {
    let component = event.component;
    let is = |name: ICalendarProperty, word: &str| {
        component.text(name).is_some_and(|text| text.trim().eq_ignore_ascii_case(word))
    };
    let outlook =
        component.extension_text("X-MICROSOFT-CDO-BUSYSTATUS").unwrap_or_default().trim().to_ascii_uppercase();
    if event.cancelled || is(ICalendarProperty::Transp, "TRANSPARENT") || outlook == "FREE" {
        Availability::Free
    } else if is(ICalendarProperty::Status, "TENTATIVE") || outlook == "TENTATIVE" {
        Availability::Tentative
    } else {
        Availability::Busy
    }
}
