//! One sender gets so many drafts within a day, so that a flood of invites does not bury everybody else's.

use std::collections::HashMap;

use chrono::{DateTime, Duration, Utc};

use super::address::EmailAddress;
use super::invite::Invite;
use super::limits::MAX_DRAFTS_FOR_SENDER;
use super::message::Message;
use super::refusal::{answer_to, carries_for_others};

/// A mail that has to wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Postponed {
    /// What identifies the mail.
    pub message: String,
    /// Who has had enough drafts.
    pub sender: EmailAddress,
    /// Where the mail is.
    pub source: String,
    /// When it was left.
    pub at: DateTime<Utc>,
}

/// When drafts were made for each sender.
#[derive(Debug, Clone, Default)]
pub struct SenderLimit {
    drafted: HashMap<EmailAddress, Vec<DateTime<Utc>>>,
}

impl SenderLimit {
    /// Counts a draft.
    pub fn note(&mut self, message: &Message, invite: &Invite, at: DateTime<Utc>) {
        for sender in senders(message, invite) {
            self.drafted.entry(sender.clone()).or_default().push(at);
        }
    }

    /// Who of those that a mail comes from has had as many drafts within a day as one sender may.
    #[must_use]
    pub fn exhausted_by(&self, message: &Message, invite: &Invite, now: DateTime<Utc>) -> Option<EmailAddress> {
        let is_recent = |at: &&DateTime<Utc>| now - **at < Duration::days(1);
        let made =
            |sender: &EmailAddress| self.drafted.get(sender).map_or(0, |all| all.iter().filter(is_recent).count());
        senders(message, invite).find(|sender| made(sender) >= MAX_DRAFTS_FOR_SENDER).cloned()
    }
}

/// Who wrote a mail and who is answered, each once; a calendar service that writes for everybody is nobody's sender.
fn senders<'a>(message: &'a Message, invite: &'a Invite) -> impl Iterator<Item = &'a EmailAddress> {
    let answered = answer_to(message, invite).map(|person| &person.address);
    let author = message.from.as_ref().map(|person| &person.address);
    let author = author.filter(|author| answered != Some(*author) && !carries_for_others(author));
    answered.into_iter().chain(author)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::address::Person;
    use crate::domain::invite::Method;
    use crate::domain::meeting::Meeting;

    fn mail(from: &str, organizer: &str) -> (Message, Invite) {
        let person = |address: &str| Some(Person { name: None, address: EmailAddress::parse(address).unwrap() });
        let meeting = Meeting { organizer: person(organizer), ..Meeting::default() };
        let invite =
            Invite { method: Method::Request, meeting, proposals: Vec::new(), calendar: None, evidence: Vec::new() };
        (Message { from: person(from), ..Message::default() }, invite)
    }

    #[test]
    fn a_flood_counts_by_who_writes_and_by_who_is_answered() {
        let google = "calendar-notification@google.com";
        let cases = [
            // Who sent the flood; who writes now; whether it waits.
            (("a@x.example", "a@x.example"), ("A@x.example", "a@x.example"), true),
            (("a@x.example", "a@x.example"), ("b@x.example", "b@x.example"), false),
            (("a@x.example", "a@x.example"), ("b@x.example", "a@x.example"), true),
            (("a@x.example", "b@x.example"), ("a@x.example", "c@x.example"), true),
            ((google, "a@x.example"), (google, "b@y.example"), false),
            ((google, "a@x.example"), (google, "a@x.example"), true),
        ];
        let start = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        for (flood, next, waits) in cases {
            let mut limit = SenderLimit::default();
            let (message, invite) = mail(flood.0, flood.1);
            for _ in 0..MAX_DRAFTS_FOR_SENDER {
                assert_eq!(limit.exhausted_by(&message, &invite, start), None, "{flood:?}");
                limit.note(&message, &invite, start);
            }
            let (message, invite) = mail(next.0, next.1);
            let is_exhausted = |at| limit.exhausted_by(&message, &invite, at).is_some();
            assert_eq!(is_exhausted(start), waits, "{flood:?} {next:?}");
            assert!(!is_exhausted(start + Duration::days(1)), "{flood:?} {next:?}");
        }
    }
}
