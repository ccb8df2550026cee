//! Rhythms of the year.

use chrono::{Datelike, NaiveDate};

use super::super::Phrasebook;
use super::rule::Part;
use super::{PLACES, Series};
use crate::german::counted::counted;
use crate::german::enumeration::enumerate;
use crate::german::numeral::ordinal;

/// More dates than these nobody reads in a sentence.
const MOST_DATES: usize = 6;

impl Phrasebook {
    /// "jährlich am 15. Januar", "jährlich am ersten Montag im März", "alle zwei Jahre am 15. Januar".
    pub(super) fn yearly(&self, series: &Series) -> Option<String> {
        let rule = series.rule;
        // Without a month such a rule counts through the whole year.
        if rule.months.is_empty() && rule.has_other_than(&[]) {
            return None;
        }
        self.yearly_every(series, rule.interval)
    }

    /// The same where the months are those of the rule, else that of the first date.
    pub(super) fn yearly_every(&self, series: &Series, interval: u64) -> Option<String> {
        let rule = series.rule;
        let [weekdays, month_days, positions] = PLACES;
        if rule.has_other_than(&[weekdays, month_days, positions, Part::Months]) {
            return None;
        }
        let months: Vec<u32> = match rule.months.as_slice() {
            [] => vec![series.first.month()],
            months => months.iter().filter_map(|month| u32::try_from(*month).ok()).collect(),
        };
        let place = match rule.weekdays.as_slice() {
            [] if rule.set_positions.is_empty() => self.dates(&months, &series.month_days())?,
            _ => {
                let names: Vec<&str> = months.iter().map(|month| self.locale.month(*month)).collect();
                format!("{} im {}", Self::weekday_places(series)?, enumerate(&names, "und"))
            }
        };
        Some(match interval {
            1 => format!("jährlich {place}"),
            every => format!("alle {} {place}", counted(every, "Jahre")),
        })
    }

    /// "am 15. Januar und am 15. Juli"; none where a date does not exist each year.
    fn dates(&self, months: &[u32], days: &[i16]) -> Option<String> {
        if months.len() * days.len() > MOST_DATES {
            return None;
        }
        let mut dates = Vec::new();
        for month in months {
            for day in days {
                let name = self.locale.month(*month);
                dates.push(match u32::try_from(*day) {
                    Ok(day) => {
                        NaiveDate::from_ymd_opt(A_COMMON_YEAR, *month, day)?;
                        format!("am {day}.\u{a0}{name}")
                    }
                    Err(_) => format!("am {} Tag im {name}", ordinal(*day)?),
                });
            }
        }
        Some(enumerate(&dates, "und"))
    }
}

/// Without a 29 February.
const A_COMMON_YEAR: i32 = 2026;
