//! The server's answers, one whole answer at a time, with its literals, and never more than was to be expected.

use std::io::{self, ErrorKind};
use std::time::Duration;

use rustls::ClientConnection;

use super::failure::Failure;
use super::syntax::literal_length;
use crate::adapters::connection::{Line, Unsecured, is_timeout};

/// So many bytes must come within one timeout.
const PART: usize = 16 << 10;

/// Answers that are too large are skipped up to this size, all those to one command together.
const MOST_SKIPPED: usize = 1 << 30;

/// A line announces a literal in its last bytes.
const TAIL: usize = 64;

/// A conversation's bytes.
#[derive(Debug)]
pub(super) struct Wire {
    line: Line,
    /// What came and was not taken yet, from `start` on.
    buffer: Vec<u8>,
    start: usize,
    /// How much came since the patience was renewed.
    since: usize,
    skipped: usize,
}

impl Wire {
    /// Connects to the first address that answers.
    pub fn connect(host: &str, port: u16, timeout: Duration) -> Result<Self, Failure> {
        let line = Line::connect(host, port, timeout)
            .map_err(|error| Failure::Unreachable { server: format!("{host}:{port}"), reason: error.to_string() })?;
        Ok(Self { line, buffer: Vec::new(), start: 0, since: 0, skipped: 0 })
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

    /// Reads one whole answer with its literals. One of more than `limit` bytes is skipped and comes out empty: who writes
    /// a mail decides how large some answers are, and must not be able to stop the others.
    pub fn answer(&mut self, step: &'static str, limit: usize) -> Result<Vec<u8>, Failure> {
        let mut answer = Some(Vec::new());
        self.renew();
        loop {
            let literal = self.take_line(step, &mut answer, limit)?;
            let Some(octets) = literal else { return Ok(answer.unwrap_or_default()) };
            if let Some(answer) = answer.as_mut().filter(|answer| octets <= limit.saturating_sub(answer.len())) {
                self.take(step, answer, octets)?;
            } else {
                answer = None;
                self.skip(step, octets)?;
            }
        }
    }

    /// A new command: what was skipped for the last one does not count any more.
    pub fn count_anew(&mut self) {
        self.skipped = 0;
    }

    /// Takes a line; gives the length of the literal that it announces. Of an answer that is too large nothing is kept.
    fn take_line(
        &mut self,
        step: &'static str,
        answer: &mut Option<Vec<u8>>,
        limit: usize,
    ) -> Result<Option<usize>, Failure> {
        let mut searched = 0;
        loop {
            let unread = &self.buffer[self.start..];
            let held = answer.as_ref().map_or(limit, Vec::len);
            if let Some(at) = unread[searched..].iter().position(|byte| *byte == b'\n') {
                let line = &unread[..=searched + at];
                let literal = literal_length(line);
                match answer.as_mut().filter(|_| held + line.len() <= limit) {
                    Some(answer) => answer.extend_from_slice(line),
                    None => *answer = None,
                }
                self.start += searched + at + 1;
                return Ok(literal);
            }
            searched = unread.len();
            if held + searched > limit && searched > TAIL {
                *answer = None;
                let skipped = searched - TAIL;
                self.start += skipped;
                searched = TAIL;
                self.note_skipped(step, skipped)?;
            }
            self.more(step)?;
        }
    }

    fn skip(&mut self, step: &'static str, octets: usize) -> Result<(), Failure> {
        self.note_skipped(step, octets)?;
        let mut left = octets;
        while left > 0 {
            if !self.has_unread() {
                self.more(step)?;
            }
            let now = left.min(self.buffer.len() - self.start);
            self.start += now;
            left -= now;
        }
        Ok(())
    }

    fn note_skipped(&mut self, step: &'static str, octets: usize) -> Result<(), Failure> {
        self.skipped = self.skipped.saturating_add(octets);
        if self.skipped > MOST_SKIPPED { Err(too_much(step, "it is larger than what was asked for")) } else { Ok(()) }
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
