use super::*;
use crate::domain::address::{AddressPattern, Person};
use crate::domain::appointment::{Agenda, Appointment, Availability};
use crate::domain::contact::{AddressBook, Contact, Importance};
use crate::domain::facts::Facts;
use crate::domain::invite::{Method, Proposal};
use crate::domain::meeting::{Attendee, AttendeeKind, ParticipationStatus, Role};
use crate::domain::policy::Client;
use crate::domain::situation::sample::{address, appointment, instant, situation, slot, whole_days};
use crate::domain::time_slot::MeetingTime;

fn person(text: &str) -> Person {
    Person { name: None, address: address(text) }
}

fn attendee(text: &str) -> Attendee {
    Attendee {
        person: person(text),
        role: Role::Required,
        participation_status: ParticipationStatus::NeedsAction,
        rsvp: Some(true),
        kind: AttendeeKind::Individual,
        member_of: Vec::new(),
        sent_by: None,
        delegated_from: Vec::new(),
    }
}

/// Thursday 26 November 2026, 14:00 to 15:30, with Eva Kern.
fn meeting() -> Meeting {
    Meeting {
        uid: Some("the-meeting".to_owned()),
        summary: Some("Abstimmung Nordring".to_owned()),
        organizer: Some(person("kern@kunde.example")),
        attendees: vec![attendee("Jana@agentur.example"), attendee("kern@kunde.example")],
        start: Some(MeetingTime::At(instant("2026-11-26T14:00:00+01:00"))),
        end: Some(MeetingTime::At(instant("2026-11-26T15:30:00+01:00"))),
        occurrence: Some(slot("2026-11-26 14:00-15:30")),
        ..Meeting::default()
    }
}

fn facts_of(meeting: Meeting, situation: &Situation) -> Facts {
    facts_with(&Message::default(), meeting, situation)
}

fn facts_with(message: &Message, meeting: Meeting, situation: &Situation) -> Facts {
    let invite =
        Invite { method: Method::Request, meeting, proposals: Vec::new(), calendar: None, evidence: Vec::new() };
    gather_facts(message, &invite, &address("jana@agentur.example"), situation)
}

#[test]
fn the_plain_facts_of_a_meeting() {
    let facts = facts_of(meeting(), &situation(Vec::new()));
    assert_eq!(facts.duration_minutes, Some(90));
    assert_eq!(facts.lead_time_hours, Some(77.0));
    assert_eq!((facts.my_role, facts.people, facts.outsiders), (Some(Role::Required), 2, 0));
    assert_eq!((facts.importance, facts.serious, facts.recurring), (Importance::Unknown, false, false));
    assert_eq!(facts.speaker, None);
}

#[test]
fn only_what_takes_my_time_is_a_conflict() {
    let at_two = || appointment("Zahnarzt", slot("2026-11-26 15:00-16:00"));
    let cases: [(&str, Appointment, bool); 8] = [
        ("an overlap", at_two(), true),
        ("another time", appointment("Zahnarzt", slot("2026-11-26 15:30-16:00")), false),
        ("free", Appointment { availability: Availability::Free, ..at_two() }, false),
        ("tentative", Appointment { availability: Availability::Tentative, ..at_two() }, false),
        ("the meeting itself", Appointment { uid: Some("the-meeting".to_owned()), ..at_two() }, false),
        ("no UID", Appointment { uid: None, ..at_two() }, true),
        ("a holiday of mine", whole_days("Urlaub", "2026-11-23", "2026-11-28"), true),
        (
            "a birthday",
            Appointment { availability: Availability::Free, ..whole_days("Oma 80", "2026-11-26", "2026-11-27") },
            false,
        ),
    ];
    for (name, appointment, expected) in cases {
        let facts = facts_of(meeting(), &situation(vec![appointment]));
        assert_eq!(!facts.conflicts.is_empty(), expected, "{name}");
    }
}

#[test]
fn the_load_of_the_week_counts_every_hour_once() {
    let morning = || appointment("a", slot("2026-11-24 09:00-11:00"));
    let cases: [(&str, Vec<Appointment>, f64); 8] = [
        ("nothing", vec![], 0.0),
        ("two at once", vec![morning(), appointment("b", slot("2026-11-24 10:00-12:00"))], 3.0),
        ("twenty minutes", vec![appointment("a", slot("2026-11-24 09:00-09:20"))], 0.33),
        ("another week", vec![appointment("a", slot("2026-11-30 09:00-11:00"))], 0.0),
        ("Sunday is of the week before", vec![appointment("a", slot("2026-11-29 09:00-11:00"))], 2.0),
        ("the meeting itself", vec![appointment("the-meeting", slot("2026-11-26 14:00-15:30"))], 0.0),
        ("a whole day is its hours of work", vec![whole_days("Messe", "2026-11-24", "2026-11-25")], 7.0),
        ("a whole day with a meeting in it", vec![whole_days("Messe", "2026-11-24", "2026-11-25"), morning()], 7.0),
    ];
    for (name, appointments, expected) in cases {
        let hours = facts_of(meeting(), &situation(appointments)).workload_hours;
        assert!((hours - expected).abs() < 0.001, "{name}: {hours}");
    }
}

