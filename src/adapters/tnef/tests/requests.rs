//! Requests and cancellations of single meetings.

use chrono::NaiveDate;

use super::super::{Envelope, meeting_calendar, meeting_calendar_in_mail};
use super::writer::{Props, Set, Writer, berlin_rule, global_id};
use super::{assert_lines, assert_without, budget, lines, meeting, recipient};
use crate::domain::address::{EmailAddress, Person};

const REQUEST: &str = "IPM.Microsoft Schedule.MtgReq";

#[test]
fn a_request_becomes_a_calendar() {
    let file = Writer::new(1252)
        .class(REQUEST)
        .properties(
            &budget()
                .unicode(0x1000, "Agenda:\r\n1. Zahlen; Ziele, \\ Sonstiges\r\n")
                .unicode((Set::Appointment, 0x8208), "Raum 3, Köln")
                .long((Set::Appointment, 0x8201), 2)
                .long((Set::Appointment, 0x8205), 1)
                .long((Set::Appointment, 0x8224), 2)
                .flag((Set::Appointment, 0x825a), true)
                .flag(0x0063, true)
                .long(0x0017, 2)
                .long(0x0036, 2),
        )
        .recipients(&[
            recipient("Weber, Jana", "SMTP", "Jana.Weber@kunde.example", 1),
            recipient("Weber (Büro)", "SMTP", "office@kunde.example", 1).long(0x5ffd, 3),
            recipient("'max@agentur.example'", "SMTP", "max@agentur.example", 1),
            recipient("Kern, Eva", "SMTP", "eva.kern@agentur.example", 2).long(0x5fff, 3),
            recipient("Beamer", "SMTP", "beamer@kunde.example", 3),
            recipient("Raum 3", "SMTP", "raum3@kunde.example", 3).long(0x3905, 7),
        ])
        .bytes();
    insta::assert_snapshot!(meeting(&file).join("\n"), @r#"
    BEGIN:VCALENDAR
    PRODID:-//statt//winmail.dat of Microsoft Outlook//EN
    VERSION:2.0
    METHOD:REQUEST
    BEGIN:VTIMEZONE
    TZID:W. Europe Standard Time
    BEGIN:STANDARD
    DTSTART:19701025T030000
    RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
    TZOFFSETFROM:+0200
    TZOFFSETTO:+0100
    END:STANDARD
    BEGIN:DAYLIGHT
    DTSTART:19700329T020000
    RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
    TZOFFSETFROM:+0100
    TZOFFSETTO:+0200
    END:DAYLIGHT
    END:VTIMEZONE
    BEGIN:VEVENT
    UID:040000008200E00074C5B7101A82E008000000000000000000000000000000000000000001000000AB
    DTSTAMP:20261120T090000Z
    SEQUENCE:2
    STATUS:CONFIRMED
    ORGANIZER;CN="Weber, Jana":mailto:jana.weber@kunde.example
    ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:max@agentur.example
    ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=OPT-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=TRUE;CN="Kern, Eva":mailto:eva.kern@agentur.example
    ATTENDEE;CUTYPE=RESOURCE;ROLE=NON-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=Beamer:mailto:beamer@kunde.example
    ATTENDEE;CUTYPE=ROOM;ROLE=NON-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN="Raum 3":mailto:raum3@kunde.example
    SUMMARY:Budget 2027: Größe & Ziele
    DESCRIPTION:Agenda:\n1. Zahlen\; Ziele\, \\ Sonstiges
    LOCATION:Raum 3\, Köln
    DTSTART;TZID="W. Europe Standard Time":20261126T140000
    DTEND;TZID="W. Europe Standard Time":20261126T153000
    TRANSP:OPAQUE
    PRIORITY:1
    CLASS:PRIVATE
    X-MICROSOFT-CDO-APPT-SEQUENCE:2
    X-MICROSOFT-CDO-ALLDAYEVENT:FALSE
    X-MICROSOFT-CDO-INSTTYPE:0
    X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE
    X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY
    X-MICROSOFT-CDO-IMPORTANCE:2
    X-MICROSOFT-DISALLOW-COUNTER:TRUE
    END:VEVENT
    END:VCALENDAR
    "#);
}

#[test]
fn umlauts_come_in_code_pages_and_in_unicode() {
    let subjects: [(u32, Props); 4] = [
        (1252, Props::default().string8(0x0037, b"Gespr\xe4ch \xfcber Stra\xdfen, 5 \x80")),
        (28605, Props::default().string8(0x0037, b"Gespr\xe4ch \xfcber Stra\xdfen, 5 \xa4")),
        (65001, Props::default().string8(0x0037, "Gespräch über Straßen, 5 €".as_bytes())),
        (932, Props::default().unicode(0x0037, "Gespräch über Straßen, 5 €")),
    ];
    for (code_page, subject) in subjects {
        let properties = subject.time(0x0060, "2026-11-26T13:00:00Z").binary((Set::Meeting, 3), &global_id(None, &[1]));
        let calendar = meeting(&Writer::new(code_page).class(REQUEST).properties(&properties).bytes());
        assert_lines(&calendar, &["SUMMARY:Gespräch über Straßen\\, 5 €", "DTSTART:20261126T130000Z"]);
    }
}

#[test]
fn an_all_day_meeting_takes_the_days_of_its_zone() {
    let all_day = |properties: Props| {
        let properties = properties
            .flag((Set::Appointment, 0x8215), true)
            .time((Set::Appointment, 0x820d), "2026-06-30T22:00:00Z")
            .time((Set::Appointment, 0x820e), "2026-07-02T22:00:00Z")
            .binary((Set::Meeting, 3), &global_id(None, &[1]));
        meeting(&Writer::new(1252).class(REQUEST).properties(&properties).bytes())
    };
    let zones = [Props::default(), Props::default().binary((Set::Appointment, 0x8233), &berlin_rule())];
    for properties in zones {
        let calendar = all_day(properties);
        assert_lines(&calendar, &["DTSTART;VALUE=DATE:20260701", "DTEND;VALUE=DATE:20260703"]);
        assert_lines(&calendar, &["X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"]);
        assert_without(&calendar, &["TZID"]);
    }
}

#[test]
fn a_zone_without_a_name_goes_by_its_description_or_its_rule() {
    let properties = |description: Option<&str>| {
        let properties = Props::default()
            .binary((Set::Appointment, 0x8233), &berlin_rule())
            .time((Set::Appointment, 0x820d), "2026-07-01T12:00:00Z")
            .binary((Set::Meeting, 3), &global_id(None, &[1]));
        match description {
            Some(text) => properties.unicode((Set::Appointment, 0x8234), text),
            None => properties,
        }
    };
    let calendar =
        |description| meeting(&Writer::new(1252).class(REQUEST).properties(&properties(description)).bytes());
    assert_lines(
        &calendar(Some("(UTC+01:00) Amsterdam, Berlin, Bern, Rom, Stockholm, Wien")),
        &[
            "TZID:(UTC+01:00) Amsterdam\\, Berlin\\, Bern\\, Rom\\, Stockholm\\, Wien",
            "DTSTART;TZID=\"(UTC+01:00) Amsterdam, Berlin, Bern, Rom, Stockholm, Wien\":20260701T140000",
        ],
    );
    assert_lines(&calendar(None), &["DTSTART;TZID=\"W. Europe Standard Time\":20260701T140000"]);
}

#[test]
fn a_cancellation_drops_the_word_that_outlook_puts_before_the_subject() {
    let properties = budget().unicode(0x003d, "Abgesagt: ").unicode(0x0e1d, "Budget 2027");
    for class in ["IPM.Schedule.Meeting.Canceled", "IPM.Microsoft Schedule.MtgCncl"] {
        let calendar = meeting(&Writer::new(1252).class(class).properties(&properties).bytes());
        assert_lines(&calendar, &["METHOD:CANCEL", "STATUS:CANCELLED", "SUMMARY:Budget 2027"]);
    }
}

#[test]
fn people_without_an_address_are_found_in_the_header_of_the_mail() {
    let person = |name: &str, address: &str| Person {
        name: Some(name.to_owned()),
        address: EmailAddress::parse(address).unwrap(),
    };
    let properties = Props::default()
        .unicode(0x0042, "Weber, Jana")
        .unicode(0x0064, "EX")
        .unicode(0x0065, "/O=KUNDE/OU=ERSTE/CN=RECIPIENTS/CN=JWEBER")
        .time(0x0060, "2026-11-26T13:00:00Z")
        .binary((Set::Meeting, 3), &global_id(None, &[1]));
    let from = person("Jana Weber", "jana.weber@kunde.example");
    let (to, cc) = ([person("Kern, Eva", "eva@agentur.example")], [person("Vogt", "vogt@agentur.example")]);
    let envelope = Envelope { from: Some(&from), to: &to, cc: &cc };
    let in_directory = |name| recipient(name, "EX", "/o=KUNDE/ou=Erste/cn=Recipients/cn=x", 1);

    let bare = Writer::new(1252).class(REQUEST).properties(&properties);
    let calendar = lines(&meeting_calendar_in_mail(&bare.bytes(), &envelope).value.unwrap());
    assert_lines(
        &calendar,
        &[
            "ORGANIZER;CN=\"Weber, Jana\":mailto:jana.weber@kunde.example",
            "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=\"Kern, Eva\":mailto:eva@agentur.example",
            "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=OPT-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=Vogt:mailto:vogt@agentur.example",
        ],
    );

    let rows = [
        in_directory("Kern, Eva"),
        in_directory("Lang, Ida").unicode(0x39fe, "ida.lang@kunde.example"),
        in_directory("Busch").binary(0x300b, b"SMTP:BUSCH@KUNDE.EXAMPLE\0"),
        in_directory("Nowak"),
    ];
    let table = Writer::new(1252).class(REQUEST).properties(&properties).recipients(&rows).bytes();
    let calendar = lines(&meeting_calendar_in_mail(&table, &envelope).value.unwrap()).join("\n");
    for end in [
        "CN=\"Kern, Eva\":mailto:eva@agentur.example\n",
        "CN=\"Lang, Ida\":mailto:ida.lang@kunde.example\n",
        "CN=Busch:mailto:busch@kunde.example\n",
        "CN=Nowak:invalid:nomail\n",
    ] {
        assert!(calendar.contains(end), "{end} in {calendar}");
    }
    let alone = lines(&meeting_calendar(&table).value.unwrap());
    assert_lines(&alone, &["ORGANIZER;CN=\"Weber, Jana\":invalid:nomail"]);
}

#[test]
fn a_one_off_entry_identifier_tells_the_address() {
    let provider =
        [0, 0, 0, 0, 0x81, 0x2b, 0x1f, 0xa4, 0xbe, 0xa3, 0x10, 0x19, 0x9d, 0x6e, 0, 0xdd, 1, 0x0f, 0x54, 2, 0, 0];
    let texts = "Jana Weber\0SMTP\0jana@kunde.example\0";
    let wide: Vec<u8> = texts.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let entries = [[&provider[..], &[0, 0], texts.as_bytes()].concat(), [&provider[..], &[0, 0x80], &wide].concat()];
    for entry in entries {
        let properties = Props::default()
            .unicode(0x0042, "Jana Weber")
            .binary(0x0041, &entry)
            .time(0x0060, "2026-11-26T13:00:00Z")
            .binary((Set::Meeting, 3), &global_id(None, &[1]));
        let calendar = meeting(&Writer::new(1252).class(REQUEST).properties(&properties).bytes());
        assert_lines(&calendar, &["ORGANIZER;CN=\"Jana Weber\":mailto:jana@kunde.example"]);
    }
}

#[test]
fn a_secretary_sends_for_the_organizer() {
    let properties = budget().unicode(0x0c1a, "Kurz, Lea").unicode(0x0c1f, "lea.kurz@kunde.example");
    let calendar = meeting(&Writer::new(1252).class(REQUEST).properties(&properties).bytes());
    let organizer =
        "ORGANIZER;CN=\"Weber, Jana\";SENT-BY=\"mailto:lea.kurz@kunde.example\":mailto:jana.weber@kunde.example";
    assert_lines(&calendar, &[organizer]);
}

#[test]
fn schedule_plus_has_only_old_attributes() {
    let record = |hour: u8| [0xea, 7, 11, 0, 26, 0, hour, 0, 0, 0, 0, 0, 4, 0];
    let owner = [&[11, 0][..], b"Jana Weber\0", &[24, 0], b"SMTP:jana@kunde.example\0"].concat();
    let file = Writer::new(1252)
        .class("Microsoft Mail v3.0 IPM.Microsoft Schedule.MtgReq")
        .attribute(1, 0x0006_0000, &owner)
        .attribute(1, 0x0001_8004, b"Gespr\xe4ch\0")
        .attribute(1, 0x0003_0006, &record(14))
        .attribute(1, 0x0003_0007, &record(15))
        .attribute(1, 0x0004_0008, &[7, 0, 0, 0])
        .attribute(1, 0x0004_0009, &[0, 0])
        .attribute(1, 0x0002_800c, b"Bis dann!\r\n\0")
        .recipients(&[recipient("Kern", "SMTP", "eva@agentur.example", 1)])
        .bytes();
    let reading = meeting_calendar(&file);
    assert_eq!(reading.warnings, ["the meeting in winmail.dat has no identifier"]);
    assert_lines(
        &lines(&reading.value.unwrap()),
        &[
            "METHOD:REQUEST",
            "UID:winmail-dat-7-jana@kunde.example",
            "ORGANIZER;CN=\"Jana Weber\":mailto:jana@kunde.example",
            "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE;CN=Kern:mailto:eva@agentur.example",
            "SUMMARY:Gespräch",
            "DESCRIPTION:Bis dann!",
            "DTSTART:20261126T140000",
            "DTEND:20261126T150000",
        ],
    );
}

#[test]
fn one_meeting_of_a_series_names_its_original_start() {
    let day = NaiveDate::from_ymd_opt(2026, 11, 25);
    let uid = "UID:040000008200E00074C5B7101A82E0080000000000000000000000000000000000000000010000\
               00AB";
    let cases = [
        // The series begins at 10 o'clock: hours, minutes and seconds in bits.
        (Props::default().long((Set::Meeting, 0x0e), 10 << 12), "20261125T100000"),
        (Props::default().time((Set::Appointment, 0x8228), "2026-11-25T08:30:00Z"), "20261125T093000"),
        (Props::default(), "20261125T140000"),
    ];
    for (properties, expected) in cases {
        let properties = properties
            .binary((Set::Meeting, 0x03), &global_id(day, &[0xab]))
            .binary((Set::Meeting, 0x23), &global_id(None, &[0xab]))
            .join(budget());
        let calendar = meeting(&Writer::new(1252).class(REQUEST).properties(&properties).bytes());
        let id = format!("RECURRENCE-ID;TZID=\"W. Europe Standard Time\":{expected}");
        assert_lines(&calendar, &[uid, &id]);
    }
}

#[test]
fn mail_without_a_meeting_has_none() {
    for class in ["IPM.Microsoft Mail.Note", "IPM.Task", "IPM.Schedule.Meeting.Notification.Forward"] {
        let reading = meeting_calendar(&Writer::new(1252).class(class).properties(&budget()).bytes());
        assert_eq!((reading.value, reading.warnings), (None, vec![]), "{class}");
    }
    let reading = meeting_calendar(b"BEGIN:VCALENDAR");
    assert_eq!((reading.value, reading.warnings.len()), (None, 1));
}
