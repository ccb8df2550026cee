//! The reason that a client may be told: a true one, or none.

use super::facts::Facts;
use super::policy::Policy;
use super::reply::Reason;

/// From so many meetings in 90 days on, one more is not what is missing.
pub const MET_OFTEN: u32 = 4;

/// A reason that holds: a clash before a full week before frequent meetings.
#[must_use]
pub fn true_reason(facts: &Facts, policy: &Policy) -> Option<Reason> {
    if !facts.conflicts.is_empty() {
        return Some(Reason::Conflict);
    }
    if facts.workload_hours > 0.0 && facts.workload_hours >= policy.max_meeting_hours_per_week {
        return Some(Reason::FullWeek(whole_hours(facts.workload_hours)));
    }
    (facts.met_before >= MET_OFTEN).then_some(Reason::MetOften(facts.met_before))
}

/// Hours rounded down: nobody is told of more than there are.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a week's hours")]
fn whole_hours(hours: f64) -> u32 {
    hours.clamp(0.0, 168.0) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::facts::Conflict;
    use crate::domain::facts::sample::facts;
    use crate::domain::situation::sample::slot;

    #[test]
    fn only_what_is_so_is_told() {
        let clash = || Conflict { summary: "Zahnarzt".to_owned(), slot: slot("2026-11-26 14:00-15:00") };
        let cases = [
            (facts(), None),
            (Facts { workload_hours: 19.9, met_before: 3, ..facts() }, None),
            (Facts { conflicts: vec![clash()], workload_hours: 30.0, ..facts() }, Some(Reason::Conflict)),
            (Facts { workload_hours: 21.75, ..facts() }, Some(Reason::FullWeek(21))),
            (Facts { met_before: 4, ..facts() }, Some(Reason::MetOften(4))),
        ];
        for (facts, expected) in cases {
            assert_eq!(true_reason(&facts, &Policy::default()), expected, "{facts:?}");
        }
    }
}
