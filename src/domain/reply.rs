//! What a letter is to say, before any word of it.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::address::Person;
use super::time_slot::TimeSlot;
use crate::german::{AddressForm, Gender};

/// The ways to answer an invite, from the mildest to the one that frees most.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum ReplyKind {
    /// Accept.
    Attend,
    /// Telephone instead.
    Call,
    /// Fewer minutes.
    Shorter,
    /// Everything in writing.
    Written,
    /// A colleague speaks for me.
    Handoff,
    /// A kind of the user's own: the name of their template.
    Own(String),
}

impl ReplyKind {
    /// The kinds that statt knows by itself.
    pub const BUILT_IN: [Self; 5] = [Self::Attend, Self::Call, Self::Shorter, Self::Written, Self::Handoff];

    /// The kind's name in configuration, templates and JSON.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Attend => "attend",
            Self::Call => "call",
            Self::Shorter => "shorter",
            Self::Written => "written",
            Self::Handoff => "handoff",
            Self::Own(name) => name,
        }
    }
}

impl From<String> for ReplyKind {
    fn from(name: String) -> Self {
        Self::BUILT_IN.into_iter().find(|kind| kind.name() == name).unwrap_or(Self::Own(name))
    }
}

impl From<ReplyKind> for String {
    fn from(kind: ReplyKind) -> Self {
        kind.name().to_owned()
    }
}

impl std::fmt::Display for ReplyKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}

/// What one reply says: plain facts and choices, no words yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// The kind of answer.
    pub kind: ReplyKind,
    /// How long the call or the shorter meeting takes.
    pub minutes: Option<u32>,
    /// The times to offer (call), or the one of the shorter meeting.
    pub slots: Vec<TimeSlot>,
    /// By when the written answer arrives.
    pub deadline: Option<DateTime<FixedOffset>>,
    /// Who speaks for me.
    pub colleague: Option<Colleague>,
    /// Why, where it may be told and is true.
    pub reason: Option<Reason>,
    /// The points that the answer takes up.
    pub points: Vec<String>,
    /// What the user filled into gaps, by the gap's name.
    pub fillings: BTreeMap<String, String>,
}

/// A true reason that may be told to a client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// My calendar holds something else at that time.
    Conflict,
    /// My week is full: hours of meetings in it, rounded down.
    FullWeek(u32),
    /// We met this often in the last 90 days.
    MetOften(u32),
    /// The user's own words, a German clause or sentence.
    Words(String),
}

/// The colleague that a handoff names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colleague {
    /// Name and address.
    pub person: Person,
    /// Sie or du towards them.
    pub address_form: AddressForm,
    /// Frau, Herr or neither, where it is certain.
    pub gender: Option<Gender>,
    /// Function or title, in German.
    pub title: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// Invited to the meeting already.
    pub already_invited: bool,
}
