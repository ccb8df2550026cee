//! What a mail says to an answer of mine: RFC 5546 §3.2.7 and §3.2.8, and what programs make of a COUNTER.
//!
//! Outlook, Google and Zimbra take a proposal over with a new REQUEST; Thunderbird and `KOrganizer` refuse one with
//! DECLINECOUNTER; Outlook's organizers who refuse often just move the meeting, or say so in words.

use chrono::{Datelike, Timelike};
use serde::{Deserialize, Serialize};

use super::case::MeetingKey;
use super::correspondence::{Correspondence, SentAnswer};
use super::invite::{Invite, Method};
use super::meeting::Meeting;
use super::message::Message;
use super::reply::ReplyKind;
use super::time_slot::{MeetingTime, TimeSlot};
use crate::german::assent::{Assent, plain_assent};

/// What of mine a mail follows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Follows {
    /// The meeting that my letters are about.
    pub meeting: MeetingKey,
    /// What the mail says to them.
    pub reaction: Reaction,
    /// The thread so far: Message-IDs, oldest first.
    pub thread: Vec<String>,
    /// Times that I offered and that were not taken: they are not offered again.
    pub refused: Vec<TimeSlot>,
}

/// What a mail says to my answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reaction {
    /// The meeting is now when I proposed it.
    Accepted,
    /// My proposal is refused; the meeting stands as it was.
    Declined,
    /// The meeting is at yet another time.
    OtherTime,
    /// Something else about the meeting changed; my answer is neither taken nor refused.
    Changed,
    /// Words that only say yes.
    Agreed,
    /// Other words.
    Words,
}

impl Reaction {
    /// Whether it leaves what I proposed behind.
    #[must_use]
    pub fn refuses(self) -> bool {
        matches!(self, Self::Declined | Self::OtherTime | Self::Words)
    }
}

/// What a new version of a meeting says to my answers; `None` where it is not their organizer's, or none is out.
#[must_use]
pub fn to_request(invite: &Invite, letters: &Correspondence) -> Option<Reaction> {
    let latest = letters.latest.as_ref().filter(|latest| latest.is_out)?;
    let organizer = &invite.meeting.organizer.as_ref()?.address;
    let known = latest.invite.meeting.organizer.as_ref().map(|known| &known.address);
    if known != Some(organizer) && !letters.is_with(organizer) {
        return None;
    }
    let (now, before) = (&invite.meeting, &latest.invite.meeting);
    Some(if letters.proposals().any(|answer| takes_over(now, before, answer)) {
        Reaction::Accepted
    } else if (now.start, now.end) != (before.start, before.end) {
        Reaction::OtherTime
    } else if letters.declined && letters.last().is_some_and(SentAnswer::is_proposal) {
        Reaction::Declined
    } else {
        Reaction::Changed
    })
}

/// Whether the meeting is now when, and at most as long as, I proposed it. A call that was moved to my time is taken
/// over also where the program kept the old length.
fn takes_over(now: &Meeting, before: &Meeting, answer: &SentAnswer) -> bool {
    let (Some(start), false) = (start(now), now.is_all_day()) else { return false };
    answer.slots.iter().any(|slot| {
        let short_enough = now.duration_minutes.is_none_or(|minutes| minutes <= slot.minutes());
        // Of a series, which lives by its own first start, only the length is proposed.
        let same_series = now.is_recurring() && now.start == before.start && answer.kind == ReplyKind::Shorter;
        let moved_here = Some(start) != self::start(before) && answer.kind != ReplyKind::Shorter;
        same_series && short_enough || slot.start() == start && (short_enough || moved_here)
    })
}

fn start(meeting: &Meeting) -> Option<chrono::DateTime<chrono::FixedOffset>> {
    match (meeting.occurrence, meeting.start) {
        (Some(occurrence), _) => Some(occurrence.start()),
        (None, Some(MeetingTime::At(start))) => Some(start),
        _ => None,
    }
}

/// Whether a DECLINECOUNTER refuses what is open: my last answer is a proposal for the version that it names.
#[must_use]
pub fn is_declined(refusal: &Invite, letters: &Correspondence) -> bool {
    let proposed = letters.last().is_some_and(SentAnswer::is_proposal);
    // Not every program repeats SEQUENCE: only where there were several proposals may it be an older one.
    let current = letters.latest.as_ref().is_some_and(|latest| {
        let named = refusal.meeting.sequence >= latest.version.sequence;
        latest.is_out && (named || letters.proposals().count() == 1)
    });
    refusal.method == Method::DeclineCounter && proposed && current
}

/// What words in the thread of a letter of mine say, and the time that they agree to, where it is certain; `request` is
/// what they ask for, as far as it was understood.
#[must_use]
pub fn to_words(
    message: &Message,
    request: Option<&Invite>,
    letters: &Correspondence,
    zone: chrono_tz::Tz,
) -> (Reaction, Option<TimeSlot>) {
    let asked = request.map_or(&[][..], |request| request.proposals.as_slice());
    let mine = asked.iter().all(|time| matches!(time.start, MeetingTime::At(start) if letters.offers(start)));
    let Some(named) = plain_assent(&message.text).filter(|_| mine) else { return (Reaction::Words, None) };
    let offered = letters.offered();
    let meant: Vec<TimeSlot> = offered.iter().copied().filter(|slot| is_meant(&named, *slot, zone)).collect();
    match meant.as_slice() {
        // A time that I did not offer is no yes.
        [] if named != Assent::default() => (Reaction::Words, None),
        [one] => (Reaction::Agreed, Some(*one)),
        _ => (Reaction::Agreed, None),
    }
}

/// Whether what a yes names fits a time that I offered.
fn is_meant(named: &Assent, slot: TimeSlot, zone: chrono_tz::Tz) -> bool {
    let start = slot.start().with_timezone(&zone);
    let fits = |any: bool, none: bool| any || none;
    fits(named.weekdays.contains(&start.weekday()), named.weekdays.is_empty())
        && fits(named.dates.contains(&(start.day(), start.month())), named.dates.is_empty())
        && fits(named.clocks.contains(&(start.hour(), start.minute())), named.clocks.is_empty())
}

#[cfg(test)]
mod tests;
