//! What a mail is, and why it may get no reply.

use serde::{Deserialize, Serialize};

/// What a mail is with regard to meetings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// A new invite.
    Request,
    /// A new version of a known one.
    Update,
    /// The meeting, or an instance of it, is off.
    Cancellation,
    /// Somebody's answer.
    Reply,
    /// Somebody's proposal of another time.
    Counter,
    /// The organizer refuses a proposal.
    DeclineCounter,
    /// Somebody asks for the current version.
    Refresh,
    /// More instances of a series.
    Add,
    /// For information.
    Publish,
    /// Asks for a meeting in words only.
    PlainRequest,
    /// Not about a meeting.
    None,
}

/// Why a mail about a meeting gets no reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// A machine answers (RFC 3834).
    AutoSubmitted,
    /// It came by a mailing list.
    MailingList,
    /// Precedence: bulk or junk.
    Bulk,
    /// I wrote it, or I am the organizer.
    OwnMessage,
    /// Nobody reads what is sent there.
    NoReplyAddress,
    /// The sender is not the organizer and does not act for them.
    OrganizerMismatch,
    /// The meeting is over.
    Past,
    /// I answered already.
    AlreadyAnswered,
    /// I am not invited.
    NotInvited,
    /// A newer version is known.
    Superseded,
    /// The meeting was cancelled.
    Cancelled,
    /// Nobody asks for an answer.
    NotARequest,
    /// The calendar cannot be read.
    UnreadableCalendar,
}
