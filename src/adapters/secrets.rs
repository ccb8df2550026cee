//! Where passwords come from: a command, the system's keyring, an environment variable; never the config itself.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::domain::secret::Secret;

/// Where one password is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PasswordSource {
    /// The first line that a command of the user's prints.
    Command(String),
    /// An entry of this service in the system's keyring, under the user's name at the server.
    Keyring(String),
    /// An environment variable.
    Env(String),
}

/// Why there is no password. Never holds what a command printed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// The command cannot be run.
    #[error("the password command `{command}` cannot be run: {reason}")]
    NotRun {
        /// The command of the config.
        command: String,
        /// What the system says.
        reason: String,
    },
    /// The command failed.
    #[error("the password command `{command}` failed ({status})")]
    Failed {
        /// The command of the config.
        command: String,
        /// How it ended.
        status: String,
    },
    /// The command takes too long.
    #[error("the password command `{command}` gave no answer in {} seconds", PATIENCE.as_secs())]
    TooLong {
        /// The command of the config.
        command: String,
    },
    /// Nothing came out.
    #[error("the password from {0} is empty")]
    Empty(String),
    /// The keyring cannot be used.
    #[error("the keyring has no password for `{user}` under `{service}`: {reason}")]
    Keyring {
        /// The service of the config.
        service: String,
        /// The user's name at the server.
        user: String,
        /// What the keyring says.
        reason: String,
    },
    /// The keyring takes nothing in.
    #[error("the keyring keeps no password: {0}")]
    NotKept(String),
    /// There is no keyring.
    #[error("no keyring answers here ({0})")]
    NoKeyring(String),
    /// The variable is not set.
    #[error("the environment variable {0} is not set")]
    NotSet(String),
}

/// A password manager may ask its user for a passphrase first.
const PATIENCE: Duration = Duration::from_secs(120);

/// A token may be long, but not endless.
const LONGEST: u64 = 64 << 10;

/// Fetches a password anew.
///
/// # Errors
/// [`SecretError`] where there is none.
pub fn fetch(source: &PasswordSource, user: &str) -> Result<Secret, SecretError> {
    let (secret, place) = match source {
        PasswordSource::Command(command) => (from_command(command)?, format!("the command `{command}`")),
        PasswordSource::Keyring(service) => (from_keyring(service, user)?, format!("the keyring entry `{service}`")),
        PasswordSource::Env(name) => (
            std::env::var(name).map(Zeroizing::new).map_err(|_| SecretError::NotSet(name.clone()))?,
            format!("the environment variable {name}"),
        ),
    };
    if secret.is_empty() {
        return Err(SecretError::Empty(place));
    }
    Ok(Secret::new(secret.to_string()))
}

/// Whether a keyring answers on this machine.
///
/// # Errors
/// [`SecretError::NoKeyring`], with what the system says.
pub fn has_keyring() -> Result<(), SecretError> {
    match keyring::Entry::store_status() {
        Ok(()) => Ok(()),
        Err(error) => Err(SecretError::NoKeyring(error.to_string())),
    }
}

/// Puts a password into the keyring, where [`fetch`] finds it under the same names.
///
/// # Errors
/// [`SecretError::NoKeyring`] where there is none, [`SecretError::NotKept`] where it refuses.
pub fn store(service: &str, user: &str, secret: &Secret) -> Result<(), SecretError> {
    has_keyring()?;
    let entry = keyring::Entry::new(service, user).map_err(|error| not_kept(&error))?;
    entry.set_password(secret.reveal()).map_err(|error| not_kept(&error))
}

fn not_kept(error: &keyring::Error) -> SecretError {
    SecretError::NotKept(error.to_string())
}

fn from_keyring(service: &str, user: &str) -> Result<Zeroizing<String>, SecretError> {
    let refused = |reason: String| SecretError::Keyring { service: service.to_owned(), user: user.to_owned(), reason };
    has_keyring().map_err(|error| refused(error.to_string()))?;
    let entry = keyring::Entry::new(service, user).and_then(|entry| entry.get_password());
    entry.map(Zeroizing::new).map_err(|error| refused(error.to_string()))
}

