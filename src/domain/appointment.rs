//! What stands in my calendar.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::address::EmailAddress;
use super::time_slot::TimeSlot;

/// One occurrence of something in my calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointment {
    /// When.
    pub slot: TimeSlot,
    /// It takes whole days.
    pub all_day: bool,
    /// UID; none for a busy time of a VFREEBUSY.
    pub uid: Option<String>,
    /// SUMMARY.
    pub summary: Option<String>,
    /// LOCATION.
    pub location: Option<String>,
    /// Whether it takes my time.
    pub availability: Availability,
    /// ORGANIZER.
    pub organizer: Option<EmailAddress>,
    /// ATTENDEEs.
    pub attendees: Vec<EmailAddress>,
    /// Who of them declined.
    pub declined_by: Vec<EmailAddress>,
    /// One of a series.
    pub recurring: bool,
}

impl Appointment {
    /// Whether it has this UID.
    #[must_use]
    pub fn is_of(&self, uid: Option<&str>) -> bool {
        uid.is_some() && self.uid.as_deref() == uid
    }

    /// Whether this person called it or was invited to it.
    #[must_use]
    pub fn involves(&self, person: &EmailAddress) -> bool {
        self.organizer.as_ref() == Some(person) || self.attendees.contains(person)
    }
}

/// Whether an appointment takes my time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Availability {
    /// I am busy.
    Busy,
    /// I may be busy: not a conflict, but better avoided.
    Tentative,
    /// TRANSPARENT, cancelled or declined: the time is free.
    Free,
}

/// My calendar: appointments in the order of their start.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Agenda {
    appointments: Vec<Appointment>,
    /// For each appointment the latest end up to it: rising, so that a search can skip what is long over.
    latest_ends: Vec<DateTime<FixedOffset>>,
}

impl Agenda {
    /// A calendar of these appointments.
    #[must_use]
    pub fn new(mut appointments: Vec<Appointment>) -> Self {
        appointments.sort_by_key(|appointment| (appointment.slot.start(), appointment.slot.end()));
        let latest_ends = appointments
            .iter()
            .scan(None, |latest: &mut Option<DateTime<FixedOffset>>, appointment| {
                let end = appointment.slot.end();
                *latest = Some(latest.map_or(end, |latest| latest.max(end)));
                *latest
            })
            .collect();
        Self { appointments, latest_ends }
    }

    /// All of them, in order.
    #[must_use]
    pub fn appointments(&self) -> &[Appointment] {
        &self.appointments
    }

    /// Those that share an instant with the span, in order.
    pub fn during(&self, span: TimeSlot) -> impl Iterator<Item = &Appointment> {
        let first = self.latest_ends.partition_point(|end| *end <= span.start());
        self.appointments[first..]
            .iter()
            .take_while(move |appointment| appointment.slot.start() < span.end())
            .filter(move |appointment| appointment.slot.overlaps(span))
    }

    /// Those that take my time during the span, without those of one UID: a meeting is no obstacle to itself.
    pub fn busy_during<'a>(&'a self, span: TimeSlot, except: Option<&'a str>) -> impl Iterator<Item = &'a Appointment> {
        self.during(span)
            .filter(move |appointment| appointment.availability == Availability::Busy && !appointment.is_of(except))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn appointment(uid: &str, start: &str, hours: u32, availability: Availability) -> Appointment {
        Appointment {
            slot: TimeSlot::lasting(start.parse().unwrap(), hours * 60),
            all_day: false,
            uid: Some(uid.to_owned()),
            summary: None,
            location: None,
            availability,
            organizer: None,
            attendees: Vec::new(),
            declined_by: Vec::new(),
            recurring: false,
        }
    }

    #[test]
    fn a_span_is_asked_for_without_what_is_over_or_to_come() {
        let agenda = Agenda::new(vec![
            appointment("next", "2026-11-24T09:00:00+01:00", 1, Availability::Busy),
            appointment("trip", "2026-11-20T09:00:00+01:00", 100, Availability::Busy),
            appointment("over", "2026-11-23T08:00:00+01:00", 1, Availability::Busy),
            appointment("free", "2026-11-23T09:00:00+01:00", 1, Availability::Free),
            appointment("here", "2026-11-23T08:30:00Z", 1, Availability::Busy),
        ]);
        let span = TimeSlot::lasting("2026-11-23T09:00:00+01:00".parse().unwrap(), 60);
        let uids = |found: Vec<&Appointment>| -> Vec<String> { found.iter().filter_map(|a| a.uid.clone()).collect() };
        assert_eq!(uids(agenda.during(span).collect()), ["trip", "free", "here"]);
        assert_eq!(uids(agenda.busy_during(span, Some("here")).collect()), ["trip"]);
    }
}
