use super::*;
use crate::domain::contact::Importance;
use crate::domain::meeting::{Attendee, AttendeeKind, Mode, Role};
use crate::domain::message::Place;
use crate::domain::reply::Colleague;
use crate::german::AddressForm;

const OUTLOOK: &str = "Microsoft Exchange Server 2010";
const THUNDERBIRD: &str = "-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN";
const NEXTCLOUD: &str = "-//IDN nextcloud.com//Calendar app 4.7//EN";

fn person(address: &str) -> Person {
    Person { name: None, address: EmailAddress::parse(address).unwrap() }
}

fn at(time: &str) -> MeetingTime {
    MeetingTime::At(time.parse().unwrap())
}

/// An hour on a Thursday afternoon, in the organizer's offset.
fn invite(product: &str) -> Invite {
    let attendee = |address| Attendee {
        person: person(address),
        role: Role::Required,
        participation_status: ParticipationStatus::NeedsAction,
        rsvp: Some(true),
        kind: AttendeeKind::Individual,
        member_of: Vec::new(),
        sent_by: None,
        delegated_from: Vec::new(),
    };
    let meeting = Meeting {
        uid: Some("1".to_owned()),
        organizer: Some(person("anna@bau.example")),
        attendees: vec![attendee("jana@agentur.example"), attendee("eva@agentur.example")],
        start: Some(at("2026-11-26T15:00:00+02:00")),
        end: Some(at("2026-11-26T16:00:00+02:00")),
        location: Some("Raum 1".to_owned()),
        ..Meeting::default()
    };
    let calendar = SourceCalendar {
        text: String::new(),
        product_id: Some(product.to_owned()),
        counter_forbidden: false,
        x_properties: Vec::new(),
        place: Place::Body,
    };
    Invite { method: Method::Request, meeting, proposals: Vec::new(), calendar: Some(calendar), evidence: Vec::new() }
}

fn series(product: &str) -> Invite {
    let mut invite = invite(product);
    invite.meeting.recurrence_rule = Some("FREQ=WEEKLY".to_owned());
    invite.meeting.occurrence =
        TimeSlot::new("2026-12-03T14:00:00+01:00".parse().unwrap(), "2026-12-03T15:00:00+01:00".parse().unwrap()).ok();
    invite
}

fn facts() -> Facts {
    Facts {
        me: EmailAddress::parse("Jana@Agentur.example").unwrap(),
        importance: Importance::Normal,
        my_role: None,
        my_participation: None,
        response_unwanted: false,
        organizer: None,
        organizer_is_colleague: false,
        colleagues: Vec::new(),
        outsiders: 0,
        people: 2,
        conflicts: Vec::new(),
        met_before: 0,
        workload_hours: 0.0,
        lead_time_hours: None,
        serious: false,
        serious_words: Vec::new(),
        duration_minutes: Some(60),
        all_day: false,
        recurring: false,
        mode: Mode::Unknown,
        topic: String::new(),
        speaker: None,
    }
}

fn style(counter: CounterChoice) -> ReplyStyle {
    ReplyStyle { quote: true, counter, written_is_tentative: false }
}

fn reply(kind: ReplyKind, slots: &[(&str, u32)]) -> Reply {
    Reply {
        kind,
        minutes: None,
        slots: slots.iter().map(|(start, minutes)| TimeSlot::lasting(start.parse().unwrap(), *minutes)).collect(),
        deadline: None,
        colleague: None,
        reason: None,
        points: Vec::new(),
        fillings: std::collections::BTreeMap::new(),
    }
}

fn handoff(address: Option<&str>, already_invited: bool) -> Reply {
    let colleague = address.map(|address| Colleague {
        person: person(address),
        address_form: AddressForm::Du,
        gender: None,
        title: None,
        phone: None,
        already_invited,
    });
    Reply { colleague, ..reply(ReplyKind::Handoff, &[]) }
}

fn auto(reply: &Reply, invite: &Invite) -> Option<CalendarAnswer> {
    answer(reply, invite, &facts(), &style(CounterChoice::Auto), Some("0561 1234"))
}

/// Method and status of an answer.
fn kind(answer: Option<CalendarAnswer>) -> Option<(AnswerMethod, ParticipationStatus)> {
    answer.map(|answer| (answer.method, answer.participation_status))
}

const COUNTER: Option<(AnswerMethod, ParticipationStatus)> =
    Some((AnswerMethod::Counter, ParticipationStatus::Tentative));
