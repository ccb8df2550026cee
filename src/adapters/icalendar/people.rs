//! ORGANIZER and ATTENDEE (RFC 5545 §3.8.4) → people.

use calcard::icalendar::{
    ICalendarParameter, ICalendarParameterName, ICalendarParameterValue, ICalendarParticipationRole,
    ICalendarParticipationStatus, ICalendarProperty, ICalendarUserTypes,
};

use super::component::{Component, Property};
use super::reader::Reader;
use crate::domain::address::{EmailAddress, Person};
use crate::domain::limits::{MAX_ATTENDEES, MAX_LINE, REST};
use crate::domain::meeting::{Attendee, AttendeeKind, ParticipationStatus, Role};
use crate::domain::plain_text::one_line_if_any;

/// ORGANIZER, and who acts for them.
pub(super) fn organizer(event: Component<'_>) -> (Option<Person>, Option<EmailAddress>) {
    let organizer = event.all(ICalendarProperty::Organizer).find_map(|property| Some((person(property)?, property)));
    let sent_by =
        organizer.as_ref().and_then(|(_, property)| addresses(*property, ICalendarParameterName::SentBy).next());
    (organizer.map(|(person, _)| person), sent_by)
}

/// ATTENDEEs, each address once; of the same address twice the first one counts.
pub(super) fn attendees(event: Component<'_>, reader: &mut Reader) -> Vec<Attendee> {
    let mut attendees: Vec<Attendee> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    let mut unusable = 0;
    for property in event.all(ICalendarProperty::Attendee) {
        let Some(person) = person(property) else {
            unusable += 1;
            continue;
        };
        if !seen.insert(person.address.lower()) {
            continue;
        }
        if attendees.len() >= MAX_ATTENDEES {
            reader.warn(format!("the meeting has more than {MAX_ATTENDEES} attendees; {REST}"));
            break;
        }
        attendees.push(attendee(person, property));
    }
    if unusable > 0 {
        reader.warn(format!("{unusable} attendee(s) without a usable address are left out"));
    }
    attendees
}

fn attendee(person: Person, property: Property<'_>) -> Attendee {
    Attendee {
        person,
        role: role(property),
        participation_status: participation_status(property),
        rsvp: property.parameter(ICalendarParameterName::Rsvp).and_then(|rsvp| truth(&rsvp)),
        kind: kind(property),
        member_of: addresses(property, ICalendarParameterName::Member).collect(),
        sent_by: addresses(property, ICalendarParameterName::SentBy).next(),
        delegated_from: addresses(property, ICalendarParameterName::DelegatedFrom).collect(),
    }
}

/// Whom a property means. Where its value is no mailbox (`invalid:nomail`, `urn:uuid:`, an X.500 name, a path on a
/// server), EMAIL or CN may still hold one.
fn person(property: Property<'_>) -> Option<Person> {
    let value = property.text().unwrap_or_default();
    let name = property.parameter(ICalendarParameterName::Cn);
    let mail = property.parameter(ICalendarParameterName::Email);
    let others = [mail.as_deref(), property.other_parameter("X-EMAIL"), name.as_deref()];
    let address = address(&value).or_else(|| others.into_iter().flatten().find_map(address))?;
    let name = name.as_deref().or_else(|| value.split_once('<').map(|(name, _)| name));
    let name = name.map(|name| name.trim().trim_matches(['"', '\'']).trim());
    let name = name.and_then(|name| one_line_if_any(name, MAX_LINE));
    let is_address =
        |name: &String| name.eq_ignore_ascii_case(address.written()) || name.to_ascii_lowercase().starts_with(MAILTO);
    let name = name.filter(|name| !is_address(name));
    Some(Person { name, address })
}

/// A mailbox, however it is wrapped: `MAILTO:`, `mailto:a%40b.example?subject=x`, `Jana Weber <a@b.example>`, with
/// spaces that wrong folding left in it, or behind parameters that were taken for the value.
fn address(value: &str) -> Option<EmailAddress> {
    let inner = value.rsplit_once('<').and_then(|(_, rest)| rest.split('>').next()).unwrap_or(value);
    let (is_uri, inner) = match inner.to_ascii_lowercase().rfind(MAILTO) {
        Some(at) => (true, &inner[at + MAILTO.len()..]),
        None => (false, inner),
    };
    let inner = inner.split('?').next().unwrap_or("").trim().trim_matches('"');
    let inner = if is_uri { inner.split_whitespace().collect() } else { inner.to_owned() };
    EmailAddress::parse(&inner).ok().or_else(|| {
        let decoded = percent_encoding::percent_decode_str(&inner).decode_utf8().ok()?;
        EmailAddress::parse(&decoded).ok()
    })
}

const MAILTO: &str = "mailto:";

fn addresses(property: Property<'_>, name: ICalendarParameterName) -> impl Iterator<Item = EmailAddress> + '_ {
    property.parameters(name).filter_map(address).take(100)
}

fn truth(value: &str) -> Option<bool> {
    match value.trim().to_ascii_uppercase().as_str() {
        "TRUE" | "YES" | "1" => Some(true),
        "FALSE" | "NO" | "0" => Some(false),
        _ => None,
    }
}

fn value<'a>(property: Property<'a>, name: &ICalendarParameterName) -> Option<&'a ICalendarParameterValue> {
    property
        .0
        .params
        .iter()
        .find(|parameter: &&ICalendarParameter| parameter.name == *name)
        .map(|parameter| &parameter.value)
}

fn role(property: Property<'_>) -> Role {
    match value(property, &ICalendarParameterName::Role) {
        Some(ICalendarParameterValue::Role(role)) => match role {
            ICalendarParticipationRole::Chair => Role::Chair,
            ICalendarParticipationRole::OptParticipant => Role::Optional,
            ICalendarParticipationRole::NonParticipant => Role::NonParticipant,
            _ => Role::Required,
        },
        _ => Role::Required,
    }
}

fn participation_status(property: Property<'_>) -> ParticipationStatus {
    match value(property, &ICalendarParameterName::Partstat) {
        Some(ICalendarParameterValue::Partstat(status)) => match status {
            ICalendarParticipationStatus::Accepted => ParticipationStatus::Accepted,
            ICalendarParticipationStatus::Declined => ParticipationStatus::Declined,
            ICalendarParticipationStatus::Tentative => ParticipationStatus::Tentative,
            ICalendarParticipationStatus::Delegated => ParticipationStatus::Delegated,
            _ => ParticipationStatus::NeedsAction,
        },
        _ => ParticipationStatus::NeedsAction,
    }
}

fn kind(property: Property<'_>) -> AttendeeKind {
    match value(property, &ICalendarParameterName::Cutype) {
        Some(ICalendarParameterValue::Cutype(kind)) => match kind {
            ICalendarUserTypes::Individual => AttendeeKind::Individual,
            ICalendarUserTypes::Group => AttendeeKind::Group,
            ICalendarUserTypes::Resource => AttendeeKind::Resource,
            ICalendarUserTypes::Room => AttendeeKind::Room,
            ICalendarUserTypes::Unknown => AttendeeKind::Unknown,
        },
        Some(ICalendarParameterValue::Text(_)) => AttendeeKind::Unknown,
        _ => AttendeeKind::Individual,
    }
}
