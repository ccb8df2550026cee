//! A program that behaves like `sendmail`, for people who have one set up: it gets the mail on its standard input.

use std::io::{ErrorKind, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use crate::domain::outgoing::ApprovedMail;

/// The program and what it is always told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sendmail {
    program: String,
    arguments: Vec<String>,
    /// How long it may take for one mail.
    patience: Duration,
}

/// What became of a mail that was handed to the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Handed {
    /// The program took it.
    Taken,
    /// Not this time.
    Failed(String),
    /// Never.
    Refused(String),
    /// It may have taken it.
    Uncertain(String),
    /// The approval was void before its input ended.
    Withdrawn,
    /// The program cannot be used at all.
    Unusable(String),
}

/// Why a text is no command.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("smtp.sendmail `{0}` is no command: a program and its arguments, quoted as in a shell")]
pub struct NotACommand(pub String);

/// So much of what a program complains is shown.
const LONGEST_COMPLAINT: u64 = 2000;

impl Sendmail {
    /// Reads a program and its arguments. They are split like a shell does it, but no shell ever sees them.
    ///
    /// # Errors
    /// [`NotACommand`] where it is empty or a quotation has no end.
    pub fn parse(command: &str, patience: Duration) -> Result<Self, NotACommand> {
        let mut words = shell_words::split(command).unwrap_or_default().into_iter();
        let program = words.next().ok_or_else(|| NotACommand(command.to_owned()))?;
        Ok(Self { program, arguments: words.collect(), patience })
    }

    /// Hands over one mail. `before_end` is asked, when the whole mail is written, whether it may still go; when it
    /// returns, that the mail may be out must be on the disk.
    pub fn hand_over(&self, mail: &ApprovedMail, before_end: &mut dyn FnMut() -> bool) -> Handed {
        let recipients = mail.envelope_to.iter().map(crate::domain::address::EmailAddress::written);
        if recipients.clone().chain([mail.envelope_from.written()]).any(|address| address.starts_with('-')) {
            return Handed::Refused("an address that begins with `-` looks like an option".to_owned());
        }
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).args(["-i", "-f", mail.envelope_from.written(), "--"]).args(recipients);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = match command.spawn() {
            Ok(child) => child,
            Err(error) => return Handed::Unusable(format!("`{}` cannot be run: {error}", self.program)),
        };
        let deadline = Instant::now() + self.patience;
        let complaint = child.stderr.take().map(read_aside);
        let (Some(input), Some(complaint)) = (child.stdin.take(), complaint) else {
            stop(&mut child);
            return Handed::Failed(format!("`{}` takes no input", self.program));
        };
        let Some(written) = write_aside(input, with_lf(&mail.bytes), deadline) else {
            stop(&mut child);
            return Handed::Failed(format!("`{}` did not take the mail in time", self.program));
        };
        let was_whole = match written {
            Ok(input) => {
                if !before_end() {
                    // Killed before its input ends, it has not got a whole mail.
                    stop(&mut child);
                    return Handed::Withdrawn;
                }
                drop(input);
                true
            }
            Err(()) => false,
        };
        let Some(status) = wait(&mut child, deadline) else {
            stop(&mut child);
            return Handed::Uncertain(format!("`{}` gave no answer in {} s", self.program, self.patience.as_secs()));
        };
        let complaint = complaint.recv_timeout(Duration::from_secs(1)).unwrap_or_default();
        self.judge(status, was_whole, &complaint)
    }

    fn judge(&self, status: ExitStatus, was_whole: bool, complaint: &str) -> Handed {
        let reason = match complaint.trim() {
            "" => format!("`{}` ended with {status}", self.program),
            words => format!("`{}` ended with {status}: {words}", self.program),
        };
        match (status.code(), was_whole) {
            (Some(0), true) => Handed::Taken,
            (Some(0), false) => Handed::Uncertain(format!("{reason}, but did not read the whole mail")),
            (Some(65 | 67 | 69), _) => Handed::Refused(reason),
            // sysexits.h: it broke, an I/O error, a broken conversation; who knows how far it was?
            (None | Some(70 | 74 | 76), true) => Handed::Uncertain(reason),
            _ => Handed::Failed(reason),
        }
    }
}

fn with_lf(bytes: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(bytes.len());
    for (position, &byte) in bytes.iter().enumerate() {
        if !(byte == b'\r' && bytes.get(position + 1) == Some(&b'\n')) {
            text.push(byte);
        }
    }
    text
}