const TENTATIVE: Option<(AnswerMethod, ParticipationStatus)> =
    Some((AnswerMethod::Reply, ParticipationStatus::Tentative));
const DECLINED: Option<(AnswerMethod, ParticipationStatus)> =
    Some((AnswerMethod::Reply, ParticipationStatus::Declined));

#[test]
fn each_kind_of_reply_has_its_answer() {
    let call = reply(ReplyKind::Call, &[("2026-11-27T10:00:00+01:00", 20), ("2026-11-30T10:00:00+01:00", 20)]);
    let shorter = reply(ReplyKind::Shorter, &[("2026-11-26T14:00:00+01:00", 30)]);
    let cases = [
        (reply(ReplyKind::Attend, &[]), Some((AnswerMethod::Reply, ParticipationStatus::Accepted))),
        (reply(ReplyKind::Written, &[]), DECLINED),
        (call, COUNTER),
        (shorter, COUNTER),
        (handoff(Some("max@agentur.example"), false), Some((AnswerMethod::Reply, ParticipationStatus::Delegated))),
        (handoff(Some("max@agentur.example"), true), DECLINED),
        (handoff(Some("EVA@agentur.example"), false), DECLINED),
        (handoff(Some("anna@bau.example"), false), DECLINED),
        (handoff(Some("jana@agentur.example"), false), DECLINED),
        (handoff(None, false), DECLINED),
        (reply(ReplyKind::Own("verschieben".to_owned()), &[]), None),
    ];
    for (reply, expected) in cases {
        assert_eq!(kind(auto(&reply, &invite(OUTLOOK))), expected, "{reply:?}");
    }
}

#[test]
fn some_invites_get_the_letter_only() {
    let attend = reply(ReplyKind::Attend, &[]);
    let in_words = Invite { calendar: None, method: Method::PlainRequest, ..invite(OUTLOOK) };
    let published = Invite { method: Method::Publish, ..invite(OUTLOOK) };
    let mut nameless = invite(OUTLOOK);
    nameless.meeting.uid = None;
    let mut loose = invite(OUTLOOK);
    loose.meeting.organizer = None;
    assert!(auto(&attend, &loose).is_some(), "an organizer may be missing, as in what Outlook writes");
    loose.meeting.attendees.clear();
    for invite in [in_words, published, nameless, loose] {
        assert_eq!(auto(&attend, &invite), None);
    }
    let facts = Facts { response_unwanted: true, ..facts() };
    assert_eq!(answer(&attend, &invite(OUTLOOK), &facts, &style(CounterChoice::Auto), None), None);
}

#[test]
fn a_call_proposes_its_first_time_by_telephone() {
    let call = reply(ReplyKind::Call, &[("2026-11-27T10:00:00+01:00", 20), ("2026-11-30T10:00:00+01:00", 20)]);
    let answered = auto(&call, &invite(OUTLOOK)).unwrap();
    assert_eq!(answered.start, Some(at("2026-11-27T10:00:00+01:00")));
    assert_eq!(answered.end, Some(at("2026-11-27T10:20:00+01:00")));
    assert_eq!(answered.location.as_deref(), Some("Telefon 0561 1234"));
    assert_eq!(answered.me.written(), "Jana@Agentur.example");
    let unknown = answer(&call, &invite(OUTLOOK), &facts(), &style(CounterChoice::Auto), None).unwrap();
    assert_eq!(unknown.location.as_deref(), Some("Telefon"));
}

#[test]
fn a_shorter_meeting_keeps_start_and_place() {
    let shorter = Reply { minutes: Some(25), ..reply(ReplyKind::Shorter, &[("2026-11-26T14:00:00+01:00", 30)]) };
    let answered = auto(&shorter, &invite(OUTLOOK)).unwrap();
    // The same instant, told as the organizer told it.
    let Some(MeetingTime::At(start)) = answered.start else { panic!("{answered:?}") };
    assert_eq!(start.to_rfc3339(), "2026-11-26T15:00:00+02:00");
    assert_eq!(answered.end, Some(at("2026-11-26T15:25:00+02:00")));
    assert_eq!(answered.location, None);
}

#[test]
fn an_answer_of_another_kind_keeps_the_times_of_the_invite() {
    let answered = auto(&reply(ReplyKind::Written, &[("2026-11-27T10:00:00+01:00", 20)]), &invite(OUTLOOK)).unwrap();
    let meeting = invite(OUTLOOK).meeting;
    assert_eq!((answered.start, answered.end), (meeting.start, meeting.end));
}

