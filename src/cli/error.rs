//! How a command fails: one type, one layout, and the exit status.

use std::fmt::{self, Write as _};

/// Exit statuses (documented in `statt --help`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// Something failed.
    Failed = 1,
    /// Wrong usage.
    Usage = 2,
}

/// Why a command stopped: what, where, and what to do.
#[derive(Debug)]
pub struct CommandError {
    /// The exit status that goes with it.
    pub exit: Exit,
    message: String,
    place: Option<String>,
    excerpt: Option<String>,
    hints: Vec<String>,
    closed_pipe: bool,
}

impl CommandError {
    /// Something did not work out.
    pub fn failed(message: impl Into<String>) -> Self {
        Self {
            exit: Exit::Failed,
            message: message.into(),
            place: None,
            excerpt: None,
            hints: Vec::new(),
            closed_pipe: false,
        }
    }

    /// The command was called in a way that makes no sense.
    pub fn usage(message: impl Into<String>) -> Self {
        Self { exit: Exit::Usage, ..Self::failed(message) }
    }

    /// Whether it only means that nobody reads on (`statt list | head`).
    #[must_use]
    pub fn is_closed_pipe(&self) -> bool {
        self.closed_pipe
    }

    /// Where it is: a file, `file:line:column`.
    #[must_use]
    pub fn at(mut self, place: impl Into<String>) -> Self {
        self.place = Some(place.into());
        self
    }

    /// The line in question, with a caret under its column.
    #[must_use]
    pub fn excerpt(mut self, line_text: &str, line: usize, column: usize) -> Self {
        let number = line.to_string();
        let gap = " ".repeat(number.len());
        let indent: String = line_text.chars().take(column - 1).map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
        self.excerpt = Some(format!("{gap} |\n{number} | {line_text}\n{gap} | {indent}^"));
        self
    }

    /// What and where, on one line, for lists.
    #[must_use]
    pub fn in_one_line(&self) -> String {
        match &self.place {
            Some(place) => format!("{place}: {}", self.message),
            None => self.message.clone(),
        }
    }

    /// What to do about it, first of all.
    #[must_use]
    pub fn advice(&self) -> Option<&str> {
        self.hints.first().map(String::as_str)
    }

    /// What to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = self.message.trim_end().to_owned();
        if let Some(place) = &self.place {
            let _ = write!(text, "\n  --> {place}");
        }
        if let Some(excerpt) = &self.excerpt {
            let _ = write!(text, "\n{excerpt}");
        }
        for hint in &self.hints {
            let _ = write!(text, "\nhint: {hint}");
        }
        f.write_str(&super::ui::clean_lines(&text))
    }
}

impl std::error::Error for CommandError {}

impl From<std::io::Error> for CommandError {
    fn from(error: std::io::Error) -> Self {
        let closed_pipe = error.kind() == std::io::ErrorKind::BrokenPipe;
        let error = Self::failed(format!("cannot write the output: {error}"))
            .hint("see where the output goes, and whether that is full");
        Self { closed_pipe, ..error }
    }
}
