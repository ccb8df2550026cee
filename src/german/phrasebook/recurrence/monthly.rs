//! Rhythms of the month.

use chrono::{Datelike, Weekday};

use super::super::Phrasebook;
use super::{PLACES, Series};
use crate::german::Locale;
use crate::german::counted::counted;
use crate::german::enumeration::enumerate;
use crate::german::numeral::ordinal;

/// No month has a sixth Monday.
const MOST_OF_A_WEEKDAY: i16 = 5;

impl Phrasebook {
    /// "am 15. jedes Monats", "am letzten Freitag im Monat", "vierteljährlich am 1.".
    pub(super) fn monthly(&self, series: &Series) -> Option<String> {
        let rule = series.rule;
        if rule.has_other_than(&PLACES) {
            return None;
        }
        if rule.interval.is_multiple_of(12) {
            return self.yearly_every(series, rule.interval / 12);
        }
        let is_plain_weekday = rule.set_positions.is_empty()
            && rule.month_days.is_empty()
            && rule.weekdays.iter().any(|(place, _)| *place == 0);
        if is_plain_weekday {
            return if rule.interval == 1 { Self::weekly(series) } else { None };
        }
        let of_the_month = if rule.weekdays.is_empty() { " jedes Monats" } else { " im Monat" };
        let place = match rule.weekdays.as_slice() {
            [] if rule.set_positions.is_empty() => month_days(&series.month_days())?,
            _ => Self::weekday_places(series)?,
        };
        Some(match rule.interval {
            1 if series.skips_short_months() => format!("jeweils {place} des Monats"),
            1 => format!("{place}{of_the_month}"),
            _ if series.skips_short_months() => return None,
            3 => format!("vierteljährlich {place}"),
            6 => format!("halbjährlich {place}"),
            every => format!("alle {} {place}", counted(every, "Monate")),
        })
    }

    /// "am ersten und dritten Montag", "am letzten Arbeitstag".
    pub(super) fn weekday_places(series: &Series) -> Option<String> {
        let rule = series.rule;
        if !rule.month_days.is_empty() {
            return None;
        }
        if rule.set_positions.is_empty() {
            return Self::counted_weekdays(&rule.weekdays);
        }
        if rule.weekdays.iter().any(|(place, _)| *place != 0) {
            return None;
        }
        let mut days: Vec<Weekday> = rule.weekdays.iter().map(|(_, day)| *day).collect();
        days.sort_by_key(Weekday::num_days_from_monday);
        days.dedup();
        let name = match days.as_slice() {
            [only] => Locale::weekday(*only),
            [Weekday::Mon, _, _, _, Weekday::Fri] => "Arbeitstag",
            all if all.len() == 7 => "Tag",
            _ => return None,
        };
        let places = &rule.set_positions;
        let exist = days.len() > 1 || places.iter().all(|place| place.abs() <= MOST_OF_A_WEEKDAY);
        exist.then_some(())?;
        Some(format!("am {} {name}", ordinals(places)?))
    }

    /// "am ersten und dritten Montag", "am ersten Montag und am letzten Freitag".
    fn counted_weekdays(weekdays: &[(i16, Weekday)]) -> Option<String> {
        if weekdays.iter().any(|(place, _)| place.abs() > MOST_OF_A_WEEKDAY) {
            return None;
        }
        let mut named: Vec<(Weekday, Vec<i16>)> = Vec::new();
        for (place, weekday) in weekdays {
            match named.iter_mut().find(|(known, _)| known == weekday) {
                Some((_, places)) => places.push(*place),
                None => named.push((*weekday, vec![*place])),
            }
        }
        let named: Option<Vec<String>> = named
            .iter_mut()
            .map(|(weekday, places)| {
                places.sort_by_key(|place| (*place < 0, *place));
                places.dedup();
                Some(format!("am {} {}", ordinals(places)?, Locale::weekday(*weekday)))
            })
            .collect();
        Some(enumerate(&named?, "und"))
    }
}

impl Series<'_> {
    /// The days of the month that the rule names, else that of the first date.
    pub(super) fn month_days(&self) -> Vec<i16> {
        if self.rule.month_days.is_empty() {
            i16::try_from(self.first.day()).into_iter().collect()
        } else {
            self.rule.month_days.clone()
        }
    }

    /// Whether it is about the 29th, 30th or 31st, which not every month has.
    fn skips_short_months(&self) -> bool {
        self.rule.weekdays.is_empty() && self.month_days().iter().any(|day| day.abs() > 28)
    }
}

/// "ersten und dritten".
fn ordinals(places: &[i16]) -> Option<String> {
    let words: Option<Vec<&str>> = places.iter().map(|place| ordinal(*place)).collect();
    Some(enumerate(&words?, "und"))
}

/// "am 1. und 15.", "am letzten Tag".
fn month_days(days: &[i16]) -> Option<String> {
    let (from_start, from_end): (Vec<i16>, Vec<i16>) = days.iter().partition(|day| **day > 0);
    let mut parts = Vec::new();
    if !from_start.is_empty() {
        let numbers: Vec<String> = from_start.iter().map(|day| format!("{day}.")).collect();
        parts.push(format!("am {}", enumerate(&numbers, "und")));
    }
    if !from_end.is_empty() {
        parts.push(format!("am {} Tag", ordinals(&from_end)?));
    }
    Some(enumerate(&parts, "und"))
}
