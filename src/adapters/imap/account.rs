//! An account on an IMAP server, and how it is spoken to.

use std::path::PathBuf;
use std::time::Duration;

use crate::adapters::connection::{self, Authentication, Misconfigured, Tls};

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
        connection::check(&self.host, self.tls)?;
        if self.user.is_empty() {
            return Err(Misconfigured::NoUser);
        }
        if self.authentication == Authentication::None {
            return Err(Misconfigured::NoLogIn);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_is_read_by_who_logged_in() {
        let account = Account { authentication: Authentication::None, ..Account::new("work", "h", "jana") };
        assert_eq!(account.check(), Err(Misconfigured::NoLogIn));
        assert_eq!(Account::new("work", "h", "").check(), Err(Misconfigured::NoUser));
    }
}
