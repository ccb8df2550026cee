//! Ways to log in, for IMAP and SMTP alike (SASL, RFC 4422).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::domain::secret::Secret;

/// How the user logs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Authentication {
    /// By what the server offers.
    #[default]
    Auto,
    /// PLAIN (RFC 4616).
    Plain,
    /// LOGIN: the mechanism of SMTP, the command of IMAP.
    Login,
    /// XOAUTH2: the password is an access token.
    Xoauth2,
    /// Not at all, which is for sending only.
    None,
}

/// A mechanism that statt knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mechanism {
    /// PLAIN.
    Plain,
    /// LOGIN.
    Login,
    /// XOAUTH2.
    Xoauth2,
}

impl Authentication {
    /// The mechanisms that will do, the best first.
    #[must_use]
    pub fn mechanisms(self) -> &'static [Mechanism] {
        match self {
            Self::Auto => &[Mechanism::Plain, Mechanism::Login, Mechanism::Xoauth2],
            Self::Plain => &[Mechanism::Plain],
            Self::Login => &[Mechanism::Login],
            Self::Xoauth2 => &[Mechanism::Xoauth2],
            Self::None => &[],
        }
    }
}

impl Mechanism {
    /// Its name in both protocols.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "PLAIN",
            Self::Login => "LOGIN",
            Self::Xoauth2 => "XOAUTH2",
        }
    }

    /// All that it says, ready for the wire; none for LOGIN, which waits to be asked.
    #[must_use]
    pub fn response(self, user: &str, secret: &Secret) -> Option<Zeroizing<String>> {
        let said = match self {
            Self::Plain => Zeroizing::new(format!("\0{user}\0{}", secret.reveal())),
            Self::Xoauth2 => Zeroizing::new(format!("user={user}\x01auth=Bearer {}\x01\x01", secret.reveal())),
            Self::Login => return None,
        };
        Some(encoded(&said))
    }

    /// What ends a log-in that is asked for more: XOAUTH2 explains a refusal with a question, which wants an empty answer.
    #[must_use]
    pub fn ending(self) -> &'static [u8] {
        if self == Self::Xoauth2 { b"\r\n" } else { b"*\r\n" }
    }
}

/// A text as both protocols carry it in a log-in.
#[must_use]
pub fn encoded(text: &str) -> Zeroizing<String> {
    Zeroizing::new(STANDARD.encode(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mechanism_says_who_and_how() {
        let secret = Secret::new("geheim".to_owned());
        let cases = [
            (Mechanism::Plain, Some("\0jana\0geheim")),
            (Mechanism::Xoauth2, Some("user=jana\x01auth=Bearer geheim\x01\x01")),
            (Mechanism::Login, None),
        ];
        for (mechanism, expected) in cases {
            let said = mechanism.response("jana", &secret).map(|said| STANDARD.decode(said.as_bytes()).unwrap());
            assert_eq!(said.as_deref(), expected.map(str::as_bytes), "{mechanism:?}");
        }
    }
}
