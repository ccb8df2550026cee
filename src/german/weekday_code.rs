//! Weekdays as recurrence rules write them (RFC 5545 §3.3.10): the German grammar makes rules, the phrasebook reads them.

use chrono::Weekday;

const CODES: [(&str, Weekday); 7] = [
    ("MO", Weekday::Mon),
    ("TU", Weekday::Tue),
    ("WE", Weekday::Wed),
    ("TH", Weekday::Thu),
    ("FR", Weekday::Fri),
    ("SA", Weekday::Sat),
    ("SU", Weekday::Sun),
];

/// A weekday's two letters.
#[must_use]
pub fn weekday_code(weekday: Weekday) -> &'static str {
    CODES[weekday.num_days_from_monday() as usize].0
}

/// The weekday of two capital letters.
#[must_use]
pub fn weekday_of_code(code: &str) -> Option<Weekday> {
    CODES.iter().find(|(known, _)| *known == code).map(|(_, weekday)| *weekday)
}

/// What stands before the two letters at the end, and their weekday: `-1SU`, `2SU`, `SU`.
#[must_use]
pub fn numbered_weekday(day: &str) -> Option<(&str, Weekday)> {
    let (number, code) = day.split_at_checked(day.len().checked_sub(2)?)?;
    Some((number, weekday_of_code(code)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_weekday_has_its_own_letters() {
        for (code, weekday) in CODES {
            assert_eq!((weekday_code(weekday), weekday_of_code(code)), (code, Some(weekday)));
        }
        let cases = [
            ("-1SU", Some(("-1", Weekday::Sun))),
            ("MO", Some(("", Weekday::Mon))),
            ("xFR", Some(("x", Weekday::Fri))),
            ("mo", None),
            ("1", None),
            ("ÄU", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(numbered_weekday(text), expected, "{text}");
        }
    }
}
