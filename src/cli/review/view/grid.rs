//! A week as blocks: what is in my calendar, the meeting, and what is offered, day by day, side by side where they clash.

use chrono::{DateTime, Datelike, Days, Duration, FixedOffset, NaiveDate, NaiveTime, Timelike};

use crate::cli::review::dialog::monday;
use crate::cli::review::state::State;
use crate::domain::appointment::Availability;
use crate::domain::draft::Status;
use crate::domain::time_slot::{TimeSlot, midnight};

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// In my calendar.
    Busy,
    /// In my calendar, perhaps.
    Tentative,
    /// Offered to somebody else.
    Elsewhere,
    /// The meeting that is asked for.
    Meeting,
    /// Offered in its place.
    Offered,
}

/// Something at a time of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// What it is called.
    pub name: String,
    /// Minutes of the day at which it starts and ends.
    pub minutes: (u32, u32),
    /// Its place among those that are at the same time.
    pub lane: usize,
}

/// One day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// Which.
    pub date: NaiveDate,
    /// What is at some time of it.
    pub blocks: Vec<Block>,
    /// How many lanes they take.
    pub lanes: usize,
    /// What takes the whole day.
    pub whole: Vec<String>,
    /// When I work, in minutes of the day.
    pub work: Vec<(u32, u32)>,
}

/// One week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Week {
    /// Its days; a weekend without anything is left out.
    pub days: Vec<Day>,
    /// The hours of the day that are shown.
    pub hours: (u32, u32),
}

/// The week that the desk shows: the meeting's, else that of what is offered, else this one, and so many on.
#[must_use]
pub fn week(state: &State) -> Week {
    let zone = state.situation.me.zone;
    let entry = state.entry();
    let meeting = entry.and_then(|entry| entry.reply.case.invite.meeting.occurrence);
    let offered = entry.map_or(&[][..], |entry| &entry.reply.reply.slots);
    let anchor = meeting.or(offered.first().copied()).map(TimeSlot::start);
    let anchor = anchor.map_or(state.situation.now, |at| at.with_timezone(&zone)).date_naive();
    let first = monday(anchor).checked_add_signed(Duration::weeks(state.week_offset)).unwrap_or(anchor);
    let mut days: Vec<Day> =
        (0..7).filter_map(|day| first.checked_add_days(Days::new(day))).map(|date| day(date, state)).collect();
    while days.len() > 5
        && days.last().is_some_and(|day| day.blocks.is_empty() && day.whole.is_empty() && day.work.is_empty())
    {
        days.pop();
    }
    let ends: Vec<(u32, u32)> = days
        .iter()
        .flat_map(|day| day.blocks.iter().map(|block| block.minutes).chain(day.work.iter().copied()))
        .collect();
    let from = ends.iter().map(|(start, _)| start / 60).min().unwrap_or(9).min(9);
    let to = ends.iter().map(|(_, end)| end.div_ceil(60)).max().unwrap_or(17).max(17);
    Week { days, hours: (from, to.min(24)) }
}

