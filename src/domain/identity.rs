//! Which of my addresses a mail means, and how it came to me.

use super::address::EmailAddress;
use super::invite::Invite;
use super::meeting::AttendeeKind;
use super::message::Message;

/// The address that a mail means me by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// My address.
    pub me: EmailAddress,
    /// How it was found.
    pub route: Route,
    /// It was guessed from the mail, for the configuration names no address.
    pub assumed: bool,
}

/// How an invite reaches me.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// I am listed as an attendee.
    Attendee,
    /// Somebody is listed for whom I act (SENT-BY).
    ActingFor(EmailAddress),
    /// A group or list is invited, and the mail reached me through it.
    Group(EmailAddress),
    /// I am not listed, but the mail is addressed to me.
    Recipient,
    /// I am only an involuntary reader: the mail names me nowhere.
    Nowhere,
}

/// Finds me in a mail. With no configured address the mail has to tell: Delivered-To, X-Original-To, To, and the
/// attendees; `None` where they name nobody.
#[must_use]
pub fn identify(message: &Message, invite: Option<&Invite>, mine: &[EmailAddress]) -> Option<Identity> {
    let assumed = mine.is_empty();
    let guessed: Vec<EmailAddress>;
    let mine = if assumed {
        guessed = guess(message, invite)?;
        &guessed
    } else {
        mine
    };
    let is_mine = |address: &EmailAddress| mine.contains(address);
    let found = |me: &EmailAddress, route| Some(Identity { me: me.clone(), route, assumed });

    let attendees = invite.map_or(&[][..], |invite| &invite.meeting.attendees);
    if let Some(attendee) = attendees.iter().find(|attendee| is_mine(&attendee.person.address)) {
        return found(&attendee.person.address, Route::Attendee);
    }
    let acting =
        attendees.iter().find_map(|attendee| Some((attendee, attendee.sent_by.as_ref().filter(|by| is_mine(by))?)));
    if let Some((attendee, by)) = acting {
        return found(by, Route::ActingFor(attendee.person.address.clone()));
    }
    let recipient = recipients(message).find(|address| is_mine(address));
    let group = attendees.iter().find(|attendee| {
        let address = &attendee.person.address;
        attendee.kind == AttendeeKind::Group
            || recipients(message).any(|recipient| recipient == address) && is_list(message)
    });
    let delivered = message.delivered_to.iter().find(|address| is_mine(address));
    if let Some(group) = group
        && (recipient.is_some() || recipients(message).any(|address| *address == group.person.address))
    {
        let me = recipient.or(delivered).unwrap_or(&mine[0]);
        return found(me, Route::Group(group.person.address.clone()));
    }
    match recipient.or(delivered) {
        Some(me) => found(me, Route::Recipient),
        None => found(&mine[0], Route::Nowhere),
    }
}

fn is_list(message: &Message) -> bool {
    message.automation.list
}

fn recipients(message: &Message) -> impl Iterator<Item = &EmailAddress> {
    message.to.iter().chain(&message.cc).map(|person| &person.address)
}