#[test]
fn a_counter_needs_a_program_that_acts_on_it_and_a_change() {
    use CounterChoice::{Auto, Counter, None as Nothing, Tentative};
    let slot = [("2026-11-26T14:00:00+01:00", 30)];
    let shorter = reply(ReplyKind::Shorter, &slot);
    let mut forbidden = invite(OUTLOOK);
    forbidden.calendar.as_mut().unwrap().counter_forbidden = true;
    let same_length = reply(ReplyKind::Shorter, &[("2026-11-26T14:00:00+01:00", 60)]);
    let cases = [
        (&shorter, invite(OUTLOOK), Auto, COUNTER),
        (&shorter, invite(NEXTCLOUD), Auto, TENTATIVE),
        (&shorter, invite("-//Unbekannt//DE"), Auto, TENTATIVE),
        (&shorter, invite(NEXTCLOUD), Counter, COUNTER),
        (&shorter, invite(OUTLOOK), Tentative, TENTATIVE),
        (&shorter, invite(OUTLOOK), Nothing, None),
        (&shorter, forbidden.clone(), Auto, TENTATIVE),
        (&shorter, forbidden, Counter, TENTATIVE),
        (&reply(ReplyKind::Shorter, &[]), invite(OUTLOOK), Counter, TENTATIVE),
        (&same_length, invite(OUTLOOK), Counter, TENTATIVE),
    ];
    for (reply, invite, choice, expected) in cases {
        let answered = answer(reply, &invite, &facts(), &style(choice), None);
        assert_eq!(kind(answered), expected, "{choice:?} {:?}", invite.calendar);
    }
}

#[test]
fn a_series_may_become_shorter_but_never_moves() {
    // The slots are about the next occurrence; the COUNTER names the series by its first.
    let shorter = reply(ReplyKind::Shorter, &[("2026-12-03T14:00:00+01:00", 30)]);
    let later = reply(ReplyKind::Shorter, &[("2026-12-03T15:00:00+01:00", 30)]);
    let call = reply(ReplyKind::Call, &[("2026-12-04T10:00:00+01:00", 20)]);
    let answered = auto(&shorter, &series(THUNDERBIRD)).unwrap();
    assert_eq!(answered.method, AnswerMethod::Counter);
    assert_eq!((answered.start, answered.end), (invite("").meeting.start, Some(at("2026-11-26T15:30:00+02:00"))));
    assert_eq!(kind(auto(&shorter, &series(OUTLOOK))), TENTATIVE, "Outlook takes no proposals for a series");
    for moved in [later, call] {
        let forced = answer(&moved, &series(THUNDERBIRD), &facts(), &style(CounterChoice::Counter), None);
        assert_eq!(kind(forced), TENTATIVE);
        let mut instance = series(THUNDERBIRD);
        instance.meeting.recurrence_id = Some(at("2026-12-03T14:00:00+01:00"));
        instance.meeting.recurrence_rule = None;
        assert_eq!(kind(auto(&moved, &instance)), COUNTER, "one instance may move");
    }
}

#[test]
fn whole_days_become_an_hour_and_written_may_be_tentative() {
    let mut days = invite(OUTLOOK);
    days.meeting.start = Some(MeetingTime::Day("2026-11-26".parse().unwrap()));
    days.meeting.end = Some(MeetingTime::Day("2026-11-27".parse().unwrap()));
    let answered = auto(&reply(ReplyKind::Shorter, &[("2026-11-26T09:00:00+01:00", 60)]), &days).unwrap();
    assert_eq!((answered.method, answered.start), (AnswerMethod::Counter, Some(at("2026-11-26T09:00:00+01:00"))));
    let style = ReplyStyle { written_is_tentative: true, ..style(CounterChoice::Auto) };
    assert_eq!(kind(answer(&reply(ReplyKind::Written, &[]), &days, &facts(), &style, None)), TENTATIVE);
}

#[test]
fn only_a_delegation_is_forwarded() {
    let delegated = auto(&handoff(Some("max@agentur.example"), false), &invite(OUTLOOK)).unwrap();
    let forwarded = delegated.forwarded().unwrap();
    assert_eq!(forwarded.method, AnswerMethod::Request);
    assert_eq!(forwarded.delegate, Some(person("max@agentur.example")));
    let declined = auto(&handoff(Some("max@agentur.example"), true), &invite(OUTLOOK)).unwrap();
    assert_eq!(declined.forwarded(), None);
}
