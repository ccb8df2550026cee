//! Calendars that somebody built to do harm.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;
use crate::adapters::icalendar::read_appointments;
use crate::domain::limits::{MAX_ATTENDEES, MAX_DESCRIPTION, MAX_LINE};

fn read_both_ways(text: &str) -> Vec<String> {
    let appointments =
        read_appointments(text, BERLIN, at("2026-11-23T00:00:00+01:00"), at("2027-11-30T00:00:00+01:00"));
    [read(text).warnings, appointments.warnings].concat()
}

#[test]
fn rules_without_end_or_sense_cost_nothing() {
    let rules = [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;INTERVAL=1",
        "FREQ=HOURLY",
        "FREQ=DAILY;COUNT=4294967295",
        "FREQ=DAILY;UNTIL=99991231T235959Z",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=65535",
        "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=0,1,2,3,4,5,6,7,8,9;BYMINUTE=0,1,2,3,4,5,6,7,8,9;BYSECOND=0,1,2,3,4,5",
        "FREQ=MONTHLY;BYSETPOS=366;BYDAY=MO",
        "FREQ=YEARLY;BYWEEKNO=53;BYDAY=54MO",
    ];
    for start in ["00010101T000000Z", "19000101T000000Z", "20261126T130000Z", "99981231T000000Z"] {
        for rule in rules {
            let begun = Instant::now();
            read_both_ways(&request(&format!("DTSTART:{start}\nDTEND:99981231T235959Z\nRRULE:{rule}")));
            assert!(begun.elapsed() < Duration::from_secs(20), "{start} {rule}: {:?}", begun.elapsed());
        }
    }
}

#[test]
fn thousands_of_rules_that_never_come_true_are_given_up() {
    let event = |number: usize| {
        event(&format!("UID:{number}\nDTSTART:19700101T000000Z\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"))
    };
    let text = calendar("METHOD:REQUEST", &(0..3_000).map(event).collect::<String>());
    let begun = Instant::now();
    read_both_ways(&text);
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
}

#[test]
fn what_is_too_long_is_cut_with_a_warning() {
    let attendees: String =
        (0..3_000).map(|number| format!("ATTENDEE:mailto:a{number}@b.example")).collect::<Vec<_>>().join("\n");
    let text = request(&format!("SUMMARY:{}\nDESCRIPTION:{}\n{attendees}", "s".repeat(5_000), "d".repeat(100_000)));
    let reading = read(&text);
    let meeting = &reading.value[0].meeting;
    assert_eq!(meeting.attendees.len(), MAX_ATTENDEES);
    assert_eq!(meeting.description.as_ref().unwrap().len(), MAX_DESCRIPTION);
    assert_eq!(meeting.summary.as_ref().unwrap().len(), MAX_LINE);
    assert_eq!(reading.warnings.len(), 3, "{:?}", reading.warnings);
}

#[test]
fn a_heap_of_components_is_survived() {
    for text in [
        "BEGIN:VEVENT\n".repeat(20_000),
        "BEGIN:VCALENDAR\n".repeat(20_000),
        "END:VEVENT\n".repeat(20_000),
        "BEGIN:VTIMEZONE\nTZID:x\nBEGIN:STANDARD\nTZOFFSETTO:+0100\n".repeat(5_000),
    ] {
        let warnings = read_both_ways(&text);
        assert!(warnings.len() < 300, "{}", warnings.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn no_text_panics(text in "\\PC{0,300}") {
        crate::unbreakable::calendar(&text);
    }

    #[test]
    fn no_calendar_panics(lines in proptest::collection::vec(line(), 0..25)) {
        crate::unbreakable::calendar(&calendar("METHOD:REQUEST", &lines.join("\n")));
    }

    #[test]
    fn no_rule_panics(rule in "FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY|HOURLY)(;(INTERVAL=[0-9]{1,6}|COUNT=[0-9]{1,11}|UNTIL=[0-9]{8}(T[0-9]{6}Z?)?|BYDAY=-?[0-9]{0,3}(MO|SU)(,TU)?|BYMONTHDAY=-?[0-9]{1,3}|BYMONTH=[0-9]{1,2}L?|BYSETPOS=-?[0-9]{1,4}|BYWEEKNO=-?[0-9]{1,3}|BYYEARDAY=-?[0-9]{1,4}|BYHOUR=[0-9]{1,3}|BYMINUTE=[0-9]{1,3}|WKST=(MO|SU))){0,4}", start in "[0-9]{4}(0[1-9]|1[0-2])([0-2][0-9]|3[01])(T[0-9]{6}Z?)?") {
        crate::unbreakable::calendar(&request(&format!("DTSTART:{start}\nRRULE:{rule}")));
    }
}

/// Lines that are nearly right.
fn line() -> impl Strategy<Value = String> {
    let property = prop::sample::select(vec![
        "BEGIN:VEVENT",
        "END:VEVENT",
        "BEGIN:VTIMEZONE",
        "END:VTIMEZONE",
        "BEGIN:STANDARD",
        "END:STANDARD",
        "BEGIN:VFREEBUSY",
        "END:VFREEBUSY",
        "UID",
        "DTSTART",
        "DTEND",
        "DURATION",
        "RRULE",
        "RDATE",
        "EXDATE",
        "RECURRENCE-ID;RANGE=THISANDFUTURE",
        "RECURRENCE-ID",
        "SUMMARY",
        "DESCRIPTION",
        "LOCATION",
        "ATTENDEE",
        "ORGANIZER;CN=\"x",
        "TZID",
        "TZOFFSETFROM",
        "TZOFFSETTO",
        "FREEBUSY",
        "SEQUENCE",
        "STATUS",
        "X-ALT-DESC",
        "CONFERENCE",
        "",
    ]);
    let parameter = prop::sample::select(vec![
        "",
        ";TZID=Europe/Berlin",
        ";TZID=x",
        ";TZID=\"a:b\"",
        ";VALUE=DATE",
        ";VALUE=PERIOD",
        ";VALUE=BINARY;ENCODING=BASE64",
        ";ENCODING=QUOTED-PRINTABLE",
        ";X=,;=",
    ]);
    let value = prop::sample::select(vec![
        "20261126T130000Z",
        "20261126",
        "20261126T130000",
        "99991231T235959Z",
        "00000101T000000Z",
        "00010101",
        "P1D",
        "-P99999999W",
        "PT4294967295S",
        "+0100",
        "-2359",
        "+9999",
        "FREQ=DAILY",
        "FREQ=WEEKLY;BYDAY=MO;UNTIL=20270101",
        "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "20261126T130000Z/PT1H",
        "20261126T130000Z/20261126T120000Z",
        "x",
        "mailto:a@b.example",
        "<b>ü</b>",
        "\\n\\",
        "=C3=",
        "99999999999999999999",
        "",
    ]);
    (property, parameter, value).prop_map(|(property, parameter, value)| format!("{property}{parameter}:{value}"))
}
