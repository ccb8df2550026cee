//! How programs and gateways write calendars, right and wrong.

use super::*;
use crate::domain::invite::Method;
use crate::domain::meeting::Mode;

#[test]
fn methods() {
    let cases = [
        ("METHOD:REQUEST", None, Method::Request),
        ("METHOD:request", None, Method::Request),
        ("METHOD: CANCEL ", None, Method::Cancel),
        ("METHOD:DECLINECOUNTER", None, Method::DeclineCounter),
        ("METHOD:DECLINE-COUNTER", None, Method::DeclineCounter),
        ("X-A:1", Some("request"), Method::Request),
        ("METHOD:COUNTER", Some("REQUEST"), Method::Counter),
        ("METHOD:", Some("REPLY"), Method::Reply),
        ("METHOD:X-FOO", None, Method::Publish),
        ("X-A:1", None, Method::Publish),
    ];
    for (head, parameter, expected) in cases {
        let text = calendar(head, &event("UID:1"));
        let part = CalendarPart { method: parameter.map(ToOwned::to_owned), ..part(&text) };
        let reading = read_invites(&part, BERLIN, now());
        assert_eq!(reading.value[0].method, expected, "{head} {parameter:?}");
        let contradict = reading.warnings.iter().any(|warning| warning.contains("contradict"));
        assert_eq!(contradict, head == "METHOD:COUNTER", "{head}: {:?}", reading.warnings);
    }
}

#[test]
fn cancellations_and_replies_need_no_start() {
    let cancel =
        invite(&calendar("METHOD:CANCEL", &event("UID:1\nSEQUENCE:2\nSTATUS:CANCELLED\nSUMMARY:Abgesagt: Termin")));
    assert_eq!((cancel.method, cancel.meeting.sequence, cancel.meeting.cancelled), (Method::Cancel, 2, true));
    let reply = invite(&calendar("METHOD:REPLY", &event("UID:1\nATTENDEE;PARTSTAT=DECLINED:mailto:a@b.example")));
    assert_eq!((reply.method, reply.meeting.attendees.len(), reply.meeting.occurrence), (Method::Reply, 1, None));
}

#[test]
fn damaged_texts_are_read_all_the_same() {
    let whole = "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:a-b@c\nSEQUENCE:3\nSUMMARY;LANGUAGE=de:Jour fixe\\, Teil 2\n\
                 DTSTART:20261126T130000Z\nEND:VEVENT\nEND:VCALENDAR\n";
    let damaged = [
        whole.replace('\n', "\r\n"),
        whole.replace('\n', "\r"),
        whole.replace('\n', "\r\r\n"),
        whole.replace('\n', "\n\n"),
        whole.replace(" fixe", "\n  fixe"),
        whole.replace("fixe", "fi\n\txe"),
        whole.replace("fixe", "fi\n\n xe"),
        whole.replace("END:VEVENT\nEND:VCALENDAR\n", ""),
        whole.replace("END:VEVENT\n", ""),
        whole.replace("END:VEVENT\n", "BEGIN:VALARM\nUID:x\nSUMMARY:Wecker\nEND:VEVENT\n"),
        whole.replace("METHOD:REQUEST\n", "METHOD:REQUEST\nkaputte Zeile\nX-A;B=C;D:1\n:leer\n;\n"),
        whole.to_lowercase().replace("jour fixe\\, teil 2", "Jour fixe\\, Teil 2"),
        format!("\u{feff}\r\n  \r\n{whole}"),
        format!("Vorwort\n{whole}Nachwort"),
        whole.replace("SUMMARY;LANGUAGE=de", "SUMMARY;LANGUAGE=\"de\";X-P=\"a;b:c\""),
    ];
    for text in damaged {
        let meeting = invite(&text).meeting;
        assert_eq!(meeting.summary.as_deref(), Some("Jour fixe, Teil 2"), "{text}");
        assert_eq!((meeting.uid.as_deref(), meeting.sequence), (Some("a-b@c"), 3), "{text}");
        assert_eq!(shown(meeting.start), "2026-11-26T13:00:00+00:00", "{text}");
    }
}

#[test]
fn texts_are_made_safe() {
    let meeting = meeting(
        "SUMMARY:Termin\\r\\nBcc: x@y.example\u{202e}\u{7}\nLOCATION:Raum\\n3\nDESCRIPTION:a\\nb\\tc\u{1b}[31m",
    );
    assert_eq!(meeting.summary.as_deref(), Some("Termin Bcc: x@y.example"));
    assert_eq!(meeting.location.as_deref(), Some("Raum 3"));
    assert_eq!(meeting.description.as_deref(), Some("a\nbtc[31m"));
}

#[test]
fn descriptions_come_as_text_or_as_html() {
    let cases = [
        ("DESCRIPTION:Agenda:\\n- Budget\\n- Personal", "Agenda:\n- Budget\n- Personal"),
        (
            "X-ALT-DESC;FMTTYPE=text/html:<p>Agenda:</p><ul><li>Budget</li><li>Personal</li></ul>",
            "Agenda:\n- Budget\n- Personal",
        ),
        ("DESCRIPTION: \nX-ALT-DESC:<b>Agenda:</b><ul><li>Budget<li>Personal</ul>", "Agenda:\n- Budget\n- Personal"),
        ("DESCRIPTION:<b>Agenda:</b><br>- Budget<br>- Personal", "Agenda:\n- Budget\n- Personal"),
        ("DESCRIPTION;ALTREP=\"CID:x\":Agenda:\n- Budget\n- Personal", "Agenda:\n- Budget\n- Personal"),
        (
            "STYLED-DESCRIPTION;VALUE=TEXT;FMTTYPE=text/html:Agenda:<ul><li>Budget<li>Personal</ul>",
            "Agenda:\n- Budget\n- Personal",
        ),
    ];
    for (line, expected) in cases {
        let meeting = meeting(line);
        assert_eq!(meeting.description.as_deref(), Some(expected), "{line}");
        assert_eq!(meeting.agenda, ["Budget", "Personal"], "{line}");
    }
}

