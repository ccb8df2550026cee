//! Whether the mail as a whole asks for a meeting, and which of its times are offers.

use super::acts::Act;
use super::class::{Class, Classes};

/// Points that make a request.
pub(super) const ENOUGH: i32 = 4;

/// The points of the two strongest ways of asking in a mail.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Strength {
    pub strongest: i32,
    pub second: i32,
}

impl Strength {
    pub(super) fn of(points: impl Iterator<Item = i32>) -> Self {
        points.fold(Self::default(), |Self { strongest, second }, points| Self {
            second: second.max(points.min(strongest)),
            strongest: strongest.max(points),
        })
    }
}

/// What of a mail speaks for a request, and what against one.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a finding of its own")]
pub(super) struct Evidence {
    pub strength: Strength,
    /// All classes of all sentences.
    pub classes: Classes,
    pub greeting: Classes,
    pub is_reply: bool,
    /// Whether it names a time to come.
    pub timed: bool,
    /// Whether it does so in a sentence about a meeting.
    pub for_meeting: bool,
    /// Whether it denies a time.
    pub declines: bool,
    /// Whether it asks at a time.
    pub offers: bool,
    /// Whether a time stands by itself.
    pub lists: bool,
    /// Whether its last words ask.
    pub asks_back: bool,
    /// How many sentences read like an advert.
    pub adverts: usize,
}

impl Evidence {
    fn of(acts: &[Act], greeting: Classes, is_reply: bool) -> Self {
        let for_meeting = |act: &Act| {
            let words = act.classes;
            words.has(Class::Clock)
                && words.has_any(&[Class::Meeting, Class::Meet])
                && !words.has_any(&[Class::Past, Class::Delivery])
        };
        Self {
            strength: Strength::of(acts.iter().filter_map(|act| act.rule).map(|rule| rule.points)),
            classes: acts.iter().fold(Classes::default(), |all, act| all.and(act.classes)),
            greeting,
            is_reply,
            timed: acts.iter().any(|act| !act.times.slots.is_empty() || !act.times.windows.is_empty()),
            for_meeting: acts.iter().any(for_meeting),
            declines: acts.iter().any(Act::denies_a_time),
            offers: acts.iter().any(|act| act.rule.is_some() && act.classes.has(Class::Clock)),
            lists: acts.iter().any(|act| act.bare && act.rule.is_none()),
            asks_back: acts.last().is_some_and(|act| act.rule.is_some() && act.classes.has(Class::Question)),
            adverts: acts.iter().filter(|act| act.classes.has(Class::Advert)).count(),
        }
    }

    /// What counts beside the ways of asking: how much, whether it holds, and what it says.
    fn weights(&self) -> [(i32, bool, &'static str); 17] {
        let all = self.classes;
        let firm = self.strength.strongest >= ENOUGH;
        let consent = match (firm, self.is_reply) {
            (false, _) => -3,
            (true, true) => -2,
            (true, false) => -1,
        };
        let twice = if firm { -1 } else { -2 };
        let adverts = i32::try_from(self.adverts.min(3)).unwrap_or(3);
        [
            (1, self.timed, "names a time to come"),
            (1, self.for_meeting, "names a time for a meeting"),
            // "Donnerstag kann ich nicht, aber Freitag um 9 hätte ich Zeit."
            (1, self.declines && self.offers && !firm, "offers another time instead"),
            (1, self.lists, "lists a time by itself"),
            (1, all.has(Class::Answer), "waits for an answer"),
            (1, all.has(Class::Urgent) && !firm, "is urgent"),
            // "Ich habe dich eingetragen. Ok für dich?"
            (consent, all.has(Class::Agreed) && (self.is_reply || !self.asks_back), "agrees to something"),
            (-1, all.has(Class::AsSaid), "refers to what was agreed"),
            (-5, all.has(Class::NoNeed), "says that no meeting is needed"),
            (twice, all.has(Class::CalledOff) && !self.timed, "calls something off"),
            (-1, all.has(Class::Vague) && !self.timed, "is vague"),
            (-3, all.has(Class::Away) && !firm, "tells of an absence"),
            (-4, self.greeting.has(Class::Crowd), "greets a crowd"),
            (twice, self.greeting.has(Class::Anybody), "greets nobody by name"),
            (-9, all.has(Class::Machine), "is written by a machine or to many"),
            (twice * adverts, self.adverts > 0, "reads like an advert or event notice"),
            (-3, all.has(Class::Delivery) && !all.has_any(&[Class::Meet, Class::Meeting]), "is about a delivery"),
        ]
    }

    /// All points together.
    pub(super) fn points(&self) -> i32 {
        let Strength { strongest, second } = self.strength;
        // Long letters say many things in passing; beside the strongest way of asking, one other counts.
        let ways = strongest + second.min(2);
        self.weights().iter().filter(|(_, holds, _)| *holds).fold(ways, |points, (weight, ..)| points + weight)
    }
}

/// Weighs all sentences against what speaks for mass mail, consent and refusal. Where they ask for a meeting, it notes
/// why; `words` gives a sentence's text.
pub(super) fn judge(
    acts: &[Act],
    greeting: Classes,
    is_reply: bool,
    words: impl Fn(usize) -> String,
) -> Option<Vec<String>> {
    let evidence = Evidence::of(acts, greeting, is_reply);
    if evidence.strength.strongest == 0 || evidence.points() < ENOUGH {
        return None;
    }
    let asked = acts.iter().enumerate().filter_map(|(place, act)| Some((place, act.rule?)));
    let asked = asked.map(|(place, rule)| format!("{}: \"{}\"", rule.shows, words(place)));
    let weights = evidence.weights();
    let weighed = weights.iter().filter(|(_, holds, _)| *holds);
    Some(asked.chain(weighed.map(|(weight, _, note)| format!("{note} ({weight:+})"))).collect())
}

/// Which sentences' times are offers: those that ask, and bare lists; where they name none, all.
pub(super) fn offering(acts: &[Act]) -> Vec<bool> {
    let offers = |act: &Act| act.rule.is_some() || act.bare;
    let asked = acts.iter().any(|act| offers(act) && !act.times.slots.is_empty());
    acts.iter().map(|act| offers(act) || (!asked && !act.classes.has(Class::Deadline))).collect()
}
