//! What goes in and what comes out: a mail's text, and the meeting it asks for.

use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;

/// A mail, as far as its words are concerned.
#[derive(Debug, Clone, Copy)]
pub struct RequestInput<'a> {
    /// The subject line, reply prefixes included.
    pub subject: &'a str,
    /// The plain text; it may hold quotes and a signature.
    pub body: &'a str,
    /// When the mail was written, in my time zone: "heute" is this day.
    pub date: DateTime<Tz>,
    /// Whether the mail answers another one.
    pub is_reply: bool,
}

/// A meeting that somebody asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MeetingRequest {
    /// Times with a day and an hour, in the order they stand, all later than the mail.
    pub proposals: Vec<Proposal>,
    /// Days, weeks and parts of days that come without an hour.
    pub windows: Vec<Window>,
    /// How long it is to take: stated, or the length of a "von … bis".
    pub duration_minutes: Option<u32>,
    /// The place in the mail's own words, preposition included.
    pub location: Option<String>,
    /// In person, online or by telephone, where the mail says so.
    pub mode: Option<Mode>,
    /// The recurrence as an iCalendar RRULE value.
    pub recurrence: Option<String>,
    /// What it is about: the subject without its prefixes.
    pub topic: Option<String>,
    /// The points to be covered, one a line in the mail.
    pub agenda: Vec<String>,
    /// A telephone number that the mail gives.
    pub phone: Option<String>,
    /// Why this is a request: short English notes with the words that said so.
    pub why: Vec<String>,
}

/// One time offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proposal {
    /// The start, or the first moment of a "zwischen … und …".
    pub start: DateTime<Tz>,
    /// The stated end, where there is one.
    pub end: Option<DateTime<Tz>>,
}

/// Days offered without an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The first day.
    pub from: NaiveDate,
    /// The last day, included.
    pub to: NaiveDate,
    /// The part of the day, where one is named.
    pub part: Option<DayPart>,
}

/// A part of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DayPart {
    /// Early or in the morning.
    Morning,
    /// Around noon.
    Noon,
    /// In the afternoon.
    Afternoon,
    /// In the evening.
    Evening,
}

/// How people are to meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mode {
    /// At a place.
    InPerson,
    /// By video.
    Online,
    /// By telephone.
    Phone,
}
