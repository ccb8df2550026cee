//! Thunderbird: the identities and servers of the profile in use, and its local inboxes.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::files::Files;
use super::ini::sections;
use super::mail_url::{host_name, user_name};
use super::{Places, person};
use crate::domain::setup::{KnownAccount, MailServer, Protection};

/// Where profiles lie, as installed by itself, by snap, by Flatpak, on a Mac.
const ROOTS: [&str; 4] = [
    ".thunderbird",
    "snap/thunderbird/common/.thunderbird",
    ".var/app/org.mozilla.Thunderbird/.thunderbird",
    "Library/Thunderbird",
];

/// Asks the profile in use.
pub(super) fn read(places: &Places, files: &mut Files) -> Vec<KnownAccount> {
    for root in ROOTS.map(|root| places.home.join(root)) {
        let Some(profile) = files.text(&root.join("profiles.ini")).and_then(|text| profile(&text)) else { continue };
        let profile = root.join(profile);
        let Some(text) = files.text(&profile.join("prefs.js")) else { continue };
        return accounts(&text, &profile);
    }
    Vec::new()
}

/// The folder of the profile in use.
pub(super) fn profile(text: &str) -> Option<String> {
    let all = sections(text);
    let installed = all.iter().filter(|section| section.name.starts_with("Install")).find_map(|one| one.get("Default"));
    let profiles = || all.iter().filter(|section| section.name.starts_with("Profile"));
    let marked = || profiles().find(|section| section.get("Default") == Some("1"));
    let path = installed.or_else(|| marked().or_else(|| profiles().next())?.get("Path"));
    path.map(str::to_owned)
}

/// The preferences by their names.
struct Preferences(HashMap<String, Value>);

impl Preferences {
    fn parse(text: &str) -> Self {
        let pairs = text.lines().filter_map(|line| {
            let inner = line.trim().strip_prefix("user_pref(")?.strip_suffix(");")?;
            serde_json::from_str::<(String, Value)>(&format!("[{inner}]")).ok()
        });
        Self(pairs.filter(|(name, _)| name.starts_with("mail.")).collect())
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.as_str().filter(|text| !text.is_empty())
    }

    fn number(&self, name: &str) -> Option<i64> {
        self.0.get(name)?.as_i64()
    }

    /// `nsMsgSocketType`: 0 plain, 2 STARTTLS, 3 TLS.
    fn protection(&self, name: &str) -> Option<Protection> {
        match self.number(name)? {
            0 => Some(Protection::None),
            1 | 2 => Some(Protection::StartTls),
            3 => Some(Protection::Tls),
            _ => None,
        }
    }

    fn smtp(&self, key: &str) -> Option<MailServer> {
        let name = |part: &str| format!("mail.smtpserver.{key}.{part}");
        let host = self.text(&name("hostname")).and_then(host_name)?;
        let port = self.number(&name("port")).and_then(|port| port.try_into().ok()).filter(|port| *port != 0);
        let server = MailServer::smtp(&host, port, self.protection(&name("try_ssl")));
        Some(server.with_user(self.text(&name("username")).and_then(user_name)))
    }

    fn imap(&self, key: &str) -> Option<MailServer> {
        let name = |part: &str| format!("mail.server.{key}.{part}");
        self.text(&name("type")).filter(|kind| *kind == "imap")?;
        let host = self.text(&name("hostname")).and_then(host_name)?;
        let port = self.number(&name("port")).and_then(|port| port.try_into().ok()).filter(|port| *port != 0);
        let server = MailServer::imap(&host, port, self.protection(&name("socketType")));
        Some(server.with_user(self.text(&name("userName")).and_then(user_name)))
    }

    /// The inbox of a server on this machine, an mbox or a Maildir, under the names that Thunderbird gives it.
    fn inboxes(&self, key: &str, profile: &Path) -> Vec<PathBuf> {
        let relative = self.text(&format!("mail.server.{key}.directory-rel"));
        let folder = match relative.and_then(|text| text.strip_prefix("[ProfD]")) {
            Some(below) => Some(profile.join(below)),
            None => self.text(&format!("mail.server.{key}.directory")).map(PathBuf::from),
        };
        folder.map_or_else(Vec::new, |folder| ["Inbox", "INBOX"].map(|name| folder.join(name)).to_vec())
    }
}

/// The accounts of a profile.
pub(super) fn accounts(text: &str, profile: &Path) -> Vec<KnownAccount> {
    let preferences = Preferences::parse(text);
    let list = |name: &str| -> Vec<String> {
        let text = preferences.text(name).unwrap_or_default();
        text.split(',').map(|key| key.trim().to_owned()).filter(|key| !key.is_empty()).take(50).collect()
    };
    let default = preferences.text("mail.accountmanager.defaultaccount");
    let usual_smtp = preferences.text("mail.smtp.defaultserver");
    let account = |key: String| {
        let server = preferences.text(&format!("mail.account.{key}.server"))?;
        let identities = list(&format!("mail.account.{key}.identities"));
        let of = |identity: &String, part: &str| preferences.text(&format!("mail.identity.{identity}.{part}"));
        let addresses: Vec<_> =
            identities.iter().filter_map(|identity| of(identity, "useremail").and_then(person::address)).collect();
        let smtp = identities.iter().find_map(|identity| of(identity, "smtpServer")).or(usual_smtp);
        let found = KnownAccount {
            source: "Thunderbird".to_owned(),
            name: identities.iter().find_map(|identity| of(identity, "fullName")).and_then(person::name),
            smtp: smtp.filter(|_| !addresses.is_empty()).and_then(|key| preferences.smtp(key)),
            addresses,
            inboxes: preferences.inboxes(server, profile),
            sent: None,
            imap: preferences.imap(server),
            preferred: default == Some(key.as_str()),
        };
        // The local folders are nobody's account, and their inbox gets no mail.
        (!found.addresses.is_empty()).then_some(found)
    };
    list("mail.accountmanager.accounts").into_iter().filter_map(account).collect()
}
