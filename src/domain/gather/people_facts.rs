//! Who is invited, who of them are colleagues, and who can speak for me.

use std::collections::HashSet;

use crate::domain::address::{EmailAddress, Person};
use crate::domain::contact::Importance;
use crate::domain::meeting::{Attendee, AttendeeKind, Meeting, ParticipationStatus};
use crate::domain::situation::Situation;

/// The people of a meeting, seen from me.
pub(super) struct People {
    /// My own entry among the attendees.
    pub me: Option<Attendee>,
    pub organizer_is_colleague: bool,
    /// Colleagues among the attendees.
    pub colleagues: Vec<Person>,
    /// The others, without me, the organizer and groups of colleagues.
    pub outsiders: Vec<EmailAddress>,
    /// All that are invited.
    pub count: u32,
    organizer: Option<EmailAddress>,
    /// Colleagues who have not declined.
    coming: Vec<EmailAddress>,
}

impl People {
    pub fn of(meeting: &Meeting, organizer: Option<&Person>, me: &EmailAddress, situation: &Situation) -> Self {
        let organizer = organizer.map(|organizer| organizer.address.clone());
        let mine = |address: &EmailAddress| address == me || situation.me.owns(address);
        let colleague = |address: &EmailAddress| situation.contacts.is_colleague(address) && !mine(address);
        let mut people = Self {
            me: meeting.attendee(me).or_else(|| meeting.attendees.iter().find(|a| mine(&a.person.address))).cloned(),
            organizer_is_colleague: organizer.as_ref().is_some_and(colleague),
            colleagues: Vec::new(),
            outsiders: Vec::new(),
            count: 0,
            organizer,
            coming: Vec::new(),
        };
        let mut seen = HashSet::new();
        let invited = meeting.attendees.iter().filter(|attendee| is_human(attendee));
        for attendee in invited.filter(|attendee| seen.insert(&attendee.person.address)) {
            let address = &attendee.person.address;
            people.count = people.count.saturating_add(1);
            if mine(address) || people.organizer.as_ref() == Some(address) {
                continue;
            }
            if !colleague(address) {
                people.outsiders.push(address.clone());
            } else if attendee.kind != AttendeeKind::Group {
                people.colleagues.push(attendee.person.clone());
                if attendee.participation_status != ParticipationStatus::Declined {
                    people.coming.push(address.clone());
                }
            }
        }
        people
    }

    /// How much the client behind the invite matters.
    pub fn importance(&self, situation: &Situation) -> Importance {
        let own = self.organizer.as_ref().and_then(|organizer| importance_of(organizer, situation));
        if !self.organizer_is_colleague {
            return own.unwrap_or_default();
        }
        let clients = self.outsiders.iter().filter_map(|outsider| importance_of(outsider, situation));
        own.into_iter().chain(clients).max().unwrap_or_default()
    }

    /// Who can speak for me.
    pub fn speaker(&self, situation: &Situation) -> Option<EmailAddress> {
        let organizer = self.organizer.as_ref();
        let named = organizer.and_then(|organizer| {
            let by_client = situation.policy.about(organizer, |client| client.colleague.clone());
            by_client.or_else(|| situation.contacts.find(organizer)?.colleague.clone())
        });
        named
            .filter(|colleague| !situation.me.owns(colleague) && organizer != Some(colleague))
            .or_else(|| organizer.filter(|_| self.organizer_is_colleague).cloned())
            .or_else(|| self.coming.first().cloned())
    }
}

fn is_human(attendee: &Attendee) -> bool {
    !matches!(attendee.kind, AttendeeKind::Room | AttendeeKind::Resource)
}

/// A client's entry wins over a contact's.
fn importance_of(address: &EmailAddress, situation: &Situation) -> Option<Importance> {
    situation
        .policy
        .about(address, |client| client.importance)
        .or_else(|| situation.contacts.find(address)?.importance)
        .filter(|importance| *importance != Importance::Unknown)
}
