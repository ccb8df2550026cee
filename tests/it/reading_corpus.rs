//! Real invites, read as two independent calendar libraries read them. Skipped where the corpus is not there.

// What differs is told, whether or not it is too much.
#![allow(clippy::print_stderr)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use serde_json::Value;
use statt::adapters::icalendar::read_invites;
use statt::adapters::mail::{read_calendar_file, read_message};
use statt::domain::chosen_invite::choose;
use statt::domain::invite::{Invite, Method};
use statt::domain::reading::Reading;
use statt::domain::time_slot::MeetingTime;

#[test]
fn real_mails_are_read_like_others_read_them() {
    check("invites", 100.0);
}

#[test]
fn real_calendars_are_read_like_others_read_them() {
    check("ics", 99.0);
}

fn check(folder: &str, least: f64) {
    let Some(corpus) = corpus() else {
        eprintln!("skipped: there is no corpus (STATT_SHARED or ../shared)");
        return;
    };
    let truth = std::fs::read_to_string(corpus.join(format!("{folder}.truth.jsonl"))).unwrap();
    let (mut right, mut total) = (0_u32, 0_u32);
    for line in truth.lines() {
        let truth: Value = serde_json::from_str(line).unwrap();
        if !truth["error"].is_null() || truth["calendars"] == 0 || truth["events"].as_u64().unwrap_or(0) == 0 {
            continue;
        }
        let file = truth["file"].as_str().unwrap();
        let invite = read(&corpus.join(folder).join(file));
        for (field, wanted, got) in fields(&truth, invite.as_ref()) {
            total += 1;
            right += u32::from(wanted == got);
            if wanted != got {
                eprintln!("{file}: {field}: {got}, not {wanted}");
            }
        }
    }
    let share = 100.0 * f64::from(right) / f64::from(total.max(1));
    eprintln!("{folder}: {right} of {total} fields right ({share:.1} %)");
    assert!(share >= least, "{share:.1} % is less than {least} %");
}

fn corpus() -> Option<PathBuf> {
    let shared = std::env::var_os("STATT_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    Some(shared.join("corpus")).filter(|corpus| corpus.is_dir())
}

fn read(path: &Path) -> Option<Invite> {
    let octets = std::fs::read(path).unwrap();
    let name = path.to_string_lossy();
    let is_calendar = path.extension().is_some_and(|extension| extension == "ics");
    let message = if is_calendar {
        read_calendar_file(&octets, &name)
    } else {
        read_message(&octets, &name, |_, _| Reading::default())
    };
    let now: DateTime<FixedOffset> = "2001-01-01T09:00:00+01:00".parse().unwrap();
    let parts = message.value.calendars;
    let invites = parts.iter().flat_map(|part| read_invites(part, chrono_tz::Europe::Berlin, now).value).collect();
    choose(invites).value
}

fn fields(truth: &Value, invite: Option<&Invite>) -> Vec<(&'static str, Value, Value)> {
    let meeting = invite.map(|invite| invite.meeting.clone()).unwrap_or_default();
    let floating = truth["floating"] == true;
    let time = |time: Option<MeetingTime>| match time {
        None => Value::Null,
        Some(MeetingTime::Day(day)) => day.to_string().into(),
        Some(MeetingTime::At(at)) if floating => at.naive_local().format("%Y-%m-%dT%H:%M:%S").to_string().into(),
        Some(MeetingTime::At(at)) => at.to_utc().format("%Y-%m-%dT%H:%M:%SZ").to_string().into(),
    };
    let squashed = |text: Option<&str>| {
        let text = text.unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() { Value::Null } else { text.into() }
    };
    let known: BTreeSet<&str> = truth["attendees"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let attendees: BTreeSet<String> =
        meeting.attendees.iter().map(|attendee| attendee.person.address.lower()).collect();
    let mut fields = vec![
        ("uid", truth["uid"].clone(), meeting.uid.clone().into()),
        ("summary", squashed(truth["summary"].as_str()), squashed(meeting.summary.as_deref())),
        ("sequence", truth["sequence"].clone(), meeting.sequence.into()),
        ("all_day", truth["all_day"].clone(), meeting.is_all_day().into()),
        ("start", truth["start"].clone(), time(meeting.start)),
        ("organizer", truth["organizer"].clone(), meeting.organizer.map(|person| person.address.lower()).into()),
        ("attendees", known.into_iter().collect(), attendees.into_iter().collect()),
        ("location", squashed(truth["location"].as_str()), squashed(meeting.location.as_deref())),
        ("recurring", truth["recurring"].clone(), meeting.recurrence_rule.is_some().into()),
    ];
    if !truth["end"].is_null() {
        fields.push(("end", truth["end"].clone(), time(meeting.end)));
    }
    if let Some(method) = truth["method"].as_str().and_then(method) {
        let found = invite.map(|invite| invite.method);
        fields.push(("method", format!("{:?}", Some(method)).into(), format!("{found:?}").into()));
    }
    let unscored: Vec<&str> = truth["unscored"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    fields.retain(|(field, _, _)| !unscored.contains(field));
    fields
}

fn method(name: &str) -> Option<Method> {
    Some(match name.to_ascii_uppercase().as_str() {
        "REQUEST" => Method::Request,
        "CANCEL" => Method::Cancel,
        "REPLY" => Method::Reply,
        "COUNTER" => Method::Counter,
        "DECLINECOUNTER" => Method::DeclineCounter,
        "REFRESH" => Method::Refresh,
        "ADD" => Method::Add,
        "PUBLISH" => Method::Publish,
        _ => return None,
    })
}
