//! From when to when.

use chrono::{DateTime, Datelike, NaiveDate};
use chrono_tz::Tz;

use super::{PhraseError, Phrasebook};
use crate::german::Moment;

impl Phrasebook {
    /// "Donnerstag, 26. November 2026, von 14 bis 15:30 Uhr".
    ///
    /// Whole days end before `end`, as in iCalendar: "von Mittwoch, 30. Dezember 2026, bis Montag,
    /// 4. Januar 2027". Without an end, or with one at the start, only the start is named.
    ///
    /// # Errors
    /// Start and end must be two days or two points in time, in their order.
    pub fn span(&self, start: &Moment, end: Option<&Moment>) -> Result<String, PhraseError> {
        let end = end.unwrap_or(start);
        match (start, end) {
            (Moment::Day(first), Moment::Day(beyond)) if first <= beyond => {
                Ok(self.days(*first, beyond.pred_opt().unwrap_or(*first)))
            }
            (Moment::At(from), Moment::At(to)) if from <= to => {
                let zone = self.zone();
                Ok(self.times(from.with_timezone(&zone), to.with_timezone(&zone)))
            }
            (Moment::Day(_), Moment::Day(_)) | (Moment::At(_), Moment::At(_)) => {
                Err(PhraseError::EndBeforeStart { start: *start, end: *end })
            }
            _ => Err(PhraseError::MixedSpan { start: *start, end: *end }),
        }
    }

    fn days(&self, first: NaiveDate, last: NaiveDate) -> String {
        if last <= first {
            return self.full_date(first);
        }
        format!("von {}, bis {}", self.first_date(first, last), self.full_date(last))
    }

    fn times(&self, from: DateTime<Tz>, to: DateTime<Tz>) -> String {
        let first = from.date_naive();
        let (last, end) = self.closing(to);
        if from == to {
            return format!("{}, um {}", self.full_date(first), self.oclock(from.time()));
        }
        if last <= first {
            let (date, start) = (self.full_date(first), self.hour_minute(from.time()));
            return format!("{date}, von {start} bis {end}");
        }
        let (first, start) = (self.first_date(first, last), self.oclock(from.time()));
        format!("{first}, {start}, bis {}, {end}", self.full_date(last))
    }

    /// The first of two dates says its year only where the second does not say it for both.
    fn first_date(&self, first: NaiveDate, last: NaiveDate) -> String {
        if first.year() == last.year() { self.weekday_and_day(first) } else { self.full_date(first) }
    }
}
