//! The calendar part of a reply, as a meaning: which one a reply carries; an adapter writes it as iTIP (RFC 5546).

use chrono::Duration;
use serde::{Deserialize, Serialize};

use super::address::{EmailAddress, Person};
use super::facts::Facts;
use super::invite::{Invite, Method, SourceCalendar};
use super::meeting::{Meeting, Mode, ParticipationStatus};
use super::policy::CounterChoice;
use super::receiver::Receiver;
use super::reply::{Reply, ReplyKind};
use super::situation::ReplyStyle;
use super::time_slot::{MeetingTime, TimeSlot};

/// What a reply tells the organizer's calendar program, or the delegate's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarAnswer {
    /// REPLY or COUNTER; REQUEST for the delegate.
    pub method: AnswerMethod,
    /// My PARTSTAT; TENTATIVE in a COUNTER.
    pub participation_status: ParticipationStatus,
    /// My address that was invited.
    pub me: EmailAddress,
    /// UID of the meeting: one calendar may hold several.
    pub uid: String,
    /// The start: the invite's own in a REPLY, the proposed one in a COUNTER.
    pub start: Option<MeetingTime>,
    /// The end, likewise.
    pub end: Option<MeetingTime>,
    /// LOCATION of a COUNTER where it differs from the invite's.
    pub location: Option<String>,
    /// DELEGATED-TO.
    pub delegate: Option<Person>,
}

/// The method of a calendar answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum AnswerMethod {
    /// RFC 5546 §3.2.3.
    Reply,
    /// RFC 5546 §3.2.7.
    Counter,
    /// RFC 5546 §3.2.2: the invite forwarded to a delegate.
    Request,
}

impl CalendarAnswer {
    /// The REQUEST that the delegate gets with the briefing (RFC 5546 §3.2.2.3); `None` unless this delegates.
    #[must_use]
    pub fn forwarded(&self) -> Option<Self> {
        let delegates = self.participation_status == ParticipationStatus::Delegated && self.delegate.is_some();
        delegates.then(|| Self { method: AnswerMethod::Request, ..self.clone() })
    }
}

/// The calendar answer that a reply carries; `None` where the letter alone is right: a request in words, an invite that
/// wants no response, cannot be named (no UID) or schedules nothing (neither an organizer nor me in it), a kind of the
/// user's own, whose meaning only they know.
#[must_use]
pub fn answer(
    reply: &Reply,
    invite: &Invite,
    facts: &Facts,
    style: &ReplyStyle,
    my_phone: Option<&str>,
) -> Option<CalendarAnswer> {
    let calendar = invite.calendar.as_ref()?;
    let meeting = &invite.meeting;
    let uid = meeting.uid.as_ref()?;
    let schedules = meeting.organizer.is_some() || is_listed(meeting, &facts.me);
    if invite.method != Method::Request || facts.response_unwanted || !schedules {
        return None;
    }
    let status = |participation_status| CalendarAnswer {
        method: AnswerMethod::Reply,
        participation_status,
        me: facts.me.clone(),
        uid: uid.clone(),
        start: meeting.start,
        end: meeting.end,
        location: None,
        delegate: None,
    };
    Some(match &reply.kind {
        ReplyKind::Attend => status(ParticipationStatus::Accepted),
        ReplyKind::Written if style.written_is_tentative => status(ParticipationStatus::Tentative),
        ReplyKind::Written => status(ParticipationStatus::Declined),
        ReplyKind::Handoff => match delegate(reply, meeting, facts) {
            Some(delegate) => {
                CalendarAnswer { delegate: Some(delegate.clone()), ..status(ParticipationStatus::Delegated) }
            }
            // Whoever speaks for me, I do not come.
            None => status(ParticipationStatus::Declined),
        },
        ReplyKind::Call | ReplyKind::Shorter if style.counter == CounterChoice::None => return None,
        ReplyKind::Call | ReplyKind::Shorter => {
            let tentative = status(ParticipationStatus::Tentative);
            match proposal(reply, meeting, my_phone).filter(|_| may_counter(style.counter, calendar, meeting)) {
                Some(Proposal { start, end, location }) => CalendarAnswer {
                    method: AnswerMethod::Counter,
                    start: Some(start),
                    end: Some(end),
                    location,
                    ..tentative
                },
                None => tentative,
            }
        }
        ReplyKind::Own(_) => return None,
    })
}

