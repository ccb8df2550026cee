//! An account on an IMAP server, and how it is spoken to.

use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;

use crate::adapters::connection::{Tls, is_this_machine};

/// An account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// What the config calls it.
    pub name: String,
    /// The server's name, which its certificate must bear.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub tls: Tls,
    /// The user's name there.
    pub user: String,
    /// How the user logs in.
    pub authentication: Authentication,
    /// Certificates in PEM that are trusted besides the system's.
    pub ca_file: Option<PathBuf>,
    /// How long one step may take.
    pub timeout: Duration,
}

/// How the user logs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Authentication {
    /// By what the server offers.
    #[default]
    Auto,
    /// PLAIN (RFC 4616).
    Plain,
    /// The command LOGIN.
    Login,
    /// XOAUTH2: the password is an access token.
    Xoauth2,
}

/// Why an account cannot be used as it is configured.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Misconfigured {
    /// Unprotected to another machine.
    #[error("tls = \"none\" is only for this machine, not for `{0}`: use \"tls\" or \"starttls\"")]
    Unprotected(String),
    /// No host.
    #[error("host is empty: name a server such as \"imap.example.org\"")]
    NoHost,
    /// More than the name of a host.
    #[error("host `{0}` is more than the name of a server: write host = \"imap.example.org\", and port beside it")]
    NotAHost(String),
    /// No user.
    #[error("user is empty")]
    NoUser,
}

impl Account {
    /// An account with everything else as most have it: TLS from the first byte.
    #[must_use]
    pub fn new(name: &str, host: &str, user: &str) -> Self {
        Self {
            name: name.to_owned(),
            host: host.to_owned(),
            port: 993,
            tls: Tls::Tls,
            user: user.to_owned(),
            authentication: Authentication::Auto,
            ca_file: None,
            timeout: Duration::from_secs(30),
        }
    }

    /// Whether the settings make sense together.
    ///
    /// # Errors
    /// [`Misconfigured`] where they do not.
    pub fn check(&self) -> Result<(), Misconfigured> {
        if self.host.is_empty() {
            return Err(Misconfigured::NoHost);
        }
        // A host with its port or as an address of the web would only be looked up in vain.
        if self.host.contains('/') || self.host.matches(':').count() == 1 {
            return Err(Misconfigured::NotAHost(self.host.clone()));
        }
        if self.user.is_empty() {
            return Err(Misconfigured::NoUser);
        }
        if self.tls == Tls::None && !is_this_machine(&self.host) {
            return Err(Misconfigured::Unprotected(self.host.clone()));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_read_unprotected_from_another_machine() {
        let cases = [("localhost", true), ("[::1]", true), ("imap.agentur.example", false), ("10.0.0.1", false)];
        for (host, fine) in cases {
            let account = Account { tls: Tls::None, ..Account::new("work", host, "jana") };
            assert_eq!(account.check().is_ok(), fine, "{host}");
        }
        assert_eq!(Account::new("work", "h", "").check(), Err(Misconfigured::NoUser));
    }
}