#[test]
fn earlier_meetings_with_the_organizer_count_once_each() {
    let with = |summary: &str, text: &str| Appointment {
        organizer: Some(address("jana@agentur.example")),
        attendees: vec![address("Kern@kunde.example")],
        ..appointment(summary, slot(text))
    };
    let agenda = vec![
        with("once", "2026-11-02 10:00-11:00"),
        with("the same from another calendar", "2026-11-02 10:00-11:00"),
        Appointment {
            organizer: Some(address("kern@kunde.example")),
            attendees: vec![],
            ..with("hers", "2026-11-03 10:00-11:00")
        },
        Appointment { availability: Availability::Free, ..with("cancelled", "2026-11-04 10:00-11:00") },
        with("to come", "2026-11-24 10:00-11:00"),
        with("long ago", "2026-08-03 10:00-11:00"),
        appointment("with others", slot("2026-11-05 10:00-11:00")),
    ];
    assert_eq!(facts_of(meeting(), &situation(agenda)).met_before, 2);
}

#[test]
fn importance_comes_from_clients_before_contacts() {
    let mut situation = situation(Vec::new());
    let contact = |text: &str, importance| Contact {
        name: None,
        address: address(text),
        organization: None,
        importance,
        address_form: None,
        salutation: None,
        gender: None,
        title: None,
        phone: None,
        colleague: None,
    };
    let colleagues = || vec![AddressPattern::parse("@agentur.example").unwrap()];
    situation.contacts = AddressBook::new([contact("kern@kunde.example", Some(Importance::Low))], colleagues());
    assert_eq!(facts_of(meeting(), &situation).importance, Importance::Low);
    situation.policy.clients = vec![Client {
        matches: AddressPattern::parse("@kunde.example").unwrap(),
        importance: Some(Importance::Key),
        address_form: None,
        colleague: None,
    }];
    assert_eq!(facts_of(meeting(), &situation).importance, Importance::Key);

    let by_colleague = Meeting { organizer: Some(person("max@agentur.example")), ..meeting() };
    let facts = facts_of(by_colleague, &situation);
    assert_eq!((facts.importance, facts.organizer_is_colleague, facts.outsiders), (Importance::Key, true, 1));
}

#[test]
fn colleagues_are_neither_me_nor_rooms_nor_the_organizer() {
    let meeting = Meeting {
        organizer: Some(person("max@agentur.example")),
        attendees: vec![
            attendee("jana@agentur.example"),
            attendee("weber@agentur.example"),
            attendee("max@agentur.example"),
            Attendee { participation_status: ParticipationStatus::Declined, ..attendee("ina@agentur.example") },
            attendee("uwe@agentur.example"),
            Attendee { kind: AttendeeKind::Room, ..attendee("saal@agentur.example") },
            Attendee { kind: AttendeeKind::Group, ..attendee("team@agentur.example") },
            attendee("kern@kunde.example"),
        ],
        ..meeting()
    };
    let facts = facts_of(meeting.clone(), &situation(Vec::new()));
    let colleagues: Vec<_> = facts.colleagues.iter().map(|colleague| colleague.address.lower()).collect();
    assert_eq!(colleagues, ["ina@agentur.example", "uwe@agentur.example"]);
    assert_eq!((facts.people, facts.outsiders), (7, 1));
    assert_eq!(facts.speaker, Some(address("max@agentur.example")));

    let by_client = Meeting { organizer: Some(person("kern@kunde.example")), ..meeting };
    let facts = facts_of(by_client.clone(), &situation(Vec::new()));
    assert_eq!(facts.speaker, Some(address("max@agentur.example")), "the first who comes");

    let mut situation = situation(Vec::new());
    situation.policy.clients = vec![Client {
        matches: AddressPattern::parse("@kunde.example").unwrap(),
        importance: None,
        address_form: None,
        colleague: Some(address("ina@agentur.example")),
    }];
    assert_eq!(facts_of(by_client, &situation).speaker, Some(address("ina@agentur.example")), "who was named");
}

