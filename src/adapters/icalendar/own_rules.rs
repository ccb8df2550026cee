//! A VTIMEZONE (RFC 5545 §3.6.5): a zone that a calendar describes itself.

use calcard::common::PartialDateTime;
use calcard::icalendar::{
    ICalendarComponentType, ICalendarDay, ICalendarProperty, ICalendarRecurrenceRule, ICalendarValue, ICalendarWeekday,
};
use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Weekday};
use chrono_tz::Tz;

use super::component::{Component, as_date};

/// The clock changes of a zone.
#[derive(Debug)]
pub(super) struct OwnRules {
    name: String,
    /// From when (UTC) which distance from UTC holds, in order.
    changes: Vec<(NaiveDateTime, i32)>,
    /// What holds before the first change: nobody says so, and most take the standard time for it.
    earliest: i32,
}

/// Clock changes are worked out for these years only; later ones are as in the last.
const FIRST_YEAR: i32 = 1970;
const LAST_YEAR: i32 = 2100;
/// Nobody has changed their clocks more often.
const MAX_CHANGES: usize = 2_000;

impl OwnRules {
    /// Reads the STANDARD and DAYLIGHT parts of a VTIMEZONE; `None` where there is no usable one.
    pub fn read<'a>(name: &str, parts: impl Iterator<Item = Component<'a>>) -> Option<Self> {
        let mut changes: Vec<(NaiveDateTime, i32)> = Vec::new();
        let mut standard = None;
        let mut first_from = None;
        for part in parts {
            let is_standard = part.is(&ICalendarComponentType::Standard);
            let is_part = is_standard || part.is(&ICalendarComponentType::Daylight);
            let to = offset(part, ICalendarProperty::Tzoffsetto);
            let (Some(to), true) = (to, is_part && changes.len() < MAX_CHANGES) else { continue };
            let from = offset(part, ICalendarProperty::Tzoffsetfrom).unwrap_or(to);
            standard = standard.or(is_standard.then_some(to));
            first_from = first_from.or(Some(from));
            let utc = |local: NaiveDateTime| local.checked_sub_signed(Duration::seconds(i64::from(from)));
            changes.extend(onsets(part).into_iter().filter_map(utc).map(|utc| (utc, to)));
        }
        changes.sort_by_key(|(utc, _)| *utc);
        changes.truncate(MAX_CHANGES);
        Some(Self { name: name.to_owned(), changes, earliest: standard.or(first_from)? })
    }

    /// The TZID.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether clocks show the same in a known zone, in every month of the years in which people plan.
    pub fn are_those_of(&self, zone: Tz) -> bool {
        let months =
            (2024..2030).flat_map(|year| (1..=12).filter_map(move |month| NaiveDate::from_ymd_opt(year, month, 15)));
        let mut noons = months.map(|day| day.and_time(NaiveTime::MIN) + Duration::hours(12));
        noons.all(|noon| zone.offset_from_utc_datetime(&noon).fix().local_minus_utc() == self.offset_at(noon))
    }

    /// The distance from UTC at an instant, in seconds to the east.
    pub fn offset_at(&self, utc: NaiveDateTime) -> i32 {
        let after = self.changes.partition_point(|(from, _)| *from <= utc);
        after.checked_sub(1).map_or(self.earliest, |at| self.changes[at].1)
    }
}

fn offset(part: Component<'_>, name: ICalendarProperty) -> Option<i32> {
    let value = part.first(name)?.0.values.first()?;
    let ICalendarValue::PartialDateTime(offset) = value else { return None };
    let seconds = i32::from(offset.tz_hour?) * 3600 + i32::from(offset.tz_minute.unwrap_or(0)) * 60;
    (seconds < 24 * 3600).then_some(if offset.tz_minus { -seconds } else { seconds })
}

/// When a part comes into force, in local time.
fn onsets(part: Component<'_>) -> Vec<NaiveDateTime> {
    let Some(start) = part.first(ICalendarProperty::Dtstart).and_then(|start| local(&start.0.values[0])) else {
        // Without a start it holds for ever.
        return NaiveDate::from_ymd_opt(FIRST_YEAR, 1, 1).map(|day| day.and_time(NaiveTime::MIN)).into_iter().collect();
    };
    let mut onsets = vec![start];
    for property in part.all(ICalendarProperty::Rdate) {
        onsets.extend(property.0.values.iter().filter_map(local).take(MAX_CHANGES));
    }
    for value in part.all(ICalendarProperty::Rrule).flat_map(|rule| &rule.0.values) {
        if let ICalendarValue::RecurrenceRule(rule) = value {
            onsets.extend(yearly(rule, start));
        }
    }
    onsets
}

