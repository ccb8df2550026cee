//! Days and times inside a sentence of a letter.

use super::clock::is_longer_than_a_day;
use super::{PhraseError, Phrasebook};
use crate::german::Moment;
use chrono::{NaiveDate, NaiveTime, Timelike};

impl Phrasebook {
    /// "heute", "morgen", "am Donnerstag" in this calendar week, beyond "am Dienstag, 1. Dezember".
    ///
    /// For the end of a clause; within one use [`Self::on_day_mid_sentence`].
    #[must_use]
    pub fn on_day(&self, moment: &Moment) -> String {
        let day = self.day(moment);
        self.undated(day).unwrap_or_else(|| self.on_date(day))
    }

    /// The same, with the comma that closes a date before the sentence goes on.
    #[must_use]
    pub fn on_day_mid_sentence(&self, moment: &Moment) -> String {
        let day = self.day(moment);
        self.undated(day).unwrap_or_else(|| format!("{},", self.on_date(day)))
    }

    /// "am Donnerstag, 26. November, um 10 Uhr"; "heute um 16 Uhr", "morgen um 9 Uhr".
    ///
    /// An offer always names its date, even in this week; a whole day gets no clock time.
    #[must_use]
    pub fn on_day_at(&self, moment: &Moment) -> String {
        let day = self.day(moment);
        let (near, time) = (self.today_or_tomorrow(day), self.local(moment).ok());
        match (near, time.map(|time| self.oclock(time.time()))) {
            (Some(near), Some(oclock)) => format!("{near} um {oclock}"),
            (Some(near), None) => near.to_owned(),
            (None, Some(oclock)) => format!("{}, um {oclock}", self.on_date(day)),
            (None, None) => self.on_date(day),
        }
    }

    /// "am Mittwoch, 25. November, von 13:30 bis 14:15 Uhr"; "heute von 13:30 bis 14:15 Uhr".
    ///
    /// # Errors
    /// Both must be points in time, in their order.
    pub fn on_day_from_to(&self, start: &Moment, end: &Moment) -> Result<String, PhraseError> {
        let (day, times) = (self.day(start), self.from_to(start, end)?);
        if is_longer_than_a_day(self.local(start)?, self.local(end)?) {
            return Ok(times);
        }
        Ok(match self.today_or_tomorrow(day) {
            Some(near) => format!("{near} {times}"),
            None => format!("{}, {times}", self.on_date(day)),
        })
    }

    /// "von Donnerstag, 3. Dezember, bis Samstag, 5. Dezember"; "von Mittwoch, 2. Dezember, 22 Uhr, bis Donnerstag,
    /// 3. Dezember, 2 Uhr"; none where it is over on the day on which it begins. Whole days end before `end`.
    #[must_use]
    pub fn over_days(&self, start: &Moment, end: &Moment) -> Option<String> {
        match (start, end) {
            (Moment::Day(first), Moment::Day(beyond)) => {
                let last = beyond.pred_opt().filter(|last| last > first)?;
                Some(format!("von {}, bis {}", self.weekday_and_date(*first), self.weekday_and_date(last)))
            }
            (Moment::At(_), Moment::At(_)) => {
                let (from, to) = (self.local(start).ok()?, self.local(end).ok()?);
                let (first, (last, closing)) = (from.date_naive(), self.closing(to));
                (from < to && first < last).then(|| {
                    let (first, last) = (self.weekday_and_date(first), self.weekday_and_date(last));
                    format!("von {first}, {}, bis {last}, {closing}", self.oclock(from.time()))
                })
            }
            _ => None,
        }
    }

    /// "bis Freitag, 27. November, 12 Uhr"; "bis morgen, 17 Uhr"; a whole day: "bis Freitag, 27. November".
    #[must_use]
    pub fn by_when(&self, moment: &Moment) -> String {
        let Ok(time) = self.local(moment) else {
            return format!("bis {}", self.deadline_day(self.day(moment)));
        };
        // "Freitag, 24 Uhr" leaves no doubt which night is meant, "Samstag, 0 Uhr" does.
        let (day, oclock) = self.closing(time);
        format!("bis {}, {oclock}", self.deadline_day(day))
    }

    /// "Vormittag", "Mittag", "Nachmittag" …, to be joined to a weekday: "Freitagnachmittag".
    ///
    /// # Errors
    /// A whole day has no parts.
    pub fn part_of_day(&self, moment: &Moment) -> Result<&'static str, PhraseError> {
        Ok(part_of_day(self.local(moment)?.time()))
    }

    /// "am Freitagnachmittag", "heute Nachmittag", "morgen früh"; beyond this week with the date.
    ///
    /// # Errors
    /// A whole day has no parts.
    pub fn on_part_of_day(&self, moment: &Moment) -> Result<String, PhraseError> {
        let (day, part) = (self.day(moment), self.part_of_day(moment)?);
        let near = match (self.today_or_tomorrow(day), part) {
            (Some(_), "Nacht") => Some("heute Nacht".to_owned()),
            // "morgen Morgen" is no German.
            (Some("morgen"), "Morgen") => Some("morgen früh".to_owned()),
            (near, part) => near.map(|near| format!("{near} {part}")),
        };
        if let Some(near) = near {
            return Ok(near);
        }
        let weekday = Self::weekday_of(day);
        let joined = match part {
            "Nacht" => format!("in der Nacht auf {weekday}"),
            part => format!("am {weekday}{}", part.to_lowercase()),
        };
        Ok(if self.is_later_this_week(day) {
            joined
        } else if self.year_helps(day) {
            format!("{joined}, {}", self.day_of_any_year(day))
        } else {
            format!("{joined}, {}", self.dated(day))
        })
    }

    fn undated(&self, day: NaiveDate) -> Option<String> {
        let weekday = || format!("am {}", Self::weekday_of(day));
        let near = self.today_or_tomorrow(day).map(str::to_owned);
        near.or_else(|| self.is_later_this_week(day).then(weekday))
    }

    fn on_date(&self, day: NaiveDate) -> String {
        format!("am {}", self.weekday_and_date(day))
    }

    fn deadline_day(&self, day: NaiveDate) -> String {
        match self.today_or_tomorrow(day) {
            Some(near) => near.to_owned(),
            None => self.weekday_and_date(day),
        }
    }
}

fn part_of_day(time: NaiveTime) -> &'static str {
    match time.hour() {
        5..=8 => "Morgen",
        9..=11 => "Vormittag",
        12..=13 => "Mittag",
        14..=17 => "Nachmittag",
        18..=23 => "Abend",
        _ => "Nacht",
    }
}
