//! statt in a home of its own: no configuration, clock or colour of the machine reaches it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The Monday morning on which the tests take place.
pub const NOW: &str = "2026-11-23T09:00:00+01:00";

/// A home with a configuration, an outbox and whatever a test puts there.
pub struct Sandbox {
    home: tempfile::TempDir,
}

/// What a run left behind.
pub struct Run {
    pub out: String,
    pub err: String,
    pub code: i32,
    pub bytes: Vec<u8>,
}

impl Run {
    /// The results, one JSON value a line.
    pub fn json(&self) -> Vec<serde_json::Value> {
        self.out
            .lines()
            .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
            .collect()
    }

    /// The same run, which must have gone well.
    #[track_caller]
    pub fn ok(self) -> Self {
        assert_eq!(self.code, 0, "stdout:\n{}\nstderr:\n{}", self.out, self.err);
        self
    }
}

impl Sandbox {
    /// A home with a configuration.
    pub fn new(config: &str) -> Self {
        let sandbox = Self { home: tempfile::tempdir().expect("a home") };
        sandbox.write("config.toml", config);
        sandbox
    }

    /// A home in which the examples are configured.
    pub fn with_examples() -> Self {
        let config = std::fs::read_to_string(examples().join("config.toml")).expect("the examples");
        let config = ["calendar.ics", "contacts.csv", "inbox"].iter().fold(config, |config, name| {
            config.replace(&format!("\"{name}\""), &format!("\"{}\"", examples().join(name).display()))
        });
        Self::new(&config)
    }

    /// A path in the home.
    pub fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// Puts a file into the home.
    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(&path, text).expect("a file");
        path
    }

    /// A command line, ready to be changed or run.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_statt"));
        command
            .env_clear()
            .env("HOME", self.home.path())
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("TZ", "Europe/Berlin")
            .current_dir(self.home.path())
            .stdin(Stdio::null())
            .env("STATT_CONFIG", "config.toml")
            .env("STATT_OUTBOX", "outbox.db")
            .env("STATT_NOW", NOW)
            .args(words);
        command
    }

    /// Runs a command line.
    pub fn run(&self, words: &[&str]) -> Run {
        finished(self.command(words).output().expect("statt runs"))
    }
}

/// What a finished process left behind.
pub fn finished(output: Output) -> Run {
    Run {
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
        code: output.status.code().unwrap_or(-1),
        bytes: output.stdout,
    }
}

/// The project's examples.
pub fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")
}

/// The folder of shared test material; `None`, with a word about it, where this machine has none.
pub fn shared(part: &str) -> Option<PathBuf> {
    let named = std::env::var_os("STATT_SHARED").map(PathBuf::from);
    let folder = named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"));
    let path = folder.join(part);
    if path.exists() {
        return Some(path);
    }
    #[expect(clippy::print_stderr, reason = "whoever runs the tests should know")]
    {
        eprintln!("skipped: there is no {}", path.display());
    }
    None
}