fn day(date: NaiveDate, state: &State) -> Day {
    let situation = &state.situation;
    let zone = situation.me.zone;
    let mut day = Day { date, blocks: Vec::new(), lanes: 1, whole: Vec::new(), work: Vec::new() };
    let next = date.succ_opt().unwrap_or(date);
    let Ok(span) = TimeSlot::new(midnight(date, zone).fixed_offset(), midnight(next, zone).fixed_offset()) else {
        return day;
    };
    let clock = |at: DateTime<FixedOffset>| {
        let local = at.with_timezone(&zone);
        match local.date_naive().cmp(&date) {
            std::cmp::Ordering::Less => 0,
            std::cmp::Ordering::Equal => local.hour() * 60 + local.minute(),
            std::cmp::Ordering::Greater => 24 * 60,
        }
    };
    let mut add = |kind: Kind, slot: TimeSlot, name: &str| {
        if slot.overlaps(span) {
            let start = clock(slot.start());
            let minutes = (start, clock(slot.end()).max(start + 1));
            day.blocks.push(Block { kind, name: crate::cli::ui::clean(name), minutes, lane: 0 });
        }
    };
    let entry = state.entry();
    let own = entry.and_then(|entry| entry.reply.case.invite.meeting.uid.as_deref());
    let mut whole = Vec::new();
    for appointment in situation.agenda.during(span).filter(|appointment| !appointment.is_of(own)) {
        let name = appointment.summary.as_deref().unwrap_or("busy");
        match appointment.availability {
            Availability::Free => {}
            _ if appointment.all_day => whole.push(crate::cli::ui::clean(name)),
            Availability::Busy => add(Kind::Busy, appointment.slot, name),
            Availability::Tentative => add(Kind::Tentative, appointment.slot, name),
        }
    }
    for other in state.entries.iter().filter(|other| Some(other.id()) != entry.map(super::super::entry::Entry::id)) {
        let counts = matches!(other.reply.status, Status::Draft | Status::Approved | Status::Failed | Status::Sending);
        for slot in other.reply.reply.slots.iter().filter(|_| counts) {
            add(Kind::Elsewhere, *slot, &other.row.who);
        }
    }
    if let Some(entry) = entry {
        let meeting = &entry.reply.case.invite.meeting;
        match meeting.occurrence {
            Some(slot) if meeting.is_all_day() && slot.overlaps(span) => whole.push(format!("? {}", entry.row.title)),
            Some(slot) if !meeting.is_all_day() => add(Kind::Meeting, slot, &entry.row.title),
            _ => {}
        }
        for slot in &entry.reply.reply.slots {
            add(Kind::Offered, *slot, entry.row.kind.as_str());
        }
    }
    day.whole = whole;
    day.work = situation.hours.spans(date, zone).iter().map(|span| (clock(span.start()), clock(span.end()))).collect();
    day.lanes = spread(&mut day.blocks);
    day
}

/// Gives each block the first lane that is free at its time; says how many lanes that takes.
fn spread(blocks: &mut [Block]) -> usize {
    blocks.sort_by_key(|block| (block.minutes.0, block.kind));
    let mut ends: Vec<u32> = Vec::new();
    for block in blocks {
        let free = ends.iter().position(|end| *end <= block.minutes.0);
        block.lane = free.unwrap_or(ends.len());
        match free {
            Some(lane) => ends[lane] = block.minutes.1,
            None => ends.push(block.minutes.1),
        }
    }
    ends.len().max(1)
}

/// `Week 48 · 23–29 November 2026`.
#[must_use]
pub fn title(week: &Week) -> String {
    let (Some(first), Some(last)) = (week.days.first(), week.days.last()) else { return String::new() };
    format!(
        "Week {} · {} – {}",
        first.date.iso_week().week(),
        first.date.format("%-d %b"),
        last.date.format("%-d %b %Y")
    )
}

/// A time of day.
#[must_use]
pub fn clock(minutes: u32) -> String {
    let time = NaiveTime::from_num_seconds_from_midnight_opt(minutes % (24 * 60) * 60, 0).unwrap_or_default();
    time.format("%H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_clashes_stands_side_by_side() {
        type Row = (&'static [(u32, u32)], &'static [usize], usize);
        let block = |minutes| Block { kind: Kind::Busy, name: String::new(), minutes, lane: 9 };
        let cases: [Row; 4] = [
            (&[], &[], 1),
            (&[(0, 60), (60, 90)], &[0, 0], 1),
            (&[(0, 60), (30, 90), (60, 70)], &[0, 1, 0], 2),
            (&[(0, 9), (0, 9), (0, 9)], &[0, 1, 2], 3),
        ];
        for (times, lanes, count) in cases {
            let mut blocks: Vec<Block> = times.iter().map(|minutes| block(*minutes)).collect();
            assert_eq!(spread(&mut blocks), count, "{times:?}");
            assert_eq!(blocks.iter().map(|block| block.lane).collect::<Vec<_>>(), lanes, "{times:?}");
        }
    }
}
