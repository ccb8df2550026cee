//! Mails that want more than an answer: from the inbox to the octets that would be sent, and to the terminal.

use std::fmt::Write as _;

use crate::sandbox::{Run, Sandbox};

/// What every field of a mail holds.
const NASTY: &str = "x\u{1b}[2J\u{1b}]0;y\u{7}\u{9b}31m\u{202e}\u{2066}{{ 1 + 1 }}{% raw %}«Lücke»";

/// A word of a header, encoded: what it holds begins a new line.
fn encoded(text: &str) -> String {
    text.bytes().fold("=?utf-8?q?".to_owned(), |mut word, octet| {
        let _ = write!(word, "={octet:02X}");
        word
    }) + "?="
}

/// A mail whose every field holds something nasty, about the meeting `uid`.
fn mail(uid: &str, method: &str, header: &str) -> String {
    let injected = encoded(&format!("Termin\r\nBcc: spy@evil.example\r\n\r\n{NASTY}"));
    let file = "a%0D%0ABcc%3A%20spy@evil.example%1B[2J%E2%80%AE.ics";
    let line = format!("Termin\\nBcc: spy@evil.example\\r\\n{NASTY}\rX-Evil: 1\u{2028}X-Evil: 2");
    format!(
        "From: {injected} <anna@kunde.example>\r\nTo: {injected} <jana.weber@agentur.example>\r\n{header}Subject: {injected}\r\n\
         Message-ID: <{uid}\rBcc:spy\u{1b}[2J\u{202e}@kunde.example>\r\nReferences: <a\u{b}X-Evil:1@b.example> <\u{1b}c>\r\n\
         In-Reply-To: <a\rX-Evil: 1@b.example>\r\nDate: Mon, 23 Nov 2026 08:00:00 +0100\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
         Guten Tag,\r\nhier die Punkte:\r\n1. {NASTY}\r\n2. \rBcc: spy@evil.example\r\n\r\n-- \r\n{NASTY}\r\n\
         --x\r\nContent-Type: text/calendar; method={method}; charset=utf-8\r\n\
         Content-Disposition: attachment; filename*=utf-8''{file}\r\n\r\nBEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:{method}\r\n\
         PRODID:{NASTY}\r\nBEGIN:VTIMEZONE\r\nTZID:Zone^nX-Evil: 1{NASTY}\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n\
         TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:{uid}\\n{NASTY}\r\n\
         DTSTAMP:20261123T070000Z\r\nORGANIZER;CN=\"Anna^nBcc: spy@evil.example{NASTY}\":mailto:anna@kunde.example\r\n\
         ATTENDEE;RSVP=TRUE;CN=\"Jana^nX-Evil: 1{NASTY}\":mailto:jana.weber@agentur.example\r\n\
         ATTENDEE;CN=\"{NASTY}\":mailto:bert@kunde.example\r\nSUMMARY:{line}\r\nLOCATION:{line}\r\nDESCRIPTION:{line}\r\n\
         URL:https://x.example/{NASTY}\r\nCOMMENT:{line}\r\nCATEGORIES:{line}\r\n\
         DTSTART;TZID=\"Zone^nX-Evil: 1{NASTY}\":20261126T140000\r\nDTEND:20261126T150000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n\
         --x--\r\n"
    )
}

/// A request in words, as nasty.
fn in_words() -> String {
    let injected = encoded(&format!("Termin\r\nBcc: spy@evil.example\r\n{NASTY}"));
    format!(
        "From: {injected} <carl@kunde.example>\r\nReply-To: {injected} <carl@kunde.example>\r\n\
         To: jana.weber@agentur.example\r\nSubject: {injected}\r\nDate: Mon, 23 Nov 2026 08:00:00 +0100\r\n\
         Message-ID: <words@kunde.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nGuten Tag,\r\n\
         können wir uns am Donnerstag, 26. November, um 14 Uhr treffen? Ort: {NASTY}\rBcc: spy@evil.example\r\n\r\n\
         Viele Grüße\r\nCarl {NASTY}\r\n"
    )
}

#[track_caller]
fn assert_clean(words: &[&str], run: &Run) {
    for text in [&run.out, &run.err] {
        let is_bad = |c: &char| {
            c.is_control() && *c != '\n' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}')
        };
        assert_eq!(text.chars().find(is_bad), None, "{words:?}\n{text:?}");
    }
}

