//! What organizers' programs need (RFC 5546, and what their users had to complain of).

use super::*;
use crate::adapters::icalendar_answer::AnswerError;

const ME: &str = "ATTENDEE;CN=Jana Weber;RSVP=TRUE:mailto:jana@agentur.example\n";
const BERLIN: &str = "DTSTART;TZID=Europe/Berlin:20261201T140000\nDTEND;TZID=Europe/Berlin:20261201T153000\n";

#[test]
fn outlook_gets_a_reply_that_it_can_file() {
    let invite = request(
        "BEGIN:VTIMEZONE\nTZID:W. Europe Standard Time\nBEGIN:STANDARD\nDTSTART:16010101T030000\nTZOFFSETFROM:+0200\n\
         TZOFFSETTO:+0100\nRRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\nBEGIN:DAYLIGHT\n\
         DTSTART:16010101T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nRRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3\n\
         END:DAYLIGHT\nEND:VTIMEZONE\n",
        "ORGANIZER;CN=Anna Bau:MAILTO:Anna@Bau.example\nATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;\
         CN=\"Weber, Jana\":MAILTO:Jana@Agentur.example\nDESCRIPTION:x\nUID:1\nSUMMARY;LANGUAGE=de-DE:Größe\\, Preis\n\
         DTSTART;TZID=W. Europe Standard Time:20261201T140000\nDTEND;TZID=W. Europe Standard Time:20261201T153000\n\
         DTSTAMP:20261120T100000Z\nSEQUENCE:3\nX-MICROSOFT-CDO-APPT-SEQUENCE:3\nX-MICROSOFT-CDO-OWNERAPPTID:-12\n\
         X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE\nBEGIN:VALARM\nACTION:DISPLAY\nEND:VALARM\n",
    );
    let expected = "BEGIN:VCALENDAR
PRODID:-//statt//statt VERSION//DE
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:REPLY
BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:1
SEQUENCE:3
DTSTAMP:20261124T090000Z
ORGANIZER;CN=Anna Bau:MAILTO:Anna@Bau.example
ATTENDEE;ROLE=REQ-PARTICIPANT;CN=\"Weber, Jana\";PARTSTAT=DECLINED:MAILTO:Jan
 a@Agentur.example
X-MICROSOFT-CDO-APPT-SEQUENCE:3
X-MICROSOFT-CDO-OWNERAPPTID:-12
DTSTART;TZID=W. Europe Standard Time:20261201T140000
DTEND;TZID=W. Europe Standard Time:20261201T153000
SUMMARY:Größe\\, Preis
COMMENT:Guten Tag\\,\\n\\nlieber schriftlich.
END:VEVENT
END:VCALENDAR
";
    let expected = expected.replace("VERSION//", concat!(env!("CARGO_PKG_VERSION"), "//")).replace('\n', "\r\n");
    assert_eq!(written(&invite, &declined()), expected);
}

#[test]
fn a_counter_says_the_old_and_the_new_time_in_the_form_of_the_invite() {
    let shorter = counter("2026-12-01T14:00:00+01:00", "2026-12-01T14:30:00+01:00");
    let later = counter("2026-12-02T10:00:00+01:00", "2026-12-02T10:20:00+01:00");
    let cases = [
        (
            &shorter,
            BERLIN,
            "DTSTART;TZID=Europe/Berlin:20261201T140000 DTEND;TZID=Europe/Berlin:20261201T143000 \
             X-MS-OLK-ORIGINALSTART;TZID=Europe/Berlin:20261201T140000 X-MS-OLK-ORIGINALEND;TZID=Europe/Berlin:20261201T153000",
        ),
        (
            &later,
            "DTSTART;TZID=America/New_York:20261201T080000\nDURATION:PT1H30M\n",
            "DTSTART;TZID=America/New_York:20261202T040000 DTEND;TZID=America/New_York:20261202T042000 \
             X-MS-OLK-ORIGINALSTART;TZID=America/New_York:20261201T080000 \
             X-MS-OLK-ORIGINALEND;TZID=America/New_York:20261201T093000",
        ),
        (
            &later,
            "DTSTART:20261201T130000Z\nDTEND:20261201T143000Z\n",
            "DTSTART:20261202T090000Z DTEND:20261202T092000Z X-MS-OLK-ORIGINALSTART:20261201T130000Z \
             X-MS-OLK-ORIGINALEND:20261201T143000Z",
        ),
        (
            &later,
            "DTSTART:20261201T140000\n",
            "DTSTART:20261202T100000 DTEND:20261202T102000 X-MS-OLK-ORIGINALSTART:20261201T140000 \
             X-MS-OLK-ORIGINALEND:20261201T140000",
        ),
        (
            &later,
            "DTSTART;VALUE=DATE:20261201\n",
            "DTSTART:20261202T090000Z DTEND:20261202T092000Z X-MS-OLK-ORIGINALSTART;VALUE=DATE:20261201 \
             X-MS-OLK-ORIGINALEND;VALUE=DATE:20261202",
        ),
        // Nobody knows this zone.
        (&later, "DTSTART;TZID=Auenland:20261201T140000\n", "DTSTART:20261202T090000Z DTEND:20261202T092000Z"),
        // The clocks show half past two twice.
        (
            &counter("2026-10-25T02:30:00+01:00", "2026-10-25T02:50:00+01:00"),
            BERLIN,
            "DTSTART:20261025T013000Z DTEND:20261025T015000Z X-MS-OLK-ORIGINALSTART;TZID=Europe/Berlin:20261201T140000 \
             X-MS-OLK-ORIGINALEND;TZID=Europe/Berlin:20261201T153000",
        ),
    ];
    for (answer, times, expected) in cases {
        let text = written(&request("", &format!("UID:1\n{times}{ME}")), answer);
        let names = ["DTSTART", "DTEND", "DURATION", "X-MS-OLK-ORIGINALSTART", "X-MS-OLK-ORIGINALEND"];
        assert_eq!(lines_of(&text, &names).join(" "), expected, "{times}");
        assert_eq!(
            lines_of(&text, &["ATTENDEE"]),
            ["ATTENDEE;CN=Jana Weber;PARTSTAT=TENTATIVE:mailto:jana@agentur.example"]
        );
        assert_eq!(lines_of(&text, &["SUMMARY", "SEQUENCE"]), ["SEQUENCE:0", "SUMMARY:Termin"], "a COUNTER needs both");
    }
}

