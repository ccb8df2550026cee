//! Which calendar day is meant: "nächsten Dienstag", "am 27.", "Mittwoch der übernächsten Woche".

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::super::day::{Day, DayName, Which};
use super::super::items::Item;
use super::super::week::{Stretch, days_of, monday_of};
use super::Binder;

impl Binder<'_> {
    /// The day in the calendar; none where it is past or no day at all.
    pub(super) fn resolve(&self, place: usize, day: Day) -> Option<NaiveDate> {
        let today = self.context.today;
        let date = match day.name {
            DayName::Past => return None,
            DayName::InDays(days) => today.checked_add_signed(chrono::Duration::days(days))?,
            DayName::Date { day, month, year } => dated(day, month, year, today)?,
            DayName::DayOfMonth(number) => self.day_of_month(place, number)?,
            DayName::Weekday(weekday, which) => self.weekday(place, weekday, which)?,
            DayName::Every(weekday, nth) => self.first_of_many(place, weekday, nth)?,
        };
        date.checked_add_signed(chrono::Duration::days(day.later))
    }

    /// "26." takes its month from the next full date of the list, else it is the next such day.
    fn day_of_month(&self, place: usize, number: u32) -> Option<NaiveDate> {
        let rest = self.found.get(place + 1..)?;
        let lender = rest.iter().take_while(|next| next.joined).find_map(|next| match next.item {
            Item::Day(Day { name: DayName::Date { month, year, .. }, .. }) => Some((month, year)),
            _ => None,
        });
        if let Some((month, year)) = lender {
            return dated(number, month, year, self.context.today);
        }
        let today = self.anchor.unwrap_or(self.context.today);
        (0..3).find_map(|months| {
            let month = today.with_day(1)?.checked_add_months(chrono::Months::new(months))?;
            month.with_day(number).filter(|date| *date >= today)
        })
    }

    fn weekday(&self, place: usize, weekday: Weekday, which: Which) -> Option<NaiveDate> {
        let today = self.context.today;
        let coming = next_weekday(today, weekday)?;
        let stretch = |place: usize| {
            self.found.get(place).and_then(|found| match found.item {
                Item::Stretch(stretch, third) if !matches!(stretch, Stretch::Month(..)) => {
                    days_of(stretch, third, today, self.context.spoken_of).map(|(monday, _)| monday_of(monday))
                }
                _ => None,
            })
        };
        // "Dienstag oder Mittwoch nächster Woche": the week stands after the last weekday of the list.
        let mut after = place + 1;
        while self
            .found
            .get(after)
            .is_some_and(|found| found.joined && matches!(found.item, Item::Day(_) | Item::Part(_)))
        {
            after += 1;
        }
        let own_week = self.found.get(after).filter(|found| found.joined).and_then(|_| stretch(after));
        let week = own_week
            .or_else(|| (0..place).rev().find_map(|before| stretch(before).filter(|_| !self.is_muted(before))))
            .or(self.context.week);
        match which {
            Which::AfterNext => coming.checked_add_days(Days::new(7)),
            // On a Monday nobody calls tomorrow "next Tuesday".
            Which::Next if coming == today.succ_opt()? => coming.checked_add_days(Days::new(7)),
            Which::Next | Which::Coming => Some(coming),
            Which::Following => {
                let last = self.list.days.last().map(|day| day.date);
                next_weekday(last.or(self.context.days.last().copied()).unwrap_or(coming), weekday)
            }
            Which::Bare => {
                let in_week = week
                    .and_then(|monday| monday.checked_add_days(Days::new(u64::from(weekday.num_days_from_monday()))));
                if let Some(date) = in_week.filter(|date| *date > today) {
                    return Some(date);
                }
                // "Mittwoch um 10 oder Freitag um 9" runs on in one week.
                let before =
                    self.times.slots.last().map(|slot| slot.date).or(self.list.days.last().map(|day| day.date));
                let first =
                    self.times.slots.first().map(|slot| slot.date).or(self.list.days.first().map(|day| day.date));
                if let Some(before) = before
                    && coming < before
                    && first.is_none_or(|first| first.weekday() != today.weekday())
                    && let Some(later) = next_weekday(before, weekday)
                    && monday_of(later) == monday_of(before)
                {
                    return Some(later);
                }
                // "Er ist ab dem 2. Dezember da. Passt Mittwoch?" means that very day.
                if let Some(known) = self.context.days.iter().find(|day| **day > coming && day.weekday() == weekday) {
                    return Some(*known);
                }
                // "Montag, 30.11., oder Dienstag": the Tuesday after that Monday.
                let anchor = self.anchor.filter(|anchor| coming < *anchor && anchor.weekday() != weekday);
                match anchor {
                    Some(anchor) => next_weekday(anchor, weekday),
                    None if today.weekday() == weekday && self.says_today(place) => Some(today),
                    None => Some(coming),
                }
            }
        }
    }

    fn says_today(&self, place: usize) -> bool {
        let before = place.checked_sub(1).map(|before| &self.found[before]);
        before.is_some_and(|before| {
            self.found[place].joined && matches!(before.item, Item::Day(Day { name: DayName::InDays(0), .. }))
        })
    }

    fn first_of_many(&self, place: usize, weekday: Weekday, nth: Option<u32>) -> Option<NaiveDate> {
        let today = self.context.today;
        let Some(nth) = nth else {
            // "ab Dezember jeden Montag"
            let month = self.found[..place].iter().rev().find_map(|found| match found.item {
                Item::Stretch(stretch @ Stretch::Month(..), third) => days_of(stretch, third, today, None),
                _ => None,
            });
            return match month.and_then(|(first, _)| first.pred_opt()).filter(|eve| *eve >= today) {
                Some(eve) => next_weekday(eve, weekday),
                None => self.weekday(place, weekday, Which::Bare),
            };
        };
        (0..3).find_map(|months| {
            let month = today.with_day(1)?.checked_add_months(chrono::Months::new(months))?;
            NaiveDate::from_weekday_of_month_opt(month.year(), month.month(), weekday, u8::try_from(nth).ok()?)
                .filter(|date| *date > today)
        })
    }
}

/// The next such weekday after a day.
fn next_weekday(after: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    (1..=7).find_map(|days| after.checked_add_days(Days::new(days)).filter(|date| date.weekday() == weekday))
}

/// A date without a year is the one that lies nearest ahead; a few weeks back it is the past.
fn dated(day: u32, month: u32, year: Option<i32>, today: NaiveDate) -> Option<NaiveDate> {
    const CLEARLY_PAST: i64 = 60;
    if let Some(year) = year {
        return NaiveDate::from_ymd_opt(year, month, day);
    }
    let this_year = NaiveDate::from_ymd_opt(today.year(), month, day);
    match this_year {
        Some(date) if (today - date).num_days() <= CLEARLY_PAST && (date - today).num_days() <= 365 - CLEARLY_PAST => {
            Some(date)
        }
        Some(date) if date > today => NaiveDate::from_ymd_opt(today.year() - 1, month, day),
        _ => NaiveDate::from_ymd_opt(today.year() + 1, month, day),
    }
}
