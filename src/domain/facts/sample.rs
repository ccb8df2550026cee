//! Facts to start tests from.

use super::Facts;
use crate::domain::address::Person;
use crate::domain::contact::Importance;
use crate::domain::meeting::{Mode, ParticipationStatus, Role};
use crate::domain::situation::sample::address;

/// One hour at a client's place, three days ahead; nothing special about it.
pub fn facts() -> Facts {
    Facts {
        me: address("jana@agentur.example"),
        importance: Importance::Normal,
        my_role: Some(Role::Required),
        my_participation: Some(ParticipationStatus::NeedsAction),
        response_unwanted: false,
        organizer: Some(person("Eva Kern", "kern@kunde.example")),
        organizer_is_colleague: false,
        colleagues: Vec::new(),
        people: 2,
        outsiders: 0,
        conflicts: Vec::new(),
        met_before: 0,
        workload_hours: 8.0,
        lead_time_hours: Some(72.0),
        serious: false,
        serious_words: Vec::new(),
        duration_minutes: Some(60),
        all_day: false,
        recurring: false,
        mode: Mode::InPerson,
        topic: "Abstimmung Nordring".to_owned(),
        speaker: None,
    }
}

pub fn person(name: &str, text: &str) -> Person {
    Person { name: Some(name.to_owned()), address: address(text) }
}
