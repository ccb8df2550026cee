//! What can go wrong with a connection, and at which step.

use std::fmt;
use std::time::Duration;

use super::reply::Reply;
use crate::adapters::connection::Misconfigured;

/// The steps of a conversation, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// The connection itself.
    Connect,
    /// The server's first words.
    Greeting,
    /// EHLO.
    Hello,
    /// STARTTLS and the handshake.
    StartTls,
    /// AUTH.
    Login,
    /// RSET between two mails.
    Reset,
    /// MAIL FROM.
    Sender,
    /// RCPT TO.
    Recipient,
    /// DATA.
    Data,
    /// The message up to its final dot.
    Body,
    /// The final dot and the answer to it.
    Dot,
    /// QUIT.
    Quit,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Connect => "connecting",
            Self::Greeting => "the greeting",
            Self::Hello => "EHLO",
            Self::StartTls => "STARTTLS",
            Self::Login => "AUTH",
            Self::Reset => "RSET",
            Self::Sender => "MAIL FROM",
            Self::Recipient => "RCPT TO",
            Self::Data => "DATA",
            Self::Body => "the message",
            Self::Dot => "the end of the message",
            Self::Quit => "QUIT",
        })
    }
}

/// Why a connection cannot be used, or not any more. It says nothing of any one mail.
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
        /// Where.
        step: Step,
        /// How long it was waited for.
        patience: Duration,
    },
    /// The server closed the connection.
    #[error("the connection broke at {step}: {reason}")]
    Closed {
        /// Where.
        step: Step,
        /// What the system says.
        reason: String,
    },
    /// What came is no SMTP.
    #[error("the answer to {step} is no SMTP: {what}")]
    Garbage {
        /// Where.
        step: Step,
        /// What is wrong with it.
        what: &'static str,
    },
    /// The server does not want to serve.
    #[error("the server answered to {step}: {}", reply.in_words())]
    Unwilling {
        /// Where.
        step: Step,
        /// Its answer.
        reply: Reply,
    },
    /// No STARTTLS, so nothing is sent.
    #[error("the server offers no STARTTLS: nothing was sent, neither password nor mail")]
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
    #[error("the server does not accept the log-in: {}", .0.in_words())]
    LoginRefused(Reply),
}

impl Failure {
    /// What a person can do about it.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::Misconfigured(_) => "change [smtp] in the config",
            Self::Unreachable { .. } => "check smtp.host and smtp.port, and the network",
            Self::NoStartTls => "if the server speaks TLS from the start (port 465), set smtp.tls = \"tls\"",
            Self::Injected => "do not use this network for mail until it is clear who does that",
            Self::Insecure(_) => "check smtp.host; for a certificate authority of your own set smtp.ca_file",
            Self::NoMechanism(_) => "set smtp.auth to one that the server offers, or \"none\"",
            Self::NoPassword(_) => {
                "check smtp.password: it names a command that prints it, an entry of a running keyring, or a variable that is set"
            }
            Self::LoginRefused(_) => {
                "check smtp.user, smtp.password and smtp.auth; some providers want an app password"
            }
            Self::Timeout { .. } | Self::Closed { .. } | Self::Garbage { .. } | Self::Unwilling { .. } => return None,
        })
    }
}
