//! The `[smtp]` section, made into what sending needs.

use std::time::Duration;

use super::Config;
use super::file::SmtpSection;
use super::resolve::expand;
use super::{accounts, server_folder};
use crate::adapters::sendmail::Sendmail;
use crate::adapters::smtp::{Server, Tls};
use crate::assistant::sending::{CopyTo, Filing, SendSettings, Transport};
use crate::cli::error::CommandError;

/// How long a sendmail program may take for one mail.
const SENDMAIL_PATIENCE: Duration = Duration::from_secs(120);

/// How mails are sent.
///
/// # Errors
/// No `[smtp]` section, neither host nor sendmail in it, or settings that contradict each other.
pub fn send_settings(config: &Config) -> Result<SendSettings, CommandError> {
    let place = config.path.as_ref().map_or_else(|| "the configuration".to_owned(), |path| path.display().to_string());
    let Some(section) = &config.file.smtp else {
        return Err(CommandError::failed("no server is configured").at(place).hint(
            "add a section: [smtp], host = \"smtp.example.org\", user = \"you@example.org\", password = { command = \"pass show mail\" }",
        ));
    };
    let copy_to = match section.copy_to.as_deref() {
        Some(folder) => Some(match server_folder(folder, config, |account| account.sent_folder().to_owned())? {
            Some(place) => CopyTo::Server(Box::new(place)),
            None => CopyTo::Maildir(expand(folder, config.folder())),
        }),
        None => None,
    };
    Ok(SendSettings {
        transport: transport(section, config).map_err(|error| error.at(place))?,
        undo_window: chrono::Duration::minutes(i64::from(section.delay_minutes)),
        filing: Filing {
            copy_to,
            mark_answered: section.mark_answered,
            accounts: if section.mark_answered { accounts(config)? } else { Vec::new() },
        },
    })
}

fn transport(section: &SmtpSection, config: &Config) -> Result<Transport, CommandError> {
    if let Some(command) = &section.sendmail {
        let program = Sendmail::parse(command, SENDMAIL_PATIENCE)
            .map_err(|error| CommandError::failed(error.to_string()).hint("write it as in sendmail = \"msmtp\""))?;
        return Ok(Transport::Sendmail(program));
    }
    let host = section.host.as_deref().ok_or_else(|| {
        CommandError::failed("smtp.host is missing")
            .hint("name your provider's server, or a program with sendmail = \"msmtp\"")
    })?;
    let usual = Server::new(host);
    let tls = section.tls.unwrap_or(if section.port == Some(465) { Tls::Tls } else { usual.tls });
    let usual_port = match tls {
        Tls::StartTls => 587,
        Tls::Tls => 465,
        Tls::None => 25,
    };
    let server = Server {
        port: section.port.unwrap_or(usual_port),
        tls,
        user: section.user.clone(),
        authentication: section.auth,
        ca_file: section.ca_file.as_deref().map(|file| expand(file, config.folder())),
        timeout: section.timeout_seconds.map_or(usual.timeout, |seconds| Duration::from_secs(seconds.clamp(1, 3600))),
        ..usual
    };
    server.check().map_err(|error| {
        CommandError::failed(error.to_string()).hint(
            "host is a name such as \"smtp.example.org\"; port, user, tls and auth have keys of their own in [smtp]",
        )
    })?;
    Ok(Transport::Smtp { server, password: section.password.clone() })
}
