//! An event for my own calendar: nobody is invited by it, so that no calendar server answers or invites a second time.

use chrono_tz::Tz;

use super::answer::instance;
use super::content_line::ContentLine;
use super::moment::{Moment, Time};
use super::recurrence::{exceptions, plausible};
use super::source::{Event, Source};
use super::times::as_written;
use super::zones::Zones;
use super::{calendar, text};
use crate::domain::own_calendar::Entry;
use crate::domain::time_slot::MeetingTime;

/// Longer texts are cut.
const MAX_TEXT: usize = 1_000;

/// Writes an entry of my calendar as iCalendar text; floating times of a series are in `zone`.
#[must_use]
pub fn write_own_event(entry: &Entry, zone: Tz) -> String {
    let source = entry.series.as_ref().map(|series| Source::read(&series.text)).unwrap_or_default();
    let zones = Zones::of(&source, zone, entry.stamp);
    let series = source.meeting(&entry.uid).ok().and_then(|meeting| series_times(meeting.main));
    let short = |value: &str| text::escaped(&text::beginning(value, MAX_TEXT));
    let mut lines = vec![ContentLine::new("UID", uid(&entry.uid))];
    lines.extend(entry.recurrence_id.map(|instance| moment(instance).property("RECURRENCE-ID")));
    lines.push(ContentLine::new("DTSTAMP", entry.stamp.format("%Y%m%dT%H%M%SZ").to_string()));
    lines.push(ContentLine::new("SEQUENCE", entry.sequence.to_string()));
    lines.push(ContentLine::new("STATUS", entry.status.name()));
    lines.push(ContentLine::new("SUMMARY", short(&entry.summary)));
    lines.extend(
        series.unwrap_or_else(|| vec![moment(entry.start).property("DTSTART"), moment(entry.end).property("DTEND")]),
    );
    lines.extend(entry.location.as_deref().map(|place| ContentLine::new("LOCATION", short(place))));
    lines.extend(entry.with.as_ref().map(|with| {
        let address = &with.address;
        let who = with.name.as_ref().map_or_else(|| address.to_string(), |name| format!("{name} <{address}>"));
        ContentLine::new("DESCRIPTION", short(&format!("Mit {who}")))
    }));
    calendar(None, &[lines], &zones)
}

/// A UID octet by octet, as its sender wrote it: only what would end the line is taken out.
fn uid(uid: &str) -> String {
    text::harmless(uid)
}

fn moment(time: MeetingTime) -> Moment {
    let time = match time {
        MeetingTime::At(at) => Time::Utc(at.naive_utc()),
        MeetingTime::Day(day) => Time::Day(day),
    };
    Moment { time, zone: None }
}

