//! The first configuration: what was given, what is proposed, what is asked, and the file that comes of it.

mod answers;
mod file_text;
mod flags;
mod given;
mod passwords;
mod prompts;
mod proposal;
mod questions;
mod storing;
#[cfg(test)]
mod tests;

pub use answers::Answers;
pub use file_text::file_text;
pub use flags::Flags;
#[cfg(test)]
pub use given::{Given, GivenServer};
pub use proposal::{Machine, propose};
pub use questions::ask;
pub use storing::{exists, store};
