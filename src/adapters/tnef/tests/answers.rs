//! What attendees answer, and what else a file holds.

use super::super::{Envelope, meeting_calendar_in_mail, read};
use super::writer::{Props, Set, Writer};
use super::{assert_lines, assert_without, budget, lines, meeting, recipient};
use crate::domain::address::{EmailAddress, Person};

#[test]
fn answers_become_replies() {
    let cases = [
        ("IPM.Schedule.Meeting.Resp.Pos", "ACCEPTED"),
        ("IPM.Schedule.Meeting.Resp.Tent", "TENTATIVE"),
        ("IPM.Schedule.Meeting.Resp.Neg", "DECLINED"),
        ("IPM.Microsoft Schedule.MtgRespP", "ACCEPTED"),
        ("IPM.Microsoft Schedule.MtgRespA", "TENTATIVE"),
        ("IPM.Microsoft Schedule.MtgRespN", "DECLINED"),
    ];
    for (class, status) in cases {
        let file = Writer::new(1252)
            .class(class)
            .properties(&budget().unicode(0x1000, "Bis dann").time((Set::Meeting, 1), "2026-11-21T10:00:00Z"))
            .recipients(&[recipient("Kern, Eva", "SMTP", "eva@agentur.example", 1).long(0x5ffd, 3)])
            .bytes();
        let calendar = meeting(&file);
        let attendee = format!("ATTENDEE;PARTSTAT={status};CN=\"Weber, Jana\":mailto:jana.weber@kunde.example");
        assert_lines(
            &calendar,
            &[
                "METHOD:REPLY",
                "DTSTAMP:20261121T100000Z",
                "ORGANIZER;CN=\"Kern, Eva\":mailto:eva@agentur.example",
                &attendee,
                "COMMENT:Bis dann",
                "DTSTART;TZID=\"W. Europe Standard Time\":20261126T140000",
            ],
        );
        assert_eq!(calendar.iter().filter(|line| line.starts_with("ATTENDEE")).count(), 1);
    }
}

#[test]
fn an_answer_goes_to_whom_the_mail_goes() {
    let organizer = Person { name: None, address: EmailAddress::parse("eva@agentur.example").unwrap() };
    let envelope = Envelope { to: std::slice::from_ref(&organizer), ..Envelope::default() };
    let file = Writer::new(1252).class("IPM.Schedule.Meeting.Resp.Pos").properties(&budget()).bytes();
    let calendar = lines(&meeting_calendar_in_mail(&file, &envelope).value.unwrap());
    assert_lines(&calendar, &["ORGANIZER:mailto:eva@agentur.example"]);
}

#[test]
fn a_proposal_becomes_a_counter_with_both_times() {
    let proposal = budget()
        .flag((Set::Appointment, 0x8257), true)
        .time((Set::Appointment, 0x8250), "2026-11-27T08:00:00Z")
        .time((Set::Appointment, 0x8251), "2026-11-27T08:45:00Z");
    let file = Writer::new(1252).class("IPM.Schedule.Meeting.Resp.Tent").properties(&proposal).bytes();
    assert_lines(
        &meeting(&file),
        &[
            "METHOD:COUNTER",
            "ATTENDEE;PARTSTAT=TENTATIVE;CN=\"Weber, Jana\":mailto:jana.weber@kunde.example",
            "DTSTART;TZID=\"W. Europe Standard Time\":20261127T090000",
            "DTEND;TZID=\"W. Europe Standard Time\":20261127T094500",
            "X-MS-OLK-ORIGINALSTART;TZID=\"W. Europe Standard Time\":20261126T140000",
            "X-MS-OLK-ORIGINALEND;TZID=\"W. Europe Standard Time\":20261126T153000",
        ],
    );
}

