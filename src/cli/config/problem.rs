//! What is wrong with a configuration: in which words it is told, and where it stands.

use std::path::Path;

use super::nearest;
use crate::cli::error::CommandError;

/// What is wrong with a configuration.
#[derive(Debug)]
pub(super) struct Problem {
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

    /// What TOML says, in words for people who know neither Rust nor its types.
    pub fn of_toml(error: &toml::de::Error, text: &str) -> Self {
        let offset = error.span().map(|span| span.start);
        let (before, line) = offset.map(|offset| line_at(text, offset)).unwrap_or_default();
        if line.trim_start().starts_with(PASSWORD) || sets_password(before) {
            return Self::password(offset);
        }
        let (message, hint) = in_plain_words(error.message(), key_of(line).unwrap_or("key"));
        Self { message, offset, hint, secret: line.contains(PASSWORD) }
    }

    /// What is wrong with the value of a key; where there is none, the section's line is shown.
    pub fn at_key(text: &str, section: &str, key: &str, message: &str, hint: &str) -> Self {
        Self {
            message: message.to_owned(),
            offset: offset_of(text, section, key),
            hint: Some(hint.to_owned()),
            secret: false,
        }
    }

    pub fn into_error(self, path: &Path, text: &str) -> CommandError {
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

/// A message of serde's, and what to do about it.
fn in_plain_words(message: &str, key: &str) -> (String, Option<String>) {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    if let (true, Some((wrong, known))) = (message.starts_with("unknown"), quoted.split_first()) {
        let near = nearest(wrong, known.iter().copied()).map(|near| format!("did you mean `{near}`?"));
        return (message.to_owned(), near);
    }
    if let (true, [missing, ..]) = (message.starts_with("missing field"), quoted.as_slice()) {
        return (message.to_owned(), Some(format!("add a line: {missing} = …")));
    }
    if message.starts_with("duplicate key") {
        return (message.to_owned(), Some("a key stands once in its section: delete one of the two".to_owned()));
    }
    let Some((found, wanted)) = message.rsplit_once(", expected ") else { return (message.to_owned(), None) };
    let (wanted, hint) = match wanted {
        "a sequence" if found.ends_with("map") => {
            ("a list", format!("write [[{key}]], with two brackets, before each one"))
        }
        "a sequence" => ("a list", format!("write it in brackets: {key} = [\"…\"]")),
        "a string" => ("text", format!("write it in quotes: {key} = \"…\"")),
        "a boolean" => ("true or false", format!("write {key} = true or {key} = false, without quotes")),
        "u16" => ("a whole number from 0 to 65535", format!("write it as in {key} = 587, without quotes")),
        "u32" | "u64" | "usize" => ("a whole number, 0 or more", format!("write it as in {key} = 15, without quotes")),
        "f64" => ("a number", format!("write it as in {key} = 15, without quotes")),
        _ => return (message.to_owned(), None),
    };
    (format!("{found}, expected {wanted}"), Some(hint))
}

/// The key, or the section, that a line is about.
fn key_of(line: &str) -> Option<&str> {
    let key = line.split_once('=').map_or(line, |(key, _)| key);
    let key = key.trim_matches(|c: char| "[]".contains(c) || c.is_whitespace());
    (!key.is_empty()).then_some(key)
}

/// Where a key of a section stands; without it, the section.
fn offset_of(text: &str, section: &str, key: &str) -> Option<usize> {
    let head = format!("[{section}]");
    let (mut offset, mut found) = (0, None);
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with('[') {
            if found.is_some() {
                break;
            }
            found = line.trim_start().starts_with(&head).then_some(offset);
        } else if found.is_some() && line.split_once('=').is_some_and(|(name, _)| name.trim() == key) {
            return Some(offset);
        }
        offset += line.len();
    }
    found
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