/// When a series is, in the invite's own words; `None` where they make no sense, or where it is no series.
fn series_times(event: &Event) -> Option<Vec<ContentLine>> {
    if instance(event).ok()?.is_some() {
        return None;
    }
    let rule = event.first("RRULE").and_then(plausible)?;
    let mut lines = as_written(event).ok()?;
    lines.push(rule);
    lines.extend(exceptions(event));
    Some(lines)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use proptest::prelude::*;

    use super::*;
    use crate::adapters::icalendar::read_appointments;
    use crate::domain::address::{EmailAddress, Person};
    use crate::domain::appointment::Availability;
    use crate::domain::case::MeetingKey;
    use crate::domain::invite::SourceCalendar;
    use crate::domain::message::Place;
    use crate::domain::own_calendar::EntryStatus;

    fn entry(status: EntryStatus) -> Entry {
        let at = |text: &str| MeetingTime::At(text.parse().unwrap());
        Entry {
            meeting: MeetingKey { uid: "u,1@kunde.example".to_owned(), instance: String::new() },
            uid: "u,1@kunde.example".to_owned(),
            recurrence_id: None,
            status,
            summary: "Telefonat: Budget, Plan".to_owned(),
            location: Some("Telefon +49 30 1".to_owned()),
            with: Some(Person {
                name: Some("Eva Kern".to_owned()),
                address: EmailAddress::parse("kern@kunde.example").unwrap(),
            }),
            start: at("2026-11-24T10:00:00+01:00"),
            end: at("2026-11-24T10:20:00+01:00"),
            series: None,
            sequence: 0,
            stamp: "2026-11-23T08:00:00Z".parse().unwrap(),
        }
    }

    fn read(text: &str) -> Vec<(String, String, Availability, Option<String>)> {
        let berlin = chrono_tz::Europe::Berlin;
        let span = ("2026-11-01T00:00:00+01:00".parse().unwrap(), "2026-12-20T00:00:00+01:00".parse().unwrap());
        let read = read_appointments(text, berlin, span.0, span.1);
        assert_eq!(read.warnings, Vec::<String>::new(), "{text}");
        let shown = |slot: crate::domain::time_slot::TimeSlot| {
            slot.start().with_timezone(&berlin).format("%d.%m. %H:%M").to_string()
        };
        read.value
            .into_iter()
            .map(|it| (shown(it.slot), it.summary.unwrap_or_default(), it.availability, it.uid))
            .collect()
    }

    #[test]
    fn what_is_written_is_read_as_what_it_is() {
        let uid = Some("u,1@kunde.example".to_owned());
        for (status, availability) in [
            (EntryStatus::Tentative, Availability::Tentative),
            (EntryStatus::Confirmed, Availability::Busy),
            (EntryStatus::Cancelled, Availability::Free),
        ] {
            let text = write_own_event(&entry(status), chrono_tz::Europe::Berlin);
            let expected = ("24.11. 10:00".to_owned(), "Telefonat: Budget, Plan".to_owned(), availability, uid.clone());
            assert_eq!(read(&text), [expected]);
            assert!(!text.contains("ATTENDEE") && !text.contains("ORGANIZER") && !text.contains("METHOD"), "{text}");
        }
        let day = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        let whole = Entry {
            start: MeetingTime::Day(day),
            end: MeetingTime::Day(day.succ_opt().unwrap()),
            ..entry(EntryStatus::Confirmed)
        };
        assert!(write_own_event(&whole, chrono_tz::Europe::Berlin).contains("DTSTART;VALUE=DATE:20261124\r\n"));
        let of_series = Entry { recurrence_id: Some(whole.start), ..entry(EntryStatus::Tentative) };
        assert_eq!(read(&write_own_event(&of_series, chrono_tz::Europe::Berlin)).len(), 1);
    }

    #[test]
    fn an_accepted_series_keeps_its_rule_and_its_zone() {
        let invite = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:u,1@kunde.example\r\nDTSTART;TZID=Europe/Berlin:20261123T110000\r\nDTEND;TZID=Europe/Berlin:20261123T113000\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\nEXDATE;TZID=Europe/Berlin:20261130T110000\r\nATTENDEE:mailto:jana@agentur.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        let series = SourceCalendar {
            text: invite.to_owned(),
            product_id: None,
            counter_forbidden: false,
            x_properties: Vec::new(),
            place: Place::Body,
        };
        let text = write_own_event(
            &Entry { series: Some(series), ..entry(EntryStatus::Confirmed) },
            chrono_tz::Europe::Berlin,
        );
        let starts: Vec<String> = read(&text).into_iter().map(|(start, ..)| start).collect();
        assert_eq!(starts, ["23.11. 11:00", "07.12. 11:00"]);
        assert!(text.contains("BEGIN:VTIMEZONE") && !text.contains("ATTENDEE"), "{text}");
    }

    proptest! {
        #[test]
        fn no_text_breaks_out_of_its_line(text in any::<String>()) {
            let mut entry = entry(EntryStatus::Tentative);
            (entry.uid, entry.summary, entry.location) = (text.clone(), text.clone(), Some(text.clone()));
            entry.with = entry.with.map(|with| Person { name: Some(text), ..with });
            let written = write_own_event(&entry, chrono_tz::Europe::Berlin);
            prop_assert_eq!(written.matches("\r\nBEGIN:").count(), 1);
            prop_assert!(written.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
        }
    }
}
