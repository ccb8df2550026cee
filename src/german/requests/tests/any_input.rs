//! No text makes the reader panic, and the cheap look misses no request of any table.

use chrono_tz::Europe::Berlin;
use proptest::prelude::*;

use super::example::all_examples;
use super::shared_table::shared;
use crate::german::requests::{RequestInput, may_be_request, read_request};
use crate::unbreakable::request;

/// Pieces that mails about meetings are made of, so that random texts reach the depths of the grammar.
const PIECES: &[&str] = &[
    "Können wir uns ",
    "am Dienstag",
    "um 14 Uhr",
    " oder ",
    ", ",
    "3.12.",
    "2026-12-08",
    " zwischen 10 und 12 ",
    "halb ",
    "drei",
    "viertel ",
    "vor ",
    "nach ",
    "?",
    ". ",
    "\n",
    "\n\n",
    "- ",
    "KW 49",
    "nächste Woche ",
    "übermorgen ",
    "statt ",
    "auf ",
    "verschieben",
    "jeden ersten Montag im Monat",
    "alle zwei Wochen ",
    "in 14 Tagen",
    "31.",
    "30.2.",
    "24:00",
    "0",
    "99:99",
    "c. t.",
    "pm",
    "(",
    ")",
    "Ort: ",
    "Raum ",
    "bei uns im ",
    "Büro ",
    "Tel. 0",
    "> ",
    "Am 3. schrieb x:",
    "Hätten Sie ",
    "eine Stunde Zeit",
    "letzten ",
    "bis ",
    "Montag",
    "-",
    "Mo",
    "Do",
    "\u{345}",
    "\u{308}",
    "ß",
    "İ",
    "🙂",
    "9999999999",
    "from ",
    "to ",
    "next ",
    "London time",
    "heute",
    "in 99 Wochen ",
    "dreiviertel 0",
    "halb 0",
];

proptest! {
    #[test]
    fn any_text_is_read(subject in "\\PC{0,40}", body in "(?s).{0,300}") {
        request(&subject, &body);
    }

    #[test]
    fn any_mixture_of_times_is_read(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60)) {
        request("Termin", &pieces.concat());
    }
}

#[test]
fn any_day_of_writing_will_do() {
    let body = "Können wir uns am 31. um 10 Uhr oder jeden ersten Montag im Monat treffen, KW 53 oder in 99 Wochen?";
    for date in [
        "1970-01-01T00:00:00Z",
        "2024-02-29T12:00:00Z",
        "2026-03-29T00:59:00Z",
        "2026-12-31T23:59:59Z",
        "9999-12-31T23:00:00Z",
    ] {
        let date = chrono::DateTime::parse_from_rfc3339(date).unwrap().with_timezone(&Berlin);
        let _ = read_request(&RequestInput { subject: "", body, date, is_reply: false });
    }
}

#[test]
fn long_texts_cost_little() {
    let started = std::time::Instant::now();
    for piece in [
        ".",
        "?",
        " Mo",
        "10-",
        "a.",
        ",",
        "(",
        "\n",
        "0",
        "um 10 oder ",
        "Dienstag, ",
        "3.12., ",
        "> x\n",
        "Am 3. schrieb x:\n",
        "halb ",
        "x@y.z ",
        "ü",
    ] {
        request(piece, &piece.repeat(200_000 / piece.len()));
    }
    // Far above what it takes, and far below what anything but linear reading would take.
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}

#[test]
fn the_cheap_look_misses_no_request() {
    for example in all_examples().iter().filter(|example| example.expected != "none") {
        assert!(may_be_request(&example.subject, &example.body), "{}", example.subject);
    }
    let Some(path) = shared("german/requests.jsonl") else { return };
    for line in std::fs::read_to_string(path).expect("the table").lines() {
        let row: serde_json::Value = serde_json::from_str(line).expect("a row");
        if row["expect"]["category"] == "plain_request" {
            let text = |name: &str| row[name].as_str().unwrap_or_default();
            assert!(may_be_request(text("subject"), text("body")), "{}", row["id"]);
        }
    }
}
