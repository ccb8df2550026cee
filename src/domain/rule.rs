//! The user's own rules: when a condition holds, a reply is chosen.

#[cfg(test)]
mod tests;

use super::address::AddressPattern;
use super::category::Category;
use super::contact::Importance;
use super::facts::Facts;
use super::meeting::{Mode, Role};
use super::reply::ReplyKind;
use super::words::contains_phrase;

/// A rule of the user's.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// Its name, shown with every decision that it makes.
    pub name: String,
    /// When it applies.
    pub when: Condition,
    /// What it chooses.
    pub reply: ReplyKind,
}

/// A rule's condition: all that is given must hold; an empty list was not given.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Condition {
    /// Any of these weights.
    pub importance: Vec<Importance>,
    /// Any of these categories.
    pub category: Vec<Category>,
    /// Any of these roles.
    pub my_role: Vec<Role>,
    /// Any of these ways to meet.
    pub mode: Vec<Mode>,
    /// A series, or not.
    pub recurring: Option<bool>,
    /// Something else is in my calendar, or not.
    pub conflict: Option<bool>,
    /// The organizer is a colleague, or not.
    pub organizer_is_colleague: Option<bool>,
    /// Longer than these minutes.
    pub duration_over: Option<u32>,
    /// Shorter than these minutes.
    pub duration_under: Option<u32>,
    /// Met more often than this in 90 days.
    pub met_before_over: Option<u32>,
    /// More hours of meetings in that week than this.
    pub workload_over: Option<f64>,
    /// Fewer hours until it starts than this.
    pub lead_time_under: Option<f64>,
    /// More people than this.
    pub attendees_over: Option<u32>,
    /// Any of these words in summary or agenda, as whole words in any case.
    pub keywords: Vec<String>,
    /// The organizer is any of these.
    pub from: Vec<AddressPattern>,
    /// A serious matter, or not.
    pub serious: Option<bool>,
}

/// One thing that a condition asks, held against the facts.
struct Check {
    holds: bool,
    /// The fact that decided, as an English clause.
    because: String,
}

impl Condition {
    /// Whether all that it asks is so. What is not known does not hold.
    #[must_use]
    pub fn holds(&self, facts: &Facts, category: Category) -> bool {
        self.checks(facts, category).iter().all(|check| check.holds)
    }

    /// The facts that it asked for, as English clauses; none for a condition that asks nothing.
    #[must_use]
    pub fn reasons(&self, facts: &Facts, category: Category) -> Vec<String> {
        self.checks(facts, category).into_iter().map(|check| check.because).collect()
    }

    fn checks(&self, facts: &Facts, category: Category) -> Vec<Check> {
        let minutes = facts.duration_minutes;
        let keyword = self.keywords.iter().find(|keyword| contains_phrase(&facts.topic, keyword));
        let organizer = facts.organizer.as_ref().map(|organizer| &organizer.address);
        [
            any_of(&self.importance, Some(facts.importance), |weight| format!("the importance is {}", named(&weight))),
            any_of(&self.category, Some(category), |category| format!("the mail is of category {}", named(&category))),
            any_of(&self.my_role, facts.my_role, |role| format!("your role is {}", named(&role))),
            any_of(&self.mode, Some(facts.mode), |mode| format!("the mode is {}", named(&mode))),
            yes_or_no(self.recurring, facts.recurring, ["it is a series", "it is no series"]),
            yes_or_no(
                self.conflict,
                !facts.conflicts.is_empty(),
                ["something else is in your calendar", "nothing else is in your calendar"],
            ),
            yes_or_no(
                self.organizer_is_colleague,
                facts.organizer_is_colleague,
                ["the organizer is a colleague", "the organizer is no colleague"],
            ),
            limit(self.duration_over, minutes, |limit, minutes| minutes > limit, "it takes {} minutes"),
            limit(self.duration_under, minutes, |limit, minutes| minutes < limit, "it takes {} minutes"),
            limit(self.met_before_over, Some(facts.met_before), |limit, times| times > limit, "you met {} times"),
            limit(
                self.workload_over,
                Some(facts.workload_hours),
                |limit, hours| hours > limit,
                "the week holds {} hours of meetings",
            ),
            limit(self.lead_time_under, facts.lead_time_hours, |limit, hours| hours < limit, "it starts in {} hours"),
            limit(self.attendees_over, Some(facts.people), |limit, people| people > limit, "{} people are invited"),
            (!self.keywords.is_empty()).then(|| Check {
                holds: keyword.is_some(),
                because: format!("its topic names “{}”", keyword.map_or("", String::as_str)),
            }),
            (!self.from.is_empty()).then(|| Check {
                holds: organizer.is_some_and(|organizer| self.from.iter().any(|pattern| pattern.matches(organizer))),
                because: organizer.map_or_else(String::new, |organizer| format!("it comes from {organizer}")),
            }),
            yes_or_no(self.serious, facts.serious, ["the matter is serious", "the matter is not serious"]),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

fn any_of<T: PartialEq + Copy>(wanted: &[T], is: Option<T>, because: impl Fn(T) -> String) -> Option<Check> {
    (!wanted.is_empty()).then(|| Check {
        holds: is.is_some_and(|is| wanted.contains(&is)),
        because: is.map_or_else(String::new, because),
    })
}

fn yes_or_no(wanted: Option<bool>, is: bool, [yes, no]: [&str; 2]) -> Option<Check> {
    wanted.map(|wanted| Check { holds: wanted == is, because: (if is { yes } else { no }).to_owned() })
}

/// `because` has the figure in place of its `{}`.
fn limit<T: Copy + std::fmt::Display>(
    limit: Option<T>,
    is: Option<T>,
    passes: impl Fn(T, T) -> bool,
    because: &str,
) -> Option<Check> {
    limit.map(|limit| Check {
        holds: is.is_some_and(|is| passes(limit, is)),
        because: is.map_or_else(String::new, |is| because.replace("{}", &is.to_string())),
    })
}

/// A variant's name as people write it: `InPerson` is "in person".
fn named(value: &impl std::fmt::Debug) -> String {
    let mut name = String::new();
    for c in format!("{value:?}").chars() {
        if c.is_uppercase() && !name.is_empty() {
            name.push(' ');
        }
        name.extend(c.to_lowercase());
    }
    name
}
