//! The REQUEST that goes to a delegate (RFC 5546 §3.2.2.3): the invite as it is, with the delegation in it.

use std::collections::HashSet;

use chrono::{DateTime, Utc};

use super::answer::{instance, sequence, stamp};
use super::content_line::ContentLine;
use super::error::AnswerError;
use super::passed_on::{PassedOn, passed_on};
use super::people::{address, bystanders, delegate, my_answer, my_place, organizer};
use super::recurrence::{exceptions, plausible};
use super::source::{Event, Meeting};
use super::times::as_written;
use super::zones::Zones;
use crate::domain::address::{EmailAddress, Person};
use crate::domain::calendar_answer::CalendarAnswer;
use crate::domain::meeting::ParticipationStatus;

/// Changed instances of a series are passed on up to this number.
const MAX_EVENTS: usize = 200;

/// The VEVENTs of the REQUEST.
pub(super) fn forward(
    meeting: &Meeting<'_>,
    answer: &CalendarAnswer,
    zones: &Zones,
    now: DateTime<Utc>,
) -> Result<Vec<Vec<ContentLine>>, AnswerError> {
    let to = answer.delegate.as_ref().ok_or(AnswerError::NoDelegate)?;
    let one = |event: &Event| event_for(event, &answer.me, to, zones, now);
    let main = one(meeting.main)?;
    let others = meeting.events.iter().filter(|event| !std::ptr::eq(**event, meeting.main));
    // An instance that I was not invited to is not mine to delegate.
    let listed = |event: &Event| my_place(event, &answer.me).listed.is_some();
    let listed_in_main = listed(meeting.main);
    let mine = others.filter(|event| !listed_in_main || listed(event));
    Ok(std::iter::once(main).chain(mine.take(MAX_EVENTS).filter_map(|event| one(event).ok())).collect())
}

fn event_for(
    event: &Event,
    me: &EmailAddress,
    to: &Person,
    zones: &Zones,
    now: DateTime<Utc>,
) -> Result<Vec<ContentLine>, AnswerError> {
    let times = as_written(event)?;
    let mut lines = vec![event.uid().ok_or(AnswerError::NoMeeting)?.clone().keeping(|_| false)];
    lines.extend(instance(event)?);
    lines.extend([sequence(event), stamp(event, zones, now)]);
    lines.extend(organizer(event));
    lines.extend(attendees(event, me, to));
    lines.extend(times);
    lines.extend(event.first("RRULE").and_then(plausible));
    lines.extend(exceptions(event));
    let mut seen = HashSet::new();
    let once = |line: &PassedOn| line.repeats || seen.insert(line.property.name.clone());
    lines.extend(event.lines.iter().filter_map(passed_on).filter(once).map(|line| line.property));
    Ok(lines)
}

/// Me as the delegator, the delegate, and everybody else, who is not asked again.
fn attendees(event: &Event, me: &EmailAddress, to: &Person) -> Vec<ContentLine> {
    let mine = my_answer(event, me, ParticipationStatus::Delegated, Some(to));
    let delegate = delegate(to, &mine);
    let others = bystanders(event, &[address(&mine), Some(to.address.clone())]);
    [mine, delegate].into_iter().chain(others).collect()
}
