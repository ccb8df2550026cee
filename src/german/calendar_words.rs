//! The names of days and months, German and English, in folded spelling: lower case, "ae" for "ä".

use chrono::Weekday;

/// Each day with its names in full and its abbreviations.
const WEEKDAYS: &[(Weekday, &[&str], &[&str])] = &[
    (Weekday::Mon, &["montag", "monday"], &["mo", "mon"]),
    (Weekday::Tue, &["dienstag", "tuesday"], &["di", "tue", "tues"]),
    (Weekday::Wed, &["mittwoch", "wednesday"], &["mi", "wed"]),
    (Weekday::Thu, &["donnerstag", "thursday"], &["do", "thu", "thur", "thurs"]),
    (Weekday::Fri, &["freitag", "friday"], &["fr", "fri"]),
    (Weekday::Sat, &["samstag", "sonnabend", "saturday"], &["sa", "sat"]),
    (Weekday::Sun, &["sonntag", "sunday"], &["so", "sun"]),
];

const MONTHS: &[&[&str]] = &[
    &["januar", "jaenner", "january", "jan", "jaen"],
    &["februar", "feber", "february", "feb"],
    &["maerz", "march", "mrz", "mar"],
    &["april", "apr"],
    &["mai", "may"],
    &["juni", "june", "jun", "juno"],
    &["juli", "july", "jul"],
    &["august", "aug"],
    &["september", "sept", "sep"],
    &["oktober", "october", "okt", "oct"],
    &["november", "nov"],
    &["dezember", "december", "dez", "dec"],
];

/// The days by their names in full.
pub(super) fn weekday_names() -> impl Iterator<Item = (Weekday, &'static str)> {
    WEEKDAYS.iter().flat_map(|(day, names, _)| names.iter().map(|name| (*day, *name)))
}

/// The abbreviations of days.
pub(super) fn weekday_short_names() -> impl Iterator<Item = &'static str> {
    WEEKDAYS.iter().flat_map(|(_, _, short)| short.iter().copied())
}

/// All names and abbreviations of months.
pub(super) fn month_names() -> impl Iterator<Item = &'static str> {
    MONTHS.iter().flat_map(|names| names.iter().copied())
}

/// The day of which a name in full is as wanted.
pub(super) fn weekday_where(wanted: impl Fn(&str) -> bool) -> Option<Weekday> {
    weekday_names().find(|(_, name)| wanted(name)).map(|(day, _)| day)
}

/// The day of a name in full.
#[must_use]
pub fn named_weekday(word: &str) -> Option<Weekday> {
    weekday_where(|name| name == word)
}

/// The weekday of "dienstags" and the like.
#[must_use]
pub fn habitual_weekday(word: &str) -> Option<Weekday> {
    named_weekday(word.strip_suffix('s')?)
}

/// The weekday of an abbreviation such as "do"; the caller must see that it is meant as a day.
#[must_use]
pub fn short_weekday(word: &str) -> Option<Weekday> {
    WEEKDAYS.iter().find(|(_, _, short)| short.contains(&word)).map(|(day, ..)| *day)
}

/// The number of the month, 1 to 12, of which a name is as wanted.
pub(super) fn month_where(wanted: impl Fn(&str) -> bool) -> Option<u32> {
    let place = MONTHS.iter().position(|names| names.iter().any(|name| wanted(name)))?;
    u32::try_from(place + 1).ok()
}

/// The number of a month, 1 to 12, of its name or abbreviation.
#[must_use]
pub fn named_month(word: &str) -> Option<u32> {
    month_where(|name| name == word)
}
