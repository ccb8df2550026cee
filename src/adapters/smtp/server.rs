//! Which server, and how it is spoken to.

use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::adapters::connection::{Tls, is_this_machine};

/// A mail server that takes mails from its users.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// Its name, which its certificate must bear.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub tls: Tls,
    /// The user's name there; none where nobody logs in.
    pub user: Option<String>,
    /// How the user logs in.
    pub authentication: Authentication,
    /// Certificates in PEM that are trusted besides the system's.
    pub ca_file: Option<PathBuf>,
    /// How long one step may take; the answer to a whole mail may take four times as long.
    pub timeout: Duration,
    /// So many mails go over one connection.
    pub mails_per_connection: usize,
    /// How this machine introduces itself; by its name where nothing is given.
    pub hello: Option<String>,
}

/// How the user logs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Authentication {
    /// By what the server offers.
    #[default]
    Auto,
    /// PLAIN (RFC 4616).
    Plain,
    /// LOGIN.
    Login,
    /// XOAUTH2: the password is an access token.
    Xoauth2,
    /// Not at all.
    None,
}

/// Why a server cannot be used as it is configured.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Misconfigured {
    /// Unprotected to another machine.
    #[error("smtp.tls = \"none\" is only for this machine, not for `{0}`: use \"starttls\" or \"tls\"")]
    Unprotected(String),
    /// Somebody has to log in, but nobody is named.
    #[error("smtp.auth is set, but smtp.user is missing")]
    NoUser,
    /// No host.
    #[error("smtp.host is empty")]
    NoHost,
    /// More than the name of a host.
    #[error("smtp.host `{0}` is more than the name of a server")]
    NotAHost(String),
}

impl Server {
    /// A server with everything else as most have it: STARTTLS on the submission port.
    #[must_use]
    pub fn new(host: &str) -> Self {
        Self {
            host: host.to_owned(),
            port: 587,
            tls: Tls::StartTls,
            user: None,
            authentication: Authentication::Auto,
            ca_file: None,
            timeout: Duration::from_secs(30),
            mails_per_connection: 100,
            hello: None,
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
        if self.tls == Tls::None && !is_this_machine(&self.host) {
            return Err(Misconfigured::Unprotected(self.host.clone()));
        }
        let wants_user = !matches!(self.authentication, Authentication::Auto | Authentication::None);
        if wants_user && self.user.is_none() {
            return Err(Misconfigured::NoUser);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_this_machine_unprotected() {
        let cases = [
            ("localhost", true),
            ("127.0.0.1", true),
            ("::1", true),
            ("[::1]", true),
            ("smtp.agentur.example", false),
            ("localhost.agentur.example", false),
            ("10.0.0.1", false),
        ];
        for (host, fine) in cases {
            let server = Server { tls: Tls::None, ..Server::new(host) };
            assert_eq!(server.check().is_ok(), fine, "{host}");
        }
    }

    #[test]
    fn a_way_to_log_in_needs_a_user() {
        let server = Server { authentication: Authentication::Plain, ..Server::new("smtp.agentur.example") };
        assert_eq!(server.check(), Err(Misconfigured::NoUser));
    }
}
