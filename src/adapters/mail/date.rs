//! Date headers (RFC 5322 §3.3), and what programs write instead.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};

/// Reads a date; `None` where it holds no day, month, year and time.
pub(super) fn date(text: &str) -> Option<DateTime<FixedOffset>> {
    if let Ok(date) = DateTime::parse_from_rfc3339(text.trim()) {
        return Some(date);
    }
    let text = without_comments(text);
    let mut day = None;
    let mut month = None;
    let mut year = None;
    let mut time = None;
    let mut zone = None;
    for token in text.split([' ', '\t', ',']).filter(|token| !token.is_empty()) {
        if token.contains(':') && time.is_none() {
            time = clock(token);
        } else if time.is_some() && zone.is_none() && year.is_some() {
            zone = offset(token);
        } else if let Some(number) = month_number(token) {
            month = month.or(Some(number));
        } else if let Some((one, two, three)) = dashed(token) {
            (day, month, year) = (one.parse().ok(), month_number(two), calendar_year(three));
        } else if let Ok(number) = token.parse::<u32>() {
            match day {
                None if token.len() <= 2 => day = Some(number),
                _ => year = year.or_else(|| calendar_year(token)),
            }
        } else if time.is_some() {
            zone = zone.or_else(|| offset(token));
        }
    }
    let local = NaiveDate::from_ymd_opt(year?, month?, day?)?.and_time(time?);
    local.and_local_timezone(zone.or(FixedOffset::east_opt(0))?).single()
}

fn without_comments(text: &str) -> String {
    let mut depth = 0_u32;
    let outside = |c: &char| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    };
    text.chars().take(200).filter(outside).collect()
}

/// `10:05:43`, `10:05`; a leap second is the second before it to us.
fn clock(token: &str) -> Option<NaiveTime> {
    let mut numbers = token.split([':', '.']).map(str::parse::<u32>);
    let (hour, minute) = (numbers.next()?.ok()?, numbers.next()?.ok()?);
    let second = numbers.next().and_then(Result::ok).unwrap_or(0).min(59);
    NaiveTime::from_hms_opt(hour, minute, second)
}

/// English and German names, of which the first three letters count.
fn month_number(token: &str) -> Option<u32> {
    const MONTHS: [&[&str]; 12] = [
        &["jan", "jän"],
        &["feb"],
        &["mar", "mär", "mrz"],
        &["apr"],
        &["may", "mai"],
        &["jun"],
        &["jul"],
        &["aug"],
        &["sep"],
        &["oct", "okt"],
        &["nov"],
        &["dec", "dez"],
    ];
    let lower = token.to_lowercase();
    let month = MONTHS.iter().position(|names| names.iter().any(|name| lower.starts_with(name)))?;
    u32::try_from(month + 1).ok()
}

/// `23-Nov-2026`
fn dashed(token: &str) -> Option<(&str, &str, &str)> {
    let mut pieces = token.split('-');
    let pieces = (pieces.next()?, pieces.next()?, pieces.next()?);
    (!pieces.0.is_empty() && month_number(pieces.1).is_some()).then_some(pieces)
}

/// Years of two digits are of this century or the last (RFC 5322 §4.3).
fn calendar_year(token: &str) -> Option<i32> {
    let year: i32 = token.parse().ok()?;
    match (token.len(), year) {
        (2, 0..=49) => Some(2000 + year),
        (2, _) => Some(1900 + year),
        (4, 1900..) => Some(year),
        _ => None,
    }
}

/// `+0100`, `+01:00`, `GMT`, `CET`.
fn offset(token: &str) -> Option<FixedOffset> {
    const NAMES: [(&str, i32); 18] = [
        ("UT", 0),
        ("UTC", 0),
        ("GMT", 0),
        ("Z", 0),
        ("WET", 0),
        ("BST", 1),
        ("CET", 1),
        ("MEZ", 1),
        ("CEST", 2),
        ("MESZ", 2),
        ("EET", 2),
        ("EST", -5),
        ("EDT", -4),
        ("CST", -6),
        ("CDT", -5),
        ("MST", -7),
        ("PST", -8),
        ("PDT", -7),
    ];
    if let Some((_, hours)) = NAMES.iter().find(|(name, _)| token.eq_ignore_ascii_case(name)) {
        return FixedOffset::east_opt(hours * 3600);
    }
    let (sign, digits) = match token.split_at_checked(1)? {
        ("+", digits) => (1, digits.replace(':', "")),
        ("-", digits) => (-1, digits.replace(':', "")),
        _ => return None,
    };
    let number: i32 = digits.parse().ok().filter(|_| digits.len() == 4)?;
    FixedOffset::east_opt(sign * (number / 100 * 3600 + number % 100 * 60))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn dates_are_read_however_they_are_written() {
        let cases = [
            ("Mon, 23 Nov 2026 10:05:43 +0100", Some("2026-11-23T10:05:43+01:00")),
            ("Mon, 23 Nov 2026 10:05:43 +0100 (MEZ)", Some("2026-11-23T10:05:43+01:00")),
            ("Mon, 23 Nov 2026 10:05:43 CET", Some("2026-11-23T10:05:43+01:00")),
            ("23 Nov 26 10:05 EST", Some("2026-11-23T10:05:00-05:00")),
            ("2026-11-23T10:05:43+01:00", Some("2026-11-23T10:05:43+01:00")),
            ("Mon, 23-Nov-2026 10:05:43 GMT", Some("2026-11-23T10:05:43+00:00")),
            ("Mo, 23 Dez 2026 10:05:60 -0330", Some("2026-12-23T10:05:59-03:30")),
            ("Mon Nov 23 10:05:43 2026", Some("2026-11-23T10:05:43+00:00")),
            ("Mon Nov 23 10:05:43 CET 2026", Some("2026-11-23T10:05:43+01:00")),
            ("Mon,23 Nov 2026 10:05:43 +01:00", Some("2026-11-23T10:05:43+01:00")),
            ("Mon, 31 Feb 2026 10:05:43 +0100", None),
            ("Mon, 23 Nov 2026", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(date(text).map(|date| date.to_rfc3339()).as_deref(), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "([0-9]{1,5}|[:+, ()-]|Nov|CET|ü){0,20}") {
            let _ = date(&text);
        }
    }
}
