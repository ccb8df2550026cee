//! What it was good for: hours freed, by month, client and kind of reply, and what became of proposals.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::case::MeetingKey;
use super::draft::Draft;
use super::meeting::Meeting;
use super::reply::{Reply, ReplyKind};
use super::setup::Provider;
use super::story::{News, Step, Stories, What};
use super::working_hours::WorkingHours;

/// The sums over an outbox; of a series one occurrence counts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Statistics {
    /// All meetings that were answered.
    pub total: Sum,
    /// By the meeting's month, as `2026-11`.
    pub by_month: BTreeMap<String, Sum>,
    /// By the organizer's domain, or their address at a provider for everybody.
    pub by_client: BTreeMap<String, Sum>,
    /// By the kind of the last reply.
    pub by_kind: BTreeMap<String, Sum>,
    /// What became of proposals.
    pub proposals: Proposals,
    /// Meetings whose day came without an answer to mine.
    pub open: Vec<MeetingKey>,
}

/// Meetings and minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    /// Meetings answered.
    pub meetings: u32,
    /// Minutes that are free now.
    pub freed: u32,
    /// Minutes that would be, were the proposals taken up that nobody has answered.
    pub proposed: u32,
}

/// Calls and shorter meetings that were proposed, by what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Proposals {
    /// Taken up.
    pub taken_up: u32,
    /// Refused.
    pub refused: u32,
    /// Answered with another time.
    pub moved: u32,
    /// Overtaken by a cancellation.
    pub cancelled: u32,
    /// Not answered.
    pub unanswered: u32,
}

/// What became of the newest proposal in a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    TakenUp,
    Refused,
    Moved,
    Cancelled,
    Unanswered,
}

impl Statistics {
    /// Sums up the stories of an outbox as of `now`. A whole day counts as the hours of work that it has.
    #[must_use]
    pub fn of(stories: &Stories<'_>, hours: &WorkingHours, now: DateTime<Tz>) -> Self {
        let mut all = Self::default();
        for key in stories.meetings() {
            let story = stories.tell(key, now.to_utc());
            all.add(key, &story, hours, now.timezone());
        }
        all
    }

    fn add(&mut self, key: &MeetingKey, story: &[Step<'_>], hours: &WorkingHours, zone: Tz) {
        let sent = |step: &Step<'_>| matches!(step.what, What::Sent(_));
        let Some(last) = story.iter().rfind(|step| sent(step)) else { return };
        let (What::Sent(reply), Some(draft)) = (&last.what, last.draft) else { return };
        let asked = story.iter().find_map(|step| match step.what {
            What::Asked(meeting) => Some(meeting),
            _ => None,
        });
        let fate = fate(story);
        let asked = asked.unwrap_or(&draft.case.invite.meeting);
        let whole = length(asked, hours);
        let (freed, proposed) = saved(reply, draft, whole, fate, hours);
        let sum = Sum { meetings: 1, freed, proposed };
        self.total.add(sum);
        let day = asked.occurrence.map(|slot| slot.start().with_timezone(&zone));
        let day = day.or_else(|| draft.sent.map(|sent: DateTime<Utc>| sent.with_timezone(&zone)));
        let month = day.map_or_else(|| "unknown".to_owned(), |day| day.format("%Y-%m").to_string());
        self.by_month.entry(month).or_default().add(sum);
        self.by_client.entry(client(draft)).or_default().add(sum);
        self.by_kind.entry(reply.kind.name().to_owned()).or_default().add(sum);
        match fate {
            Some(Fate::TakenUp) => self.proposals.taken_up += 1,
            Some(Fate::Refused) => self.proposals.refused += 1,
            Some(Fate::Moved) => self.proposals.moved += 1,
            Some(Fate::Cancelled) => self.proposals.cancelled += 1,
            Some(Fate::Unanswered) => self.proposals.unanswered += 1,
            None => {}
        }
        if story.last().is_some_and(|step| step.what == What::Open) {
            self.open.push(key.clone());
        }
    }
}

impl Sum {
    fn add(&mut self, other: Self) {
        self.meetings += other.meetings;
        self.freed += other.freed;
        self.proposed += other.proposed;
    }
}

impl Proposals {
    /// All of them.
    #[must_use]
    pub fn made(&self) -> u32 {
        self.taken_up + self.refused + self.moved + self.cancelled + self.unanswered
    }
}

/// What became of the newest call or shorter meeting that was proposed.
fn fate(story: &[Step<'_>]) -> Option<Fate> {
    let mut fate = None;
    for step in story {
        fate = match (&step.what, fate) {
            (What::Sent(reply), _) if is_proposal(&reply.kind) => Some(Fate::Unanswered),
            (What::News(News::Accepted { .. }), Some(_)) => Some(Fate::TakenUp),
            (What::News(News::Declined), Some(_)) => Some(Fate::Refused),
            (What::News(News::Moved { .. }), Some(Fate::Unanswered)) => Some(Fate::Moved),
            (What::News(News::Cancelled), Some(Fate::Unanswered)) => Some(Fate::Cancelled),
            (_, fate) => fate,
        };
    }
    fate
}

fn is_proposal(kind: &ReplyKind) -> bool {
    matches!(kind, ReplyKind::Call | ReplyKind::Shorter)
}

/// Minutes that are free, and minutes that a proposal would free. A meeting that its organizer cancelled frees nothing
/// that a reply could claim.
fn saved(reply: &Reply, draft: &Draft, whole: u32, fate: Option<Fate>, hours: &WorkingHours) -> (u32, u32) {
    let left = reply.minutes.unwrap_or(whole).min(whole);
    match (&reply.kind, fate) {
        (ReplyKind::Written | ReplyKind::Handoff, _) => (whole, 0),
        (ReplyKind::Attend, _) => (whole.saturating_sub(length(&draft.case.invite.meeting, hours)), 0),
        (ReplyKind::Call | ReplyKind::Shorter, Some(Fate::TakenUp)) => (whole - left, 0),
        (ReplyKind::Call | ReplyKind::Shorter, Some(Fate::Unanswered)) => (0, whole - left),
        _ => (0, 0),
    }
}

/// The minutes of work that a meeting takes; no day takes more than the hours of work that it has.
fn length(meeting: &Meeting, hours: &WorkingHours) -> u32 {
    const DAY: u32 = 24 * 60;
    let minutes = meeting.duration_minutes.unwrap_or(0);
    let of_work = hours.minutes_a_day();
    if meeting.is_all_day() || minutes >= DAY { (minutes / DAY).max(1) * of_work } else { minutes }
}

/// Whom a meeting was for: the organizer's house.
fn client(draft: &Draft) -> String {
    let organizer = draft.case.recipient().map(|person| person.address);
    organizer.map_or_else(
        || "unknown".to_owned(),
        |address| {
            let domain = address.domain();
            if Provider::of_domain(&domain).is_some() { address.lower() } else { domain }
        },
    )
}

#[cfg(test)]
mod tests;
