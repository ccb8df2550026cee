//! Rhythms of the week.

use chrono::{Datelike, TimeDelta, Weekday};

use super::super::Phrasebook;
use super::Series;
use super::rule::Part;
use crate::german::Locale;
use crate::german::counted::counted;
use crate::german::enumeration::enumerate;

impl Phrasebook {
    /// "jeden Montag", "dienstags und donnerstags", "montags bis freitags", "alle zwei Wochen dienstags".
    pub(super) fn weekly(series: &Series) -> Option<String> {
        let rule = series.rule;
        let counts_weekdays = rule.weekdays.iter().any(|(place, _)| *place != 0);
        if counts_weekdays || rule.has_other_than(&[Part::Weekdays]) {
            return None;
        }
        let days = series.weekdays()?;
        Some(match (rule.interval, days.as_slice()) {
            (1, [only]) => format!("jeden {}", Locale::weekday(*only)),
            (1, all) if all.len() == 7 => "täglich".to_owned(),
            (1, several) => Self::habitually(several),
            (every, days) => format!("alle {} {}", counted(every, "Wochen"), Self::habitually(days)),
        })
    }

    /// "dienstags und donnerstags"; three and more in a row are "montags bis freitags".
    fn habitually(days: &[Weekday]) -> String {
        let names: Vec<String> = days.iter().map(|day| format!("{}s", Locale::weekday(*day).to_lowercase())).collect();
        let in_a_row = days.windows(2).all(|pair| pair[0].succ() == pair[1]);
        match names.as_slice() {
            [first, _, .., last] if in_a_row => format!("{first} bis {last}"),
            names => enumerate(names, "und"),
        }
    }
}

impl Series<'_> {
    /// The weekdays on the writer's calendar, Monday first.
    fn weekdays(&self) -> Option<Vec<Weekday>> {
        if self.rule.weekdays.is_empty() {
            let first = self.first.checked_add_signed(TimeDelta::days(self.shift))?;
            return Some(vec![first.weekday()]);
        }
        let steps = self.shift.rem_euclid(7);
        let shifted = |day: Weekday| (0..steps).fold(day, |day, _| day.succ());
        let mut days: Vec<Weekday> = self.rule.weekdays.iter().map(|(_, day)| shifted(*day)).collect();
        days.sort_by_key(Weekday::num_days_from_monday);
        days.dedup();
        Some(days)
    }
}
