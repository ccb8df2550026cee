use super::*;
use crate::domain::address::Person;
use crate::domain::correspondence::Answered;
use crate::domain::draft::InviteVersion;
use crate::domain::invite::Proposal;
use crate::domain::situation::sample::{address, slot};

/// `2026-11-26 14:00-15:00`: an invite of Eva Kern's.
fn invite(method: Method, when: &str) -> Invite {
    let occurrence = slot(when);
    let meeting = Meeting {
        uid: Some("u".to_owned()),
        organizer: Some(Person { name: None, address: address("kern@kunde.example") }),
        start: Some(MeetingTime::At(occurrence.start())),
        end: Some(MeetingTime::At(occurrence.end())),
        duration_minutes: Some(occurrence.minutes()),
        occurrence: Some(occurrence),
        ..Meeting::default()
    };
    Invite { method, meeting, proposals: Vec::new(), calendar: None, evidence: Vec::new() }
}

/// I answered the meeting on Thursday at two with this.
fn letters(kind: ReplyKind, slots: &[&str]) -> Correspondence {
    let answer = SentAnswer {
        message_id: None,
        kind,
        slots: slots.iter().map(|text| slot(text)).collect(),
        recipients: vec![address("kern@kunde.example")],
        colleague: None,
        sent: None,
    };
    let invite = invite(Method::Request, "2026-11-26 14:00-15:00");
    let latest = Answered { version: InviteVersion::default(), invite, is_out: true };
    Correspondence { answers: vec![answer], latest: Some(latest), ..Correspondence::default() }
}

#[test]
fn a_new_version_takes_a_proposal_refuses_it_or_goes_on() {
    use Reaction::{Accepted, Changed, OtherTime};
    let call = letters(ReplyKind::Call, &["2026-11-24 10:00-10:20", "2026-11-25 11:00-11:20"]);
    let shorter = letters(ReplyKind::Shorter, &["2026-11-26 14:00-14:30"]);
    let attend = letters(ReplyKind::Attend, &["2026-11-26 14:00-15:00"]);
    let written = letters(ReplyKind::Written, &[]);
    let cases = [
        ("the first time", &call, "2026-11-24 10:00-10:20", Accepted),
        ("the second time", &call, "2026-11-25 11:00-11:20", Accepted),
        ("shorter still", &call, "2026-11-25 11:00-11:15", Accepted),
        ("moved by hand, the old length kept", &call, "2026-11-24 10:00-11:00", Accepted),
        ("another time", &call, "2026-11-27 10:00-10:20", OtherTime),
        ("something else changed", &call, "2026-11-26 14:00-15:00", Changed),
        ("the shorter meeting", &shorter, "2026-11-26 14:00-14:30", Accepted),
        ("not short enough", &shorter, "2026-11-26 14:00-14:45", OtherTime),
        ("longer", &shorter, "2026-11-26 14:00-16:00", OtherTime),
        ("moved and shortened", &shorter, "2026-11-27 14:00-14:30", OtherTime),
        ("accepted before", &attend, "2026-11-26 14:00-15:00", Changed),
        ("moved after I accepted", &attend, "2026-11-27 14:00-15:00", OtherTime),
        ("written before", &written, "2026-11-26 14:00-15:00", Changed),
    ];
    for (why, letters, when, expected) in cases {
        assert_eq!(to_request(&invite(Method::Request, when), letters), Some(expected), "{why}");
    }
    let refused = Correspondence { declined: true, ..call };
    assert_eq!(to_request(&invite(Method::Request, "2026-11-26 14:00-15:00"), &refused), Some(Reaction::Declined));
}