/// Who the mail's reader is, where nobody has said.
fn guess(message: &Message, invite: Option<&Invite>) -> Option<Vec<EmailAddress>> {
    let organizer = invite.and_then(|invite| invite.meeting.organizer.as_ref()).map(|person| &person.address);
    let people: Vec<&EmailAddress> = invite
        .map_or(&[][..], |invite| &invite.meeting.attendees)
        .iter()
        .filter(|attendee| attendee.kind.is_somebody())
        .map(|attendee| &attendee.person.address)
        .filter(|address| Some(*address) != organizer)
        .collect();
    let addressed: Vec<&EmailAddress> = recipients(message).collect();
    let delivered = &message.delivered_to;
    let both = |list: &[&EmailAddress]| list.iter().copied().find(|address| people.contains(address)).cloned();
    both(&delivered.iter().collect::<Vec<_>>())
        .or_else(|| delivered.iter().find(|address| addressed.contains(address)).cloned())
        .or_else(|| both(&addressed))
        .or_else(|| delivered.first().cloned())
        .or_else(|| addressed.first().copied().cloned())
        .or_else(|| people.first().copied().cloned())
        .map(|me| vec![me])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::address::Person;
    use crate::domain::invite::Method;
    use crate::domain::meeting::{Attendee, Meeting, ParticipationStatus, Role};
    use crate::domain::message::Automation;

    fn address(text: &str) -> EmailAddress {
        EmailAddress::parse(text).unwrap()
    }

    fn people(list: &str) -> Vec<Person> {
        list.split_whitespace().map(|text| Person { name: None, address: address(text) }).collect()
    }

    /// Attendees as `address`, `group:address` or `address/sent-by`.
    fn invite(attendees: &str) -> Invite {
        let attendees = attendees
            .split_whitespace()
            .map(|text| {
                let (kind, text) = match text.strip_prefix("group:") {
                    Some(text) => (AttendeeKind::Group, text),
                    None => (AttendeeKind::Individual, text),
                };
                let (text, sent_by) = text.split_once('/').map_or((text, None), |(text, by)| (text, Some(address(by))));
                Attendee {
                    person: Person { name: None, address: address(text) },
                    role: Role::Required,
                    participation_status: ParticipationStatus::NeedsAction,
                    rsvp: Some(true),
                    kind,
                    member_of: Vec::new(),
                    sent_by,
                    delegated_from: Vec::new(),
                }
            })
            .collect();
        let organizer = people("boss@kunde.example").pop();
        let meeting = Meeting { organizer, attendees, ..Meeting::default() };
        Invite { method: Method::Request, meeting, proposals: Vec::new(), calendar: None, evidence: Vec::new() }
    }

    #[test]
    fn i_am_found_by_every_way_an_invite_can_take() {
        let mine = [address("jana@agentur.example"), address("j.weber@agentur.example")];
        let cases = [
            // attendees, To, Delivered-To, by a list; who I am, how
            ("x@y.example Jana@Agentur.example", "x@y.example", "", false, "jana@agentur.example", Route::Attendee),
            ("j.weber@agentur.example", "", "", false, "j.weber@agentur.example", Route::Attendee),
            (
                "chefin@agentur.example/jana@agentur.example",
                "",
                "",
                false,
                "jana@agentur.example",
                Route::ActingFor(address("chefin@agentur.example")),
            ),
            (
                "group:team@agentur.example",
                "team@agentur.example",
                "jana@agentur.example",
                false,
                "jana@agentur.example",
                Route::Group(address("team@agentur.example")),
            ),
            (
                "liste@verein.example",
                "liste@verein.example",
                "",
                true,
                "jana@agentur.example",
                Route::Group(address("liste@verein.example")),
            ),
            ("x@y.example", "j.weber@agentur.example", "", false, "j.weber@agentur.example", Route::Recipient),
            ("x@y.example", "x@y.example", "jana@agentur.example", false, "jana@agentur.example", Route::Recipient),
            ("x@y.example", "x@y.example", "", false, "jana@agentur.example", Route::Nowhere),
        ];
        for (attendees, to, delivered, list, me, route) in cases {
            let message = Message {
                to: people(to),
                delivered_to: delivered.split_whitespace().map(address).collect(),
                automation: Automation { list, ..Automation::default() },
                ..Message::default()
            };
            let found = identify(&message, Some(&invite(attendees)), &mine).unwrap();
            assert_eq!(
                (found.me, found.route, found.assumed),
                (address(me), route, false),
                "{attendees} {to} {delivered}"
            );
        }
    }

    #[test]
    fn without_a_configuration_the_mail_tells_who_i_am() {
        let cases = [
            ("a@x.example b@x.example", "b@x.example", "", Some("b@x.example")),
            ("a@x.example b@x.example", "a@x.example b@x.example", "b@x.example", Some("b@x.example")),
            ("a@x.example boss@kunde.example", "", "", Some("a@x.example")),
            ("", "a@x.example", "", Some("a@x.example")),
            ("", "", "", None),
        ];
        for (attendees, to, delivered, expected) in cases {
            let message = Message {
                to: people(to),
                delivered_to: delivered.split_whitespace().map(address).collect(),
                ..Message::default()
            };
            let found = identify(&message, Some(&invite(attendees)), &[]);
            assert!(found.as_ref().is_none_or(|found| found.assumed));
            assert_eq!(found.map(|found| found.me), expected.map(address), "{attendees} {to} {delivered}");
        }
    }
}
