//! mutt and `NeoMutt`: who I am, where my mails are, where they are handed in.

use std::collections::HashMap;
use std::path::PathBuf;

use super::files::Files;
use super::mail_url::{MailUrl, user_name};
use super::mutt_words::{Word, commands, words};
use super::{Places, person};
use crate::domain::address::EmailAddress;
use crate::domain::setup::{KnownAccount, MailServer};

/// So deeply are files followed that name each other.
const MAX_DEPTH: usize = 4;

/// Asks the first configuration that is there.
pub(super) fn read(places: &Places, files: &mut Files) -> Vec<KnownAccount> {
    let (home, config) = (&places.home, &places.config);
    let paths = [
        config.join("neomutt/neomuttrc"),
        home.join(".neomuttrc"),
        home.join(".neomutt/neomuttrc"),
        config.join("mutt/muttrc"),
        home.join(".muttrc"),
        home.join(".mutt/muttrc"),
    ];
    let Some(text) = paths.iter().find_map(|path| files.text(path)) else { return Vec::new() };
    let mut settings = Settings::default();
    settings.read(&text, MAX_DEPTH, &mut |name| files.text(&places.path(name)));
    vec![settings.account(places)]
}

/// What was set so far.
#[derive(Debug, Default)]
pub(super) struct Settings {
    variables: HashMap<String, String>,
    commands: HashMap<String, String>,
    mailboxes: Vec<String>,
    alternates: Vec<EmailAddress>,
    from_header: Option<String>,
}

impl Settings {
    /// Reads a text and the files that it names; `open` gives their text.
    pub(super) fn read(&mut self, text: &str, depth: usize, open: &mut dyn FnMut(&str) -> Option<String>) {
        for line in commands(text) {
            for command in words(&line, &self.variables) {
                let Some((first, rest)) = command.split_first() else { continue };
                match first.text.as_str() {
                    "set" => self.set(rest),
                    "mailboxes" | "named-mailboxes" => {
                        self.mailboxes.extend(rest.iter().map(|word| word.text.clone()).take(100));
                    }
                    "alternates" => {
                        self.alternates.extend(rest.iter().flat_map(|word| alternates(&word.text)).take(50));
                    }
                    "my_hdr" if rest.first().is_some_and(|word| word.text.eq_ignore_ascii_case("from:")) => {
                        let words: Vec<&str> = rest.iter().skip(1).map(|word| word.text.as_str()).collect();
                        self.from_header = Some(words.join(" "));
                    }
                    "source" => {
                        let named = rest.first().filter(|word| word.command.is_none() && !word.text.ends_with('|'));
                        if let Some(name) = named.filter(|_| depth > 0)
                            && let Some(text) = open(&name.text)
                        {
                            self.read(&text, depth - 1, open);
                        }
                    }
                    _ => {}
                }
            }
        }
    }

    fn set(&mut self, words: &[Word]) {
        for window in words.windows(3) {
            let [name, equals, value] = window else { continue };
            if !equals.equals {
                continue;
            }
            match &value.command {
                Some(command) => self.commands.insert(name.text.clone(), command.clone()),
                None => self.variables.insert(name.text.clone(), value.text.clone()),
            };
        }
    }

    fn get(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.variables.get(*name)).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// A folder: `+` and `=` stand for the folder of folders.
    fn folder(&self, text: &str, places: &Places) -> Option<PathBuf> {
        let below = text.strip_prefix(['+', '=']);
        let root = self.get(&["folder"]).unwrap_or("~/Mail");
        let path = match below {
            Some(below) => (!root.contains("://")).then(|| places.path(root).join(below.trim_start_matches('/'))),
            None => (!text.contains("://")).then(|| places.path(text)),
        };
        path.filter(|_| !text.is_empty())
    }

    /// What all of it says.
    pub(super) fn account(&self, places: &Places) -> KnownAccount {
        let from = self.from_header.as_deref().or(self.get(&["from"]));
        let (from_name, address) = from.map_or((None, None), person::person);
        let mut addresses: Vec<EmailAddress> = address.into_iter().collect();
        for other in &self.alternates {
            if !addresses.contains(other) {
                addresses.push(other.clone());
            }
        }
        let inbox = self.get(&["spoolfile", "spool_file"]).map(str::to_owned);
        let is_inbox =
            |name: &&String| name.rsplit(['/', '+', '=']).next().is_some_and(|last| last.eq_ignore_ascii_case("inbox"));
        let inboxes = inbox.iter().chain(self.mailboxes.iter().filter(is_inbox));
        let url = |names: &[&str]| self.get(names).and_then(MailUrl::parse);
        let with_password = |server: Option<MailServer>, user: &[&str], password: &str| {
            server.map(|server| MailServer {
                user: server.user.or_else(|| self.get(user).and_then(user_name)),
                password_command: self.commands.get(password).cloned(),
                ..server
            })
        };
        let imap = url(&["spoolfile", "spool_file"]).and_then(|url| url.imap());
        let imap = imap.or_else(|| url(&["folder"]).and_then(|url| url.imap()));
        let smtp = url(&["smtp_url"]).and_then(|url| url.smtp());
        KnownAccount {
            source: "mutt".to_owned(),
            name: self.get(&["realname", "real_name"]).and_then(person::name).or(from_name),
            addresses,
            inboxes: inboxes.filter_map(|text| self.folder(text, places)).collect(),
            sent: self.get(&["record"]).and_then(|text| self.folder(text, places)),
            smtp: with_password(smtp, &["imap_user"], "smtp_pass"),
            imap: with_password(imap, &["imap_user"], "imap_pass"),
            preferred: true,
        }
    }
}

/// The addresses in a pattern of my addresses, where it is no more than a list of them.
fn alternates(pattern: &str) -> Vec<EmailAddress> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "@.-_+".contains(c);
    pattern
        .split(['|', '(', ')'])
        .map(|one| one.trim_start_matches('^').trim_end_matches('$').replace('\\', ""))
        .filter(|one| one.chars().all(plain))
        .filter_map(|one| person::address(&one))
        .collect()
}
