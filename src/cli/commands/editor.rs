//! The user's editor on a text, in a file that nobody else can read.

use std::io::Write;
use std::process::Command;

use tempfile::NamedTempFile;

use crate::cli::error::CommandError;

/// What the editor left, with its file, which is gone when this is dropped.
pub struct Edited {
    /// The text.
    pub text: String,
    file: NamedTempFile,
}

impl Edited {
    /// Keeps the file, for the text could not be stored, and says where it is.
    #[must_use]
    pub fn keep(self, error: CommandError) -> CommandError {
        match self.file.keep() {
            Ok((_, path)) => error.hint(format!("what you wrote is kept in {}", path.display())),
            Err(_) => error,
        }
    }
}

/// Lets a person edit a text.
///
/// # Errors
/// No editor that can be started, or one that fails; the text is then unchanged.
pub fn edit(text: &str) -> Result<Edited, CommandError> {
    let failed = |what: &str, error: &dyn std::fmt::Display| CommandError::failed(format!("{what}: {error}"));
    let mut file = tempfile::Builder::new().prefix("statt-").suffix(".txt").tempfile().map_err(|error| {
        failed("cannot make a file for the editor", &error).hint("set $TMPDIR to a folder that you may write")
    })?;
    file.write_all(text.as_bytes()).and_then(|()| file.flush()).map_err(|error| {
        failed("cannot write for the editor", &error).hint("see whether the disk of $TMPDIR is full")
    })?;
    let editor = ["VISUAL", "EDITOR"].iter().find_map(std::env::var_os).filter(|editor| !editor.is_empty());
    let editor = editor.unwrap_or_else(|| "vi".into());
    // Editors are given with arguments ("code --wait"); the shell splits them, the path comes as a parameter of its own.
    let status = Command::new("sh")
        .arg("-c")
        .arg(format!("exec {} \"$1\"", editor.to_string_lossy()))
        .arg("sh")
        .arg(file.path())
        .status()
        .map_err(|error| {
            failed("cannot start the editor", &error).hint("statt starts it by `sh`: see whether $PATH has that")
        })?;
    if !status.success() {
        return Err(CommandError::failed(format!("the editor `{}` ended with {status}", editor.to_string_lossy()))
            .hint("set $EDITOR to one that works; nothing was changed"));
    }
    let text = std::fs::read_to_string(file.path()).map_err(|error| {
        failed("cannot read what the editor left", &error).hint("save it as UTF-8; nothing was changed")
    })?;
    Ok(Edited { text, file })
}
