//! Moments as people read them in lists and dialogs, and as they type them.

mod told;
pub mod typed;

pub use told::{Moment, Moments};
