//! Meetings that come again.

use super::*;

const NINE: &str = "DTSTART;TZID=Europe/Berlin:20260105T090000\nDTEND;TZID=Europe/Berlin:20260105T100000";

#[test]
fn the_next_occurrence_counts_else_the_last() {
    let cases = [
        ("RRULE:FREQ=WEEKLY", "2026-11-30 09:00 – 2026-11-30 10:00"),
        ("RRULE:FREQ=DAILY", "2026-11-24 09:00 – 2026-11-24 10:00"),
        ("RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", "2026-11-24 09:00 – 2026-11-24 10:00"),
        ("RRULE:FREQ=MONTHLY;BYDAY=-1FR", "2026-11-27 09:00 – 2026-11-27 10:00"),
        ("RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2026-11-30 09:00 – 2026-11-30 10:00"),
        ("RRULE:FREQ=YEARLY", "2027-01-05 09:00 – 2027-01-05 10:00"),
        ("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2028-02-29 09:00 – 2028-02-29 10:00"),
        ("RRULE:FREQ=WEEKLY;COUNT=3", "2026-01-19 09:00 – 2026-01-19 10:00"),
        ("RRULE:FREQ=WEEKLY;UNTIL=20260202T075959Z", "2026-01-26 09:00 – 2026-01-26 10:00"),
        ("RRULE:FREQ=WEEKLY;UNTIL=20260202T080000Z", "2026-02-02 09:00 – 2026-02-02 10:00"),
        ("RRULE:FREQ=WEEKLY;UNTIL=20260202", "2026-02-02 09:00 – 2026-02-02 10:00"),
        ("RRULE:FREQ=WEEKLY;UNTIL=20250202", "2026-01-05 09:00 – 2026-01-05 10:00"),
        (
            "RRULE:FREQ=WEEKLY\nEXDATE;TZID=Europe/Berlin:20261130T090000,20261207T090000",
            "2026-12-14 09:00 – 2026-12-14 10:00",
        ),
        ("RRULE:FREQ=WEEKLY\nEXDATE:20261130T080000Z", "2026-12-07 09:00 – 2026-12-07 10:00"),
        ("RRULE:FREQ=WEEKLY\nEXDATE;VALUE=DATE:20261130", "2026-12-07 09:00 – 2026-12-07 10:00"),
        ("RDATE;TZID=Europe/Berlin:20261125T110000,20260301T110000", "2026-11-25 11:00 – 2026-11-25 12:00"),
        ("RDATE;VALUE=PERIOD:20261125T100000Z/PT2H", "2026-11-25 11:00 – 2026-11-25 13:00"),
        ("RRULE:FREQ=WEEKLY\nEXRULE:FREQ=MONTHLY;BYDAY=-1MO", "2026-12-07 09:00 – 2026-12-07 10:00"),
        ("RRULE:FREQ=WEEKLY\nEXRULE:FREQ=WEEKLY;UNTIL=20261214T080000Z", "2026-12-21 09:00 – 2026-12-21 10:00"),
        ("RRULE:FREQ=WEEKLY\nEXRULE:FREQ=SECONDLY", "2026-11-30 09:00 – 2026-11-30 10:00"),
        ("RRULE:FREQ=WEEKLY\nEXRULE:FREQ=WEEKLY", "2026-01-05 09:00 – 2026-01-05 10:00"),
        ("RRULE:FREQ=WEEKLY;BYDAY=1MO", "2026-11-30 09:00 – 2026-11-30 10:00"),
        ("RRULE:FREQ=HOURLY;INTERVAL=48", "2026-11-25 09:00 – 2026-11-25 10:00"),
        ("RRULE:FREQ=SECONDLY", "2026-01-05 09:00 – 2026-01-05 10:00"),
        ("RRULE:RSCALE=CHINESE;FREQ=YEARLY", "2026-01-05 09:00 – 2026-01-05 10:00"),
        ("RRULE:FREQ=WEEKLY;BYDAY=MO, TU;", "2026-11-24 09:00 – 2026-11-24 10:00"),
        ("RRULE:Unsinn", "2026-01-05 09:00 – 2026-01-05 10:00"),
        ("RRULE:FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2", "2026-01-05 09:00 – 2026-01-05 10:00"),
    ];
    for (rule, expected) in cases {
        assert_eq!(occurrence(&meeting(&format!("{NINE}\n{rule}"))), expected, "{rule}");
    }
}