fn from_command(command: &str) -> Result<Zeroizing<String>, SecretError> {
    let not_run =
        |error: std::io::Error| SecretError::NotRun { command: command.to_owned(), reason: error.to_string() };
    let mut child = shell(command).spawn().map_err(not_run)?;
    let line = match child.stdout.take() {
        Some(output) => first_line(output),
        None => None,
    };
    let status = match line {
        Some(_) => wait(&mut child, Instant::now() + Duration::from_secs(10)).map_err(not_run)?,
        None => None,
    };
    let Some((line, status)) = line.zip(status) else {
        let _ = child.kill();
        let _ = child.wait();
        return Err(SecretError::TooLong { command: command.to_owned() });
    };
    if !status.success() {
        return Err(SecretError::Failed { command: command.to_owned(), status: status.to_string() });
    }
    Ok(line)
}

/// The user's own words, so the user's own shell; nothing of any mail ever gets here.
fn shell(command: &str) -> Command {
    let (program, flag) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let mut shell = Command::new(program);
    shell.arg(flag).arg(command).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::inherit());
    shell
}

/// Reads aside, for a command may hang; `None` where it takes too long.
fn first_line(output: impl Read + Send + 'static) -> Option<Zeroizing<String>> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut line = Zeroizing::new(String::new());
        let mut reader = BufReader::new(output.take(LONGEST));
        if reader.read_line(&mut line).is_err() {
            line.clear();
        }
        let length = line.trim_end_matches(['\r', '\n']).len();
        line.truncate(length);
        let _ = sender.send(line);
        // A command that still prints must not die of a closed pipe.
        let _ = std::io::copy(&mut reader, &mut std::io::sink());
    });
    receiver.recv_timeout(PATIENCE).ok()
}

fn wait(child: &mut Child, deadline: Instant) -> std::io::Result<Option<std::process::ExitStatus>> {
    let mut pause = Duration::from_micros(200);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if Instant::now() > deadline {
            return Ok(None);
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(50));
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn from(command: &str) -> Result<String, SecretError> {
        fetch(&PasswordSource::Command(command.to_owned()), "jana").map(|secret| secret.reveal().to_owned())
    }

    #[test]
    fn a_commands_first_line_is_the_password() {
        assert_eq!(from("printf 'geheim\\nurl: x\\n'").unwrap(), "geheim");
        assert_eq!(from("printf 'geheim\\r\\n'").unwrap(), "geheim");
        assert_eq!(from("printf ' mit Leerzeichen '").unwrap(), " mit Leerzeichen ");
    }

    #[test]
    fn what_went_wrong_is_said_without_the_secret() {
        let failed = from("echo geheim; exit 3").unwrap_err().to_string();
        assert_eq!(failed, "the password command `echo geheim; exit 3` failed (exit status: 3)");
        let failed = from("cat /proc/self/cmdline >&2 2>/dev/null; exit 1").unwrap_err();
        assert!(matches!(failed, SecretError::Failed { .. }));
        assert!(matches!(from("true").unwrap_err(), SecretError::Empty(_)));
        let unset = fetch(&PasswordSource::Env("STATT_NO_SUCH_VARIABLE".to_owned()), "jana").unwrap_err();
        assert_eq!(unset.to_string(), "the environment variable STATT_NO_SUCH_VARIABLE is not set");
    }

    #[test]
    fn sources_are_read_as_the_config_writes_them() {
        let read = |text| toml::from_str::<std::collections::BTreeMap<String, PasswordSource>>(text).unwrap();
        let read = read("a = { command = 'pass show mail' }\nb = { keyring = 'statt' }\nc = { env = 'P' }");
        assert_eq!(read["a"], PasswordSource::Command("pass show mail".to_owned()));
        assert_eq!(read["b"], PasswordSource::Keyring("statt".to_owned()));
        assert_eq!(read["c"], PasswordSource::Env("P".to_owned()));
        assert!(toml::from_str::<std::collections::BTreeMap<String, PasswordSource>>("a = 'geheim'").is_err());
    }
}
