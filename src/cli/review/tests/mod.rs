//! The desk as its user knows it: keys in, pictures and effects out.

mod fixture;
mod hostile;
mod letters;
mod mouse;
mod outbox;
mod pictures;
mod settling;
mod steps;