fn local(value: &ICalendarValue) -> Option<NaiveDateTime> {
    as_date(value)?.to_date_time().map(|date| date.date_time)
}

/// Clocks change once a year, on a day of a month that is told by weekday or date: nothing else occurs in a VTIMEZONE.
fn yearly(rule: &ICalendarRecurrenceRule, start: NaiveDateTime) -> Vec<NaiveDateTime> {
    let until =
        rule.until.as_ref().and_then(PartialDateTime::to_date_time).map(|until| until.date_time + Duration::days(1));
    let most = rule.count.map_or(usize::MAX, |count| count as usize);
    let first_year = if rule.count.is_some() { start.year() } else { start.year().max(FIRST_YEAR) };
    let months: Vec<u32> = match rule.bymonth.as_slice() {
        [] => vec![start.month()],
        months => months.iter().map(|month| u32::from(month.month())).collect(),
    };
    let step = usize::from(rule.interval.unwrap_or(1).max(1));
    let mut onsets = Vec::new();
    for year in (start.year()..=LAST_YEAR).step_by(step).filter(|year| *year >= first_year) {
        for month in &months {
            let days = (1..=31).filter_map(|day| NaiveDate::from_ymd_opt(year, *month, day));
            let onset = days.filter(|day| is_day_of(rule, *day, start)).map(|day| day.and_time(start.time())).next();
            onsets.extend(onset.filter(|onset| *onset >= start && until.is_none_or(|until| *onset <= until)));
        }
    }
    onsets.truncate(most);
    onsets
}

fn is_day_of(rule: &ICalendarRecurrenceRule, day: NaiveDate, start: NaiveDateTime) -> bool {
    let last = i32::try_from(days_in_month(day)).unwrap_or(31);
    let number = i32::try_from(day.day()).unwrap_or(1);
    let by_date = rule.bymonthday.is_empty()
        || rule.bymonthday.iter().any(|wanted| i32::from(*wanted) == number || i32::from(*wanted) == number - last - 1);
    let by_weekday = rule.byday.is_empty() || rule.byday.iter().any(|wanted| is_weekday(*wanted, day, number, last));
    let by_start = !rule.bymonthday.is_empty() || !rule.byday.is_empty() || day.day() == start.day();
    by_date && by_weekday && by_start
}

fn is_weekday(wanted: ICalendarDay, day: NaiveDate, number: i32, last: i32) -> bool {
    let of_month = match wanted.ordwk.map(i32::from) {
        None | Some(0) => true,
        Some(nth) if nth > 0 => (number - 1) / 7 + 1 == nth,
        Some(nth) => (last - number) / 7 + 1 == -nth,
    };
    of_month && weekday(wanted.weekday) == day.weekday()
}

fn days_in_month(day: NaiveDate) -> u32 {
    (28..=31).rev().find(|last| day.with_day(*last).is_some()).unwrap_or(28)
}

fn weekday(day: ICalendarWeekday) -> Weekday {
    match day {
        ICalendarWeekday::Monday => Weekday::Mon,
        ICalendarWeekday::Tuesday => Weekday::Tue,
        ICalendarWeekday::Wednesday => Weekday::Wed,
        ICalendarWeekday::Thursday => Weekday::Thu,
        ICalendarWeekday::Friday => Weekday::Fri,
        ICalendarWeekday::Saturday => Weekday::Sat,
        ICalendarWeekday::Sunday => Weekday::Sun,
    }
}

#[cfg(test)]
mod tests {
    use calcard::icalendar::{ICalendar, ICalendarComponent};

    use super::*;

    #[test]
    fn every_zone_can_be_described() {
        for zone in chrono_tz::TZ_VARIANTS {
            let mut calendar =
                ICalendar { components: vec![ICalendarComponent::new(ICalendarComponentType::VCalendar)] };
            // calcard writes the rules of the years from 2015 to 2040.
            let described = calendar.add_timezone(zone.name(), 1_420_070_400, 2_208_988_800).unwrap();
            let parts = calendar.component_by_id(described).unwrap().component_ids.clone();
            let parts = parts.iter().filter_map(|id| calendar.component_by_id(*id)).map(Component);
            let rules = OwnRules::read("x", parts).unwrap();
            assert!(rules.are_those_of(zone), "{zone}: {rules:?}");
        }
    }
}
