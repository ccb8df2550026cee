//! What the letter says, as templates see it.

use std::cmp::Ordering;

use chrono::{DateTime, Datelike, Duration, FixedOffset, NaiveTime, TimeZone};

use super::clean::{one_line, shortened};
use super::points::{MOST_POINTS, SHORT_AGENDA, are_few, point};
use super::source::LetterSource;
use super::their_clock::their_zone;
use super::view::{MeetingView, ReplyView, SlotView};
use crate::domain::reply::{Reason, ReplyKind};
use crate::domain::time_slot::{MeetingTime, TimeSlot};

/// A Subject longer than this is cut.
const LONGEST_SUBJECT: usize = 200;
/// Who is spared more than a working day has not been spared hours but asked to another event.
const LONGEST_SAVED: u32 = 8 * 60;
/// A colleague gets at least this long to answer before the meeting.
const HOURS_BEFORE: i64 = 3;

/// A meeting that is more days away leaves a colleague time to answer.
const DAYS_FAR_OFF: i64 = 14;

pub(super) fn reply(source: &LetterSource, meeting: &MeetingView) -> ReplyView {
    let reply = source.reply;
    let minutes = minutes(source);
    let start = source.case.invite.meeting.occurrence.map(TimeSlot::start).or_else(|| start(source));
    let first = reply.slots.first().copied();
    let (because, reason) = reason(reply.reason.as_ref());
    let mut points: Vec<String> = match reply.points.as_slice() {
        [] => meeting.agenda.clone(),
        // Unless the user says otherwise they are the sender's.
        points if *points == source.case.invite.meeting.agenda => meeting.agenda.clone(),
        points => points.iter().filter_map(|each| point(each)).collect(),
    };
    let more_points = points.len() > MOST_POINTS;
    let many_points = points.len() > SHORT_AGENDA;
    points.truncate(MOST_POINTS);
    let reader_zone = their_zone(source).unwrap_or(source.situation.me.zone);
    let day = |at: DateTime<FixedOffset>| at.with_timezone(&source.situation.me.zone).date_naive();
    let view = |slot: &TimeSlot| SlotView { start: source.local(slot.start()), end: source.local(slot.end()) };
    ReplyView {
        kind: reply.kind.name().to_owned(),
        subject: subject(&source.case.message.subject, meeting.title.as_deref()),
        minutes,
        saved: meeting
            .minutes
            .zip(minutes)
            .and_then(|(all, some)| all.checked_sub(some))
            .filter(|saved| (10..=LONGEST_SAVED).contains(saved) && !meeting.all_day),
        slots: reply.slots.iter().map(view).collect(),
        slot: reply.slots.first().map(view),
        earlier: first.zip(start).is_some_and(|(slot, start)| day(slot.start()) < day(start)),
        all_earlier: start.is_some_and(|start| {
            !reply.slots.is_empty() && reply.slots.iter().all(|slot| day(slot.start()) < day(start))
        }),
        moved: first.zip(start).and_then(|(slot, start)| moved(slot.start(), start, reader_zone, meeting.all_day)),
        same_start: first.zip(start).is_some_and(|(slot, start)| slot.start() == start) && !meeting.all_day,
        deadline: reply.deadline.map(|deadline| source.local(deadline)),
        colleague: None,
        because,
        reason,
        few_points: !more_points && are_few(&points),
        many_points,
        points,
        more_points,
        answer_by: answer_by(source, start),
    }
}

/// Where a proposed time lies, seen from the meeting's on its reader's clock; none where it begins with it, or somewhen
/// on its days.
fn moved(
    slot: DateTime<FixedOffset>,
    start: DateTime<FixedOffset>,
    zone: chrono_tz::Tz,
    all_day: bool,
) -> Option<&'static str> {
    let day = |at: DateTime<FixedOffset>| at.with_timezone(&zone).date_naive();
    match (day(slot).cmp(&day(start)), slot.cmp(&start)) {
        (Ordering::Equal, _) if all_day => None,
        (Ordering::Equal, Ordering::Less) => Some("earlier"),
        (Ordering::Equal, Ordering::Greater) => Some("later"),
        (Ordering::Equal, Ordering::Equal) => None,
        _ => Some("other_day"),
    }
}

/// How long; a call and a shorter meeting always have a length.
fn minutes(source: &LetterSource) -> Option<u32> {
    let policy = &source.situation.policy;
    let slot = source.reply.slots.first().map(|slot| slot.minutes());
    source.reply.minutes.or_else(|| match source.reply.kind {
        ReplyKind::Call => Some(policy.call_minutes),
        ReplyKind::Shorter => slot.or(Some(policy.short_minutes)),
        _ => None,
    })
}

fn start(source: &LetterSource) -> Option<DateTime<FixedOffset>> {
    match source.case.invite.meeting.start? {
        MeetingTime::At(at) => Some(at),
        day @ MeetingTime::Day(_) => Some(day.instant(source.situation.me.zone).fixed_offset()),
    }
}

