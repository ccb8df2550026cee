//! What cannot be said, and why.

use chrono::NaiveDate;
use thiserror::Error;

use crate::german::Moment;

/// A value that a phrase cannot be made of.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum PhraseError {
    /// The text is no date and no time.
    #[error("{0:?} is neither a date (2026-11-26) nor a point in time (2026-11-26T10:00:00+01:00)")]
    NotAMoment(String),
    /// A clock time was asked of a whole day.
    #[error("{0} is a whole day, it has no clock time")]
    NoClockTime(NaiveDate),
    /// One end of a span is a whole day, the other a point in time.
    #[error("{start} and {end} are a whole day and a point in time, not two of a kind")]
    MixedSpan {
        /// Where the span begins.
        start: Moment,
        /// Where it would end.
        end: Moment,
    },
    /// A span would end before it starts.
    #[error("{end} lies before {start}")]
    EndBeforeStart {
        /// Where the span begins.
        start: Moment,
        /// Where it would end.
        end: Moment,
    },
    /// The IANA database has no such time zone.
    #[error("{0:?} is no time zone; they look like \"America/New_York\"")]
    UnknownZone(String),
    /// A choice among nothing.
    #[error("there is nothing to choose from: the list is empty")]
    NothingToChoose,
    /// No form of a choice has this name.
    #[error("{0:?} is no form of a choice; there are weekday, day_month and long")]
    UnknownForm(String),
    /// A length of less than nothing.
    #[error("{0} minutes: a duration cannot be negative")]
    NegativeDuration(i64),
    /// Infinite, or not a number.
    #[error("{0} is not a number that can be written")]
    NotFinite(f64),
}

impl PhraseError {
    pub(crate) fn not_a_moment(text: &str) -> Self {
        Self::NotAMoment(excerpt(text))
    }

    pub(crate) fn unknown_zone(text: &str) -> Self {
        Self::UnknownZone(excerpt(text))
    }

    pub(crate) fn unknown_form(text: &str) -> Self {
        Self::UnknownForm(excerpt(text))
    }
}

/// The beginning of a text, for a message that stays a line however long the text is.
fn excerpt(text: &str) -> String {
    const LIMIT: usize = 60;
    match text.char_indices().nth(LIMIT) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_and_hostile_values_stay_a_short_line() {
        let message = PhraseError::not_a_moment(&"\u{1b}\n".repeat(10_000)).to_string();
        assert!(message.len() < 600);
        assert!(!message.contains(['\n', '\u{1b}']));
    }
}
