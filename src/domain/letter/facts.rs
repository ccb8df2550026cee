//! Which variant of a letter the situation asks for.

use super::source::LetterSource;
use super::view::FactsView;
use crate::domain::category::Category;
use crate::domain::reaction::Reaction;
use crate::domain::reply::{Reason, ReplyKind};

/// Less than this many hours ahead is short notice.
const SHORT_NOTICE_HOURS: f64 = 48.0;
/// More people than this are a crowd that a call or a letter spares.
const MANY_PEOPLE: u32 = 4;

pub(super) fn facts(source: &LetterSource) -> FactsView {
    let facts = &source.case.facts;
    let reason = source.reply.reason.as_ref();
    FactsView {
        colleague: facts.organizer_is_colleague,
        free: facts.conflicts.is_empty(),
        conflict: reason == Some(&Reason::Conflict),
        full_week: matches!(reason, Some(Reason::FullWeek(_))),
        met: match reason {
            Some(Reason::MetOften(times)) if *times > 1 => Some(*times),
            _ => None,
        },
        short_notice: facts.lead_time_hours.is_some_and(|hours| hours < SHORT_NOTICE_HOURS),
        serious: facts.serious,
        update: source.case.category == Category::Update,
        agreed: source.reply.kind == ReplyKind::Attend
            && source.case.follows.as_ref().is_some_and(|follows| follows.reaction == Reaction::Accepted),
        answered_before: source.case.answered_before,
        in_words: source.case.category == Category::PlainRequest,
        many: facts.people > MANY_PEOPLE,
    }
}
