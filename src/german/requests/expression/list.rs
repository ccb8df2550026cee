//! The list of days that is being read, and the times that are offered on them.

use chrono::{Datelike, NaiveDate};

use super::{Binder, Slot};
use crate::german::requests::clock::Clock;
use crate::german::requests::request::{DayPart, Window};

/// How many days a list may have, and how many times a sentence may offer; more is a table, no letter.
pub(super) const MOST_DAYS: usize = 14;
const MOST_SLOTS: usize = 40;

/// A day of the list that is being read; `last` where it is the start of a range.
#[derive(Debug, Clone, Copy)]
pub(super) struct ListedDay {
    pub(super) date: NaiveDate,
    pub(super) part: Option<DayPart>,
    pub(super) shares_part: bool,
    pub(super) last: Option<NaiveDate>,
}

/// What the days of a list are good for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Standing {
    #[default]
    Offered,
    /// They belong to a meeting that is known already.
    Known,
    Denied,
}

/// The list that is being read.
#[derive(Debug, Default)]
pub(super) struct List {
    pub(super) days: Vec<ListedDay>,
    pub(super) timed: bool,
    /// "um 10 Uhr am Dienstag": the clock comes first.
    pub(super) clock_first: bool,
    pub(super) standing: Standing,
    /// Where its slots start.
    pub(super) first_slot: usize,
}

impl Binder<'_> {
    /// "Mittwoch Vormittag oder Donnerstag um 14 Uhr": the hour is the Thursday's only.
    pub(super) fn part_with_days_of_their_own(&mut self) {
        let own = self.list.days.iter().rposition(|day| day.part.is_some() && !day.shares_part);
        let Some(own) = own.filter(|own| own + 1 < self.list.days.len() && !self.list.timed) else { return };
        let rest = self.list.days.split_off(own + 1);
        let standing = self.list.standing;
        self.close_list();
        self.list.days = rest;
        self.list.standing = standing;
    }

    /// Offers a clock time on all days of the list.
    pub(super) fn offer(&mut self, clock: Clock, part: Option<DayPart>) {
        self.list.timed = true;
        for day in self.list.days.clone() {
            if day.last.is_none() {
                self.add_slot(day.date, clock, part.or(day.part));
            } else if let (None, Some(last)) = (clock.end, day.last) {
                // "Dienstag bis Donnerstag um 9"; with an end, as in "Montag bis Freitag von 8 bis 18 Uhr", it is
                // when somebody is there.
                let days = day.date.iter_days().take_while(|date| *date <= last).take(MOST_DAYS);
                for date in days.filter(|date| date.weekday().num_days_from_monday() < 5 || *date == last) {
                    self.add_slot(date, clock, part.or(day.part));
                }
            }
        }
    }

    fn add_slot(&mut self, date: NaiveDate, clock: Clock, part: Option<DayPart>) {
        let (start, end) = clock.minutes(part.or(self.context.usual.filter(|_| clock.start.is_spoken())));
        let slot = Slot {
            date,
            start,
            end,
            zone: clock.zone,
            lasts: !clock.between,
            known: self.list.standing == Standing::Known,
            guessed: false,
        };
        let over = date == self.context.today && start <= self.context.now;
        let again = self.times.slots.iter().any(|other| other.date == date && other.start == start);
        if !over && !again && self.times.slots.len() < MOST_SLOTS {
            self.times.slots.push(slot);
        }
    }

    /// Ends a list: days that got no clock time are windows.
    pub(super) fn close_list(&mut self) {
        let fresh = List { first_slot: self.times.slots.len(), ..List::default() };
        let mut list = std::mem::replace(&mut self.list, fresh);
        // "am 1. oder 2. um 10 oder 14 Uhr" goes day by day.
        let place = |slot: &Slot| {
            list.days.iter().position(|day| (day.date..=day.last.unwrap_or(day.date)).contains(&slot.date))
        };
        self.times.slots[list.first_slot..].sort_by_key(place);
        if list.timed || list.standing == Standing::Denied {
            return;
        }
        let mut part = None;
        for day in list.days.iter_mut().rev() {
            if day.shares_part {
                day.part = day.part.or(part);
            }
            part = day.part;
        }
        let windows =
            list.days.iter().map(|day| Window { from: day.date, to: day.last.unwrap_or(day.date), part: day.part });
        self.times.known_windows += if list.standing == Standing::Known { list.days.len() } else { 0 };
        self.times.windows.extend(windows);
    }

    /// Clock times without a day belong to the days spoken of before, else to today.
    pub(super) fn place_waiting(&mut self) {
        let waiting = std::mem::take(&mut self.waiting);
        let days = if self.context.days.is_empty() { vec![self.context.today] } else { self.context.days.clone() };
        let known = self.times.slots.len();
        for clock in waiting {
            for date in &days {
                self.add_slot(*date, clock, self.context.part);
            }
        }
        for slot in &mut self.times.slots[known..] {
            slot.guessed = self.context.days.is_empty();
        }
    }
}
