//! A reply on its way: from the first draft to the server's word that it has it.

#[cfg(test)]
pub(crate) mod sample;

use std::cmp::Ordering;

use chrono::{DateTime, FixedOffset, Utc};
use serde::{Deserialize, Serialize};

use super::address::Person;
use super::calendar_answer::CalendarAnswer;
use super::case::{Case, MeetingKey};
use super::reply::Reply;

/// The number of a mail in the outbox.
pub type DraftId = i64;

/// A mail in the outbox.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// Its number; 0 until the outbox has given one.
    pub id: DraftId,
    /// To the organizer, or to the colleague who takes over.
    pub role: DraftRole,
    /// For a briefing: the reply that it belongs to.
    pub belongs_to: Option<DraftId>,
    /// The meeting it is about.
    pub meeting: MeetingKey,
    /// The version of the invite that it answers: SEQUENCE and DTSTAMP.
    pub version: InviteVersion,
    /// The case it answers.
    pub case: Case,
    /// What it says.
    pub reply: Reply,
    /// How far it is.
    pub status: Status,
    /// Why it has that status, in English, where there is something to say.
    pub status_reason: Option<String>,
    /// The letter.
    pub letter: Letter,
    /// A person changed subject or text by hand.
    pub hand_edited: bool,
    /// The calendar part.
    pub calendar: Option<CalendarAnswer>,
    /// Counts its changes: who changes a mail names the revision that they saw.
    pub revision: i64,
    /// Message-ID without angle brackets, fixed at approval.
    pub message_id: Option<String>,
    /// Date, fixed at approval.
    pub date: Option<DateTime<FixedOffset>>,
    /// When it was drafted.
    pub created: DateTime<Utc>,
    /// The server's answer to the mail that it took.
    pub smtp: Option<String>,
    /// How often it was tried in vain.
    pub attempts: u32,
    /// When a temporary failure is tried again.
    pub next_try: Option<DateTime<Utc>>,
    /// When it was approved.
    pub approved: Option<DateTime<Utc>>,
    /// When the server took it.
    pub sent: Option<DateTime<Utc>>,
}

/// A mail that the outbox does not have yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewDraft {
    /// To the organizer, or to the colleague who takes over.
    pub role: DraftRole,
    /// The meeting it is about.
    pub meeting: MeetingKey,
    /// The version of the invite that it answers.
    pub version: InviteVersion,
    /// The case it answers.
    pub case: Case,
    /// What it says.
    pub reply: Reply,
    /// The letter.
    pub letter: Letter,
    /// The calendar part.
    pub calendar: Option<CalendarAnswer>,
}

/// Whom a mail of the outbox is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DraftRole {
    /// The organizer.
    Reply,
    /// The colleague who takes over.
    Briefing,
}

impl DraftRole {
    /// Its name in JSON and in the outbox.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Briefing => "briefing",
        }
    }
}

/// Which version of an invite (RFC 5546 §2.1.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct InviteVersion {
    /// SEQUENCE.
    pub sequence: i64,
    /// DTSTAMP.
    pub stamp: Option<DateTime<Utc>>,
}

impl InviteVersion {
    /// Whether this version makes the `older` one void. Without both stamps an equal SEQUENCE is the same version.
    #[must_use]
    pub fn replaces(self, older: Self) -> bool {
        match self.sequence.cmp(&older.sequence) {
            Ordering::Greater => true,
            Ordering::Less => false,
            Ordering::Equal => matches!((self.stamp, older.stamp), (Some(new), Some(old)) if new > old),
        }
    }
}

/// A mail's addresses and words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// From.
    pub from: Person,
    /// To.
    pub to: Vec<Person>,
    /// Cc.
    pub cc: Vec<Person>,
    /// Subject, with its prefix.
    pub subject: String,
    /// The text, without what is quoted beneath.
    pub text: String,
    /// The mail answered, quoted, as it stands beneath the text.
    pub quotation: Option<String>,
    /// What a person must still fill in.
    pub gaps: Vec<Gap>,
}

/// A gap in a letter that only a person can fill.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Gap {
    /// Its name, by which it is filled.
    pub name: String,
    /// What belongs there, in German: it stands in the text as «hint».
    pub hint: String,
}

/// How far a mail is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// A person has to look at it.
    Draft,
    /// A person approved these very bytes.
    Approved,
    /// A process is handing it to the server.
    Sending,
    /// The server has it.
    Sent,
    /// Not taken this time; the next `send` tries again.
    Failed,
    /// Refused for good.
    Rejected,
    /// The server may have it: a person has to settle it.
    Uncertain,
    /// A newer version of the invite made it void.
    Superseded,
    /// A person or a cancellation dropped it.
    Discarded,
}

impl Status {
    /// All of them, in the order of a mail's life.
    pub const ALL: [Self; 9] = [
        Self::Draft,
        Self::Approved,
        Self::Sending,
        Self::Sent,
        Self::Failed,
        Self::Rejected,
        Self::Uncertain,
        Self::Superseded,
        Self::Discarded,
    ];

    /// Its name in JSON and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Approved => "approved",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Rejected => "rejected",
            Self::Uncertain => "uncertain",
            Self::Superseded => "superseded",
            Self::Discarded => "discarded",
        }
    }

    /// The status of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }

    /// Whether the recipient has it or may have it.
    #[must_use]
    pub fn may_be_out(self) -> bool {
        matches!(self, Self::Sending | Self::Sent | Self::Uncertain)
    }
}

impl std::fmt::Display for Status {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_replaces_an_older_one_and_never_itself() {
        let version = |sequence, stamp: Option<i64>| InviteVersion {
            sequence,
            stamp: stamp.and_then(|seconds| DateTime::from_timestamp(seconds, 0)),
        };
        let cases = [
            (version(1, None), version(0, Some(9)), true),
            (version(0, Some(9)), version(1, None), false),
            (version(1, Some(2)), version(1, Some(1)), true),
            (version(1, Some(1)), version(1, Some(1)), false),
            (version(1, Some(1)), version(1, Some(2)), false),
            (version(1, Some(1)), version(1, None), false),
        ];
        for (new, old, expected) in cases {
            assert_eq!(new.replaces(old), expected, "{new:?} {old:?}");
        }
    }

    #[test]
    fn every_status_has_its_own_name() {
        for status in Status::ALL {
            assert_eq!(Status::named(status.name()), Some(status));
        }
        assert_eq!(Status::named("lost"), None);
    }
}
