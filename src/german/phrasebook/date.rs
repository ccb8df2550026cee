//! A day by its date.

use chrono::{Datelike, NaiveDate};

use super::Phrasebook;
use crate::german::{Locale, Moment};

/// Beyond about ten months the same day and month could mean either of two years.
const FAR_OFF_DAYS: i64 = 300;

impl Phrasebook {
    /// "Donnerstag, 26. November 2026".
    #[must_use]
    pub fn long_date(&self, moment: &Moment) -> String {
        self.full_date(self.day(moment))
    }

    /// "Do., 26.11."; with the year where that is not clear.
    #[must_use]
    pub fn short_date(&self, moment: &Moment) -> String {
        let day = self.day(moment);
        let year = if self.year_helps(day) { format!("{:04}", day.year()) } else { String::new() };
        format!("{},\u{a0}{}.{}.{year}", Locale::short_weekday(day.weekday()), day.day(), day.month())
    }

    /// "26. November"; the year only where the date is far off.
    #[must_use]
    pub fn day_month(&self, moment: &Moment) -> String {
        self.dated(self.day(moment))
    }

    /// "Donnerstag".
    #[must_use]
    pub fn weekday(&self, moment: &Moment) -> String {
        Self::weekday_of(self.day(moment)).to_owned()
    }

    /// "26. November".
    pub(super) fn day_of_year(&self, day: NaiveDate) -> String {
        format!("{}.\u{a0}{}", day.day(), self.locale.month(day.month()))
    }

    /// "26. November 2026".
    pub(super) fn day_of_any_year(&self, day: NaiveDate) -> String {
        format!("{} {:04}", self.day_of_year(day), day.year())
    }

    /// "Donnerstag, 26. November 2026".
    pub(super) fn full_date(&self, day: NaiveDate) -> String {
        format!("{}, {}", Self::weekday_of(day), self.day_of_any_year(day))
    }

    /// "Donnerstag, 26. November".
    pub(super) fn weekday_and_day(&self, day: NaiveDate) -> String {
        format!("{}, {}", Self::weekday_of(day), self.day_of_year(day))
    }

    /// "Donnerstag, 26. November"; the year only where it helps.
    pub(super) fn weekday_and_date(&self, day: NaiveDate) -> String {
        if self.year_helps(day) { self.full_date(day) } else { self.weekday_and_day(day) }
    }

    /// "26. November"; here the turn of the year alone needs no year: "am 5. Januar" is the next one.
    pub(super) fn dated(&self, day: NaiveDate) -> String {
        if self.is_far_off(day) { self.day_of_any_year(day) } else { self.day_of_year(day) }
    }

    pub(super) fn weekday_of(day: NaiveDate) -> &'static str {
        Locale::weekday(day.weekday())
    }

    /// Whether a date is clearer with its year: another year than now, or far off.
    pub(super) fn year_helps(&self, day: NaiveDate) -> bool {
        day.year() != self.today().year() || self.is_far_off(day)
    }

    fn is_far_off(&self, day: NaiveDate) -> bool {
        self.days_ahead(day).abs() > FAR_OFF_DAYS
    }
}
