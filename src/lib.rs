//! statt: a call instead of a meeting.

pub mod adapters;
pub mod assistant;
mod cli;
pub mod domain;
pub mod german;
#[doc(hidden)]
pub mod unbreakable;

pub use cli::{review, run};
