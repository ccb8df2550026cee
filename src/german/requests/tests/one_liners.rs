//! Single sentences that ask for a meeting, and single sentences that do not.

use chrono::TimeZone;
use chrono_tz::Europe::Berlin;

use crate::german::requests::{RequestInput, read_request};

#[test]
fn single_sentences_ask_or_do_not() {
    let date = Berlin.with_ymd_and_hms(2026, 11, 23, 8, 30, 0).unwrap();
    let mut wrong = Vec::new();
    let lines = include_str!("../examples/sentences.txt").lines().filter(|line| line.starts_with(['+', '-']));
    for line in lines {
        let (sign, text) = line.split_at(2);
        let (subject, text) = text.split_once('|').unwrap_or(("Rückfrage", text));
        let body = format!("Guten Tag Frau Reuter,\n\n{text}\n\nViele Grüße\nA. Kern");
        let input = RequestInput { subject, body: &body, date, is_reply: subject.starts_with("AW") };
        let got = read_request(&input);
        if got.is_some() != (sign == "+ ") {
            wrong.push(format!("{line}\n    {:?}", got.map(|request| request.why)));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
