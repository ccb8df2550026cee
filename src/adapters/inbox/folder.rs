//! Folders, searched deeply: Maildirs as well as plain folders of mails and mboxes.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::{KnownFiles, RawMail, Unreadable};
use crate::domain::limits::MAX_FOLDER_DEPTH;

/// The mails of a folder, in the order of their paths.
pub struct Folder {
    root: Option<PathBuf>,
    known: Option<KnownFiles>,
    entries: Box<dyn Iterator<Item = walkdir::Result<DirEntry>> + Send>,
}

impl Folder {
    /// Searches a folder; symbolic links are followed to files within it only.
    pub fn new(folder: &Path, known: Option<KnownFiles>) -> Self {
        let entries = WalkDir::new(folder)
            .max_depth(MAX_FOLDER_DEPTH)
            // In one folder this is the order of the names, which would have to be looked for in the paths.
            .sort_by(|one, other| one.path().as_os_str().cmp(other.path().as_os_str()))
            .into_iter()
            .filter_entry(|entry| entry.depth() == 0 || !is_skipped(entry));
        Self { root: std::fs::canonicalize(folder).ok(), known, entries: Box::new(entries) }
    }

    fn enter(&mut self, entry: &DirEntry) -> Option<Result<RawMail, Unreadable>> {
        let path = entry.path();
        let refused = |reason: &str| Some(Err(Unreadable::new(path.display().to_string(), reason)));
        let kind = entry.file_type();
        if kind.is_dir() {
            let is_filled = || std::fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_some());
            if entry.depth() >= MAX_FOLDER_DEPTH && is_filled() {
                return refused(&format!("folders more than {MAX_FOLDER_DEPTH} deep are not searched"));
            }
            return None;
        }
        if self.known.as_ref().is_some_and(|known| !known.is_new(path)) {
            return None;
        }
        if kind.is_symlink() {
            let target = std::fs::canonicalize(path);
            let inside = target.as_ref().is_ok_and(|target| {
                self.root.as_ref().is_some_and(|root| target.starts_with(root)) && target.is_file()
            });
            if !inside {
                return refused("a symbolic link that leads out of the inbox or to no file");
            }
        } else if !kind.is_file() {
            return refused("neither a file nor a folder");
        }
        Some(Ok(RawMail::at(path)))
    }
}

/// Hidden files, a mail store's own files, and a Maildir's unfinished deliveries.
fn is_skipped(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let is_folder = entry.file_type().is_dir();
    if is_folder && name == "tmp" {
        return entry
            .path()
            .parent()
            .is_some_and(|maildir| maildir.join("cur").is_dir() && maildir.join("new").is_dir());
    }
    // Maildir++ keeps sub-folders as ".Name", so hidden folders that are Maildirs are read.
    let hidden = name.starts_with('.') && !(is_folder && entry.path().join("cur").is_dir());
    hidden
        || (!is_folder && matches!(&*name, "maildirfolder" | "maildirsize" | "courierimapkeywords" | "dovecot-uidlist"))
        || name.starts_with("dovecot")
}

impl Iterator for Folder {
    type Item = Result<RawMail, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.entries.next()? {
                Ok(entry) => {
                    if let Some(item) = self.enter(&entry) {
                        return Some(item);
                    }
                }
                Err(error) => {
                    let place = error.path().map_or_else(|| "?".to_owned(), |path| path.display().to_string());
                    let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                    return Some(Err(Unreadable::new(place, reason)));
                }
            }
        }
    }
}
