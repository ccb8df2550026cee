//! Time items put together: days and clock times become dated times, the rest windows.

mod list;
mod resolve;
mod said;

use chrono::NaiveDate;

use super::clock::{Bound, Clock};
use super::day::{Day, DayName};
use super::items::{Found, Item, Tie};
use super::request::{DayPart, Window};
use super::week::{Stretch, days_of, monday_of};
use list::{List, ListedDay, MOST_DAYS, Standing};
pub(super) use said::{Context, Setting, Slot, Times};

/// Binds the items of a sentence to days and hours.
pub(super) fn bind(found: &[Found], setting: Setting, context: &mut Context) -> Times {
    let found = &known_hours(found, context);
    Binder {
        found,
        setting,
        context,
        times: Times::default(),
        list: List::default(),
        waiting: Vec::new(),
        skip: false,
        anchor: None,
    }
    .run()
}

/// "zur gleichen Zeit" becomes the hour last spoken of; where none was, it says nothing.
fn known_hours(found: &[Found], context: &mut Context) -> Vec<Found> {
    let mut known: Vec<Found> = Vec::with_capacity(found.len());
    let mut dropped = false;
    for found in found {
        // What stood beside an hour that says nothing has lost its neighbour.
        let found = &Found { joined: found.joined && !std::mem::take(&mut dropped), ..*found };
        match (found.item, context.clock) {
            (Item::SameClock, Some(clock)) => known.push(Found { item: Item::Clock(clock), ..*found }),
            (Item::SameClock, None) => dropped = true,
            (item, _) => {
                if let Item::Clock(clock) = item {
                    context.clock = Some(clock);
                }
                known.push(*found);
            }
        }
    }
    known
}

struct Binder<'a> {
    found: &'a [Found],
    setting: Setting<'a>,
    context: &'a mut Context,
    times: Times,
    list: List,
    /// Clock times that have no day yet.
    waiting: Vec<Clock>,
    /// Whether the next joined clock belongs to a day that is no offer.
    skip: bool,
    /// The last date that was written out.
    anchor: Option<NaiveDate>,
}

