//! Whether the mail as a whole asks for a meeting, and which of its times are offers.

use super::acts::Act;
use super::class::{Class, Classes};

/// Points that make a request.
const ENOUGH: i32 = 4;

/// A mail judged: its points, and the notes that explain them.
pub(super) struct Judgement {
    pub asks: bool,
    pub why: Vec<String>,
}

/// Weighs all sentences against what speaks for mass mail, consent and refusal. `words` gives a sentence's text.
pub(super) fn judge(acts: &[Act], greeting: Classes, is_reply: bool, words: &dyn Fn(usize) -> String) -> Judgement {
    let mut why = Vec::new();
    let (mut strongest, mut second) = (0, 0);
    for (place, act) in acts.iter().enumerate() {
        if let Some(rule) = act.rule {
            second = second.max(rule.points.min(strongest));
            strongest = strongest.max(rule.points);
            why.push(format!("{}: \"{}\"", rule.shows, words(place)));
        }
    }
    if strongest == 0 {
        return Judgement { asks: false, why };
    }
    let all = acts.iter().fold(Classes::default(), |all, act| all.and(act.classes));
    let timed = acts.iter().any(|act| !act.times.slots.is_empty() || !act.times.windows.is_empty());
    // Long letters say many things in passing; beside the strongest way of asking, one other counts.
    let mut points = strongest + second.min(2);
    let firm = strongest >= ENOUGH;
    let mut weigh = |weight: i32, holds: bool, note: &str| {
        if holds {
            points += weight;
            why.push(format!("{note} ({weight:+})"));
        }
    };
    weigh(1, timed, "names a time to come");
    let for_meeting = |act: &Act| {
        let words = act.classes;
        words.has(Class::Clock)
            && words.has_any(&[Class::Meeting, Class::Meet])
            && !words.has_any(&[Class::Past, Class::Delivery])
    };
    weigh(1, acts.iter().any(for_meeting), "names a time for a meeting");
    // "Donnerstag kann ich nicht, aber Freitag um 9 hätte ich Zeit."
    let declines = acts.iter().any(Act::denies_a_time);
    let offers = acts.iter().any(|act| act.rule.is_some() && act.classes.has(Class::Clock));
    weigh(1, declines && offers && !firm, "offers another time instead");
    weigh(1, acts.iter().any(|act| act.bare && act.rule.is_none()), "lists a time by itself");
    weigh(1, all.has(Class::Answer), "waits for an answer");
    weigh(1, all.has(Class::Urgent) && !firm, "is urgent");
    let consent = match (firm, is_reply) {
        (false, _) => -3,
        (true, true) => -2,
        (true, false) => -1,
    };
    // "Ich habe dich eingetragen. Ok für dich?"
    let asks_back = acts.last().is_some_and(|act| act.rule.is_some() && act.classes.has(Class::Question));
    weigh(consent, all.has(Class::Agreed) && (is_reply || !asks_back), "agrees to something");
    weigh(-1, all.has(Class::AsSaid), "refers to what was agreed");
    weigh(-5, all.has(Class::NoNeed), "says that no meeting is needed");
    weigh(if firm { -1 } else { -2 }, all.has(Class::CalledOff) && !timed, "calls something off");
    weigh(-1, all.has(Class::Vague) && !timed, "is vague");
    weigh(-3, all.has(Class::Away) && !firm, "tells of an absence");
    weigh(-4, greeting.has(Class::Crowd), "greets a crowd");
    weigh(if firm { -1 } else { -2 }, greeting.has(Class::Anybody), "greets nobody by name");
    weigh(-9, all.has(Class::Machine), "is written by a machine or to many");
    let adverts = acts.iter().filter(|act| act.classes.has(Class::Advert)).count();
    let each = if firm { -1 } else { -2 };
    weigh(each * i32::try_from(adverts.min(3)).unwrap_or(3), adverts > 0, "reads like an advert or event notice");
    weigh(-3, all.has(Class::Delivery) && !all.has_any(&[Class::Meet, Class::Meeting]), "is about a delivery");
    Judgement { asks: points >= ENOUGH, why }
}

/// Which sentences' times are offers: those that ask, and bare lists; where they name none, all.
pub(super) fn offering(acts: &[Act]) -> Vec<bool> {
    let offers = |act: &Act| act.rule.is_some() || act.bare;
    let asked = acts.iter().any(|act| offers(act) && !act.times.slots.is_empty());
    acts.iter().map(|act| offers(act) || (!asked && !act.classes.has(Class::Deadline))).collect()
}
