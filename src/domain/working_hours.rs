//! When I work: days, hours and lunch, public holidays and days off.

use chrono::{DateTime, Datelike, Duration, FixedOffset, NaiveDate, NaiveTime, TimeZone, Weekday};
use chrono_tz::Tz;

use super::holidays::Region;
use super::spans::common;
use super::time_slot::TimeSlot;

/// How many days are looked at before a search for a working day is given up.
const MAX_DAYS: u32 = 366;

/// When calls and shorter meetings may be proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkingHours {
    /// Days of work.
    pub weekdays: Vec<Weekday>,
    /// Start of the day.
    pub start: NaiveTime,
    /// End of the day.
    pub end: NaiveTime,
    /// Lunch.
    pub lunch: Option<(NaiveTime, NaiveTime)>,
    /// Whose public holidays are free.
    pub holidays: Option<Region>,
    /// Free days of the user's own.
    pub days_off: Vec<NaiveDate>,
    /// Minutes kept free before and after another appointment.
    pub buffer_minutes: u32,
}

impl WorkingHours {
    /// Whether I work on that day.
    #[must_use]
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        self.weekdays.contains(&day.weekday())
            && !self.days_off.contains(&day)
            && self.holidays.is_none_or(|region| region.holiday_on(day).is_none())
    }

    /// The hours of work of that day in `zone`, without lunch; none on a free day.
    #[must_use]
    pub fn spans(&self, day: NaiveDate, zone: Tz) -> Vec<TimeSlot> {
        if !self.is_working_day(day) {
            return Vec::new();
        }
        let (until_lunch, from_lunch) = match self.lunch {
            Some((from, to)) if from < to => (from.clamp(self.start, self.end.max(self.start)), to.max(self.start)),
            _ => (self.end, self.end),
        };
        [(self.start, until_lunch), (from_lunch, self.end)]
            .into_iter()
            .filter_map(|(from, to)| span_of_day(day, from, to, zone))
            .collect()
    }

    /// The instant after so many minutes of work: what is written on Friday evening is read on Monday.
    #[must_use]
    pub fn after(&self, from: DateTime<Tz>, minutes: u32) -> DateTime<FixedOffset> {
        let zone = from.timezone();
        let mut left = Duration::minutes(i64::from(minutes));
        for span in days_from(from.date_naive()).flat_map(|day| self.spans(day, zone)) {
            let start = span.start().max(from.fixed_offset());
            if span.end() <= start {
                continue;
            }
            if left <= span.end() - start {
                return start + left;
            }
            left -= span.end() - start;
        }
        from.checked_add_signed(Duration::minutes(i64::from(minutes))).unwrap_or(from).fixed_offset()
    }

    /// The minutes of a whole working day, without lunch.
    #[must_use]
    pub fn minutes_a_day(&self) -> u32 {
        let minutes = |from: NaiveTime, to: NaiveTime| (to - from).num_minutes().max(0);
        let lunch = self.lunch.map_or(0, |(from, to)| minutes(from.max(self.start), to.min(self.end)));
        u32::try_from(minutes(self.start, self.end) - lunch).unwrap_or(0)
    }

    /// How much of a span is work.
    #[must_use]
    pub fn within(&self, span: TimeSlot, zone: Tz) -> Vec<TimeSlot> {
        let first = span.start().with_timezone(&zone).date_naive();
        days_from(first)
            .flat_map(|day| self.spans(day, zone))
            .take_while(|working| working.start() < span.end())
            .filter_map(|working| common(working, span))
            .collect()
    }
}

/// From nine to five on weekdays in Germany, with an hour of lunch.
impl Default for WorkingHours {
    fn default() -> Self {
        let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or(NaiveTime::MIN);
        Self {
            weekdays: vec![Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri],
            start: hour(9),
            end: hour(17),
            lunch: Some((hour(12), hour(13))),
            holidays: Region::parse("DE").ok(),
            days_off: Vec::new(),
            buffer_minutes: 15,
        }
    }
}

/// A day and those after it, for a year.
pub fn days_from(first: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    first.iter_days().take(MAX_DAYS as usize)
}

