//! Undoing: a reply and its briefing say again what they said before.

use chrono::{DateTime, Utc};

use crate::adapters::outbox::{BriefingChange, Change, Outbox, OutboxError};
use crate::domain::draft::{Draft, NewDraft};

/// Gives a reply and its briefing the plan and the words that they had; both are drafts then.
///
/// # Errors
/// A mail that is out or void by now.
pub fn revert(
    outbox: &mut Outbox,
    reply: &Draft,
    briefing: Option<&Draft>,
    now: DateTime<Utc>,
) -> Result<(), OutboxError> {
    let current = outbox.get(reply.id)?;
    let current_briefing = outbox.briefing_of(reply.id)?;
    let fate = match (briefing, &current_briefing) {
        (Some(briefing), None) => BriefingChange::Put(as_new(briefing)),
        (None, Some(_)) => BriefingChange::Drop,
        (Some(_), Some(_)) | (None, None) => BriefingChange::Keep,
    };
    if !says_the_same(&current, reply) || fate != BriefingChange::Keep {
        outbox.update(current.id, current.revision, &words_of(reply, fate), now)?;
    }
    let (Some(briefing), Some(current)) = (briefing, outbox.briefing_of(reply.id)?) else { return Ok(()) };
    if !says_the_same(&current, briefing) {
        outbox.update(current.id, current.revision, &words_of(briefing, BriefingChange::Keep), now)?;
    }
    Ok(())
}

fn says_the_same(now: &Draft, before: &Draft) -> bool {
    (&now.reply, &now.letter, &now.calendar, now.hand_edited)
        == (&before.reply, &before.letter, &before.calendar, before.hand_edited)
}

fn words_of(draft: &Draft, briefing: BriefingChange) -> Change {
    Change {
        reply: draft.reply.clone(),
        letter: draft.letter.clone(),
        calendar: draft.calendar.clone(),
        hand_edited: draft.hand_edited,
        briefing,
    }
}

fn as_new(draft: &Draft) -> NewDraft {
    NewDraft {
        role: draft.role,
        meeting: draft.meeting.clone(),
        version: draft.version,
        case: draft.case.clone(),
        reply: draft.reply.clone(),
        letter: draft.letter.clone(),
        calendar: draft.calendar.clone(),
    }
}
