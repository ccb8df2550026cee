//! iCalendar (RFC 5545, RFC 5546) → invites and appointments. Reading never fails: what is odd becomes a warning.

mod appointments;
mod clock;
mod component;
mod content_lines;
mod essence;
mod event;
mod free_busy;
mod invites;
mod length;
mod meeting;
mod moment;
mod own_rules;
mod parsed;
mod people;
mod reader;
mod recurrence;
mod series;
#[cfg(test)]
mod tests;
mod zones;

pub use appointments::read_appointments;
pub use invites::read_invites;