/// Writes the mail, but leaves the end of the input open; `None` where that takes too long.
fn write_aside(
    mut input: std::process::ChildStdin,
    text: Vec<u8>,
    deadline: Instant,
) -> Option<Result<std::process::ChildStdin, ()>> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let written = input.write_all(&text).and_then(|()| input.flush());
        let _ = sender.send(written.map(|()| input).map_err(|_| ()));
    });
    receiver.recv_timeout(deadline.saturating_duration_since(Instant::now())).ok()
}

fn read_aside(mut stream: impl Read + Send + 'static) -> mpsc::Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = stream.by_ref().take(LONGEST_COMPLAINT).read_to_end(&mut bytes);
        let text = String::from_utf8_lossy(&bytes);
        let one_line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let _ = sender.send(one_line);
        let _ = std::io::copy(&mut stream, &mut std::io::sink());
    });
    receiver
}

fn wait(child: &mut Child, deadline: Instant) -> Option<ExitStatus> {
    let mut pause = Duration::from_micros(200);
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Err(error) if error.kind() != ErrorKind::Interrupted => return None,
            _ => {}
        }
        if Instant::now() > deadline {
            return None;
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(50));
    }
}

fn stop(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::domain::address::EmailAddress;

    fn mail(to: &str) -> ApprovedMail {
        ApprovedMail {
            envelope_from: EmailAddress::parse("jana@agentur.example").unwrap(),
            envelope_to: vec![EmailAddress::parse(to).unwrap()],
            bytes: b"Subject: x\r\n\r\n.\r\ntext\r\n".to_vec(),
        }
    }

    /// A program that is a shell script; the mail's data are only its arguments and its input.
    fn program(script: &str) -> Sendmail {
        let arguments = vec!["-c".to_owned(), script.to_owned(), "sendmail".to_owned()];
        Sendmail { program: "sh".to_owned(), arguments, patience: Duration::from_secs(5) }
    }

    fn handed(script: &str) -> Handed {
        program(script).hand_over(&mail("kim@kunde.example"), &mut || true)
    }

    #[test]
    fn the_exit_status_says_what_became_of_the_mail() {
        let said = |name: &str| format!("`sh` ended with exit status: {name}");
        let cases = [
            ("cat >/dev/null", Handed::Taken),
            ("cat >/dev/null; exit 75", Handed::Failed(said("75"))),
            ("cat >/dev/null; echo no >&2; exit 67", Handed::Refused(said("67: no"))),
            ("cat >/dev/null; exit 74", Handed::Uncertain(said("74"))),
            ("cat >/dev/null; exit 1", Handed::Failed(said("1"))),
            ("cat >/dev/null; kill -9 $$", Handed::Uncertain("`sh` ended with signal: 9 (SIGKILL)".to_owned())),
        ];
        for (script, expected) in cases {
            assert_eq!(handed(script), expected, "{script}");
        }
    }

    #[test]
    fn the_program_gets_the_envelope_as_arguments_and_the_mail_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let script = format!("echo \"$@\" > '{0}'; cat >> '{0}'", out.display());
        assert_eq!(program(&script).hand_over(&mail("a$IFS`x`'|&*@kunde.example"), &mut || true), Handed::Taken);
        let expected = "-i -f jana@agentur.example -- a$IFS`x`'|&*@kunde.example\nSubject: x\n\n.\ntext\n";
        assert_eq!(std::fs::read_to_string(out).unwrap(), expected);
    }

    #[test]
    fn a_program_that_cannot_be_used_or_takes_no_time_for_the_mail() {
        let missing = Sendmail::parse("/no/such/program -a work", Duration::from_secs(1)).unwrap();
        assert!(matches!(missing.hand_over(&mail("a@b.example"), &mut || true), Handed::Unusable(_)));
        let slow = Sendmail { patience: Duration::from_millis(100), ..program("cat >/dev/null; exec sleep 5") };
        assert!(matches!(slow.hand_over(&mail("a@b.example"), &mut || true), Handed::Uncertain(_)));
        let option = program("true").hand_over(&mail("-oQ@kunde.example"), &mut || true);
        assert!(matches!(option, Handed::Refused(_)), "{option:?}");
        assert!(Sendmail::parse("msmtp 'unfinished", Duration::ZERO).is_err());
    }

    #[test]
    fn what_was_withdrawn_is_not_handed_over_whole() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let script = format!("cat > /dev/null; touch '{}'", out.display());
        assert_eq!(program(&script).hand_over(&mail("a@b.example"), &mut || false), Handed::Withdrawn);
        assert!(!out.exists());
    }
}
