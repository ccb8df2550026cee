//! What the keys do at the moment.

use super::menu::Menu;
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
    /// Something is chosen from a menu.
    Menu(Menu),
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
