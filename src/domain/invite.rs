//! An invite: a mail's wish for a meeting, in calendar form (iTIP, RFC 5546) or in words.

use serde::{Deserialize, Serialize};

use super::meeting::Meeting;
use super::message::Place;
use super::time_slot::MeetingTime;

/// What a mail says about a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invite {
    /// What is to be done with it.
    pub method: Method,
    /// The meeting: the component without RECURRENCE-ID, else the first.
    pub meeting: Meeting,
    /// The times that a request in words offers, in the order in which they stand.
    pub proposals: Vec<Proposal>,
    /// The calendar it came as; none for a request in words.
    pub calendar: Option<SourceCalendar>,
    /// What made a text count as a request in words, in English, for people.
    pub evidence: Vec<String>,
}

/// iTIP's methods (RFC 5546 §1.4), and the request that has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// An invitation or its new version.
    Request,
    /// The meeting is off.
    Cancel,
    /// An attendee's answer.
    Reply,
    /// An attendee proposes another time.
    Counter,
    /// The organizer refuses such a proposal.
    DeclineCounter,
    /// An attendee asks for the current version.
    Refresh,
    /// More instances of a series.
    Add,
    /// For information only; also a calendar without METHOD.
    Publish,
    /// A meeting asked for in words.
    PlainRequest,
}

/// A time that a request in words offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// When it would begin.
    pub start: MeetingTime,
    /// When it would end, where that is said.
    pub end: Option<MeetingTime>,
}

/// The calendar an invite came as: what a reply is made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceCalendar {
    /// The whole iCalendar text, decoded.
    pub text: String,
    /// PRODID: the program that wrote it.
    pub product_id: Option<String>,
    /// X-MICROSOFT-DISALLOW-COUNTER:TRUE.
    pub counter_forbidden: bool,
    /// Names of the X- properties, upper case: they tell which program the organizer uses.
    pub x_properties: Vec<String>,
    /// Where in the mail it was.
    pub place: Place,
}
