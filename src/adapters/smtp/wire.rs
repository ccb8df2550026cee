//! The bytes to and from a server: every wait has an end, every answer a size.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::{Duration, Instant};

use rustls::{ClientConnection, StreamOwned};

use super::failure::{Failure, Step};
use super::reply::{LONGEST_LINE, MOST_LINES, Reply, ReplyLine};
use super::tls;

/// So many bytes must get through within one timeout.
const PART: usize = 16 << 10;

/// A TCP connection whose reads and writes give up at a deadline, however slowly the bytes drip in.
#[derive(Debug)]
struct Timed {
    tcp: TcpStream,
    deadline: Instant,
}

impl Timed {
    fn left(&self) -> io::Result<Duration> {
        let left = self.deadline.saturating_duration_since(Instant::now());
        if left.is_zero() { Err(ErrorKind::TimedOut.into()) } else { Ok(left) }
    }
}

impl Read for Timed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.tcp.set_read_timeout(Some(self.left()?))?;
        self.tcp.read(buffer)
    }
}

impl Write for Timed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.tcp.set_write_timeout(Some(self.left()?))?;
        self.tcp.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.tcp.flush()
    }
}

#[derive(Debug)]
enum Stream {
    Plain(Timed),
    Tls(Box<StreamOwned<ClientConnection, Timed>>),
    /// Only while it is being upgraded, and after that failed.
    Gone,
}

impl Stream {
    fn timed(&mut self) -> Option<&mut Timed> {
        match self {
            Self::Plain(timed) => Some(timed),
            Self::Tls(tls) => Some(&mut tls.sock),
            Self::Gone => None,
        }
    }

    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(stream) => stream.read(buffer),
            Self::Tls(stream) => stream.read(buffer),
            Self::Gone => Err(ErrorKind::NotConnected.into()),
        }
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Plain(stream) => stream.write_all(bytes),
            Self::Tls(stream) => stream.write_all(bytes).and_then(|()| stream.flush()),
            Self::Gone => Err(ErrorKind::NotConnected.into()),
        }
    }
}

/// A conversation's bytes.
#[derive(Debug)]
pub(super) struct Wire {
    stream: Stream,
    unread: Vec<u8>,
    timeout: Duration,
}

impl Wire {
    /// Connects to the first address that answers.
    pub fn connect(host: &str, port: u16, timeout: Duration) -> Result<Self, Failure> {
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let server = format!("{host}:{port}");
        let unreachable =
            |reason: io::Error| Failure::Unreachable { server: server.clone(), reason: reason.to_string() };
        let mut refused = io::Error::new(ErrorKind::NotFound, "the name has no address");
        for address in (bare, port).to_socket_addrs().map_err(unreachable)? {
            match TcpStream::connect_timeout(&address, timeout) {
                Ok(tcp) => {
                    // The final dot is written alone: it must not wait for the server to confirm what came before.
                    tcp.set_nodelay(true).map_err(unreachable)?;
                    let timed = Timed { tcp, deadline: Instant::now() + timeout };
                    return Ok(Self { stream: Stream::Plain(timed), unread: Vec::new(), timeout });
                }
                Err(error) => refused = error,
            }
        }
        Err(unreachable(refused))
    }

    /// Goes on encrypted.
    pub fn secure(&mut self, mut connection: ClientConnection) -> Result<(), Failure> {
        if !self.unread.is_empty() {
            return Err(Failure::Injected);
        }
        let Stream::Plain(mut timed) = std::mem::replace(&mut self.stream, Stream::Gone) else {
            return Err(tls::insecure("it is secured already"));
        };
        timed.deadline = Instant::now() + self.timeout;
        while connection.is_handshaking() {
            let shaken = if connection.wants_write() {
                connection.write_tls(&mut timed)
            } else {
                connection.read_tls(&mut timed)
            };
            match shaken {
                Ok(0) => return Err(tls::insecure("the server closed the connection during the handshake")),
                Ok(_) => {}
                Err(error) => return Err(self.broken(Step::StartTls, &error)),
            }
            if let Err(error) = connection.process_new_packets() {
                // The server should learn why.
                let _ = connection.write_tls(&mut timed);
                return Err(tls::insecure(error));
            }
        }
        self.stream = Stream::Tls(Box::new(StreamOwned::new(connection, timed)));
        Ok(())
    }

    /// Sends bytes whole. Whoever sends a command has read every answer before it.
    pub fn send(&mut self, step: Step, bytes: &[u8]) -> Result<(), Failure> {
        if step != Step::Body && !self.unread.is_empty() {
            return Err(Failure::Garbage { step, what: "it came before the question" });
        }
        // A long message over a slow line may take its time as long as it gets on.
        for part in bytes.chunks(PART) {
            self.set_deadline(self.timeout);
            self.stream.write_all(part).map_err(|error| self.broken(step, &error))?;
        }
        Ok(())
    }

    /// Whether the connection is open and the server has said nothing that it was not asked.
    pub fn is_silent(&mut self) -> bool {
        let Some(timed) = self.stream.timed() else { return false };
        if !self.unread.is_empty() || timed.tcp.set_nonblocking(true).is_err() {
            return false;
        }
        let is_silent = match &mut self.stream {
            Stream::Plain(timed) => timed.tcp.peek(&mut [0]).is_err_and(|error| error.kind() == ErrorKind::WouldBlock),
            Stream::Tls(tls) => is_silent(tls),
            Stream::Gone => false,
        };
        self.stream.timed().is_some_and(|timed| timed.tcp.set_nonblocking(false).is_ok()) && is_silent
    }

    /// Reads one whole answer.
    pub fn reply(&mut self, step: Step) -> Result<Reply, Failure> {
        self.reply_within(step, self.timeout)
    }

    /// Reads one whole answer that may take this long.
    pub fn reply_within(&mut self, step: Step, patience: Duration) -> Result<Reply, Failure> {
        self.set_deadline(patience);
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
            match self.stream.read(&mut buffer) {
                Ok(0) => return Err(closed(step, "the server closed it")),
                Ok(read) => self.unread.extend_from_slice(&buffer[..read]),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if is_timeout(&error) => return Err(Failure::Timeout { step, patience }),
                Err(error) => return Err(self.broken(step, &error)),
            }
        }
    }

    fn set_deadline(&mut self, patience: Duration) {
        if let Some(timed) = self.stream.timed() {
            timed.deadline = Instant::now() + patience;
        }
    }

    fn broken(&self, step: Step, error: &io::Error) -> Failure {
        if is_timeout(error) {
            return Failure::Timeout { step, patience: self.timeout };
        }
        closed(step, &error.to_string())
    }
}

/// Records that carry no text, like new session tickets, are no words of the server's.
fn is_silent(tls: &mut StreamOwned<ClientConnection, Timed>) -> bool {
    loop {
        match tls.conn.read_tls(&mut tls.sock.tcp) {
            Ok(0) => return false,
            Ok(_) => {}
            Err(error) => return error.kind() == ErrorKind::WouldBlock && has_no_text(&mut tls.conn),
        }
        if !has_no_text(&mut tls.conn) {
            return false;
        }
    }
}

fn has_no_text(connection: &mut ClientConnection) -> bool {
    connection.process_new_packets().is_ok_and(|state| state.plaintext_bytes_to_read() == 0 && !state.peer_has_closed())
}

fn closed(step: Step, reason: &str) -> Failure {
    Failure::Closed { step, reason: reason.to_owned() }
}

/// Systems name the end of a socket's patience differently.
fn is_timeout(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
}