#[test]
fn online_meetings_are_recognised() {
    const TEAMS: &str = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0?context=%7b%7d";
    let cases = [
        (format!("LOCATION:Microsoft Teams-Besprechung\nX-MICROSOFT-SKYPETEAMSMEETINGURL:{TEAMS}"), Some(TEAMS), None),
        (
            "X-GOOGLE-CONFERENCE:https://meet.google.com/abc-defg-hij".to_owned(),
            Some("https://meet.google.com/abc-defg-hij"),
            None,
        ),
        (
            "CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://konferenz.verein.example/raum".to_owned(),
            Some("https://konferenz.verein.example/raum"),
            None,
        ),
        (
            "CONFERENCE;VALUE=URI;FEATURE=PHONE:tel:+49-30-1234567,,99\nLOCATION:https://zoom.us/j/1".to_owned(),
            Some("https://zoom.us/j/1"),
            Some("+49-30-1234567"),
        ),
        ("URL:https://firma.webex.com/meet/jana".to_owned(), Some("https://firma.webex.com/meet/jana"), None),
        (
            "DESCRIPTION:Einwahl: https://bbb.uni.example/b/jan-x2k-9fe\\nTel. 0800 1234567".to_owned(),
            Some("https://bbb.uni.example/b/jan-x2k-9fe"),
            Some("0800 1234567"),
        ),
    ];
    for (lines, url, phone) in cases {
        let meeting = meeting(&lines);
        assert_eq!(
            (meeting.mode, meeting.online_url.as_deref(), meeting.phone.as_deref()),
            (Mode::Online, url, phone),
            "{lines}"
        );
    }
}

#[test]
fn places_and_rooms_mean_a_journey() {
    let cases = [
        ("LOCATION:Hauptstr. 5\\, Köln", Mode::InPerson),
        ("ATTENDEE;CUTYPE=ROOM:mailto:raum@kunde.example", Mode::InPerson),
        ("LOCATION:Telefon", Mode::Phone),
        ("LOCATION:\nSUMMARY:Jour fixe", Mode::Unknown),
    ];
    for (lines, expected) in cases {
        assert_eq!(meeting(lines).mode, expected, "{lines}");
    }
}

#[test]
fn the_program_that_wrote_it_is_kept() {
    let text = calendar(
        "METHOD:REQUEST\nPRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN\nX-WR-CALNAME:a",
        &event("UID:1\nX-MICROSOFT-DISALLOW-COUNTER:TRUE\nX-MICROSOFT-CDO-APPT-SEQUENCE:7"),
    );
    let invite = invite(&text);
    let source = invite.calendar.unwrap();
    assert_eq!(source.product_id.as_deref(), Some("-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN"));
    assert_eq!(source.x_properties, ["X-MICROSOFT-CDO-APPT-SEQUENCE", "X-MICROSOFT-DISALLOW-COUNTER", "X-WR-CALNAME"]);
    assert!(source.counter_forbidden && source.text == text);
    assert_eq!(invite.meeting.sequence, 7);
}

#[test]
fn old_calendars_are_read() {
    let text = "BEGIN:VCALENDAR\r\nVERSION:1.0\r\nPRODID:-//Firma//Kalender 1.0//DE\r\nBEGIN:VEVENT\r\nDTSTART:20261126T130000Z\r\n\
                DTEND:20261126T140000Z\r\nSUMMARY;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Gespr=C3=A4ch mit Herrn M=C3=BCl=\r\nler\r\n\
                DESCRIPTION;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Gr=FC=DFe=0D=0Aund Dank\r\nATTENDEE;ROLE=ATTENDEE;STATUS=NEEDS ACTION:Max <max@kunde.example>\r\n\
                AALARM:20261126T124500Z;;;\r\nRRULE:W1 MO #10\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let meeting = invite(text).meeting;
    assert_eq!(meeting.summary.as_deref(), Some("Gespräch mit Herrn Müller"));
    assert_eq!(meeting.description.as_deref(), Some("Grüße\nund Dank"));
    assert_eq!(meeting.attendees[0].person.name.as_deref(), Some("Max"));
    assert_eq!(occurrence(&meeting), "2026-11-26 14:00 – 2026-11-26 15:00");
}

#[test]
fn several_meetings_in_one_calendar() {
    let text = calendar(
        "METHOD:PUBLISH",
        &[
            event("UID:1\nRECURRENCE-ID:20261126T130000Z"),
            event("UID:3\nRECURRENCE-ID:20261126T130000Z"),
            event("UID:2"),
            event("SUMMARY:ohne"),
            event("UID:1"),
        ]
        .concat(),
    );
    // The meeting is the first that is no single instance.
    let uids: Vec<_> = read(&text).value.into_iter().map(|invite| invite.meeting.uid.unwrap_or_default()).collect();
    assert_eq!(uids, ["2", "", "1", "3"]);
}

#[test]
fn what_holds_no_meeting_says_so() {
    for (text, warning) in [
        ("", "no VCALENDAR"),
        ("Guten Tag", "no VCALENDAR"),
        ("BEGIN:VCALENDAR\nEND:VCALENDAR", "no meeting"),
        ("BEGIN:VCALENDAR\nBEGIN:VTODO\nEND:VTODO", "no meeting"),
    ] {
        let reading = read(text);
        assert!(reading.value.is_empty() && reading.warnings[0].contains(warning), "{text}: {:?}", reading.warnings);
    }
}
