use super::*;
use crate::domain::appointment::Appointment;
use crate::domain::situation::sample::{appointment, instant, situation, slot, whole_days};

/// Two times of 20 minutes, in place of that meeting.
fn call(meeting: &str) -> SlotRequest<'static> {
    SlotRequest {
        minutes: 20,
        count: 2,
        earliest: instant("2026-11-23T11:00:00+01:00"),
        preferred_start: None,
        meeting: (!meeting.is_empty()).then(|| slot(meeting)),
        other_zone: None,
        taken: &[],
        exclude_uid: None,
    }
}

/// Half an hour at the start of that meeting.
fn shorter(meeting: &str) -> SlotRequest<'static> {
    SlotRequest { minutes: 30, count: 1, preferred_start: Some(slot(meeting).start()), ..call(meeting) }
}

fn shown(slots: &[TimeSlot]) -> String {
    slots.iter().map(|slot| slot.start().format("%a %d. %H:%M").to_string()).collect::<Vec<_>>().join(", ")
}

fn offered(request: &SlotRequest<'_>, appointments: Vec<Appointment>) -> String {
    shown(&free_slots(request, &situation(appointments)))
}

#[test]
fn calls_are_offered_on_two_days_before_the_meeting() {
    // Now is Monday the 23rd, nine o'clock.
    let cases = [
        ("a week ahead", "2026-12-01 14:00-15:30", "Wed 25. 10:00, Thu 26. 14:00"),
        ("in two days", "2026-11-25 11:00-12:00", "Tue 24. 14:00, Wed 25. 11:00"),
        ("tomorrow", "2026-11-24 14:00-15:00", "Mon 23. 14:00, Tue 24. 14:00"),
        ("this afternoon", "2026-11-23 16:00-17:00", "Mon 23. 14:00, Mon 23. 16:00"),
        ("too soon: the days after", "2026-11-23 10:00-11:00", "Wed 25. 10:00, Thu 26. 14:00"),
        ("far off: not before it is ripe", "2027-02-18 10:00-11:00", "Thu 04. 10:00, Fri 05. 14:00"),
        ("no time at all", "", "Wed 25. 10:00, Thu 26. 14:00"),
    ];
    for (name, meeting, expected) in cases {
        assert_eq!(offered(&call(meeting), vec![]), expected, "{name}");
    }
    assert_eq!(
        offered(&SlotRequest { count: 3, ..call("2026-12-01 14:00-15:30") }, vec![]),
        "Tue 24. 10:00, Wed 25. 10:00, Thu 26. 14:00"
    );
}

#[test]
fn what_takes_time_is_kept_clear() {
    let busy = |text: &str| appointment("x", slot(text));
    let of = |availability, text: &str| Appointment { availability, ..busy(text) };
    let cases: [(&str, Vec<Appointment>, &str); 7] = [
        (
            "the buffer",
            vec![
                whole_days("Messe", "2026-11-23", "2026-11-25"),
                busy("2026-11-25 09:00-10:00"),
                busy("2026-11-25 10:55-17:00"),
                whole_days("Messe", "2026-11-26", "2026-12-02"),
            ],
            "Wed 25. 10:15, Wed 02. 14:00",
        ),
        ("a full day", vec![busy("2026-11-25 08:00-18:00")], "Tue 24. 14:00, Thu 26. 10:00"),
        ("days away", vec![whole_days("Urlaub", "2026-11-24", "2026-11-27")], "Mon 23. 14:00, Fri 27. 10:00"),
        ("free", vec![of(Availability::Free, "2026-11-25 09:00-17:00")], "Wed 25. 10:00, Thu 26. 14:00"),
        (
            "tentative is avoided",
            vec![of(Availability::Tentative, "2026-11-25 09:00-17:00")],
            "Tue 24. 14:00, Thu 26. 10:00",
        ),
        ("the night before", vec![busy("2026-11-24 20:00-23:00")], "Wed 25. 10:00, Thu 26. 14:00"),
        (
            "nothing until the meeting: the week after",
            vec![busy("2026-11-23 08:00-23:00"), whole_days("Messe", "2026-11-24", "2026-12-02")],
            "Wed 02. 10:00, Thu 03. 14:00",
        ),
    ];
    for (name, appointments, expected) in cases {
        assert_eq!(offered(&call("2026-12-01 14:00-15:30"), appointments), expected, "{name}");
    }
    let own = vec![busy("2026-11-25 11:00-12:00")];
    let request = SlotRequest { exclude_uid: Some("x"), ..call("2026-11-25 11:00-12:00") };
    assert_eq!(offered(&request, own), "Tue 24. 14:00, Wed 25. 11:00", "the meeting is no obstacle to itself");
    let taken = [slot("2026-11-25 09:00-12:00")];
    let request = SlotRequest { taken: &taken, ..call("2026-12-01 14:00-15:30") };
    assert_eq!(offered(&request, vec![]), "Wed 25. 14:00, Thu 26. 10:00", "offered to somebody else");
}

