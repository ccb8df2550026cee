//! From approved to sent: the outbox says what may go and keeps record, an adapter hands it over.
//!
//! What happened is written down before the next step that cannot be taken back. Nothing is sent twice by itself.

mod back_off;
mod channel;
mod check;
mod filing;
mod pace;
mod report;
mod run;
mod settings;

pub use check::check;
pub use report::{SendEvent, SendOutcome, SendReport, Stopped};
pub use run::send_approved;
pub use settings::{CopyTo, Filing, SendOptions, SendSettings, Transport};
