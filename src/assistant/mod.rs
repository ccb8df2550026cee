//! The pipeline, wired: message → invite → facts → decision → draft → mail → outbox → SMTP.

pub mod composing;
pub mod drafting;
pub mod drafts_folder;
pub mod finishing;
pub mod hand_editing;
pub mod inboxes;
pub mod mail_account;
pub mod preview;
pub mod reading;
pub mod redrafting;
pub mod sending;
pub mod surroundings;
pub mod watching;
pub mod weighing;
