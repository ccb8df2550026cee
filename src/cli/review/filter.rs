//! Which mails the desk shows.

use super::entry::Entry;
use crate::domain::draft::Status;

/// A choice of mails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Filter {
    /// What is not done with: neither sent nor void.
    #[default]
    Open,
    /// What a person has to decide.
    Drafts,
    /// Drafts with gaps.
    Gaps,
    /// What goes out with the next `send`.
    Approved,
    /// What went wrong, or may have.
    Trouble,
    /// What is out.
    Sent,
    /// What a person or a cancellation dropped, and what a newer version of the invite made void.
    Dropped,
    /// Everything.
    All,
}

impl Filter {
    /// All of them, as the menu shows them.
    pub const ALL: [Self; 8] =
        [Self::Open, Self::Drafts, Self::Gaps, Self::Approved, Self::Trouble, Self::Sent, Self::Dropped, Self::All];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Drafts => "drafts",
            Self::Gaps => "gaps",
            Self::Approved => "approved",
            Self::Trouble => "trouble",
            Self::Sent => "sent",
            Self::Dropped => "dropped",
            Self::All => "all",
        }
    }

    /// What it shows.
    #[must_use]
    pub fn about(self) -> &'static str {
        match self {
            Self::Open => "not sent and not dropped",
            Self::Drafts => "still to be decided",
            Self::Gaps => "with gaps to fill",
            Self::Approved => "ready to be sent",
            Self::Trouble => "failed, rejected or uncertain",
            Self::Sent => "sent",
            Self::Dropped => "discarded or superseded",
            Self::All => "everything",
        }
    }

    /// Whether it shows this entry.
    #[must_use]
    pub fn shows(self, entry: &Entry) -> bool {
        let status = entry.reply.status;
        match self {
            Self::Open => !matches!(status, Status::Sent | Status::Superseded | Status::Discarded),
            Self::Drafts => status == Status::Draft,
            Self::Gaps => status == Status::Draft && entry.gaps() > 0,
            Self::Approved => matches!(status, Status::Approved | Status::Sending),
            Self::Trouble => matches!(entry.status(), Status::Failed | Status::Rejected | Status::Uncertain),
            Self::Sent => status == Status::Sent,
            Self::Dropped => matches!(status, Status::Superseded | Status::Discarded),
            Self::All => true,
        }
    }
}
