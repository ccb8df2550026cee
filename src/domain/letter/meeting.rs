//! The meeting as templates see it.

use chrono::{DateTime, Duration, NaiveDate};

use super::clean::one_line;
use super::people::client_view;
use super::person::PersonView;
use super::place::{Host, place};
use super::points::agenda_point;
use super::source::LetterSource;
use super::topic::Topic;
use super::view::{EarlierView, MeetingView};
use crate::domain::address::EmailAddress;
use crate::domain::appointment::{Appointment, Availability};
use crate::domain::category::Category;
use crate::domain::meeting::{Meeting, Mode};
use crate::domain::reply::ReplyKind;
use crate::domain::time_slot::{MeetingTime, TimeSlot};

/// More names than this are a crowd.
const MOST_OTHERS: usize = 8;
/// Earlier meetings that a briefing names.
const MOST_EARLIER: usize = 3;
/// How far back they may lie.
const EARLIER_DAYS: i64 = 180;

pub(super) fn meeting(source: &LetterSource, organizer: PersonView) -> MeetingView {
    let meeting = &source.case.invite.meeting;
    let in_words = source.case.category == Category::PlainRequest;
    let subject = Some(source.case.message.subject.as_str());
    let summary = meeting.summary.as_deref().or(subject).unwrap_or_default();
    let topic = Topic::of(summary, source.locale());
    let noun = if in_words { "Nachricht" } else { "Einladung" };
    let (start, end) = times(source, meeting);
    let location = meeting.location.as_deref().and_then(one_line);
    let (link, location) = match location {
        Some(url) if url.starts_with("https://") || url.starts_with("http://") => (Some(url), None),
        other => (meeting.online_url.as_deref().and_then(one_line), other),
    };
    let (host, location) = location.as_deref().map_or((None, None), place);
    MeetingView {
        invitation: topic.about.as_ref().map_or_else(|| noun.to_owned(), |about| format!("{noun} {about}")),
        about: topic.about,
        title: topic.title,
        over_days: over_days(source, start.as_deref(), end.as_deref()),
        start,
        end,
        all_day: source.case.facts.all_day,
        minutes: source.case.facts.duration_minutes,
        location,
        host: host.map(Host::word),
        mode: match source.case.facts.mode {
            Mode::InPerson => "in_person",
            Mode::Online => "online",
            Mode::Phone => "phone",
            Mode::Unknown => "unknown",
        },
        link,
        recurring: source.case.facts.recurring,
        rule: meeting.recurrence_rule.clone(),
        one_of_series: meeting.recurrence_id.is_some(),
        agenda: meeting.agenda.iter().filter_map(|point| agenda_point(point)).collect(),
        others: others(source, meeting, None),
        earlier: earlier(source),
        client: client_view(source, &organizer),
        organizer,
    }
}

/// Start and end: of a series those of the occurrence that the answer is about.
fn times(source: &LetterSource, meeting: &Meeting) -> (Option<String>, Option<String>) {
    let written = |time: MeetingTime| match time {
        MeetingTime::At(at) => source.local(at),
        MeetingTime::Day(day) => day.to_string(),
    };
    // Of several times that a mail offers, I say yes to the first at which I am free.
    if let Some(slot) = agreed_time(source) {
        return (Some(source.local(slot.start())), None);
    }
    match (meeting.start, meeting.end, meeting.occurrence) {
        (Some(MeetingTime::At(_)), Some(_), Some(occurrence)) => {
            (Some(source.local(occurrence.start())), Some(source.local(occurrence.end())))
        }
        (Some(MeetingTime::Day(_)), _, Some(occurrence)) => {
            let zone = source.situation.me.zone;
            let day = |at: chrono::DateTime<chrono::FixedOffset>| at.with_timezone(&zone).date_naive().to_string();
            (Some(day(occurrence.start())), Some(day(occurrence.end())))
        }
        (start, end, _) => {
            let zone = source.situation.me.zone;
            let in_order = start
                .zip(end)
                .is_some_and(|(start, end)| start.is_day() == end.is_day() && start.instant(zone) < end.instant(zone));
            (start.map(written), end.filter(|_| in_order).map(written))
        }
    }
}

/// The time that an acceptance of a request in words names, where the mail offers any.
fn agreed_time(source: &LetterSource) -> Option<TimeSlot> {
    let in_words = source.case.category == Category::PlainRequest;
    let offered = source.case.invite.meeting.start.is_some_and(|start| !start.is_day());
    let accepts = in_words && offered && source.reply.kind == ReplyKind::Attend;
    source.reply.slots.first().copied().filter(|_| accepts)
}

/// Whether it ends on another day; midnight and the end of a whole day belong to the day before.
fn over_days(source: &LetterSource, start: Option<&str>, end: Option<&str>) -> bool {
    let (Some(start), Some(end)) = (start, end) else { return false };
    match (DateTime::parse_from_rfc3339(start), DateTime::parse_from_rfc3339(end)) {
        (Ok(start), Ok(end)) => {
            let zone = source.situation.me.zone;
            let last = (end - Duration::seconds(1)).with_timezone(&zone).date_naive();
            start.with_timezone(&zone).date_naive() < last
        }
        _ => match (start.parse::<NaiveDate>(), end.parse::<NaiveDate>()) {
            (Ok(start), Ok(end)) => (end - start).num_days() > 1,
            _ => false,
        },
    }
}

/// The invited people without me, the organizer, the colleague who takes over, and one more who is named elsewhere.
pub(super) fn others(source: &LetterSource, meeting: &Meeting, except: Option<&EmailAddress>) -> Vec<String> {
    let organizer = source.case.facts.organizer.as_ref().map(|person| &person.address);
    let colleague = source.reply.colleague.as_ref().map(|colleague| &colleague.person.address);
    meeting
        .attendees
        .iter()
        .filter(|attendee| attendee.kind.is_somebody())
        .map(|attendee| &attendee.person)
        .filter(|person| {
            let address = Some(&person.address);
            !source.situation.me.owns(&person.address)
                && person.address != source.case.facts.me
                && address != organizer
                && address != colleague
                && address != except
        })
        .filter_map(|person| person.name.as_deref().and_then(one_line).or_else(|| Some(person.address.to_string())))
        .take(MOST_OTHERS)
        .collect()
}

/// Earlier meetings with the organizer, the latest first.
fn earlier(source: &LetterSource) -> Vec<EarlierView> {
    let Some(client) = source.case.facts.organizer.as_ref().map(|person| &person.address) else {
        return Vec::new();
    };
    let now = source.situation.now.fixed_offset();
    let lately = TimeSlot::new(now - Duration::days(EARLIER_DAYS + 1), now);
    let appointments = lately.iter().flat_map(|lately| source.situation.agenda.during(*lately));
    let with_client: Vec<&Appointment> = appointments
        .filter(|past| past.organizer.as_ref() == Some(client) || past.attendees.contains(client))
        .filter(|past| past.slot.end() <= now && (now - past.slot.start()).num_days() <= EARLIER_DAYS)
        .filter(|past| past.availability != Availability::Free)
        .collect();
    with_client
        .into_iter()
        .rev()
        .take(MOST_EARLIER)
        .map(|past| EarlierView {
            start: source.local(past.slot.start()),
            title: past.summary.as_deref().and_then(|summary| Topic::of(summary, source.locale()).title),
        })
        .collect()
}
