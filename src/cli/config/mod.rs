//! The configuration: where it lies, what it says, and what that means for the core.

mod accounts;
pub mod file;
mod resolve;
mod sending;

use std::path::{Path, PathBuf};

pub use accounts::{accounts, server_folder};
pub use file::ConfigFile;
pub use resolve::{expand, me, policy, reply_style, working_hours};
pub use sending::send_settings;

use crate::cli::error::CommandError;

/// A configuration and where it came from.
#[derive(Debug, Default)]
pub struct Config {
    /// What the file says; defaults where there is no file.
    pub file: ConfigFile,
    /// The file; none where there is none.
    pub path: Option<PathBuf>,
}

impl Config {
    /// The folder that relative paths in the file start from.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        self.path.as_deref().and_then(Path::parent)
    }
}

/// `$XDG_CONFIG_HOME/statt/config.toml`, where a home is known.
#[must_use]
pub fn default_path() -> Option<PathBuf> {
    base_folder("XDG_CONFIG_HOME", ".config").map(|folder| folder.join("statt/config.toml"))
}

/// `$XDG_DATA_HOME/statt/outbox.db`, where a home is known.
#[must_use]
pub fn default_outbox() -> Option<PathBuf> {
    base_folder("XDG_DATA_HOME", ".local/share").map(|folder| folder.join("statt/outbox.db"))
}

fn base_folder(variable: &str, below_home: &str) -> Option<PathBuf> {
    let absolute = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    absolute(variable).or_else(|| absolute("HOME").map(|home| home.join(below_home)))
}

/// Reads the configuration; a missing file is an error only where it was asked for by name.
///
/// # Errors
/// A file that cannot be read, is no TOML, has an unknown key (the nearest known one is named) or an impossible value.
pub fn load(asked_for: Option<&Path>) -> Result<Config, CommandError> {
    let Some(path) = asked_for.map(Path::to_path_buf).or_else(default_path) else {
        return Ok(Config::default());
    };
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && asked_for.is_none() => {
            return Ok(Config::default());
        }
        Err(error) => {
            return Err(CommandError::failed(format!("cannot read the configuration {}: {error}", path.display()))
                .hint("give another file with --config, or leave it out to work without one"));
        }
    };
    let file = parse(&text).map_err(|problem| problem.into_error(&path, &text))?;
    if let Some(problem) = nonsense(&file) {
        return Err(CommandError::failed(problem).at(path.display().to_string()));
    }
    Ok(Config { file, path: Some(path) })
}

/// Holds a text to everything that a configuration must be, before it becomes one.
///
/// # Errors
/// What [`load`] would say of it, and settings for sending that contradict each other.
pub fn check(text: &str, path: &Path) -> Result<(), CommandError> {
    let file = parse(text).map_err(|problem| problem.into_error(path, text))?;
    if let Some(problem) = nonsense(&file) {
        return Err(CommandError::failed(problem));
    }
    let config = Config { file, path: Some(path.to_path_buf()) };
    if config.file.smtp.is_some() { send_settings(&config).map(|_| ()) } else { Ok(()) }
}

/// What is wrong with a configuration.
#[derive(Debug)]
pub struct Problem {
    /// What, in a sentence without the place.
    pub message: String,
    /// The octet of the file at which it is.
    pub offset: Option<usize>,
    /// The nearest thing that would be right.
    pub hint: Option<String>,
    /// The line holds a password and is not shown.
    pub secret: bool,
}

impl Problem {
    /// A password in the wrong form; nothing of it is repeated.
    fn password(offset: Option<usize>) -> Self {
        Self {
            message: "a password is never written here".to_owned(),
            offset,
            hint: Some("say where it is: { command = \"pass show mail\" }, { keyring = \"statt\" } or { env = \"SMTP_PASSWORD\" }".to_owned()),
            secret: true,
        }
    }

    fn into_error(self, path: &Path, text: &str) -> CommandError {
        let mut place = path.display().to_string();
        let mut error = CommandError::failed(self.message);
        let secret = self.secret;
        if let Some(before) = self.offset.and_then(|offset| text.get(..offset)) {
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
            place = format!("{place}:{line}:{column}");
            if !secret {
                error = error.excerpt(text.lines().nth(line - 1).unwrap_or_default(), line, column);
            }
        }
        error = error.at(place);
        match self.hint {
            Some(hint) => error.hint(hint),
            None => error,
        }
    }
}

fn parse(text: &str) -> Result<ConfigFile, Problem> {
    toml::from_str(text).map_err(|error| {
        let message = error.message().to_owned();
        let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
        let hint = match (message.starts_with("unknown"), quoted.split_first()) {
            (true, Some((wrong, known))) => {
                nearest(wrong, known.iter().copied()).map(|near| format!("did you mean `{near}`?"))
            }
            _ => None,
        };
        let offset = error.span().map(|span| span.start);
        let (before, line) = offset.map(|offset| line_at(text, offset)).unwrap_or_default();
        if line.trim_start().starts_with(PASSWORD) || sets_password(before) {
            return Problem::password(offset);
        }
        Problem { message, offset, hint, secret: line.contains(PASSWORD) }
    })
}

