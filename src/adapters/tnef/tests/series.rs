//! Series: rules, what they leave out and what they move.

use chrono::{NaiveDate, NaiveDateTime};

use super::super::meeting_calendar;
use super::writer::{Blob, Props, Set, Writer, berlin_definition, global_id};
use super::{assert_lines, assert_without, lines, meeting};

fn at(month: u32, day: u32, hour: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap().and_hms_opt(hour, 0, 0).unwrap()
}

const NEVER: (u32, u32) = (0x2023, 10);

/// Mondays at 10 from 5 October 2026, over the end of summer time.
fn mondays() -> Blob {
    Blob {
        frequency: 0x200b,
        kind: 1,
        period: 1,
        specific: vec![0b10],
        end: NEVER,
        first: at(10, 5, 10),
        last: at(12, 14, 10),
        minutes: 60,
        deleted: Vec::new(),
        moved: Vec::new(),
        subject: None,
    }
}

fn properties(blob: &Blob) -> Props {
    Props::default()
        .unicode(0x0037, "Jour fixe")
        .time((Set::Appointment, 0x820d), "2026-10-05T08:00:00Z")
        .time((Set::Appointment, 0x820e), "2026-10-05T09:00:00Z")
        .binary((Set::Appointment, 0x8216), &blob.bytes())
        .binary((Set::Meeting, 3), &global_id(None, &[1]))
}

fn calendar(properties: Props) -> Vec<String> {
    let properties = properties.binary((Set::Appointment, 0x8260), &berlin_definition());
    meeting(&Writer::new(1252).class("IPM.Schedule.Meeting.Request").properties(&properties).bytes())
}

#[test]
fn patterns_become_rules() {
    let blob = |frequency, kind, period, specific: &[u32], end| Blob {
        frequency,
        kind,
        period,
        specific: specific.to_vec(),
        end,
        ..mondays()
    };
    let cases = [
        (blob(0x200a, 0, 1440, &[], NEVER), "FREQ=DAILY"),
        (blob(0x200a, 0, 3 * 1440, &[], (0x2022, 8)), "FREQ=DAILY;COUNT=8;INTERVAL=3"),
        (blob(0x200a, 1, 1, &[0b11_1110], NEVER), "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        (blob(0x200b, 1, 2, &[0b1_0010], NEVER), "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;WKST=MO"),
        (blob(0x200b, 1, 1, &[0b10], (0x2021, 9)), "FREQ=WEEKLY;UNTIL=20261214T090000Z;BYDAY=MO"),
        (blob(0x200c, 2, 1, &[15], NEVER), "FREQ=MONTHLY;BYMONTHDAY=15"),
        (blob(0x200c, 2, 3, &[31], NEVER), "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1"),
        (blob(0x200c, 4, 1, &[31], NEVER), "FREQ=MONTHLY;BYMONTHDAY=-1"),
        (blob(0x200c, 3, 1, &[0b100, 2], NEVER), "FREQ=MONTHLY;BYDAY=2TU"),
        (blob(0x200c, 3, 1, &[0b10_0000, 5], (0xffff_ffff, 0)), "FREQ=MONTHLY;BYDAY=-1FR"),
        (blob(0x200c, 3, 1, &[0b11_1110, 1], NEVER), "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1"),
        (blob(0x200d, 2, 12, &[5], NEVER), "FREQ=YEARLY;BYMONTHDAY=5;BYMONTH=10"),
        (blob(0x200d, 3, 24, &[0b10, 1], NEVER), "FREQ=YEARLY;INTERVAL=2;BYDAY=1MO;BYMONTH=10"),
    ];
    for (blob, rule) in cases {
        let calendar = calendar(properties(&blob));
        let start = "DTSTART;TZID=\"W. Europe Standard Time\":20261005T100000";
        assert_lines(&calendar, &[start, &format!("RRULE:{rule}"), "X-MICROSOFT-CDO-INSTTYPE:1"]);
    }
}

#[test]
fn cancelled_days_are_left_out_and_moved_ones_are_events_of_their_own() {
    let blob = Blob {
        deleted: vec![at(10, 12, 0), at(11, 2, 0)],
        moved: vec![(at(10, 19, 10), at(10, 20, 15)), (at(10, 26, 10), at(10, 26, 9))],
        subject: Some("Jour fixe → später"),
        ..mondays()
    };
    let calendar = calendar(properties(&blob).unicode((Set::Appointment, 0x8208), "Köln"));
    assert_lines(
        &calendar,
        &[
            "SUMMARY:Jour fixe",
            "EXDATE;TZID=\"W. Europe Standard Time\":20261012T100000,20261102T100000",
            "END:VEVENT",
            "RECURRENCE-ID;TZID=\"W. Europe Standard Time\":20261019T100000",
            "SUMMARY:Jour fixe → später",
            "LOCATION:Köln",
            "DTSTART;TZID=\"W. Europe Standard Time\":20261020T150000",
            "DTEND;TZID=\"W. Europe Standard Time\":20261020T160000",
            "RECURRENCE-ID;TZID=\"W. Europe Standard Time\":20261026T100000",
            "DTSTART;TZID=\"W. Europe Standard Time\":20261026T090000",
        ],
    );
}

#[test]
fn an_all_day_series_is_made_of_days() {
    let blob = Blob { first: at(10, 5, 0), end: (0x2021, 3), deleted: vec![at(10, 12, 0)], ..mondays() };
    let properties = Props::default()
        .flag((Set::Appointment, 0x8215), true)
        .time((Set::Appointment, 0x820d), "2026-10-04T22:00:00Z")
        .time((Set::Appointment, 0x820e), "2026-10-05T22:00:00Z")
        .join(properties(&blob));
    assert_lines(
        &calendar(properties),
        &[
            "DTSTART;VALUE=DATE:20261005",
            "DTEND;VALUE=DATE:20261006",
            "RRULE:FREQ=WEEKLY;UNTIL=20261214;BYDAY=MO",
            "EXDATE;VALUE=DATE:20261012",
        ],
    );
}

#[test]
fn a_series_without_a_zone_keeps_its_weekdays() {
    let file = Writer::new(1252).class("IPM.Schedule.Meeting.Request").properties(&properties(&mondays())).bytes();
    assert_lines(&meeting(&file), &["TZID:Etc/GMT-2", "DTSTART;TZID=Etc/GMT-2:20261005T100000"]);
}

#[test]
fn a_series_that_cannot_be_read_is_told_of() {
    for blob in [mondays().bytes()[..40].to_vec(), Blob { kind: 10, ..mondays() }.bytes()] {
        let properties = Props::default().binary((Set::Appointment, 0x8216), &blob).join(properties(&mondays()));
        let file = Writer::new(1252).class("IPM.Schedule.Meeting.Request").properties(&properties).bytes();
        let reading = meeting_calendar(&file);
        assert_eq!(reading.warnings, ["the series in winmail.dat cannot be read: only its first meeting counts"]);
        assert_without(&lines(&reading.value.unwrap()), &["RRULE"]);
    }
}
