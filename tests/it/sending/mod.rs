//! What the outbox and the sender promise, with real files, real sockets and real crashes.
#![allow(clippy::print_stdout, reason = "counts are for people to read, and children talk to their parents")]

mod aftermath;
mod approvals;
mod conversations;
mod crashes;
pub mod encryption;
mod faults;
pub mod fixture;
mod keeping;
mod leases;
pub mod server;
mod versions;
