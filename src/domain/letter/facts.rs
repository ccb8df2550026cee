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
/// Up to so many points each is what the meeting is about.
const FEW_POINTS: usize = 3;

pub(super) fn facts(source: &LetterSource) -> FactsView {
    let facts = &source.case.facts;
    let reason = source.reply.reason.as_ref();
    let grave = is_grave(source);
    // Whatever the user says, it may be why the time is not good.
    let spoken_against = matches!(reason, Some(Reason::Words(_)));
    FactsView {
        colleague: facts.organizer_is_colleague,
        free: facts.conflicts.is_empty() && !spoken_against,
        conflict: reason == Some(&Reason::Conflict),
        full_week: matches!(reason, Some(Reason::FullWeek(_))),
        met: match reason {
            Some(Reason::MetOften(times)) if *times > 1 => Some(*times),
            _ => None,
        },
        short_notice: facts.lead_time_hours.is_some_and(|hours| hours < SHORT_NOTICE_HOURS),
        serious: facts.serious || grave,
        grave,
        grief: is_grief(source),
        update: source.case.category == Category::Update,
        agreed: source.reply.kind == ReplyKind::Attend
            && source.case.follows.as_ref().is_some_and(|follows| follows.reaction == Reaction::Accepted),
        answered_before: source.case.answered_before,
        in_words: source.case.category == Category::PlainRequest,
        many: facts.people > MANY_PEOPLE,
    }
}

/// Parts of words for trouble and grief, in lower case. A contract or a lawyer alone may be a pleasure.
#[rustfmt::skip]
const GRAVE: &[&str] = &[
    "reklamation", "reklamier", "beschwer", "beanstand", "unzufrieden", "mangelhaft", "mängel", "mahnung", "abmahn",
    "mahnbescheid", "kündig", "kuendig", "verzug", "schaden", "schäden", "unfall", "klage", "streit", "krise", "insolven",
    "konkurs", "eskal", "datenpanne", "datenleck", "sicherheitsvorfall", "notfall", "pfändung", "entlassung",
    "havarie", "complain", "accident", "terminat", "lawsuit", "dispute",
];
#[rustfmt::skip]
const GRIEF: &[&str] = &[
    "todesfall", "trauer", "verstorben", "beerdigung", "beisetzung", "kondolenz", "begräbnis", "bestattung", "funeral",
];
/// What only looks like it.
#[rustfmt::skip]
const LIGHT: &[&str] = &[
    "ankündig", "ankuendig", "klagenfurt", "streitkräfte", "schadenfroh", "beschränkter haftung", "cklage", "parklage",
    "unfallversicherung", "unfallverhütung", "unfallchirurg", "notfallplan", "notfallkonzept", "notfallübung",
    "trauerweide", "bestattungshaus", "bestattungsinstitut", "bestattungsunternehmen",
];

/// Whether nobody is glad about the matter.
fn is_grave(source: &LetterSource) -> bool {
    speaks_of(source, GRAVE) || is_grief(source)
}

fn is_grief(source: &LetterSource) -> bool {
    speaks_of(source, GRIEF)
}

fn speaks_of(source: &LetterSource, words: &[&str]) -> bool {
    let facts = &source.case.facts;
    let meeting = &source.case.invite.meeting;
    // One of many points does not make the whole meeting sad.
    let points = if meeting.agenda.len() > FEW_POINTS { &[][..] } else { &meeting.agenda };
    let said = facts.serious_words.iter().chain(&meeting.summary).chain(points);
    said.chain(Some(&source.case.message.subject)).any(|text| {
        let text = LIGHT.iter().fold(text.to_lowercase(), |text, light| text.replace(light, ""));
        words.iter().any(|word| text.contains(word))
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_are_in_lower_case() {
        for word in super::GRAVE.iter().chain(super::GRIEF).chain(super::LIGHT) {
            assert_eq!(word.to_lowercase(), **word);
        }
    }
}
