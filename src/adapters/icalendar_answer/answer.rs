//! REPLY and COUNTER (RFC 5546 §3.2.3, §3.2.7) from the invite's own lines.

use chrono::{DateTime, Duration, Utc};

use super::content_line::ContentLine;
use super::error::AnswerError;
use super::moment::Moment;
use super::people::{address, bystanders, my_answer, organizer};
use super::recurrence::{exceptions, plausible};
use super::source::Event;
use super::text;
use super::times::{Proposed, Times};
use super::zones::Zones;
use crate::domain::calendar_answer::CalendarAnswer;

/// Longer letters are cut; the mail itself has the whole text.
const MAX_COMMENT: usize = 16_000;
/// The same for the texts of the invite that an answer repeats.
const MAX_TEXT: usize = 1_000;
/// What Outlook and Exchange find a response's meeting by (MS-OXCICAL 2.1.3.1.1.20).
const OUTLOOKS_KEYS: [&str; 4] = [
    "X-MICROSOFT-CDO-APPT-SEQUENCE",
    "X-MICROSOFT-CDO-OWNERAPPTID",
    "X-MICROSOFT-CDO-OWNER-CRITICAL-CHANGE",
    "X-MICROSOFT-CDO-INSTTYPE",
];

/// The VEVENT of a REPLY.
pub(super) fn reply(
    event: &Event,
    answer: &CalendarAnswer,
    comment: &str,
    zones: &Zones,
    now: DateTime<Utc>,
) -> Result<Vec<ContentLine>, AnswerError> {
    let mut lines = identity(event, answer, zones, now)?;
    lines.extend(Times::of(event, zones).unambiguous());
    lines.extend(texts(event, event.first("LOCATION").map(|place| place.value.clone()), false));
    lines.extend(remark(comment));
    Ok(lines)
}

/// The VEVENT of a COUNTER; with everybody who is invited for a program that takes it as the whole new meeting.
pub(super) fn counter(
    event: &Event,
    answer: &CalendarAnswer,
    everybody: bool,
    comment: &str,
    zones: &Zones,
    now: DateTime<Utc>,
) -> Result<Vec<ContentLine>, AnswerError> {
    let times = Times::of(event, zones);
    let Proposed { lines: proposed, moved } = times.proposed(answer)?;
    let mut lines = identity(event, answer, zones, now)?;
    if everybody {
        let told = lines.iter().filter(|line| line.name == "ATTENDEE").map(address).collect::<Vec<_>>();
        lines.extend(bystanders(event, &told));
    }
    lines.extend(proposed);
    lines.extend(times.original());
    lines.extend(event.first("RRULE").and_then(plausible));
    if !moved {
        lines.extend(exceptions(event));
    }
    let place = answer.location.as_deref().map(text::escaped);
    lines.extend(texts(event, place.or_else(|| event.first("LOCATION").map(|place| place.value.clone())), true));
    lines.extend(remark(comment));
    Ok(lines)
}

/// What says which version of which meeting is answered, by whom and how.
fn identity(
    event: &Event,
    answer: &CalendarAnswer,
    zones: &Zones,
    now: DateTime<Utc>,
) -> Result<Vec<ContentLine>, AnswerError> {
    let mut lines = vec![event.uid().ok_or(AnswerError::NoMeeting)?.clone().keeping(|_| false)];
    lines.extend(instance(event)?);
    lines.extend([sequence(event), stamp(event, zones, now)]);
    lines.extend(organizer(event));
    lines.push(my_answer(event, &answer.me, answer.participation_status, answer.delegate.as_ref()));
    lines.extend(OUTLOOKS_KEYS.iter().filter_map(|name| event.first(name)).filter_map(key));
    Ok(lines)
}

/// A key that looks like one: a number, a time.
fn key(line: &ContentLine) -> Option<ContentLine> {
    let value = line.value.trim();
    let is_key = value.len() <= 40 && value.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'-' | b':'));
    (is_key && !value.is_empty()).then(|| ContentLine::new(&line.name, value))
}

/// RECURRENCE-ID as the invite wrote it.
pub(super) fn instance(event: &Event) -> Result<Option<ContentLine>, AnswerError> {
    let Some(instance) = event.first("RECURRENCE-ID") else { return Ok(None) };
    let moment = Moment::read(instance).ok_or(AnswerError::UnreadableInstance)?;
    let range = instance.parameter("RANGE").filter(|range| range.eq_ignore_ascii_case("THISANDFUTURE"));
    Ok(Some(moment.property("RECURRENCE-ID").with("RANGE", range.unwrap_or(""))))
}

/// SEQUENCE of the invite: only its organizer may raise it.
pub(super) fn sequence(event: &Event) -> ContentLine {
    let written = event.first("SEQUENCE").map(|sequence| sequence.value.trim()).unwrap_or_default();
    let is_number = (1..=18).contains(&written.len()) && written.bytes().all(|c| c.is_ascii_digit());
    ContentLine::new("SEQUENCE", if is_number { written } else { "0" })
}

/// DTSTAMP: now, but later than the invite's, for the newest counts (RFC 5546 §2.1.5).
pub(super) fn stamp(event: &Event, zones: &Zones, now: DateTime<Utc>) -> ContentLine {
    let theirs = event.first("DTSTAMP").and_then(Moment::read).and_then(|theirs| zones.instant(&theirs));
    let later = theirs.and_then(|theirs| theirs.checked_add_signed(Duration::seconds(1)));
    let stamp = later.map_or(now, |later| later.max(now));
    ContentLine::new("DTSTAMP", stamp.format("%Y%m%dT%H%M%SZ").to_string())
}

/// SUMMARY and LOCATION; a COUNTER must have a SUMMARY.
fn texts(event: &Event, place: Option<String>, must_have_summary: bool) -> Vec<ContentLine> {
    let value = |value: &str| {
        let plain = text::plain(value);
        let short = text::beginning(&plain, MAX_TEXT);
        if short == plain { text::valid(value) } else { text::escaped(&short) }
    };
    let summary = event.first("SUMMARY").map(|summary| value(&summary.value)).unwrap_or_default();
    let summary = if summary.trim().is_empty() && must_have_summary { "Termin".to_owned() } else { summary };
    let place = place.map(|place| value(&place)).unwrap_or_default();
    [("SUMMARY", summary), ("LOCATION", place)]
        .into_iter()
        .filter(|(_, value)| !value.trim().is_empty())
        .map(|(name, value)| ContentLine::new(name, value))
        .collect()
}

/// COMMENT: the letter, which Outlook shows as the answer's text.
fn remark(comment: &str) -> Option<ContentLine> {
    let comment = comment.trim();
    (!comment.is_empty()).then(|| ContentLine::new("COMMENT", text::escaped(&text::beginning(comment, MAX_COMMENT))))
}
