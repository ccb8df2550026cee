//! The outbox: one `SQLite` file that knows every mail, who approved which bytes, and how far each of them is.
//!
//! Every change is one transaction that is on the disk (fsync) before the call returns; only sending waits later, see `sender`.

mod approval;
mod deciding;
mod editing;
mod error;
mod file;
mod filing;
mod folders;
mod incoming;
mod keeping;
mod laid_out;
mod lease;
mod migration;
mod notices;
mod owner;
mod partner;
mod postponed;
mod recovery;
mod rows;
mod schema;
mod sender;
mod settling;
mod stamp;
mod store;
mod stories;
mod version;

use std::path::PathBuf;

use rusqlite::Connection;

pub use approval::Approval;
pub use editing::{BriefingChange, Change};
pub use error::{OutboxError, WireProblem};
pub use incoming::{Added, Incoming};
pub use keeping::Forgotten;
pub use laid_out::LaidOut;
pub use lease::{Claim, Due, Lease, Selection, Waiting};
pub use recovery::{Recovered, RecoveredAs};
pub use settling::{Delivered, Outcome, Refused};
pub use version::Voided;

/// The mails that statt drafted, and what became of them.
pub struct Outbox {
    connection: Connection,
    path: Option<PathBuf>,
    sender: Option<sender::Sender>,
    recovered: Vec<Recovered>,
}

impl std::fmt::Debug for Outbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Outbox").field("path", &self.path).finish_non_exhaustive()
    }
}
