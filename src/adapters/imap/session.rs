//! One connection: from the server's first word to the log-in, then command by command.

use std::sync::Arc;
use std::time::Duration;

use rustls::ClientConfig;

use super::account::Account;
use super::capabilities::Capabilities;
use super::failure::Failure;
use super::login;
use super::wire::Wire;
use crate::adapters::connection::{self, Authentication, Tls};
use crate::domain::secret::Secret;

/// Where passwords and fresh tokens come from; the error says why there is none.
pub type PasswordGiver = Arc<dyn Fn() -> Result<Secret, String> + Send + Sync>;

/// An answer that is no mail may be this large.
pub(super) const SMALL: usize = 64 << 10;

/// All answers to one command together may be this large, or four times what each of them may.
const MOST_OCTETS: usize = 128 << 20;

/// So many answers that nobody asked for may come with one command.
const MOST_ANSWERS: usize = 200_000;

/// Opens connections to one account, and remembers between them what need not be fetched twice.
#[derive(Clone)]
pub struct Dialer {
    account: Account,
    password: PasswordGiver,
    secret: Option<Secret>,
    trusted: Option<Arc<ClientConfig>>,
}

impl std::fmt::Debug for Dialer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Dialer").field("account", &self.account).finish_non_exhaustive()
    }
}

/// A connection with somebody logged in.
#[derive(Debug)]
pub struct Session {
    pub(super) wire: Wire,
    pub(super) capabilities: Capabilities,
    commands: u32,
}

/// How a command ended.
#[derive(Debug)]
pub(super) struct Done {
    /// The server did it.
    pub is_ok: bool,
    /// The whole last line.
    pub line: Vec<u8>,
}

impl Done {
    /// The server's words, without its tag, on one line and not too long.
    pub fn words(&self) -> String {
        let text = String::from_utf8_lossy(&self.line);
        let words = text.split_once(' ').map_or("", |(_, words)| words);
        words.chars().filter(|c| !c.is_control()).take(300).collect::<String>().trim().to_owned()
    }

    /// An error unless the server did it.
    pub fn ok(self, step: &'static str) -> Result<Self, Failure> {
        if self.is_ok {
            return Ok(self);
        }
        let words = self.words();
        let upper = words.to_ascii_uppercase();
        let try_create = upper.contains("[TRYCREATE]") || upper.contains("[NONEXISTENT]");
        Err(Failure::Refused { step, words, try_create })
    }
}

impl Dialer {
    /// A dialer for this account; the password is asked for when it is needed.
    #[must_use]
    pub fn new(account: Account, password: PasswordGiver) -> Self {
        Self { account, password, secret: None, trusted: None }
    }

    /// The account.
    #[must_use]
    pub fn account(&self) -> &Account {
        &self.account
    }

    /// Opens a connection: greeting, encryption, log-in.
    ///
    /// # Errors
    /// [`Failure`], which says at which step it ended and why.
    pub fn connect(&mut self) -> Result<Session, Failure> {
        self.account.check()?;
        let was_known = self.secret.is_some();
        let refused = match self.try_connect() {
            Err(refused @ Failure::LoginRefused(_)) => refused,
            result => return result,
        };
        // A token may have expired, also one that was just fetched; a password does not become right by being sent again.
        let old = self.secret.take();
        if was_known || self.account.authentication == Authentication::Xoauth2 {
            self.secret = (self.password)().ok().filter(|fresh| Some(fresh) != old.as_ref());
        }
        if self.secret.is_some() { self.try_connect() } else { Err(refused) }
    }

    fn try_connect(&mut self) -> Result<Session, Failure> {
        let account = self.account.clone();
        let mut wire = Wire::connect(&account.host, account.port, account.timeout)?;
        if account.tls == Tls::Tls {
            self.secure(&mut wire)?;
        }
        let greeting = wire.answer("the greeting", SMALL)?;
        let upper = greeting.to_ascii_uppercase();
        if !upper.starts_with(b"* OK") {
            return Err(unwilling(&greeting, &upper));
        }
        let mut session = Session { wire, capabilities: Capabilities::default(), commands: 0 };
        if account.tls == Tls::StartTls {
            session.ask_capabilities()?;
            if !session.capabilities.has("STARTTLS") {
                return Err(Failure::NoStartTls);
            }
            session.command("STARTTLS", "STARTTLS", SMALL, &mut |_| {})?.ok("STARTTLS")?;
            self.secure(&mut session.wire)?;
        }
        // What was said unencrypted counts for nothing (RFC 3501 §6.2.1).
        session.ask_capabilities()?;
        let secret = match &self.secret {
            Some(secret) => secret.clone(),
            None => (self.password)().map_err(Failure::NoPassword)?,
        };
        self.secret = Some(secret.clone());
        login::log_in(&mut session, &account, &secret)?;
        session.ask_capabilities()?;
        Ok(session)
    }

    fn secure(&mut self, wire: &mut Wire) -> Result<(), Failure> {
        if self.trusted.is_none() {
            let key = format!("imap.{}.ca_file", self.account.name);
            let trusted = connection::trusted(self.account.ca_file.as_deref(), &key).map_err(Failure::Insecure)?;
            self.trusted = Some(trusted);
        }
        let Some(trusted) = self.trusted.clone() else { return Ok(()) };
        wire.secure(connection::client(trusted, &self.account.host).map_err(Failure::Insecure)?)
    }
}

