//! The story of a meeting: what was asked, what I answered, what became of it.

use std::collections::HashMap;

use chrono::{DateTime, FixedOffset, Utc};
use serde::{Deserialize, Serialize};

use super::case::MeetingKey;
use super::category::Category;
use super::correspondence::root;
use super::draft::{Draft, DraftRole, Status};
use super::meeting::{Meeting, ParticipationStatus};
use super::reaction::Reaction;
use super::reply::{Reply, ReplyKind};
use super::time_slot::{MeetingTime, TimeSlot};

/// A mail about a meeting that got no draft of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// What identifies the mail.
    pub message: String,
    /// The meeting whose story it belongs to.
    pub meeting: MeetingKey,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// Message-ID of my last letter about the meeting that was out by then: what it follows.
    pub after: Option<String>,
    /// What it says.
    pub news: News,
}

/// What a mail without a draft says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "news")]
pub enum News {
    /// They take my proposal: the time, where it is certain; maybe only in words.
    Accepted {
        /// The time.
        start: Option<DateTime<FixedOffset>>,
        /// No calendar says it.
        in_words: bool,
    },
    /// They refuse my proposal.
    Declined,
    /// The meeting is at another time.
    Moved {
        /// The new time.
        to: Option<MeetingTime>,
    },
    /// The meeting changed otherwise.
    Updated,
    /// The meeting is off.
    Cancelled,
    /// They answered in words.
    Answered,
    /// The colleague whom I named answered.
    ColleagueAnswered {
        /// Name or address.
        who: String,
        /// What they said; none for words.
        status: Option<ParticipationStatus>,
    },
}

/// One step of a story.
#[derive(Debug, Clone, PartialEq)]
pub struct Step<'a> {
    /// When; none where nobody knows.
    pub at: Option<DateTime<Utc>>,
    /// What happened.
    pub what: What<'a>,
    /// The draft that tells of it.
    pub draft: Option<&'a Draft>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum What<'a> {
    /// They asked for the meeting.
    Asked(&'a Meeting),
    /// I have an answer that is not out.
    Drafted(&'a Reply),
    /// My answer is out.
    Sent(&'a Reply),
    /// My answer may be out.
    Uncertain(&'a Reply),
    /// The server refused my answer.
    Rejected(&'a Reply),
    /// What they said.
    News(News),
    /// The day came and nobody had reacted to my answer.
    Open,
}

/// The stories of all meetings in an outbox.
#[derive(Debug)]
pub struct Stories<'a> {
    drafts: HashMap<&'a MeetingKey, Vec<&'a Draft>>,
    notices: HashMap<&'a MeetingKey, Vec<&'a Notice>>,
}

impl<'a> Stories<'a> {
    /// Sorts drafts and notices by the meeting with which their story began; their order does not matter.
    #[must_use]
    pub fn of(drafts: &'a [Draft], notices: &'a [Notice]) -> Self {
        let mut stories = Self { drafts: HashMap::new(), notices: HashMap::new() };
        for draft in drafts.iter().filter(|draft| draft.role == DraftRole::Reply) {
            stories.drafts.entry(root(draft)).or_default().push(draft);
        }
        for notice in notices {
            stories.notices.entry(&notice.meeting).or_default().push(notice);
        }
        stories.drafts.values_mut().for_each(|drafts| drafts.sort_by_key(|draft| draft.id));
        stories.notices.values_mut().for_each(|notices| notices.sort_by_key(|notice| (notice.at, &notice.message)));
        stories
    }

    /// The meetings, in the order in which they came.
    #[must_use]
    pub fn meetings(&self) -> Vec<&'a MeetingKey> {
        let mut meetings: Vec<_> = self.drafts.iter().map(|(meeting, drafts)| (drafts[0].id, *meeting)).collect();
        meetings.sort();
        meetings.into_iter().map(|(_, meeting)| meeting).collect()
    }

    /// The story of a meeting as of `now`, in the order of time.
    #[must_use]
    pub fn tell(&self, meeting: &MeetingKey, now: DateTime<Utc>) -> Vec<Step<'a>> {
        let drafts = self.drafts.get(meeting).map_or(&[][..], Vec::as_slice);
        let mut order = Order::default();
        let mut steps: Vec<(Place, Step<'a>)> = Vec::new();
        for (position, draft) in drafts.iter().enumerate() {
            let asked = incoming(draft, position == 0);
            let place = order.after(draft.case.follows.iter().flat_map(|follows| &follows.thread), asked.at);
            let answered = outgoing(draft);
            order.note(draft, answered.as_ref().and_then(|step| step.at), place);
            steps.push((place, asked));
            steps.extend(answered.map(|step| (Place { at: step.at, turn: place.turn + 1 }, step)));
        }
        // The end of a series is the end of its instances.
        let series = MeetingKey { uid: meeting.uid.clone(), instance: String::new() };
        let of_series = self.notices.get(&series).filter(|_| *meeting != series).into_iter().flatten();
        let of_series = of_series.filter(|notice| notice.news == News::Cancelled);
        for notice in self.notices.get(meeting).into_iter().flatten().chain(of_series) {
            let step = Step { at: Some(notice.at), what: What::News(notice.news.clone()), draft: None };
            steps.push((order.after(notice.after.iter(), step.at), step));
        }
        steps.sort_by_key(|(place, step)| {
            (place.at.is_none(), *place, rank(&step.what), step.draft.map(|draft| draft.id))
        });
        let mut steps: Vec<Step<'a>> = steps.into_iter().map(|(_, step)| step).collect();
        // The same mail to two addresses of mine was told twice.
        steps.dedup_by(|one, other| one.at == other.at && one.what == other.what);
        steps.extend(open(&steps, now));
        steps
    }
}

/// Where in a story something stands: by its time, but never before what it follows, whatever its sender's clock says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    at: Option<DateTime<Utc>>,
    /// How many mails went to and fro before it: what has the same time stands in this order.
    turn: usize,
}

/// Where my letters stand, by Message-ID.
#[derive(Debug, Default)]
struct Order(HashMap<String, Place>);

impl Order {
    fn note(&mut self, draft: &Draft, sent: Option<DateTime<Utc>>, asked: Place) {
        if let Some(id) = draft.message_id.clone() {
            self.0.insert(id, Place { at: sent, turn: asked.turn + 1 });
        }
    }

    /// The place of a mail that follows these letters.
    fn after<'b>(&self, letters: impl Iterator<Item = &'b String>, at: Option<DateTime<Utc>>) -> Place {
        let mine = letters.filter_map(|id| self.0.get(id)).copied();
        mine.fold(Place { at, turn: 0 }, |place, letter| Place {
            at: place.at.max(letter.at),
            turn: place.turn.max(letter.turn + 1),
        })
    }
}

/// The mail that a draft answers; the first one asks, whatever version it is.
fn incoming(draft: &Draft, is_first: bool) -> Step<'_> {
    let case = &draft.case;
    let meeting = &case.invite.meeting;
    let what = match case.follows.as_ref().map(|follows| follows.reaction) {
        _ if is_first => What::Asked(meeting),
        None if case.category == Category::Update => What::News(News::Updated),
        None => What::Asked(meeting),
        Some(Reaction::Accepted | Reaction::Agreed) => {
            let start = meeting.occurrence.map(TimeSlot::start);
            What::News(News::Accepted { start, in_words: false })
        }
        Some(Reaction::Declined) if case.category == Category::DeclineCounter => What::News(News::Declined),
        Some(Reaction::Changed | Reaction::Declined) => What::News(News::Updated),
        Some(Reaction::Words) if meeting.start.is_none() => What::News(News::Answered),
        Some(Reaction::OtherTime | Reaction::Words) => What::News(News::Moved { to: meeting.start }),
    };
    Step { at: Some(written(draft)), what, draft: Some(draft) }
}

