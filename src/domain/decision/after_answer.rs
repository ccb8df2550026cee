//! Which reply a mail gets that reacts to an answer of mine: never again what was just refused.

use super::weighing::Weighing;
use super::{Decision, cautions, decide};
use crate::domain::category::Category;
use crate::domain::correspondence::{Correspondence, SentAnswer};
use crate::domain::facts::Facts;
use crate::domain::policy::Policy;
use crate::domain::reaction::Reaction;
use crate::domain::reply::ReplyKind;

/// Chooses the reply to a reaction, in the light of my `letters`.
#[must_use]
pub fn decide_after(
    reaction: Reaction,
    letters: &Correspondence,
    facts: &Facts,
    category: Category,
    policy: &Policy,
) -> Decision {
    let weighing = Weighing { facts, category, policy };
    let usual = || decide(facts, category, policy);
    match reaction {
        Reaction::Accepted | Reaction::Agreed => {
            let reason = "The meeting is at the time that you proposed: a short thanks is enough.";
            let decision = chosen(ReplyKind::Attend, "proposal-accepted", reason, &weighing);
            let longest = letters.offered().iter().map(|slot| slot.minutes()).max();
            match (facts.duration_minutes, longest) {
                (Some(now), Some(longest)) if now > longest => {
                    remarked(decision, &format!("It takes {now} minutes; you proposed {longest}."))
                }
                _ => decision,
            }
        }
        Reaction::Declined => after_refusal(usual(), letters, &weighing),
        Reaction::OtherTime | Reaction::Words if is_what_i_wanted(letters, &weighing) => chosen(
            ReplyKind::Attend,
            "another-time-that-suits",
            "They name another time for what you proposed, and nothing else is in your calendar then.",
            &weighing,
        ),
        Reaction::OtherTime => remarked(usual(), "You proposed another time, and they answer with a third one."),
        Reaction::Changed if is_accepted(letters) && weighing.is_free() => chosen(
            ReplyKind::Attend,
            "accepted-before",
            "You accepted this meeting, its time stands, and nothing else is in your calendar.",
            &weighing,
        ),
        Reaction::Changed => remarked(usual(), "You answered an earlier version of it."),
        Reaction::Words => usual(),
    }
}

/// They insist. What I proposed is not proposed again: I come, or somebody speaks for me, or I write.
fn after_refusal(usual: Decision, letters: &Correspondence, weighing: &Weighing<'_>) -> Decision {
    let refused = |kind: &ReplyKind| {
        matches!(kind, ReplyKind::Call | ReplyKind::Shorter) || letters.proposals().any(|answer| answer.kind == *kind)
    };
    if !refused(&usual.reply) {
        return remarked(usual, "They refused your proposal.");
    }
    if weighing.is_modest() && (weighing.is_low() || weighing.is_dispensable()) {
        let reason = "They refused your proposal, and your points in writing are enough.";
        return chosen(ReplyKind::Written, "proposal-declined", reason, weighing);
    }
    if weighing.is_free() {
        let reason = "They refused your proposal and insist; nothing else is in your calendar.";
        return chosen(ReplyKind::Attend, "proposal-declined", reason, weighing);
    }
    let reason = format!("They refused your proposal. {}.", weighing.clash());
    let kind = if weighing.is_modest() && weighing.can_be_spoken_for() {
        ReplyKind::Handoff
    } else if weighing.is_modest() {
        ReplyKind::Written
    } else {
        ReplyKind::Attend
    };
    chosen(kind, "proposal-declined", &reason, weighing)
}

/// Whether the other time is for no more than what I proposed, and I am free then.
fn is_what_i_wanted(letters: &Correspondence, weighing: &Weighing<'_>) -> bool {
    let facts = weighing.facts;
    let Some(last) = letters.last().filter(|last| last.is_proposal()) else { return false };
    let longest = last.slots.iter().map(|slot| slot.minutes()).max().unwrap_or_default();
    // Words leave the length as I proposed it.
    let short_enough = facts.duration_minutes.map_or(weighing.category == Category::PlainRequest, |it| it <= longest);
    short_enough && !facts.all_day && facts.lead_time_hours.is_some() && weighing.is_free()
}

