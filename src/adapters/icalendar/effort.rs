//! How much work a calendar may make: rules cost little to write and much to unfold.

use std::cell::Cell;

/// What is left of the work that may be done for one part of a mail, or one file of my own.
#[derive(Debug)]
pub(super) struct Effort {
    vain_rules: Cell<u32>,
    times: Cell<usize>,
}

/// A rule that never comes true keeps one busy for a while: after so many no further one is looked at.
const VAIN_RULES: u32 = 10;
/// So many times are unfolded of the rules in one part of a mail.
const TIMES_IN_MAIL: usize = 300_000;
/// The same for a file of my own calendar, which holds a thousand series and more.
const TIMES_OF_MINE: usize = 3_000_000;

impl Effort {
    pub fn for_a_mail() -> Self {
        Self { vain_rules: Cell::new(VAIN_RULES), times: Cell::new(TIMES_IN_MAIL) }
    }

    pub fn for_my_own() -> Self {
        Self { vain_rules: Cell::new(VAIN_RULES), times: Cell::new(TIMES_OF_MINE) }
    }

    /// Whether a further rule is looked at.
    pub fn is_patient(&self) -> bool {
        self.vain_rules.get() > 0
    }

    /// Notes that a rule never comes true.
    pub fn lose_patience(&self) {
        self.vain_rules.set(self.vain_rules.get().saturating_sub(1));
    }

    /// Whether a further rule is unfolded.
    pub fn has_room(&self) -> bool {
        self.times.get() > 0
    }

    /// Notes that so many times were unfolded.
    pub fn spend(&self, times: usize) {
        self.times.set(self.times.get().saturating_sub(times));
    }
}
