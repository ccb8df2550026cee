//! A day or a point in time, as templates and invites hand it over.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, FixedOffset, NaiveDate, TimeZone};
use chrono_tz::Tz;

use super::phrasebook::PhraseError;

/// A whole day, or a point in time with the offset it was written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// A day without a clock time, as in an all-day meeting.
    Day(NaiveDate),
    /// A point in time.
    At(DateTime<FixedOffset>),
}

impl Moment {
    /// The calendar day it falls on in `zone`; a whole day is the same everywhere.
    #[must_use]
    pub fn day_in(&self, zone: Tz) -> NaiveDate {
        match self {
            Self::Day(day) => *day,
            Self::At(at) => at.with_timezone(&zone).date_naive(),
        }
    }
}

/// Reads `2026-11-26` or RFC 3339 (`2026-11-26T10:00:00+01:00`).
impl FromStr for Moment {
    type Err = PhraseError;

    fn from_str(text: &str) -> Result<Self, PhraseError> {
        day(text)
            .map(Self::Day)
            .or_else(|| DateTime::parse_from_rfc3339(text).ok().map(Self::At))
            .ok_or_else(|| PhraseError::not_a_moment(text))
    }
}

/// Four, two and two digits: chrono alone would take a sign, blanks and longer years too.
fn day(text: &str) -> Option<NaiveDate> {
    let shape = text.bytes().enumerate().all(|(place, byte)| match place {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    if shape && text.len() == 10 { NaiveDate::parse_from_str(text, "%Y-%m-%d").ok() } else { None }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{day}"),
            Self::At(at) => f.write_str(&at.to_rfc3339()),
        }
    }
}

impl From<NaiveDate> for Moment {
    fn from(day: NaiveDate) -> Self {
        Self::Day(day)
    }
}

impl<Zone: TimeZone> From<DateTime<Zone>> for Moment {
    fn from(at: DateTime<Zone>) -> Self {
        Self::At(at.fixed_offset())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn days_and_times_are_read() {
        for text in ["2026-11-26", "0001-01-01", "2026-11-26T10:00:00+01:00"] {
            assert_eq!(text.parse::<Moment>().unwrap().to_string(), text);
        }
        let utc: Moment = "2026-11-26T23:30:00Z".parse().unwrap();
        assert_eq!(utc.day_in(chrono_tz::Europe::Berlin).to_string(), "2026-11-27");
    }

    #[test]
    fn what_is_neither_is_named() {
        for text in [
            "",
            "heute",
            "2026-13-01",
            "2026-02-29",
            "26.11.2026",
            "+026-11-26",
            "2026-11-26T10:00:00",
            "2026-11-26 ",
            "20261126",
            "2026-11-26T25:00:00Z",
            "2026-1-1",
            "99999-01-01",
            "２026-11-26",
        ] {
            let error = text.parse::<Moment>().unwrap_err().to_string();
            assert!(error.contains(text), "{error}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,40}|[0-9TZ:+. -]{0,30}") {
            let _ = text.parse::<Moment>();
        }
    }
}
