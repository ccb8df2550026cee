//! The pipeline, wired: message → invite → facts → decision → draft → mail → outbox → SMTP.

pub mod approving;
pub mod composing;
pub mod drafting;
pub mod finishing;
pub mod hand_editing;
pub mod preview;
pub mod reading;
pub mod redrafting;
pub mod reverting;
pub mod sending;
pub mod surroundings;
pub mod weighing;
