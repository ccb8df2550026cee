//! What is known of an invite when it is weighed.

#[cfg(test)]
pub(crate) mod sample;

use serde::{Deserialize, Serialize};

use super::address::{EmailAddress, Person};
use super::contact::Importance;
use super::meeting::{Mode, ParticipationStatus, Role};
use super::time_slot::TimeSlot;

/// Everything that a decision looks at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, not states")]
pub struct Facts {
    /// My address that was invited.
    pub me: EmailAddress,
    /// How much the organizer matters; where a colleague invites, the client who matters most among the invited.
    pub importance: Importance,
    /// My ROLE; none where I am not listed and in a request in words.
    pub my_role: Option<Role>,
    /// My PARTSTAT.
    pub my_participation: Option<ParticipationStatus>,
    /// The organizer asks for no response (RSVP=FALSE for me).
    pub response_unwanted: bool,
    /// The organizer.
    pub organizer: Option<Person>,
    /// The organizer is a colleague of mine.
    pub organizer_is_colleague: bool,
    /// Colleagues of mine among the attendees, without me and the organizer.
    pub colleagues: Vec<Person>,
    /// How many people are invited, rooms and things left out.
    pub people: u32,
    /// How many of them are neither colleagues nor me, the organizer left out.
    pub outsiders: u32,
    /// What my calendar holds at that time.
    pub conflicts: Vec<Conflict>,
    /// How often I met the organizer in the last 90 days.
    pub met_before: u32,
    /// Hours of meetings in the meeting's week, without it.
    pub workload_hours: f64,
    /// Hours from now until it starts; negative when it has begun.
    pub lead_time_hours: Option<f64>,
    /// Contract, complaint, notice, law, crisis: it may need a voice.
    pub serious: bool,
    /// The words that made it serious.
    pub serious_words: Vec<String>,
    /// Length in minutes.
    pub duration_minutes: Option<u32>,
    /// It takes whole days.
    pub all_day: bool,
    /// It is a series.
    pub recurring: bool,
    /// How people meet.
    pub mode: Mode,
    /// SUMMARY and agenda, for keywords.
    pub topic: String,
    /// Who can speak for me: the client's colleague, the organizer if a colleague, a colleague among the attendees.
    pub speaker: Option<EmailAddress>,
}

/// Something in my calendar at the time of the meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// Its SUMMARY.
    pub summary: String,
    /// When it is.
    pub slot: TimeSlot,
}
