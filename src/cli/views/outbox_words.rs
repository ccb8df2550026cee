//! What a mail of the outbox does and proposes, in a few words.

use crate::adapters::outbox::Waiting;
use crate::cli::moments::Moments;
use crate::cli::views::words;
use crate::domain::calendar_answer::{AnswerMethod, CalendarAnswer};
use crate::domain::draft::{Draft, DraftRole};
use crate::domain::meeting::ParticipationStatus;
use crate::domain::reply::{Reason, ReplyKind};

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
pub fn says(draft: &Draft, moments: Moments) -> String {
    if let Some(reason) = &draft.status_reason {
        let again =
            draft.next_try.map_or(String::new(), |at| format!(" (next try {})", moments.moment(at.fixed_offset())));
        return format!("{reason}{again}");
    }
    if !draft.letter.gaps.is_empty() {
        return format!("{} to fill", words::count(draft.letter.gaps.len(), "gap"));
    }
    proposal(draft, moments)
}

/// What the mail proposes, and the reason in the user's own words.
#[must_use]
pub fn proposal(draft: &Draft, moments: Moments) -> String {
    let reply = &draft.reply;
    let minutes = reply.minutes.map_or(String::new(), |minutes| format!("{minutes} min "));
    let times: Vec<String> = reply.slots.iter().map(|slot| moments.moment(slot.start())).collect();
    let proposal = match (&reply.kind, draft.role) {
        (_, DraftRole::Briefing) => format!("for mail {}", draft.belongs_to.map_or(0, |id| id)),
        (ReplyKind::Call | ReplyKind::Shorter, _) => format!("{minutes}{}", times.join(" or ")),
        (ReplyKind::Written, _) => reply.deadline.map_or(String::new(), |at| format!("by {}", moments.moment(at))),
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

/// Why a mail that was to be sent was not tried.
#[must_use]
pub fn why_waiting(waiting: &Waiting, moments: Moments) -> String {
    match waiting {
        Waiting::UndoWindow(until) => format!("its undo window is open until {}", moments.moment(until.fixed_offset())),
        Waiting::NextTry(due) => format!("its next try is due {}", moments.moment(due.fixed_offset())),
        Waiting::Partner(id, status) => format!("it waits for mail {id}, which is {status}"),
        Waiting::Status(status) => format!("it is {status}, not approved"),
        Waiting::Void(status) => format!("its approval is void, it is {status}"),
    }
}
