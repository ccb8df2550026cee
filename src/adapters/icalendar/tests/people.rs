//! Who invites whom.

use super::*;
use crate::domain::meeting::{AttendeeKind, ParticipationStatus, Role};

#[test]
fn organizers_are_found_wherever_they_are_written() {
    let cases = [
        ("ORGANIZER;CN=Jana Weber:mailto:jana@agentur.example", "Jana Weber <jana@agentur.example>"),
        ("ORGANIZER;CN=\"Weber, Jana\":MAILTO:Jana@Agentur.example", "Weber, Jana <Jana@Agentur.example>"),
        ("ORGANIZER;CN=Weber, Jana:mailto:jana@agentur.example", "Weber, Jana <jana@agentur.example>"),
        ("ORGANIZER:jana@agentur.example", " <jana@agentur.example>"),
        ("ORGANIZER;CN=jana@agentur.example:mailto:jana@agentur.example", " <jana@agentur.example>"),
        ("ORGANIZER;CN=Jana;EMAIL=jana@agentur.example:/principals/jana/", "Jana <jana@agentur.example>"),
        ("ORGANIZER;CN=jana@agentur.example:invalid:nomail", " <jana@agentur.example>"),
        (
            "ORGANIZER;CN=Jana ^'JW^' Weber:mailto:jana%40agentur.example?subject=x",
            "Jana \"JW\" Weber <jana@agentur.example>",
        ),
        (
            "ORGANIZER;SENT-BY=\"mailto:sek@agentur.example\";CN=Jana\n  Weber:mailto:\n jana@agentur.example",
            "Jana Weber <jana@agentur.example>",
        ),
        ("ORGANIZER;CN=\"'Jana Weber'\":mailto:jana@agentur.example", "Jana Weber <jana@agentur.example>"),
        ("ORGANIZER;CN=Jana:mailto:jana\n  @agentur.example", "Jana <jana@agentur.example>"),
        (
            "ORGANIZER:X-CONFLUENCE-USER-KEY=8a;CN=Jana;CUTYPE=INDIVIDUAL:mailto:jana@agentur.example",
            " <jana@agentur.example>",
        ),
        ("ORGANIZER:mailto:", "-"),
    ];
    for (line, expected) in cases {
        let organizer = meeting(line).organizer;
        let found = organizer.map_or_else(
            || "-".to_owned(),
            |person| format!("{} <{}>", person.name.unwrap_or_default(), person.address.written()),
        );
        assert_eq!(found, expected, "{line}");
    }
    let meeting = meeting("ORGANIZER;SENT-BY=\"MAILTO:sek@agentur.example\":mailto:jana@agentur.example");
    assert_eq!(meeting.sent_by.unwrap().to_string(), "sek@agentur.example");
}

#[test]
fn attendees_bring_their_parameters() {
    let meeting = meeting(
        "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=Max;X-NUM-GUESTS=0:mailto:max@kunde.example\n\
         ATTENDEE;ROLE=CHAIR;PARTSTAT=ACCEPTED;RSVP=false:mailto:jana@agentur.example\n\
         ATTENDEE;ROLE=OPT-PARTICIPANT;PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:b@kunde.example\":mailto:a@kunde.example\n\
         ATTENDEE;DELEGATED-FROM=\"mailto:a@kunde.example\";MEMBER=\"mailto:team@kunde.example\",\"mailto:alle@kunde.example\":mailto:b@kunde.example\n\
         ATTENDEE;CUTYPE=ROOM;PARTSTAT=TENTATIVE:mailto:raum@kunde.example\n\
         ATTENDEE;CUTYPE=X-WEB;ROLE=NON-PARTICIPANT;PARTSTAT=X-MAYBE:mailto:web@kunde.example\n\
         ATTENDEE:MAILTO:MAX@kunde.example\n\
         ATTENDEE:urn:uuid:1234",
    );
    let found: Vec<_> = meeting
        .attendees
        .iter()
        .map(|one| (one.person.address.local_part(), one.role, one.participation_status, one.rsvp, one.kind))
        .collect();
    let expected = [
        ("max", Role::Required, ParticipationStatus::NeedsAction, Some(true), AttendeeKind::Individual),
        ("jana", Role::Chair, ParticipationStatus::Accepted, Some(false), AttendeeKind::Individual),
        ("a", Role::Optional, ParticipationStatus::Delegated, None, AttendeeKind::Individual),
        ("b", Role::Required, ParticipationStatus::NeedsAction, None, AttendeeKind::Individual),
        ("raum", Role::Required, ParticipationStatus::Tentative, None, AttendeeKind::Room),
        ("web", Role::NonParticipant, ParticipationStatus::NeedsAction, None, AttendeeKind::Unknown),
    ];
    assert_eq!(found, expected.map(|(name, role, status, rsvp, kind)| (name.to_owned(), role, status, rsvp, kind)));
    assert_eq!(meeting.attendees[3].delegated_from[0].to_string(), "a@kunde.example");
    assert_eq!(meeting.attendees[3].member_of.len(), 2);
}

#[test]
fn addresses_keep_the_case_they_were_written_in() {
    let meeting = meeting("ATTENDEE:MAILTO:Max.Mustermann@Kunde.Example");
    assert_eq!(meeting.attendees[0].person.address.written(), "Max.Mustermann@Kunde.Example");
}
