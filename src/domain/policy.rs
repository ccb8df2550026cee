//! What the user wants of statt: weights, limits and rules of their own.

use serde::{Deserialize, Serialize};

use super::address::{AddressPattern, EmailAddress};
use super::contact::Importance;
pub use super::rule::{Condition, Rule};
use crate::german::AddressForm;

/// The user's policy, ready for use.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// Length of a call, in minutes.
    pub call_minutes: u32,
    /// Length of a shortened meeting, in minutes.
    pub short_minutes: u32,
    /// From this many hours of meetings on, a week is full.
    pub max_meeting_hours_per_week: f64,
    /// What is said about clients; the first match wins.
    pub clients: Vec<Client>,
    /// The user's rules; they come before the built-in ones, the first match wins.
    pub rules: Vec<Rule>,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            call_minutes: 20,
            short_minutes: 30,
            max_meeting_hours_per_week: 20.0,
            clients: Vec::new(),
            rules: Vec::new(),
        }
    }
}

impl Policy {
    /// What the clients' entries say about an address: the first entry that matches it and says anything wins.
    pub fn about<T>(&self, address: &EmailAddress, what: impl Fn(&Client) -> Option<T>) -> Option<T> {
        self.clients.iter().filter(|client| client.matches.matches(address)).find_map(what)
    }
}

/// What the user says about a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// Whom this is about.
    pub matches: AddressPattern,
    /// How much they matter.
    pub importance: Option<Importance>,
    /// Sie or du.
    pub address_form: Option<AddressForm>,
    /// Who can speak for me there.
    pub colleague: Option<EmailAddress>,
}

/// What the calendar part of a call or a shorter meeting is (RFC 5546 §3.2.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CounterChoice {
    /// What the organizer's program understands.
    #[default]
    Auto,
    /// Always COUNTER.
    Counter,
    /// Always REPLY with TENTATIVE.
    Tentative,
    /// No calendar part.
    None,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_entry_that_says_anything_wins() {
        let client = |pattern: &str, importance, colleague: Option<&str>| Client {
            matches: AddressPattern::parse(pattern).unwrap(),
            importance,
            address_form: None,
            colleague: colleague.map(|address| EmailAddress::parse(address).unwrap()),
        };
        let policy = Policy {
            clients: vec![
                client("eva@kunde.example", None, Some("max@agentur.example")),
                client("@kunde.example", Some(Importance::Key), None),
                client("eva@kunde.example", Some(Importance::Low), Some("uwe@agentur.example")),
            ],
            ..Policy::default()
        };
        let eva = EmailAddress::parse("Eva@Kunde.example").unwrap();
        assert_eq!(policy.about(&eva, |client| client.importance), Some(Importance::Key));
        assert_eq!(policy.about(&eva, |client| client.colleague.clone()).unwrap().lower(), "max@agentur.example");
        let uwe = EmailAddress::parse("uwe@anderswo.example").unwrap();
        assert_eq!(policy.about(&uwe, |client| client.importance), None);
    }
}
