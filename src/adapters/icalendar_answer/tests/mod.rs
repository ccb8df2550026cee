//! Calendar answers by examples, on any input, and on the calendars of other programs.

mod any_invite;
mod examples;
mod judge;
mod other_programs;
mod zones;

use chrono::{DateTime, Utc};

use super::write_answer;
use crate::domain::address::{EmailAddress, Person};
use crate::domain::calendar_answer::{AnswerMethod, CalendarAnswer};
use crate::domain::invite::SourceCalendar;
use crate::domain::meeting::ParticipationStatus;
use crate::domain::message::Place;
use crate::domain::time_slot::MeetingTime;

fn calendar(text: &str) -> SourceCalendar {
    SourceCalendar {
        text: text.to_owned(),
        product_id: None,
        counter_forbidden: false,
        x_properties: Vec::new(),
        place: Place::Body,
    }
}

/// A REQUEST with these lines in its VEVENT, after lines of the calendar itself.
fn request(head: &str, event: &str) -> SourceCalendar {
    let lines = format!("BEGIN:VCALENDAR\nMETHOD:REQUEST\n{head}BEGIN:VEVENT\n{event}END:VEVENT\nEND:VCALENDAR\n");
    calendar(&lines.replace('\n', "\r\n"))
}

fn at(time: &str) -> MeetingTime {
    MeetingTime::At(time.parse().unwrap())
}

/// My answer to the meeting `1`.
fn answer(method: AnswerMethod, participation_status: ParticipationStatus) -> CalendarAnswer {
    CalendarAnswer {
        method,
        participation_status,
        me: EmailAddress::parse("jana@agentur.example").unwrap(),
        uid: "1".to_owned(),
        start: None,
        end: None,
        location: None,
        delegate: None,
    }
}

fn declined() -> CalendarAnswer {
    answer(AnswerMethod::Reply, ParticipationStatus::Declined)
}

fn counter(start: &str, end: &str) -> CalendarAnswer {
    let tentative = answer(AnswerMethod::Counter, ParticipationStatus::Tentative);
    CalendarAnswer { start: Some(at(start)), end: Some(at(end)), ..tentative }
}

fn delegated(method: AnswerMethod) -> CalendarAnswer {
    let max =
        Person { name: Some("Müller, Max".to_owned()), address: EmailAddress::parse("max@agentur.example").unwrap() };
    CalendarAnswer { delegate: Some(max), ..answer(method, ParticipationStatus::Delegated) }
}

fn now() -> DateTime<Utc> {
    "2026-11-24T09:00:00Z".parse().unwrap()
}

fn written(calendar: &SourceCalendar, answer: &CalendarAnswer) -> String {
    write_answer(calendar, answer, "Guten Tag,\n\nlieber schriftlich.", now(), chrono_tz::Europe::Berlin).unwrap()
}

/// The lines of the VEVENT that begin with one of these names, unfolded.
fn lines_of(written: &str, names: &[&str]) -> Vec<String> {
    let event = written.split("BEGIN:VEVENT").nth(1).unwrap().replace("\r\n ", "");
    let wanted =
        |line: &&str| names.iter().any(|name| line.strip_prefix(name).is_some_and(|it| it.starts_with([';', ':'])));
    event.lines().filter(wanted).map(ToOwned::to_owned).collect()
}
