//! The configuration: where it lies, what it says, and what that means for the core.

mod accounts;
pub mod file;
mod problem;
mod resolve;
mod sending;
mod zones;

use std::path::{Path, PathBuf};

pub use accounts::{accounts, server_folder};
pub use file::ConfigFile;
pub use resolve::{expand, me, policy, reply_style, working_hours};
pub use sending::send_settings;
pub use zones::zone;

use problem::Problem;

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
    let text = match std::fs::read(&path) {
        Ok(octets) => String::from_utf8(octets).map_err(|error| not_utf8(&path, &error))?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && asked_for.is_none() => {
            return Ok(Config::default());
        }
        Err(error) => {
            let hint = match (error.kind(), asked_for) {
                (std::io::ErrorKind::IsADirectory, _) => "name the file in it, as in --config FOLDER/config.toml",
                (_, Some(_)) => "give another file with --config, or leave it out to work without one",
                (_, None) => "make it readable for you, or give another file with --config",
            };
            let message = format!("cannot read the configuration {}: {error}", path.display());
            return Err(CommandError::failed(message).hint(hint));
        }
    };
    let file = parse(&text).map_err(|problem| problem.into_error(&path, &text))?;
    Ok(Config { file, path: Some(path) })
}

fn not_utf8(path: &Path, error: &std::string::FromUtf8Error) -> CommandError {
    let before = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
    let line = String::from_utf8_lossy(before).matches('\n').count() + 1;
    CommandError::failed("the configuration is not in UTF-8")
        .at(format!("{}:{line}", path.display()))
        .hint("save it as UTF-8, or convert it: iconv -f ISO-8859-1 -t UTF-8 config.toml > new.toml")
}

/// Holds a text to everything that a configuration must be, before it becomes one.
///
/// # Errors
/// What [`load`] would say of it, and settings for sending that contradict each other.
pub fn check(text: &str, path: &Path) -> Result<(), CommandError> {
    let file = parse(text).map_err(|problem| problem.into_error(path, text))?;
    let config = Config { file, path: Some(path.to_path_buf()) };
    if config.file.smtp.is_some() { send_settings(&config).map(|_| ()) } else { Ok(()) }
}

fn parse(text: &str) -> Result<ConfigFile, Problem> {
    let file = toml::from_str(text).map_err(|error| Problem::of_toml(&error, text))?;
    nonsense(&file)
        .map_or(Ok(file), |(section, key, message, hint)| Err(Problem::at_key(text, section, key, message, hint)))
}

/// What is possible as TOML but makes no sense: where, what, and what to write.
fn nonsense(file: &ConfigFile) -> Option<(&'static str, &'static str, &'static str, &'static str)> {
    let (hours, policy) = (&file.hours, &file.policy);
    let minutes = "name a number of minutes, such as 20";
    if hours.end <= hours.start {
        Some((
            "hours",
            "end",
            "hours.end is not after hours.start",
            "write the day as in start = \"09:00\", end = \"17:00\"",
        ))
    } else if hours.weekdays.is_empty() {
        Some((
            "hours",
            "weekdays",
            "hours.weekdays names no day",
            "name some: [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]",
        ))
    } else if policy.call_minutes == 0 {
        Some(("policy", "call_minutes", "policy.call_minutes must be at least 1", minutes))
    } else if policy.short_minutes == 0 {
        Some(("policy", "short_minutes", "policy.short_minutes must be at least 1", minutes))
    } else if !policy.max_meeting_hours_per_week.is_finite() || policy.max_meeting_hours_per_week < 0.0 {
        let message = "policy.max_meeting_hours_per_week is no number of hours";
        Some(("policy", "max_meeting_hours_per_week", message, "name hours, such as 15"))
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
        // Of equals the first one, which is the more usual one.
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
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
            ("[me]\ntime_zone = \"Berlin\"\n", "config.toml:2:13", "did you mean `Europe/Berlin`?"),
            ("[me]\ntime_zone = \"MESZ\"\n", "config.toml:2:13", "did you mean `Europe/Berlin`?"),
            ("[me]\nlocale = \"de\"\n", "config.toml:2:10", "did you mean `de-DE`?"),
            ("[me]\naddresses = \"a@x.example\"\n", "config.toml:2:13", "write it in brackets: addresses = [\"…\"]"),
            ("[rule]\nname = \"x\"\n", "config.toml:1:1", "write [[rule]]"),
            ("[hours]\nstart = 9\n", "config.toml:2:9", "write it in quotes: start = \"…\""),
            ("[hours]\nbuffer_minutes = -5\n", "config.toml:2:18", "a whole number, 0 or more"),
            ("[hours]\ndays_off = [\"24.12.2026\"]\n", "config.toml:2:12", "a day such as \"2026-12-24\""),
            ("[hours]\nlunch = [\"13:00\", \"12:00\"]\n", "config.toml:2:9", "lunch ends before it starts"),
            ("[hours]\nstart = \"17:00\"\nend = \"09:00\"\n", "config.toml:3:1", "start = \"09:00\""),
            ("[me]\n[hours]\nstart = \"18:00\"\n", "config.toml:2:1", "end = \"17:00\""),
            ("[policy]\ncall_minutes = 0\n", "config.toml:2:1", "such as 20"),
            ("[smtp]\nport = 99999\n", "config.toml:2:8", "a whole number from 0 to 65535"),
            ("[watch]\nnotify = \"yes\"\n", "config.toml:2:10", "write notify = true or notify = false"),
            ("[imap.work]\nhost = \"x\"\n", "config.toml:1:1", "add a line: user = …"),
            ("[me]\nname = \"x\"\nname = \"y\"\n", "config.toml:3:1", "delete one of the two"),
            ("[[client]]\nmatch = \"hafenblick\"\n", "config.toml:2:9", "@example.org"),
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
