//! An IMAP server on this machine: a few folders, one user, and faults at will. It is bounded, as its clients should be.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use rustls::{ServerConfig, ServerConnection, StreamOwned};

use super::mails::{Mail, arrivals, fetched};

/// What the server offers and how it misbehaves.
#[derive(Clone, Default)]
pub struct Behaviour {
    /// What it offers besides `IMAP4rev1`.
    pub offers: Vec<String>,
    /// Its certificate.
    pub tls: Option<Arc<ServerConfig>>,
    /// TLS from the first byte.
    pub wrapped: bool,
    /// Whether STARTTLS is offered where there is a certificate.
    pub hides_starttls: bool,
    /// Its first words, where they are others than usual.
    pub greeting: Option<&'static str>,
    /// The log-ins that are right, as they arrive.
    pub right_logins: Vec<String>,
    /// What goes wrong.
    pub faults: Vec<Fault>,
}

/// When a command that begins so comes for the nth time, counted over all connections, this happens.
#[derive(Clone, Debug)]
pub struct Fault {
    pub at: &'static str,
    pub nth: usize,
    pub how: How,
}

/// How a command goes wrong.
#[derive(Clone, Debug)]
pub enum How {
    /// The connection is closed without a word.
    Close,
    /// The command is done, half of the answer is said, and the connection is closed.
    CloseMidway,
    /// These bytes are said in place of the answer; `TAG` stands for the command's tag.
    Say(String),
    /// Something is said so often, without an end.
    Endless(&'static str),
    /// Nothing is said until the client goes away.
    Silence,
}

/// What the server holds and saw.
#[derive(Default)]
pub struct State {
    pub uid_validity: u32,
    /// What its clock showed, in seconds, and when; ages of mails are counted in such steps.
    pub clock: Option<(i64, Instant)>,
    pub clock_step: i64,
    pub folders: BTreeMap<String, Vec<Mail>>,
    /// Every line it was told, without tags.
    pub commands: Vec<String>,
    counts: BTreeMap<String, usize>,
}

/// A running server.
pub struct TestServer {
    pub port: u16,
    pub state: Arc<Mutex<State>>,
}

impl TestServer {
    pub fn start(behaviour: Behaviour, inbox: Vec<Mail>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let folders = BTreeMap::from([("\"INBOX\"".to_owned(), inbox)]);
        let state = Arc::new(Mutex::new(State { uid_validity: 7, clock_step: 1, folders, ..State::default() }));
        let (behaviour, shared) = (Arc::new(behaviour), Arc::clone(&state));
        thread::spawn(move || {
            for stream in listener.incoming().take(500).flatten() {
                let (behaviour, state) = (Arc::clone(&behaviour), Arc::clone(&shared));
                thread::spawn(move || {
                    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
                    let conversation = Conversation {
                        stream: Stream::Plain(stream),
                        unread: Vec::new(),
                        behaviour,
                        state,
                        open: String::new(),
                    };
                    let _ = conversation.serve();
                });
            }
        });
        Self { port, state }
    }

    /// What it was told since the last question.
    pub fn commands(&self) -> Vec<String> {
        std::mem::take(&mut self.state.lock().unwrap().commands)
    }

    pub fn arrive(&self, mail: Mail) {
        self.state.lock().unwrap().folders.get_mut("\"INBOX\"").unwrap().push(mail);
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
    state: Arc<Mutex<State>>,
    open: String,
}

/// The conversation is over.
struct Over;

impl Conversation {
    fn serve(mut self) -> Result<(), Over> {
        if self.behaviour.wrapped {
            self.secure()?;
        }
        self.say(self.behaviour.greeting.unwrap_or("* OK ready\r\n"))?;
        loop {
            let line = self.line()?;
            let (tag, words) = line.split_once(' ').unwrap_or((&line, ""));
            let (tag, words) = (tag.to_owned(), words.to_owned());
            self.state.lock().unwrap().commands.push(words.clone());
            if let Some(how) = self.fault(&words) {
                self.misbehave(&how, &tag, &words)?;
                continue;
            }
            let answer = self.answer(&tag, &words)?;
            self.say(&answer)?;
            if words == "STARTTLS" {
                self.secure()?;
            }
        }
    }

