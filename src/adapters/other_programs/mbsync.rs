//! mbsync (isync): the server that mails are fetched from, and the Maildir they go to.

use super::files::Files;
use super::ini::unquoted;
use super::mail_url::{host_name, user_name};
use super::{Places, person};
use crate::domain::setup::{KnownAccount, MailServer, Protection};

/// Asks mbsync's accounts.
pub(super) fn read(places: &Places, files: &mut Files) -> Vec<KnownAccount> {
    let paths = [places.home.join(".mbsyncrc"), places.config.join("isyncrc")];
    paths.iter().find_map(|path| files.text(path)).map_or_else(Vec::new, |text| vec![account(&text, places)])
}

/// What a file says, its first server and all its Maildirs.
pub(super) fn account(text: &str, places: &Places) -> KnownAccount {
    let mut account = KnownAccount { source: "mbsync".to_owned(), ..KnownAccount::default() };
    for section in text.split("\n\n") {
        let get = |key: &str| {
            section.lines().find_map(|line| {
                let (known, value) = line.trim().split_once(char::is_whitespace)?;
                known.eq_ignore_ascii_case(key).then(|| unquoted(value.trim()))
            })
        };
        if let Some(inbox) = get("Inbox") {
            account.inboxes.push(places.path(&inbox));
        } else if let Some(path) = get("Path").filter(|_| get("MaildirStore").is_some()) {
            account.inboxes.push(places.path(&path).join("INBOX"));
        }
        if let Some(host) = get("Host").as_deref().and_then(host_name).filter(|_| account.imap.is_none()) {
            let protection = match get("TLSType").or_else(|| get("SSLType")).as_deref() {
                Some("IMAPS") => Some(Protection::Tls),
                Some("STARTTLS") => Some(Protection::StartTls),
                Some("None") => Some(Protection::None),
                _ => None,
            };
            let port = get("Port").and_then(|port| port.parse().ok());
            let user = get("User").as_deref().and_then(user_name);
            account.addresses = user.as_deref().and_then(person::address).into_iter().collect();
            let password_command = get("PassCmd").map(|command| command.trim_start_matches('+').to_owned());
            let server = MailServer::imap(&host, port, protection).with_user(user);
            account.imap = Some(MailServer { password_command, ..server });
        }
    }
    account
}
