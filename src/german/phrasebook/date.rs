//! A day by its date.

use chrono::{Datelike, NaiveDate};

use super::Phrasebook;
use crate::german::Moment;

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
        let format = if self.year_helps(day) { "%a.,\u{a0}%-d.%-m.%Y" } else { "%a.,\u{a0}%-d.%-m." };
        self.written(day, format)
    }

    /// "26. November"; the year only where the date is far off.
    #[must_use]
    pub fn day_month(&self, moment: &Moment) -> String {
        self.dated(self.day(moment))
    }

    /// "Donnerstag".
    #[must_use]
    pub fn weekday(&self, moment: &Moment) -> String {
        self.weekday_of(self.day(moment))
    }

    /// A day in chrono's format language, with the names of this German.
    pub(super) fn written(&self, day: NaiveDate, format: &str) -> String {
        day.format_localized(format, self.locale.names()).to_string()
    }

    /// "Donnerstag, 26. November 2026".
    pub(super) fn full_date(&self, day: NaiveDate) -> String {
        self.written(day, "%A, %-d.\u{a0}%B %Y")
    }

    /// "Donnerstag, 26. November"; the year only where it helps.
    pub(super) fn weekday_and_date(&self, day: NaiveDate) -> String {
        if self.year_helps(day) { self.full_date(day) } else { self.written(day, "%A, %-d.\u{a0}%B") }
    }

    /// "26. November"; here the turn of the year alone needs no year: "am 5. Januar" is the next one.
    pub(super) fn dated(&self, day: NaiveDate) -> String {
        if self.is_far_off(day) { self.written(day, "%-d.\u{a0}%B %Y") } else { self.written(day, "%-d.\u{a0}%B") }
    }

    pub(super) fn weekday_of(&self, day: NaiveDate) -> String {
        self.locale.weekday(day.weekday())
    }

    /// Whether a date is clearer with its year: another year than now, or far off.
    pub(super) fn year_helps(&self, day: NaiveDate) -> bool {
        day.year() != self.today().year() || self.is_far_off(day)
    }

    fn is_far_off(&self, day: NaiveDate) -> bool {
        self.days_ahead(day).abs() > FAR_OFF_DAYS
    }
}