/// When the mail was written: never after the moment at which it was read, whatever it says of itself.
fn written(draft: &Draft) -> DateTime<Utc> {
    draft.case.message.date.map_or(draft.created, |date| date.to_utc().min(draft.created))
}

/// What became of my answer; none for one that was dropped.
fn outgoing(draft: &Draft) -> Option<Step<'_>> {
    let reply = &draft.reply;
    let (at, what) = match draft.status {
        Status::Draft | Status::Approved | Status::Failed => (Some(draft.created), What::Drafted(reply)),
        Status::Sending | Status::Uncertain => (draft.approved, What::Uncertain(reply)),
        Status::Sent => (draft.sent.or(draft.approved), What::Sent(reply)),
        Status::Rejected => (draft.approved, What::Rejected(reply)),
        Status::Superseded | Status::Discarded => return None,
    };
    Some(Step { at, what, draft: Some(draft) })
}

/// Of two things at one moment the question comes before its answer.
fn rank(what: &What<'_>) -> u8 {
    match what {
        What::Asked(_) => 0,
        What::News(News::Cancelled) => 2,
        What::News(_) => 1,
        _ => 3,
    }
}

/// An answer that nobody reacted to before the meeting's own day; an acceptance needs no reaction.
fn open<'a>(steps: &[Step<'a>], now: DateTime<Utc>) -> Option<Step<'a>> {
    let last = steps.last()?;
    let What::Sent(reply) = last.what else { return None };
    let occurrence = last.draft?.case.invite.meeting.occurrence;
    // A meeting asked for without a day is as old as the times that I offered.
    let day = occurrence.or_else(|| reply.slots.last().copied())?.start().to_utc();
    (reply.kind != ReplyKind::Attend && day <= now).then_some(Step {
        at: Some(day),
        what: What::Open,
        draft: last.draft,
    })
}

/// Whether more has happened than a question and a draft: something to tell beside the outbox itself.
#[must_use]
pub fn is_worth_telling(steps: &[Step<'_>]) -> bool {
    steps.iter().any(|step| !matches!(step.what, What::Asked(_) | What::Drafted(_)))
}

#[cfg(test)]
mod tests;
