//! What a mail of the outbox does and proposes, in a few words.

use crate::cli::views::words;
use crate::domain::calendar_answer::{AnswerMethod, CalendarAnswer};
use crate::domain::draft::{Draft, DraftRole};
use crate::domain::meeting::ParticipationStatus;
use crate::domain::reply::{Reason, ReplyKind};

/// The moment from which people count, in their zone.
pub type Moment = chrono::DateTime<chrono_tz::Tz>;

/// What the calendar part is.
#[must_use]
pub fn in_words(answer: &CalendarAnswer) -> &'static str {
    match (answer.method, answer.participation_status) {
        (AnswerMethod::Counter, _) => "proposes another time (COUNTER)",
        (AnswerMethod::Request, _) => "forwards the invite (REQUEST)",
        (AnswerMethod::Reply, ParticipationStatus::Accepted) => "accepts (REPLY)",
        (AnswerMethod::Reply, ParticipationStatus::Declined) => "declines (REPLY)",
        (AnswerMethod::Reply, ParticipationStatus::Delegated) => "delegates (REPLY)",
        (AnswerMethod::Reply, _) => "is tentative (REPLY)",
    }
}

/// What the mail proposes, what is missing, or what went wrong, in a few words.
#[must_use]
pub fn says(draft: &Draft, now: Moment) -> String {
    if let Some(reason) = &draft.status_reason {
        let again =
            draft.next_try.map_or(String::new(), |at| format!(" (next try {})", words::moment(at.fixed_offset(), now)));
        return format!("{reason}{again}");
    }
    if !draft.letter.gaps.is_empty() {
        return format!("{} to fill", words::count(draft.letter.gaps.len(), "gap"));
    }
    proposal(draft, now)
}

/// What the mail proposes, and the reason in the user's own words.
#[must_use]
pub fn proposal(draft: &Draft, now: Moment) -> String {
    let reply = &draft.reply;
    let minutes = reply.minutes.map_or(String::new(), |minutes| format!("{minutes} min "));
    let times: Vec<String> = reply.slots.iter().map(|slot| words::moment(slot.start(), now)).collect();
    let proposal = match (&reply.kind, draft.role) {
        (_, DraftRole::Briefing) => format!("for mail {}", draft.belongs_to.map_or(0, |id| id)),
        (ReplyKind::Call | ReplyKind::Shorter, _) => format!("{minutes}{}", times.join(" or ")),
        (ReplyKind::Written, _) => reply.deadline.map_or(String::new(), |at| format!("by {}", words::moment(at, now))),
        (ReplyKind::Handoff, _) => reply.colleague.as_ref().map_or_else(
            || "nobody named yet".to_owned(),
            |colleague| format!("to {}", words::person(&colleague.person)),
        ),
        (ReplyKind::Attend, _) => "accepts".to_owned(),
        (ReplyKind::Own(_), _) => String::new(),
    };
    match &reply.reason {
        Some(Reason::Words(words)) => format!("{proposal}; {words}"),
        _ => proposal,
    }
}
