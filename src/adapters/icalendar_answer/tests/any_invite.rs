//! Whatever an invite holds, what is written is valid, and nothing in it was not meant.

use proptest::prelude::*;

use super::judge::faults;
use super::{calendar, counter, declined, delegated, now};
use crate::adapters::icalendar_answer::write_answer;
use crate::domain::calendar_answer::{AnswerMethod, CalendarAnswer};

const NAMES: [&str; 34] = [
    "BEGIN:VEVENT",
    "END:VEVENT",
    "BEGIN:VALARM",
    "END:VALARM",
    "BEGIN:VTIMEZONE",
    "END:VTIMEZONE",
    "BEGIN:STANDARD",
    "END:STANDARD",
    "BEGIN:DAYLIGHT",
    "END:DAYLIGHT",
    "BEGIN:VCALENDAR",
    "END:VCALENDAR",
    "UID",
    "DTSTART",
    "DTEND",
    "DURATION",
    "RECURRENCE-ID",
    "RRULE",
    "RDATE",
    "EXDATE",
    "ORGANIZER",
    "ATTENDEE",
    "SUMMARY",
    "LOCATION",
    "COMMENT",
    "SEQUENCE",
    "DTSTAMP",
    "TZID",
    "TZOFFSETFROM",
    "TZOFFSETTO",
    "X-MICROSOFT-CDO-APPT-SEQUENCE",
    "X-A",
    "CONFERENCE",
    "METHOD",
];
const PARAMETERS: [&str; 14] = [
    ";TZID=Europe/Berlin",
    ";TZID=Eigen",
    ";TZID=\"a:b,c\"",
    ";VALUE=DATE",
    ";VALUE=PERIOD",
    ";CN=\"a\"b\"",
    ";CN=Weber, Jana",
    ";RSVP=TRUE",
    ";SENT-BY=\"mailto:jana@agentur.example\"",
    ";EMAIL=jana@agentur.example",
    ";",
    ";=",
    ";RANGE=THISANDFUTURE",
    ";X-ÄÖ=1",
];
const VALUES: [&str; 26] = [
    "1",
    "2",
    "20261201T140000Z",
    "20261201T140000",
    "20261201",
    "20261329",
    "PT1H",
    "-PT1H",
    "FREQ=WEEKLY",
    "FREQ=;X",
    "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "mailto:jana@agentur.example",
    "MAILTO:JANA@AGENTUR.EXAMPLE",
    "invalid:nomail",
    "a, b; c\\d",
    "ä\u{0}\u{7}\u{1b}[1m\u{85}\u{2028}",
    "x\\nEND:VEVENT\\nBEGIN:VEVENT",
    "Europe/Berlin",
    "Eigen",
    "a:b,c",
    "+0100",
    "-0000",
    "",
    "20261201T140000,20261202T140000",
    "20261201T140000/PT1H",
    "https://x.example/",
];

fn line() -> impl Strategy<Value = String> {
    let parameters = prop::collection::vec(prop::sample::select(&PARAMETERS[..]), 0..3);
    let value = prop_oneof![4 => prop::sample::select(&VALUES[..]).prop_map(ToOwned::to_owned), 1 => any::<String>()];
    (prop::sample::select(&NAMES[..]), parameters, value).prop_map(|(name, parameters, value)| {
        if name.contains(':') { name.to_owned() } else { format!("{name}{}:{value}", parameters.concat()) }
    })
}

fn invite() -> impl Strategy<Value = String> {
    let lines = prop::collection::vec(line(), 0..30);
    let line_break = prop::sample::select(&["\r\n", "\n", "\r\r\n", "\r\n "][..]);
    (lines, line_break, any::<bool>()).prop_map(|(lines, line_break, framed)| {
        let lines = lines.join(line_break);
        if !framed {
            return lines;
        }
        let start = "DTSTART;TZID=Europe/Berlin:20261201T140000";
        format!("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n{start}\r\n{lines}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
    })
}

fn answers() -> Vec<(&'static str, CalendarAnswer)> {
    let call = CalendarAnswer {
        location: Some("Telefon 0561, \r\nEND:VEVENT".to_owned()),
        ..counter("2026-12-02T10:00:00+01:00", "2026-12-02T10:20:00+01:00")
    };
    vec![
        ("REPLY", declined()),
        ("REPLY", delegated(AnswerMethod::Reply)),
        ("COUNTER", counter("2026-12-01T14:00:00+01:00", "2026-12-01T14:30:00+01:00")),
        ("COUNTER", call),
        ("REQUEST", delegated(AnswerMethod::Request)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn what_is_written_is_valid(invite in invite(), comment in any::<String>()) {
        for (method, answer) in answers() {
            if let Ok(text) = write_answer(&calendar(&invite), &answer, &comment, now(), chrono_tz::Europe::Berlin) {
                let faults = faults(&text, method);
                prop_assert!(faults.is_ok(), "{faults:?}\n{invite}\n{text}");
            }
        }
    }

    #[test]
    fn a_letter_comes_through_whole(comment in "[a-zäöü,;:\\\\\"\n ]{0,300}") {
        let invite = calendar("BEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\n");
        let text = write_answer(&invite, &declined(), &comment, now(), chrono_tz::Europe::Berlin).unwrap();
        let unfolded = text.replace("\r\n ", "");
        let value = unfolded.lines().find_map(|line| line.strip_prefix("COMMENT:")).unwrap_or("");
        prop_assert_eq!(super::super::text::plain(value), comment.trim());
    }
}

#[test]
fn a_huge_invite_is_answered_in_no_time() {
    let attendee = |n: u32| format!("ATTENDEE;RSVP=TRUE;CN=N {n}:mailto:n{n}@x.example\r\n");
    let attendees = (0..10_000).map(attendee).collect::<Vec<_>>().concat();
    let dates: Vec<String> = (0..50_000).map(|n| format!("{}0101T140000", 1900 + n % 7000)).collect();
    let parts =
        "BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\n"
            .repeat(5_000);
    let text = format!(
        "BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\n{parts}END:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:1\r\n\
         DTSTART;TZID=Europe/Berlin:20261201T140000\r\nRRULE:FREQ=WEEKLY\r\nEXDATE;TZID=Europe/Berlin:{}\r\n{attendees}\
         ATTENDEE:mailto:jana@agentur.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        dates.join(",")
    );
    let start = std::time::Instant::now();
    for (method, answer) in answers() {
        let text = write_answer(&calendar(&text), &answer, "", now(), chrono_tz::Europe::Berlin).unwrap();
        assert_eq!(faults(&text, method), Ok(()));
        if method == "REQUEST" {
            assert!(text.matches("ATTENDEE").count() < 300, "not everybody is passed on");
        }
    }
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}