    fn misbehave(&mut self, how: &How, tag: &str, words: &str) -> Result<(), Over> {
        match how {
            How::Close => Err(Over),
            How::CloseMidway => {
                let answer = self.answer(tag, words)?;
                self.say(&answer[..answer.len() / 2]).and(Err(Over))
            }
            How::Say(text) => self.say(&text.replace("TAG", tag)),
            How::Endless(text) => {
                for _ in 0..3_000_000 / text.len() {
                    self.say(&text.repeat(20))?;
                }
                Err(Over)
            }
            How::Silence => {
                while self.read().is_ok() {}
                Err(Over)
            }
        }
    }

    fn answer(&mut self, tag: &str, words: &str) -> Result<String, Over> {
        let ok = format!("{tag} OK done\r\n");
        let verb = words.split(' ').take(if words.starts_with("UID") { 2 } else { 1 }).collect::<Vec<_>>().join(" ");
        Ok(match verb.as_str() {
            "CAPABILITY" => {
                let is_plain = matches!(self.stream, Stream::Plain(_));
                let starttls = is_plain && self.behaviour.tls.is_some() && !self.behaviour.hides_starttls;
                let offers = self.behaviour.offers.join(" ");
                format!("* CAPABILITY IMAP4rev1 {offers}{}\r\n{ok}", if starttls { " STARTTLS" } else { "" })
            }
            "AUTHENTICATE" | "LOGIN" => self.log_in(tag, words)?,
            "EXAMINE" | "SELECT" => {
                let name = words.split_once(' ').unwrap_or_default().1.to_owned();
                let state = self.state.lock().unwrap();
                let Some(mails) = state.folders.get(&name) else {
                    return Ok(format!("{tag} NO [NONEXISTENT] no such folder\r\n"));
                };
                let next = mails.last().map_or(1, |mail| mail.uid + 1);
                let exists = mails.len();
                self.open = name;
                let validity = state.uid_validity;
                format!("* {exists} EXISTS\r\n* OK [UIDVALIDITY {validity}] v\r\n* OK [UIDNEXT {next}] n\r\n{ok}")
            }
            "UID SEARCH" => {
                let state = self.state.lock().unwrap();
                let clock = state.clock.map_or(0, |(shown, at)| shown + i64::try_from(at.elapsed().as_secs()).unwrap());
                let found = state.folders[&self.open]
                    .iter()
                    .filter(|mail| mail.matches(words) && mail.is_younger(words, clock, state.clock_step));
                let found: Vec<String> = found.map(|mail| mail.uid.to_string()).collect();
                format!("* SEARCH {}\r\n{ok}", found.join(" "))
            }
            "FETCH" => arrivals(&self.state.lock().unwrap().folders[&self.open], words) + &ok,
            "UID FETCH" => fetched(&self.state.lock().unwrap().folders[&self.open], words) + &ok,
            "UID STORE" => {
                let uid: u32 = words.split(' ').nth(2).unwrap().parse().unwrap();
                let mut state = self.state.lock().unwrap();
                let mails = state.folders.get_mut(&self.open).unwrap();
                let mail = mails.iter_mut().find(|mail| mail.uid == uid).unwrap();
                mail.flags.push_str(words.split(['(', ')']).nth(1).unwrap());
                ok
            }
            "CREATE" => {
                let name = words.split_once(' ').unwrap_or_default().1.to_owned();
                self.state.lock().unwrap().folders.insert(name, Vec::new());
                ok
            }
            "APPEND" => self.append(tag, words)?,
            "LIST" => format!("* LIST (\\Sent) \"/\" Gesendet\r\n{ok}"),
            "NOOP" | "SUBSCRIBE" | "STARTTLS" => ok,
            _ => format!("* BYE\r\n{ok}"),
        })
    }

