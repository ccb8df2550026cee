//! What reaches the desk, and what it wants done.

use chrono::{DateTime, Utc};
use ratatui::crossterm::event::{KeyEvent, MouseEvent};

use crate::assistant::redrafting::Wish;
use crate::domain::draft::{Draft, DraftId, Status};
use crate::domain::reply::ReplyKind;
use crate::domain::time_slot::TimeSlot;

/// Something that happened.
#[derive(Debug, Clone)]
pub enum Message {
    /// A key was pressed.
    Key(KeyEvent),
    /// The mouse did something.
    Mouse(MouseEvent),
    /// Text was pasted.
    Paste(String),
    /// The terminal has another size.
    Resize(u16, u16),
    /// The outbox, read anew.
    Loaded(Vec<Draft>),
    /// An effect did what it should.
    Done(Done),
    /// An effect could not.
    Refused(String),
    /// It would lose words that were written by hand.
    WouldLoseWords(Effect),
    /// Free times for a mail.
    Times {
        /// The reply.
        id: DraftId,
        /// The times.
        slots: Vec<TimeSlot>,
    },
    /// The kinds of letters that the user made, for a mail.
    Kinds(DraftId, Vec<ReplyKind>),
    /// A text from the editor that could not be taken; it is kept for the next try.
    Kept {
        /// The mail.
        id: DraftId,
        /// What was written.
        text: String,
        /// Why it could not be taken.
        why: String,
    },
    /// News of a run of sending.
    Sending(Progress),
    /// It is this time now.
    Clock(DateTime<Utc>),
    /// It is time to go.
    Stop,
}

/// What an effect did.
#[derive(Debug, Clone, Default)]
pub struct Done {
    /// Replies with their briefings, as they are now.
    pub changed: Vec<(Draft, Option<Draft>)>,
    /// A word on it.
    pub notice: String,
    /// How it is undone.
    pub undo: Option<Box<Undo>>,
    /// What is looked at then.
    pub then: Then,
    /// A text from the editor was taken, or given up.
    pub edited: Option<DraftId>,
}

/// What is looked at once an effect is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Then {
    /// What was looked at before.
    #[default]
    Stay,
    /// The next mail that has to be decided.
    Next,
    /// The mail that changed.
    Changed,
}

/// How far a run of sending is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// So many are to be tried.
    Begin(usize),
    /// One mail is done with: what it is now, and what was said about it.
    Mail(DraftId, Status, String),
    /// Something that stops nothing.
    Warning(String),
    /// The run is over; what is to be said about it.
    End(Vec<String>),
}

/// Something to be done outside of the desk.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Draft a mail anew.
    Redraft(DraftId, Wish),
    /// Fill a gap.
    Fill {
        /// The mail.
        id: DraftId,
        /// The gap's name.
        gap: String,
        /// The words for it.
        words: String,
    },
    /// Let a person edit a mail; a text that could not be taken before is gone on with.
    Edit(DraftId, Option<String>),
    /// Approve mails in one step, as the person saw them.
    Approve(Vec<Draft>),
    /// Drop a reply, with its briefing.
    Discard(DraftId),
    /// Settle whether an uncertain mail went out.
    Settle(DraftId, Fate),
    /// Make a draft again of what is approved or was dropped.
    Reopen(DraftId),
    /// Undo something.
    Revert(Box<Undo>),
    /// Look for free times.
    FindTimes(DraftId),
    /// Look for the kinds of letters that the user made.
    FindKinds(DraftId),
    /// Send what is approved.
    Send,
    /// Read one mail anew, with its partner.
    Look(DraftId),
    /// Read the outbox anew.
    Reload,
    /// Draw the whole screen anew: something else wrote on it.
    Repaint,
    /// Leave the terminal to the shell until it gives it back.
    Suspend,
}

/// What became of a mail that the server may have, as a person found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It went out.
    Sent,
    /// It did not: it is tried again.
    Retry,
}

/// How something is undone.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "kept in a short stack")]
pub enum Undo {
    /// A reply and its briefing say again what they said.
    Words {
        /// What is undone.
        what: String,
        /// The reply as it was.
        reply: Draft,
        /// Its briefing as it was.
        briefing: Option<Draft>,
    },
    /// The approval of these mails is taken back, the reply's first.
    Approval(Vec<DraftId>),
    /// A dropped reply is a draft again.
    Discard(DraftId),
}
