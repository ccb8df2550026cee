//! What is needed and noted while one calendar is read.

use std::rc::Rc;

use calcard::icalendar::ICalendar;
use chrono::{DateTime, FixedOffset};
use chrono_tz::Tz;

use super::clock::Clock;
use super::effort::Effort;
use super::zones::{Found, Zones};
use crate::domain::plain_text::one_line;

/// The zones of a calendar, and what was odd in it.
pub(super) struct Reader {
    zones: Zones,
    mine: Tz,
    warnings: Vec<String>,
    effort: Rc<Effort>,
}

/// What is odd in a calendar is odd a hundred times over, or else it is built to be.
const MAX_WARNINGS: usize = 100;

impl Reader {
    /// Begins to read a calendar; floating times are in `mine`.
    pub fn new(calendar: &ICalendar, mine: Tz, effort: &Rc<Effort>) -> Self {
        Self { zones: Zones::of(calendar), mine, warnings: Vec::new(), effort: Rc::clone(effort) }
    }

    /// Notes something odd, once.
    pub fn warn(&mut self, warning: impl Into<String>) {
        let warning = warning.into();
        if self.warnings.len() < MAX_WARNINGS && !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }

    /// What was noted.
    pub fn into_warnings(self) -> Vec<String> {
        self.warnings
    }

    /// My own clock.
    pub fn mine(&self) -> Clock {
        Clock::Iana(self.mine)
    }

    /// An instant as my own clock shows it.
    pub fn in_my_zone(&self, instant: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
        instant.with_timezone(&self.mine).fixed_offset()
    }

    /// The clock of a TZID; my own where the name says nothing.
    pub fn clock(&mut self, tzid: &str) -> Clock {
        let name = one_line(tzid, 100);
        match self.zones.clock(tzid) {
            Found::Told(clock) => clock,
            Found::Guessed(clock) => {
                let zone = clock.name().unwrap_or_else(|| "its distance from UTC".to_owned());
                self.warn(format!("the time zone `{name}` is not described; it is taken for {zone}"));
                clock
            }
            Found::Unknown => {
                self.warn(format!("the time zone `{name}` is unknown; it is taken for {}", self.mine));
                self.mine()
            }
        }
    }

    /// What may still be done for the calendars of this text.
    pub fn effort(&self) -> &Effort {
        &self.effort
    }
}
