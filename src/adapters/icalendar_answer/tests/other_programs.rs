//! Calendars that other programs wrote, where they lie beside the project.

use std::path::PathBuf;

use super::judge::faults;
use super::{calendar, counter, declined, delegated, now};
use crate::adapters::icalendar_answer::write_answer;
use crate::domain::calendar_answer::{AnswerMethod, CalendarAnswer};

#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn every_calendar_of_the_corpus_can_be_answered() {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let folder = std::env::var_os("STATT_SHARED").map_or(beside, PathBuf::from).join("corpus/ics");
    let Ok(files) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: there is no {}", folder.display());
        return;
    };
    let mut answered = 0;
    for file in files.filter_map(Result::ok) {
        let text = String::from_utf8_lossy(&std::fs::read(file.path()).unwrap()).into_owned();
        let unfolded = text.replace("\r\n", "\n").replace("\n ", "");
        for uid in unfolded.lines().filter_map(|line| line.strip_prefix("UID:")).take(3) {
            let answers = [
                ("REPLY", declined()),
                ("COUNTER", counter("2026-12-01T14:00:00+01:00", "2026-12-01T14:30:00+01:00")),
                ("REQUEST", delegated(AnswerMethod::Request)),
            ];
            for (method, answer) in answers {
                let answer = CalendarAnswer { uid: uid.to_owned(), ..answer };
                if let Ok(text) = write_answer(&calendar(&text), &answer, "Guten Tag", now(), chrono_tz::Europe::Berlin)
                {
                    assert_eq!(faults(&text, method), Ok(()), "{}", file.path().display());
                    answered += 1;
                }
            }
        }
    }
    assert!(answered > 300, "{answered}");
}
