//! The rim: each foreign crate has one home here, and foreign types stop at it.

pub mod answered_flag;
pub mod connection;
pub mod contacts;
pub mod desktop;
pub mod folder_watch;
pub mod icalendar;
pub mod icalendar_answer;
pub mod imap;
pub mod inbox;
pub mod mail;
pub mod mime;
pub mod other_programs;
pub mod outbox;
pub mod own_calendar_folder;
pub mod secrets;
pub mod sendmail;
pub mod sent_folder;
pub mod signals;
pub mod smtp;
pub mod templates;
pub mod tnef;