    fn append(&mut self, tag: &str, words: &str) -> Result<String, Over> {
        let (head, length) = words.strip_suffix('}').unwrap().rsplit_once('{').unwrap();
        self.say("+ go ahead\r\n")?;
        let octets = self.octets(length.parse().unwrap())?;
        self.line()?;
        let name = head.strip_prefix("APPEND ").unwrap().split(" (").next().unwrap().to_owned();
        let mut state = self.state.lock().unwrap();
        let Some(mails) = state.folders.get_mut(&name) else { return Ok(format!("{tag} NO [TRYCREATE] no\r\n")) };
        let uid = mails.last().map_or(1, |mail| mail.uid + 1);
        let flags = head.split_once('(').unwrap().1.split_once(')').unwrap().0.to_owned();
        mails.push(Mail { flags, ..Mail::whole(uid, &octets) });
        Ok(format!("{tag} OK [APPENDUID 7 {uid}] done\r\n"))
    }

    fn log_in(&mut self, tag: &str, words: &str) -> Result<String, Over> {
        let mut said = words.to_owned();
        if words.starts_with("AUTHENTICATE") && words.split(' ').count() == 2 {
            self.say("+ \r\n")?;
            said = format!("{words} {}", self.line()?);
        }
        // Literals of the command LOGIN.
        while let Some((before, length)) = said.strip_suffix('}').and_then(|said| said.rsplit_once('{')) {
            let (before, length) = (before.to_owned(), length.parse().unwrap());
            self.say("+ \r\n")?;
            said = before + &self.octets(length)? + &self.line()?;
        }
        if self.behaviour.right_logins.is_empty() || self.behaviour.right_logins.contains(&said) {
            return Ok(format!("{tag} OK welcome\r\n"));
        }
        if said.contains("XOAUTH2") {
            self.say("+ eyJzdGF0dXMiOiI0MDAifQ==\r\n")?;
            assert_eq!(self.line()?, "", "the answer to XOAUTH2's explanation is empty");
        }
        // Servers that repeat what they were told exist.
        Ok(format!("{tag} NO [AUTHENTICATIONFAILED] {said}\r\n"))
    }

    fn secure(&mut self) -> Result<(), Over> {
        let Stream::Plain(stream) = std::mem::replace(&mut self.stream, Stream::Gone) else { return Err(Over) };
        let config = self.behaviour.tls.clone().ok_or(Over)?;
        let connection = ServerConnection::new(config).map_err(|_| Over)?;
        self.stream = Stream::Tls(Box::new(StreamOwned::new(connection, stream)));
        Ok(())
    }

    /// The fault that is due at this command.
    fn fault(&self, words: &str) -> Option<How> {
        let mut state = self.state.lock().unwrap();
        let mut due = None;
        let mut ats: Vec<&str> = self.behaviour.faults.iter().map(|fault| fault.at).collect();
        ats.sort_unstable();
        ats.dedup();
        for at in ats.into_iter().filter(|at| words.starts_with(at)) {
            let count = state.counts.entry(at.to_owned()).or_default();
            let fault = self.behaviour.faults.iter().find(|fault| fault.at == at && fault.nth == *count);
            due = due.or(fault.map(|fault| fault.how.clone()));
            *count += 1;
        }
        due
    }

    fn say(&mut self, words: &str) -> Result<(), Over> {
        let said = match &mut self.stream {
            Stream::Plain(stream) => stream.write_all(words.as_bytes()),
            Stream::Tls(stream) => stream.write_all(words.as_bytes()).and_then(|()| stream.flush()),
            Stream::Gone => return Err(Over),
        };
        said.map_err(|_| Over)
    }

    fn octets(&mut self, count: usize) -> Result<String, Over> {
        while self.unread.len() < count {
            self.read()?;
        }
        let rest = self.unread.split_off(count);
        let octets = std::mem::replace(&mut self.unread, rest);
        Ok(String::from_utf8_lossy(&octets).into_owned())
    }

    fn line(&mut self) -> Result<String, Over> {
        loop {
            if let Some(end) = self.unread.iter().position(|byte| *byte == b'\n') {
                return Ok(self.octets(end + 1)?.trim_end_matches(['\r', '\n']).to_owned());
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
            Ok(0) | Err(_) => Err(Over),
            Ok(read) => {
                self.unread.extend_from_slice(&buffer[..read]);
                Ok(())
            }
        }
    }
}
