//! Recurrences in words: "jeden Montag um 10 Uhr", "am letzten Freitag im Monat um 11 Uhr".
//!
//! What has no plain words, or none that are true, is only "regelmäßig".

use chrono::{DateTime, NaiveDate, NaiveDateTime, Offset, TimeDelta, Timelike};

use self::rule::{End, Frequency, Part, Rule};
use super::Phrasebook;
use crate::german::counted::counted;
use crate::german::{Locale, Moment};

mod monthly;
mod rule;
mod weekly;
mod yearly;

/// A rule with the first day of its series.
struct Series<'rule> {
    rule: &'rule Rule,
    /// The first day where the series was made.
    first: NaiveDate,
    /// How many days later it is on the writer's calendar: from -2 to 2.
    shift: i64,
}

impl Phrasebook {
    /// The rhythm, the time of day and the end of a series that begins at `start`.
    #[must_use]
    pub fn recurrence(&self, rule: &str, start: &Moment) -> String {
        let Some(rule) = Rule::read(rule) else {
            return self.vaguely().to_owned();
        };
        let series = Series::new(&rule, start, self.day(start));
        if rule.end == End::After(1) {
            return self.only_once(start);
        }
        let rhythm = if hours_are_those_of(&rule, start) { self.rhythm(&series) } else { None };
        let mut words = match (rhythm, self.local(start)) {
            (Some(rhythm), Ok(time)) => format!("{rhythm} um {}", self.oclock(time.time())),
            (Some(rhythm), Err(_)) => rhythm,
            (None, _) => self.vaguely().to_owned(),
        };
        words.push_str(&self.end(&series, start));
        words
    }

    fn vaguely(&self) -> &'static str {
        match self.locale {
            Locale::Germany | Locale::Austria => "regelmäßig",
            Locale::Switzerland => "regelmässig",
        }
    }

    fn only_once(&self, start: &Moment) -> String {
        let day = self.weekday_and_date(self.day(start));
        match self.local(start) {
            Ok(time) => format!("einmalig am {day}, um {}", self.oclock(time.time())),
            Err(_) => format!("einmalig am {day}"),
        }
    }

    fn rhythm(&self, series: &Series) -> Option<String> {
        match series.rule.frequency {
            Frequency::Daily => Self::daily(series),
            Frequency::Weekly => Self::weekly(series),
            // A day that is another one on the writer's calendar has no fixed place in their month.
            Frequency::Monthly | Frequency::Yearly if series.shift != 0 => None,
            Frequency::Monthly => self.monthly(series),
            Frequency::Yearly => self.yearly(series),
        }
    }

    fn daily(series: &Series) -> Option<String> {
        let rule = series.rule;
        if rule.interval == 1 && !rule.weekdays.is_empty() {
            return Self::weekly(series);
        }
        if rule.has_other_than(&[]) {
            return None;
        }
        Some(match rule.interval {
            1 => "täglich".to_owned(),
            every => format!("alle {}", counted(every, "Tage")),
        })
    }

    fn end(&self, series: &Series, start: &Moment) -> String {
        let last = match series.rule.end {
            End::Never => return String::new(),
            End::After(count) => return format!(", {}", counted(count, "Termine")),
            End::OnDay(day) => day.checked_add_signed(TimeDelta::days(series.shift)),
            End::At(until) => self.last_day(until.into(), start),
            End::AtLocal(until) => self.last_day(on_clock_of(start, until), start),
        };
        match last {
            Some(day) if self.year_helps(day) => {
                format!(" bis zum {}", self.day_of_any_year(day))
            }
            Some(day) => format!(" bis zum {}", self.dated(day)),
            None => String::new(),
        }
    }

    /// The last day with room for the series: an end before its time of day leaves the day before.
    fn last_day(&self, until: Moment, start: &Moment) -> Option<NaiveDate> {
        let day = self.day(&until);
        match (self.local(&until), self.local(start)) {
            (Ok(until), Ok(start)) if until.time() < start.time() => day.pred_opt(),
            _ => Some(day),
        }
    }
}

impl<'rule> Series<'rule> {
    fn new(rule: &'rule Rule, start: &Moment, first_here: NaiveDate) -> Self {
        let first = match start {
            Moment::Day(day) => *day,
            Moment::At(at) => at.date_naive(),
        };
        let shift = first_here.signed_duration_since(first).num_days();
        Self { rule, first, shift }
    }
}

/// Some programs repeat the start in BYHOUR and BYMINUTE; other hours would be more than one a day.
fn hours_are_those_of(rule: &Rule, start: &Moment) -> bool {
    let Moment::At(at) = start else {
        return rule.hours.is_empty() && rule.minutes.is_empty();
    };
    let is = |given: &[i16], own: u32| match given {
        [] => true,
        [only] => i64::from(*only) == i64::from(own),
        _ => false,
    };
    is(&rule.hours, at.hour()) && is(&rule.minutes, at.minute())
}

/// A time without a zone is meant on the clock that the series starts by.
fn on_clock_of(start: &Moment, local: NaiveDateTime) -> Moment {
    match start {
        Moment::Day(_) => Moment::Day(local.date()),
        Moment::At(at) => {
            let offset = at.offset().fix();
            let utc = local.checked_sub_offset(offset).unwrap_or(local);
            Moment::At(DateTime::from_naive_utc_and_offset(utc, offset))
        }
    }
}

/// What a rhythm of the month or the year may narrow its days by.
const PLACES: [Part; 3] = [Part::Weekdays, Part::MonthDays, Part::SetPositions];
