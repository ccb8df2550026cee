//! Which files of an inbox were read before, so that only what is new is read again.

use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// The files that were read; it can be shared and keeps a number a file.
#[derive(Debug, Clone, Default)]
pub struct KnownFiles(Arc<Mutex<HashSet<u64>>>);

impl KnownFiles {
    /// Whether a file is new, or was written since it was read; from now on it counts as read.
    pub(super) fn is_new(&self, path: &Path) -> bool {
        let Some(key) = key(path) else { return true };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(key)
    }

    /// From now on a file counts as new again.
    pub fn forget(&self, path: &Path) {
        if let Some(key) = key(path) {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&key);
        }
    }
}

/// In a Maildir a mail keeps the first part of its name while its flags and folder change, and its text never changes.
fn key(path: &Path) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    let folder = path.parent()?;
    let is_maildir = matches!(folder.file_name().and_then(|name| name.to_str()), Some("cur" | "new"));
    if is_maildir {
        let name = path.file_name()?.to_string_lossy();
        folder.parent()?.hash(&mut hasher);
        name.split(":2,").next().hash(&mut hasher);
    } else {
        let metadata = std::fs::metadata(path).ok()?;
        path.hash(&mut hasher);
        metadata.len().hash(&mut hasher);
        metadata.modified().ok().hash(&mut hasher);
    }
    Some(hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_is_new_once_whatever_happens_to_its_flags() {
        let known = KnownFiles::default();
        let steps =
            [("INBOX/new/1.a", true), ("INBOX/cur/1.a:2,S", false), ("INBOX/cur/2.b:2,", true), ("B/cur/1.a", true)];
        for (path, is_new) in steps {
            assert_eq!(known.is_new(Path::new(path)), is_new, "{path}");
        }
    }

    #[test]
    fn an_mbox_that_grew_is_new() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mbox");
        let known = KnownFiles::default();
        for (text, is_new) in [("From a", true), ("From a", false), ("From a b", true)] {
            if is_new {
                std::fs::write(&path, text).unwrap();
            }
            assert_eq!(known.is_new(&path), is_new, "{text}");
        }
    }
}