/// A greeting that is none: PREAUTH would skip encryption and log-in, BYE is a refusal.
fn unwilling(greeting: &[u8], upper: &[u8]) -> Failure {
    if upper.starts_with(b"* PREAUTH") {
        return Failure::Insecure("the server says that somebody is logged in already".to_owned());
    }
    if upper.starts_with(b"* BYE") {
        let words = String::from_utf8_lossy(greeting).chars().filter(|c| !c.is_control()).take(300).collect();
        return Failure::Closed { step: "the greeting", reason: words };
    }
    Failure::Garbage { step: "the greeting", what: "it greets in another way" }
}

impl Session {
    fn ask_capabilities(&mut self) -> Result<(), Failure> {
        let mut found = None;
        self.command("CAPABILITY", "CAPABILITY", SMALL, &mut |answer| {
            if answer.to_ascii_uppercase().starts_with(b"* CAPABILITY") {
                found = Capabilities::of(answer);
            }
        })?
        .ok("CAPABILITY")?;
        self.capabilities = found.ok_or(Failure::Garbage { step: "CAPABILITY", what: "it names none" })?;
        Ok(())
    }

    /// Sends one command, hands over each answer of at most `limit` bytes, and tells how it ended.
    pub(super) fn command(
        &mut self,
        step: &'static str,
        words: &str,
        limit: usize,
        each: &mut dyn FnMut(&[u8]),
    ) -> Result<Done, Failure> {
        let tag = self.begin(step, words.as_bytes())?;
        self.finish(step, &tag, limit, each)
    }

    /// Sends the first line of a command.
    pub(super) fn begin(&mut self, step: &'static str, words: &[u8]) -> Result<String, Failure> {
        self.commands += 1;
        let tag = format!("s{}", self.commands);
        let mut line = zeroize::Zeroizing::new(Vec::with_capacity(words.len() + 16));
        line.extend_from_slice(tag.as_bytes());
        line.push(b' ');
        line.extend_from_slice(words);
        line.extend_from_slice(b"\r\n");
        self.wire.send(step, &line)?;
        Ok(tag)
    }

    /// Reads until the command of this tag has ended.
    pub(super) fn finish(
        &mut self,
        step: &'static str,
        tag: &str,
        limit: usize,
        each: &mut dyn FnMut(&[u8]),
    ) -> Result<Done, Failure> {
        let mut bye = None;
        self.wire.count_anew();
        let mut left = MOST_OCTETS.max(limit.saturating_mul(4));
        for _ in 0..MOST_ANSWERS {
            let answer = match self.wire.answer(step, limit) {
                Err(Failure::Closed { step, reason }) => {
                    return Err(Failure::Closed { step, reason: bye.unwrap_or(reason) });
                }
                answer => answer?,
            };
            left = left.checked_sub(answer.len()).ok_or(Failure::Garbage { step, what: "it has no end" })?;
            if let Some(done) = done(tag, &answer) {
                return Ok(done);
            }
            if answer.starts_with(b"+") {
                return Err(Failure::Garbage { step, what: "it asks for more than there is" });
            }
            if answer.len() > 4 && answer[..5].eq_ignore_ascii_case(b"* BYE") {
                let words = String::from_utf8_lossy(&answer);
                bye = Some(words.chars().skip(6).filter(|c| !c.is_control()).take(300).collect());
            }
            each(&answer);
        }
        Err(Failure::Garbage { step, what: "it has no end" })
    }

    /// Waits for the server to ask for more. `None`: it did; otherwise the command ended with this.
    pub(super) fn invited(&mut self, step: &'static str, tag: &str) -> Result<Option<Done>, Failure> {
        for _ in 0..MOST_ANSWERS {
            let answer = self.wire.answer(step, SMALL)?;
            if answer.starts_with(b"+") {
                return Ok(None);
            }
            if let Some(done) = done(tag, &answer) {
                return Ok(Some(done));
            }
        }
        Err(Failure::Garbage { step, what: "it has no end" })
    }

    /// Whether the server is still there.
    ///
    /// # Errors
    /// [`Failure`] where it is not.
    pub fn noop(&mut self) -> Result<(), Failure> {
        self.command("NOOP", "NOOP", SMALL, &mut |_| {})?.ok("NOOP").map(drop)
    }

    /// Says goodbye. Whatever comes of it concerns nobody any more.
    pub fn log_out(mut self) {
        if self.begin("LOGOUT", b"LOGOUT").is_ok() {
            let _ = self.wire.wait("LOGOUT", Duration::from_secs(2));
        }
    }
}

fn done(tag: &str, answer: &[u8]) -> Option<Done> {
    let rest = answer.strip_prefix(tag.as_bytes())?.strip_prefix(b" ")?;
    let is_ok = rest.len() > 1 && rest[..2].eq_ignore_ascii_case(b"OK");
    Some(Done { is_ok, line: answer.to_vec() })
}
