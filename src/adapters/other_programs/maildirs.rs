//! Inboxes at their usual places.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::Places;

/// Folders of a home that mails lie in, or in folders of.
const ROOTS: [&str; 8] =
    ["Maildir", ".maildir", "Mail", "mail", ".mail", ".local/share/mail", "Mails", ".local/share/evolution/mail/local"];
/// What folders of sent mails are called.
const SENT: [&str; 6] = ["Sent", "sent", "Gesendet", "Gesendete Objekte", "Sent Messages", "Sent Items"];
/// So deeply is an inbox looked for: root, account, folder.
const MAX_DEPTH: usize = 3;
/// No more entries than this are looked at under a root.
const MAX_ENTRIES: usize = 2_000;

/// Whether a folder is a Maildir.
#[must_use]
pub fn is_maildir(path: &Path) -> bool {
    path.join("cur").is_dir() && path.join("new").is_dir()
}

/// Whether a path is a Maildir or an mbox.
pub(super) fn is_inbox(path: &Path) -> bool {
    is_maildir(path) || is_mbox(path)
}

/// An empty file may be anything.
fn is_mbox(path: &Path) -> bool {
    if !path.is_file() {
        return false;
    }
    let mut start = Vec::new();
    let read = File::open(path).and_then(|file| file.take(5).read_to_end(&mut start));
    read.is_ok() && start == b"From "
}

/// The inboxes at the usual places, each once.
pub(super) fn usual_inboxes(places: &Places) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let named = places.mail.iter().filter(|path| is_maildir(path)).cloned();
    let below = ROOTS.iter().flat_map(|root| inboxes_below(&places.home.join(root)));
    let spool = places.mail.iter().filter(|path| is_mbox(path)).cloned();
    for path in named.chain(below).chain(spool) {
        // Names that differ in case only are one folder on some systems.
        let same = |known: &PathBuf| known == &path || same_file(known, &path);
        if !found.iter().any(same) {
            found.push(path);
        }
    }
    found
}

/// The folder of sent mails beside an inbox, under the names that programs give it.
pub(super) fn sent_beside(inbox: &Path) -> Option<PathBuf> {
    let beside = SENT.iter().map(|name| inbox.with_file_name(name));
    let below = SENT.iter().map(|name| inbox.join(format!(".{name}")));
    below.chain(beside).find(|path| is_maildir(path))
}

fn same_file(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

fn inboxes_below(root: &Path) -> Vec<PathBuf> {
    if is_maildir(root) {
        return vec![root.to_path_buf()];
    }
    let is_part = |entry: &walkdir::DirEntry| {
        let name = entry.file_name();
        name != "cur" && name != "new" && name != "tmp"
    };
    walkdir::WalkDir::new(root)
        .min_depth(1)
        .max_depth(MAX_DEPTH)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(is_part)
        .flatten()
        .take(MAX_ENTRIES)
        .filter(|entry| entry.file_name().eq_ignore_ascii_case("inbox") && is_inbox(entry.path()))
        .map(walkdir::DirEntry::into_path)
        .collect()
}
