//! Who is sending: a random name and a locked file, which the system unlocks when the process ends, however it ends.
//!
//! A locked file tells a dead process from a living one also across containers, where process numbers do not.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use sha2::{Digest, Sha256};

use super::error::OutboxError;
use super::file;
use crate::domain::hex::hex;

/// Stands between the outbox's name and the sender's.
const SUFFIX: &str = ".sender-";

/// Stands between a machine and a sender on it.
const APART: char = '-';

/// A sender that is alive.
pub(super) struct Owner {
    /// Its name in the outbox.
    pub name: String,
    lock: Option<(PathBuf, File)>,
}

impl Owner {
    /// Announces a sender.
    pub fn new(outbox: Option<&Path>) -> Result<Self, OutboxError> {
        let name = match machine() {
            Some(machine) => format!("{machine}{APART}{}", random_name()),
            None => random_name(),
        };
        let Some(outbox) = outbox else { return Ok(Self { name, lock: None }) };
        remove_dead(outbox);
        let path = lock_path(outbox, &name);
        let unlocked = lock_path(outbox, &format!("{name}.new"));
        let mut tries = 0;
        loop {
            match lock(&unlocked, &path) {
                Ok(lock) => return Ok(Self { name, lock: Some((path, lock)) }),
                // Another new sender took the file for a dead one's in the moment before it was locked.
                Err(error) if error.kind() == ErrorKind::NotFound && tries < 100 => tries += 1,
                Err(error) => return Err(file::cannot_open(&path, format!("it cannot be locked: {error}"))),
            }
        }
    }
}

/// Makes a file and locks it. Under its final name nobody ever sees it unlocked while its sender lives.
fn lock(unlocked: &Path, path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(unlocked)?;
    file.lock()?;
    fs::rename(unlocked, path)?;
    Ok(file)
}

impl Owner {
    /// Whether its name says on which machine it runs, and since which start of it.
    pub fn knows_its_machine(&self) -> bool {
        self.name.contains(APART)
    }
}

/// Whether the machine of this sender was started anew since, or is another one.
pub(super) fn machine_stopped(name: &str) -> bool {
    name.split_once(APART).is_some_and(|(its, _)| Some(its) != machine().as_deref())
}

/// This machine since its last start; none where the system has no word for it.
fn machine() -> Option<String> {
    let id = fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    Some(hex(&Sha256::digest(id.trim().as_bytes()), 8))
}

impl Drop for Owner {
    fn drop(&mut self) {
        if let Some((path, _)) = &self.lock {
            // Left behind it would only be untidy: the next sender removes it.
            let _ = fs::remove_file(path);
        }
    }
}

/// Whether the sender of this name is gone.
pub(super) fn is_dead(outbox: &Path, name: &str) -> bool {
    match OpenOptions::new().write(true).open(lock_path(outbox, name)) {
        Ok(file) => is_unlocked(&file),
        Err(error) => error.kind() == ErrorKind::NotFound,
    }
}

/// In doubt it is locked, and its mails stay as they are.
fn is_unlocked(file: &File) -> bool {
    match file.try_lock() {
        Ok(()) => true,
        Err(TryLockError::WouldBlock | TryLockError::Error(_)) => false,
    }
}

fn remove_dead(outbox: &Path) {
    let (Some(folder), Some(stem)) = (outbox.parent(), outbox.file_name().and_then(|name| name.to_str())) else {
        return;
    };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let is_lock = entry
            .file_name()
            .to_str()
            .and_then(|name| name.strip_prefix(stem))
            .is_some_and(|rest| rest.starts_with(SUFFIX));
        if is_lock && OpenOptions::new().write(true).open(entry.path()).is_ok_and(|file| is_unlocked(&file)) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn lock_path(outbox: &Path, name: &str) -> PathBuf {
    let mut path = outbox.as_os_str().to_owned();
    path.push(format!("{SUFFIX}{name}"));
    PathBuf::from(path)
}

/// A name that no other sender has: it need not be secret, only different.
fn random_name() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let mut hash = Sha256::new();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos());
    hash.update(now.to_le_bytes());
    hash.update(std::process::id().to_le_bytes());
    hash.update(COUNT.fetch_add(1, Ordering::Relaxed).to_le_bytes());
    // The standard library seeds its maps from the system's randomness.
    let seed = std::hash::BuildHasher::hash_one(&std::hash::RandomState::new(), now);
    hash.update(seed.to_le_bytes());
    hex(&hash.finalize(), 12)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sender_lives_until_it_is_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let outbox = folder.path().join("outbox.db");
        let owner = Owner::new(Some(&outbox)).unwrap();
        let name = owner.name.clone();
        assert!(!is_dead(&outbox, &name));
        drop(owner);
        assert!(is_dead(&outbox, &name));
        assert!(is_dead(&outbox, "never-was"));
    }

    #[test]
    fn a_new_sender_tidies_up_after_dead_ones_and_leaves_the_living_alone() {
        let folder = tempfile::tempdir().unwrap();
        let outbox = folder.path().join("outbox.db");
        let living = Owner::new(Some(&outbox)).unwrap();
        fs::write(lock_path(&outbox, "crashed"), "").unwrap();
        fs::write(lock_path(&outbox, "crashed.new"), "").unwrap();
        let _second = Owner::new(Some(&outbox)).unwrap();
        assert!(!lock_path(&outbox, "crashed").exists());
        assert!(!lock_path(&outbox, "crashed.new").exists());
        assert!(!is_dead(&outbox, &living.name));
    }
}
