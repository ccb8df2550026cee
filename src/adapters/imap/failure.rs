//! What can go wrong with a connection, and at which command.

use std::time::Duration;

use crate::adapters::connection::Misconfigured;

/// Why a connection cannot be used, or not any more, or why a command was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The settings make no sense.
    #[error(transparent)]
    Misconfigured(#[from] Misconfigured),
    /// Nobody answers there.
    #[error("cannot connect to {server}: {reason}")]
    Unreachable {
        /// Host and port.
        server: String,
        /// What the system says.
        reason: String,
    },
    /// The server says nothing, or not fast enough.
    #[error("no answer to {step} in {} seconds", patience.as_secs_f32())]
    Timeout {
        /// Which command.
        step: &'static str,
        /// How long it was waited for.
        patience: Duration,
    },
    /// The connection ended.
    #[error("the connection broke at {step}: {reason}")]
    Closed {
        /// Which command.
        step: &'static str,
        /// What the server or the system says.
        reason: String,
    },
    /// What came is no IMAP, or too much of it.
    #[error("the answer to {step} is no IMAP: {what}")]
    Garbage {
        /// Which command.
        step: &'static str,
        /// What is wrong with it.
        what: &'static str,
    },
    /// The server does not want to do this.
    #[error("the server refuses {step}: {words}")]
    Refused {
        /// Which command.
        step: &'static str,
        /// Its words.
        words: String,
        /// There is no such folder, but it could be made.
        try_create: bool,
    },
    /// No STARTTLS, so nothing is said.
    #[error("the server offers no STARTTLS: nothing was sent, not even the password")]
    NoStartTls,
    /// Somebody put words into the server's mouth.
    #[error("unencrypted text came after the answer to STARTTLS: somebody may be tampering with the connection")]
    Injected,
    /// The certificate is not good, or the handshake failed.
    #[error("the connection cannot be secured: {0}")]
    Insecure(String),
    /// No way to log in that both sides know.
    #[error("the server offers no way to log in that statt knows; it offers {0}")]
    NoMechanism(String),
    /// No password.
    #[error("{0}")]
    NoPassword(String),
    /// The server does not let the user in.
    #[error("the server does not accept the log-in: {0}")]
    LoginRefused(String),
    /// A name that cannot be said to a server.
    #[error("`{0}` cannot be the name of a folder")]
    BadName(String),
}

impl Failure {
    /// What a person can do about it.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::Misconfigured(_) => "change the account's section, [imap.NAME], in the config",
            Self::Unreachable { .. } => "check host and port in [imap.NAME], and the network",
            Self::NoStartTls => "if the server speaks TLS from the start (port 993), set tls = \"tls\" in [imap.NAME]",
            Self::Injected => "do not use this network for mail until it is clear who does that",
            Self::Insecure(_) => "check host in [imap.NAME]; for a certificate authority of your own set ca_file there",
            Self::NoMechanism(_) => "set auth in [imap.NAME] to one that the server offers",
            Self::NoPassword(_) => {
                "check password in [imap.NAME]: it names a command that prints it, an entry of a running keyring, or a variable that is set"
            }
            Self::LoginRefused(_) => {
                "check user, password and auth in [imap.NAME]; some providers want an app password"
            }
            Self::Refused { .. } | Self::BadName(_) => "check the folder's name; `statt doctor` lists those there are",
            Self::Timeout { .. } | Self::Closed { .. } | Self::Garbage { .. } => return None,
        })
    }

    /// Whether the connection broke, and a new one may do better at once.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        matches!(self, Self::Closed { .. })
    }

    /// Whether a new connection may do better, perhaps later.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Unreachable { .. } | Self::Timeout { .. } | Self::Closed { .. })
    }
}
