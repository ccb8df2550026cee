//! What my own calendar should hold of a meeting: the call, the shorter meeting or the accepted one, as far as it stands.

use chrono::{DateTime, FixedOffset, Utc};

use super::address::Person;
use super::case::MeetingKey;
use super::draft::Draft;
use super::invite::SourceCalendar;
use super::meeting::Meeting;
use super::reply::{Reply, ReplyKind};
use super::story::{News, Step, What};
use super::time_slot::{MeetingTime, TimeSlot};

/// One event of my calendar.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The meeting with which the story began: it names the file for good.
    pub meeting: MeetingKey,
    /// UID: the meeting's own, so that its answer is no conflict with it.
    pub uid: String,
    /// RECURRENCE-ID.
    pub recurrence_id: Option<MeetingTime>,
    /// How certain it is.
    pub status: EntryStatus,
    /// SUMMARY.
    pub summary: String,
    /// LOCATION.
    pub location: Option<String>,
    /// Whom it is with.
    pub with: Option<Person>,
    /// DTSTART.
    pub start: MeetingTime,
    /// DTEND.
    pub end: MeetingTime,
    /// A whole series is written from the invite's own lines.
    pub series: Option<SourceCalendar>,
    /// SEQUENCE: how often it changed.
    pub sequence: u32,
    /// DTSTAMP: when it last changed.
    pub stamp: DateTime<Utc>,
}

/// How certain an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryStatus {
    /// I proposed it.
    Tentative,
    /// Both sides said yes.
    Confirmed,
    /// It is off, or was never taken.
    Cancelled,
}

impl EntryStatus {
    /// STATUS (RFC 5545 §3.8.1.11).
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Tentative => "TENTATIVE",
            Self::Confirmed => "CONFIRMED",
            Self::Cancelled => "CANCELLED",
        }
    }
}

/// What the calendar should hold at the end of a story; `None` where nothing ever was to be put there.
#[must_use]
pub fn entry(of: &MeetingKey, story: &[Step<'_>]) -> Option<Entry> {
    let mut entry: Option<Entry> = None;
    let mut offered: Vec<Entry> = Vec::new();
    for step in story {
        let next = match (&step.what, step.draft) {
            (What::Sent(reply), Some(draft)) => {
                let times = sent(of, reply, draft);
                offered.extend(times.iter().filter(|entry| entry.status == EntryStatus::Tentative).cloned());
                times.into_iter().next().or_else(|| cancelled(entry.as_ref()))
            }
            (What::News(News::Accepted { .. }), Some(draft)) => at_its_time(of, draft),
            (What::News(News::Accepted { start, .. }), None) => agreed(&offered, *start),
            (What::News(News::Declined | News::Moved { .. } | News::Cancelled), _) => cancelled(entry.as_ref()),
            _ => None,
        };
        if let Some(next) = next {
            let sequence = entry.as_ref().map_or(0, |before| before.sequence + 1);
            entry = Some(Entry { sequence, stamp: step.at.unwrap_or(next.stamp), ..next });
        }
    }
    entry
}

/// What an answer of mine puts into the calendar: the accepted meeting, or each of the times that it offers.
fn sent(of: &MeetingKey, reply: &Reply, draft: &Draft) -> Vec<Entry> {
    match reply.kind {
        ReplyKind::Attend => at_its_time(of, draft).into_iter().collect(),
        ReplyKind::Call | ReplyKind::Shorter => {
            let place = draft.calendar.as_ref().and_then(|calendar| calendar.location.clone());
            reply.slots.iter().map(|slot| proposed(of, draft, *slot, &reply.kind, place.clone())).collect()
        }
        ReplyKind::Written | ReplyKind::Handoff | ReplyKind::Own(_) => Vec::new(),
    }
}

fn proposed(of: &MeetingKey, draft: &Draft, slot: TimeSlot, kind: &ReplyKind, place: Option<String>) -> Entry {
    let meeting = &draft.case.invite.meeting;
    let is_call = *kind == ReplyKind::Call;
    let summary = name(meeting);
    Entry {
        summary: if is_call { format!("Telefonat: {summary}") } else { summary },
        location: if is_call { place.or_else(|| Some("Telefon".to_owned())) } else { meeting.location.clone() },
        ..plain(of, draft, MeetingTime::At(slot.start()), MeetingTime::At(slot.end()))
    }
}

/// The meeting as its invite says it.
fn at_its_time(of: &MeetingKey, draft: &Draft) -> Option<Entry> {
    let case = &draft.case;
    let meeting = &case.invite.meeting;
    let series = meeting.is_recurring().then_some(case.invite.calendar.as_ref()).flatten();
    // A series whose rule was forgotten is better left as it is.
    if meeting.is_recurring() && series.is_none() {
        return None;
    }
    let (start, end) = match (meeting.start, meeting.end, meeting.occurrence) {
        (Some(start @ MeetingTime::Day(day)), end, _) => {
            (start, end.filter(|end| end.is_day()).or_else(|| Some(MeetingTime::Day(day.succ_opt()?)))?)
        }
        (_, _, Some(slot)) => (MeetingTime::At(slot.start()), MeetingTime::At(slot.end())),
        _ => return None,
    };
    Some(Entry { status: EntryStatus::Confirmed, series: series.cloned(), ..plain(of, draft, start, end) })
}

/// The one of my proposals that they agreed to in words; where they did not say which, the only one.
fn agreed(offered: &[Entry], start: Option<DateTime<FixedOffset>>) -> Option<Entry> {
    let entry = match start {
        Some(start) => offered.iter().rev().find(|entry| entry.start == MeetingTime::At(start))?,
        None if offered.len() == 1 => offered.first()?,
        None => return None,
    };
    Some(Entry { status: EntryStatus::Confirmed, ..entry.clone() })
}

fn cancelled(entry: Option<&Entry>) -> Option<Entry> {
    let before = entry.filter(|entry| entry.status != EntryStatus::Cancelled)?;
    Some(Entry { status: EntryStatus::Cancelled, series: None, ..before.clone() })
}

fn plain(of: &MeetingKey, draft: &Draft, start: MeetingTime, end: MeetingTime) -> Entry {
    let case = &draft.case;
    let meeting = &case.invite.meeting;
    Entry {
        meeting: of.clone(),
        uid: meeting.uid.clone().unwrap_or_else(|| of.uid.clone()),
        recurrence_id: meeting.recurrence_id,
        status: EntryStatus::Tentative,
        summary: name(meeting),
        location: meeting.location.clone(),
        with: case.recipient(),
        start,
        end,
        series: None,
        sequence: 0,
        stamp: draft.created,
    }
}

fn name(meeting: &Meeting) -> String {
    let summary = meeting.summary.as_deref().map(str::trim).filter(|summary| !summary.is_empty());
    summary.unwrap_or("Termin").to_owned()
}

#[cfg(test)]
mod tests;
