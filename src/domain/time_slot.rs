//! Spans of time.

use chrono::{DateTime, Duration, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

/// When something begins or ends, as its sender meant it: a whole day or an instant with the sender's offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum MeetingTime {
    /// An instant; in JSON an RFC 3339 string.
    At(DateTime<FixedOffset>),
    /// A calendar day; in JSON `YYYY-MM-DD`.
    Day(NaiveDate),
}

impl MeetingTime {
    /// The instant; a day counts from its midnight in `zone`.
    #[must_use]
    pub fn instant(self, zone: chrono_tz::Tz) -> DateTime<chrono_tz::Tz> {
        match self {
            Self::At(instant) => instant.with_timezone(&zone),
            Self::Day(day) => midnight(day, zone),
        }
    }

    /// Whether this is a whole day.
    #[must_use]
    pub fn is_day(self) -> bool {
        matches!(self, Self::Day(_))
    }
}

/// The first instant of a day in a zone, also where a clock change swallows midnight.
#[must_use]
pub fn midnight(day: NaiveDate, zone: chrono_tz::Tz) -> DateTime<chrono_tz::Tz> {
    use chrono::TimeZone;
    let midnight = day.and_time(chrono::NaiveTime::MIN);
    zone.from_local_datetime(&midnight)
        .earliest()
        .or_else(|| zone.from_local_datetime(&(midnight + Duration::hours(1))).earliest())
        .unwrap_or_else(|| zone.from_utc_datetime(&midnight))
}

/// A span of time that ends after it starts, in my time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Ends", into = "Ends")]
pub struct TimeSlot {
    start: DateTime<FixedOffset>,
    end: DateTime<FixedOffset>,
}

/// The wire form of a [`TimeSlot`].
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Ends {
    start: DateTime<FixedOffset>,
    end: DateTime<FixedOffset>,
}

/// Why two instants make no [`TimeSlot`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a time span must end after its start: {start} to {end}")]
pub struct EndsTooEarly {
    /// The start that was given.
    pub start: DateTime<FixedOffset>,
    /// The end that was given.
    pub end: DateTime<FixedOffset>,
}

impl TimeSlot {
    /// The span between two instants.
    ///
    /// # Errors
    /// [`EndsTooEarly`] where `end` is not after `start`.
    pub fn new(start: DateTime<FixedOffset>, end: DateTime<FixedOffset>) -> Result<Self, EndsTooEarly> {
        if end > start { Ok(Self { start, end }) } else { Err(EndsTooEarly { start, end }) }
    }

    /// The span of `minutes` (at least one) from `start`.
    #[must_use]
    pub fn lasting(start: DateTime<FixedOffset>, minutes: u32) -> Self {
        let end = start.checked_add_signed(Duration::minutes(i64::from(minutes.max(1))));
        Self { start, end: end.unwrap_or(DateTime::<chrono::Utc>::MAX_UTC.fixed_offset()) }
    }

    /// Its first instant.
    #[must_use]
    pub fn start(self) -> DateTime<FixedOffset> {
        self.start
    }

    /// The instant after its last.
    #[must_use]
    pub fn end(self) -> DateTime<FixedOffset> {
        self.end
    }

    /// Its length in whole minutes.
    #[must_use]
    pub fn minutes(self) -> u32 {
        u32::try_from((self.end - self.start).num_minutes()).unwrap_or(u32::MAX)
    }

    /// Whether both share an instant; spans that only touch do not.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

impl TryFrom<Ends> for TimeSlot {
    type Error = EndsTooEarly;
    fn try_from(ends: Ends) -> Result<Self, Self::Error> {
        Self::new(ends.start, ends.end)
    }
}

impl From<TimeSlot> for Ends {
    fn from(slot: TimeSlot) -> Self {
        Self { start: slot.start, end: slot.end }
    }
}
