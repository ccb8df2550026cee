//! statt from outside: its structure, its command line, real mail.

mod architecture;
mod command_line;
mod corpus;
mod letters_out;
mod letters_read;
mod reading_corpus;
mod sandbox;
mod sending;
