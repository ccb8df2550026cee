//! Where mails are handed in or fetched, as far as somebody knows it.

use serde::Serialize;

/// How a connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Protection {
    /// A plain connection that turns to TLS before anything is said (RFC 3207).
    StartTls,
    /// TLS from the first byte (RFC 8314).
    Tls,
    /// Not at all.
    None,
}

impl Protection {
    /// Its name in the configuration.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::StartTls => "starttls",
            Self::Tls => "tls",
            Self::None => "none",
        }
    }

    /// What most servers do at a port.
    #[must_use]
    pub const fn usual_at(port: u16) -> Self {
        match port {
            465 | 993 | 995 => Self::Tls,
            _ => Self::StartTls,
        }
    }
}

/// A server and the user's name there. Passwords are not part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailServer {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub protection: Protection,
    /// The user's name there; none where nobody logs in, or nobody knows it.
    pub user: Option<String>,
    /// The command by which another program gets the password; it is shown and written down, and never run to set up.
    pub password_command: Option<String>,
}

impl MailServer {
    /// A server without a user; port and protection complete each other.
    #[must_use]
    pub fn new(host: &str, port: Option<u16>, protection: Option<Protection>, usual: (u16, u16)) -> Self {
        let (starttls_port, tls_port) = usual;
        let (port, protection) = match (port, protection) {
            (Some(port), Some(protection)) => (port, protection),
            (Some(port), None) => (port, Protection::usual_at(port)),
            (None, Some(Protection::Tls)) => (tls_port, Protection::Tls),
            (None, Some(protection)) => (starttls_port, protection),
            (None, None) => (starttls_port, Protection::StartTls),
        };
        Self { host: host.to_owned(), port, protection, user: None, password_command: None }
    }

    /// A server that takes mails.
    #[must_use]
    pub fn smtp(host: &str, port: Option<u16>, protection: Option<Protection>) -> Self {
        Self::new(host, port, protection, (587, 465))
    }

    /// A server that keeps mails; TLS from the first byte, unless something else is known.
    #[must_use]
    pub fn imap(host: &str, port: Option<u16>, protection: Option<Protection>) -> Self {
        let protection = if port.is_none() { protection.or(Some(Protection::Tls)) } else { protection };
        Self::new(host, port, protection, (143, 993))
    }

    /// The same server, with a user.
    #[must_use]
    pub fn with_user(self, user: Option<String>) -> Self {
        Self { user, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn port_and_protection_complete_each_other() {
        use Protection::{None as Nothing, StartTls, Tls};
        let cases = [
            (None, None, (587, StartTls), (993, Tls)),
            (Some(465), None, (465, Tls), (465, Tls)),
            (Some(25), None, (25, StartTls), (25, StartTls)),
            (None, Some(Tls), (465, Tls), (993, Tls)),
            (None, Some(StartTls), (587, StartTls), (143, StartTls)),
            (Some(2525), Some(Nothing), (2525, Nothing), (2525, Nothing)),
        ];
        for (port, protection, smtp, imap) in cases {
            let of = |server: MailServer| (server.port, server.protection);
            assert_eq!(of(MailServer::smtp("h", port, protection)), smtp, "{port:?} {protection:?}");
            assert_eq!(of(MailServer::imap("h", port, protection)), imap, "{port:?} {protection:?}");
        }
    }
}
