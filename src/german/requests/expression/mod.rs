//! Time items put together: days and clock times become dated times, the rest windows.

mod resolve;

use chrono::{Datelike, NaiveDate, Weekday};

use super::clock::{Bound, Clock};
use super::day::{Day, DayName};
use super::items::{Found, Item, Tie};
use super::request::{DayPart, Window};
use super::week::{Stretch, days_of, monday_of};

/// A day with a clock time, in minutes after midnight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Slot {
    pub date: NaiveDate,
    pub start: u32,
    pub end: Option<u32>,
    pub zone: Option<chrono_tz::Tz>,
    /// Whether the end is the end of the meeting, and not of a "zwischen".
    pub lasts: bool,
    /// Whether it is the time of a meeting that is known already: "unser Treffen am Dienstag um 10".
    pub known: bool,
    /// Whether no day was named at all, so that today is a guess.
    pub guessed: bool,
}

/// What a sentence says about time.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Times {
    pub slots: Vec<Slot>,
    pub windows: Vec<Window>,
    /// How many of the windows are days of meetings that are known already.
    pub known_windows: usize,
    /// Weekdays that recur: "jeden Montag", with the ordinal in the month.
    pub every: Vec<(Weekday, Option<u32>)>,
}

/// What has been said before, as far as it tells which day is meant.
#[derive(Debug, Clone)]
pub(super) struct Context {
    pub today: NaiveDate,
    /// Minutes after midnight when the mail was written.
    pub now: u32,
    /// The part of the day that the occasion suggests for hours as on a dial.
    pub usual: Option<DayPart>,
    /// The hour last spoken of.
    clock: Option<Clock>,
    /// The days last spoken of.
    days: Vec<NaiveDate>,
    /// The part of the day named with the last of them: "heute Abend".
    part: Option<DayPart>,
    /// The Monday of the week that was proposed.
    week: Option<NaiveDate>,
    /// The Monday of the week last spoken of, proposed or not.
    spoken_of: Option<NaiveDate>,
}

impl Context {
    pub(super) fn new(today: NaiveDate, now: u32) -> Self {
        Self { today, now, usual: None, clock: None, days: Vec::new(), part: None, week: None, spoken_of: None }
    }
}

/// How many days a list may have, and how many times a sentence may offer; more is a table, no letter.
const MOST_DAYS: usize = 14;
const MOST_SLOTS: usize = 40;

/// A day of the list that is being read; `last` where it is the start of a range.
#[derive(Debug, Clone, Copy)]
struct ListedDay {
    date: NaiveDate,
    part: Option<DayPart>,
    shares_part: bool,
    last: Option<NaiveDate>,
}

/// What the days of a list are good for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Standing {
    #[default]
    Offered,
    /// They belong to a meeting that is known already.
    Known,
    Denied,
}

/// The list that is being read.
#[derive(Debug, Default)]
struct List {
    days: Vec<ListedDay>,
    timed: bool,
    /// "um 10 Uhr am Dienstag": the clock comes first.
    clock_first: bool,
    standing: Standing,
    /// Where its slots start.
    first_slot: usize,
}

/// What a sentence says beside its time items, as far as it bears on them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting<'a> {
    /// By token, whether it stands in a clause that denies.
    pub muted: &'a [bool],
    /// The token of the verb that moves a meeting: "verschieben".
    pub moves: Option<usize>,
}

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

    /// "Mittwoch Vormittag oder Donnerstag um 14 Uhr": the hour is the Thursday's only.
    fn part_with_days_of_their_own(&mut self) {
        let own = self.list.days.iter().rposition(|day| day.part.is_some() && !day.shares_part);
        let Some(own) = own.filter(|own| own + 1 < self.list.days.len() && !self.list.timed) else { return };
        let rest = self.list.days.split_off(own + 1);
        let standing = self.list.standing;
        self.close_list();
        self.list.days = rest;
        self.list.standing = standing;
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

    /// Offers a clock time on all days of the list.
    fn offer(&mut self, clock: Clock, part: Option<DayPart>) {
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
    fn close_list(&mut self) {
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
    fn place_waiting(&mut self) {
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