fn is_accepted(letters: &Correspondence) -> bool {
    letters.last().is_some_and(|SentAnswer { kind, .. }| *kind == ReplyKind::Attend)
}

fn chosen(reply: ReplyKind, rule: &str, reason: &str, weighing: &Weighing<'_>) -> Decision {
    let reasons = std::iter::once(reason.to_owned()).chain(cautions(&reply, weighing)).collect();
    Decision { reply, rule: rule.to_owned(), reasons }
}

fn remarked(mut decision: Decision, remark: &str) -> Decision {
    decision.reasons.push(remark.to_owned());
    decision
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::contact::Importance;
    use crate::domain::facts::{Conflict, sample};
    use crate::domain::meeting::Role;
    use crate::domain::situation::sample::slot;

    fn letters(kind: ReplyKind) -> Correspondence {
        let slots = if kind == ReplyKind::Written { Vec::new() } else { vec![slot("2026-11-24 10:00-10:20")] };
        let answer = SentAnswer { message_id: None, kind, slots, recipients: Vec::new(), colleague: None, sent: None };
        Correspondence { answers: vec![answer], ..Correspondence::default() }
    }

    fn decided(reaction: Reaction, sent: ReplyKind, facts: &Facts) -> String {
        let decision = decide_after(reaction, &letters(sent), facts, Category::Update, &Policy::default());
        format!("{} {}", decision.rule, decision.reply)
    }

    #[test]
    fn a_refused_proposal_is_never_made_again() {
        use ReplyKind::{Call, Shorter};
        let facts = |change: fn(&mut Facts)| {
            let mut facts = sample::facts();
            facts.duration_minutes = Some(60);
            change(&mut facts);
            facts
        };
        let clash = |facts: &mut Facts| {
            let slot = slot("2026-11-26 14:00-15:00");
            facts.conflicts = vec![Conflict { summary: "Zahnarzt".to_owned(), slot }];
        };
        let cases = [
            (Call, facts(|_| ()), "proposal-declined attend"),
            (Shorter, facts(|_| ()), "proposal-declined attend"),
            (Call, facts(|it| it.serious = true), "proposal-declined attend"),
            (Call, facts(|it| it.importance = Importance::Key), "key-client attend"),
            (Call, facts(|it| it.my_role = Some(Role::Optional)), "only-optional written"),
            (Call, facts(clash), "proposal-declined written"),
        ];
        for (sent, facts, expected) in cases {
            assert_eq!(decided(Reaction::Declined, sent, &facts), expected);
        }
        let mut busy = facts(clash);
        busy.importance = Importance::High;
        assert_eq!(decided(Reaction::Declined, Call, &busy), "proposal-declined attend");
        busy.importance = Importance::Normal;
        busy.speaker = Some(crate::domain::situation::sample::address("max@agentur.example"));
        assert_eq!(decided(Reaction::Declined, Call, &busy), "proposal-declined handoff");
    }

    #[test]
    fn what_follows_depends_on_what_was_sent() {
        use ReplyKind::{Attend, Call, Written};
        let long = Facts { duration_minutes: Some(60), lead_time_hours: Some(30.0), ..sample::facts() };
        let short = Facts { duration_minutes: Some(20), ..long.clone() };
        let cases = [
            (Reaction::Accepted, Call, &long, "proposal-accepted attend"),
            (Reaction::OtherTime, Call, &short, "another-time-that-suits attend"),
            (Reaction::Changed, Attend, &long, "accepted-before attend"),
        ];
        for (reaction, sent, facts, expected) in cases {
            assert_eq!(decided(reaction, sent, facts), expected);
        }
        let accepted = |facts: &Facts| {
            decide_after(Reaction::Accepted, &letters(Call), facts, Category::Update, &Policy::default()).reasons.len()
        };
        assert_eq!((accepted(&short), accepted(&long)), (1, 2), "a longer one is remarked");
        let usual = |facts: &Facts| {
            let usual = decide(facts, Category::Update, &Policy::default());
            format!("{} {}", usual.rule, usual.reply)
        };
        assert_eq!(decided(Reaction::OtherTime, Call, &long), usual(&long), "weighed anew");
        assert_eq!(decided(Reaction::Changed, Written, &long), usual(&long));
    }
}
