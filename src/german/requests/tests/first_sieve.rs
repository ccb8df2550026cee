//! An inbox is sieved by its raw octets before mails are read: no request may get lost there, however it is encoded.

use std::fmt::Write;

use base64::{Engine, prelude::BASE64_STANDARD};
use chrono::TimeZone;
use chrono_tz::Europe::Berlin;

use super::example::all_examples;
use crate::adapters::mail::may_hold_meeting;
use crate::german::requests::{RequestInput, may_be_request, read_request};

#[test]
fn every_request_passes_the_sieve_in_every_encoding() {
    let asks = all_examples().into_iter().filter(|example| example.expected != "none");
    let mut lost = Vec::new();
    for example in asks {
        for (encoding, mail) in mails(&example.subject, &example.body) {
            if !may_hold_meeting(mail.as_bytes()) {
                lost.push(format!("{} {encoding}: {:?} {:?}", example.name, example.subject, example.body));
            }
        }
    }
    assert!(lost.is_empty(), "{} lost:\n{}", lost.len(), lost.join("\n"));
}

/// Ruins of requests, as a broken disk or a fuzzer leaves them: rules of the grammar hold for them, but no word is left
/// by which the cheap look knows a request.
const RUINS: &[(&str, &str)] = &[
    ("Küchenplanung", "Hallo Frau Reuter,\n\nwi     Was wäre Ihnen lieber?\n\nViele GrüP       ela Roth"),
    ("Angebot D)na,", "\nhast du gen?i JHohan)na,\n\nhast du achmoer"),
    (
        "Apotheke - Umbum 11 Uhr zu uns in die Apotheke komAm Mo. schrieb ann k\u{fffd} der in die Apotheke komAm Mo. \
         schrieb ann köviertel vor neunnnen wir ungestört alles ausmessen und besprechen.",
        "\nMit /f reundlichen Grüßen\nMargarete Busch",
    ),
];

#[test]
fn the_cheap_look_and_the_grammar_have_one_answer() {
    let date = Berlin.with_ymd_and_hms(2026, 11, 23, 8, 30, 0).unwrap();
    let rows = all_examples().into_iter().map(|example| (example.subject, example.body));
    let ruins = RUINS.iter().map(|(subject, body)| ((*subject).to_owned(), (*body).to_owned()));
    for (subject, body) in rows.chain(ruins) {
        let asks = read_request(&RequestInput { subject: &subject, body: &body, date, is_reply: false }).is_some();
        assert!(may_be_request(&subject, &body) || !asks, "{subject:?} {body:?}");
    }
}

/// A mail in the encodings that mail programs use.
fn mails(subject: &str, body: &str) -> [(&'static str, String); 4] {
    let subject = if subject.is_ascii() {
        subject.to_owned()
    } else {
        format!("=?utf-8?Q?{}?=", quoted_printable(subject, usize::MAX).replace(' ', "_"))
    };
    let mail = |encoding: &str, media_type: &str, text: &str| {
        format!(
            "From: Kai <kai@kern.example>\r\nSubject: {subject}\r\nContent-Type: text/{media_type}; charset=utf-8\r\n\
             Content-Transfer-Encoding: {encoding}\r\n\r\n{text}\r\n"
        )
    };
    let page = body.replace('\n', "<br>");
    let html = format!("<html><head><style>{}</style></head><body>{page}</body></html>", "p{margin:0}".repeat(500));
    [
        ("plain", mail("8bit", "plain", &body.replace('\n', "\r\n"))),
        ("quoted-printable", mail("quoted-printable", "plain", &quoted_printable(body, 70))),
        ("base64", mail("base64", "plain", &BASE64_STANDARD.encode(body))),
        ("one long line", mail("8bit", "html", &html)),
    ]
}

/// Quoted-printable with lines of at most so many octets.
fn quoted_printable(text: &str, width: usize) -> String {
    let mut encoded = String::new();
    let mut column = 0;
    for octet in text.bytes() {
        if column + 4 > width {
            encoded.push_str("=\r\n");
            column = 0;
        }
        match octet {
            b'\n' => {
                encoded.push_str("\r\n");
                column = 0;
            }
            b' '..=b'~' if octet != b'=' => {
                encoded.push(char::from(octet));
                column += 1;
            }
            _ => {
                let _ = write!(encoded, "={octet:02X}");
                column += 3;
            }
        }
    }
    encoded
}
