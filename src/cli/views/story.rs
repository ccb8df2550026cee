//! The story of a meeting: a line for people, an array for scripts.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::Serialize;

use super::words;
use crate::cli::ui::clean;
use crate::domain::meeting::ParticipationStatus;
use crate::domain::reaction::Reaction;
use crate::domain::reply::{Reply, ReplyKind};
use crate::domain::story::{News, Step, What};
use crate::domain::time_slot::MeetingTime;

/// One step as scripts see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StoryLine {
    at: Option<String>,
    event: &'static str,
    detail: Option<String>,
}

/// A story for scripts.
#[must_use]
pub fn lines(story: &[Step<'_>], now: DateTime<Tz>) -> Vec<StoryLine> {
    let at = |moment: DateTime<Utc>| moment.with_timezone(&now.timezone()).fixed_offset().to_rfc3339();
    story
        .iter()
        .map(|step| StoryLine { at: step.at.map(at), event: event(&step.what), detail: detail(&step.what, now) })
        .collect()
}

/// A story for people: `asked 23 Nov · proposed call Tue 24 Nov 10:00, sent 24 Nov · accepted 25 Nov`.
#[must_use]
pub fn line(story: &[Step<'_>], now: DateTime<Tz>) -> String {
    let told: Vec<String> = story
        .iter()
        .map(|step| {
            let day = step.at.map_or(String::new(), |at| format!(" {}", day(at, now)));
            match &step.what {
                What::Asked(_) => format!("asked{day}"),
                What::Sent(reply) => format!("{}, sent{day}", proposal(reply, now)),
                What::Drafted(reply) => format!("{} drafted{day}", reply.kind),
                What::Uncertain(reply) => format!("{}, maybe sent{day}", proposal(reply, now)),
                What::Rejected(reply) => format!("{}, rejected by the server{day}", proposal(reply, now)),
                What::News(said) => format!("{}{day}", news(said, now)),
                What::Open => "open: no answer".to_owned(),
            }
        })
        .collect();
    clean(&told.join(" · "))
}

/// What a mail without a draft says.
#[must_use]
pub fn news(news: &News, now: DateTime<Tz>) -> String {
    match news {
        News::Accepted { start: Some(start), in_words: true } => {
            format!("accepted in words for {}", words::moment(*start, now))
        }
        News::Accepted { in_words: true, .. } => "accepted in words".to_owned(),
        News::Accepted { .. } => "accepted".to_owned(),
        News::Declined => "declined".to_owned(),
        News::Moved { to: Some(to) } => format!("moved to {}", time(*to, now)),
        News::Moved { to: None } => "moved".to_owned(),
        News::Updated => "updated".to_owned(),
        News::Cancelled => "cancelled".to_owned(),
        News::Answered => "answered in words".to_owned(),
        News::ColleagueAnswered { who, status } => {
            format!("{} {}", clean(who), status.map_or("answered in words", said))
        }
    }
}

/// What a mail says to a letter of mine.
#[must_use]
pub fn reaction(reaction: Reaction) -> &'static str {
    match reaction {
        Reaction::Accepted | Reaction::Agreed => "your proposal is accepted",
        Reaction::Declined => "your proposal is declined",
        Reaction::OtherTime => "the meeting is at another time",
        Reaction::Changed => "the meeting changed",
        Reaction::Words => "they answered in words",
    }
}

fn event(what: &What<'_>) -> &'static str {
    match what {
        What::Asked(_) => "asked",
        What::Drafted(_) => "drafted",
        What::Sent(_) => "sent",
        What::Uncertain(_) => "uncertain",
        What::Rejected(_) => "rejected",
        What::Open => "open",
        What::News(News::Accepted { .. }) => "accepted",
        What::News(News::Declined) => "declined",
        What::News(News::Moved { .. }) => "moved",
        What::News(News::Updated) => "updated",
        What::News(News::Cancelled) => "cancelled",
        What::News(News::Answered) => "answered",
        What::News(News::ColleagueAnswered { .. }) => "colleague_answered",
    }
}

fn detail(what: &What<'_>, now: DateTime<Tz>) -> Option<String> {
    match what {
        What::Asked(meeting) => words::when(meeting, now),
        What::Drafted(reply) | What::Sent(reply) | What::Uncertain(reply) | What::Rejected(reply) => {
            Some(proposal(reply, now))
        }
        What::News(News::Accepted { start, in_words }) => match (start, in_words) {
            (Some(start), true) => Some(format!("{}, in words", words::moment(*start, now))),
            (Some(start), false) => Some(words::moment(*start, now)),
            (None, in_words) => in_words.then(|| "in words".to_owned()),
        },
        What::News(News::Moved { to }) => to.map(|to| time(to, now)),
        What::News(said @ News::ColleagueAnswered { .. }) => Some(news(said, now)),
        What::News(News::Answered) => Some("in words".to_owned()),
        What::News(_) => None,
        What::Open => Some("no answer".to_owned()),
    }
}

/// What an answer says, in a few words.
fn proposal(reply: &Reply, now: DateTime<Tz>) -> String {
    let times: Vec<String> = reply.slots.iter().map(|slot| words::moment(slot.start(), now)).collect();
    let times = times.join(" or ");
    let text = match &reply.kind {
        ReplyKind::Attend => "accepted the meeting".to_owned(),
        ReplyKind::Call => format!("proposed call {times}"),
        ReplyKind::Shorter => {
            let minutes = reply.minutes.map_or(String::new(), |minutes| format!("{minutes} min "));
            format!("proposed {minutes}{times}")
        }
        ReplyKind::Written => {
            reply.deadline.map_or("written".to_owned(), |at| format!("written by {}", words::moment(at, now)))
        }
        ReplyKind::Handoff => reply.colleague.as_ref().map_or_else(
            || "handed off".to_owned(),
            |colleague| format!("handed off to {}", words::person(&colleague.person)),
        ),
        ReplyKind::Own(name) => name.clone(),
    };
    text.trim_end().to_owned()
}

fn said(status: ParticipationStatus) -> &'static str {
    match status {
        ParticipationStatus::Accepted => "accepted",
        ParticipationStatus::Declined => "declined",
        ParticipationStatus::Tentative => "may come",
        ParticipationStatus::Delegated => "handed it on",
        ParticipationStatus::NeedsAction => "has not decided",
    }
}

fn time(time: MeetingTime, now: DateTime<Tz>) -> String {
    match time {
        MeetingTime::At(at) => words::moment(at, now),
        MeetingTime::Day(day) => day.format("%a %-d %b").to_string(),
    }
}

/// `23 Nov`; the year only where it is another one than now's.
fn day(at: DateTime<Utc>, now: DateTime<Tz>) -> String {
    use chrono::Datelike;
    let at = at.with_timezone(&now.timezone());
    at.format(if at.year() == now.year() { "%-d %b" } else { "%-d %b %Y" }).to_string()
}
