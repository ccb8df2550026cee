//! A mail server on this machine that does what it is told, also the wrong thing at the right time.
//!
//! It is bounded: it serves so many connections, and waits for each of them only so long.

use std::collections::HashMap;
use std::io::{ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::ops::Range;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use rustls::{ServerConfig, ServerConnection, StreamOwned};
use statt::adapters::smtp::Step;

/// The steps of a conversation at which something can go wrong.
pub const STEPS: [Step; 10] = [
    Step::Greeting,
    Step::Hello,
    Step::Login,
    Step::Reset,
    Step::Sender,
    Step::Recipient,
    Step::Data,
    Step::Body,
    Step::Dot,
    Step::Quit,
];

/// What the server offers and how it misbehaves.
#[derive(Clone, Default)]
pub struct Behaviour {
    /// The lines of its answer to EHLO.
    pub offers: Vec<String>,
    /// Its certificate.
    pub tls: Option<Arc<ServerConfig>>,
    /// TLS from the first byte.
    pub wrapped: bool,
    /// Whether STARTTLS is offered where there is a certificate.
    pub hides_starttls: bool,
    /// The log-in that is right, as it arrives: base64.
    pub right_logins: Vec<String>,
    /// What goes wrong.
    pub faults: Vec<Fault>,
}

/// One misbehaviour.
#[derive(Clone, Debug)]
pub struct Fault {
    /// At this step,
    pub at: Step,
    /// when it comes for the nth time, counted over all connections,
    pub when: Range<usize>,
    /// this happens.
    pub how: How,
    /// At the final dot: whether the server keeps the mail all the same.
    pub keeps: bool,
}

/// Something that the server does before it answers as usual.
#[derive(Clone)]
pub struct Deed(pub Arc<dyn Fn() + Send + Sync>);

impl std::fmt::Debug for Deed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Deed")
    }
}

/// How a step goes wrong.
#[derive(Clone, Debug)]
pub enum How {
    /// This happens, and the connection is closed.
    Do(Deed),
    /// This happens, and the answer is as usual.
    DoAndGoOn(Deed),
    /// The connection is closed without a word.
    Close,
    /// These bytes are said in place of the answer.
    Say(&'static str),
    /// These bytes are said, and the connection is closed.
    SayAndClose(&'static str),
    /// A line without an end.
    EndlessLine,
    /// An answer without an end.
    EndlessLines,
    /// Nothing is said until the client goes away.
    Silence,
    /// The answer comes so slowly that it never ends.
    Drip,
}

impl Fault {
    /// Goes wrong once, the first time.
    pub fn once(at: Step, how: How) -> Self {
        Self { at, when: 0..1, how, keeps: false }
    }

    /// Goes wrong every time.
    pub fn always(at: Step, how: How) -> Self {
        Self { at, when: 0..usize::MAX, how, keeps: false }
    }
}

/// A message that the server took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    pub from: String,
    pub to: Vec<String>,
    pub message: String,
}

/// What the server saw.
#[derive(Default)]
pub struct Log {
    pub taken: Vec<Taken>,
    /// Every line it was told, without messages.
    pub commands: Vec<String>,
    pub connections: usize,
    steps: Vec<Step>,
}

/// A running server.
pub struct TestServer {
    pub port: u16,
    log: Arc<Mutex<Log>>,
}

impl TestServer {
    pub fn start(behaviour: Behaviour) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let log = Arc::new(Mutex::new(Log::default()));
        let (behaviour, shared) = (Arc::new(behaviour), Arc::clone(&log));
        thread::spawn(move || {
            for stream in listener.incoming().take(2000).flatten() {
                shared.lock().unwrap().connections += 1;
                let (behaviour, log) = (Arc::clone(&behaviour), Arc::clone(&shared));
                thread::spawn(move || {
                    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
                    stream.set_nodelay(true).unwrap();
                    let conversation =
                        Conversation { stream: Stream::Plain(stream), unread: Vec::new(), behaviour, log };
                    let _ = conversation.serve();
                });
            }
        });
        Self { port, log }
    }

    /// A server of another process.
    pub fn elsewhere(port: u16) -> Self {
        Self { port, log: Arc::default() }
    }

    pub fn taken(&self) -> Vec<Taken> {
        self.log.lock().unwrap().taken.clone()
    }

    /// How often each recipient got something.
    pub fn counts(&self) -> HashMap<String, usize> {
        let mut counts = HashMap::new();
        for to in self.log.lock().unwrap().taken.iter().flat_map(|taken| &taken.to) {
            *counts.entry(to.clone()).or_default() += 1;
        }
        counts
    }

