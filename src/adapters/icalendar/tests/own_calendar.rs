//! My own calendar.

use super::*;
use crate::adapters::icalendar::read_appointments;
use crate::domain::appointment::{Appointment, Availability};

/// Monday to Sunday of the week of [`now`].
fn week(text: &str) -> Vec<Appointment> {
    read_appointments(text, BERLIN, at("2026-11-23T00:00:00+01:00"), at("2026-11-30T00:00:00+01:00")).value
}

fn slots(appointments: &[Appointment]) -> Vec<String> {
    appointments
        .iter()
        .map(|one| format!("{}–{}", one.slot.start().format("%a %H:%M"), one.slot.end().format("%a %H:%M")))
        .collect()
}

#[test]
fn each_occurrence_stands_for_itself() {
    let standup = event(
        "UID:a\nSUMMARY:Standup\nDTSTART;TZID=Europe/Berlin:20260105T091500\nDURATION:PT15M\nRRULE:FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR\nEXDATE;TZID=Europe/Berlin:20261125T091500",
    );
    let moved = event(
        "UID:a\nSUMMARY:Standup spät\nRECURRENCE-ID;TZID=Europe/Berlin:20261126T091500\nDTSTART;TZID=Europe/Berlin:20261126T160000\nDURATION:PT15M",
    );
    let from_elsewhere = event(
        "UID:a\nRECURRENCE-ID;TZID=Europe/Berlin:20261202T091500\nDTSTART;TZID=Europe/Berlin:20261128T100000\nDURATION:PT15M",
    );
    let night = event("UID:b\nDTSTART;TZID=Europe/Berlin:20261122T230000\nDTEND;TZID=Europe/Berlin:20261123T010000");
    let outside = event("UID:c\nDTSTART:20261130T080000Z\nDURATION:PT1H");
    let appointments = week(&calendar("X-A:1", &[standup, moved, from_elsewhere, night, outside].concat()));
    assert_eq!(
        slots(&appointments),
        [
            "Sun 23:00–Mon 01:00",
            "Mon 09:15–Mon 09:30",
            "Tue 09:15–Tue 09:30",
            "Thu 16:00–Thu 16:15",
            "Fri 09:15–Fri 09:30",
            "Sat 10:00–Sat 10:15"
        ]
    );
    assert_eq!(appointments[3].summary.as_deref(), Some("Standup spät"));
    assert!(appointments[1].recurring && !appointments[0].recurring);
}

#[test]
fn days_and_trips() {
    let text = calendar(
        "X-A:1",
        &[
            event("UID:a\nDTSTART;VALUE=DATE:20261124\nDTEND;VALUE=DATE:20261126"),
            event("UID:b\nDTSTART;VALUE=DATE:20200101\nRRULE:FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=29"),
        ]
        .concat(),
    );
    let appointments = week(&text);
    assert_eq!(slots(&appointments), ["Tue 00:00–Thu 00:00", "Sun 00:00–Mon 00:00"]);
    assert!(appointments.iter().all(|one| one.all_day));
}

#[test]
fn not_everything_keeps_me_busy() {
    let cases = [
        ("SUMMARY:x", Availability::Busy),
        ("STATUS:CONFIRMED\nTRANSP:OPAQUE", Availability::Busy),
        ("TRANSP:TRANSPARENT", Availability::Free),
        ("STATUS:CANCELLED", Availability::Free),
        ("STATUS:TENTATIVE", Availability::Tentative),
        ("X-MICROSOFT-CDO-BUSYSTATUS:FREE", Availability::Free),
        ("X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE", Availability::Tentative),
        ("X-MICROSOFT-CDO-BUSYSTATUS:OOF", Availability::Busy),
    ];
    for (lines, expected) in cases {
        let text = calendar("X-A:1", &event(&format!("UID:a\nDTSTART:20261124T080000Z\nDURATION:PT1H\n{lines}")));
        assert_eq!(week(&text)[0].availability, expected, "{lines}");
    }
}

#[test]
fn people_are_known() {
    let lines = "UID:a\nDTSTART:20261124T080000Z\nORGANIZER:mailto:o@x.example\nATTENDEE;PARTSTAT=DECLINED:mailto:Me@x.example\nATTENDEE:mailto:b@x.example\nLOCATION:Köln";
    let one = &week(&calendar("X-A:1", &event(lines)))[0];
    assert_eq!(one.organizer.as_ref().unwrap().to_string(), "o@x.example");
    assert_eq!((one.attendees.len(), one.declined_by.len()), (2, 1));
    assert_eq!(one.location.as_deref(), Some("Köln"));
}

#[test]
fn busy_times_without_an_entry() {
    let text = calendar(
        "METHOD:PUBLISH",
        "BEGIN:VFREEBUSY\nUID:f\nFREEBUSY;FBTYPE=BUSY:20261124T080000Z/20261124T090000Z,20261124T100000Z/PT30M\n\
         FREEBUSY;FBTYPE=FREE:20261124T120000Z/PT1H\nFREEBUSY;FBTYPE=BUSY-TENTATIVE:20261125T080000Z/PT1H\nEND:VFREEBUSY\n",
    );
    let appointments = week(&text);
    assert_eq!(slots(&appointments), ["Tue 09:00–Tue 10:00", "Tue 11:00–Tue 11:30", "Wed 09:00–Wed 10:00"]);
    assert_eq!(appointments[2].availability, Availability::Tentative);
}

#[test]
fn a_series_that_was_changed_for_good() {
    let series = event("UID:a\nDTSTART:20261102T080000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY");
    let change = |lines: &str| event(&format!("UID:a\nRECURRENCE-ID;RANGE=THISANDFUTURE:20261126T080000Z\n{lines}"));
    let later = change("DTSTART:20261126T100000Z\nDURATION:PT2H");
    let rarer = change("DTSTART:20261127T080000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY");
    let ended = change("DTSTART:20261126T080000Z\nSTATUS:CANCELLED");
    let before = ["Mon 09:00–Mon 10:00", "Tue 09:00–Tue 10:00", "Wed 09:00–Wed 10:00"];
    let cases = [
        (later, vec!["Thu 11:00–Thu 13:00", "Fri 11:00–Fri 13:00", "Sat 11:00–Sat 13:00", "Sun 11:00–Sun 13:00"]),
        (rarer, vec!["Fri 09:00–Fri 10:00"]),
        (ended, vec![]),
    ];
    for (change, after) in cases {
        let expected: Vec<&str> = before.into_iter().chain(after).collect();
        assert_eq!(slots(&week(&calendar("X-A:1", &format!("{series}{change}")))), expected, "{change}");
    }
}
