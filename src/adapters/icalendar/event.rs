//! One VEVENT as far as time is concerned: when it is, and when it comes again.

use std::collections::HashSet;

use calcard::common::PartialDateTime;
use calcard::icalendar::{ICalendarParameterName, ICalendarPeriod, ICalendarProperty, ICalendarStatus, ICalendarValue};
use chrono::{DateTime, NaiveDate, Utc};

use super::component::{Component, as_date};
use super::length::{ASSUMED_MINUTES, Length, between, of_duration, read_end};
use super::moment::Moment;
use super::reader::Reader;
use super::recurrence::{Recurrence, Unusable};
use crate::domain::limits::{MAX_OCCURRENCES, REST};
use crate::domain::time_slot::{MeetingTime, TimeSlot};

/// A VEVENT and its times.
pub(super) struct Event<'a> {
    pub component: Component<'a>,
    pub start: Option<Moment>,
    pub end: Option<MeetingTime>,
    pub length: Option<Length>,
    pub recurrence_id: Option<Moment>,
    pub this_and_future: bool,
    pub rules: Vec<Recurrence>,
    /// EXRULEs, which RFC 2445 had and some programs still write.
    pub except_rules: Vec<Recurrence>,
    /// RRULE or RDATE as they were written.
    pub rule_as_written: Option<String>,
    /// RDATEs, with the lengths that some of them have of their own.
    pub more: Vec<(Moment, Option<Length>)>,
    /// EXDATEs.
    pub except: Times,
    pub cancelled: bool,
}

/// Times that are looked up: instants, or whole days where only these are known.
#[derive(Debug, Default)]
pub(super) struct Times {
    instants: HashSet<DateTime<Utc>>,
    days: HashSet<NaiveDate>,
}

impl Times {
    /// Adds a time.
    pub fn add(&mut self, moment: &Moment) {
        if moment.is_day {
            self.days.insert(moment.local.date());
        } else if let Some(instant) = moment.instant() {
            self.instants.insert(instant.to_utc());
        }
    }

    /// Whether this time is among them.
    pub fn hold(&self, moment: &Moment, instant: DateTime<Utc>) -> bool {
        self.instants.contains(&instant) || self.days.contains(&moment.local.date())
    }
}

/// An event has one rule; more than these are not looked at.
const MAX_RULES: usize = 5;

impl<'a> Event<'a> {
    /// Reads the times of a VEVENT.
    pub fn read(component: Component<'a>, rule_as_written: Option<String>, reader: &mut Reader) -> Self {
        let start = Moment::read(component, ICalendarProperty::Dtstart, reader);
        if start.is_none() && component.first(ICalendarProperty::Dtstart).is_some() {
            reader.warn("DTSTART cannot be read");
        }
        let (end, length) = match &start {
            Some(start) => read_end(component, start, reader),
            None => {
                (Moment::read(component, ICalendarProperty::Dtend, reader).and_then(|end| end.meeting_time()), None)
            }
        };
        let mut except = Times::default();
        for (moment, _) in moments(component, ICalendarProperty::Exdate, reader) {
            except.add(&moment);
        }
        Self {
            component,
            end,
            length,
            recurrence_id: Moment::read(component, ICalendarProperty::RecurrenceId, reader),
            this_and_future: component
                .first(ICalendarProperty::RecurrenceId)
                .is_some_and(|id| id.0.has_parameter(&ICalendarParameterName::Range)),
            rules: rules(component, ICalendarProperty::Rrule, start.as_ref(), reader),
            except_rules: rules(component, ICalendarProperty::Exrule, start.as_ref(), reader),
            rule_as_written,
            more: moments(component, ICalendarProperty::Rdate, reader),
            except,
            cancelled: is_cancelled(component),
            start,
        }
    }

    /// Whether it comes more than once.
    pub fn is_recurring(&self) -> bool {
        !self.rules.is_empty() || !self.more.is_empty()
    }

    /// The slot that one of its occurrences takes in my calendar.
    pub fn slot(&self, start: &Moment, length: Option<Length>, reader: &Reader) -> Option<TimeSlot> {
        let begin = start.instant()?;
        let end = length.or(self.length).and_then(|length| length.end_of(start));
        match end {
            Some(end) if end > begin => TimeSlot::new(reader.in_my_zone(begin), reader.in_my_zone(end)).ok(),
            // A meeting that takes no time, or nobody knows how much.
            Some(_) => Some(TimeSlot::lasting(reader.in_my_zone(begin), 1)),
            None => Some(TimeSlot::lasting(reader.in_my_zone(begin), ASSUMED_MINUTES)),
        }
    }
}

/// The rules of a property, RRULE or EXRULE, for an event that starts at `start`.
fn rules(
    component: Component<'_>,
    name: ICalendarProperty,
    start: Option<&Moment>,
    reader: &mut Reader,
) -> Vec<Recurrence> {
    let Some(start) = start else { return Vec::new() };
    let (shown, otherwise) = match name {
        ICalendarProperty::Exrule => ("EXRULE", "it excludes nothing"),
        _ => ("RRULE", "only the first occurrence counts"),
    };
    let mut rules = Vec::new();
    for value in component.all(name).flat_map(|rule| &rule.0.values).take(MAX_RULES) {
        let rule = match value {
            ICalendarValue::RecurrenceRule(rule) if reader.is_patient() => {
                Recurrence::new(rule, start.local, &start.clock)
            }
            _ => Err(Unusable::Nonsense),
        };
        match rule {
            Ok(rule) => rules.push(rule),
            Err(Unusable::TooOften) => {
                reader.warn(format!("{shown} repeats by the minute or second; {otherwise}"));
            }
            Err(Unusable::Never) => {
                reader.lose_patience();
                reader.warn(format!("{shown} never comes true; {otherwise}"));
            }
            Err(Unusable::Nonsense) => reader.warn(format!("{shown} cannot be understood; {otherwise}")),
        }
    }
    rules
}

/// Whether STATUS says that it does not take place.
fn is_cancelled(component: Component<'_>) -> bool {
    component.all(ICalendarProperty::Status).flat_map(|status| &status.0.values).any(|value| match value {
        ICalendarValue::Status(status) => *status == ICalendarStatus::Cancelled,
        ICalendarValue::Text(status) => status.trim().eq_ignore_ascii_case("CANCELED"),
        _ => false,
    })
}

/// All values of RDATE or EXDATE.
fn moments(component: Component<'_>, name: ICalendarProperty, reader: &mut Reader) -> Vec<(Moment, Option<Length>)> {
    let mut moments = Vec::new();
    for property in component.all(name) {
        for value in &property.0.values {
            if moments.len() >= MAX_OCCURRENCES {
                reader.warn(format!("a series has more than {MAX_OCCURRENCES} single dates or exceptions; {REST}"));
                return moments;
            }
            let of = |date: &PartialDateTime, reader: &mut Reader| Moment::of(date, property, None, reader);
            let moment = match value {
                ICalendarValue::Period(ICalendarPeriod::Range { start, end }) => {
                    let ends = of(start, reader).zip(of(end, reader));
                    ends.map(|(start, end)| (start.clone(), between(&start, &end)))
                }
                ICalendarValue::Period(ICalendarPeriod::Duration { start, duration }) => {
                    of(start, reader).map(|start| (start, Some(of_duration(duration))))
                }
                other => as_date(other).and_then(|date| of(&date, reader)).map(|moment| (moment, None)),
            };
            moments.extend(moment);
        }
    }
    moments
}
