use super::*;
use crate::domain::identity::identify;
use crate::domain::invite::{Proposal, SourceCalendar};
use crate::domain::meeting::{Attendee, AttendeeKind, Meeting, Role};
use crate::domain::message::{Automation, Flags};
use crate::domain::time_slot::{MeetingTime, TimeSlot};
use crate::german::{AddressForm, Locale};

fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

fn person(text: &str) -> Person {
    Person { name: None, address: address(text) }
}

fn now() -> DateTime<chrono_tz::Tz> {
    "2026-11-23T09:00:00+01:00"
        .parse::<DateTime<chrono::FixedOffset>>()
        .unwrap()
        .with_timezone(&chrono_tz::Europe::Berlin)
}

/// A genuine invite to me from its organizer, and what a case changes about it.
struct Situation {
    message: Message,
    invite: Invite,
}

fn genuine() -> Situation {
    let me = Attendee {
        person: person("jana@agentur.example"),
        role: Role::Required,
        participation_status: ParticipationStatus::NeedsAction,
        rsvp: Some(true),
        kind: AttendeeKind::Individual,
        member_of: Vec::new(),
        sent_by: None,
        delegated_from: Vec::new(),
    };
    let start = "2026-11-26T14:00:00+01:00".parse().unwrap();
    let meeting = Meeting {
        uid: Some("u".to_owned()),
        organizer: Some(person("anna@kunde.example")),
        attendees: vec![me],
        start: Some(MeetingTime::At(start)),
        occurrence: Some(TimeSlot::lasting(start, 60)),
        ..Meeting::default()
    };
    let calendar = SourceCalendar {
        text: String::new(),
        product_id: None,
        counter_forbidden: false,
        x_properties: Vec::new(),
        place: Place::Body,
    };
    Situation {
        message: Message {
            from: Some(person("anna@kunde.example")),
            to: vec![person("jana@agentur.example")],
            ..Message::default()
        },
        invite: Invite {
            method: Method::Request,
            meeting,
            proposals: Vec::new(),
            calendar: Some(calendar),
            evidence: Vec::new(),
        },
    }
}

fn refusal(situation: &Situation, leniency: Leniency) -> Option<Refusal> {
    let me = Me {
        name: None,
        addresses: vec![address("jana@agentur.example")],
        phone: None,
        zone: chrono_tz::Europe::Berlin,
        locale: Locale::Germany,
        address_form: AddressForm::Sie,
        signature: None,
    };
    let Situation { message, invite } = situation;
    let identity = identify(message, Some(invite), &me.addresses).unwrap();
    refuse(message, invite, &identity, &me, now(), leniency)
}

/// What makes one case differ from a genuine invite.
type Change = fn(&mut Situation);

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn only_what_wants_an_answer_and_may_have_one_gets_one() {
    let in_words: Change = |case| {
        case.invite.method = Method::PlainRequest;
        case.invite.calendar = None;
        case.invite.meeting.uid = None;
    };
    let cases: [(&str, Change, Option<Refusal>); 30] = [
        ("genuine", |_| {}, None),
        ("in words", in_words, None),
        ("cancellation", |case| case.invite.method = Method::Cancel, Some(Refusal::Cancelled)),
        ("STATUS:CANCELLED", |case| case.invite.meeting.cancelled = true, Some(Refusal::Cancelled)),
        ("somebody's reply", |case| case.invite.method = Method::Reply, Some(Refusal::NotARequest)),
        ("for information", |case| case.invite.method = Method::Publish, Some(Refusal::NotARequest)),
        ("my own mail", |case| case.message.from = Some(person("jana@agentur.example")), Some(Refusal::OwnMessage)),
        (
            "my own meeting",
            |case| case.invite.meeting.organizer = Some(person("jana@agentur.example")),
            Some(Refusal::OwnMessage),
        ),
        (
            "a draft of mine",
            |case| case.message.flags = Flags { draft: true, ..Flags::default() },
            Some(Refusal::OwnMessage),
        ),
        ("made by a program", |case| case.message.automation.auto_submitted = Some("auto-generated".into()), None),
        (
            "an automatic reply",
            |case| case.message.automation.auto_submitted = Some("auto-replied".into()),
            Some(Refusal::AutoSubmitted),
        ),
        ("a bounce", |case| case.message.automation.null_return_path = true, Some(Refusal::AutoSubmitted)),
        (
            "an old vacation program",
            |case| case.message.automation.precedence = Some("auto_reply".into()),
            Some(Refusal::AutoSubmitted),
        ),
        ("bulk", |case| case.message.automation.precedence = Some("bulk".into()), Some(Refusal::Bulk)),
        ("a list", |case| case.message.automation.list = true, Some(Refusal::MailingList)),
        (
            "precedence list",
            |case| case.message.automation.precedence = Some("list".into()),
            Some(Refusal::MailingList),
        ),
        ("a booking system", |case| case.message.automation.unsubscribe = true, None),
        (
            "a newsletter in words",
            |case| {
                case.invite.method = Method::PlainRequest;
                case.message.automation = Automation { unsubscribe: true, ..Automation::default() };
            },
            Some(Refusal::Bulk),
        ),
        (
            "nobody reads it",
            |case| {
                case.message.from = Some(person("no-reply@kunde.example"));
                case.invite.meeting.organizer = Some(person("no-reply@kunde.example"));
            },
            Some(Refusal::NoReplyAddress),
        ),
        ("an assistant of the same house", |case| case.message.from = Some(person("sekretariat@kunde.example")), None),
        (
            "SENT-BY",
            |case| {
                case.message.from = Some(person("buero@anderswo.example"));
                case.invite.meeting.sent_by = Some(address("buero@anderswo.example"));
            },
            None,
        ),
        ("Google", |case| case.message.from = Some(person("calendar-notification@google.com")), None),
        (
            "Reply-To",
            |case| {
                case.message.from = Some(person("bot@zoho.example"));
                case.message.reply_to = vec![person("anna@kunde.example")];
            },
            None,
        ),
        (
            "a stranger's name",
            |case| case.message.from = Some(person("anna@kunde-login.example")),
            Some(Refusal::OrganizerMismatch),
        ),
        (
            "forwarded by a stranger",
            |case| {
                case.message.from = Some(person("kollege@agentur.example"));
                case.invite.meeting.attendees.clear();
            },
            Some(Refusal::NotInvited),
        ),
        ("not listed, but addressed by the organizer", |case| case.invite.meeting.attendees.clear(), None),
        (
            "named nowhere",
            |case| {
                case.invite.meeting.attendees.clear();
                case.message.to = vec![person("x@y.example")];
            },
            Some(Refusal::NotInvited),
        ),
        (
            "inside a forwarded mail",
            |case| {
                if let Some(calendar) = &mut case.invite.calendar {
                    calendar.place = Place::Forwarded;
                }
            },
            Some(Refusal::NotInvited),
        ),
        (
            "answered in the calendar",
            |case| {
                case.invite.meeting.attendees[0].participation_status = ParticipationStatus::Accepted;
            },
            Some(Refusal::AlreadyAnswered),
        ),
        ("answered in the mail store", |case| case.message.flags.answered = true, Some(Refusal::AlreadyAnswered)),
    ];
    for (name, change, expected) in cases {
        let mut situation = genuine();
        change(&mut situation);
        assert_eq!(refusal(&situation, Leniency::default()), expected, "{name}");
    }
}

