//! The desk as its user knows it: keys in, pictures and effects out.

mod fixture;
mod hostile;
mod letters;
mod outbox;
mod pictures;
mod steps;
