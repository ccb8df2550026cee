//! Invented situations: what `preview` shows, what `check` tries, what the tests read.

use crate::domain::case::Case;
use crate::domain::letter::{LetterSource, LetterView, Wording};
use crate::domain::reply::{Reply, ReplyKind};
use crate::domain::situation::Situation;
use crate::german::{AddressForm, Correspondent, Locale};

mod dice;
mod full;
mod meeting;
mod people;
#[cfg(test)]
mod told;
mod world;

use dice::Dice;
pub(super) use full::example;

/// One situation: an invite, the answer to it and all around it.
pub(super) struct Scene {
    case: Case,
    reply: Reply,
    situation: Situation,
    organizer: Correspondent,
}

impl Scene {
    /// So many situations hold everything that a letter can meet.
    pub(super) const SITUATIONS: u64 = Dice::SITUATIONS;

    /// The plainest situation: a meeting next week, in person, with an agenda.
    pub(super) fn plain(kind: &str, form: AddressForm, locale: Locale) -> Self {
        Self::of(kind, form, locale, Dice::none())
    }

    /// Situation `number` of very many: everything in it differs from number to number.
    pub(super) fn varied(kind: &str, form: AddressForm, locale: Locale, number: u64) -> Self {
        Self::of(kind, form, locale, Dice::throw(number))
    }

    fn of(kind: &str, form: AddressForm, locale: Locale, dice: Dice) -> Self {
        let kind = if kind == "briefing" { "handoff" } else { kind };
        let kind = ReplyKind::from(kind.to_owned());
        let (person, organizer) = people::organizer(form, locale, dice);
        let meeting = meeting::meeting(&person, dice);
        let situation = world::situation(&person, locale, dice);
        let case = world::case(meeting, person, dice);
        let reply = world::reply(kind, &case, dice);
        Self { case, reply, situation, organizer }
    }

    /// What the template of this kind sees; `briefing` is the letter to the colleague.
    pub(super) fn view(&self, kind: &str, form: AddressForm, wording: Wording) -> LetterView {
        let source = LetterSource {
            case: &self.case,
            reply: &self.reply,
            situation: &self.situation,
            organizer: &self.organizer,
            wording,
        };
        let briefing = (kind == "briefing").then(|| {
            let mut reply = self.reply.clone();
            reply.colleague.get_or_insert_with(people::plain_colleague).address_form = form;
            LetterView::to_colleague(&LetterSource { reply: &reply, ..source })
        });
        briefing.flatten().unwrap_or_else(|| LetterView::to_organizer(&source))
    }
}