    pub fn commands(&self) -> Vec<String> {
        self.log.lock().unwrap().commands.clone()
    }

    pub fn connections(&self) -> usize {
        self.log.lock().unwrap().connections
    }
}

enum Stream {
    Plain(TcpStream),
    Tls(Box<StreamOwned<ServerConnection, TcpStream>>),
    Gone,
}

struct Conversation {
    stream: Stream,
    unread: Vec<u8>,
    behaviour: Arc<Behaviour>,
    log: Arc<Mutex<Log>>,
}

/// The conversation is over.
struct Over;

impl Conversation {
    fn serve(mut self) -> Result<(), Over> {
        if self.behaviour.wrapped {
            self.secure()?;
        }
        self.answer(Step::Greeting, "220 test.example ESMTP\r\n")?;
        let mut envelope: Option<(String, Vec<String>)> = None;
        loop {
            let line = self.line()?;
            self.log.lock().unwrap().commands.push(line.clone());
            let (verb, rest) = line.split_once(' ').unwrap_or((&line, ""));
            match verb.to_ascii_uppercase().as_str() {
                "EHLO" => self.answer(Step::Hello, &self.offer())?,
                "HELO" => self.answer(Step::Hello, "250 test.example\r\n")?,
                "STARTTLS" => {
                    self.answer(Step::StartTls, "220 go ahead\r\n")?;
                    self.secure()?;
                }
                "AUTH" => self.log_in(rest)?,
                "RSET" => {
                    envelope = None;
                    self.answer(Step::Reset, "250 2.0.0 ok\r\n")?;
                }
                "MAIL" => {
                    envelope = Some((address(rest), Vec::new()));
                    self.answer(Step::Sender, "250 2.1.0 ok\r\n")?;
                }
                "RCPT" => {
                    let fault = self.fault(Step::Recipient);
                    let is_yes = |fault: &Fault| matches!(fault.how, How::Say(words) if words.starts_with('2'));
                    if fault.as_ref().is_none_or(is_yes)
                        && let Some((_, to)) = &mut envelope
                    {
                        to.push(address(rest));
                    }
                    self.go_on(fault, "250 2.1.5 ok\r\n")?;
                }
                "DATA" => {
                    let (from, to) = envelope.take().unwrap_or_default();
                    self.data(from, to)?;
                }
                "QUIT" => {
                    self.answer(Step::Quit, "221 2.0.0 bye\r\n")?;
                    return Ok(());
                }
                _ => self.say("500 5.5.2 what?\r\n")?,
            }
        }
    }

    fn data(&mut self, from: String, to: Vec<String>) -> Result<(), Over> {
        let fault = self.fault(Step::Data);
        let was_refused = fault.as_ref().is_some_and(|fault| !matches!(fault.how, How::DoAndGoOn(_)));
        self.go_on(fault, "354 go ahead\r\n")?;
        if was_refused {
            return Ok(());
        }
        let given_up = self.fault(Step::Body);
        if let Some(fault) = &given_up {
            self.line()?;
            self.misbehave(&fault.how)?;
        }
        let mut message = String::new();
        loop {
            let line = self.line()?;
            if line == "." {
                break;
            }
            message += line.strip_prefix('.').unwrap_or(&line);
            message += "\r\n";
        }
        if given_up.is_some() {
            return Ok(());
        }
        let fault = self.fault(Step::Dot);
        if fault.as_ref().is_none_or(|fault| fault.keeps) {
            self.log.lock().unwrap().taken.push(Taken { from, to, message });
        }
        self.go_on(fault, "250 2.0.0 Ok: queued as 4F\r\n")
    }

    fn log_in(&mut self, rest: &str) -> Result<(), Over> {
        let (mechanism, first) = rest.split_once(' ').unwrap_or((rest, ""));
        let mut login = first.to_owned();
        if mechanism == "LOGIN" {
            self.say("334 VXNlciBOYW1lAA==\r\n")?;
            let user = self.line()?;
            self.say("334 UGFzc3dvcmQA\r\n")?;
            login = format!("{user} {}", self.line()?);
        }
        let fault = self.fault(Step::Login);
        if fault.is_none() && !self.behaviour.right_logins.contains(&login) {
            if mechanism == "XOAUTH2" {
                self.say("334 eyJzdGF0dXMiOiI0MDAifQ==\r\n")?;
                assert_eq!(self.line()?, "", "the answer to XOAUTH2's explanation is empty");
            }
            // Servers that repeat what they were told exist.
            return self.say(&format!("535 5.7.8 bad log-in {login}\r\n"));
        }
        self.go_on(fault, "235 2.7.0 welcome\r\n")
    }