#[test]
fn a_serious_matter_shows_in_subject_summary_agenda_or_text_but_not_beneath_the_signature() {
    let message = |subject: &str, text: &str| Message {
        subject: subject.to_owned(),
        text: text.to_owned(),
        ..Message::default()
    };
    let cases = [
        (message("Kündigung", ""), true),
        (message("", "Es geht um die Reklamation.\n"), true),
        (message("", "Hallo\n\nMit freundlichen Grüßen\nEva Kern\nRechtsanwältin"), false),
        (message("", "Hallo\n> Vertrag\n"), false),
        (message("Abstimmung", "Wie besprochen."), false),
    ];
    for (message, expected) in cases {
        assert_eq!(facts_with(&message, meeting(), &situation(vec![])).serious, expected, "{message:?}");
    }
    let with_agenda = Meeting { agenda: vec!["Vertragsverlängerung".to_owned()], ..meeting() };
    let facts = facts_of(with_agenda, &situation(vec![]));
    assert_eq!(facts.serious_words, ["Vertragsverlängerung"]);
    assert_eq!(facts.topic, "Abstimmung Nordring\nVertragsverlängerung");
}

#[test]
fn what_is_not_known_is_not_made_up() {
    let facts = facts_of(Meeting::default(), &situation(vec![whole_days("Urlaub", "2026-11-01", "2026-12-31")]));
    assert_eq!((facts.duration_minutes, facts.lead_time_hours, facts.my_role), (None, None, None));
    assert!(facts.conflicts.is_empty());
    let from_words = Meeting {
        start: Some(MeetingTime::At(instant("2026-11-26T14:00:00+01:00"))),
        organizer: None,
        ..Meeting::default()
    };
    let message = Message { from: Some(person("kern@kunde.example")), ..Message::default() };
    let facts = facts_with(&message, from_words, &situation(vec![appointment("x", slot("2026-11-26 14:30-15:00"))]));
    assert_eq!(facts.organizer.map(|organizer| organizer.address), Some(address("kern@kunde.example")));
    assert_eq!((facts.duration_minutes, facts.conflicts.len()), (None, 1));
}

#[test]
fn a_request_in_words_clashes_only_where_all_its_times_do() {
    let at = |text: &str| MeetingTime::At(instant(text));
    let times = ["2026-11-26T14:00:00+01:00", "2026-11-27T10:00:00+01:00"];
    let invite = Invite {
        method: Method::PlainRequest,
        meeting: Meeting { uid: None, start: Some(at(times[0])), end: None, occurrence: None, ..meeting() },
        proposals: times.map(|text| Proposal { start: at(text), end: None }).into(),
        calendar: None,
        evidence: Vec::new(),
    };
    let first = || appointment("a", slot("2026-11-26 13:30-14:30"));
    let second = || appointment("b", slot("2026-11-27 10:30-11:00"));
    let of = |appointments| {
        gather_facts(&Message::default(), &invite, &address("jana@agentur.example"), &situation(appointments))
    };
    let conflicts = |appointments| of(appointments).conflicts.iter().map(|c| c.summary.clone()).collect::<String>();
    assert_eq!(conflicts(vec![first()]), "");
    assert_eq!(conflicts(vec![first(), second()]), "a");
    assert_eq!(of(vec![first()]).lead_time_hours, Some(97.0));
    assert_eq!(first_free_time(&invite, &situation(vec![first()])), Some(slot("2026-11-27 10:00-11:00")));
}

#[test]
fn no_time_is_too_far_off() {
    for (start, end) in [
        (chrono::NaiveDate::MIN, chrono::NaiveDate::MIN),
        (chrono::NaiveDate::MAX, chrono::NaiveDate::MAX),
        (chrono::NaiveDate::MIN, chrono::NaiveDate::MAX),
    ] {
        let meeting = Meeting { start: Some(MeetingTime::Day(start)), end: Some(MeetingTime::Day(end)), ..meeting() };
        let _ = facts_of(Meeting { occurrence: None, ..meeting.clone() }, &situation(vec![]));
        let endless = TimeSlot::lasting(instant("9999-12-31T00:00:00Z"), u32::MAX);
        let _ = facts_of(Meeting { occurrence: Some(endless), ..meeting }, &situation(vec![]));
    }
}

#[test]
fn a_ten_year_calendar_costs_little() {
    let start = instant("2020-01-01T09:00:00+01:00");
    let daily = |hour: i64| {
        move |day: i64| {
            let at = start + chrono::Duration::days(day) + chrono::Duration::hours(hour);
            appointment("Serie", TimeSlot::lasting(at, 30))
        }
    };
    let appointments = (0..8).flat_map(|hour| (0..3650).map(daily(hour))).collect();
    let situation = Situation { agenda: Agenda::new(appointments), ..situation(Vec::new()) };
    let started = std::time::Instant::now();
    let facts = facts_of(meeting(), &situation);
    assert_eq!((facts.conflicts.len(), facts.workload_hours.round()), (2, 28.0));
    assert!(started.elapsed().as_millis() < 500, "{:?}", started.elapsed());
}
