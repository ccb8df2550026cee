//! Which server, and how it is spoken to.

use std::path::PathBuf;
use std::time::Duration;

use crate::adapters::connection::{self, Authentication, Misconfigured, Tls};

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
        connection::check(&self.host, self.tls)?;
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
    fn a_way_to_log_in_needs_a_user() {
        let server = Server { authentication: Authentication::Plain, ..Server::new("smtp.agentur.example") };
        assert_eq!(server.check(), Err(Misconfigured::NoUser));
    }
}
