//! Addresses of people and patterns that match them.

use std::fmt;
use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};

/// The address of a mailbox (RFC 5321 §4.1.2), kept as it was written and compared without regard to case.
///
/// Some receivers compare a reply's address with the invite's octet by octet, so the written form is never lost.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

/// Why a text is no [`EmailAddress`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an e-mail address like name@example.org")]
pub struct NotAnAddress(pub String);

/// Why a text is no [`AddressPattern`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is neither an e-mail address like name@example.org nor a domain like @example.org")]
pub struct NotAPattern(pub String);

/// RFC 5321 §4.5.3.1.3 allows 256 octets for a path.
const MAX_OCTETS: usize = 254;

impl EmailAddress {
    /// Reads an address; a leading `mailto:` of any case is dropped.
    ///
    /// # Errors
    /// [`NotAnAddress`] where there is not exactly one usable `@`, or a space, control character or bracket in it.
    pub fn parse(text: &str) -> Result<Self, NotAnAddress> {
        let text = text.trim();
        let text = match text.get(..7) {
            Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => text[7..].trim(),
            _ => text,
        };
        let refused = || NotAnAddress(text.chars().filter(|c| !c.is_control()).take(80).collect());
        let (local, domain) = text.rsplit_once('@').ok_or_else(refused)?;
        let forbidden = |c: char| c.is_whitespace() || c.is_control() || "<>()[],;:\\\"@".contains(c);
        if local.is_empty()
            || domain.is_empty()
            || text.len() > MAX_OCTETS
            || text
                .chars()
                .any(|c| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
            || domain.contains(forbidden)
            || domain.starts_with('.')
            || local.contains(forbidden)
        {
            return Err(refused());
        }
        Ok(Self(text.to_owned()))
    }

    /// The address as its owner or the sender wrote it.
    #[must_use]
    pub fn written(&self) -> &str {
        &self.0
    }

    /// The address in lower case: what it is compared and shown by.
    #[must_use]
    pub fn lower(&self) -> String {
        self.0.to_lowercase()
    }

    /// The part before the `@`, in lower case.
    #[must_use]
    pub fn local_part(&self) -> String {
        let lower = self.lower();
        lower.rsplit_once('@').map_or(lower.clone(), |(local, _)| local.to_owned())
    }

    /// The part after the `@`, in lower case.
    #[must_use]
    pub fn domain(&self) -> String {
        let lower = self.lower();
        lower.rsplit_once('@').map_or(String::new(), |(_, domain)| domain.to_owned())
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.lower())
    }
}

impl PartialEq for EmailAddress {
    fn eq(&self, other: &Self) -> bool {
        self.lower() == other.lower()
    }
}

impl Eq for EmailAddress {}

impl Hash for EmailAddress {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.lower().hash(state);
    }
}

impl TryFrom<String> for EmailAddress {
    type Error = NotAnAddress;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.0
    }
}

/// Somebody who writes or is written to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The display name, without control characters; `None` where it is empty.
    pub name: Option<String>,
    /// The mailbox.
    pub address: EmailAddress,
}

/// Addresses named in the configuration: one mailbox, or all of a domain (`@example.org`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum AddressPattern {
    /// Just this mailbox.
    Mailbox(EmailAddress),
    /// Every mailbox of this domain and of its subdomains, in lower case and without the `@`.
    Domain(String),
}

impl AddressPattern {
    /// Reads `name@example.org` or `@example.org`.
    ///
    /// # Errors
    /// [`NotAPattern`] for anything else.
    pub fn parse(text: &str) -> Result<Self, NotAPattern> {
        let read = match text.trim().strip_prefix('@') {
            Some(domain) => EmailAddress::parse(&format!("x@{domain}")).map(|_| Self::Domain(domain.to_lowercase())),
            None => EmailAddress::parse(text).map(Self::Mailbox),
        };
        read.map_err(|_| NotAPattern(text.chars().filter(|c| !c.is_control()).take(80).collect()))
    }

    /// Whether the pattern means this mailbox.
    #[must_use]
    pub fn matches(&self, address: &EmailAddress) -> bool {
        match self {
            Self::Mailbox(own) => own == address,
            Self::Domain(own) => {
                let domain = address.domain();
                domain == *own || domain.strip_suffix(own.as_str()).is_some_and(|rest| rest.ends_with('.'))
            }
        }
    }
}

impl TryFrom<String> for AddressPattern {
    type Error = NotAPattern;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<AddressPattern> for String {
    fn from(pattern: AddressPattern) -> Self {
        match pattern {
            AddressPattern::Mailbox(address) => address.0,
            AddressPattern::Domain(domain) => format!("@{domain}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_kept_and_compared() {
        let written = EmailAddress::parse("MAILTO:Jana.Weber@Agentur.example").unwrap();
        assert_eq!(written.written(), "Jana.Weber@Agentur.example");
        assert_eq!(written, EmailAddress::parse("jana.weber@agentur.EXAMPLE").unwrap());
        assert_eq!(written.to_string(), "jana.weber@agentur.example");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in [
            "",
            "jana",
            "@agentur.example",
            "jana@",
            "a b@c.example",
            "a@b.example\r\nBcc: x@y.example",
            "<a@b.example>",
        ] {
            assert!(EmailAddress::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_pattern_means_a_mailbox_or_a_domain_with_its_subdomains() {
        let cases = [
            ("@kunde.example", "a@kunde.example", true),
            ("@kunde.example", "a@mail.Kunde.example", true),
            ("@kunde.example", "a@grosskunde.example", false),
            ("a@kunde.example", "A@kunde.example", true),
            ("a@kunde.example", "b@kunde.example", false),
        ];
        for (pattern, address, expected) in cases {
            let matches = AddressPattern::parse(pattern).unwrap().matches(&EmailAddress::parse(address).unwrap());
            assert_eq!(matches, expected, "{pattern} {address}");
        }
    }
}
