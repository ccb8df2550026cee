//! Handing mails to an SMTP server (RFC 5321), step by step, so that each failure is known to be before or after the
//! final dot.
//!
//! `lettre` writes the commands. Its own connection is not used: it keeps what was read before STARTTLS, so that injected
//! plaintext would pass for the server's word, and it reads lines without an end into memory.

mod authentication;
mod extensions;
mod failure;
mod reply;
mod server;
mod session;
mod status_words;
mod tls;
mod transaction;
mod wire;

pub use crate::adapters::connection::Tls;
pub use failure::{Failure, Step};
pub use reply::Reply;
pub use server::Server;
pub use session::{Dialer, PasswordGiver, Session};
pub use transaction::{Delivery, RefusedRecipient};
