//! Who is in a meeting and in which part.

use super::Envelope;
use super::message::Message;
use super::method::Purpose;
use super::names::{self, attribute};
use super::people::{Contact, RECEIVED_REPRESENTING, RECIPIENT, SENDER, SENT_REPRESENTING};
use super::properties::Properties;
use crate::domain::address::Person;

/// The people of a meeting.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Participants {
    pub organizer: Option<Contact>,
    /// Who sent the message for the organizer, or for the attendee of an answer.
    pub sent_by: Option<Contact>,
    /// Those who are invited; in an answer only who gives it.
    pub attendees: Vec<Attendee>,
}

/// Somebody or something invited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attendee {
    pub contact: Contact,
    /// ROLE.
    pub role: &'static str,
    /// CUTYPE.
    pub kind: &'static str,
    /// PARTSTAT.
    pub status: &'static str,
}

const REQUIRED: &str = "REQ-PARTICIPANT";

/// Gathers the people of a meeting. What the file leaves out comes from the mail's header: TNEF writers rely on it.
pub fn read(message: &Message<'_>, purpose: Purpose, envelope: &Envelope<'_>) -> Participants {
    let described = |names| Contact::described(&message.properties, names);
    let owner = || message.attribute(attribute::OWNER).and_then(|bytes| Contact::in_owner(bytes, message.code_page()));
    let sent_for =
        || message.attribute(attribute::SENT_FOR).and_then(|bytes| Contact::in_owner(bytes, message.code_page()));
    let from = || message.attribute(attribute::FROM).and_then(|bytes| Contact::in_from(bytes, message.code_page()));
    let sender = described(SENDER);
    let everybody = || envelope.from.into_iter().chain(envelope.to).chain(envelope.cc);

    let is_response = matches!(purpose, Purpose::Response(_));
    // The owner of a request is its organizer; of an answer whom it goes to (MS-OXTNEF §2.2.3.11).
    let owner_as_author = if is_response { sent_for() } else { owner() };
    let author = described(SENT_REPRESENTING)
        .or(owner_as_author)
        .or_else(from)
        .or_else(|| sender.clone())
        .or_else(|| envelope.from.map(Contact::from))
        .map(|author| with_address_of(author, envelope.from));
    let sent_by = sender
        .map(|sender| sender.completed_from(everybody()))
        .filter(|sender| sender.address.is_some() && author.as_ref().is_some_and(|author| !author.is_same(sender)));
    let invited: Vec<Attendee> = message
        .recipients
        .iter()
        .filter(|row| is_invited(row, purpose))
        .filter_map(attendee)
        .map(|attendee| Attendee { contact: attendee.contact.completed_from(everybody()), ..attendee })
        .collect();

    match purpose {
        Purpose::Response(answer) => Participants {
            organizer: invited
                .first()
                .map(|recipient| recipient.contact.clone())
                .or_else(owner)
                .or_else(|| described(RECEIVED_REPRESENTING))
                .map(|organizer| organizer.completed_from(everybody()))
                .or_else(|| envelope.to.first().map(Contact::from)),
            sent_by,
            attendees: author
                .map(|contact| Attendee {
                    contact,
                    role: REQUIRED,
                    kind: "INDIVIDUAL",
                    status: answer.participation_status(),
                })
                .into_iter()
                .collect(),
        },
        // What is published has no attendees (RFC 5546 §3.2.1).
        Purpose::Appointment => Participants { organizer: author, sent_by, attendees: Vec::new() },
        Purpose::Request | Purpose::Cancellation => {
            let mut attendees = if invited.is_empty() { addressed(envelope) } else { invited };
            attendees.retain(|attendee| author.as_ref().is_none_or(|author| !author.is_same(&attendee.contact)));
            Participants { organizer: author, sent_by, attendees }
        }
    }
}

/// An author without an address is whom the mail is from: From is made of the same properties (MS-OXCMAIL §2.1.3.1.1).
fn with_address_of(author: Contact, from: Option<&Person>) -> Contact {
    let address = author.address.or_else(|| from.map(|from| from.address.clone()));
    Contact { address, name: author.name }
}

/// Those whom the mail goes to.
fn addressed(envelope: &Envelope<'_>) -> Vec<Attendee> {
    let invited = |person: &Person, role| Attendee {
        contact: Contact::from(person),
        role,
        kind: "INDIVIDUAL",
        status: "NEEDS-ACTION",
    };
    let to = envelope.to.iter().map(|person| invited(person, REQUIRED));
    to.chain(envelope.cc.iter().map(|person| invited(person, "OPT-PARTICIPANT"))).collect()
}

/// Whether a row is for somebody whom the message goes to; an organizer gets answers only.
fn is_invited(row: &Properties<'_>, purpose: Purpose) -> bool {
    // Bits of the recipient's flags (MS-OXOCAL §2.2.4.10.1).
    const ORGANIZER: i64 = 0x02;
    const REMOVED: i64 = 0x20;
    let left_out = if matches!(purpose, Purpose::Response(_)) { REMOVED } else { ORGANIZER | REMOVED };
    row.integer(names::RECIPIENT_FLAGS).unwrap_or_default() & left_out == 0
}

/// The attendee that a row of the recipient table describes.
fn attendee(row: &Properties<'_>) -> Option<Attendee> {
    // The upper bits tell how far the message was delivered.
    let (role, is_resource) = match row.integer(names::RECIPIENT_TYPE).unwrap_or(1) & 0xf {
        0 => return None,
        2 => ("OPT-PARTICIPANT", false),
        3 => ("NON-PARTICIPANT", true),
        _ => (REQUIRED, false),
    };
    let kind = match (row.integer(names::DISPLAY_TYPE_EX).unwrap_or_default() & 0xff, is_resource) {
        (7, _) => "ROOM",
        (8, _) | (_, true) => "RESOURCE",
        _ if row.integer(names::DISPLAY_TYPE) == Some(1) => "GROUP",
        _ => "INDIVIDUAL",
    };
    let status = match row.integer(names::RECIPIENT_STATUS) {
        Some(2) => "TENTATIVE",
        Some(3) => "ACCEPTED",
        Some(4) => "DECLINED",
        _ => "NEEDS-ACTION",
    };
    Contact::described(row, RECIPIENT).map(|contact| Attendee { contact, role, kind, status })
}