/// The user's words as a clause that continues a sentence, or as a sentence.
fn reason(reason: Option<&Reason>) -> (Option<String>, Option<String>) {
    const CLAUSES: [&str; 8] = ["weil ", "da ", "denn ", "damit ", "sodass ", "so dass ", "um ", "obwohl "];
    let Some(Reason::Words(words)) = reason else {
        return (None, None);
    };
    let Some(words) = one_line(words) else {
        return (None, None);
    };
    let mut letters = words.chars();
    let Some(first) = letters.next() else {
        return (None, None);
    };
    let lower: String = first.to_lowercase().chain(letters.clone()).collect();
    if CLAUSES.iter().any(|clause| lower.starts_with(clause)) {
        return (Some(lower.trim_end_matches('.').to_owned()), None);
    }
    let sentence: String = first.to_uppercase().chain(letters).collect();
    let stop = if sentence.ends_with(['.', '!', '?']) { "" } else { "." };
    (None, Some(format!("{sentence}{stop}")))
}

/// "AW: " and the subject, once.
fn subject(subject: &str, title: Option<&str>) -> String {
    let mut bare = subject.trim();
    while let Some(rest) = without_reply_prefix(bare) {
        bare = rest;
    }
    let line = one_line_kept(bare);
    let subject = if line.is_empty() { title.unwrap_or("Termin") } else { &line };
    format!("AW: {}", shortened(subject, LONGEST_SUBJECT))
}

fn without_reply_prefix(subject: &str) -> Option<&str> {
    let (prefix, rest) = subject.split_once(':')?;
    let name = prefix.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '[' | ']' | '(' | ')' | ' '));
    ["re", "aw", "antw", "antwort", "sv"].contains(&name.to_lowercase().as_str()).then(|| rest.trim_start())
}

/// The subject with its own characters, on one line.
fn one_line_kept(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Noon of the next working day, where that leaves time before the meeting; of the third where the meeting is far off.
fn answer_by(source: &LetterSource, start: Option<DateTime<FixedOffset>>) -> Option<String> {
    let situation = source.situation;
    let today = situation.now.date_naive();
    let works = |day: &chrono::NaiveDate| {
        situation.hours.weekdays.contains(&day.weekday()) && !situation.hours.days_off.contains(day)
    };
    let is_far_off = start?.signed_duration_since(situation.now) > Duration::days(DAYS_FAR_OFF);
    let day = today.iter_days().skip(1).take(21).filter(works).nth(if is_far_off { 2 } else { 0 })?;
    let noon = situation.me.zone.from_local_datetime(&day.and_time(NaiveTime::from_hms_opt(12, 0, 0)?)).earliest()?;
    let latest = start? - Duration::hours(HOURS_BEFORE);
    (noon < latest).then(|| noon.to_rfc3339())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moved_time_says_where_to() {
        let at = |text: &str| DateTime::parse_from_rfc3339(text).unwrap();
        let start = at("2026-12-04T01:00:00+01:00");
        for (slot, zone, all_day, expected) in [
            ("2026-12-04T01:00:00+01:00", "Europe/Berlin", false, None),
            ("2026-12-04T10:00:00+01:00", "Europe/Berlin", false, Some("later")),
            ("2026-12-04T00:30:00+01:00", "Europe/Berlin", false, Some("earlier")),
            ("2026-12-03T16:00:00+01:00", "Europe/Berlin", false, Some("other_day")),
            ("2026-12-03T16:00:00+01:00", "America/Los_Angeles", false, Some("earlier")),
            ("2026-12-04T10:00:00+01:00", "Europe/Berlin", true, None),
        ] {
            assert_eq!(moved(at(slot), start, zone.parse().unwrap(), all_day), expected, "{slot} {zone}");
        }
    }

    #[test]
    fn reasons_are_clauses_or_sentences() {
        let words = |text: &str| reason(Some(&Reason::Words(text.to_owned())));
        assert_eq!(words("Weil der Plan fertig ist."), (Some("weil der Plan fertig ist".to_owned()), None));
        assert_eq!(words("der Plan ist fertig"), (None, Some("Der Plan ist fertig.".to_owned())));
        assert_eq!(words(" "), (None, None));
        assert_eq!(reason(Some(&Reason::Conflict)), (None, None));
    }

    #[test]
    fn a_subject_is_answered_once() {
        for (given, expected) in [
            ("Abstimmung", "AW: Abstimmung"),
            ("Re: AW[2]: Abstimmung", "AW: Abstimmung"),
            ("WG: Termin!!", "AW: WG: Termin!!"),
            ("a\r\nBcc: x@y.example", "AW: a Bcc: x@y.example"),
            ("", "AW: Statik"),
        ] {
            assert_eq!(subject(given, Some("Statik")), expected);
        }
    }
}
