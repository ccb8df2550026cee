//! The bytes to and from a server: every wait has an end.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::{Duration, Instant};

use rustls::{ClientConnection, StreamOwned};

/// So many bytes must get through within one timeout.
const PART: usize = 16 << 10;

/// A TCP connection whose reads and writes give up at a deadline, however slowly the bytes drip in.
#[derive(Debug)]
struct Timed {
    tcp: TcpStream,
    deadline: Instant,
    reads: Option<Duration>,
    writes: Option<Duration>,
}

impl Timed {
    fn new(tcp: TcpStream, timeout: Duration) -> Self {
        Self { tcp, deadline: Instant::now() + timeout, reads: None, writes: None }
    }

    fn left(&self) -> io::Result<Duration> {
        let left = self.deadline.saturating_duration_since(Instant::now());
        if left.is_zero() { Err(ErrorKind::TimedOut.into()) } else { Ok(left) }
    }
}

/// Whether a time-out that is set will do for what is left: the system need not be told before each step.
fn will_do(set: Option<Duration>, left: Duration) -> bool {
    set.is_some_and(|set| left.checked_sub(set).is_some_and(|unused| unused <= left / 16))
}

impl Read for Timed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.left()?;
        if !will_do(self.reads, left) {
            self.tcp.set_read_timeout(Some(left))?;
            self.reads = Some(left);
        }
        self.tcp.read(buffer)
    }
}

impl Write for Timed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let left = self.left()?;
        if !will_do(self.writes, left) {
            self.tcp.set_write_timeout(Some(left))?;
            self.writes = Some(left);
        }
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

/// A line to a server, plain or encrypted.
#[derive(Debug)]
pub struct Line {
    stream: Stream,
    timeout: Duration,
}

/// Why a line is not encrypted.
#[derive(Debug)]
pub enum Unsecured {
    /// The certificate is not good, or the handshake went wrong.
    Insecure(String),
    /// The connection broke.
    Broken(io::Error),
}

impl Line {
    /// Connects to the first address that answers.
    ///
    /// # Errors
    /// What the system says of the last one.
    pub fn connect(host: &str, port: u16, timeout: Duration) -> io::Result<Self> {
        let mut refused = io::Error::new(ErrorKind::NotFound, "the name has no address");
        for address in (super::bare(host), port).to_socket_addrs()? {
            match TcpStream::connect_timeout(&address, timeout) {
                Ok(tcp) => {
                    // What is written alone must not wait for the server to confirm what came before.
                    tcp.set_nodelay(true)?;
                    return Ok(Self { stream: Stream::Plain(Timed::new(tcp, timeout)), timeout });
                }
                Err(error) => refused = error,
            }
        }
        Err(refused)
    }

    /// How long one step may take.
    #[must_use]
    pub fn timeout(&self) -> Duration {
        self.timeout
    }

    /// Goes on encrypted. Whoever calls this has made sure that nothing was read beyond the answer to STARTTLS.
    ///
    /// # Errors
    /// [`Unsecured`]; then the line is gone.
    pub fn secure(&mut self, mut connection: ClientConnection) -> Result<(), Unsecured> {
        let Stream::Plain(mut timed) = std::mem::replace(&mut self.stream, Stream::Gone) else {
            return Err(Unsecured::Insecure("it is secured already".to_owned()));
        };
        timed.deadline = Instant::now() + self.timeout;
        while connection.is_handshaking() {
            let shaken = if connection.wants_write() {
                connection.write_tls(&mut timed)
            } else {
                connection.read_tls(&mut timed)
            };
            match shaken {
                Ok(0) => {
                    let reason = "the server closed the connection during the handshake".to_owned();
                    return Err(Unsecured::Insecure(reason));
                }
                Ok(_) => {}
                Err(error) => return Err(Unsecured::Broken(error)),
            }
            if let Err(error) = connection.process_new_packets() {
                // The server should learn why.
                let _ = connection.write_tls(&mut timed);
                return Err(Unsecured::Insecure(error.to_string()));
            }
        }
        self.stream = Stream::Tls(Box::new(StreamOwned::new(connection, timed)));
        Ok(())
    }

    /// From now on reading may take this long.
    pub fn wait_at_most(&mut self, patience: Duration) {
        if let Some(timed) = self.timed() {
            timed.deadline = Instant::now() + patience;
        }
    }

    /// What has come, as far as it fits; 0 at the end.
    ///
    /// # Errors
    /// What the system says; [`is_timeout`] tells impatience.
    pub fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match &mut self.stream {
            Stream::Plain(stream) => stream.read(buffer),
            Stream::Tls(stream) => stream.read(buffer),
            Stream::Gone => Err(ErrorKind::NotConnected.into()),
        }
    }

    /// Sends bytes whole. A long message over a slow line may take its time as long as it gets on.
    ///
    /// # Errors
    /// What the system says.
    pub fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        for part in bytes.chunks(PART) {
            self.wait_at_most(self.timeout);
            match &mut self.stream {
                Stream::Plain(stream) => stream.write_all(part)?,
                Stream::Tls(stream) => stream.write_all(part).and_then(|()| stream.flush())?,
                Stream::Gone => return Err(ErrorKind::NotConnected.into()),
            }
        }
        Ok(())
    }

    /// Whether the connection is open and the server has said nothing that was not read.
    pub fn is_silent(&mut self) -> bool {
        if self.timed().is_none_or(|timed| timed.tcp.set_nonblocking(true).is_err()) {
            return false;
        }
        let is_silent = match &mut self.stream {
            Stream::Plain(timed) => timed.tcp.peek(&mut [0]).is_err_and(|error| error.kind() == ErrorKind::WouldBlock),
            Stream::Tls(tls) => is_silent(tls),
            Stream::Gone => false,
        };
        self.timed().is_some_and(|timed| timed.tcp.set_nonblocking(false).is_ok()) && is_silent
    }

    fn timed(&mut self) -> Option<&mut Timed> {
        match &mut self.stream {
            Stream::Plain(timed) => Some(timed),
            Stream::Tls(tls) => Some(&mut tls.sock),
            Stream::Gone => None,
        }
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

/// Systems name the end of a socket's patience differently.
#[must_use]
pub fn is_timeout(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
}
