//! From the first word to the log-in: nothing secret is said before the connection is secure.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use lettre::transport::smtp::commands::{Ehlo, Quit, Starttls};
use lettre::transport::smtp::extension::ClientId;
use rustls::ClientConfig;

use super::authentication;
use super::extensions::Extensions;
use super::failure::{Failure, Step};
use super::server::Server;
use super::tls;
use super::wire::Wire;
use crate::adapters::connection::{Authentication, Mechanism, ServerClock, Tls};
use crate::domain::secret::Secret;

/// Where passwords and fresh tokens come from; the error says why there is none.
pub type PasswordGiver<'a> = dyn FnMut() -> Result<Secret, String> + 'a;

/// Opens connections to one server, and remembers between them what need not be fetched twice.
pub struct Dialer<'a> {
    server: &'a Server,
    password: &'a mut PasswordGiver<'a>,
    secret: Option<Secret>,
    is_expired: bool,
    trusted: Option<Arc<ClientConfig>>,
}

impl std::fmt::Debug for Dialer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Dialer").field("server", &self.server).finish_non_exhaustive()
    }
}

/// A connection that is ready for mails.
#[derive(Debug)]
pub struct Session {
    pub(super) wire: Wire,
    pub(super) extensions: Extensions,
    pub(super) answer_patience: Duration,
    /// A mail was begun and neither finished nor reset.
    pub(super) is_dirty: bool,
    pub(super) is_broken: bool,
    pub(super) mails: usize,
    /// The server offers a log-in, and none was made.
    pub(super) is_stranger: bool,
    greeted: Option<DateTime<Utc>>,
}

impl<'a> Dialer<'a> {
    /// A dialer for this server; the password is asked for when the server wants one.
    pub fn new(server: &'a Server, password: &'a mut PasswordGiver<'a>) -> Self {
        Self { server, password, secret: None, is_expired: false, trusted: None }
    }

    /// How many mails one connection may carry.
    #[must_use]
    pub fn mails_per_connection(&self) -> usize {
        self.server.mails_per_connection.max(1)
    }

    /// Opens a connection: greeting, encryption, log-in.
    ///
    /// # Errors
    /// [`Failure`], which says at which step it ended and why.
    pub fn connect(&mut self) -> Result<Session, Failure> {
        self.server.check()?;
        match self.try_connect() {
            Err(Failure::LoginRefused(_)) if self.has_fresh_token() => self.try_connect(),
            result => result,
        }
    }

    fn try_connect(&mut self) -> Result<Session, Failure> {
        let mut wire = Wire::connect(&self.server.host, self.server.port, self.server.timeout)?;
        if self.server.tls == Tls::Tls {
            self.secure(&mut wire)?;
        }
        let greeting = wire.reply(Step::Greeting)?;
        if greeting.code != 220 {
            return Err(Failure::Unwilling { step: Step::Greeting, reply: greeting });
        }
        let mut extensions = self.hello(&mut wire)?;
        if self.server.tls == Tls::StartTls {
            if !extensions.offers("STARTTLS") {
                return Err(Failure::NoStartTls);
            }
            wire.send(Step::StartTls, Starttls.to_string().as_bytes())?;
            let reply = wire.reply(Step::StartTls)?;
            if reply.code != 220 {
                return Err(Failure::Unwilling { step: Step::StartTls, reply });
            }
            self.secure(&mut wire)?;
            // What was offered unencrypted counts for nothing (RFC 3207 §4.2).
            extensions = self.hello(&mut wire)?;
        }
        self.log_in(&mut wire, &extensions)?;
        let no_user = self.server.user.is_none() || self.server.authentication == Authentication::None;
        Ok(Session {
            is_stranger: no_user && !extensions.mechanisms.is_empty(),
            wire,
            extensions,
            answer_patience: self.server.timeout.saturating_mul(4),
            is_dirty: false,
            is_broken: false,
            mails: 0,
            greeted: ServerClock::moment_in(&greeting.lines.join(" ")),
        })
    }

    fn secure(&mut self, wire: &mut Wire) -> Result<(), Failure> {
        let trusted = match &self.trusted {
            Some(trusted) => Arc::clone(trusted),
            None => Arc::clone(self.trusted.insert(tls::config(self.server.ca_file.as_deref())?)),
        };
        wire.secure(tls::client(trusted, &self.server.host)?)
    }

    fn hello(&self, wire: &mut Wire) -> Result<Extensions, Failure> {
        let name = self.server.hello.clone().map_or_else(ClientId::default, ClientId::Domain);
        wire.send(Step::Hello, Ehlo::new(name.clone()).to_string().as_bytes())?;
        let reply = wire.reply(Step::Hello)?;
        if reply.is_positive() {
            return Ok(Extensions::of(&reply));
        }
        // A server that knows no EHLO knows HELO (RFC 5321 §3.2), but no encryption either.
        if !matches!(reply.code, 500 | 502) || self.server.tls == Tls::StartTls {
            return Err(Failure::Unwilling { step: Step::Hello, reply });
        }
        wire.send(Step::Hello, format!("HELO {name}\r\n").as_bytes())?;
        let reply = wire.reply(Step::Hello)?;
        if reply.is_positive() {
            Ok(Extensions::default())
        } else {
            Err(Failure::Unwilling { step: Step::Hello, reply })
        }
    }

    fn log_in(&mut self, wire: &mut Wire, extensions: &Extensions) -> Result<(), Failure> {
        let Some(user) = &self.server.user else { return Ok(()) };
        let Some(mechanism) = authentication::choose(self.server.authentication, extensions)? else { return Ok(()) };
        let secret = match &self.secret {
            Some(secret) => secret,
            None => self.secret.insert((self.password)().map_err(Failure::NoPassword)?),
        };
        let reply = authentication::log_in(wire, mechanism, user, secret)?;
        if reply.is_positive() {
            return Ok(());
        }
        if reply.is_permanent() {
            // A token may have expired; a password does not become right by being sent again.
            self.is_expired = mechanism == Mechanism::Xoauth2;
            return Err(Failure::LoginRefused(reply));
        }
        Err(Failure::Unwilling { step: Step::Login, reply })
    }

    /// Whether there is another token than the one that was refused.
    fn has_fresh_token(&mut self) -> bool {
        if !std::mem::take(&mut self.is_expired) {
            return false;
        }
        let expired = self.secret.take();
        self.secret = (self.password)().ok();
        self.secret.is_some() && self.secret != expired
    }
}

impl Session {
    /// Whether another mail may be tried on this connection.
    #[must_use]
    pub fn is_usable(&self) -> bool {
        !self.is_broken
    }

    /// How many mails it has carried.
    #[must_use]
    pub fn mails(&self) -> usize {
        self.mails
    }

    /// The moment at which the server greeted, by its own clock and where it said so.
    #[must_use]
    pub fn greeted(&self) -> Option<DateTime<Utc>> {
        self.greeted
    }

    /// Says goodbye. Whatever comes of it concerns no mail any more.
    pub fn quit(mut self) {
        if !self.is_broken && self.wire.send(Step::Quit, Quit.to_string().as_bytes()).is_ok() {
            let _ = self.wire.reply_within(Step::Quit, Duration::from_secs(2).min(self.answer_patience));
        }
    }
}
