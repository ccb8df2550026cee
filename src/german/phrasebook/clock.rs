//! Clock times.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Timelike};
use chrono_tz::Tz;

use super::{PhraseError, Phrasebook};
use crate::german::Moment;

impl Phrasebook {
    /// "14:30 Uhr", "14 Uhr", in Switzerland "14.30 Uhr".
    ///
    /// # Errors
    /// A whole day has no clock time.
    pub fn clock(&self, moment: &Moment) -> Result<String, PhraseError> {
        Ok(self.oclock(self.local(moment)?.time()))
    }

    /// The clock here and there: "15 Uhr (9 Uhr bei Ihnen)".
    ///
    /// One clock is enough where both show the same; the other day is named where it is one.
    ///
    /// # Errors
    /// A whole day has no clock time, and `zone` must be an IANA name.
    pub fn clock_in(&self, moment: &Moment, zone: &str) -> Result<String, PhraseError> {
        let zone: Tz = zone.parse().map_err(|_| PhraseError::unknown_zone(zone))?;
        let here = self.local(moment)?;
        Ok(format!("{}{}", self.oclock(here.time()), self.with_you(&[here], zone).unwrap_or_default()))
    }

    /// "von 14 bis 15:30 Uhr"; only "um 14 Uhr" where nothing lies between.
    ///
    /// A day's length and more needs its dates: "von Dienstag, 1. Dezember, 9 Uhr, bis …".
    ///
    /// # Errors
    /// Both must be points in time, in their order.
    pub fn from_to(&self, start: &Moment, end: &Moment) -> Result<String, PhraseError> {
        let (from, to) = (self.local(start)?, self.local(end)?);
        if to < from {
            return Err(PhraseError::EndBeforeStart { start: *start, end: *end });
        }
        if to == from {
            return Ok(format!("um {}", self.oclock(from.time())));
        }
        let (last, closing) = self.closing(to);
        if is_longer_than_a_day(from, to) {
            let (first, last) = (self.weekday_and_date(from.date_naive()), self.weekday_and_date(last));
            let opening = self.oclock(from.time());
            return Ok(format!("von {first}, {opening}, bis {last}, {closing}"));
        }
        Ok(format!("von {} bis {closing}", self.hour_minute(from.time())))
    }

    /// The day and the clock at the end of something: midnight is "24 Uhr" of the day it closes.
    pub(super) fn closing(&self, end: DateTime<Tz>) -> (NaiveDate, String) {
        let day = end.date_naive();
        match day.pred_opt() {
            Some(eve) if end.hour() == 0 && end.minute() == 0 => (eve, "24\u{a0}Uhr".to_owned()),
            _ => (day, self.oclock(end.time())),
        }
    }

    /// "14:30 Uhr".
    pub(super) fn oclock(&self, time: NaiveTime) -> String {
        format!("{}\u{a0}Uhr", self.hour_minute(time))
    }

    /// "14:30" or "14".
    pub(super) fn hour_minute(&self, time: NaiveTime) -> String {
        match time.minute() {
            0 => time.hour().to_string(),
            minute => format!("{}{}{minute:02}", time.hour(), self.locale.clock_separator()),
        }
    }

    /// A point in time on the writer's clock.
    pub(super) fn local(&self, moment: &Moment) -> Result<DateTime<Tz>, PhraseError> {
        match moment {
            Moment::At(at) => Ok(at.with_timezone(&self.zone())),
            Moment::Day(day) => Err(PhraseError::NoClockTime(*day)),
        }
    }
}

/// Whether clock times alone would not tell which day the end is on.
pub(super) fn is_longer_than_a_day(from: DateTime<Tz>, to: DateTime<Tz>) -> bool {
    to.signed_duration_since(from) > TimeDelta::days(1)
}
