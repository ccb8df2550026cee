//! Whole mails that somebody built to do harm, from the file to the draft: none breaks a run, takes long, or yields a
//! draft whose calendar part cannot be written.

use std::fs;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;
use crate::adapters::outbox::Outbox;
use crate::adapters::templates::Templates;
use crate::assistant::drafting::{Drafting, Ledger, Outcome};
use crate::assistant::weighing::{Memory, weigh};
use crate::domain::refusal::Leniency;
use crate::domain::reply::ReplyKind;
use crate::domain::situation::sample::situation;

/// Reads a file and drafts what it asks for, without storing anything.
fn run(octets: &[u8]) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mail.eml");
    fs::write(&path, octets).unwrap();
    let Ok(mails) = inbox::open(&path) else { return 0 };
    let situation = situation(Vec::new());
    let mut read = Vec::new();
    Reader { now: situation.now, all: true }.read_all(mails, |mail| match mail {
        Ok(mail) => read.extend(mail),
        Err(error) => assert!(!error.reason.contains("breaks a parser"), "{error}"),
    });
    let templates = Templates::built_in();
    let mut outbox = Outbox::open(std::path::Path::new(":memory:")).unwrap();
    let mut ledger = Ledger::of(&outbox).unwrap();
    let mut drafts = 0;
    for kind in [ReplyKind::Call, ReplyKind::Written] {
        let drafting = Drafting {
            situation: &situation,
            templates: &templates,
            kind: Some(kind),
            rehearsal: true,
            is_unlimited: true,
        };
        let again = read.iter().map(|mail: &ReadMail| ReadMail {
            message: mail.message.clone(),
            invite: mail.invite.clone(),
            unreadable_calendar: mail.unreadable_calendar,
            warnings: Vec::new(),
        });
        for mail in weigh(again.collect(), &situation, &Memory::default(), Leniency { past: true, lists: true }) {
            if let Outcome::Rehearsed(new) = drafting.take(mail, &mut outbox, &mut ledger).unwrap() {
                drafts += new.len();
            }
        }
    }
    drafts
}

const HEADERS: &str = "From: Anna Kern <anna@kunde.example>\r\nTo: jana@agentur.example\r\nSubject: Termin\r\n\
                       Message-ID: <1@kunde.example>\r\nDate: Mon, 23 Nov 2026 08:00:00 +0100\r\n";

