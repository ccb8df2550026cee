//! git: a name and an address, and the server of `git send-email`.

use super::files::Files;
use super::ini::{sections, unquoted};
use super::mail_url::{host_name, user_name};
use super::{Places, person};
use crate::domain::setup::{KnownAccount, MailServer, Protection};

/// Asks the user's own git configuration.
pub(super) fn read(places: &Places, files: &mut Files) -> Vec<KnownAccount> {
    let paths = [places.home.join(".gitconfig"), places.config.join("git/config")];
    paths.iter().filter_map(|path| files.text(path)).map(|text| account(&text)).collect()
}

/// What a configuration says.
pub(super) fn account(text: &str) -> KnownAccount {
    let mut account = KnownAccount { source: "git".to_owned(), ..KnownAccount::default() };
    for section in sections(text) {
        let get = |key: &str| section.get(key).map(|value| unquoted(without_comment(value)));
        match section.name.to_ascii_lowercase().as_str() {
            "user" => {
                account.name = get("name").and_then(|text| person::name(&text)).or(account.name);
                account.addresses.extend(get("email").and_then(|text| person::address(&text)));
            }
            "sendemail" => {
                let port = get("smtpserverport").and_then(|text| text.parse().ok());
                let protection = match get("smtpencryption").as_deref() {
                    Some("ssl") => Some(Protection::Tls),
                    Some("tls") => Some(Protection::StartTls),
                    _ => None,
                };
                // A path is a program and no server.
                let host = get("smtpserver").as_deref().and_then(host_name).filter(|host| host.contains('.'));
                account.smtp = host.map(|host| {
                    let user = get("smtpuser").as_deref().and_then(user_name);
                    MailServer::smtp(&host, port, protection).with_user(user)
                });
            }
            _ => {}
        }
    }
    account
}

/// A value without the comment after it; quotes keep theirs.
fn without_comment(value: &str) -> &str {
    let mut quoted = false;
    let end = value.char_indices().find(|(_, c)| {
        quoted ^= *c == '"';
        !quoted && (*c == '#' || *c == ';')
    });
    value.get(..end.map_or(value.len(), |(at, _)| at)).unwrap_or(value).trim_end()
}
