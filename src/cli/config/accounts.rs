//! The `[imap.NAME]` sections, made into accounts that can be opened.

use std::time::Duration;

use super::file::ImapSection;
use super::{Config, expand, nearest};
use crate::adapters::connection::Tls;
use crate::adapters::imap::Account;
use crate::assistant::mail_account::{MailAccount, ServerFolder};
use crate::cli::error::CommandError;

/// All accounts of the config, by name.
///
/// # Errors
/// Settings that contradict each other.
pub fn accounts(config: &Config) -> Result<Vec<MailAccount>, CommandError> {
    config.file.imap.iter().map(|(name, section)| account(name, section, config)).collect()
}

/// What `imap:NAME` or `imap:NAME/FOLDER` names; without a folder the account's `usual` one. None for anything else.
///
/// # Errors
/// An account that the config does not know, or one whose settings contradict each other.
pub fn server_folder(
    text: &str,
    config: &Config,
    usual: impl FnOnce(&MailAccount) -> String,
) -> Result<Option<ServerFolder>, CommandError> {
    let Some(place) = text.strip_prefix("imap:") else { return Ok(None) };
    let (name, folder) = place.split_once('/').unwrap_or((place, ""));
    let Some(section) = config.file.imap.get(name) else { return Err(unknown(name, config)) };
    let account = account(name, section, config)?;
    let folder = if folder.is_empty() { usual(&account) } else { folder.to_owned() };
    Ok(Some(ServerFolder { account, folder }))
}

fn unknown(name: &str, config: &Config) -> CommandError {
    let known = || config.file.imap.keys().map(String::as_str);
    let hint = match (nearest(name, known()), known().next()) {
        (Some(near), _) => format!("did you mean `imap:{near}`?"),
        (None, Some(first)) if name.is_empty() => format!("name an account, as in `imap:{first}`"),
        (None, _) => {
            let name = if name.is_empty() { "work" } else { name };
            format!(
                "add a section: [imap.{name}], host = \"imap.example.org\", user = \"you@example.org\", \
                 password = {{ command = \"pass show mail\" }}; its inbox is then `imap:{name}`"
            )
        }
    };
    let message = match name {
        "" => "`imap:` names no account".to_owned(),
        name => format!("there is no account [imap.{name}] in the configuration"),
    };
    let error = CommandError::failed(message).hint(hint);
    match &config.path {
        Some(path) => error.at(path.display().to_string()),
        None => error,
    }
}

fn account(name: &str, section: &ImapSection, config: &Config) -> Result<MailAccount, CommandError> {
    let usual = Account::new(name, &section.host, &section.user);
    let tls = section.tls.unwrap_or(if section.port == Some(143) { Tls::StartTls } else { Tls::Tls });
    let usual_port = if tls == Tls::Tls { 993 } else { 143 };
    let account = Account {
        port: section.port.unwrap_or(usual_port),
        tls,
        authentication: section.auth,
        ca_file: section.ca_file.as_deref().map(|file| expand(file, config.folder())),
        timeout: section.timeout_seconds.map_or(usual.timeout, |seconds| Duration::from_secs(seconds.clamp(1, 3600))),
        ..usual
    };
    account.check().map_err(|error| {
        let error = CommandError::failed(format!("[imap.{name}]: {error}")).hint(
            "host is a name such as \"imap.example.org\"; port, user, tls and auth have keys of their own beside it",
        );
        match &config.path {
            Some(path) => error.at(path.display().to_string()),
            None => error,
        }
    })?;
    Ok(MailAccount {
        account,
        password: section.password.clone(),
        sent: section.sent.clone(),
        drafts: section.drafts.clone(),
    })
}
