//! Meetings that mails ask for in words.

use chrono::{DateTime, FixedOffset};
use chrono_tz::Tz;

use crate::adapters::mail;
use crate::domain::invite::{Invite, Method, Proposal};
use crate::domain::meeting::{Meeting, Mode};
use crate::domain::message::Message;
use crate::domain::time_slot::{MeetingTime, TimeSlot};
use crate::german::quotation;
use crate::german::requests::{self, MeetingRequest, RequestInput};

/// What a mail asks for of which the words are all that matters; none where it has to be read in full to tell. What
/// [`ask`] finds in the whole mail is the same.
#[expect(clippy::option_option, reason = "not knowing is another thing than nothing")]
pub(super) fn alone(octets: &[u8], now: DateTime<Tz>) -> Option<Option<MeetingRequest>> {
    let mail = mail::glance(octets)?;
    let date = mail.date?.with_timezone(&now.timezone());
    Some(requests::read_request(&RequestInput {
        subject: &mail.subject,
        body: &mail.text,
        date,
        is_reply: mail.is_reply,
    }))
}

/// What the words of a mail without a calendar ask for.
pub(super) fn ask(message: &Message, now: DateTime<Tz>) -> Option<MeetingRequest> {
    requests::read_request(&RequestInput {
        subject: &message.subject,
        body: &message.text,
        date: message.date.map_or(now, |date| date.with_timezone(&now.timezone())),
        is_reply: !message.in_reply_to.is_empty() || !message.references.is_empty(),
    })
}

/// The meeting that a mail asks for.
pub(super) fn invite(request: MeetingRequest, message: &Message, zone: Tz) -> Invite {
    let at = |moment: DateTime<Tz>| MeetingTime::At(moment.fixed_offset());
    let proposals: Vec<Proposal> = request
        .proposals
        .iter()
        .map(|proposal| Proposal { start: at(proposal.start), end: proposal.end.map(at) })
        .collect();
    let first = request.proposals.first();
    let start = first.map(|proposal| proposal.start.fixed_offset());
    let end = first.and_then(|proposal| proposal.end).map(|end| end.fixed_offset());
    // The length of a window ("zwischen 10 und 12") is not the meeting's.
    let minutes = request.duration_minutes;
    let meeting = Meeting {
        summary: request.topic.clone().or_else(|| filled_subject(&message.subject)),
        description: Some(quotation::without_quotes(&message.text)),
        organizer: message.reply_to.first().or(message.from.as_ref()).cloned(),
        start: start.map(MeetingTime::At),
        end: end.map(MeetingTime::At),
        duration_minutes: minutes,
        time_zone: start.map(|_| zone.name().to_owned()),
        location: request.location.clone(),
        mode: mode(request.mode),
        phone: request.phone.clone(),
        recurrence_rule: request.recurrence.clone(),
        agenda: request.agenda.clone(),
        occurrence: start.map(|start| occurrence(start, end, minutes)),
        ..Meeting::default()
    };
    Invite { method: Method::PlainRequest, meeting, proposals, calendar: None, evidence: request.why }
}

/// How long a meeting asked for in words is taken to last where nobody says it.
const UNSAID_MINUTES: u32 = 60;

fn occurrence(start: DateTime<FixedOffset>, end: Option<DateTime<FixedOffset>>, minutes: Option<u32>) -> TimeSlot {
    end.and_then(|end| TimeSlot::new(start, end).ok())
        .unwrap_or_else(|| TimeSlot::lasting(start, minutes.unwrap_or(UNSAID_MINUTES)))
}

fn mode(mode: Option<requests::Mode>) -> Mode {
    match mode {
        Some(requests::Mode::InPerson) => Mode::InPerson,
        Some(requests::Mode::Online) => Mode::Online,
        Some(requests::Mode::Phone) => Mode::Phone,
        None => Mode::Unknown,
    }
}

fn filled_subject(subject: &str) -> Option<String> {
    let subject = subject.trim();
    (!subject.is_empty()).then(|| subject.to_owned())
}