#[test]
fn a_series_is_shortened_whatever_its_next_date_is_by_then() {
    let series = |mut invite: Invite, next: &str| {
        invite.meeting.recurrence_rule = Some("FREQ=WEEKLY".to_owned());
        invite.meeting.occurrence = Some(slot(next));
        invite
    };
    let mut sent = letters(ReplyKind::Shorter, &["2026-11-26 14:00-14:30"]);
    sent.latest.as_mut().unwrap().invite =
        series(invite(Method::Request, "2026-11-19 14:00-15:00"), "2026-11-26 14:00-15:00");
    let taken = series(invite(Method::Request, "2026-11-19 14:00-14:30"), "2026-12-03 14:00-14:30");
    assert_eq!(to_request(&taken, &sent), Some(Reaction::Accepted));
    let moved = series(invite(Method::Request, "2026-11-20 14:00-14:30"), "2026-12-04 14:00-14:30");
    assert_eq!(to_request(&moved, &sent), Some(Reaction::OtherTime));
}

#[test]
fn nothing_is_said_to_letters_that_are_not_out_or_by_strangers() {
    let request = invite(Method::Request, "2026-11-24 10:00-10:20");
    let mut waiting = letters(ReplyKind::Call, &["2026-11-24 10:00-10:20"]);
    waiting.latest.as_mut().unwrap().is_out = false;
    assert_eq!(to_request(&request, &waiting), None);
    let mut strangers = request.clone();
    strangers.meeting.organizer = Some(Person { name: None, address: address("somebody@else.example") });
    assert_eq!(to_request(&strangers, &letters(ReplyKind::Call, &["2026-11-24 10:00-10:20"])), None);
    assert_eq!(to_request(&request, &Correspondence::default()), None);
}

#[test]
fn only_an_open_proposal_can_be_refused() {
    let refusal = |sequence| {
        let mut refusal = invite(Method::DeclineCounter, "2026-11-24 10:00-10:20");
        refusal.meeting.sequence = sequence;
        refusal
    };
    let call = letters(ReplyKind::Call, &["2026-11-24 10:00-10:20"]);
    assert!(is_declined(&refusal(0), &call));
    assert!(!is_declined(&refusal(0), &letters(ReplyKind::Attend, &["2026-11-26 14:00-15:00"])));
    assert!(!is_declined(&invite(Method::Counter, "2026-11-24 10:00-10:20"), &call));
    // A late no to the first of two proposals.
    let mut second = call.clone();
    second.answers.push(call.answers[0].clone());
    second.latest.as_mut().unwrap().version.sequence = 2;
    assert!(!is_declined(&refusal(0), &second) && is_declined(&refusal(2), &second));
}

#[test]
fn words_that_take_a_time_are_told_from_words_that_ask() {
    let two = letters(ReplyKind::Call, &["2026-11-24 10:00-10:20", "2026-11-25 11:00-11:20"]);
    let one = letters(ReplyKind::Call, &["2026-11-24 10:00-10:20"]);
    let first = Some(slot("2026-11-24 10:00-10:20"));
    let cases = [
        (&two, "Ja, gern am Dienstag um 10 Uhr.", (Reaction::Agreed, first)),
        (&two, "Der 24.11. passt.", (Reaction::Agreed, first)),
        (&two, "Einverstanden!", (Reaction::Agreed, None)),
        (&one, "Einverstanden!", (Reaction::Agreed, first)),
        (&two, "Gern am Freitag um 10 Uhr.", (Reaction::Words, None)),
        (&two, "Dienstag passt leider nicht.", (Reaction::Words, None)),
        (&two, "Worum geht es denn?", (Reaction::Words, None)),
    ];
    let zone = chrono_tz::Europe::Berlin;
    for (letters, text, expected) in cases {
        let message = Message { text: text.to_owned(), ..Message::default() };
        assert_eq!(to_words(&message, None, letters, zone), expected, "{text}");
    }
    let asks = |start: &str| Invite {
        proposals: vec![Proposal { start: MeetingTime::At(start.parse().unwrap()), end: None }],
        ..invite(Method::PlainRequest, "2026-11-24 10:00-10:20")
    };
    let yes = Message { text: "Ja, passt.".to_owned(), ..Message::default() };
    assert_eq!(to_words(&yes, Some(&asks("2026-11-24T09:00:00Z")), &two, zone).0, Reaction::Agreed);
    assert_eq!(to_words(&yes, Some(&asks("2026-11-27T09:00:00Z")), &two, zone).0, Reaction::Words);
}
