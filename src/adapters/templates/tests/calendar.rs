//! Whether every weekday belongs to its date.

use chrono::{Datelike, NaiveDate};

use crate::german::Locale;

/// Dates whose weekday is wrong: "Donnerstag, 26. November" without a year is the next one from now.
pub(super) fn wrong_weekdays(text: &str) -> Vec<String> {
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    let weekdays: Vec<(&str, chrono::Weekday)> =
        (0..7).map(|day| chrono::Weekday::try_from(day).unwrap()).map(|day| (Locale::weekday(day), day)).collect();
    let text = text.replace('\u{a0}', " ");
    let words: Vec<&str> = text.split([' ', '\n']).collect();
    let mut wrong = Vec::new();
    for window in words.windows(3) {
        let [name, day, month] = window else { continue };
        let Some((_, weekday)) = weekdays.iter().find(|(weekday, _)| *name == format!("{weekday},")) else { continue };
        let Some(day) = day.strip_suffix('.').and_then(|day| day.parse().ok()) else { continue };
        let month = month.trim_end_matches(|c: char| !c.is_alphabetic());
        let number = (1..=12)
            .find(|number| [Locale::Germany, Locale::Austria].iter().any(|locale| locale.month(*number) == month));
        let found = number.and_then(|month| {
            [2026, 2027].iter().filter_map(|year| NaiveDate::from_ymd_opt(*year, month, day)).find(|date| {
                *date >= today || text.contains(&format!("{} {}", window[2].trim_end_matches(','), date.year()))
            })
        });
        if found.is_none_or(|date| date.weekday() != *weekday) {
            wrong.push(format!("weekday: {}", window.join(" ")));
        }
    }
    wrong
}

#[test]
fn a_wrong_weekday_is_seen() {
    assert!(
        wrong_weekdays("am Donnerstag, 26.\u{a0}November, um 10 Uhr, Dienstag, 13. Oktober 2026, Jour fixe").is_empty()
    );
    assert_eq!(wrong_weekdays("am Freitag, 26. November, um 10 Uhr").len(), 1);
}
