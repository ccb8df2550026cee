//! Which reply an invite gets, and why.
//!
//! First the relationship is weighed, then the reason, then the mildest reply that frees time is chosen.

mod after_answer;
mod built_in;
#[cfg(test)]
mod tests;
mod weighing;

use serde::{Deserialize, Serialize};

use super::category::Category;
use super::contact::Importance;
use super::facts::Facts;
use super::policy::Policy;
use super::reply::ReplyKind;
use super::rule::Rule;
pub use after_answer::decide_after;
use weighing::Weighing;

/// A choice with its reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The kind of reply.
    pub reply: ReplyKind,
    /// The name of the rule that chose it.
    pub rule: String,
    /// Why, in English sentences for the user; never shown to the client.
    pub reasons: Vec<String>,
}

/// Chooses the reply: the user's rules first, then the built-in ones, of which the last always applies.
#[must_use]
pub fn decide(facts: &Facts, category: Category, policy: &Policy) -> Decision {
    let weighing = Weighing { facts, category, policy };
    let own = policy.rules.iter().find(|rule| rule.when.holds(facts, category));
    let (reply, rule, reason) = if let Some(own) = own {
        (own.reply.clone(), own.name.clone(), why_own(own, facts, category))
    } else {
        let rule = built_in::first_that_applies(&weighing);
        (rule.reply.clone(), rule.name.to_owned(), (rule.why)(&weighing))
    };
    let reasons = std::iter::once(reason).chain(cautions(&reply, &weighing)).collect();
    Decision { reply, rule, reasons }
}

fn why_own(rule: &Rule, facts: &Facts, category: Category) -> String {
    let name = &rule.name;
    match rule.when.reasons(facts, category).join(", ") {
        all if all.is_empty() => format!("Your rule “{name}” applies to every meeting."),
        reasons => format!("Your rule “{name}” applies: {reasons}."),
    }
}

/// What the user should have in mind before the reply goes out.
fn cautions(reply: &ReplyKind, weighing: &Weighing<'_>) -> Vec<String> {
    let facts = weighing.facts;
    let mut cautions = Vec::new();
    if *reply == ReplyKind::Attend && !facts.conflicts.is_empty() {
        cautions.push(format!("{}: one of the two has to move.", weighing.clash()));
    }
    let voiceless = matches!(reply, ReplyKind::Written | ReplyKind::Handoff | ReplyKind::Own(_));
    if voiceless && facts.serious {
        cautions.push(format!("{}: it may still need a call.", weighing.gravity()));
    }
    if *reply == ReplyKind::Handoff && facts.speaker.is_none() {
        cautions.push("No colleague is known who can speak for you there: name one.".to_owned());
    }
    if *reply != ReplyKind::Attend && facts.importance == Importance::Key {
        cautions.push(format!("{} matters most to you.", weighing.client()));
    }
    cautions
}
