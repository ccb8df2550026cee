//! From a decision to what the letter says: minutes, times, deadline, colleague, reason.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};

use super::address::{EmailAddress, Person};
use super::case::Case;
use super::category::Category;
use super::gather::first_free_time;
use super::meeting::Meeting;
use super::policy::Policy;
use super::reply::{Colleague, Reason, Reply, ReplyKind};
use super::situation::Situation;
use super::slots::{SlotRequest, earliest_answer, free_slots};
use super::time_slot::TimeSlot;
use super::true_reason::true_reason;
use super::written_deadline::written_deadline;
use crate::german::AddressForm;

/// So many times a call offers.
const CALL_TIMES: usize = 2;

/// What the user chose for one reply, over what statt would choose.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choices {
    /// Length in minutes.
    pub minutes: Option<u32>,
    /// Starts of the times to offer.
    pub starts: Vec<DateTime<FixedOffset>>,
    /// By when the written answer arrives.
    pub deadline: Option<DateTime<FixedOffset>>,
    /// Who speaks for me.
    pub colleague: Option<EmailAddress>,
    /// A reason in German words.
    pub reason: Option<String>,
    /// The points that the answer takes up.
    pub points: Option<Vec<String>>,
    /// Words for gaps, by the gap's name.
    pub fillings: BTreeMap<String, String>,
}

/// Plans a reply of a kind; `taken` are times already proposed to somebody else.
#[must_use]
pub fn plan(kind: &ReplyKind, case: &Case, situation: &Situation, taken: &[TimeSlot], choices: &Choices) -> Reply {
    let meeting = &case.invite.meeting;
    let minutes = choices.minutes.or_else(|| usual_minutes(kind, meeting, &situation.policy));
    let slots = match kind {
        _ if !choices.starts.is_empty() => {
            let length = minutes.or(meeting.duration_minutes).unwrap_or(situation.policy.short_minutes);
            choices.starts.iter().map(|start| TimeSlot::lasting(in_zone(*start, situation), length)).collect()
        }
        ReplyKind::Call => call_slots(case, situation, taken, minutes.unwrap_or(situation.policy.call_minutes)),
        ReplyKind::Shorter => shorter_slot(case, situation, taken, minutes.unwrap_or(situation.policy.short_minutes)),
        // A yes to a mail that names no time offers some.
        ReplyKind::Attend if case.category == Category::PlainRequest && meeting.start.is_none() => {
            let length = meeting.duration_minutes.unwrap_or(situation.policy.short_minutes);
            call_slots(case, situation, taken, length)
        }
        ReplyKind::Attend => first_free_time(&case.invite, situation).into_iter().collect(),
        ReplyKind::Written | ReplyKind::Handoff | ReplyKind::Own(_) => Vec::new(),
    };
    let deadline = match kind {
        ReplyKind::Written => {
            let chosen = choices.deadline.map(|deadline| in_zone(deadline, situation));
            Some(chosen.unwrap_or_else(|| written_deadline(meeting.occurrence, situation)))
        }
        _ => choices.deadline,
    };
    Reply {
        kind: kind.clone(),
        minutes,
        slots,
        deadline,
        colleague: match kind {
            ReplyKind::Handoff => choices
                .colleague
                .as_ref()
                .or(case.facts.speaker.as_ref())
                .map(|address| colleague(address, case, situation)),
            _ => None,
        },
        reason: match &choices.reason {
            // An empty reason takes the reason away.
            Some(words) if words.trim().is_empty() => None,
            Some(words) => Some(Reason::Words(words.clone())),
            None if *kind == ReplyKind::Attend => None,
            None => true_reason(&case.facts, &situation.policy),
        },
        points: choices.points.clone().unwrap_or_else(|| meeting.agenda.clone()),
        fillings: choices.fillings.clone(),
    }
}

fn in_zone(moment: DateTime<FixedOffset>, situation: &Situation) -> DateTime<FixedOffset> {
    moment.with_timezone(&situation.me.zone).fixed_offset()
}

/// A call never takes longer than the meeting it replaces, a shorter meeting is always shorter.
fn usual_minutes(kind: &ReplyKind, meeting: &Meeting, policy: &Policy) -> Option<u32> {
    let whole = meeting.duration_minutes.filter(|minutes| *minutes > 0 && !meeting.is_all_day());
    match kind {
        ReplyKind::Call => Some(whole.map_or(policy.call_minutes, |whole| whole.min(policy.call_minutes))),
        ReplyKind::Shorter => Some(match whole {
            Some(whole) if whole <= policy.short_minutes => half(whole),
            _ => policy.short_minutes,
        }),
        _ => None,
    }
}

