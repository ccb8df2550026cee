//! Free times to choose from, more of them than a letter offers.

use super::case::Case;
use super::situation::Situation;
use super::slots::{SlotRequest, earliest_answer, free_slots};
use super::time_slot::TimeSlot;

/// A search gives times that go well together; what follows are the next best.
const SEARCHES: usize = 3;
/// So many times a search gives.
const TIMES: usize = 4;

/// Free times of `minutes` for a case, in their order; `taken` are times already proposed to somebody else.
#[must_use]
pub fn free_times(case: &Case, situation: &Situation, taken: &[TimeSlot], minutes: u32) -> Vec<TimeSlot> {
    let meeting = &case.invite.meeting;
    let mut taken = taken.to_vec();
    let mut found = Vec::new();
    for _ in 0..SEARCHES {
        let request = SlotRequest {
            minutes,
            count: TIMES,
            earliest: earliest_answer(situation),
            preferred_start: meeting.occurrence.filter(|_| !meeting.is_all_day()).map(TimeSlot::start),
            meeting: meeting.occurrence,
            other_zone: meeting.time_zone.as_deref().and_then(|name| name.parse().ok()),
            taken: &taken,
            exclude_uid: meeting.uid.as_deref(),
        };
        let more = free_slots(&request, situation);
        if more.is_empty() {
            break;
        }
        taken.extend(&more);
        found.extend(more);
    }
    found.sort_by_key(|slot| slot.start());
    found
}