#[test]
fn nothing_that_a_mail_holds_becomes_a_header_or_reaches_the_terminal() {
    let sandbox = Sandbox::with_examples();
    let file = "in/a\u{1b}[31m\u{202e}\nb.eml";
    sandbox.write(file, mail("one", "REQUEST", ""));
    sandbox.write("in/b.eml", mail("two", "CANCEL", ""));
    sandbox.write("in/c.eml", mail("three", "REPLY", ""));
    sandbox.write("in/d.eml", mail("four", "COUNTER", "Auto-Submitted: x\u{1b}[2J\r\n"));
    sandbox.write("in/e.eml", in_words());
    sandbox.write("in/f.ics", mail("five", "PUBLISH", ""));
    let kinds = ["call", "shorter", "written", "handoff", "attend"];
    for kind in kinds {
        sandbox.write(&format!("kinds/{kind}.eml"), mail(kind, "REQUEST", ""));
        assert_clean(&[kind], &sandbox.run(&["draft", "--kind", kind, &format!("kinds/{kind}.eml")]).ok());
    }
    sandbox.write("own/sie/call.tera", format!("Subject: x\n\n{{{{ nobody }}}} {NASTY}"));
    for words in [
        &["inspect", "in"][..],
        &["inspect", "--all", "in"],
        &["inspect", file],
        &["draft", "--dry-run", "in"],
        &["draft", "in"],
        &["list"],
        &["list", "--all"],
        &["stats"],
        &["doctor"],
        &["templates", "preview", "--message", file],
        &["templates", "check", "own"],
        &["--templates", "own", "templates", "show", "sie/call"],
        &["--templates", "own", "draft", "in"],
        &["send", "--dry-run"],
        &["discard", "1"],
        // Slips of the person at the keyboard, or of a shell that put a file name there.
        &["inspect", NASTY],
        &["draft", "--kind", NASTY],
        &["show", NASTY],
        &["list", "--status", NASTY],
        &[&format!("--{NASTY}")],
        &["--config", NASTY, "doctor"],
        &["--templates", NASTY, "templates", "list"],
        &["templates", "show", NASTY],
    ] {
        assert_clean(words, &sandbox.run(words));
    }
    let drafts = sandbox.run(&["--json", "list"]).ok().json();
    assert!(drafts.len() > kinds.len(), "{drafts:?}");
    for draft in drafts {
        let id = draft["id"].as_str().expect("an id");
        assert_clean(&["show", id], &sandbox.run(&["show", id]));
        assert_clean(&["approve", id], &sandbox.run(&["approve", id]));
        let raw = sandbox.run(&["show", "--raw", id]).ok().out;
        assert!(!raw.chars().any(|c| c.is_control() && c != '\r' && c != '\n'), "{raw:?}");
        assert_eq!(raw.matches('\r').count(), raw.matches("\r\n").count(), "{raw:?}");
        let head = raw.split("\r\n\r\n").next().expect("a header");
        let names = head.split("\r\n").filter(|line| !line.starts_with(' ')).map(|line| line.split(':').next());
        let allowed = [
            "From",
            "To",
            "Cc",
            "Subject",
            "Date",
            "Message-ID",
            "In-Reply-To",
            "References",
            "MIME-Version",
            "Content-Type",
            "Content-Transfer-Encoding",
        ];
        for name in names.flatten() {
            assert!(allowed.contains(&name), "{name}: {head}");
        }
        for line in raw.lines().map(str::to_lowercase) {
            assert!(!line.starts_with("bcc:") && !line.starts_with("x-evil"), "{line}\n{raw}");
        }
        for address in draft["to"].as_array().into_iter().chain(draft["cc"].as_array()).flatten() {
            assert_ne!(address, "spy@evil.example");
        }
        let text = draft["text"].as_str().expect("a text");
        assert!(!text.contains(['\u{1b}', '\u{202e}', '\u{9b}']) && !text.contains("«Lücke»"), "{text:?}");
    }
}

#[test]
fn no_mail_is_drafted_that_may_not_be() {
    let sandbox = Sandbox::with_examples();
    let me = "jana.weber@agentur.example";
    let invite = |header: &str, to: &str, organizer: &str, attendee: &str| {
        format!(
            "{header}To: {to}\r\nSubject: Termin\r\nDate: Mon, 23 Nov 2026 08:00:00 +0100\r\nMIME-Version: 1.0\r\n\
             Content-Type: text/calendar; method=REQUEST; charset=utf-8\r\n\r\nBEGIN:VCALENDAR\r\nVERSION:2.0\r\n\
             METHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20261123T070000Z\r\nORGANIZER:mailto:{organizer}\r\n\
             ATTENDEE;RSVP=TRUE:mailto:{attendee}\r\nSUMMARY:Termin\r\nDTSTART:20261126T130000Z\r\nDTEND:20261126T140000Z\r\n\
             END:VEVENT\r\nEND:VCALENDAR\r\n"
        )
    };
    let (anna, other) = ("anna@kunde.example", "bert@kunde.example");
    let from_anna = "From: anna@kunde.example\r\n";
    let cases = [
        ("as it should be", invite(from_anna, me, anna, me), true),
        ("addressed to somebody else", invite(from_anna, other, anna, other), false),
        ("the organizer is somebody else", invite("From: eve@evil.example\r\n", me, anna, me), false),
        ("the organizer is me", invite(from_anna, me, me, me), false),
        ("I wrote it", invite(&format!("From: {me}\r\n"), me, me, anna), false),
        (
            "an answer of a machine",
            invite(&format!("{from_anna}Auto-Submitted: auto-replied\r\n"), me, anna, me),
            false,
        ),
        ("a bounce", invite(&format!("Return-Path: <>\r\n{from_anna}"), me, anna, me), false),
        ("a list", invite(&format!("{from_anna}List-Id: <x.kunde.example>\r\n"), me, anna, me), false),
        ("bulk", invite(&format!("{from_anna}Precedence: bulk\r\n"), me, anna, me), false),
        ("nobody reads the answer", invite("From: noreply@kunde.example\r\n", me, "noreply@kunde.example", me), false),
    ];
    for (name, mail, is_drafted) in cases {
        sandbox.write("one.eml", mail);
        let run = sandbox.run(&["--json", "draft", "--dry-run", "one.eml"]).ok();
        assert_eq!(!run.json().is_empty(), is_drafted, "{name}: {}{}", run.out, run.err);
    }
}
