//! msmtp: where mails are handed in.

use super::files::Files;
use super::mail_url::{host_name, user_name};
use super::{Places, person};
use crate::domain::setup::{KnownAccount, MailServer, Protection};

/// Asks msmtp's accounts.
pub(super) fn read(places: &Places, files: &mut Files) -> Vec<KnownAccount> {
    let paths = [places.home.join(".msmtprc"), places.config.join("msmtp/config")];
    paths.iter().find_map(|path| files.text(path)).map_or_else(Vec::new, |text| accounts(&text))
}

/// One account's settings, in the order they were made.
#[derive(Debug, Clone, Default)]
struct Account {
    name: String,
    settings: Vec<(String, String)>,
}

impl Account {
    fn get(&self, key: &str) -> Option<&str> {
        self.settings.iter().rev().find(|(known, _)| known == key).map(|(_, value)| value.as_str())
    }

    fn is_on(&self, key: &str) -> Option<bool> {
        self.get(key).map(|value| value.is_empty() || value == "on")
    }

    fn server(&self) -> Option<MailServer> {
        let host = self.get("host").and_then(host_name)?;
        let port = self.get("port").and_then(|port| port.parse().ok());
        let protection = match (self.is_on("tls"), self.is_on("tls_starttls")) {
            (Some(true), Some(false)) => Some(Protection::Tls),
            (Some(true), _) => Some(Protection::StartTls),
            (Some(false), _) => Some(Protection::None),
            (None, _) => None,
        };
        let anonymous = self.get("auth") == Some("off");
        let user = self.get("user").filter(|_| !anonymous).and_then(user_name);
        let password_command = self.get("passwordeval").map(str::to_owned);
        Some(MailServer { password_command, ..MailServer::smtp(&host, port, protection).with_user(user) })
    }
}

/// The accounts of a file; the one that msmtp takes by default is preferred.
pub(super) fn accounts(text: &str) -> Vec<KnownAccount> {
    let mut defaults = Account::default();
    let mut all: Vec<Account> = Vec::new();
    let mut default = None;
    for line in text.lines().map(str::trim).filter(|line| !line.starts_with('#')) {
        let (key, value) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let value = unquoted(value.trim());
        match key {
            "" => {}
            "defaults" => all.push(Account { name: String::new(), ..Account::default() }),
            "account" => {
                keep_defaults(&mut all, &mut defaults);
                let (name, base) = value.split_once(':').map_or((value, ""), |(name, base)| (name.trim(), base.trim()));
                let mut account = Account { name: name.to_owned(), ..defaults.clone() };
                for base in base.split(',').map(str::trim).filter(|base| !base.is_empty()) {
                    let inherited = all.iter().find(|known| known.name == base).map(|known| known.settings.clone());
                    account.settings.extend(inherited.unwrap_or_default());
                    if name == "default" {
                        default = Some(base.to_owned());
                    }
                }
                all.push(account);
            }
            _ => {
                if all.is_empty() {
                    all.push(Account::default());
                }
                if let Some(account) = all.last_mut() {
                    account.settings.push((key.to_owned(), value.to_owned()));
                }
            }
        }
    }
    keep_defaults(&mut all, &mut defaults);
    if all.is_empty() {
        // A file for one server needs no name for it.
        all.push(Account { name: "default".to_owned(), ..defaults });
    }
    let aliased = default.is_some();
    let default = default.unwrap_or_else(|| "default".to_owned());
    all.retain(|account| account.name != "default" || !aliased);
    all.iter()
        .filter_map(|account| {
            let server = account.server()?;
            Some(KnownAccount {
                source: "msmtp".to_owned(),
                addresses: account.get("from").and_then(person::address).into_iter().collect(),
                smtp: Some(server),
                preferred: account.name == default,
                ..KnownAccount::default()
            })
        })
        .collect()
}

/// What stands under `defaults`, or before any account, is what later accounts begin with.
fn keep_defaults(all: &mut Vec<Account>, defaults: &mut Account) {
    if let Some(account) = all.pop_if(|account| account.name.is_empty()) {
        defaults.settings.extend(account.settings);
    }
}

fn unquoted(value: &str) -> &str {
    value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(value)
}
