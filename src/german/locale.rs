//! Which German: Germany's, Austria's or Switzerland's.

use chrono::{NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

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

    /// Chrono's name of this locale, whose tables hold the months and weekdays.
    pub(crate) const fn names(self) -> chrono::Locale {
        match self {
            Self::Germany => chrono::Locale::de_DE,
            Self::Austria => chrono::Locale::de_AT,
            Self::Switzerland => chrono::Locale::de_CH,
        }
    }

    /// "Donnerstag".
    pub(crate) fn weekday(self, weekday: Weekday) -> String {
        NaiveDate::from_isoywd_opt(2024, 1, weekday)
            .map(|day| day.format_localized("%A", self.names()).to_string())
            .unwrap_or_default()
    }

    /// "Januar", in Austria "Jänner"; empty for what is no month.
    pub(crate) fn month(self, month: u32) -> String {
        NaiveDate::from_ymd_opt(2024, month, 1)
            .map(|day| day.format_localized("%B", self.names()).to_string())
            .unwrap_or_default()
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
        for locale in Locale::ALL {
            assert_eq!(locale.weekday(Weekday::Mon), "Montag");
            assert_eq!(locale.weekday(Weekday::Sat), "Samstag");
        }
    }
}
