//! What a server gives away of its clock, for whoever wants to know whether ours is right.

use chrono::{DateTime, TimeDelta, Utc};

/// What a server gives away of its clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServerClock {
    /// It shows what ours shows, as far as [`TOLERANCE`].
    Agrees,
    /// It is ahead of ours by so much; behind it where that is negative.
    Ahead(TimeDelta),
    /// It is past this moment, and nothing more is known.
    Past(DateTime<Utc>),
}

/// Clocks that differ by less agree: no answer of statt's depends on it, and asking takes its time.
pub const TOLERANCE: TimeDelta = TimeDelta::minutes(5);

impl ServerClock {
    /// A clock that shows `theirs` when ours shows `ours`.
    #[must_use]
    pub fn showing(theirs: DateTime<Utc>, ours: DateTime<Utc>) -> Self {
        Self::ahead(theirs - ours)
    }

    /// A clock that is ahead of ours by so much.
    #[must_use]
    pub fn ahead(difference: TimeDelta) -> Self {
        if difference.abs() <= TOLERANCE { Self::Agrees } else { Self::Ahead(difference) }
    }

    /// The moment that stands in a server's first words, as many programs write it there (RFC 5322 §3.3).
    #[must_use]
    pub fn moment_in(words: &str) -> Option<DateTime<Utc>> {
        let from_weekday = |(at, _): (usize, &str)| words.get(at.checked_sub(3)?..);
        let mut places = words.match_indices(", ").filter_map(from_weekday);
        let moment = places.find_map(|from| DateTime::parse_and_remainder(from, "%a, %e %b %Y %H:%M:%S %z").ok());
        moment.map(|(moment, _)| moment.to_utc())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_moment_stands_in_many_first_words() {
        let moment = Some("2026-11-23T08:00:00Z".parse().unwrap());
        let cases = [
            (
                "AM6.outlook.office365.com Microsoft ESMTP MAIL Service ready at Mon, 23 Nov 2026 08:00:00 +0000 [id]",
                moment,
            ),
            ("mail.firma.example ESMTP Exim 4.96 Mon, 23 Nov 2026 09:00:00 +0100", moment),
            ("mail.firma.example ESMTP Sendmail 8.17.1/8.17.1; Mon, 23 Nov 2026 09:00:00 +0100", moment),
            ("Monday ESMTP Mon, 99 Nov 2026 09:00:00 +0100", None),
            ("mail.firma.example ESMTP Postfix (Debian/GNU)", None),
            ("", None),
        ];
        for (words, expected) in cases {
            assert_eq!(ServerClock::moment_in(words), expected, "{words}");
        }
    }
}
