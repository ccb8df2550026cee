//! A series: an event that repeats, and the instances of it that were moved or cancelled.

use std::collections::HashSet;

use chrono::{DateTime, Duration, FixedOffset, NaiveDateTime, Utc};

use super::event::{Event, Times};
use super::length::Length;
use super::moment::Moment;
use super::reader::Reader;
use crate::domain::limits::MAX_OCCURRENCES;
use crate::domain::time_slot::TimeSlot;

/// All VEVENTs of one UID.
pub(super) struct Series<'a, 'b> {
    events: &'b [Event<'a>],
    reader: &'b Reader,
    /// Where moved or cancelled instances would have been.
    moved_away: Times,
    /// From when on which event describes the rest of the series (RANGE=THISANDFUTURE), in order of time.
    changes: Vec<(DateTime<Utc>, usize)>,
}

/// One occurrence, and which event describes it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Occurrence {
    /// When it is.
    pub slot: TimeSlot,
    /// The number of the event.
    pub event: usize,
}

/// A planned start, before anything was moved.
struct Planned {
    moment: Moment,
    length: Option<Length>,
    event: usize,
}

impl<'a, 'b> Series<'a, 'b> {
    pub fn new(events: &'b [Event<'a>], reader: &'b Reader) -> Self {
        let mut moved_away = Times::default();
        let mut changes = Vec::new();
        for (number, event) in events.iter().enumerate() {
            match &event.recurrence_id {
                Some(id) if event.this_and_future => changes.extend(id.instant().map(|from| (from.to_utc(), number))),
                Some(id) => moved_away.add(id),
                None => {}
            }
        }
        changes.sort_unstable();
        Self { events, reader, moved_away, changes }
    }

    /// The occurrences that share an instant with the span from `from` to `to`, in order of time.
    pub fn between(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<Occurrence> {
        self.between_or_cut(from, to).0
    }

    /// The same, and whether there were more than [`MAX_OCCURRENCES`].
    pub fn between_or_cut(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> (Vec<Occurrence>, bool) {
        let mut occurrences = self.moved();
        let planned = self.planned(from - self.longest() - Duration::days(1), to + Duration::days(1));
        let was_cut = planned.len() >= MAX_OCCURRENCES;
        for planned in planned {
            let Some(instant) = planned.moment.instant().map(|instant| instant.to_utc()) else { continue };
            let event = &self.events[planned.event];
            if !self.moved_away.hold(&planned.moment, instant) && !event.except.hold(&planned.moment, instant) {
                occurrences.extend(self.changed(&planned, instant));
            }
        }
        occurrences.retain(|occurrence| occurrence.slot.start() < to && occurrence.slot.end() > from);
        occurrences.sort_by_key(|occurrence| (occurrence.slot.start(), occurrence.slot.end()));
        occurrences.dedup_by_key(|occurrence| occurrence.slot);
        (occurrences, was_cut)
    }

    /// The first occurrence that is not over at `now`, else the last one.
    pub fn next_or_last(&self, now: DateTime<FixedOffset>) -> Option<TimeSlot> {
        let now = now.to_utc();
        // Most series come again within a year; to look further at once would only take longer.
        for years in [1, 5, 30] {
            if let Some(next) = self.between(now, now + Duration::days(366 * years)).first() {
                return Some(next.slot);
            }
        }
        let last = self.last_planned()?;
        let from = last.min(now) - self.longest() - Duration::days(400);
        let all = self.between(from, now.max(last) + Duration::days(366));
        all.last().map(|occurrence| occurrence.slot).or_else(|| self.first_slot())
    }

    /// Instances with a time of their own.
    fn moved(&self) -> Vec<Occurrence> {
        let own =
            self.events.iter().enumerate().filter(|(_, event)| event.recurrence_id.is_some() && !event.this_and_future);
        own.filter(|(_, event)| !event.cancelled)
            .filter_map(|(number, event)| {
                let start = event.start.as_ref()?;
                Some(Occurrence { slot: event.slot(start, None, self.reader)?, event: number })
            })
            .collect()
    }

    /// An occurrence as the latest change of the rest of the series before it wants it; `None` where that ends it.
    fn changed(&self, planned: &Planned, instant: DateTime<Utc>) -> Option<Occurrence> {
        let after = self.changes.partition_point(|(from, _)| *from <= instant);
        let latest = after.checked_sub(1).map(|at| self.changes[at].1).filter(|number| *number != planned.event);
        let Some(number) = latest else {
            let event = &self.events[planned.event];
            return Some(Occurrence {
                slot: event.slot(&planned.moment, planned.length, self.reader)?,
                event: planned.event,
            });
        };
        let event = &self.events[number];
        if event.cancelled || !event.rules.is_empty() {
            return None;
        }
        let (start, id) = (event.start.as_ref()?, event.recurrence_id.as_ref()?);
        let moved = start.at(planned.moment.local.checked_add_signed(start.local - id.local)?);
        Some(Occurrence { slot: event.slot(&moved, None, self.reader)?, event: number })
    }

    /// What the rules and dates of the series plan around a span.
    fn planned(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<Planned> {
        let mut planned = Vec::new();
        let mut seen: HashSet<(usize, NaiveDateTime)> = HashSet::new();
        for (number, event) in self.masters() {
            let Some(start) = &event.start else { continue };
            let (first, last) = (start.clock.local(from), start.clock.local(to));
            let excluded: HashSet<NaiveDateTime> =
                event.except_rules.iter().flat_map(|rule| rule.between(first, last)).collect();
            let mut add = |moment: Moment, length: Option<Length>| {
                if excluded.contains(&moment.local) {
                    return;
                }
                if planned.len() < MAX_OCCURRENCES && seen.insert((number, moment.local)) {
                    planned.push(Planned { moment, length, event: number });
                }
            };
            add(start.clone(), None);
            for rule in &event.rules {
                rule.between(first, last).into_iter().for_each(|local| add(start.at(local), None));
            }
            event.more.iter().for_each(|(moment, length)| add(moment.clone(), *length));
        }
        planned
    }

    /// The events whose own times and rules are planned: those of the whole series, and changes of all that follows
    /// where they bring a rule along or nothing else is known of the series.
    fn masters(&self) -> impl Iterator<Item = (usize, &Event<'a>)> {
        let alone = self.events.iter().all(|event| event.recurrence_id.is_some());
        let is_master = move |event: &Event<'_>| {
            event.recurrence_id.is_none() || event.this_and_future && (alone || !event.rules.is_empty())
        };
        self.events.iter().enumerate().filter(move |(_, event)| is_master(event))
    }

    /// The last instant at which anything is planned.
    fn last_planned(&self) -> Option<DateTime<Utc>> {
        let starts = self.events.iter().filter_map(|event| event.start.as_ref()?.instant());
        let more = self.events.iter().flat_map(|event| event.more.iter().filter_map(|(moment, _)| moment.instant()));
        let rules = self.masters().flat_map(|(_, event)| {
            event.rules.iter().filter_map(|rule| event.start.as_ref()?.at(rule.last()?).instant())
        });
        starts.chain(more).chain(rules).max().map(|instant| instant.to_utc())
    }

    fn first_slot(&self) -> Option<TimeSlot> {
        self.events.iter().find_map(|event| event.slot(event.start.as_ref()?, None, self.reader))
    }

    /// The length of the longest occurrence.
    fn longest(&self) -> Duration {
        let own = self.events.iter().filter_map(|event| event.length).map(Length::total);
        own.max().unwrap_or(Duration::hours(1)).max(Duration::hours(1))
    }
}