    fn offer(&self) -> String {
        let is_plain = matches!(self.stream, Stream::Plain(_));
        let starttls =
            (is_plain && self.behaviour.tls.is_some() && !self.behaviour.hides_starttls).then_some("STARTTLS");
        let mut lines: Vec<&str> = vec!["test.example"];
        lines.extend(starttls);
        lines.extend(self.behaviour.offers.iter().map(String::as_str));
        let last = lines.len() - 1;
        lines.iter().enumerate().fold(String::new(), |text, (position, line)| {
            format!("{text}250{}{line}\r\n", if position == last { ' ' } else { '-' })
        })
    }

    fn secure(&mut self) -> Result<(), Over> {
        let Stream::Plain(stream) = std::mem::replace(&mut self.stream, Stream::Gone) else { return Err(Over) };
        let config = self.behaviour.tls.clone().ok_or(Over)?;
        let connection = ServerConnection::new(config).map_err(|_| Over)?;
        self.stream = Stream::Tls(Box::new(StreamOwned::new(connection, stream)));
        Ok(())
    }

    fn answer(&mut self, step: Step, good: &str) -> Result<(), Over> {
        let fault = self.fault(step);
        self.go_on(fault, good)
    }

    fn go_on(&mut self, fault: Option<Fault>, good: &str) -> Result<(), Over> {
        match fault {
            Some(Fault { how: How::DoAndGoOn(deed), .. }) => {
                (deed.0)();
                self.say(good)
            }
            Some(fault) => self.misbehave(&fault.how),
            None => self.say(good),
        }
    }

    /// The fault that is due at this step.
    fn fault(&self, step: Step) -> Option<Fault> {
        let mut log = self.log.lock().unwrap();
        let before = log.steps.iter().filter(|earlier| **earlier == step).count();
        log.steps.push(step);
        drop(log);
        self.behaviour.faults.iter().find(|fault| fault.at == step && fault.when.contains(&before)).cloned()
    }

    fn misbehave(&mut self, how: &How) -> Result<(), Over> {
        match how {
            How::Close => Err(Over),
            How::Do(deed) | How::DoAndGoOn(deed) => {
                (deed.0)();
                Err(Over)
            }
            How::Say(words) => self.say(words),
            How::SayAndClose(words) => self.say(words).and(Err(Over)),
            How::EndlessLine => self.repeat("250 and so on ", 200_000),
            How::EndlessLines => self.repeat("250-and so on\r\n", 200_000),
            How::Silence => {
                while self.read().is_ok() {}
                Err(Over)
            }
            How::Drip => {
                for byte in "250 2.0.0 this answer takes its time".bytes() {
                    self.say(char::from(byte).to_string().as_str())?;
                    thread::sleep(Duration::from_millis(60));
                }
                Err(Over)
            }
        }
    }

    fn repeat(&mut self, words: &str, times: usize) -> Result<(), Over> {
        for _ in 0..times {
            self.say(words)?;
        }
        Err(Over)
    }

    fn say(&mut self, words: &str) -> Result<(), Over> {
        let said = match &mut self.stream {
            Stream::Plain(stream) => stream.write_all(words.as_bytes()),
            Stream::Tls(stream) => stream.write_all(words.as_bytes()).and_then(|()| stream.flush()),
            Stream::Gone => return Err(Over),
        };
        said.map_err(|_| Over)
    }

    fn line(&mut self) -> Result<String, Over> {
        loop {
            if let Some(end) = self.unread.iter().position(|byte| *byte == b'\n') {
                let rest = self.unread.split_off(end + 1);
                let line = std::mem::replace(&mut self.unread, rest);
                return Ok(String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']).to_owned());
            }
            self.read()?;
        }
    }

    fn read(&mut self) -> Result<(), Over> {
        let mut buffer = [0; 16 << 10];
        let read = match &mut self.stream {
            Stream::Plain(stream) => stream.read(&mut buffer),
            Stream::Tls(stream) => stream.read(&mut buffer),
            Stream::Gone => return Err(Over),
        };
        match read {
            Ok(0) => Err(Over),
            Ok(read) => {
                self.unread.extend_from_slice(&buffer[..read]);
                Ok(())
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => Ok(()),
            Err(_) => Err(Over),
        }
    }
}

fn address(argument: &str) -> String {
    let start = argument.find('<').map_or(0, |start| start + 1);
    let end = argument.find('>').unwrap_or(argument.len());
    argument[start..end].to_owned()
}