impl Binder<'_> {
    fn run(mut self) -> Times {
        self.note_weeks();
        let mut spoken: Vec<NaiveDate> = Vec::new();
        let mut spoken_part = None;
        for place in 0..self.found.len() {
            match self.found[place].item {
                Item::Day(day) => self.day(place, day),
                Item::Clock(clock) => self.clock(place, clock),
                Item::Stretch(..) => self.stretch(place),
                Item::Part(part) => self.part(place, part),
                Item::SameClock => {}
            }
            if !self.list.days.is_empty() {
                spoken = self.list.days.iter().map(|day| day.date).collect();
                spoken_part = self.list.days.last().and_then(|day| day.part);
            }
        }
        self.close_list();
        if !spoken.is_empty() {
            self.context.days = spoken;
            self.context.part = spoken_part;
        }
        self.place_waiting();
        self.times
    }

    fn is_muted(&self, place: usize) -> bool {
        let found = self.found[place];
        self.setting.muted.get(found.first).copied().unwrap_or(false) || self.is_old(place)
    }

    /// Whether an item says when a meeting was, that is now moved: "statt Dienstag", "von 10 auf 11 Uhr".
    fn is_old(&self, place: usize) -> bool {
        if self.instead(place) {
            return true;
        }
        let Some(verb) = self.setting.moves else { return false };
        match self.found.iter().position(|found| found.tie == Tie::Onto) {
            Some(onto) => place < onto,
            None => self.found[place].first < verb,
        }
    }

    fn instead(&self, place: usize) -> bool {
        let found = &self.found[place];
        let clock = matches!(found.item, Item::Clock(_));
        let next_clock =
            self.found.get(place + 1).is_some_and(|next| next.joined && matches!(next.item, Item::Clock(_)));
        let Some(before) = place.checked_sub(1).map(|before| &self.found[before]) else {
            // "statt morgen um 10 um 12": the day stays, the first hour goes.
            return found.tie == Tie::Instead;
        };
        found.tie == Tie::Instead
            || (clock
                && found.joined
                && before.tie == Tie::Instead
                && !matches!(before.item, Item::Clock(_))
                && !next_clock)
    }

    /// A week named right after its weekday, or anywhere before it, says which weekday is meant.
    fn note_weeks(&mut self) {
        for place in 0..self.found.len() {
            if let Item::Stretch(stretch, third) = self.found[place].item
                && let Some((monday, _)) = days_of(stretch, third, self.context.today, self.context.spoken_of)
                && !matches!(stretch, Stretch::Month(..))
            {
                let monday = monday_of(monday);
                self.context.spoken_of = Some(monday);
                if !self.is_muted(place) && self.found[place].tie != Tie::Until {
                    self.context.week = Some(monday);
                }
            }
        }
    }

    fn day(&mut self, place: usize, day: Day) {
        let found = self.found[place];
        if let Some(range) = self.range_to(place, day) {
            self.list.days.pop();
            self.list.days.push(range);
            return;
        }
        self.skip = found.tie == Tie::Until;
        let date = self.resolve(place, day).filter(|date| *date >= self.context.today);
        let Some(date) = date.filter(|_| !self.skip) else {
            self.close_list();
            self.skip = true;
            return;
        };
        if let DayName::Every(weekday, nth) = day.name {
            self.times.every.push((weekday, nth));
        }
        if matches!(day.name, DayName::Date { .. } | DayName::DayOfMonth(_)) {
            self.anchor = Some(date);
        }
        // "die Sitzung vom 10. Dezember" tells which day is spoken of, but offers nothing.
        let muted = self.is_muted(place) || found.tie == Tie::Since;
        let follows_day = place
            .checked_sub(1)
            .is_some_and(|before| matches!(self.found[before].item, Item::Day(_) | Item::Part(_) | Item::Stretch(..)));
        let listed =
            found.joined && follows_day && !self.list.timed && muted == (self.list.standing == Standing::Denied);
        if !listed {
            self.close_list();
        }
        // "3.12., Donnerstag" and "heute, Montag" are one day.
        let again = self.list.days.last().is_some_and(|last| last.date == date);
        if !again && self.list.days.len() < MOST_DAYS {
            self.list.days.push(ListedDay { date, part: day.part, shares_part: day.shares_part, last: None });
        }
        self.list.standing = match (muted, found.tie) {
            (true, _) => Standing::Denied,
            (false, Tie::Known) => Standing::Known,
            (false, _) => Standing::Offered,
        };
        let own_clock =
            self.found.get(place + 1).is_some_and(|next| next.joined && matches!(next.item, Item::Clock(_)));
        if !found.joined && own_clock {
            self.waiting.clear();
        } else if !self.waiting.is_empty() {
            let waiting = std::mem::take(&mut self.waiting);
            for clock in waiting {
                self.offer(clock, None);
            }
            self.list.clock_first = true;
        }
    }

    /// "Montag bis Mittwoch", "23.–27.11.": the day as the end of a range whose start is the list's last day.
    fn range_to(&self, place: usize, day: Day) -> Option<ListedDay> {
        let found = self.found[place];
        let before = &self.found[place.checked_sub(1)?];
        let ends = found.tie == Tie::Until || found.dashed || before.tie == Tie::Between;
        if !ends || !found.joined || !matches!(before.item, Item::Day(_)) {
            return None;
        }
        let start = self.list.days.last()?;
        let end = self.resolve(place, day)?;
        (end > start.date && !start.shares_part).then_some(ListedDay { last: Some(end), ..*start })
    }

    fn clock(&mut self, place: usize, clock: Clock) {
        let found = self.found[place];
        // "move our call from 10 to 11:30"
        let clock = match clock.end {
            Some(end) if self.setting.moves.is_some() && clock.from_to => Clock { start: end, end: None, ..clock },
            _ => clock,
        };
        if clock.bound == Bound::Until || (self.skip && found.joined) || found.tie == Tie::Until && clock.end.is_none()
        {
            return;
        }
        self.skip = false;
        let of_other = place.checked_sub(1).is_some_and(|before| found.joined && self.found[before].tie == Tie::Since);
        let muted = self.is_muted(place) || of_other;
        let day_follows =
            self.found.get(place + 1).is_some_and(|next| next.joined && matches!(next.item, Item::Day(_)));
        if self.list.days.is_empty() || (self.list.clock_first && self.list.timed && day_follows) {
            if !muted {
                self.waiting.push(clock);
            }
            return;
        }
        if muted {
            self.list.timed = true;
            return;
        }
        // A day that was denied still says which day a later hour belongs to.
        let known = found.tie == Tie::Known || (self.list.standing == Standing::Known && found.joined);
        self.list.standing = if known { Standing::Known } else { Standing::Offered };
        let part = place.checked_sub(1).and_then(|before| match self.found[before].item {
            Item::Part(part) => Some(part),
            _ => None,
        });
        self.part_with_days_of_their_own();
        self.offer(clock, part);
    }

    fn stretch(&mut self, place: usize) {
        let found = self.found[place];
        let Item::Stretch(stretch, third) = found.item else { return };
        let weekday = |place: usize| {
            matches!(self.found[place].item, Item::Day(Day { name: DayName::Weekday(..) | DayName::Every(..), .. }))
        };
        let after_weekday = found.joined && place.checked_sub(1).is_some_and(weekday);
        let before_weekday =
            self.found.get(place + 1).is_some_and(|next| next.joined && matches!(next.item, Item::Day(_)));
        if after_weekday || before_weekday {
            return;
        }
        self.close_list();
        let clock_follows =
            self.found.get(place + 1).is_some_and(|next| next.joined && matches!(next.item, Item::Clock(_)));
        let muted = self.is_muted(place);
        if let (Stretch::WeeksAhead(weeks), true) = (stretch, clock_follows) {
            // "in zwei Wochen um 10 Uhr" is this weekday then.
            if let Some(date) = self.context.today.checked_add_signed(chrono::Duration::weeks(weeks)) {
                self.list = List {
                    days: vec![ListedDay { date, part: None, shares_part: false, last: None }],
                    standing: if muted { Standing::Denied } else { Standing::Offered },
                    first_slot: self.times.slots.len(),
                    ..List::default()
                };
            }
            return;
        }
        if let Some((from, to)) = days_of(stretch, third, self.context.today, self.context.spoken_of)
            && !muted
            && !matches!(found.tie, Tie::Until | Tie::Since)
            && to > self.context.today
        {
            self.times.windows.push(Window { from: from.max(self.context.today), to, part: None });
        }
    }

    fn part(&mut self, place: usize, part: DayPart) {
        if self.found[place].joined && !self.list.timed {
            for day in &mut self.list.days {
                day.part = day.part.or(Some(part));
            }
        }
    }
}
