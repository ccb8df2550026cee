//! IMAP against a server on this machine that does what it is told, also the wrong thing at the right time.

mod clock;
mod command_line;
mod drafts;
mod encryption;
mod filing;
mod login;
mod mails;
mod newcomers;
mod server;
