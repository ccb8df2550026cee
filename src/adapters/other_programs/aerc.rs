//! aerc: `accounts.conf`.

use super::files::Files;
use super::ini::{Section, sections};
use super::mail_url::MailUrl;
use super::{Places, person};
use crate::domain::setup::{KnownAccount, MailServer, Protection};

/// Asks aerc's accounts.
pub(super) fn read(places: &Places, files: &mut Files) -> Vec<KnownAccount> {
    files.text(&places.config.join("aerc/accounts.conf")).map_or_else(Vec::new, |text| accounts(&text, places))
}

/// The accounts of a file; the first is the one that aerc opens with.
pub(super) fn accounts(text: &str, places: &Places) -> Vec<KnownAccount> {
    let named = sections(text).into_iter().filter(|section| !section.name.is_empty());
    named.enumerate().map(|(number, section)| account(&section, number == 0, places)).collect()
}

fn account(section: &Section, preferred: bool, places: &Places) -> KnownAccount {
    let (name, address) = section.get("from").map_or((None, None), person::person);
    let mut addresses: Vec<_> = address.into_iter().collect();
    for other in section.get("aliases").map_or_else(Vec::new, person::addresses) {
        // An alias may be a pattern such as *@agentur.example.
        if !other.written().contains('*') && !addresses.contains(&other) {
            addresses.push(other);
        }
    }
    let source = section.get("source").unwrap_or_default();
    let maildir = ["maildir://", "maildirpp://"].iter().find_map(|scheme| source.strip_prefix(scheme));
    let maildir = maildir.map(|path| places.path(path));
    let inboxes = maildir.as_ref().map_or_else(Vec::new, |root| {
        let named = [section.get("default").unwrap_or("INBOX"), "INBOX", "Inbox"].map(|folder| root.join(folder));
        named.into_iter().chain([root.clone()]).collect()
    });
    let sent = maildir.and_then(|root| Some(root.join(section.get("copy-to")?.split(',').next()?.trim())));
    let with_command = |server: Option<MailServer>, key: &str| {
        let password_command = section.get(key).map(str::to_owned);
        server.map(|server| MailServer { password_command, ..server })
    };
    let smtp = section.get("outgoing").and_then(MailUrl::parse).and_then(|url| url.smtp()).map(|server| {
        // Older versions wrote STARTTLS apart from the URL.
        let starttls = section.get("smtp-starttls").is_some_and(|value| value == "yes");
        if starttls { MailServer { protection: Protection::StartTls, ..server } } else { server }
    });
    let imap = MailUrl::parse(source).and_then(|url| url.imap());
    KnownAccount {
        source: "aerc".to_owned(),
        name,
        addresses,
        inboxes,
        sent,
        smtp: with_command(smtp, "outgoing-cred-cmd"),
        imap: with_command(imap, "source-cred-cmd"),
        preferred,
    }
}