#[test]
fn ten_o_clock_stays_ten_o_clock() {
    let meeting = meeting("DTSTART;TZID=Europe/Berlin:20260706T100000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY");
    assert_eq!(occurrence(&meeting), "2026-11-30 10:00 – 2026-11-30 11:00");
    assert_eq!(shown(meeting.start), "2026-07-06T10:00:00+02:00");
}

#[test]
fn whole_days_come_again() {
    let meeting = meeting("DTSTART;VALUE=DATE:20200101\nRRULE:FREQ=MONTHLY;BYMONTHDAY=1");
    assert_eq!(occurrence(&meeting), "2026-12-01 00:00 – 2026-12-02 00:00");
}

#[test]
fn a_series_knows_its_moved_and_cancelled_instances() {
    let series = event(&format!("UID:1\n{NINE}\nRRULE:FREQ=WEEKLY"));
    let instance = |lines: &str| event(&format!("UID:1\nRECURRENCE-ID;TZID=Europe/Berlin:20261130T090000\n{lines}"));
    let moved = instance("DTSTART;TZID=Europe/Berlin:20261126T150000\nDURATION:PT2H\nSUMMARY:verschoben");
    let cancelled = instance("DTSTART;TZID=Europe/Berlin:20261130T090000\nSTATUS:CANCELLED");
    let later = "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261130T090000";
    let later = event(&format!("UID:1\n{later}\nDTSTART;TZID=Europe/Berlin:20261201T110000\nDURATION:PT30M"));
    let cases = [
        (format!("{series}{moved}"), "2026-11-26 15:00 – 2026-11-26 17:00"),
        (format!("{moved}{series}"), "2026-11-26 15:00 – 2026-11-26 17:00"),
        (format!("{series}{cancelled}"), "2026-12-07 09:00 – 2026-12-07 10:00"),
        (format!("{series}{later}"), "2026-12-01 11:00 – 2026-12-01 11:30"),
    ];
    for (events, expected) in cases {
        let meeting = invite(&calendar("METHOD:REQUEST", &events)).meeting;
        assert_eq!(occurrence(&meeting), expected, "{events}");
        assert!(meeting.is_recurring() && meeting.summary.is_none(), "{events}");
    }
}

#[test]
fn one_instance_is_about_itself() {
    let invite = invite(&request(
        "RECURRENCE-ID:20261130T080000Z\nDTSTART;TZID=Europe/Berlin:20261201T110000\nDURATION:PT30M\nSEQUENCE:2",
    ));
    let meeting = invite.meeting;
    assert_eq!(shown(meeting.recurrence_id), "2026-11-30T08:00:00+00:00");
    assert_eq!(occurrence(&meeting), "2026-12-01 11:00 – 2026-12-01 11:30");
    assert!(!meeting.is_recurring() && !meeting.this_and_future);
}

#[test]
fn rules_are_kept_as_they_were_written() {
    let cases = [
        ("RRULE:FREQ=WEEKLY;WKST=SU;BYDAY=MO;INTERVAL=1", Some("FREQ=WEEKLY;WKST=SU;BYDAY=MO;INTERVAL=1")),
        ("RDATE:20261125T100000Z", Some("RDATE:20261125T100000Z")),
        ("RDATE:", None),
        ("SUMMARY:einmal", None),
    ];
    for (line, expected) in cases {
        assert_eq!(meeting(&format!("{NINE}\n{line}")).recurrence_rule.as_deref(), expected, "{line}");
    }
}