/// The key whose value is never shown.
const PASSWORD: &str = "password";

/// The line in which an octet is: what stands before the octet, and the whole of it.
fn line_at(text: &str, offset: usize) -> (&str, &str) {
    let before = text.get(..offset).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = text.get(start..).unwrap_or_default().lines().next().unwrap_or_default();
    (&before[start..], line)
}

/// Whether what comes next in a line is the value of a password.
fn sets_password(before: &str) -> bool {
    let key = before.trim_end().strip_suffix('=').unwrap_or_default();
    key.trim_end().trim_end_matches(['"', '\'']).ends_with(PASSWORD)
}

/// What is possible as TOML but makes no sense.
fn nonsense(file: &ConfigFile) -> Option<&'static str> {
    let (hours, policy) = (&file.hours, &file.policy);
    if hours.end <= hours.start {
        Some("hours.end is not after hours.start")
    } else if hours.weekdays.is_empty() {
        Some("hours.weekdays names no day")
    } else if policy.call_minutes == 0 || policy.short_minutes == 0 {
        Some("policy.call_minutes and policy.short_minutes must be at least 1")
    } else if !policy.max_meeting_hours_per_week.is_finite() || policy.max_meeting_hours_per_week < 0.0 {
        Some("policy.max_meeting_hours_per_week is no number of hours")
    } else {
        None
    }
}

/// The known word most like a wrong one, if any is like it at all.
#[must_use]
pub fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wrong = wrong.to_lowercase();
    known
        .into_iter()
        .map(|word| (strsim::jaro_winkler(&wrong, &word.to_lowercase()), word))
        .filter(|(likeness, _)| *likeness > 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error_of(text: &str) -> String {
        let problem = parse(text).expect_err("a broken configuration");
        problem.into_error(Path::new("config.toml"), text).to_string()
    }

    #[test]
    fn an_empty_file_and_the_whole_interface_are_understood() {
        assert!(parse("").is_ok());
        let all = include_str!("example.toml");
        let file = parse(all).map_err(|problem| problem.into_error(Path::new("example.toml"), all).to_string());
        let file = file.unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(file.inbox, ["~/Mail/INBOX"]);
        assert_eq!(file.rule[0].when.keywords, ["Status", "Jour fixe"]);
        assert_eq!(file.client[0].importance, Some(crate::domain::contact::Importance::Key));
    }

    #[test]
    fn errors_name_line_column_and_the_nearest_known_key() {
        let cases = [
            ("[me]\nadresses = []\n", "config.toml:2:1", "addresses"),
            ("[hours]\nstart = \"nine\"\n", "config.toml:2:9", "time of day"),
            ("[me]\ntime_zone = \"Europe/Berln\"\n", "config.toml:2:13", "Europe/Berlin"),
            ("[[rule]]\nname = \"x\"\nwhen = { recuring = true }\nreply = \"call\"\n", "config.toml:3:", "recurring"),
            ("[smtp]\nhost = \"h\"\npassword = \"geheim\"\n", "config.toml:3:12", ""),
            ("[hours]\nholidays = \"DE-BX\"\n", "config.toml:2:12", ""),
        ];
        for (text, place, hint) in cases {
            let error = error_of(text);
            assert!(error.contains(place) && error.contains(hint), "{text}\n{error}");
            assert!(!error.contains("geheim"), "a password shows: {error}");
        }
    }

    #[test]
    fn no_password_shows_wherever_it_stands() {
        let cases = [
            ("[smtp]\nhost = \"h\"\npassword = \"geheim\"\n", "config.toml:3:12", "a password is never written here"),
            ("[smtp]\npassword = \"geheim\n", "config.toml:2:19", "a password is never written here"),
            (
                "smtp = { host = \"h\", password = \"geheim\" }\n",
                "config.toml:1:33",
                "a password is never written here",
            ),
            ("smtp = { 'password'=\"geheim\" }\n", "config.toml:1:21", "a password is never written here"),
            ("smtp = { adr = 1, password = \"geheim\" }\n", "config.toml:1:10", "unknown field `adr`"),
            ("[smtp]\nhost = \"h\" \u{2028}password = \"geheim\"\n", "config.toml:2:12", "unexpected"),
            ("[smtp]\nhost = 5 # password = \"geheim\"\n", "config.toml:2:8", "invalid type"),
            ("x = { password = \"geheim\" }\n", "config.toml:1:1", "unknown field `x`"),
        ];
        for (text, place, what) in cases {
            let error = error_of(text);
            assert!(error.contains(place) && error.contains(what), "{text}\n{error}");
            assert!(!error.contains("geheim"), "a password shows: {error}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "(?s)(\\[+(me|hours|policy|smtp|imap\\.x|rule|client|reply)\\]+\n|(name|addresses|start|end|lunch|holidays|password|host|when|reply|extra) ?= ?|\"[^\"]{0,12}\"|[0-9:.-]{1,9}|\\[|\\]|\\{|\\}|,|\n|.){0,40}") {
            crate::unbreakable::config(&text);
        }
    }
}
