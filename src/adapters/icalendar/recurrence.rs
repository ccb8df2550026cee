//! Recurrence rules (RFC 5545 §3.3.10): which local times a rule means.

use calcard::common::timezone::Tz as AnyZone;
use calcard::common::{CalendarScale, PartialDateTime};
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarFrequency, ICalendarProperty,
    ICalendarRecurrenceRule, ICalendarValue,
};
use chrono::{Datelike, Duration, NaiveDateTime, Timelike};

use super::clock::Clock;
use super::effort::Effort;
use crate::domain::limits::MAX_OCCURRENCES;

/// A rule and the local time it starts from. Local times only: whatever the clocks do, ten o'clock stays ten o'clock.
#[derive(Debug, Clone)]
pub(super) struct Recurrence {
    rule: ICalendarRecurrenceRule,
    start: NaiveDateTime,
    until: Option<NaiveDateTime>,
}

/// Why a rule is not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unusable {
    /// It repeats by the minute or second: no meeting does, and to unfold it would take for ever.
    TooOften,
    /// It cannot be understood, or is told by another calendar than ours (RFC 7529).
    Nonsense,
    /// No time fits it, in thousands of years.
    Never,
}

impl Recurrence {
    /// Takes a rule over; `clock` tells what local time an UNTIL in UTC is.
    pub fn new(rule: &ICalendarRecurrenceRule, start: NaiveDateTime, clock: &Clock) -> Result<Self, Unusable> {
        let mut rule = rule.clone();
        if matches!(rule.freq, ICalendarFrequency::Secondly | ICalendarFrequency::Minutely) {
            return Err(Unusable::TooOften);
        }
        if rule.rscale.as_ref().is_some_and(|scale| *scale != CalendarScale::Gregorian) {
            return Err(Unusable::Nonsense);
        }
        if matches!(rule.freq, ICalendarFrequency::Weekly | ICalendarFrequency::Daily | ICalendarFrequency::Hourly) {
            // A number before the weekday (`BYDAY=1MO`) means nothing here, and days of the month with WEEKLY neither,
            // but programs write them.
            rule.byday.iter_mut().for_each(|day| day.ordwk = None);
        }
        if rule.freq == ICalendarFrequency::Weekly {
            rule.bymonthday.clear();
        }
        // What every minute or second of an hour would be is not wanted either.
        rule.bysecond.clear();
        let until = rule.until.take().and_then(|until| last_time(&until, clock));
        let recurrence = Self { rule, start, until };
        match recurrence.expand(start, None, 1) {
            None => Err(Unusable::Nonsense),
            Some(times) if times.is_empty() => Err(Unusable::Never),
            Some(_) => Ok(recurrence),
        }
    }

    /// The local times of the rule from `from` to `to`, at most [`MAX_OCCURRENCES`], the first ones.
    pub fn between(&self, from: NaiveDateTime, to: NaiveDateTime, effort: &Effort) -> Vec<NaiveDateTime> {
        let until = self.until.map_or(to, |until| until.min(to));
        let start = if self.rule.count.is_some() { self.start } else { self.shortly_before(from) };
        if until < start {
            return Vec::new();
        }
        // With COUNT all times since the first must be counted, also those that are not wanted.
        let most = if self.rule.count.is_some() { MAX_COUNTED } else { MAX_OCCURRENCES };
        let mut times = self.expand(start, Some(until), most).unwrap_or_default();
        effort.spend(times.len() + COST_OF_A_LOOK);
        times.retain(|time| *time >= from && *time <= until);
        times.truncate(MAX_OCCURRENCES);
        times
    }

    /// The last local time of the rule; none for a rule without an end.
    pub fn last(&self, effort: &Effort) -> Option<NaiveDateTime> {
        if self.rule.count.is_some() {
            return self.between(self.start, self.until.unwrap_or(END_OF_TIME), effort).pop();
        }
        let until = self.until?;
        // Most rules have had a time shortly before their end: only if not is all of the rule gone through.
        let lately = until.checked_sub_signed(Duration::days(400))?;
        self.between(lately, until, effort).pop().or_else(|| self.between(self.start, until, effort).pop())
    }

    /// A time of the rule's rhythm before `from`, from which on it can be unfolded with the same result.
    fn shortly_before(&self, from: NaiveDateTime) -> NaiveDateTime {
        let step = match self.rule.freq {
            ICalendarFrequency::Hourly => Duration::hours(1),
            ICalendarFrequency::Daily => Duration::days(1),
            ICalendarFrequency::Weekly => Duration::weeks(1),
            _ => return self.start,
        };
        let step = step * i32::from(self.rule.interval.unwrap_or(1).max(1));
        let steps = (from - self.start).num_seconds() / step.num_seconds() - 1;
        match i32::try_from(steps) {
            Ok(steps) if steps > 0 => self.start.checked_add_signed(step * steps).unwrap_or(self.start),
            _ => self.start,
        }
    }

    /// Unfolds the rule through calcard, with a calendar made for it that knows no zones. Overrides, exceptions and
    /// clock changes are our own matter: calcard knows no times that a clock change leaves out or repeats.
    fn expand(&self, start: NaiveDateTime, until: Option<NaiveDateTime>, most: usize) -> Option<Vec<NaiveDateTime>> {
        let mut rule = self.rule.clone();
        rule.until = until.map(partial);
        let mut event = ICalendarComponent::new(ICalendarComponentType::VEvent);
        event.add_property(ICalendarProperty::Dtstart, ICalendarValue::PartialDateTime(Box::new(partial(start))));
        event.add_property(ICalendarProperty::Rrule, ICalendarValue::RecurrenceRule(Box::new(rule)));
        let calendar = ICalendar { components: vec![event] };
        let expanded = calendar.expand_dates(AnyZone::Floating, most);
        if !expanded.errors.is_empty() {
            return None;
        }
        let mut times: Vec<NaiveDateTime> = expanded.events.iter().map(|event| event.start.naive_local()).collect();
        times.sort_unstable();
        Some(times)
    }
}

/// To look at a rule costs as much as so many times.
const COST_OF_A_LOOK: usize = 20;
/// A COUNT beyond this is cut off: daily for half a century.
const MAX_COUNTED: usize = 20_000;

/// UNTIL as a local time; a day counts to its end.
fn last_time(until: &PartialDateTime, clock: &Clock) -> Option<NaiveDateTime> {
    let time = until.to_date_time()?;
    match time.offset {
        Some(offset) => Some(clock.local(time.date_time.checked_sub_offset(offset)?.and_utc())),
        None if until.hour.is_some() => Some(time.date_time),
        None => time.date_time.checked_add_signed(Duration::seconds(86_399)),
    }
}

/// Nothing is planned beyond this.
const END_OF_TIME: NaiveDateTime = NaiveDateTime::MAX;

fn partial(time: NaiveDateTime) -> PartialDateTime {
    let small = |number: u32| u8::try_from(number).ok();
    PartialDateTime {
        year: u16::try_from(time.year().clamp(1, 9999)).ok(),
        month: small(time.month()),
        day: small(time.day()),
        hour: small(time.hour()),
        minute: small(time.minute()),
        second: small(time.second()),
        ..PartialDateTime::default()
    }
}
