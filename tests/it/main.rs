//! statt from outside: its structure, its command line, real mail.

mod architecture;
mod closing_the_loop;
mod command_line;
mod corpus;
mod doubtful_senders;
mod first_looks;
mod hostile_mails;
mod imap;
mod init;
mod letters_out;
mod letters_read;
mod reading_corpus;
mod sandbox;
mod second_draft;
mod sending;
mod slips;