/// A span of a day's clock times; none where the clock leaves nothing of it.
#[must_use]
pub fn span_of_day(day: NaiveDate, from: NaiveTime, to: NaiveTime, zone: Tz) -> Option<TimeSlot> {
    TimeSlot::new(instant(day, from, zone)?, instant(day, to, zone)?).ok()
}

/// The instant of a clock time; one that a clock change swallows counts an hour later.
#[must_use]
pub fn instant(day: NaiveDate, time: NaiveTime, zone: Tz) -> Option<DateTime<FixedOffset>> {
    let local = day.and_time(time);
    let later = || zone.from_local_datetime(&local.checked_add_signed(Duration::hours(1))?).earliest();
    zone.from_local_datetime(&local).earliest().or_else(later).map(|instant| instant.fixed_offset())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BERLIN: Tz = chrono_tz::Europe::Berlin;

    fn spans(hours: &WorkingHours, day: &str) -> Vec<String> {
        hours
            .spans(day.parse().unwrap(), BERLIN)
            .into_iter()
            .map(|span| format!("{}-{}", span.start().format("%H:%M"), span.end().format("%H:%M")))
            .collect()
    }

    fn clock(text: &str) -> NaiveTime {
        text.parse().unwrap()
    }

    #[test]
    fn free_days_hold_no_work() {
        let hours = WorkingHours { days_off: vec!["2026-11-24".parse().unwrap()], ..WorkingHours::default() };
        let cases = [
            ("2026-11-23", true),
            ("2026-11-24", false),
            ("2026-11-28", false),
            ("2026-12-25", false),
            ("2026-12-24", true),
        ];
        for (day, expected) in cases {
            assert_eq!(hours.is_working_day(day.parse().unwrap()), expected, "{day}");
            assert_eq!(!spans(&hours, day).is_empty(), expected, "{day}");
        }
    }

    #[test]
    fn lunch_parts_the_day() {
        let cases = [
            (Some(("12:00:00", "13:00:00")), vec!["09:00-12:00", "13:00-17:00"]),
            (None, vec!["09:00-17:00"]),
            (Some(("08:00:00", "08:30:00")), vec!["09:00-17:00"]),
            (Some(("08:00:00", "09:30:00")), vec!["09:30-17:00"]),
            (Some(("16:30:00", "18:00:00")), vec!["09:00-16:30"]),
            (Some(("13:00:00", "12:00:00")), vec!["09:00-17:00"]),
            (Some(("08:00:00", "18:00:00")), vec![]),
        ];
        for (lunch, expected) in cases {
            let lunch = lunch.map(|(from, to)| (clock(from), clock(to)));
            assert_eq!(spans(&WorkingHours { lunch, ..WorkingHours::default() }, "2026-11-23"), expected, "{lunch:?}");
        }
        let night = WorkingHours { start: clock("22:00:00"), end: clock("06:00:00"), ..WorkingHours::default() };
        assert!(spans(&night, "2026-11-23").is_empty());
    }

    #[test]
    fn a_change_of_clocks_bends_the_night_only() {
        let mut hours = WorkingHours { weekdays: vec![Weekday::Sun], lunch: None, ..WorkingHours::default() };
        assert_eq!(spans(&hours, "2026-03-29"), ["09:00-17:00"]);
        hours.start = clock("02:30:00");
        assert_eq!(spans(&hours, "2026-03-29"), ["03:30-17:00"]);
    }

    #[test]
    fn what_is_written_late_is_read_in_the_next_hours_of_work() {
        let cases = [
            ("2026-11-23T09:00:00+01:00", "2026-11-23T11:00:00+01:00"),
            ("2026-11-23T11:00:00+01:00", "2026-11-23T14:00:00+01:00"),
            ("2026-11-27T16:00:00+01:00", "2026-11-30T10:00:00+01:00"),
            ("2026-12-24T18:00:00+01:00", "2026-12-28T11:00:00+01:00"),
        ];
        for (now, expected) in cases {
            let now = now.parse::<DateTime<FixedOffset>>().unwrap().with_timezone(&BERLIN);
            assert_eq!(WorkingHours::default().after(now, 120).to_rfc3339(), expected, "{now}");
        }
    }
}
