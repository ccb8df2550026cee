//! himalaya: `config.toml`, in the shapes that its versions have had.

use std::path::PathBuf;

use toml::{Table, Value};

use super::files::Files;
use super::mail_url::{host_name, user_name};
use super::{Places, person};
use crate::domain::setup::{KnownAccount, MailServer, Protection};

/// Asks himalaya's accounts.
pub(super) fn read(places: &Places, files: &mut Files) -> Vec<KnownAccount> {
    let home = |name: &str| places.home.join(name);
    let paths = [places.config.join("himalaya/config.toml"), home(".himalaya.toml"), home(".himalayarc")];
    for path in paths {
        let Some(text) = files.text(&path) else { continue };
        match text.parse::<Table>() {
            Ok(table) => return accounts(&table, places),
            Err(_) => files.ignored(&path, "it is no TOML"),
        }
    }
    Vec::new()
}

/// The accounts of a file.
pub(super) fn accounts(file: &Table, places: &Places) -> Vec<KnownAccount> {
    // The first versions had each account at the top.
    let below = file.get("accounts").and_then(Value::as_table).unwrap_or(file);
    let tables = below.values().filter_map(Value::as_table).filter(|table| table.contains_key("email"));
    let general = |key: &str| file.get(key).and_then(Value::as_str);
    tables.map(|table| account(table, general("display-name").or(general("name")), places)).collect()
}

/// The value at a path of keys, `a.b.c`.
fn dig<'a>(table: &'a Table, path: &str) -> Option<&'a Value> {
    let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
    let value = table.get(first)?;
    match rest {
        Some(rest) => dig(value.as_table()?, rest),
        None => Some(value),
    }
}

/// The text at a path, also where it is a list of words, or the `type` of a table.
fn text(table: &Table, path: &str) -> Option<String> {
    match dig(table, path)? {
        Value::String(text) => Some(text.clone()),
        Value::Array(words) => Some(shell_words::join(words.iter().map(Value::as_str).collect::<Option<Vec<_>>>()?)),
        Value::Table(table) => table.get("type")?.as_str().map(str::to_owned),
        _ => None,
    }
}

fn account(table: &Table, general_name: Option<&str>, places: &Places) -> KnownAccount {
    let name = text(table, "display-name").or_else(|| general_name.map(str::to_owned));
    let is_imap = text(table, "backend").is_none_or(|kind| kind == "imap");
    let imap = if is_imap { server(table, &["backend.", "imap.", "imap-"], MailServer::imap) } else { None };
    let smtp =
        server(table, &["message.send.backend.", "smtp.", "smtp-", "sender.", "message.send."], MailServer::smtp);
    let root = ["backend.root-dir", "maildir.root-dir", "maildir-root-dir"].iter().find_map(|key| text(table, key));
    let root = root.map(|root| places.path(&root));
    let folder = |kind: &str| {
        text(table, &format!("folder.aliases.{kind}")).or_else(|| text(table, &format!("folder-aliases.{kind}")))
    };
    let inboxes: Vec<PathBuf> = root.as_ref().map_or_else(Vec::new, |root| {
        folder("inbox")
            .into_iter()
            .chain(["INBOX".to_owned()])
            .map(|name| root.join(name))
            .chain([root.clone()])
            .collect()
    });
    KnownAccount {
        source: "himalaya".to_owned(),
        name: name.as_deref().and_then(person::name),
        addresses: text(table, "email").as_deref().and_then(person::address).into_iter().collect(),
        inboxes,
        sent: root.and_then(|root| Some(root.join(folder("sent")?))),
        smtp,
        imap,
        preferred: dig(table, "default").and_then(Value::as_bool).unwrap_or(false),
    }
}

/// The server whose keys begin in one of these ways.
fn server(
    table: &Table,
    prefixes: &[&str],
    make: fn(&str, Option<u16>, Option<Protection>) -> MailServer,
) -> Option<MailServer> {
    prefixes.iter().find_map(|prefix| {
        let get = |key: &str| text(table, &format!("{prefix}{key}"));
        let is = |key: &str| dig(table, &format!("{prefix}{key}")).and_then(Value::as_bool);
        let host = get("host").as_deref().and_then(host_name)?;
        let port =
            dig(table, &format!("{prefix}port")).and_then(Value::as_integer).and_then(|port| port.try_into().ok());
        let protection = match get("encryption").as_deref() {
            Some("tls" | "ssl") => Some(Protection::Tls),
            Some("start-tls" | "starttls") => Some(Protection::StartTls),
            Some("none") => Some(Protection::None),
            _ if is("starttls") == Some(true) => Some(Protection::StartTls),
            _ if is("ssl") == Some(true) => Some(Protection::Tls),
            _ => None,
        };
        let password_command =
            ["auth.cmd", "auth.command", "passwd.cmd", "auth.passwd.cmd", "passwd-cmd"].iter().find_map(|key| get(key));
        let user = get("login").as_deref().and_then(user_name);
        Some(MailServer { password_command, ..make(&host, port, protection).with_user(user) })
    })
}
