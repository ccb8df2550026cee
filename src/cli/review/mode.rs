//! What the keys do at the moment.

use super::filter::Filter;
use super::message::Effect;
use super::prompt::Prompt;
use super::times::Times;

/// Browsing, or one thing that has the keys to itself.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Mode {
    /// The mails and the keys of the table.
    #[default]
    Browse,
    /// A line is typed.
    Prompt(Prompt),
    /// Times are chosen.
    Times(Times),
    /// A filter is chosen: the place in the menu.
    Filter(usize),
    /// Something is asked.
    Confirm(Confirm),
    /// The keys are shown; so many lines are above the edge.
    Help(usize),
    /// A run of sending is shown.
    Sending,
}

/// A question, and what a yes does.
#[derive(Debug, Clone, PartialEq)]
pub struct Confirm {
    /// The question, a line each.
    pub question: Vec<String>,
    /// What the yes is called.
    pub yes: &'static str,
    /// What it does.
    pub effect: Effect,
}

impl Mode {
    /// The menu of filters, at the one in force.
    #[must_use]
    pub fn filter_menu(now: Filter) -> Self {
        Self::Filter(Filter::ALL.iter().position(|filter| *filter == now).unwrap_or_default())
    }
}
