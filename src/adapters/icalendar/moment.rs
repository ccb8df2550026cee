//! A date or time of a calendar with the clock that it is told by.

use calcard::common::PartialDateTime;
use calcard::icalendar::{ICalendarParameterName, ICalendarProperty};
use chrono::{DateTime, Datelike, Duration, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};

use super::clock::Clock;
use super::component::{Component, Property};
use super::reader::Reader;
use crate::domain::time_slot::MeetingTime;

/// A day, or a time of a day, as a clock shows it.
#[derive(Debug, Clone)]
pub(super) struct Moment {
    /// What the clock shows; midnight for a day.
    pub local: NaiveDateTime,
    /// A whole day.
    pub is_day: bool,
    /// The clock.
    pub clock: Clock,
}

impl Moment {
    /// Reads the first property of this name. An own TZID line in the event counts as the parameter that it should
    /// have been.
    pub fn read(event: Component<'_>, name: ICalendarProperty, reader: &mut Reader) -> Option<Self> {
        let property = event.first(name)?;
        let date = property.date()?;
        let line = event.text(ICalendarProperty::Tzid);
        Self::of(&date, property, line.as_deref(), reader)
    }

    /// A date or time with the zone that its property names.
    pub fn of(
        date: &PartialDateTime,
        property: Property<'_>,
        default: Option<&str>,
        reader: &mut Reader,
    ) -> Option<Self> {
        let day = NaiveDate::from_ymd_opt(i32::from(date.year?), u32::from(date.month?), u32::from(date.day?))?;
        if !(1..=9998).contains(&day.year()) {
            return None;
        }
        let Some(hour) = date.hour else {
            return Some(Self { local: day.and_time(NaiveTime::MIN), is_day: true, clock: reader.mine() });
        };
        // 24 o'clock is the midnight that ends the day; a leap second is the second before it to us.
        let (day, hour) = if hour == 24 { (day.succ_opt()?, 0) } else { (day, hour) };
        let second = u32::from(date.second.unwrap_or(0)).min(59);
        let local = day.and_hms_opt(u32::from(hour), u32::from(date.minute.unwrap_or(0)), second)?;
        let clock = match date.tz_hour {
            Some(0) if date.tz_minute.unwrap_or(0) == 0 => Clock::UTC,
            Some(hours) => {
                let seconds = i32::from(hours) * 3600 + i32::from(date.tz_minute.unwrap_or(0)) * 60;
                Clock::Fixed(FixedOffset::east_opt(if date.tz_minus { -seconds } else { seconds })?)
            }
            None => {
                let tzid = property.parameters(ICalendarParameterName::Tzid).collect::<Vec<_>>().join(", ");
                match Some(tzid.as_str()).filter(|tzid| !tzid.trim().is_empty()).or(default) {
                    Some(tzid) => reader.clock(tzid),
                    None => reader.mine(),
                }
            }
        };
        let moment = Self { local, is_day: false, clock };
        moment.instant().map(|_| moment)
    }

    /// The instant; a day begins at its midnight.
    pub fn instant(&self) -> Option<DateTime<FixedOffset>> {
        self.clock.instant(self.local)
    }

    /// The same for the domain.
    pub fn meeting_time(&self) -> Option<MeetingTime> {
        if self.is_day { Some(MeetingTime::Day(self.local.date())) } else { self.instant().map(MeetingTime::At) }
    }

    /// The same clock at another local time.
    pub fn at(&self, local: NaiveDateTime) -> Self {
        Self { local, ..self.clone() }
    }

    /// So much later by the clock on the wall.
    pub fn later(&self, by: Duration) -> Option<Self> {
        self.local.checked_add_signed(by).filter(|local| local.year() < 9999).map(|local| self.at(local))
    }
}
