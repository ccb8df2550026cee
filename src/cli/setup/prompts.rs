//! Single questions on the terminal (inquire), and how they end.

use std::fmt::Display;

use inquire::validator::Validation;
use inquire::{Confirm, InquireError, Password, PasswordDisplayMode, Select, Text};

use crate::cli::error::CommandError;
use crate::cli::ui::clean;
use crate::domain::secret::Secret;

/// A line of text; none where it is left empty. What is `known` stands there to be accepted or changed.
pub(super) fn text(
    question: &str,
    known: Option<&str>,
    help: &str,
    check: impl Fn(&str) -> Result<(), String> + Clone,
) -> Result<Option<String>, CommandError> {
    let known = known.map(clean).unwrap_or_default();
    let check = move |typed: &str| {
        let wrong = if typed.trim().is_empty() { None } else { check(typed.trim()).err() };
        Ok(wrong.map_or(Validation::Valid, |wrong| Validation::Invalid(clean(&wrong).into())))
    };
    let mut prompt = Text::new(question).with_initial_value(&known).with_validator(check);
    if !help.is_empty() {
        prompt = prompt.with_help_message(help);
    }
    let typed = prompt.prompt().map_err(stopped)?;
    Ok(Some(typed.trim().to_owned()).filter(|typed| !typed.is_empty()))
}

/// A line that may be anything.
pub(super) const ANY: fn(&str) -> Result<(), String> = |_| Ok(());

/// Yes or no; Enter is yes.
pub(super) fn confirm(question: &str) -> Result<bool, CommandError> {
    Confirm::new(&clean(question)).with_default(true).prompt().map_err(stopped)
}

/// One of several.
pub(super) fn choose<T: Display>(question: &str, options: Vec<T>) -> Result<T, CommandError> {
    Select::new(question, options).with_page_size(12).prompt().map_err(stopped)
}

/// A secret, which the terminal does not show.
pub(super) fn secret(question: &str) -> Result<Secret, CommandError> {
    let prompt = Password::new(question).with_display_mode(PasswordDisplayMode::Hidden).without_confirmation();
    prompt.prompt().map(Secret::new).map_err(stopped)
}

fn stopped(error: InquireError) -> CommandError {
    match error {
        InquireError::OperationCanceled | InquireError::OperationInterrupted => {
            CommandError::failed("stopped, nothing was written")
        }
        other => CommandError::failed(format!("cannot ask on this terminal: {other}"))
            .hint("say everything with flags and --yes; `statt init --help` shows them"),
    }
}
