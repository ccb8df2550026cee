//! A meeting that somebody wants: what, when, where, who.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::address::Person;
use super::time_slot::{MeetingTime, TimeSlot};

/// A meeting, from a VEVENT (RFC 5545 §3.6.1) or from a request in words.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Meeting {
    /// UID, byte for byte; none for a request in words.
    pub uid: Option<String>,
    /// SEQUENCE; 0 where it is missing.
    pub sequence: i64,
    /// DTSTAMP.
    pub stamp: Option<DateTime<Utc>>,
    /// RECURRENCE-ID: the one instance of a series that this is about.
    pub recurrence_id: Option<MeetingTime>,
    /// RECURRENCE-ID has RANGE=THISANDFUTURE.
    pub this_and_future: bool,
    /// SUMMARY on one line, without control characters.
    pub summary: Option<String>,
    /// DESCRIPTION, or the request's own words.
    pub description: Option<String>,
    /// ORGANIZER, or the author of a request in words.
    pub organizer: Option<Person>,
    /// SENT-BY of the ORGANIZER.
    pub sent_by: Option<super::address::EmailAddress>,
    /// ATTENDEEs, each address once.
    pub attendees: Vec<Attendee>,
    /// DTSTART.
    pub start: Option<MeetingTime>,
    /// DTEND, or DTSTART plus DURATION; exclusive for days. `None` where the mail does not say it.
    pub end: Option<MeetingTime>,
    /// Length in minutes, where it is known.
    pub duration_minutes: Option<u32>,
    /// The IANA name of the meeting's zone, where there is one; else the TZID as written.
    pub time_zone: Option<String>,
    /// LOCATION on one line.
    pub location: Option<String>,
    /// How people meet.
    pub mode: Mode,
    /// The link of an online meeting.
    pub online_url: Option<String>,
    /// A number to dial in or to call.
    pub phone: Option<String>,
    /// RRULE of a series, as written.
    pub recurrence_rule: Option<String>,
    /// The points to talk about, without boilerplate.
    pub agenda: Vec<String>,
    /// STATUS is CANCELLED.
    pub cancelled: bool,
    /// What a decision is about: the first occurrence that is not over yet, else the last one; `None` without a start.
    pub occurrence: Option<TimeSlot>,
}

impl Meeting {
    /// Whether this is a series and not one of its instances.
    #[must_use]
    pub fn is_recurring(&self) -> bool {
        self.recurrence_id.is_none() && self.recurrence_rule.is_some()
    }

    /// Whether it takes whole days.
    #[must_use]
    pub fn is_all_day(&self) -> bool {
        self.start.is_some_and(MeetingTime::is_day)
    }

    /// The attendee with this address.
    #[must_use]
    pub fn attendee(&self, address: &super::address::EmailAddress) -> Option<&Attendee> {
        self.attendees.iter().find(|attendee| attendee.person.address == *address)
    }
}

/// An invited person, group, room or thing (RFC 5545 §3.8.4.1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendee {
    /// Name and address.
    pub person: Person,
    /// ROLE.
    pub role: Role,
    /// PARTSTAT.
    pub participation_status: ParticipationStatus,
    /// RSVP; `None` where it is not said.
    pub rsvp: Option<bool>,
    /// CUTYPE.
    pub kind: AttendeeKind,
    /// MEMBER: the groups through which the attendee was invited.
    pub member_of: Vec<super::address::EmailAddress>,
    /// SENT-BY: who acts for the attendee.
    pub sent_by: Option<super::address::EmailAddress>,
    /// DELEGATED-FROM.
    pub delegated_from: Vec<super::address::EmailAddress>,
}

/// How somebody takes part (RFC 5545 §3.2.16).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Leads the meeting.
    Chair,
    /// Is needed.
    #[default]
    Required,
    /// May come.
    Optional,
    /// Is only informed.
    NonParticipant,
}

/// What somebody answered (RFC 5545 §3.2.12).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParticipationStatus {
    /// Nothing yet.
    #[default]
    NeedsAction,
    /// Comes.
    Accepted,
    /// Does not come.
    Declined,
    /// May come.
    Tentative,
    /// Sends somebody else.
    Delegated,
}

/// Who or what is invited (RFC 5545 §3.2.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttendeeKind {
    /// One person.
    #[default]
    Individual,
    /// Several people behind one address.
    Group,
    /// A thing.
    Resource,
    /// A room.
    Room,
    /// Not said.
    Unknown,
}

impl AttendeeKind {
    /// Whether this may be a person, and no room, thing or group.
    #[must_use]
    pub fn is_somebody(self) -> bool {
        matches!(self, Self::Individual | Self::Unknown)
    }
}

/// How people meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// At a place.
    InPerson,
    /// By video or another online service.
    Online,
    /// On the telephone.
    Phone,
    /// The mail does not say.
    #[default]
    Unknown,
}
