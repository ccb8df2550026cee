//! One mail as `inspect --json` shows it.

use serde::Serialize;

use crate::assistant::weighing::Weighed;
use crate::domain::address::Person;
use crate::domain::category::{Category, Refusal};
use crate::domain::contact::Importance;
use crate::domain::decision::Decision;
use crate::domain::facts::Facts;
use crate::domain::invite::Invite;
use crate::domain::meeting::{Attendee, AttendeeKind, Meeting, Mode, ParticipationStatus, Role};
use crate::domain::time_slot::MeetingTime;
use crate::german::AddressForm;

/// The line of one mail.
#[derive(Debug, Serialize)]
pub struct Inspected<'a> {
    source: &'a str,
    message_id: Option<&'a str>,
    from: Option<Somebody<'a>>,
    subject: &'a str,
    date: Option<String>,
    category: Category,
    answerable: bool,
    refusal: Option<Refusal>,
    meeting: Option<MeetingView<'a>>,
    proposals: Vec<ProposalView>,
    facts: Option<FactsView<'a>>,
    language: Option<&'a str>,
    address_form: AddressForm,
    salutation: String,
    decision: Option<&'a Decision>,
}

#[derive(Debug, Serialize)]
struct Somebody<'a> {
    name: Option<&'a str>,
    address: String,
}

#[derive(Debug, Serialize)]
struct MeetingView<'a> {
    uid: Option<&'a str>,
    sequence: i64,
    recurrence_id: Option<MeetingTime>,
    summary: Option<&'a str>,
    organizer: Option<Somebody<'a>>,
    attendees: Vec<AttendeeView<'a>>,
    start: Option<MeetingTime>,
    end: Option<MeetingTime>,
    all_day: bool,
    duration_minutes: Option<u32>,
    time_zone: Option<&'a str>,
    location: Option<&'a str>,
    mode: Mode,
    recurrence_rule: Option<&'a str>,
    online_url: Option<&'a str>,
    phone: Option<&'a str>,
    agenda: &'a [String],
}

#[derive(Debug, Serialize)]
struct AttendeeView<'a> {
    name: Option<&'a str>,
    address: String,
    role: Role,
    participation_status: ParticipationStatus,
    rsvp: Option<bool>,
    kind: AttendeeKind,
}

#[derive(Debug, Serialize)]
struct ProposalView {
    start: MeetingTime,
    end: Option<MeetingTime>,
}

#[derive(Debug, Serialize)]
struct FactsView<'a> {
    me: String,
    importance: Importance,
    my_role: Option<Role>,
    organizer_is_colleague: bool,
    colleagues: Vec<String>,
    conflicts: Vec<&'a str>,
    met_before: u32,
    workload_hours: f64,
    lead_time_hours: Option<f64>,
    serious: bool,
}

impl<'a> Inspected<'a> {
    /// The line of a weighed mail.
    #[must_use]
    pub fn new(mail: &'a Weighed) -> Self {
        let message = &mail.message;
        Self {
            source: &message.source,
            message_id: message.message_id.as_deref(),
            from: message.from.as_ref().map(somebody),
            subject: &message.subject,
            date: message.date.map(|date| date.to_rfc3339()),
            category: mail.category,
            answerable: mail.is_answerable(),
            refusal: mail.refusal,
            meeting: mail.invite.as_ref().map(|invite| meeting(&invite.meeting)),
            proposals: mail.invite.as_ref().map_or_else(Vec::new, proposals),
            facts: mail.facts.as_ref().map(facts),
            language: mail.language.as_deref(),
            address_form: mail.correspondent.address_form.value,
            salutation: mail.salutation.clone(),
            decision: mail.decision.as_ref(),
        }
    }
}

fn somebody(person: &Person) -> Somebody<'_> {
    Somebody { name: person.name.as_deref(), address: person.address.lower() }
}

fn meeting(meeting: &Meeting) -> MeetingView<'_> {
    MeetingView {
        uid: meeting.uid.as_deref(),
        sequence: meeting.sequence,
        recurrence_id: meeting.recurrence_id,
        summary: meeting.summary.as_deref(),
        organizer: meeting.organizer.as_ref().map(somebody),
        attendees: meeting.attendees.iter().map(attendee).collect(),
        start: meeting.start,
        end: meeting.end,
        all_day: meeting.is_all_day(),
        duration_minutes: meeting.duration_minutes,
        time_zone: meeting.time_zone.as_deref(),
        location: meeting.location.as_deref(),
        mode: meeting.mode,
        recurrence_rule: meeting.recurrence_rule.as_deref(),
        online_url: meeting.online_url.as_deref(),
        phone: meeting.phone.as_deref(),
        agenda: &meeting.agenda,
    }
}

fn attendee(attendee: &Attendee) -> AttendeeView<'_> {
    AttendeeView {
        name: attendee.person.name.as_deref(),
        address: attendee.person.address.lower(),
        role: attendee.role,
        participation_status: attendee.participation_status,
        rsvp: attendee.rsvp,
        kind: attendee.kind,
    }
}

fn proposals(invite: &Invite) -> Vec<ProposalView> {
    invite.proposals.iter().map(|proposal| ProposalView { start: proposal.start, end: proposal.end }).collect()
}

fn facts(facts: &Facts) -> FactsView<'_> {
    FactsView {
        me: facts.me.lower(),
        importance: facts.importance,
        my_role: facts.my_role,
        organizer_is_colleague: facts.organizer_is_colleague,
        colleagues: facts.colleagues.iter().map(|person| person.address.lower()).collect(),
        conflicts: facts.conflicts.iter().map(|conflict| conflict.summary.as_str()).collect(),
        met_before: facts.met_before,
        workload_hours: tenths(facts.workload_hours),
        lead_time_hours: facts.lead_time_hours.map(tenths),
        serious: facts.serious,
    }
}

/// Hours to one decimal: more would pretend to a precision that calendars do not have.
fn tenths(hours: f64) -> f64 {
    (hours * 10.0).round() / 10.0
}
