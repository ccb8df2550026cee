//! What is wrong with a template, and where.

use std::fmt;
use std::path::PathBuf;

use super::source::Place;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The letter cannot be written.
    Error,
    /// The letter would not be right.
    Warning,
    /// Good to know.
    Note,
}

/// Something found in a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// The template's name, such as `sie/call.tera`.
    pub template: String,
    /// Where in it.
    pub place: Option<Place>,
    /// What was found, in English.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

/// `sie/call.tera:3:7: unknown variable …`, the line with a caret, and a hint.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(place) = &self.place else {
            write!(f, "{}: {}", self.template, self.message)?;
            return self.hint.iter().try_for_each(|hint| write!(f, "; {hint}"));
        };
        writeln!(f, "{}:{}:{}: {}", self.template, place.line, place.column, self.message)?;
        let number = place.line.to_string();
        let text = place.text.replace('\t', " ");
        writeln!(f, "{number} | {text}")?;
        write!(f, "{:width$} | {:column$}^", "", "", width = number.len(), column = place.column - 1)?;
        self.hint.iter().try_for_each(|hint| write!(f, " {hint}"))
    }
}

/// Why a letter cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// Something is wrong in a template.
    #[error("{0}")]
    Broken(Box<Finding>),
    /// There is no template of this name.
    #[error("there is no template `{name}`{}", nearest.as_ref().map(|name| format!("; did you mean `{name}`?")).unwrap_or_default())]
    Missing {
        /// The name that was asked for.
        name: String,
        /// The most similar one that is there.
        nearest: Option<String>,
    },
    /// A file or folder of the user's templates cannot be read or written.
    #[error("cannot use {} for templates: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

impl From<Finding> for TemplateError {
    fn from(finding: Finding) -> Self {
        Self::Broken(Box::new(finding))
    }
}

/// The most similar of these names, where one is similar at all.
pub(super) fn nearest<'name>(name: &str, known: impl Iterator<Item = &'name str>) -> Option<&'name str> {
    known
        .map(|candidate| (strsim::jaro_winkler(name, candidate), candidate))
        .filter(|(similarity, _)| *similarity > 0.8)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, candidate)| candidate)
}
