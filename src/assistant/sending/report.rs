//! What a run of `send` says.

use crate::adapters::outbox::Waiting;
use crate::domain::draft::{DraftId, Status};

/// What became of one mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendOutcome {
    /// The mail.
    pub id: DraftId,
    /// What it is now.
    pub status: Status,
    /// The server's answer to the mail that it took.
    pub smtp: Option<String>,
    /// What went wrong, or is still to be said.
    pub error: Option<String>,
}

/// What one run did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SendReport {
    /// Every mail that was tried, or would be in a dry run, in that order.
    pub outcomes: Vec<SendOutcome>,
    /// Wanted mails that were not tried, and why.
    pub waiting: Vec<(DraftId, Waiting)>,
    /// Why the run ended before its end, if it did.
    pub stopped: Option<Stopped>,
}

/// Why a run ended early.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stopped {
    /// What went wrong.
    pub reason: String,
    /// What can be done about it.
    pub hint: Option<String>,
}

/// What happens while mails are sent.
#[derive(Debug)]
pub enum SendEvent<'a> {
    /// So many are to be tried.
    Begin(usize),
    /// A mail is done with.
    Done(&'a SendOutcome),
    /// Something that stops nothing.
    Warning(String),
}

impl SendReport {
    /// Whether something went wrong that a person should hear of.
    #[must_use]
    pub fn has_failures(&self) -> bool {
        let bad =
            |outcome: &SendOutcome| matches!(outcome.status, Status::Failed | Status::Rejected | Status::Uncertain);
        self.stopped.is_some() || self.outcomes.iter().any(bad)
    }
}
