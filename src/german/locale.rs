//! Which German: Germany's, Austria's or Switzerland's.

use chrono::Weekday;
use serde::{Deserialize, Serialize};

const WEEKDAYS: [&str; 7] = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"];
const MONTHS: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

/// The variety of German that a letter is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Locale {
    /// German as written in Germany.
    #[default]
    #[serde(rename = "de-DE")]
    Germany,
    /// Austrian German: "Jänner", academic degrees in the salutation.
    #[serde(rename = "de-AT")]
    Austria,
    /// Swiss Standard German: "ss" for "ß", "14.30 Uhr", no comma after the salutation.
    #[serde(rename = "de-CH")]
    Switzerland,
}

impl Locale {
    /// All three, to try something in each.
    pub const ALL: [Self; 3] = [Self::Germany, Self::Austria, Self::Switzerland];

    /// "Donnerstag".
    pub(crate) fn weekday(weekday: Weekday) -> &'static str {
        WEEKDAYS[weekday.num_days_from_monday() as usize]
    }

    /// "Do.", as it stands before a date in figures.
    pub(crate) fn short_weekday(weekday: Weekday) -> String {
        format!("{}.", &Self::weekday(weekday)[..2])
    }

    /// "Januar", in Austria "Jänner"; empty for what is no month.
    pub(crate) fn month(self, month: u32) -> &'static str {
        match (self, month) {
            (Self::Austria, 1) => "Jänner",
            (_, 1..=12) => MONTHS[month as usize - 1],
            _ => "",
        }
    }

    /// What stands between hours and minutes.
    pub(crate) const fn clock_separator(self) -> char {
        match self {
            Self::Germany | Self::Austria => ':',
            Self::Switzerland => '.',
        }
    }

    /// What stands before the decimals.
    pub(crate) const fn decimal_mark(self) -> char {
        match self {
            Self::Germany | Self::Austria => ',',
            Self::Switzerland => '.',
        }
    }

    /// What groups the thousands.
    pub(crate) const fn thousands_mark(self) -> char {
        match self {
            Self::Germany | Self::Austria => '.',
            Self::Switzerland => '\'',
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn january_is_austrian_in_austria_only() {
        let months = Locale::ALL.map(|locale| locale.month(1));
        assert_eq!(months, ["Januar", "Jänner", "Januar"]);
        assert_eq!(Locale::Austria.month(2), "Februar");
        assert_eq!(Locale::Germany.month(13), "");
    }

    #[test]
    fn weekdays_have_their_names() {
        assert_eq!(Locale::weekday(Weekday::Mon), "Montag");
        assert_eq!(Locale::weekday(Weekday::Sat), "Samstag");
        assert_eq!(Locale::short_weekday(Weekday::Thu), "Do.");
    }
}
