//! The flags of `statt init` that answer its questions.

use chrono_tz::Tz;
use clap::Args;
use serde_json::json;

use super::given::{Given, GivenServer};
use crate::adapters::secrets::PasswordSource;
use crate::domain::address::{AddressPattern, EmailAddress};
use crate::domain::holidays::Region;
use crate::domain::setup::{PROVIDERS, Protection, Provider};
use crate::german::{AddressForm, Locale};

/// An answer each.
#[derive(Debug, Args)]
pub struct Flags {
    /// Your name, as letters are signed
    #[arg(long, value_name = "NAME", value_parser = one_line)]
    name: Option<String>,
    /// Your address; the first is the one to send from
    #[arg(long = "address", value_name = "ADDRESS", value_parser = EmailAddress::parse)]
    addresses: Vec<EmailAddress>,
    /// Your telephone number
    #[arg(long, value_name = "NUMBER", value_parser = one_line)]
    phone: Option<String>,
    /// Maildir, mbox, folder of mails, or imap:mail
    #[arg(long = "inbox", value_name = "PATH", value_parser = one_line)]
    inboxes: Vec<String>,
    /// An .ics file or a folder of them
    #[arg(long = "calendar", value_name = "PATH", value_parser = one_line)]
    calendars: Vec<String>,
    /// A CSV or .vcf file, or a folder of them
    #[arg(long, value_name = "PATH", value_parser = one_line)]
    contacts: Vec<String>,
    /// Addresses or @domains of the people you work with
    #[arg(long, value_name = "PATTERN", value_delimiter = ',', value_parser = AddressPattern::parse)]
    colleagues: Vec<AddressPattern>,
    /// Such as Europe/Berlin
    #[arg(long, value_name = "ZONE", value_parser = zone)]
    time_zone: Option<Tz>,
    /// de-DE, de-AT or de-CH
    #[arg(long, value_name = "LOCALE", value_parser = locale)]
    locale: Option<Locale>,
    /// sie or du, where nothing tells
    #[arg(long, value_name = "FORM", value_parser = address_form)]
    address_form: Option<AddressForm>,
    /// Your Land or canton, such as DE-BE, AT-9 or CH-ZH
    #[arg(long, value_name = "REGION", value_parser = Region::parse)]
    holidays: Option<Region>,
    #[command(flatten)]
    servers: Servers,
    /// A command whose first line is the password
    #[arg(long, value_name = "COMMAND", value_parser = one_line, group = "password")]
    password_command: Option<String>,
    /// The keyring's entry with the password
    #[arg(long, value_name = "NAME", value_parser = one_line, group = "password")]
    password_keyring: Option<String>,
    /// The environment variable with the password
    #[arg(long, value_name = "VAR", value_parser = one_line, group = "password")]
    password_env: Option<String>,
    /// A Maildir for copies of sent mails
    #[arg(long, value_name = "PATH", value_parser = one_line)]
    copy_to: Option<String>,
}

/// Flags about servers.
#[derive(Debug, Args)]
struct Servers {
    /// Your provider, where the address does not tell: gmx, ionos, strato, hostpoint, office365 …
    #[arg(long, value_name = "NAME", value_parser = provider)]
    provider: Option<&'static Provider>,
    /// The server that takes your mails
    #[arg(long, value_name = "HOST", value_parser = one_line)]
    smtp_host: Option<String>,
    /// Its port [default: 587, with TLS 465]
    #[arg(long, value_name = "PORT")]
    smtp_port: Option<u16>,
    /// starttls, tls, or none on this machine
    #[arg(long, value_name = "TLS", value_parser = protection)]
    smtp_tls: Option<Protection>,
    /// Your name there [default: the first address]
    #[arg(long, value_name = "USER", value_parser = one_line)]
    smtp_user: Option<String>,
    /// The server that keeps your mails
    #[arg(long, value_name = "HOST", value_parser = one_line)]
    imap_host: Option<String>,
    /// Its port [default: 993, with STARTTLS 143]
    #[arg(long, value_name = "PORT")]
    imap_port: Option<u16>,
    /// tls, starttls, or none on this machine
    #[arg(long, value_name = "TLS", value_parser = protection)]
    imap_tls: Option<Protection>,
    /// Your name there [default: the first address]
    #[arg(long, value_name = "USER", value_parser = one_line)]
    imap_user: Option<String>,
}

impl Flags {
    /// What they say.
    #[must_use]
    pub fn given(self) -> Given {
        let servers = self.servers;
        let password = self
            .password_command
            .map(PasswordSource::Command)
            .or(self.password_keyring.map(PasswordSource::Keyring))
            .or(self.password_env.map(PasswordSource::Env));
        Given {
            name: self.name,
            addresses: self.addresses,
            inboxes: self.inboxes,
            phone: self.phone,
            zone: self.time_zone,
            locale: self.locale,
            address_form: self.address_form,
            holidays: self.holidays,
            calendars: self.calendars,
            contacts: self.contacts,
            colleagues: self.colleagues,
            provider: servers.provider,
            smtp: GivenServer {
                host: servers.smtp_host,
                port: servers.smtp_port,
                protection: servers.smtp_tls,
                user: servers.smtp_user,
            },
            imap: GivenServer {
                host: servers.imap_host,
                port: servers.imap_port,
                protection: servers.imap_tls,
                user: servers.imap_user,
            },
            password,
            copy_to: self.copy_to,
        }
    }
}

fn one_line(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() || text.chars().any(char::is_control) {
        return Err("expected a line of text".to_owned());
    }
    Ok(text.to_owned())
}

fn zone(text: &str) -> Result<Tz, String> {
    crate::cli::config::zone(text)
}

fn locale(text: &str) -> Result<Locale, String> {
    serde_json::from_value(json!(text)).map_err(|_| "expected de-DE, de-AT or de-CH".to_owned())
}

fn address_form(text: &str) -> Result<AddressForm, String> {
    serde_json::from_value(json!(text.to_lowercase())).map_err(|_| "expected sie or du".to_owned())
}

fn protection(text: &str) -> Result<Protection, String> {
    let known = [Protection::StartTls, Protection::Tls, Protection::None];
    known.into_iter().find(|one| one.name() == text).ok_or_else(|| "expected starttls, tls or none".to_owned())
}

fn provider(text: &str) -> Result<&'static Provider, String> {
    Provider::of_id(text).ok_or_else(|| {
        let ids: Vec<&str> = PROVIDERS.iter().map(|provider| provider.id).collect();
        format!("known are {}; for others say --smtp-host", ids.join(", "))
    })
}