#[test]
fn a_calendar_without_room_offers_nothing() {
    let always = vec![whole_days("Sabbatical", "2026-11-01", "2028-01-01")];
    assert_eq!(offered(&call("2026-12-01 14:00-15:30"), always), "");
    assert_eq!(offered(&SlotRequest { minutes: 600, ..call("") }, vec![]), "");
    assert_eq!(offered(&SlotRequest { count: 0, ..call("") }, vec![]), "");
}

#[test]
fn a_shorter_meeting_stays_where_the_long_one_was() {
    let busy = |text: &str| vec![appointment("x", slot(text))];
    let cases = [
        ("same start", "2026-12-03 14:00-15:30", vec![], "Thu 03. 14:00"),
        ("an odd start", "2026-12-03 14:10-15:30", vec![], "Thu 03. 14:10"),
        ("far off", "2027-02-18 14:00-15:30", vec![], "Thu 18. 14:00"),
        ("its start is taken", "2026-12-03 14:00-15:30", busy("2026-12-03 13:00-14:30"), "Thu 03. 15:00"),
        ("all of it is taken", "2026-12-03 14:00-15:30", busy("2026-12-03 13:30-15:30"), "Thu 03. 11:00"),
        ("it begins before I do", "2026-12-03 08:15-10:15", vec![], "Thu 03. 09:30"),
        ("it is over lunch", "2026-12-03 12:00-13:30", vec![], "Thu 03. 13:00"),
        ("it is on a Saturday", "2026-12-05 10:00-12:00", vec![], "Fri 04. 16:00"),
        ("too soon to be read", "2026-11-23 10:00-12:00", vec![], "Mon 23. 11:00"),
    ];
    for (name, meeting, appointments, expected) in cases {
        assert_eq!(offered(&shorter(meeting), appointments), expected, "{name}");
    }
}

#[test]
fn free_days_and_eves_are_left_alone() {
    let mut situation = situation(vec![]);
    situation.now = instant("2026-12-21T09:00:00+01:00").with_timezone(&situation.me.zone);
    let request = SlotRequest { earliest: earliest_answer(&situation), ..call("2027-01-05 10:00-11:00") };
    assert_eq!(shown(&free_slots(&request, &situation)), "Tue 22. 14:00, Wed 23. 10:00");
    situation.hours.days_off = vec!["2026-12-23".parse().unwrap(), "2026-12-28".parse().unwrap()];
    assert_eq!(shown(&free_slots(&request, &situation)), "Tue 22. 14:00, Tue 29. 10:00");
}

#[test]
fn the_senders_day_counts_where_it_is_another() {
    let there = |zone: Tz| SlotRequest { other_zone: Some(zone), ..call("2026-12-01 10:00-11:00") };
    let cases = [
        ("New York from nine", chrono_tz::America::New_York, "Wed 25. 16:00, Thu 26. 16:00"),
        ("Kolkata until five", chrono_tz::Asia::Kolkata, "Wed 25. 10:00, Thu 26. 10:00"),
        ("Tokyo until eight in the evening", chrono_tz::Asia::Tokyo, "Wed 25. 10:00, Thu 26. 10:00"),
        ("Vienna is like Berlin", chrono_tz::Europe::Vienna, "Wed 25. 10:00, Thu 26. 14:00"),
        ("Honolulu sleeps, but named that hour", chrono_tz::Pacific::Honolulu, "Tue 01. 10:00"),
    ];
    for (name, zone, expected) in cases {
        assert_eq!(offered(&there(zone), vec![]), expected, "{name}");
    }
}

#[test]
fn a_letter_is_read_in_hours_of_work() {
    let mut situation = situation(vec![]);
    assert_eq!(earliest_answer(&situation), instant("2026-11-23T11:00:00+01:00"));
    situation.now = instant("2026-11-27T18:00:00+01:00").with_timezone(&situation.me.zone);
    assert_eq!(earliest_answer(&situation), instant("2026-11-30T11:00:00+01:00"));
}
