//! Files that other programs wrote, read in place where they are.

use std::path::PathBuf;

use super::super::{meeting_calendar, read};
use super::lines;

/// The files that hold a meeting: entries of calendars, sent along as they were.
const MEETINGS: [(&str, &str); 2] =
    [("triples", "SUMMARY:Sample Summary"), ("multi-name-property", "SUMMARY:Pfingstmontag")];

/// Files that are not as they should be, and still say what they say.
const DAMAGED: [&str; 2] = ["panic", "garbage-at-end"];

fn folder() -> PathBuf {
    let shared = std::env::var_os("STATT_SHARED").map(PathBuf::from);
    shared.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared")).join("corpus/tnef")
}

#[test]
#[expect(clippy::print_stderr, reason = "a test that did nothing must say so")]
fn all_files_are_read_and_the_meetings_among_them_found() {
    let Ok(entries) = std::fs::read_dir(folder()) else {
        eprintln!("skipped: there is no {}", folder().display());
        return;
    };
    let mut contents = 0;
    for entry in entries.map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        let bytes = std::fs::read(entry.path()).unwrap();
        let tnef = read(&bytes);
        let is_damaged = DAMAGED.iter().any(|damaged| name.contains(damaged));
        assert_eq!(!tnef.warnings.is_empty(), is_damaged, "{name}: {:?}", tnef.warnings);
        contents += usize::from(tnef.value.text.is_some() || tnef.value.html.is_some()) + tnef.value.attachments.len();

        let calendar = meeting_calendar(&bytes).value;
        let expected = MEETINGS.iter().find(|(meeting, _)| name.contains(meeting));
        assert_eq!(calendar.is_some(), expected.is_some(), "{name}");
        if let (Some(calendar), Some((_, line))) = (calendar, expected) {
            super::assert_lines(&lines(&calendar), &["METHOD:PUBLISH", line]);
        }
    }
    assert!(contents > 0);
}
