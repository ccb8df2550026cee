//! A moment as people type it: `Thu 10:00`, `26 Nov 10:00`, `26.11. 10:00`, `10:00`; whatever [`super::Moments`] tells.

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, NaiveTime, Weekday};

use super::Moment;
use crate::domain::working_hours::instant;
use crate::german::calendar_words::{named_month, named_weekday, short_weekday};
use crate::german::folding::fold;

/// What can be typed.
pub const EXAMPLES: &str = "such as Thu 10:00, 26 Nov 10:00, 26.11. 10:00 or tomorrow 10:00";

/// Reads a moment; a time of day alone is on `day`, a day without its year is the next one.
#[must_use]
pub fn read(text: &str, day: NaiveDate, now: Moment) -> Option<DateTime<FixedOffset>> {
    let text = text.trim().to_lowercase();
    let text = text.strip_suffix("uhr").unwrap_or(&text);
    let mut words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let time = time_of_day(words.pop()?)?;
    let day = if words.is_empty() { day } else { read_day(&words, now.date_naive())? };
    instant(day, time, now.timezone())
}

fn time_of_day(word: &str) -> Option<NaiveTime> {
    let (hour, minute) = word.split_once([':', '.']).unwrap_or((word, "0"));
    NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)
}

fn read_day(words: &[&str], today: NaiveDate) -> Option<NaiveDate> {
    match words {
        [word] => named_day(word, today).or_else(|| in_numbers(word, today)),
        [day, month] if weekday(day).is_none() => with_month(day, month, None, today),
        // The weekday before a date says nothing new.
        [_, date] => in_numbers(date, today),
        [day, month, year] if weekday(day).is_none() => with_month(day, month, Some(year), today),
        [_, day, month] => with_month(day, month, None, today),
        [_, day, month, year] => with_month(day, month, Some(year), today),
        _ => None,
    }
}

/// `today`, `morgen`, `Thu`, `Dienstag`.
fn named_day(word: &str, today: NaiveDate) -> Option<NaiveDate> {
    match word {
        "yesterday" | "gestern" => return today.pred_opt(),
        "today" | "heute" => return Some(today),
        "tomorrow" | "morgen" => return today.succ_opt(),
        _ => {}
    }
    let weekday = weekday(word)?;
    let ahead = (7 + weekday.num_days_from_monday() - today.weekday().num_days_from_monday()) % 7;
    today.checked_add_days(Days::new(u64::from(ahead)))
}

/// `2026-11-26`, `26.11.`, `26.11.26`.
fn in_numbers(word: &str, today: NaiveDate) -> Option<NaiveDate> {
    if let Ok(day) = word.parse::<NaiveDate>() {
        return Some(day);
    }
    let mut numbers = word.trim_end_matches('.').split('.').map(str::parse::<u32>);
    let (day, month) = (numbers.next()?.ok()?, numbers.next()?.ok()?);
    match numbers.next() {
        Some(year) => date(day, month, Some(year.ok()?), today),
        None => date(day, month, None, today),
    }
}

/// `26 Nov`, `26. November 2027`.
fn with_month(day: &str, month: &str, year: Option<&str>, today: NaiveDate) -> Option<NaiveDate> {
    let month = named_month(&fold(month.trim_end_matches('.')))?;
    let year = year.map(str::parse).transpose().ok()?;
    date(day.trim_end_matches('.').parse().ok()?, month, year, today)
}

/// Without a year, the next day of this date.
fn date(day: u32, month: u32, year: Option<u32>, today: NaiveDate) -> Option<NaiveDate> {
    if let Some(year) = year {
        let year = i32::try_from(year).ok()?;
        return NaiveDate::from_ymd_opt(if year < 100 { 2000 + year } else { year }, month, day);
    }
    let years = today.year()..=today.year() + 8;
    years.filter_map(|year| NaiveDate::from_ymd_opt(year, month, day)).find(|date| *date >= today)
}

fn weekday(word: &str) -> Option<Weekday> {
    let word = fold(word.trim_end_matches('.'));
    named_weekday(&word).or_else(|| short_weekday(&word))
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
            ("26 Nov 10:00", Some("2026-11-26T10:00:00+01:00")),
            ("Thu 26 Nov 10:00", Some("2026-11-26T10:00:00+01:00")),
            ("26. November 10 Uhr", Some("2026-11-26T10:00:00+01:00")),
            ("Fr., 5. März 2027, 9:00", Some("2027-03-05T09:00:00+01:00")),
            ("1 Jan 27 10:00", Some("2027-01-01T10:00:00+01:00")),
            ("yesterday 10:00", Some("2026-11-23T10:00:00+01:00")),
            ("26 Foo 10:00", None),
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

    #[test]
    fn what_lists_show_can_be_typed() {
        let now: Moment = "2026-11-24T09:00:00+01:00"
            .parse::<DateTime<FixedOffset>>()
            .unwrap()
            .with_timezone(&chrono_tz::Europe::Berlin);
        for days in [0, 1, 2, 6, 7, 30, 37, 38, 300, 365, 800] {
            let at = (now + chrono::Duration::days(days)).fixed_offset();
            for moments in [super::super::Moments::named(now), super::super::Moments::dated(now)] {
                let told = moments.moment(at);
                assert_eq!(read(&told, now.date_naive(), now), Some(at), "{told}");
            }
        }
    }
}