#[test]
fn a_series_keeps_its_rule_and_its_exceptions() {
    let series = format!("UID:1\n{BERLIN}RRULE:FREQ=WEEKLY;BYDAY=TU\nEXDATE;TZID=Europe/Berlin:20261208T140000\n{ME}");
    let text = written(&request("", &series), &counter("2026-12-01T14:00:00+01:00", "2026-12-01T14:30:00+01:00"));
    let expected = ["RRULE:FREQ=WEEKLY;BYDAY=TU", "EXDATE;TZID=Europe/Berlin:20261208T140000"];
    assert_eq!(lines_of(&text, &["RRULE", "EXDATE"]), expected);
    assert!(lines_of(&written(&request("", &series), &declined()), &["RRULE", "EXDATE"]).is_empty());
}

#[test]
fn only_the_instance_asked_for_is_answered() {
    let cases = [
        ("RECURRENCE-ID;TZID=Europe/Berlin:20261201T140000", "RECURRENCE-ID;TZID=Europe/Berlin:20261201T140000"),
        ("RECURRENCE-ID:20261201T130000Z", "RECURRENCE-ID:20261201T130000Z"),
        ("RECURRENCE-ID;VALUE=DATE:20261201", "RECURRENCE-ID;VALUE=DATE:20261201"),
        (
            "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261201T140000",
            "RECURRENCE-ID;TZID=Europe/Berlin;RANGE=THISANDFUTURE:20261201T140000",
        ),
    ];
    for (instance, expected) in cases {
        let text = written(&request("", &format!("UID:1\n{BERLIN}{instance}\n{ME}")), &declined());
        assert_eq!(lines_of(&text, &["RECURRENCE-ID"]), [expected]);
    }
    let unreadable = request("", &format!("UID:1\n{BERLIN}RECURRENCE-ID:morgen\n{ME}"));
    let refused = write_answer(&unreadable, &declined(), "", now(), chrono_tz::UTC);
    assert_eq!(refused, Err(AnswerError::UnreadableInstance), "never an answer to the whole series instead");
    let series = format!(
        "BEGIN:VEVENT\nUID:1\n{BERLIN}RECURRENCE-ID;TZID=Europe/Berlin:20261208T140000\n{ME}END:VEVENT\n\
         BEGIN:VEVENT\nUID:1\n{BERLIN}RRULE:FREQ=WEEKLY\n{ME}END:VEVENT\n"
    );
    let text = written(&calendar(&series), &declined());
    assert_eq!((text.matches("BEGIN:VEVENT").count(), lines_of(&text, &["RECURRENCE-ID"]).len()), (1, 0));
}