/// Whether the invite names me, or somebody for whom I act.
fn is_listed(meeting: &Meeting, me: &EmailAddress) -> bool {
    meeting.attendees.iter().any(|attendee| attendee.person.address == *me || attendee.sent_by.as_ref() == Some(me))
}

/// Whom the invite can be delegated to: a colleague who is neither in it already nor its organizer.
fn delegate<'a>(reply: &'a Reply, meeting: &Meeting, facts: &Facts) -> Option<&'a Person> {
    let colleague = reply.colleague.as_ref().filter(|colleague| !colleague.already_invited)?;
    let address = &colleague.person.address;
    let organizers = facts.organizer.iter().chain(&meeting.organizer);
    let known = *address == facts.me
        || organizers.into_iter().any(|organizer| organizer.address == *address)
        || meeting.attendee(address).is_some();
    (!known).then_some(&colleague.person)
}

/// Whether a proposal may be a COUNTER, which a program that does not act on it would drop without a word.
fn may_counter(choice: CounterChoice, calendar: &SourceCalendar, meeting: &Meeting) -> bool {
    let receiver = Receiver::of(calendar);
    !calendar.counter_forbidden
        && match choice {
            CounterChoice::Auto if is_series(meeting) => receiver.acts_on_series_counter(),
            CounterChoice::Auto => receiver.acts_on_counter(),
            CounterChoice::Counter => true,
            CounterChoice::Tentative | CounterChoice::None => false,
        }
}

fn is_series(meeting: &Meeting) -> bool {
    meeting.is_recurring() || meeting.this_and_future
}

/// What a COUNTER asks for.
struct Proposal {
    start: MeetingTime,
    end: MeetingTime,
    location: Option<String>,
}

/// The change that a reply proposes; `None` where there is none, or where it would move a whole series.
fn proposal(reply: &Reply, meeting: &Meeting, my_phone: Option<&str>) -> Option<Proposal> {
    let slot = *reply.slots.first()?;
    let kept = start_kept(meeting, slot);
    if kept.is_none() && is_series(meeting) {
        return None;
    }
    let minutes = reply.minutes.map_or(slot.minutes(), |minutes| minutes.min(slot.minutes())).max(1);
    let from = kept.unwrap_or(slot.start());
    let end = from.checked_add_signed(Duration::minutes(i64::from(minutes)))?;
    // A telephone call keeps its number.
    let moves = reply.kind == ReplyKind::Call && meeting.mode != Mode::Phone;
    let location = moves.then(|| by_telephone(my_phone));
    let same_time = kept.is_some() && matches!(meeting.end, Some(MeetingTime::At(old)) if old <= end);
    let same_place = location.is_none() || location == meeting.location;
    (!same_time || !same_place).then_some(Proposal {
        start: MeetingTime::At(from),
        end: MeetingTime::At(end),
        location,
    })
}

/// The meeting's own start where the slot keeps it: of a series that of its first occurrence, which the COUNTER names.
fn start_kept(meeting: &Meeting, slot: TimeSlot) -> Option<chrono::DateTime<chrono::FixedOffset>> {
    let Some(MeetingTime::At(start)) = meeting.start else { return None };
    let of_series = is_series(meeting) && meeting.occurrence.is_some_and(|next| next.start() == slot.start());
    (start == slot.start() || of_series).then_some(start)
}

/// The LOCATION of a call, in the language of the letter.
fn by_telephone(my_phone: Option<&str>) -> String {
    let number: String = my_phone.unwrap_or("").chars().filter(|c| !c.is_control()).collect();
    format!("Telefon {}", number.trim()).trim_end().to_owned()
}

#[cfg(test)]
mod tests;