#[test]
fn what_is_over_or_came_by_a_list_is_answered_on_request_only() {
    let mut past = genuine();
    past.invite.meeting.occurrence = Some(TimeSlot::lasting("2026-11-20T14:00:00+01:00".parse().unwrap(), 60));
    assert_eq!(refusal(&past, Leniency::default()), Some(Refusal::Past));
    assert_eq!(refusal(&past, Leniency { past: true, lists: false }), None);

    let mut list = genuine();
    list.message.automation.list = true;
    assert_eq!(refusal(&list, Leniency { past: false, lists: true }), None);

    let mut words = genuine();
    words.invite.method = Method::PlainRequest;
    let at = |text: &str| Proposal { start: MeetingTime::At(text.parse().unwrap()), end: None };
    words.invite.proposals = vec![at("2026-11-20T10:00:00+01:00"), at("2026-11-27T10:00:00+01:00")];
    assert_eq!(refusal(&words, Leniency::default()), None, "one of the times is still to come");
    words.invite.proposals.truncate(1);
    assert_eq!(refusal(&words, Leniency::default()), Some(Refusal::Past));
}

#[test]
fn machines_and_the_software_of_lists_are_no_people() {
    let nobody = "no-reply reply-no do_not_reply postmaster root listserv owner-liste liste-owner liste-request \
                  autoreply newsletter notifications alert bounces+4711 mailer-daemon unsubscribe";
    for local in nobody.split_whitespace() {
        assert!(is_no_reply(&address(&format!("{local}@kunde.example"))), "{local}");
    }
    for local in "info buero anna.root r.alert kontakt abotte reply".split_whitespace() {
        assert!(!is_no_reply(&address(&format!("{local}@kunde.example"))), "{local}");
    }
}

#[test]
fn without_a_configuration_ones_own_mail_is_known_by_the_address_it_went_to() {
    let nobody = Me {
        name: None,
        addresses: Vec::new(),
        phone: None,
        zone: chrono_tz::Europe::Berlin,
        locale: Locale::Germany,
        address_form: AddressForm::Sie,
        signature: None,
    };
    let mut to_myself = genuine();
    to_myself.invite.method = Method::PlainRequest;
    to_myself.invite.meeting = Meeting::default();
    to_myself.message.to = vec![person("anna@kunde.example")];
    let mut my_meeting = genuine();
    my_meeting.message.from = Some(person("kern@kunde.example"));
    my_meeting.invite.meeting.organizer = Some(person("jana@agentur.example"));
    my_meeting.invite.meeting.attendees.clear();
    for Situation { message, invite } in [to_myself, my_meeting] {
        let identity = identify(&message, Some(&invite), &[]).unwrap();
        let found = refuse(&message, &invite, &identity, &nobody, now(), Leniency::default());
        assert_eq!(found, Some(Refusal::OwnMessage));
    }
}
