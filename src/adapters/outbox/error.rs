//! What can go wrong with the outbox, in words that say what to do.

use std::path::PathBuf;

use crate::domain::draft::{DraftId, Status};

/// Why the outbox could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum OutboxError {
    /// The file or its folder cannot be made or opened.
    #[error("cannot open the outbox {path}: {reason}")]
    Open {
        /// The outbox.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// Another program's database.
    #[error("{path} is a database, but not an outbox of statt")]
    NotAnOutbox {
        /// The file.
        path: PathBuf,
    },
    /// Written by a newer statt.
    #[error("the outbox {path} has schema {found}, but this statt knows schemas up to {known}")]
    Newer {
        /// The outbox.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// The newest schema known.
        known: i64,
    },
    /// The file is damaged.
    #[error("the outbox is damaged: {0}")]
    Damaged(String),
    /// Another process keeps the file locked.
    #[error("the outbox is locked by another process")]
    Busy,
    /// The disk is full.
    #[error("the disk that holds the outbox is full")]
    Full,
    /// Anything else that `SQLite` says.
    #[error("the outbox cannot be used: {0}")]
    Storage(rusqlite::Error),
    /// The disk did not take what was written.
    #[error("the outbox cannot be saved: {0}")]
    NotSaved(std::io::Error),
    /// No such mail.
    #[error("there is no mail {0} in the outbox")]
    Unknown(DraftId),
    /// Somebody else changed the mail since it was read.
    #[error("mail {0} was changed in the meantime")]
    Changed(DraftId),
    /// The mail's status does not allow it.
    #[error("mail {id} cannot be {action}: it is {status}")]
    NotPossible {
        /// The mail.
        id: DraftId,
        /// Its status.
        status: Status,
        /// What was asked, as a participle.
        action: &'static str,
    },
    /// Some recipients have the mail already.
    #[error("mail {id} cannot be {action}: {recipients} got it already")]
    PartlyOut {
        /// The mail.
        id: DraftId,
        /// Who has it.
        recipients: String,
        /// What was asked, as a participle.
        action: &'static str,
    },
    /// Gaps must be filled before approval.
    #[error("mail {id} cannot be approved: {} to be filled first: {}", if gaps.len() == 1 { "a gap has" } else { "gaps have" }, gaps.join(", "))]
    Gaps {
        /// The mail.
        id: DraftId,
        /// Their hints.
        gaps: Vec<String>,
    },
    /// Reply and briefing are approved in one step.
    #[error("mail {id} is approved together with mail {partner}, or not at all")]
    PartnerMissing {
        /// The mail.
        id: DraftId,
        /// Its briefing, or the reply that it belongs to.
        partner: DraftId,
    },
    /// The colleague does not learn of it, so the client must not either.
    #[error("mail {id} cannot be {action}: its briefing, mail {briefing}, is {status}")]
    BriefingGone {
        /// The reply.
        id: DraftId,
        /// The briefing.
        briefing: DraftId,
        /// The briefing's status.
        status: Status,
        /// What was asked, as a participle.
        action: &'static str,
    },
    /// The bytes are no mail that may cross the wire.
    #[error("mail {id} cannot be approved: {problem}")]
    NotWireReady {
        /// The mail.
        id: DraftId,
        /// What is wrong with them.
        problem: WireProblem,
    },
    /// The mail is no longer this process's to send.
    #[error("mail {0} was withdrawn while it was being sent")]
    LeaseLost(DraftId),
}

/// Why bytes may not cross the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WireProblem {
    /// Nobody to send it to.
    #[error("it has no recipient")]
    NoRecipient,
    /// A line break that is not CRLF could smuggle commands past a server (RFC 5321 §2.3.8).
    #[error("its lines do not all end with CRLF")]
    LineBreak,
    /// RFC 5321 §4.5.3.1.6.
    #[error("a line is longer than 998 octets")]
    LongLine,
    /// RFC 5322 §2.3.
    #[error("it holds a NUL")]
    Nul,
}

impl OutboxError {
    /// What a person can do about it.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Open { .. } => "check the path and its permissions, or name another file with --outbox",
            Self::NotAnOutbox { .. } => "name another file with --outbox",
            Self::Newer { .. } => "update statt; nothing was changed",
            Self::Damaged(_) => {
                "keep a copy of the file, then put back a backup, or try `sqlite3 outbox.db .recover`; \
                 statt sends nothing from a damaged outbox"
            }
            Self::Busy => "wait for the other statt, or see what keeps the file open",
            Self::NotSaved(_) => "see what is wrong with the disk; nothing was sent that is not on record",
            Self::Full => "free some space and run the command again; nothing was lost",
            Self::Changed(_) => "look at it again with `statt show`",
            Self::PartnerMissing { .. } => "approve both, or discard them",
            Self::Gaps { .. } => "fill them with `statt set ID --gap NAME=TEXT` or `statt edit ID`",
            Self::BriefingGone { .. } => "choose another reply with `statt set ID --kind …`, or discard it",
            Self::NotPossible { status, .. } => by_status(*status),
            Self::Unknown(_) => "`statt list --all` shows the numbers of all mails",
            Self::Storage(_) => {
                "see whether the file and its folder may be written, or name another file with --outbox"
            }
            Self::PartlyOut { .. } => "`statt send` tries the others again; `statt show ID` says who has it",
            Self::NotWireReady { .. } => {
                "change it with `statt edit ID` or `statt set ID`, or answer in your mail program"
            }
            Self::LeaseLost(_) => "`statt list` shows what became of it",
        }
    }
}

/// What can still be done with a mail of this status.
fn by_status(status: Status) -> &'static str {
    match status {
        Status::Draft => "`statt approve ID` lets it go, `statt send` sends it",
        Status::Approved => "`statt send` sends it; `statt set ID` or `statt edit ID` makes it a draft again",
        Status::Sending => "wait until the `statt send` that has it is done",
        Status::Sent => "it is out: write to them in your mail program, or wait for their answer",
        Status::Failed => {
            "`statt send` tries it again; `statt set ID` makes it a draft again, `statt discard ID` drops it"
        }
        Status::Rejected => {
            "`statt show ID` says why; `statt set ID --to ADDRESS` makes it a draft for another address"
        }
        Status::Uncertain => "settle it with `statt resolve ID --sent`, or with --retry if it did not arrive",
        Status::Superseded => "a newer version came: `statt list` shows the reply to that",
        Status::Discarded => "bring it back in `statt review`: f until it is shown, then d",
    }
}

impl From<rusqlite::Error> for OutboxError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged("its pages do not fit together".to_owned()),
            Some(ErrorCode::NotADatabase) => Self::Damaged("it is no database, or its head was overwritten".to_owned()),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DiskFull) => Self::Full,
            _ => Self::Storage(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_called_by_its_name() {
        let connection = rusqlite::Connection::open_in_memory().unwrap();
        connection.execute_batch("PRAGMA max_page_count = 3; CREATE TABLE t (x);").unwrap();
        let error = OutboxError::from(connection.execute("INSERT INTO t VALUES (zeroblob(100000))", []).unwrap_err());
        assert!(matches!(error, OutboxError::Full), "{error}");
        assert_eq!(error.hint(), "free some space and run the command again; nothing was lost");
    }
}
