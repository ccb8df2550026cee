//! Mails that somebody built to do harm.

use std::fmt::Write;
use std::time::{Duration, Instant};

use base64::prelude::{BASE64_STANDARD, Engine};
use proptest::prelude::*;

use super::*;
use crate::domain::limits::MAX_NESTING;

#[test]
fn too_much_is_left_out_with_a_warning() {
    let many = whole(&multipart("mixed", &vec![part("Content-Type: image/png", "x"); 1_100]));
    let deep = (0..30).fold(part("Content-Type: text/calendar", CALENDAR), |inner, level| {
        multipart(&format!("mixed{level}"), &[inner])
    });
    let long = mail("Content-Type: text/plain", &"Wort ".repeat(100_000));
    let large = mail("Content-Type: text/calendar", &format!("{CALENDAR}{}", "X".repeat(6 * 1024 * 1024)));
    for (mail, warning) in
        [(many, "parts"), (whole(&deep), "levels"), (long, "text is longer"), (large, "calendar is larger")]
    {
        let warnings = read(mail).warnings;
        assert!(warnings.iter().any(|found| found.contains(warning)), "{warning}: {warnings:?}");
    }
}

#[test]
fn of_an_enormous_mail_the_headers_are_read() {
    let reading = read(mail("", &"x".repeat(MAX_MAIL)));
    assert_eq!(reading.value.subject, "Termin");
    assert!(reading.warnings[0].contains("all but its headers"));
}

/// A part that is a mail in base64.
fn encoded_mail(inner: &[u8]) -> String {
    part("Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64", &BASE64_STANDARD.encode(inner))
}

/// Multiparts in one another, each with a boundary of its own.
fn nested(levels: usize) -> String {
    let mut text = String::new();
    for level in 0..levels {
        write!(text, "Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n").unwrap();
    }
    text
}

#[test]
fn nothing_keeps_the_reader_busy_or_fills_the_stack() {
    let forwarded = |times: usize| "Content-Type: message/rfc822\n\n".repeat(times);
    let mut often = (0..12).fold(forwarded(1), |inner, _| encoded_mail(inner.as_bytes()));
    often.insert_str(0, "X: y\r\n");
    let cases = [
        ("mails in mails", forwarded(100_000)),
        ("mails in a mail in base64", whole(&encoded_mail(forwarded(100_000).as_bytes()))),
        ("mails in base64 in mails in base64", whole(&often)),
        ("mails as files", whole(&part("Content-Type: application/x; name=a.eml", &forwarded(50_000)))),
        ("multiparts in a mail in base64", whole(&encoded_mail(nested(60_000).as_bytes()))),
        ("multiparts", nested(100_000)),
        ("a digest of nothing", whole(&multipart("digest", &vec!["\r\n".to_owned(); 100_000]))),
        ("boundaries on one line", whole(&part("Content-Type: multipart/mixed; boundary=x", &"--x ".repeat(500_000)))),
        ("parameters in pieces", mail(&format!("Content-Type: text/plain{}", "; a*1*=b".repeat(30_000)), "")),
        ("headers", format!("{}\n", "a:b\n".repeat(500_000))),
        ("parts with nothing but headers", nested(1) + &format!("{}\n--b0\n", "a:b\n".repeat(100)).repeat(5_000)),
        ("a line", mail("", &"x".repeat(5_000_000))),
        ("a subject", mail(&format!("Subject: {}", "=?utf-8?q?=C3?= ".repeat(50_000)), "")),
        ("sealed without end", whole(&part("Content-Type: application/pkcs7-mime", &"0\u{80}".repeat(500_000)))),
    ];
    for (name, mail) in cases {
        let begun = Instant::now();
        let reading = read(&mail);
        assert!(begun.elapsed() < Duration::from_secs(20), "{name}: {:?}", begun.elapsed());
        assert!(reading.warnings.len() < 20, "{name}: {:?}", reading.warnings);
    }
}

#[test]
fn a_calendar_is_found_as_deep_as_is_promised() {
    for (levels, expected) in [(1, 1), (MAX_NESTING - 1, 1), (MAX_NESTING + 1, 0)] {
        let deep = (0..levels).fold(inline(""), |inner, level| multipart(&format!("mixed{level}"), &[inner]));
        assert_eq!(read(whole(&deep)).value.calendars.len(), expected, "{levels}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_octets_panic(octets in proptest::collection::vec(any::<u8>(), 0..400)) {
        crate::unbreakable::mail(&octets);
    }

    #[test]
    fn no_mail_panics(mail in "(From: |To: a@b.example|Subject: |Date: |Content-Type: |multipart/mixed; boundary=x|text/calendar|message/rfc822|text/html|; charset=utf-16|; name\\*0\\*=x''%c3|Content-Transfer-Encoding: (base64|quoted-printable)|=\\?utf-8\\?[qb]\\?|=C3|\\?=|--x(--)?|BEGIN:VCALENDAR|[<>\"(),;:@ ]|ü|\r\n|\r\n\r\n|\n){0,50}") {
        crate::unbreakable::mail(mail.as_bytes());
    }

    #[test]
    fn no_tree_of_parts_panics(parts in proptest::collection::vec(odd_part(), 0..12)) {
        let begun = Instant::now();
        crate::unbreakable::mail(whole(&multipart("mixed", &parts)).as_bytes());
        prop_assert!(begun.elapsed() < Duration::from_secs(5));
    }
}

/// A part of any kind, with others in it or in base64.
fn odd_part() -> impl Strategy<Value = String> {
    let headers = prop::sample::select(vec![
        "Content-Type: text/calendar; charset=utf-16",
        "Content-Type: text/plain; charset=utf-7; format=flowed; delsp=yes",
        "Content-Type: text/html; charset=x-\u{e4}",
        "Content-Type: message/rfc822",
        "Content-Type: multipart/alternative; boundary=\"=_mixed_1\"",
        "Content-Type: multipart/digest; boundary=b0",
        "Content-Type: application/ms-tnef",
        "Content-Type: application/pkcs7-mime; smime-type=signed-data",
        "Content-Type: text/plain; name*0*=x'y'%C3; name*1=.ics",
        "content-type",
        "",
    ]);
    let transfer = prop::sample::select(vec![
        "",
        "\r\nContent-Transfer-Encoding: quoted-printable",
        "\r\nContent-Transfer-Encoding: base64",
    ]);
    let leaf =
        (headers.clone(), transfer.clone(), "(BEGIN:VCALENDAR|--b0(--)?|--=_mixed_1|=[0-9A-F]{0,2}|\\PC|\r|\n){0,30}")
            .prop_map(|(headers, transfer, body): (&str, &str, String)| part(&format!("{headers}{transfer}"), &body));
    leaf.prop_recursive(4, 24, 4, move |inner| {
        let many =
            proptest::collection::vec(inner.clone(), 0..4).prop_map(|parts: Vec<String>| multipart("related", &parts));
        let mail = inner.prop_map(|inner: String| encoded_mail(inner.as_bytes()));
        prop_oneof![many, mail]
    })
}
