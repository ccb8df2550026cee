//! The tables: our own mails under `examples/`, and the shared table where it is at hand.

#![expect(clippy::print_stderr, reason = "a test that is skipped says so")]

mod any_input;
mod corpus;
mod example;
mod first_sieve;
mod one_liners;
mod own_examples;
mod shared_table;
