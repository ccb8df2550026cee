//! The story of a meeting: a line for people, an array for scripts.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::words;
use crate::cli::moments::{Moment, Moments};
use crate::cli::ui::clean;
use crate::domain::meeting::ParticipationStatus;
use crate::domain::reaction::Reaction;
use crate::domain::reply::{Reply, ReplyKind};
use crate::domain::story::{News, Step, What};

/// One step as scripts see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StoryLine {
    at: Option<String>,
    event: &'static str,
    detail: Option<String>,
}

/// A story for scripts: no day has another name tomorrow.
#[must_use]
pub fn lines(story: &[Step<'_>], now: Moment) -> Vec<StoryLine> {
    let moments = Moments::dated(now);
    let at = |moment: DateTime<Utc>| moment.with_timezone(&now.timezone()).fixed_offset().to_rfc3339();
    story
        .iter()
        .map(|step| StoryLine { at: step.at.map(at), event: event(&step.what), detail: detail(&step.what, moments) })
        .collect()
}

/// A story for people: `asked 20 Nov · proposed call tomorrow 10:00, sent yesterday · accepted today`.
#[must_use]
pub fn line(story: &[Step<'_>], now: Moment) -> String {
    let moments = Moments::named(now);
    let told: Vec<String> = story
        .iter()
        .map(|step| {
            let day = step.at.map_or(String::new(), |at| format!(" {}", moments.day_of(at)));
            match &step.what {
                What::Asked(_) => format!("asked{day}"),
                What::Sent(reply) => format!("{}, sent{day}", proposal(reply, moments)),
                What::Drafted(reply) => format!("{} drafted{day}", reply.kind),
                What::Uncertain(reply) => format!("{}, maybe sent{day}", proposal(reply, moments)),
                What::Rejected(reply) => format!("{}, rejected by the server{day}", proposal(reply, moments)),
                What::News(said) => format!("{}{day}", news(said, moments)),
                What::Open => "open: no answer".to_owned(),
            }
        })
        .collect();
    clean(&told.join(" · "))
}

/// What a mail without a draft says.
#[must_use]
pub fn news(news: &News, moments: Moments) -> String {
    match news {
        News::Accepted { start: Some(start), in_words: true } => {
            format!("accepted in words for {}", moments.moment(*start))
        }
        News::Accepted { in_words: true, .. } => "accepted in words".to_owned(),
        News::Accepted { .. } => "accepted".to_owned(),
        News::Declined => "declined".to_owned(),
        News::Moved { to: Some(to) } => format!("moved to {}", moments.time(*to)),
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

fn detail(what: &What<'_>, moments: Moments) -> Option<String> {
    match what {
        What::Asked(meeting) => moments.when(meeting),
        What::Drafted(reply) | What::Sent(reply) | What::Uncertain(reply) | What::Rejected(reply) => {
            Some(proposal(reply, moments))
        }
        What::News(News::Accepted { start, in_words }) => match (start, in_words) {
            (Some(start), true) => Some(format!("{}, in words", moments.moment(*start))),
            (Some(start), false) => Some(moments.moment(*start)),
            (None, in_words) => in_words.then(|| "in words".to_owned()),
        },
        What::News(News::Moved { to }) => to.map(|to| moments.time(to)),
        What::News(said @ News::ColleagueAnswered { .. }) => Some(news(said, moments)),
        What::News(News::Answered) => Some("in words".to_owned()),
        What::News(_) => None,
        What::Open => Some("no answer".to_owned()),
    }
}

/// What an answer says, in a few words.
fn proposal(reply: &Reply, moments: Moments) -> String {
    let times: Vec<String> = reply.slots.iter().map(|slot| moments.moment(slot.start())).collect();
    let times = times.join(" or ");
    let text = match &reply.kind {
        ReplyKind::Attend => "accepted the meeting".to_owned(),
        ReplyKind::Call => format!("proposed call {times}"),
        ReplyKind::Shorter => {
            let minutes = reply.minutes.map_or(String::new(), |minutes| format!("{minutes} min "));
            format!("proposed {minutes}{times}")
        }
        ReplyKind::Written => {
            reply.deadline.map_or("written".to_owned(), |at| format!("written by {}", moments.moment(at)))
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
