//! How a meeting's times are written: as days, on its zone's clock or in UTC.

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, Timelike, Utc};

use super::content_lines::ContentLines;
use super::time_zone::Zone;

/// A time as it stands in a calendar (RFC 5545 §3.3.4, §3.3.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    Day(NaiveDate),
    /// On the clock of the meeting's zone, or of whoever reads it where the zone is unknown.
    Local(NaiveDateTime),
    Utc(DateTime<Utc>),
}

/// The zone of a meeting and whether it takes whole days.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Clock {
    pub zone: Option<Zone>,
    pub all_day: bool,
}

impl Clock {
    /// How an instant is written.
    pub fn at(&self, instant: DateTime<Utc>) -> When {
        match (&self.zone, self.all_day) {
            (Some(zone), true) => When::Day(zone.to_local(instant).date()),
            // Midnight in an unknown zone: the nearest one in UTC is right from UTC-11 to UTC+12.
            (None, true) => When::Day((instant.naive_utc() + Duration::hours(12)).date()),
            (Some(zone), false) if !zone.is_utc() => When::Local(zone.to_local(instant)),
            (_, false) => When::Utc(instant),
        }
    }

    /// How a time on the zone's clock is written.
    pub fn at_local(&self, local: NaiveDateTime) -> When {
        match &self.zone {
            _ if self.all_day => When::Day(local.date()),
            Some(zone) if zone.is_utc() => When::Utc(local.and_utc()),
            _ => When::Local(local),
        }
    }

    /// What the zone's clock shows at an instant, where the zone is known.
    pub fn local(&self, instant: DateTime<Utc>) -> Option<NaiveDateTime> {
        self.zone.as_ref().map(|zone| zone.to_local(instant))
    }

    /// UNTIL of a rule: in UTC wherever that is known (RFC 5545 §3.3.10).
    pub fn until(&self, local: NaiveDateTime) -> String {
        match (&self.zone, self.at_local(local)) {
            (Some(zone), When::Local(local)) => When::Utc(zone.to_utc(local)).text(),
            (_, when) => when.text(),
        }
    }

    /// Writes properties whose values are times.
    pub fn write(&self, lines: &mut ContentLines, name: &str, times: &[When]) {
        let Some(first) = times.first() else { return };
        let values: Vec<String> = times.iter().map(|time| time.text()).collect();
        let values = values.join(",");
        match (first, &self.zone) {
            (When::Day(_), _) => lines.push_with(name, &[("VALUE", "DATE")], &values),
            (When::Local(_), Some(zone)) => lines.push_with(name, &[("TZID", &zone.name)], &values),
            _ => lines.push(name, &values),
        }
    }
}

impl When {
    /// The end of a meeting that begins now: for days the day after the last, never the first one itself.
    pub fn until(self, end: Option<Self>) -> Option<Self> {
        match (self, end) {
            (Self::Day(start), Some(Self::Day(end))) if end > start => Some(Self::Day(end)),
            (Self::Day(start), _) => start.succ_opt().map(Self::Day),
            (start, end) => end.filter(|end| *end > start),
        }
    }

    pub fn text(self) -> String {
        match self {
            Self::Day(day) => day.format("%Y%m%d").to_string(),
            Self::Local(time) => time.format("%Y%m%dT%H%M%S").to_string(),
            Self::Utc(time) => time.format("%Y%m%dT%H%M%SZ").to_string(),
        }
    }
}

/// The zone in which a clock showed `local` at an instant, where that is a zone that exists.
pub fn zone_between(local: NaiveDateTime, instant: DateTime<Utc>) -> Option<Zone> {
    let minutes = (local - instant.naive_utc()).num_minutes();
    let is_offset = minutes % 15 == 0 && (-12 * 60..=14 * 60).contains(&minutes) && instant.second() == 0;
    is_offset.then(|| i32::try_from(minutes).ok()).flatten().map(Zone::fixed)
}
