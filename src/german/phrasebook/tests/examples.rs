//! Our own examples, one file a kind of phrase.
//!
//! A heading `[de-DE sie 2026-11-23T09:00:00+01:00 Europe/Berlin]` sets the writer, a line reads
//! `value | filter argument => phrase`. `~` is a no-break space, `!` begins an error.

use super::{phrasebook, say};
use crate::german::AddressForm;

/// Runs each line of a file and shows those that say something else.
fn check(examples: &str) {
    let mut words = None;
    let mut checked = 0;
    let mut wrong = Vec::new();
    for line in examples.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(heading) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            let writer: Vec<&str> = heading.split(' ').collect();
            let mut writers = phrasebook(writer[0], writer[2], writer[3]);
            if writer[1] == "du" {
                writers.address_form = AddressForm::Du;
            }
            words = Some(writers);
            continue;
        }
        let (call, expected) = line.split_once(" => ").unwrap_or_else(|| panic!("no example: {line}"));
        let (value, filter) = call.split_once(" | ").unwrap_or_else(|| panic!("no call: {line}"));
        let (filter, argument) = filter.split_once(' ').unwrap_or((filter, ""));
        let said = say(words.as_ref().expect("a heading comes first"), filter, value, argument)
            .unwrap_or_else(|error| format!("! {error}"))
            .replace('\u{a0}', "~");
        checked += 1;
        if said != expected {
            wrong.push(format!("{call} => {said}"));
        }
    }
    assert!(checked >= 80, "only {checked} examples");
    assert!(wrong.is_empty(), "{} of {checked} differ:\n{}", wrong.len(), wrong.join("\n"));
}

macro_rules! example_files {
    ($($name:ident),* $(,)?) => {
        $(#[test]
        fn $name() {
            check(include_str!(concat!("examples/", stringify!($name), ".txt")));
        })*
    };
}

example_files!(dates, clocks, spans, durations, choices, enumerations, numbers, recurrences, occasions);
