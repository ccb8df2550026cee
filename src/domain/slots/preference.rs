//! Which of the free times are pleasant: a few days' notice, round clock times, no edges of the day, a real choice.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Timelike, Weekday};
use chrono_tz::Tz;

use super::Search;
use crate::domain::time_slot::TimeSlot;

/// A free time and how unpleasant it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub slot: TimeSlot,
    cost: i64,
    day: NaiveDate,
    before_noon: bool,
}

impl Candidate {
    pub fn new(slot: TimeSlot, cost: i64, zone: Tz) -> Self {
        let local = slot.start().with_timezone(&zone);
        Self { slot, cost, day: local.date_naive(), before_noon: local.hour() < 12 }
    }
}

/// The best of all, then the best beside it, and so on; in the order of time.
pub(super) fn choose(mut candidates: Vec<Candidate>, count: usize) -> Vec<TimeSlot> {
    let mut chosen: Vec<Candidate> = Vec::new();
    while chosen.len() < count {
        candidates.retain(|candidate| !chosen.iter().any(|taken| taken.slot.overlaps(candidate.slot)));
        let Some(best) = candidates.iter().min_by_key(|candidate| candidate.cost + beside(candidate, &chosen)) else {
            break;
        };
        chosen.push(*best);
    }
    chosen.sort_by_key(|candidate| candidate.slot.start());
    chosen.into_iter().map(|candidate| candidate.slot).collect()
}

/// What it costs that a time is like those that are chosen: whoever cannot on one day needs another.
fn beside(candidate: &Candidate, chosen: &[Candidate]) -> i64 {
    let one_day_only = chosen.iter().all(|other| other.day == chosen[0].day);
    chosen
        .iter()
        .map(|other| {
            let same_day = match (other.day == candidate.day, one_day_only) {
                (true, true) => 60,
                (true, false) => 15,
                (false, _) => 0,
            };
            let close = (other.slot.start() - candidate.slot.start()).num_minutes().abs() < 120;
            let same_half = other.before_noon == candidate.before_noon;
            same_day + i64::from(close) * 100 + i64::from(same_half) * 5
        })
        .sum()
}

impl Search<'_> {
    /// How unpleasant a time in my hours of a day is; `index` counts the working days that were searched, `notice` those from today.
    pub(super) fn cost(&self, slot: TimeSlot, spans: &[TimeSlot], day: NaiveDate, index: usize, notice: usize) -> i64 {
        let days = match self.request.preferred_start {
            Some(preferred) => self.distance_from(preferred, slot),
            None => 10 * i64::try_from(index).unwrap_or(i64::MAX / 100) + self.haste(slot, notice),
        };
        let eve = day.month() == 12 && matches!(day.day(), 24 | 31);
        let tentative = self.tentative.overlap(slot);
        days + self.clock(slot, spans, day) + i64::from(eve) * 300 + i64::from(tentative) * 1000
    }

    /// A shorter meeting stays where the long one was: at its start, else within it, else near it.
    fn distance_from(&self, preferred: DateTime<FixedOffset>, slot: TimeSlot) -> i64 {
        let quarters = (slot.start() - preferred).num_minutes().abs() / 15;
        let within = self.meeting.is_some_and(|it| it.start() <= slot.start() && slot.end() <= it.end());
        match quarters {
            0 if slot.start() == preferred => -100_000,
            _ if within => quarters,
            _ => 50 + quarters,
        }
    }

    /// Today is soon, the next hours are very soon, and tomorrow rather soon; the meeting's own hour is one that the
    /// sender has kept free.
    fn haste(&self, slot: TimeSlot, notice: usize) -> i64 {
        let hours = (slot.start().to_utc() - self.situation.now.to_utc()).num_hours();
        let soon = match notice {
            0 if hours < 4 => 75,
            0 => 45,
            1 => 25,
            _ => 0,
        };
        let own_hour = self.meeting.is_some_and(|meeting| meeting.start() == slot.start());
        if own_hour { soon - 15 } else { soon }
    }

    /// Full hours before half hours before quarters; not the first minutes of the day or after lunch, not its end.
    fn clock(&self, slot: TimeSlot, spans: &[TimeSlot], day: NaiveDate) -> i64 {
        let local = slot.start().with_timezone(&self.zone);
        let named = self.meeting.is_some_and(|meeting| meeting.start() == slot.start());
        let roundness = match local.minute() {
            _ if named => 0,
            0 => 0,
            30 => 2,
            15 | 45 => 12,
            _ => 20,
        };
        let first = spans.first().is_some_and(|span| span.start() == slot.start());
        let after_lunch = !first && spans.iter().any(|span| span.start() == slot.start());
        let last = spans.last().is_some_and(|span| (span.end() - slot.end()).num_minutes() < 30);
        let their_first = self.request.other_zone.is_some_and(|zone| {
            slot.start().with_timezone(&zone).time() == self.situation.hours.start && zone != self.zone
        });
        let weekend_near = day.weekday() == Weekday::Fri && local.hour() >= 15;
        roundness
            + i64::from(first || their_first) * 8
            + i64::from(after_lunch) * 3
            + i64::from(last) * 4
            + i64::from(weekend_near) * 6
    }
}
