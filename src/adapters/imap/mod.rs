//! Mail on an IMAP server (RFC 3501): what is new, headers and structures first, and of most mails no more than that.
//!
//! `imap-proto` understands the server's answers. What they are read from is our own: every wait has an end, every answer a
//! size, and nothing secret is said before the connection is secure.

mod account;
mod capabilities;
mod choice;
mod clock;
mod drafts;
mod failure;
mod fetch;
mod folders;
mod idle;
mod login;
mod names;
mod newcomers;
mod reduced;
mod sent;
mod session;
mod structure;
mod syntax;
mod wire;

pub use account::Account;
pub use failure::Failure;
pub use folders::{ListedFolder, Opened, SpecialUse};
pub use idle::Woken;
pub use newcomers::{Arrived, IsPersonal, Newcomers, Progress, Wanted};
pub use sent::Filed;
pub use session::{Dialer, PasswordGiver, Session};
