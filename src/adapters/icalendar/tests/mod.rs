//! Calendars of every kind, and what is read in them.

use chrono::{DateTime, FixedOffset};
use chrono_tz::Tz;

use super::read_invites;
use crate::domain::invite::Invite;
use crate::domain::meeting::Meeting;
use crate::domain::message::{CalendarPart, Place};
use crate::domain::reading::Reading;
use crate::domain::time_slot::MeetingTime;

mod dialects;
mod hostile;
mod own_calendar;
mod people;
mod programs;
mod series;
mod times;

/// My zone in all tests.
const BERLIN: Tz = Tz::Europe__Berlin;

/// Tuesday, shortly after nine.
fn now() -> DateTime<FixedOffset> {
    at("2026-11-24T09:05:00+01:00")
}

fn at(time: &str) -> DateTime<FixedOffset> {
    time.parse().unwrap()
}

/// The calendar part of a mail.
fn part(text: &str) -> CalendarPart {
    CalendarPart { text: text.to_owned(), method: None, place: Place::Body }
}

/// A REQUEST with one event of these lines.
fn request(lines: &str) -> String {
    calendar("METHOD:REQUEST", &event(&format!("UID:1\n{lines}")))
}

/// A calendar of these components.
fn calendar(head: &str, components: &str) -> String {
    format!("BEGIN:VCALENDAR\nVERSION:2.0\n{head}\n{components}END:VCALENDAR\n")
}

/// A VEVENT of these lines.
fn event(lines: &str) -> String {
    format!("BEGIN:VEVENT\n{}\nEND:VEVENT\n", lines.trim())
}

fn read(text: &str) -> Reading<Vec<Invite>> {
    read_invites(&part(text), BERLIN, now())
}

/// The one invite of a calendar.
fn invite(text: &str) -> Invite {
    let mut invites = read(text).value;
    assert_eq!(invites.len(), 1, "{text}");
    invites.remove(0)
}

/// The meeting of a REQUEST with one event of these lines.
fn meeting(lines: &str) -> Meeting {
    invite(&request(lines)).meeting
}

fn shown(time: Option<MeetingTime>) -> String {
    match time {
        None => "-".to_owned(),
        Some(MeetingTime::Day(day)) => day.to_string(),
        Some(MeetingTime::At(instant)) => instant.to_rfc3339(),
    }
}

/// When the occurrence that a decision is about begins and ends.
fn occurrence(meeting: &Meeting) -> String {
    meeting.occurrence.map_or_else(
        || "-".to_owned(),
        |slot| format!("{} – {}", slot.start().format("%Y-%m-%d %H:%M"), slot.end().format("%Y-%m-%d %H:%M")),
    )
}
