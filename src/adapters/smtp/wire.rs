//! Commands and answers: every answer has a size.

use std::io::{self, ErrorKind};
use std::time::Duration;

use rustls::ClientConnection;

use super::failure::{Failure, Step};
use super::reply::{LONGEST_LINE, MOST_LINES, Reply, ReplyLine};
use crate::adapters::connection::{Line, Unsecured, is_timeout};

/// A conversation's bytes.
#[derive(Debug)]
pub(super) struct Wire {
    line: Line,
    unread: Vec<u8>,
}

impl Wire {
    /// Connects to the first address that answers.
    pub fn connect(host: &str, port: u16, timeout: Duration) -> Result<Self, Failure> {
        let line = Line::connect(host, port, timeout)
            .map_err(|error| Failure::Unreachable { server: format!("{host}:{port}"), reason: error.to_string() })?;
        Ok(Self { line, unread: Vec::new() })
    }

    /// Goes on encrypted.
    pub fn secure(&mut self, connection: ClientConnection) -> Result<(), Failure> {
        if !self.unread.is_empty() {
            return Err(Failure::Injected);
        }
        self.line.secure(connection).map_err(|error| match error {
            Unsecured::Insecure(reason) => Failure::Insecure(reason),
            Unsecured::Broken(error) => self.broken(Step::StartTls, &error),
        })
    }

    /// Sends bytes whole. Whoever sends a command has read every answer before it.
    pub fn send(&mut self, step: Step, bytes: &[u8]) -> Result<(), Failure> {
        if step != Step::Body && !self.unread.is_empty() {
            return Err(Failure::Garbage { step, what: "it came before the question" });
        }
        self.line.write_all(bytes).map_err(|error| self.broken(step, &error))
    }

    /// Whether the connection is open and the server has said nothing that it was not asked.
    pub fn is_silent(&mut self) -> bool {
        self.unread.is_empty() && self.line.is_silent()
    }

    /// Reads one whole answer.
    pub fn reply(&mut self, step: Step) -> Result<Reply, Failure> {
        self.reply_within(step, self.line.timeout())
    }

    /// Reads one whole answer that may take this long.
    pub fn reply_within(&mut self, step: Step, patience: Duration) -> Result<Reply, Failure> {
        self.line.wait_at_most(patience);
        let mut reply: Option<Reply> = None;
        loop {
            let line = self.line(step, patience)?;
            let line = ReplyLine::parse(&line).ok_or(Failure::Garbage { step, what: "a line has no code" })?;
            let reply = reply.get_or_insert(Reply { code: line.code, lines: Vec::new() });
            if reply.code != line.code {
                return Err(Failure::Garbage { step, what: "its lines have different codes" });
            }
            if reply.lines.len() == MOST_LINES {
                return Err(Failure::Garbage { step, what: "it has no end" });
            }
            reply.lines.push(line.text);
            if line.is_last {
                return Ok(std::mem::replace(reply, Reply { code: 0, lines: Vec::new() }));
            }
        }
    }

    /// One line without its line break.
    fn line(&mut self, step: Step, patience: Duration) -> Result<Vec<u8>, Failure> {
        let mut searched = 0;
        loop {
            if let Some(length) = self.unread[searched..].iter().position(|byte| *byte == b'\n') {
                let rest = self.unread.split_off(searched + length + 1);
                let mut line = std::mem::replace(&mut self.unread, rest);
                line.pop();
                if line.last() == Some(&b'\r') {
                    line.pop();
                }
                return Ok(line);
            }
            searched = self.unread.len();
            if searched > LONGEST_LINE {
                return Err(Failure::Garbage { step, what: "a line has no end" });
            }
            let mut buffer = [0; 2048];
            match self.line.read(&mut buffer) {
                Ok(0) => return Err(closed(step, "the server closed it")),
                Ok(read) => self.unread.extend_from_slice(&buffer[..read]),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if is_timeout(&error) => return Err(Failure::Timeout { step, patience }),
                Err(error) => return Err(self.broken(step, &error)),
            }
        }
    }

    fn broken(&self, step: Step, error: &io::Error) -> Failure {
        if is_timeout(error) {
            return Failure::Timeout { step, patience: self.line.timeout() };
        }
        closed(step, &error.to_string())
    }
}

fn closed(step: Step, reason: &str) -> Failure {
    Failure::Closed { step, reason: reason.to_owned() }
}
