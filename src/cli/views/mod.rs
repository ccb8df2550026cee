//! Results as scripts and as people see them.
pub mod inspected;
pub mod notice;
pub mod outbox_mail;
pub mod outbox_words;
pub mod statistics;
pub mod story;
pub mod waiting;
pub mod words;
