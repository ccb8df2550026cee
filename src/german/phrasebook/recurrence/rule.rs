//! The parts of an RRULE that words can be found for (RFC 5545 §3.3.10).

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, Weekday};

use crate::german::numbered_weekday;

/// How often a series comes round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Frequency {
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

/// When a series ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Never,
    After(u64),
    OnDay(NaiveDate),
    /// On the clock of the series itself.
    AtLocal(NaiveDateTime),
    At(DateTime<FixedOffset>),
}

/// A recurrence rule. What it does not hold, such as BYWEEKNO, makes a rule unreadable here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rule {
    pub frequency: Frequency,
    pub interval: u64,
    /// BYDAY: a weekday, with its place in the month or year (-1 for the last) or 0 for each.
    pub weekdays: Vec<(i16, Weekday)>,
    pub month_days: Vec<i16>,
    pub months: Vec<i16>,
    pub set_positions: Vec<i16>,
    pub hours: Vec<i16>,
    pub minutes: Vec<i16>,
    pub end: End,
}

impl Rule {
    /// Reads a rule; none where it breaks the grammar or says what has no place here.
    pub(super) fn read(text: &str) -> Option<Self> {
        /// No real rule is longer, and no longer one could be said.
        const LONGEST: usize = 1_000;
        let text = text.trim();
        if text.len() > LONGEST {
            return None;
        }
        let text = text.to_ascii_uppercase();
        let parts = text.strip_prefix("RRULE:").unwrap_or(&text);
        let mut frequency = None;
        let mut rule = Self {
            frequency: Frequency::Daily,
            interval: 1,
            weekdays: Vec::new(),
            month_days: Vec::new(),
            months: Vec::new(),
            set_positions: Vec::new(),
            hours: Vec::new(),
            minutes: Vec::new(),
            end: End::Never,
        };
        for part in parts.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=')?;
            match name {
                "FREQ" => frequency = Some(read_frequency(value)?),
                "INTERVAL" => rule.interval = positive(value)?,
                "COUNT" => rule.end = End::After(positive(value)?),
                "UNTIL" => rule.end = read_until(value)?,
                "BYDAY" => rule.weekdays = each(value, read_weekday)?,
                "BYMONTHDAY" => rule.month_days = numbers(value, -31, 31)?,
                "BYMONTH" => rule.months = numbers(value, 1, 12)?,
                "BYSETPOS" => rule.set_positions = numbers(value, -366, 366)?,
                "BYHOUR" => rule.hours = each(value, |hour| clock_number(hour, 23))?,
                "BYMINUTE" => rule.minutes = each(value, |minute| clock_number(minute, 59))?,
                "BYSECOND" if value.trim_start_matches('0').is_empty() => {}
                // The first day of the week changes dates, not words.
                "WKST" => {}
                _ => return None,
            }
        }
        rule.frequency = frequency?;
        Some(rule)
    }

    pub(super) fn has_other_than(&self, allowed: &[Part]) -> bool {
        let given = [
            (Part::Weekdays, !self.weekdays.is_empty()),
            (Part::MonthDays, !self.month_days.is_empty()),
            (Part::Months, !self.months.is_empty()),
            (Part::SetPositions, !self.set_positions.is_empty()),
        ];
        given.iter().any(|(part, is_given)| *is_given && !allowed.contains(part))
    }
}

/// The parts of a rule that narrow down its days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Weekdays,
    MonthDays,
    Months,
    SetPositions,
}

fn read_frequency(value: &str) -> Option<Frequency> {
    match value {
        "DAILY" => Some(Frequency::Daily),
        "WEEKLY" => Some(Frequency::Weekly),
        "MONTHLY" => Some(Frequency::Monthly),
        "YEARLY" => Some(Frequency::Yearly),
        _ => None,
    }
}

/// UNTIL as a date, a local time or a time in UTC.
fn read_until(value: &str) -> Option<End> {
    if let Some(utc) = value.strip_suffix('Z') {
        let at = NaiveDateTime::parse_from_str(utc, "%Y%m%dT%H%M%S").ok()?;
        return year_is_sane(at.date()).then(|| End::At(at.and_utc().fixed_offset()));
    }
    if let Ok(at) = NaiveDateTime::parse_from_str(value, "%Y%m%dT%H%M%S") {
        return year_is_sane(at.date()).then_some(End::AtLocal(at));
    }
    let day = NaiveDate::parse_from_str(value, "%Y%m%d").ok()?;
    year_is_sane(day).then_some(End::OnDay(day))
}

/// Chrono reads years that no calendar program writes; the days around them may not exist.
fn year_is_sane(day: NaiveDate) -> bool {
    use chrono::Datelike;
    (1..=9999).contains(&day.year())
}

/// "MO", "1WE", "-1FR".
fn read_weekday(value: &str) -> Option<(i16, Weekday)> {
    let (place, weekday) = numbered_weekday(value)?;
    let place = if place.is_empty() { 0 } else { number(place, -53, 53)? };
    Some((place, weekday))
}

fn positive(value: &str) -> Option<u64> {
    value.parse().ok().filter(|number| *number > 0)
}

fn number(value: &str, least: i16, most: i16) -> Option<i16> {
    value.parse().ok().filter(|number| *number != 0 && (least..=most).contains(number))
}

fn numbers(value: &str, least: i16, most: i16) -> Option<Vec<i16>> {
    let mut numbers = each(value, |item| number(item, least, most))?;
    // First to last, then those counted from the end.
    numbers.sort_by_key(|number| (*number < 0, *number));
    numbers.dedup();
    Some(numbers)
}

fn clock_number(value: &str, most: i16) -> Option<i16> {
    value.parse().ok().filter(|number| (0..=most).contains(number))
}

fn each<Item>(value: &str, read: impl Fn(&str) -> Option<Item>) -> Option<Vec<Item>> {
    value.split(',').map(|item| read(item.trim())).collect()
}