#[test]
fn an_entry_of_a_calendar_is_published_without_attendees() {
    let file = Writer::new(1252)
        .class("IPM.Appointment")
        .properties(&budget())
        .recipients(&[recipient("Kern, Eva", "SMTP", "eva@agentur.example", 1)])
        .bytes();
    let calendar = meeting(&file);
    assert_lines(&calendar, &["METHOD:PUBLISH"]);
    assert_without(&calendar, &["ATTENDEE", "STATUS"]);
}

#[test]
fn text_and_attachments_are_read() {
    let inner = Writer::new(1252).class("IPM.Schedule.Meeting.Request").properties(&budget()).bytes();
    let object = [&[7, 3, 2, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0x46][..], &inner].concat();
    let embedded = Props::default().unicode(0x3001, "Budget").object(0x3701, &object);
    let file = Writer::new(1252)
        .class("IPM.Note")
        .properties(
            &Props::default()
                .string8(0x1000, b"Gr\xfc\xdfe  \r\n\r\n\r\n\r\nJana\r\n")
                .binary(0x1013, "<p>Grüße</p>".as_bytes())
                .long(0x3fde, 65001),
        )
        .attachment("Einladung: Größe.ics", b"BEGIN:VCALENDAR\r\n")
        .attribute(2, 0x0006_9002, &[0; 14])
        .attribute(2, 0x0001_8010, b"Pl\xe4ne.pdf\0")
        .attribute(2, 0x0006_800f, b"%PDF")
        .attribute(2, 0x0006_9002, &[0; 14])
        .attribute(2, 0x0006_9005, &embedded.list())
        .bytes();
    let reading = read(&file);
    assert_eq!(reading.warnings, Vec::<String>::new());
    assert_eq!(reading.value.text.as_deref(), Some("Grüße\n\nJana"));
    assert_eq!(reading.value.html.as_deref(), Some("<p>Grüße</p>"));
    let found: Vec<_> = reading
        .value
        .attachments
        .iter()
        .map(|a| (a.name.as_deref().unwrap(), a.bytes.as_slice(), a.is_message))
        .collect();
    assert_eq!(
        found,
        [
            ("Einladung: Größe.ics", b"BEGIN:VCALENDAR\r\n".as_slice(), false),
            ("Pläne.pdf", b"%PDF", false),
            ("Budget", &inner, true),
        ]
    );
    assert_lines(&meeting(&reading.value.attachments[2].bytes), &["METHOD:REQUEST"]);
}

#[test]
fn rtf_becomes_plain_text() {
    let cases = [
        (r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}Gr\'fc\'dfe\par Jana\u8230 ?{\*\x hidden}}", "Grüße\nJana…"),
        (r"{\rtf1{\*\htmltag <p>}\htmlrtf {\htmlrtf0 Hallo\htmlrtf\par}\htmlrtf0{\*\htmltag </p>}Welt}", "Hallo\nWelt"),
        (
            r#"{\rtf1{\field{\*\fldinst{HYPERLINK "https://meet.example/x"}}{\fldrslt{\ul Teilnehmen}}}!}"#,
            "Teilnehmen <https://meet.example/x>!",
        ),
        (r#"{\rtf1{\field{\*\fldinst HYPERLINK "mailto:a@b.example"}{\fldrslt a@b.example}}}"#, "a@b.example"),
        (r"{\rtf1\uc2 \u-10179 ??\u-8694 ??\{ok\}\~\bin3 }}}x}", "😊{ok}\u{a0}x"),
        (r"}}}\par{{{ x \'zz \", "x"),
    ];
    for (rtf, expected) in cases {
        let size = u32::try_from(rtf.len() + 12).unwrap();
        let packed = [&size.to_le_bytes()[..], &[0xff; 4], b"MELA", &[0; 4], rtf.as_bytes()].concat();
        let file = Writer::new(1252).properties(&Props::default().binary(0x1009, &packed)).bytes();
        assert_eq!(read(&file).value.text.as_deref().map(str::trim), Some(expected), "{rtf}");
    }
}
