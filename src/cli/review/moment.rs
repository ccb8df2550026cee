//! A moment as people type it: `Thu 10:00`, `26.11. 10:00`, `10:00`.

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, NaiveTime, Weekday};

use crate::cli::views::outbox_words::Moment;
use crate::domain::working_hours::instant;

/// What can be typed.
pub const EXAMPLES: &str = "such as Thu 10:00, 26.11. 10:00, 2026-11-26 10:00 or tomorrow 10:00";

/// Reads a moment; a time of day alone is on `day`, a day without its year is the next one.
#[must_use]
pub fn read(text: &str, day: NaiveDate, now: Moment) -> Option<DateTime<FixedOffset>> {
    let text = text.trim().to_lowercase();
    let text = text.strip_suffix("uhr").unwrap_or(&text);
    let mut words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let time = time_of_day(words.pop()?)?;
    let day = match words.as_slice() {
        [] => day,
        // The weekday before a date says nothing new.
        [word] | [_, word] => read_day(word, now.date_naive())?,
        _ => return None,
    };
    instant(day, time, now.timezone())
}

fn time_of_day(word: &str) -> Option<NaiveTime> {
    let (hour, minute) = word.split_once([':', '.']).unwrap_or((word, "0"));
    NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)
}

fn read_day(word: &str, today: NaiveDate) -> Option<NaiveDate> {
    match word {
        "today" | "heute" => return Some(today),
        "tomorrow" | "morgen" => return today.succ_opt(),
        _ => {}
    }
    if let Some(weekday) = weekday(word.trim_end_matches('.')) {
        let ahead = (7 + weekday.num_days_from_monday() - today.weekday().num_days_from_monday()) % 7;
        return today.checked_add_days(Days::new(u64::from(ahead)));
    }
    if let Ok(day) = word.parse::<NaiveDate>() {
        return Some(day);
    }
    let mut numbers = word.trim_end_matches('.').split('.').map(str::parse::<u32>);
    let (day, month) = (numbers.next()?.ok()?, numbers.next()?.ok()?);
    match numbers.next() {
        Some(year) => {
            let year = i32::try_from(year.ok()?).ok()?;
            NaiveDate::from_ymd_opt(if year < 100 { 2000 + year } else { year }, month, day)
        }
        None => (today.year()..=today.year() + 8)
            .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
            .find(|date| *date >= today),
    }
}

fn weekday(word: &str) -> Option<Weekday> {
    const GERMAN: [(&str, Weekday); 7] = [
        ("montag", Weekday::Mon),
        ("dienstag", Weekday::Tue),
        ("mittwoch", Weekday::Wed),
        ("donnerstag", Weekday::Thu),
        ("freitag", Weekday::Fri),
        ("samstag", Weekday::Sat),
        ("sonntag", Weekday::Sun),
    ];
    let german = || GERMAN.iter().find(|(name, _)| word.len() >= 2 && name.starts_with(word)).map(|(_, day)| *day);
    word.parse().ok().or_else(german)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_as_people_type_it() {
        let now: Moment = "2026-11-24T09:00:00+01:00"
            .parse::<DateTime<FixedOffset>>()
            .unwrap()
            .with_timezone(&chrono_tz::Europe::Berlin);
        let cases = [
            ("10:00", Some("2026-11-26T10:00:00+01:00")),
            ("10", Some("2026-11-26T10:00:00+01:00")),
            ("10.30 Uhr", Some("2026-11-26T10:30:00+01:00")),
            ("Thu 10:00", Some("2026-11-26T10:00:00+01:00")),
            ("Do 10:00", Some("2026-11-26T10:00:00+01:00")),
            ("Dienstag 10:00", Some("2026-11-24T10:00:00+01:00")),
            ("Mon, 10:00", Some("2026-11-30T10:00:00+01:00")),
            ("26.11. 10:00", Some("2026-11-26T10:00:00+01:00")),
            ("Do., 26.11. 10:00", Some("2026-11-26T10:00:00+01:00")),
            ("1.2. 8:15", Some("2027-02-01T08:15:00+01:00")),
            ("29.2. 8:00", Some("2028-02-29T08:00:00+01:00")),
            ("26.11.26 10:00", Some("2026-11-26T10:00:00+01:00")),
            ("2026-07-01 10:00", Some("2026-07-01T10:00:00+02:00")),
            ("tomorrow 9:00", Some("2026-11-25T09:00:00+01:00")),
            ("morgen 9", Some("2026-11-25T09:00:00+01:00")),
            ("", None),
            ("Thu", None),
            ("25:00", None),
            ("31.2. 10:00", None),
            ("a b c 10:00", None),
        ];
        for (text, expected) in cases {
            let day = "2026-11-26".parse().unwrap();
            assert_eq!(read(text, day, now).map(|at| at.to_rfc3339()).as_deref(), expected, "{text}");
        }
    }
}