/// Half the time, on five minutes.
fn half(minutes: u32) -> u32 {
    (minutes / 2).div_ceil(5).max(1) * 5
}

/// Times for a call: first those that the sender offered and that are free, then free ones of mine.
fn call_slots(case: &Case, situation: &Situation, taken: &[TimeSlot], minutes: u32) -> Vec<TimeSlot> {
    let mut slots = offered_times(case, situation, taken, minutes);
    slots.truncate(CALL_TIMES);
    if slots.len() < CALL_TIMES {
        let mut unavailable = taken.to_vec();
        unavailable.extend(&slots);
        let found =
            free_slots(&request(case, situation, &unavailable, minutes, CALL_TIMES - slots.len(), None), situation);
        slots.extend(found);
    }
    slots.sort_by_key(|slot| slot.start());
    slots
}

/// The times that a request in words offers and at which I am free.
fn offered_times(case: &Case, situation: &Situation, taken: &[TimeSlot], minutes: u32) -> Vec<TimeSlot> {
    let zone = situation.me.zone;
    let at =
        |start: DateTime<FixedOffset>| free_slots(&request(case, situation, taken, minutes, 1, Some(start)), situation);
    case.invite
        .proposals
        .iter()
        .filter(|proposal| !proposal.start.is_day())
        .map(|proposal| proposal.start.instant(zone).fixed_offset())
        .filter_map(|start| at(start).into_iter().find(|slot| slot.start() == start))
        .collect()
}

/// The same start where I am free then, else another time.
fn shorter_slot(case: &Case, situation: &Situation, taken: &[TimeSlot], minutes: u32) -> Vec<TimeSlot> {
    let meeting = &case.invite.meeting;
    let start = meeting.occurrence.map(|slot| in_zone(slot.start(), situation)).filter(|_| !meeting.is_all_day());
    let offered = offered_times(case, situation, taken, minutes);
    if let Some(first) = offered.first() {
        return vec![*first];
    }
    let wanted = SlotRequest {
        // A meeting of whole days becomes a short one on its days, not on others.
        earliest: all_day_start(case, situation)
            .map_or(earliest_answer(situation), |start| start.max(earliest_answer(situation))),
        meeting: meeting.occurrence.filter(|_| !meeting.is_all_day()),
        ..request(case, situation, taken, minutes, 1, start)
    };
    let mut slots = free_slots(&wanted, situation);
    if let Some(days) = meeting.occurrence.filter(|_| meeting.is_all_day()) {
        slots.retain(|slot| slot.start() >= days.start() && slot.end() <= days.end());
    }
    slots
}

fn all_day_start(case: &Case, situation: &Situation) -> Option<DateTime<FixedOffset>> {
    let meeting = &case.invite.meeting;
    meeting.occurrence.filter(|_| meeting.is_all_day()).map(|days| in_zone(days.start(), situation))
}

fn request<'a>(
    case: &'a Case,
    situation: &Situation,
    taken: &'a [TimeSlot],
    minutes: u32,
    count: usize,
    preferred_start: Option<DateTime<FixedOffset>>,
) -> SlotRequest<'a> {
    SlotRequest {
        minutes,
        count,
        earliest: earliest_answer(situation),
        preferred_start,
        meeting: case.invite.meeting.occurrence,
        other_zone: case.invite.meeting.time_zone.as_deref().and_then(|name| name.parse().ok()),
        taken,
        exclude_uid: case.invite.meeting.uid.as_deref(),
    }
}

/// What is known of the colleague who takes over.
fn colleague(address: &EmailAddress, case: &Case, situation: &Situation) -> Colleague {
    let meeting = &case.invite.meeting;
    let invited = meeting.attendee(address).map(|attendee| attendee.person.clone());
    let organizer = meeting.organizer.clone().filter(|organizer| organizer.address == *address);
    let contact = situation.contacts.find(address);
    let named = contact.and_then(|contact| contact.name.clone());
    let already_invited = invited.is_some() || organizer.is_some();
    let known = invited.or(organizer).and_then(|person| person.name);
    Colleague {
        person: Person { name: named.or(known), address: address.clone() },
        // Colleagues say du unless the address book knows better.
        address_form: contact.and_then(|contact| contact.address_form).unwrap_or(AddressForm::Du),
        gender: contact.and_then(|contact| contact.gender),
        title: contact.and_then(|contact| contact.title.clone()),
        phone: contact.and_then(|contact| contact.phone.clone()),
        already_invited,
    }
}
