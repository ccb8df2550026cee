//! An invite on the scales: facts, category and policy, the questions that rules ask of them, and how they are told.

use crate::domain::category::Category;
use crate::domain::contact::Importance;
use crate::domain::facts::Facts;
use crate::domain::meeting::{Mode, ParticipationStatus, Role};
use crate::domain::policy::Policy;
use crate::domain::words::{bounded, names_any};

/// What status meetings are called, as folded patterns.
const STATUS_NAMES: &[&str] = &[
    "status*",
    "*status",
    "jour fix*",
    "jourfix*",
    "regeltermin*",
    "regelmeeting*",
    "regelabstimmung*",
    "wochenbesprechung*",
    "wochenmeeting*",
    "wochenrunde*",
    "monatsbesprechung*",
    "projektstand*",
    "sachstand*",
    "zwischenstand*",
    "fortschritt*",
    "weekly",
    "monthly",
    "standup",
    "stand up",
    "sync",
    "check in",
    "checkin",
    "update",
    "updates",
];

/// Length of a name or summary in a sentence.
const MAX_NAME: usize = 80;

/// What a decision is made of.
pub(super) struct Weighing<'a> {
    pub facts: &'a Facts,
    pub category: Category,
    pub policy: &'a Policy,
}

impl Weighing<'_> {
    /// A client of normal, little or unknown weight: any reply is fitting.
    pub fn is_modest(&self) -> bool {
        self.facts.importance < Importance::High
    }

    pub fn is_low(&self) -> bool {
        self.facts.importance == Importance::Low
    }

    /// Nothing else is in the calendar.
    pub fn is_free(&self) -> bool {
        self.facts.conflicts.is_empty()
    }

    pub fn lasts_over(&self, minutes: u32) -> bool {
        self.facts.duration_minutes.is_some_and(|lasts| lasts > minutes)
    }

    pub fn lasts_at_most(&self, minutes: u32) -> bool {
        self.facts.duration_minutes.is_some_and(|lasts| lasts <= minutes)
    }

    /// Longer than what a shortened meeting takes.
    pub fn can_be_shortened(&self) -> bool {
        self.lasts_over(self.policy.short_minutes) && !self.facts.all_day
    }

    /// So short that no other reply frees much: a talk without a way that is as short as a shortened one, or one that
    /// takes no longer than a call and names no place.
    pub fn is_small(&self) -> bool {
        let by_wire = if self.is_low() { self.policy.call_minutes } else { self.policy.short_minutes };
        match self.facts.mode {
            Mode::Phone | Mode::Online => self.lasts_at_most(by_wire.max(self.policy.call_minutes)),
            Mode::Unknown => self.lasts_at_most(self.policy.call_minutes),
            Mode::InPerson => false,
        }
    }

    pub fn leads(&self) -> bool {
        self.facts.my_role == Some(Role::Chair)
    }

    /// The organizer does not count on me.
    pub fn is_dispensable(&self) -> bool {
        matches!(self.facts.my_role, Some(Role::Optional | Role::NonParticipant))
    }

    pub fn has_accepted(&self) -> bool {
        self.facts.my_participation == Some(ParticipationStatus::Accepted)
    }

    /// A colleague can speak for me to a client; among ourselves nobody speaks for another.
    pub fn can_be_spoken_for(&self) -> bool {
        let among_ourselves = self.facts.organizer_is_colleague && self.facts.outsiders == 0;
        self.facts.speaker.is_some() && !among_ourselves
    }

    /// A colleague is invited besides.
    pub fn colleague_is_beside_me(&self) -> bool {
        !self.facts.colleagues.is_empty() && self.can_be_spoken_for()
    }

    pub fn week_is_full(&self) -> bool {
        self.facts.workload_hours >= self.policy.max_meeting_hours_per_week
    }

    pub fn is_status_meeting(&self) -> bool {
        names_any(&self.facts.topic, STATUS_NAMES)
    }

    /// Who it is about: the organizer, or the client behind a colleague's invite.
    pub fn client(&self) -> String {
        if self.facts.organizer_is_colleague { "A client among the invited".to_owned() } else { self.organizer() }
    }

    pub fn organizer(&self) -> String {
        self.facts.organizer.as_ref().map_or_else(
            || "The organizer".to_owned(),
            |organizer| match &organizer.name {
                Some(name) => bounded(name, MAX_NAME).to_owned(),
                None => organizer.address.to_string(),
            },
        )
    }

    /// Who can speak for me, by name where it is known.
    pub fn speaker(&self) -> String {
        let Some(speaker) = &self.facts.speaker else { return "a colleague".to_owned() };
        let known = self.facts.colleagues.iter().chain(&self.facts.organizer).find(|person| person.address == *speaker);
        match known.and_then(|person| person.name.as_deref()) {
            Some(name) => bounded(name, MAX_NAME).to_owned(),
            None => speaker.to_string(),
        }
    }

    /// "The meeting takes 90 minutes", or without a figure where none is known.
    pub fn length(&self) -> String {
        match self.facts.duration_minutes {
            Some(minutes) => format!("The meeting takes {minutes} minutes"),
            None => "The meeting says no end".to_owned(),
        }
    }

    pub fn each_time(&self) -> String {
        match self.facts.duration_minutes {
            Some(minutes) => format!("It takes {minutes} minutes each time"),
            None => "It comes again and again".to_owned(),
        }
    }

    pub fn clash(&self) -> String {
        let first = self.facts.conflicts.first().map_or("something", |conflict| conflict.summary.as_str());
        let more = match self.facts.conflicts.len() {
            0 | 1 => String::new(),
            count => format!(" and {} more", count - 1),
        };
        format!("Your calendar holds “{}”{more} at that time", bounded(first, MAX_NAME))
    }

    pub fn gravity(&self) -> String {
        match self.facts.serious_words.first() {
            Some(word) => format!("The matter is serious (“{}”)", bounded(word, MAX_NAME)),
            None => "The matter is serious".to_owned(),
        }
    }

    pub fn load(&self) -> String {
        let Self { facts, policy, .. } = self;
        format!(
            "That week holds {} hours of meetings, and {} are your limit",
            facts.workload_hours, policy.max_meeting_hours_per_week
        )
    }
}
