//! How long a meeting takes (RFC 5545 §3.6.1).

use calcard::icalendar::{ICalendarProperty, ICalendarValue};
use chrono::{DateTime, Duration, FixedOffset};

use super::clock::Clock;
use super::component::Component;
use super::moment::Moment;
use super::reader::Reader;
use crate::domain::time_slot::MeetingTime;

/// A length: what the clock on the wall moves on by, and then the time that really passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Length {
    /// Days and, between two times of one clock, hours.
    on_the_wall: Duration,
    /// What passes after that, whatever the clocks do.
    passing: Duration,
}

/// What a meeting takes of a calendar that does not say how long it is.
pub(super) const ASSUMED_MINUTES: u32 = 60;

/// Nothing that people meet for takes longer.
const MAX_DAYS: i64 = 366 * 5;

impl Length {
    const DAY: Self = Self { on_the_wall: Duration::days(1), passing: Duration::zero() };

    /// The end of something of this length.
    pub fn end_of(self, start: &Moment) -> Option<DateTime<FixedOffset>> {
        let end = start.later(self.on_the_wall)?.instant()?.checked_add_signed(self.passing)?;
        Some(start.clock.show(end))
    }

    /// In whole minutes.
    pub fn minutes(self) -> Option<u32> {
        u32::try_from((self.on_the_wall + self.passing).num_minutes()).ok()
    }

    /// Nearly how long it is.
    pub fn total(self) -> Duration {
        self.on_the_wall + self.passing
    }

    fn is_usable(self) -> bool {
        self.total() >= Duration::zero() && self.total() <= Duration::days(MAX_DAYS)
    }
}

/// When an event that starts at `start` ends, where its calendar says so, and how long it takes, where that is known.
pub(super) fn read_end(
    event: Component<'_>,
    start: &Moment,
    reader: &mut Reader,
) -> (Option<MeetingTime>, Option<Length>) {
    if let Some(end) = Moment::read(event, ICalendarProperty::Dtend, reader) {
        if start.is_day && end.local == start.local {
            // Some write the last day where the day after it belongs.
            return (end.meeting_time(), Some(Length::DAY));
        }
        if let Some(length) = between(start, &end).filter(|length| length.is_usable()) {
            return (end.meeting_time(), Some(length));
        }
        reader.warn("the meeting ends before it starts, or years later; its length is not known");
        return (end.meeting_time(), None);
    }
    if let Some(length) = duration(event) {
        if length.is_usable() {
            let day = || start.later(length.total()).and_then(|end| end.meeting_time());
            let time = || length.end_of(start).map(MeetingTime::At);
            return (if start.is_day { day() } else { time() }, Some(length));
        }
        reader.warn("DURATION is negative or takes years; it is left out");
    }
    (None, start.is_day.then_some(Length::DAY))
}

/// The length between two moments.
pub(super) fn between(start: &Moment, end: &Moment) -> Option<Length> {
    let same_clock = match (&start.clock, &end.clock) {
        (Clock::Iana(one), Clock::Iana(other)) => one == other,
        (Clock::Fixed(one), Clock::Fixed(other)) => one == other,
        (Clock::Own(one), Clock::Own(other)) => one.name() == other.name(),
        _ => false,
    };
    if same_clock {
        return Some(Length { on_the_wall: end.local - start.local, passing: Duration::zero() });
    }
    Some(Length { on_the_wall: Duration::zero(), passing: end.instant()? - start.instant()? })
}

/// DURATION.
fn duration(event: Component<'_>) -> Option<Length> {
    let property = event.first(ICalendarProperty::Duration)?;
    property.0.values.iter().find_map(|value| match value {
        ICalendarValue::Duration(duration) => Some(of_duration(duration)),
        _ => None,
    })
}

/// A length of days and of hours: days are told by the clock on the wall, hours pass.
pub(super) fn of_duration(duration: &calcard::icalendar::ICalendarDuration) -> Length {
    let sign = if duration.neg { -1 } else { 1 };
    let days = i64::from(duration.weeks) * 7 + i64::from(duration.days);
    let seconds = i64::from(duration.hours) * 3600 + i64::from(duration.minutes) * 60 + i64::from(duration.seconds);
    Length { on_the_wall: Duration::seconds(sign * days * 86_400), passing: Duration::seconds(sign * seconds) }
}
