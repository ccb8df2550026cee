//! What a sentence says about time, and what bears on it.

use chrono::{NaiveDate, Weekday};

use crate::german::requests::clock::Clock;
use crate::german::requests::request::{DayPart, Window};

/// A day with a clock time, in minutes after midnight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::german::requests) struct Slot {
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
pub(in crate::german::requests) struct Times {
    pub slots: Vec<Slot>,
    pub windows: Vec<Window>,
    /// How many of the windows are days of meetings that are known already.
    pub known_windows: usize,
    /// Weekdays that recur: "jeden Montag", with the ordinal in the month.
    pub every: Vec<(Weekday, Option<u32>)>,
}

/// What has been said before, as far as it tells which day is meant.
#[derive(Debug, Clone)]
pub(in crate::german::requests) struct Context {
    pub today: NaiveDate,
    /// Minutes after midnight when the mail was written.
    pub now: u32,
    /// The part of the day that the occasion suggests for hours as on a dial.
    pub usual: Option<DayPart>,
    /// The hour last spoken of.
    pub(super) clock: Option<Clock>,
    /// The days last spoken of.
    pub(super) days: Vec<NaiveDate>,
    /// The part of the day named with the last of them: "heute Abend".
    pub(super) part: Option<DayPart>,
    /// The Monday of the week that was proposed.
    pub(super) week: Option<NaiveDate>,
    /// The Monday of the week last spoken of, proposed or not.
    pub(super) spoken_of: Option<NaiveDate>,
}

impl Context {
    pub(in crate::german::requests) fn new(today: NaiveDate, now: u32) -> Self {
        Self { today, now, usual: None, clock: None, days: Vec::new(), part: None, week: None, spoken_of: None }
    }
}

/// What a sentence says beside its time items, as far as it bears on them.
#[derive(Debug, Clone, Copy)]
pub(in crate::german::requests) struct Setting<'a> {
    /// By token, whether it stands in a clause that denies.
    pub muted: &'a [bool],
    /// The token of the verb that moves a meeting: "verschieben".
    pub moves: Option<usize>,
}
