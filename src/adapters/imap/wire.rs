//! The server's answers, one whole answer at a time, with its literals, and never more than was to be expected.

use std::io::{self, ErrorKind};
use std::time::Duration;

use rustls::ClientConnection;

use super::failure::Failure;
use super::syntax::{is_deep, literal_length};
use crate::adapters::connection::{Line, Unsecured, is_timeout};

/// So many bytes must come within one timeout.
const PART: usize = 16 << 10;

/// A conversation's bytes.
#[derive(Debug)]
pub(super) struct Wire {
    line: Line,
    /// What came and was not taken yet, from `start` on.
    buffer: Vec<u8>,
    start: usize,
    /// How much came since the patience was renewed.
    since: usize,
}

impl Wire {
    /// Connects to the first address that answers.
    pub fn connect(host: &str, port: u16, timeout: Duration) -> Result<Self, Failure> {
        let line = Line::connect(host, port, timeout)
            .map_err(|error| Failure::Unreachable { server: format!("{host}:{port}"), reason: error.to_string() })?;
        Ok(Self { line, buffer: Vec::new(), start: 0, since: 0 })
    }

    /// Goes on encrypted.
    pub fn secure(&mut self, connection: ClientConnection) -> Result<(), Failure> {
        if self.has_unread() {
            return Err(Failure::Injected);
        }
        self.line.secure(connection).map_err(|error| match error {
            Unsecured::Insecure(reason) => Failure::Insecure(reason),
            Unsecured::Broken(error) => broken("STARTTLS", self.line.timeout(), &error),
        })
    }

    /// Sends bytes whole.
    pub fn send(&mut self, step: &'static str, bytes: &[u8]) -> Result<(), Failure> {
        self.line.write_all(bytes).map_err(|error| broken(step, self.line.timeout(), &error))
    }

    /// Whether something was read that nobody took yet.
    pub fn has_unread(&self) -> bool {
        self.start < self.buffer.len()
    }

    /// Whether an answer begins within the patience.
    pub fn wait(&mut self, step: &'static str, patience: Duration) -> Result<bool, Failure> {
        if self.has_unread() {
            return Ok(true);
        }
        self.line.wait_at_most(patience);
        match self.more(step) {
            Ok(()) => Ok(true),
            Err(Failure::Timeout { .. }) => Ok(false),
            Err(failure) => Err(failure),
        }
    }

    /// Reads one whole answer of at most `limit` bytes, its literals included.
    pub fn answer(&mut self, step: &'static str, limit: usize) -> Result<Vec<u8>, Failure> {
        let mut answer = Vec::new();
        self.renew();
        loop {
            let start = answer.len();
            self.take_line(step, &mut answer, limit)?;
            let Some(octets) = literal_length(&answer[start..]) else {
                return if is_deep(&answer) { Err(too_much(step, "its lists are too deep")) } else { Ok(answer) };
            };
            if octets > limit.saturating_sub(answer.len()) {
                return Err(too_much(step, "it is larger than what was asked for"));
            }
            self.take(step, &mut answer, octets)?;
        }
    }

    fn take_line(&mut self, step: &'static str, answer: &mut Vec<u8>, limit: usize) -> Result<(), Failure> {
        let mut searched = 0;
        loop {
            let unread = &self.buffer[self.start..];
            if let Some(at) = unread[searched..].iter().position(|byte| *byte == b'\n') {
                let length = searched + at + 1;
                answer.extend_from_slice(&unread[..length]);
                self.start += length;
                return Ok(());
            }
            searched = unread.len();
            if answer.len() + searched > limit {
                return Err(too_much(step, "a line has no end"));
            }
            self.more(step)?;
        }
    }

    fn take(&mut self, step: &'static str, answer: &mut Vec<u8>, octets: usize) -> Result<(), Failure> {
        let mut left = octets;
        while left > 0 {
            if !self.has_unread() {
                self.more(step)?;
            }
            let unread = &self.buffer[self.start..];
            let now = left.min(unread.len());
            answer.extend_from_slice(&unread[..now]);
            self.start += now;
            left -= now;
        }
        Ok(())
    }

    /// Reads what comes next, at least something. A drip that takes longer than its patience for a part is no answer.
    fn more(&mut self, step: &'static str) -> Result<(), Failure> {
        if self.start == self.buffer.len() || self.start > PART {
            self.buffer.drain(..self.start);
            self.start = 0;
        }
        let mut part = [0; PART];
        loop {
            match self.line.read(&mut part) {
                Ok(0) => return Err(Failure::Closed { step, reason: "the server closed it".to_owned() }),
                Ok(read) => {
                    self.buffer.extend_from_slice(&part[..read]);
                    self.since += read;
                    if self.since >= PART {
                        self.renew();
                    }
                    return Ok(());
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(broken(step, self.line.timeout(), &error)),
            }
        }
    }

    fn renew(&mut self) {
        self.since = 0;
        self.line.wait_at_most(self.line.timeout());
    }
}

fn too_much(step: &'static str, what: &'static str) -> Failure {
    Failure::Garbage { step, what }
}

fn broken(step: &'static str, patience: Duration, error: &io::Error) -> Failure {
    if is_timeout(error) {
        return Failure::Timeout { step, patience };
    }
    Failure::Closed { step, reason: error.to_string() }
}
