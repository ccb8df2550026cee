//! Where the password for a server is. One that is typed goes into the keyring and nowhere else.

use std::fmt;

use super::prompts;
use crate::adapters::secrets::{self, PasswordSource};
use crate::cli::error::CommandError;
use crate::cli::ui::Ui;

/// The entry in the keyring that statt makes.
const SERVICE: &str = "statt";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Keyring,
    Command,
    Environment,
    Later,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Keyring => "type it now; it goes into the keyring",
            Self::Command => "a command prints it, such as `pass show mail`",
            Self::Environment => "it is in an environment variable",
            Self::Later => "later",
        })
    }
}

/// Asks where the password of these users is.
pub(super) fn ask_place(users: &[&str], ui: &mut Ui) -> Result<Option<PasswordSource>, CommandError> {
    let mut places = vec![Place::Keyring, Place::Command, Place::Environment, Place::Later];
    if let Err(error) = secrets::has_keyring() {
        ui.note(&format!("{error}; so the password has to come from a command or a variable"));
        places.remove(0);
    }
    let who = users.first().copied().unwrap_or_default();
    match prompts::choose(&format!("Where is the password of {}?", crate::cli::ui::clean(who)), places)? {
        Place::Keyring => Ok(type_into(SERVICE, users, ui)?.then(|| PasswordSource::Keyring(SERVICE.to_owned()))),
        Place::Command => Ok(prompts::text("Command", None, "its first line is the password", prompts::ANY)?
            .map(PasswordSource::Command)),
        Place::Environment => {
            Ok(prompts::text("Variable", Some("SMTP_PASSWORD"), "", prompts::ANY)?.map(PasswordSource::Env))
        }
        Place::Later => Ok(None),
    }
}

/// Asks for a password that a flag says is in the keyring, unless it is there.
pub(super) fn fill_keyring(service: &str, users: &[&str], ui: &mut Ui) -> Result<(), CommandError> {
    let source = PasswordSource::Keyring(service.to_owned());
    if users.iter().all(|user| secrets::fetch(&source, user).is_ok()) {
        return Ok(());
    }
    match secrets::has_keyring() {
        Ok(()) => type_into(service, users, ui).map(|_| ()),
        Err(error) => Err(CommandError::failed(error.to_string())
            .hint("use --password-command or --password-env instead of --password-keyring")),
    }
}

/// Whether a password was typed and taken in.
fn type_into(service: &str, users: &[&str], ui: &mut Ui) -> Result<bool, CommandError> {
    let secret = prompts::secret("Password")?;
    if secret.reveal().is_empty() {
        return Ok(false);
    }
    for user in users {
        secrets::store(service, user, &secret).map_err(|error| {
            CommandError::failed(error.to_string()).hint("choose a command or an environment variable instead")
        })?;
    }
    ui.note("the password is in the keyring");
    Ok(true)
}
