//! A day as people speak of it: seen from today.

use chrono::{Datelike, NaiveDate};

use super::Phrasebook;
use crate::german::Moment;

impl Phrasebook {
    /// "heute", "morgen", "am Freitag" within the next six days, else "am Dienstag, dem 1. Dezember".
    ///
    /// Never "nächsten Freitag", which people read in two ways; from the seventh day on the bare
    /// weekday would be as unclear.
    #[must_use]
    pub fn near_date(&self, moment: &Moment) -> String {
        let day = self.day(moment);
        match self.days_ahead(day) {
            -2 => "vorgestern".to_owned(),
            -1 => "gestern".to_owned(),
            0 => "heute".to_owned(),
            1 => "morgen".to_owned(),
            2 => "übermorgen".to_owned(),
            3..=6 => format!("am {}", Self::weekday_of(day)),
            _ => {
                let date = if self.year_helps(day) { self.day_of_any_year(day) } else { self.day_of_year(day) };
                format!("am {}, dem {date}", Self::weekday_of(day))
            }
        }
    }

    /// "heute" or "morgen", where it is one of them.
    pub(super) fn today_or_tomorrow(&self, day: NaiveDate) -> Option<&'static str> {
        match self.days_ahead(day) {
            0 => Some("heute"),
            1 => Some("morgen"),
            _ => None,
        }
    }

    /// Whether the bare weekday can only mean this day: it lies in the next six days.
    pub(super) fn weekday_is_enough(&self, day: NaiveDate) -> bool {
        (0..=6).contains(&self.days_ahead(day))
    }

    /// Whether the day is still to come in the calendar week of today.
    pub(super) fn is_later_this_week(&self, day: NaiveDate) -> bool {
        self.days_ahead(day) > 0 && day.iso_week() == self.today().iso_week()
    }
}