#[test]
fn dtstamp_is_now_but_later_than_the_invites() {
    let cases = [
        ("DTSTAMP:20261120T100000Z\n", "DTSTAMP:20261124T090000Z"),
        ("DTSTAMP:20270101T000000Z\n", "DTSTAMP:20270101T000001Z"),
        ("DTSTAMP:gestern\n", "DTSTAMP:20261124T090000Z"),
        ("", "DTSTAMP:20261124T090000Z"),
    ];
    for (stamp, expected) in cases {
        let text = written(&request("", &format!("UID:1\n{stamp}{BERLIN}{ME}")), &declined());
        assert_eq!(lines_of(&text, &["DTSTAMP"]), [expected]);
    }
}

#[test]
fn a_delegation_is_told_to_the_organizer_and_to_the_delegate() {
    let invite = request(
        "",
        &format!(
            "UID:1\nORGANIZER:mailto:anna@bau.example\n{BERLIN}{ME}ATTENDEE;RSVP=TRUE;PARTSTAT=ACCEPTED:mailto:eva@agentur.example\n\
             SUMMARY:Jour fixe, groß\nDESCRIPTION:Punkte\nX-GOOGLE-CONFERENCE:https://meet.example/1\nBEGIN:VALARM\nEND:VALARM\n\
             ATTACH:cid:1\nSTATUS:CONFIRMED\n"
        ),
    );
    let reply = written(&invite, &delegated(AnswerMethod::Reply));
    let mine = "ATTENDEE;CN=Jana Weber;PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:max@agentur.example\":mailto:jana@agentur.example";
    assert_eq!(lines_of(&reply, &["ATTENDEE"]), [mine]);
    let forward = written(&invite, &delegated(AnswerMethod::Request));
    assert!(forward.contains("METHOD:REQUEST"));
    let attendees = [
        mine,
        "ATTENDEE;CN=\"Müller, Max\";PARTSTAT=NEEDS-ACTION;RSVP=TRUE;DELEGATED-FROM=\"mailto:jana@agentur.example\":mailto:max@agentur.example",
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:eva@agentur.example",
    ];
    assert_eq!(lines_of(&forward, &["ATTENDEE"]), attendees, "nobody else is asked again");
    let rest = [
        "SUMMARY:Jour fixe\\, groß",
        "DESCRIPTION:Punkte",
        "X-GOOGLE-CONFERENCE:https://meet.example/1",
        "STATUS:CONFIRMED",
    ];
    assert_eq!(
        lines_of(&forward, &["SUMMARY", "DESCRIPTION", "X-GOOGLE-CONFERENCE", "STATUS", "ATTACH", "BEGIN"]),
        rest
    );
    let nobody = answer(AnswerMethod::Request, ParticipationStatus::Delegated);
    assert_eq!(write_answer(&invite, &nobody, "", now(), chrono_tz::UTC), Err(AnswerError::NoDelegate));
}

#[test]
fn a_forwarded_series_keeps_the_instances_that_i_am_invited_to() {
    let instance = |day: u32, who: &str| {
        format!(
            "BEGIN:VEVENT\nUID:1\n{BERLIN}RECURRENCE-ID;TZID=Europe/Berlin:202612{day:02}T140000\nATTENDEE:mailto:{who}\nEND:VEVENT\n"
        )
    };
    let series = format!(
        "{}BEGIN:VEVENT\nUID:1\n{BERLIN}RRULE:FREQ=WEEKLY\n{ME}END:VEVENT\n{}BEGIN:VEVENT\nUID:2\n{BERLIN}END:VEVENT\n",
        instance(8, "jana@agentur.example"),
        instance(15, "eva@agentur.example"),
    );
    let forward = written(&calendar(&series), &delegated(AnswerMethod::Request));
    assert_eq!(forward.matches("BEGIN:VEVENT").count(), 2);
    assert!(forward.contains("RECURRENCE-ID;TZID=Europe/Berlin:20261208T140000"));
    assert!(forward.contains("RRULE:FREQ=WEEKLY"));
}

#[test]
fn a_program_that_takes_a_counter_whole_keeps_who_is_invited() {
    let others = "ATTENDEE;RSVP=TRUE;PARTSTAT=ACCEPTED:mailto:vogt@bau.example\n";
    let mut invite = request("", &format!("UID:1\n{ME}{others}{BERLIN}"));
    let proposal = counter("2026-12-01T14:00:00+01:00", "2026-12-01T14:20:00+01:00");
    let mine = "ATTENDEE;CN=Jana Weber;PARTSTAT=TENTATIVE:mailto:jana@agentur.example";
    assert_eq!(lines_of(&written(&invite, &proposal), &["ATTENDEE"]), [mine]);
    invite.product_id = Some("-//K Desktop Environment//NONSGML KOrganizer 5.22//EN".to_owned());
    let vogt = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:vogt@bau.example";
    assert_eq!(lines_of(&written(&invite, &proposal), &["ATTENDEE"]), [mine, vogt]);
}