fn invite(lines: &str) -> String {
    format!(
        "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1\r\nORGANIZER:mailto:anna@kunde.example\r\n\
         ATTENDEE;RSVP=TRUE:mailto:jana@agentur.example\r\nSUMMARY:Termin\r\n{lines}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
}

fn mail(calendar: &str) -> String {
    format!("{HEADERS}Content-Type: text/calendar; method=REQUEST; charset=utf-8\r\n\r\n{calendar}")
}

#[test]
fn an_honest_invite_is_drafted_and_one_without_readable_time_is_not() {
    let cases = [
        ("DTSTART:20261126T130000Z\r\nDTEND:20261126T140000Z", 2),
        ("DTSTART:2026-11-26T14:00:00+01:00", 2),
        ("DTSTART:irgendwann", 0),
        ("DTSTART:20261126T130000Z\r\nRECURRENCE-ID:irgendwann", 0),
    ];
    for (lines, drafts) in cases {
        assert_eq!(run(mail(&invite(lines)).as_bytes()), drafts, "{lines}");
    }
}

#[test]
fn heaps_of_anything_are_read_in_time() {
    let times = "DTSTART:20261126T130000Z\r\nDTEND:20261126T140000Z\r\n";
    let heap = |line: &str, number: usize| mail(&invite(&format!("{times}{}", line.repeat(number))));
    let instance = "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:1\r\nRECURRENCE-ID;RANGE=THISANDFUTURE:20270101T130000Z\r\nDTSTART:20270101T130000Z\r\nRRULE:FREQ=HOURLY\r\n";
    let long = format!("References: <{}@x.example>\r\n", "a".repeat(2_000));
    let cases = [
        heap("ATTENDEE:mailto:jana@agentur.example\r\n", 20_000),
        heap("RDATE:20270101T130000Z,20270102T130000Z\r\n", 20_000),
        heap("RRULE:FREQ=HOURLY\r\nEXRULE:FREQ=HOURLY;BYMINUTE=0,1,2,3\r\n", 2_000),
        heap(instance, 2_000),
        heap("DESCRIPTION:Termin am Donnerstag um 10 Uhr\\n\r\n", 5_000),
        heap("BEGIN:VALARM\r\n", 20_000),
        heap("END:VCALENDAR\r\nBEGIN:VCALENDAR\r\n", 2_000),
        format!("{HEADERS}{long}\r\n{}", "Passt Ihnen Donnerstag um 10 Uhr? ".repeat(3_000)),
        format!("{HEADERS}\r\n{}", "Mit freundlichen Grüßen\r\nAnna\r\n> ".repeat(3_000)),
        format!("{HEADERS}\r\nTermin {}", "x".repeat(200_000)),
    ];
    for mail in cases {
        let begun = Instant::now();
        run(mail.as_bytes());
        assert!(begun.elapsed() < Duration::from_secs(30), "{:?} {}", begun.elapsed(), &mail[300..700]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn no_mail_breaks_a_run(mail in any_mail()) {
        let begun = Instant::now();
        run(mail.as_bytes());
        prop_assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    }

    #[test]
    fn no_damage_breaks_a_run(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        let mut mail = mail(&invite("DTSTART;TZID=Europe/Berlin:20261126T130000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY;COUNT=5\r\nLOCATION:Raum 1")).into_bytes();
        for (at, octet) in changes {
            let at = at.index(mail.len());
            mail[at] = octet;
        }
        run(&mail);
    }
}

/// A mail of odd headers and odd parts, some with an odd calendar, some with an odd text.
fn any_mail() -> impl Strategy<Value = String> {
    let header = prop::sample::select(vec![
        "Reply-To: \"a\" <>, (x) <<b@c.example>>\r\n",
        "In-Reply-To: <\u{e4} >\r\n",
        "Subject: =?utf-8?q?=1b]0;x=07?= =?x?b?////?=\r\n",
        "Sender: =?utf-16?b?2AA=?= <a@b>\r\n",
        "List-Id: <\0>\r\n",
        "Date: Thu, 31 Feb 99999 99:99 +9999\r\n",
        "Content-Transfer-Encoding: base64\r\n",
        "\t \r\n",
    ]);
    let line = (
        prop::sample::select(vec![
            "DTSTART",
            "DTEND",
            "DURATION",
            "RRULE",
            "EXRULE",
            "RDATE",
            "EXDATE",
            "RECURRENCE-ID",
            "SEQUENCE",
            "DTSTAMP",
            "ATTENDEE;CN=\"",
            "ORGANIZER",
            "SUMMARY",
            "DESCRIPTION",
            "LOCATION",
            "UID",
            "STATUS",
            "BEGIN",
            "END",
            "TZID",
        ]),
        prop::sample::select(vec!["", ";TZID=Europe/Berlin", ";TZID=x", ";VALUE=DATE", ";VALUE=PERIOD"]),
        prop::sample::select(vec![
            "20261126T130000Z",
            "20261126",
            "99991231T235959Z",
            "00010101T000000",
            "-P9999W",
            "PT1H",
            "FREQ=DAILY",
            "FREQ=HOURLY;COUNT=99999;BYMONTH=2;BYMONTHDAY=30",
            "VEVENT",
            "VTIMEZONE",
            "VCALENDAR",
            "mailto:jana@agentur.example",
            "20261126T130000Z/PT1H,x",
            "\u{202e}\u{1b}[31m{{ gap(name=1) }}",
            "999999999999999999999",
            "\\n\\,\\",
            "",
        ]),
    );
    let calendar = proptest::collection::vec(
        line.prop_map(|(name, parameter, value)| format!("{name}{parameter}:{value}")),
        0..14,
    )
    .prop_map(|lines| format!("Content-Type: text/calendar; method=REQUEST\r\n\r\n{}", invite(&lines.join("\r\n"))));
    let words = "(Termin|Donnerstag|10 Uhr|26\\.11\\.|Herr |Frau Dr\\. |Grüße|\n-- \n|> |[0-9]{1,12}|ß|\u{301}|[<>{}«»&;]|\\PC| |\n){0,80}";
    let text = ("(plain; format=flowed|html|plain; charset=utf-7)", words)
        .prop_map(|(kind, words)| format!("Content-Type: text/{kind}\r\n\r\n{words}"));
    let part = prop_oneof![3 => calendar, 2 => text];
    (proptest::collection::vec(header, 0..4), proptest::collection::vec(part, 0..4)).prop_map(|(headers, parts)| {
        let parts = parts.iter().fold(String::new(), |all, part| all + "--x\r\n" + part + "\r\n");
        format!("{HEADERS}{}Content-Type: multipart/mixed; boundary=x\r\n\r\n{parts}--x--\r\n", headers.concat())
    })
}
