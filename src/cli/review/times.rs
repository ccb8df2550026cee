//! Times to choose from: what is offered already, and what else is free.

use super::input::Input;
use crate::domain::draft::{Draft, DraftId};
use crate::domain::reply::ReplyKind;
use crate::domain::time_slot::TimeSlot;

/// More times than this are no offer but a calendar.
const MOST: usize = 3;

/// The menu of times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Times {
    /// The reply that offers them.
    pub id: DraftId,
    /// The times, and whether they are offered.
    pub rows: Vec<(TimeSlot, bool)>,
    /// The row that the keys are about.
    pub cursor: usize,
    /// A time of the user's own, while it is typed.
    pub own: Option<Input>,
    /// Why a time cannot be offered.
    pub complaint: Option<String>,
    /// Only one time can be offered.
    pub single: bool,
}

impl Times {
    /// The times of a draft, and others that are free.
    #[must_use]
    pub fn new(draft: &Draft, free: Vec<TimeSlot>) -> Self {
        let offered = &draft.reply.slots;
        let mut rows: Vec<(TimeSlot, bool)> = offered.iter().map(|slot| (*slot, true)).collect();
        let is_new = |slot: &TimeSlot| !offered.iter().any(|other| other.start() == slot.start());
        rows.extend(free.into_iter().filter(is_new).map(|slot| (slot, false)));
        rows.sort_by_key(|(slot, _)| slot.start());
        let cursor = rows.iter().position(|(_, chosen)| *chosen).unwrap_or_default();
        let single = draft.reply.kind != ReplyKind::Call;
        Self { id: draft.id, rows, cursor, own: None, complaint: None, single }
    }

    /// Moves the cursor.
    pub fn step(&mut self, by: isize) {
        self.cursor = self.cursor.saturating_add_signed(by).min(self.rows.len().saturating_sub(1));
    }

    /// Offers the time under the cursor, or not any more.
    pub fn toggle(&mut self) {
        self.complaint = None;
        let Some(&(_, chosen)) = self.rows.get(self.cursor) else { return };
        if self.single {
            self.rows.iter_mut().for_each(|(_, chosen)| *chosen = false);
        } else if !chosen && self.chosen().len() >= MOST {
            self.complaint = Some(format!("{MOST} times are enough: take one away first"));
            return;
        }
        self.rows[self.cursor].1 = self.single || !chosen;
    }

    /// Adds a time of the user's own, offered.
    pub fn add(&mut self, slot: TimeSlot) {
        let known = self.rows.iter().position(|(other, _)| other.start() == slot.start());
        let place = known.unwrap_or_else(|| self.rows.partition_point(|(other, _)| other.start() < slot.start()));
        if known.is_none() {
            self.rows.insert(place, (slot, false));
        }
        self.cursor = place;
        if !self.rows[place].1 {
            self.toggle();
        }
    }

    /// The times that are offered.
    #[must_use]
    pub fn chosen(&self) -> Vec<TimeSlot> {
        self.rows.iter().filter(|(_, chosen)| *chosen).map(|(slot, _)| *slot).collect()
    }
}
