//! The pipeline, wired: message → invite → facts → decision → draft → mail → outbox → SMTP.

pub mod approving;
mod calendars;
pub mod composing;
pub mod drafting;
pub mod drafts_folder;
pub mod finishing;
mod guarded;
pub mod hand_editing;
pub mod inboxes;
pub mod mail_account;
pub mod own_calendar;
pub mod preview;
pub mod reading;
pub mod redrafting;
mod returned_letter;
pub mod reverting;
pub mod sending;
pub mod surroundings;
pub mod watching;
pub mod weighing;
