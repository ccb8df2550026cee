//! A case: one mail about a meeting with everything known of it, from which replies are made and made again.

use serde::{Deserialize, Serialize};

use super::address::Person;
use super::category::{Category, Refusal};
use super::decision::Decision;
use super::facts::Facts;
use super::invite::Invite;
use super::letter::Wording;
use super::message::Message;
use super::reaction::Follows;
use super::refusal::answer_to;
use crate::german::Correspondent;

/// One mail about a meeting, weighed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// The mail; its calendars are dropped, for the invite holds the one that counts.
    pub message: Message,
    /// What the mail is.
    pub category: Category,
    /// What it says about the meeting.
    pub invite: Invite,
    /// What is known.
    pub facts: Facts,
    /// Why no reply is drafted, where none is.
    pub refusal: Option<Refusal>,
    /// The reply that fits, and why; none where no reply is drafted.
    pub decision: Option<Decision>,
    /// The language the sender wrote in, as an ISO 639-1 code.
    pub language: Option<String>,
    /// Whom the reply addresses, resolved once so that no draft flips.
    pub correspondent: Correspondent,
    /// How my last letter to them was worded, so that this one is not.
    pub last_wording: Option<Wording>,
    /// Whether an older version of the meeting was answered already.
    pub answered_before: bool,
    /// What of mine the mail follows; none where it is the first one.
    #[serde(default)]
    pub follows: Option<Follows>,
}

impl Case {
    /// Who gets the reply: the organizer; for a request in words Reply-To, else From. A name that the calendar leaves
    /// out is taken from the mail's From.
    #[must_use]
    pub fn recipient(&self) -> Option<Person> {
        let person = answer_to(&self.message, &self.invite)?;
        let author = self.message.from.as_ref().filter(|from| from.address == person.address);
        let name = person.name.clone().or_else(|| author.and_then(|author| author.name.clone()));
        Some(Person { name, address: person.address.clone() })
    }
}

/// What identifies a meeting, or one instance of a series, through all its versions.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MeetingKey {
    /// UID; for a request in words `mail:` and its Message-ID.
    pub uid: String,
    /// RECURRENCE-ID in UTC (`20261126T130000Z`) or as a date; empty for the whole series.
    pub instance: String,
}
