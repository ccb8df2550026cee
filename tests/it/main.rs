//! statt from outside: its structure, its command line, real mail.

mod architecture;
mod command_line;
mod corpus;
mod imap;
mod letters_out;
mod reading_corpus;
mod sandbox;
mod sending;
mod slips;
