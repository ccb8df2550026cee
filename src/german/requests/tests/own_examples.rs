//! Our own mails: requests of many kinds and what only looks like one.

use super::example::all_examples;

#[test]
fn our_own_mails_are_read_as_people_read_them() {
    let examples = all_examples();
    let differs = |example: &super::example::Example| {
        example.mismatch().map(|mismatch| format!("{}: {:?}\n    {mismatch}", example.name, example.subject))
    };
    let wrong: Vec<String> = examples.iter().filter_map(differs).collect();
    assert!(examples.len() > 400, "examples are missing");
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), examples.len(), wrong.join("\n"));
}
