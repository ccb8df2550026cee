//! `statt review`: the desk, one screen for everything between drafting and sending.
//!
//! A [`State`] is changed by [`update`] only, which gives back [`Effect`]s; [`draw`] is a function of the state. What
//! touches the outbox, the editor, the server or the terminal is in `desk`, `sending`, `terminal` and `run`.

mod areas;
mod browse;
mod desk;
mod dialog;
mod entry;
mod filter;
mod input;
mod kept;
mod keys;
mod menu;
mod message;
mod mode;
mod mouse;
mod progress;
mod prompt;
mod run;
mod sending;
mod state;
mod terminal;
#[cfg(test)]
mod tests;
mod theme;
mod times;
mod update;
mod view;

pub use desk::{Clock, Desk};
pub use message::{Done, Effect, Message, Progress, Then, Undo};
pub(in crate::cli) use run::run;
pub use state::State;
pub use theme::Theme;
pub use update::update;
pub use view::draw;
