//! A copy of each sent mail in a Maildir, once, also when a crash came between sending and copying.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use crate::domain::hex::hex;

/// What became of a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copied {
    /// It is there now.
    Now,
    /// It was there already.
    Before,
}

/// Puts a copy into a Maildir, marked as read; the Maildir is made where it is missing.
///
/// The copy's name comes from its Message-ID and the time it was sent, so that a second try finds the first one.
///
/// # Errors
/// What the system says; a copy is never left half written under its final name.
pub fn copy(maildir: &Path, message_id: &str, sent: DateTime<Utc>, bytes: &[u8]) -> io::Result<Copied> {
    for name in ["tmp", "new", "cur"] {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(maildir.join(name))?;
    }
    let name = unique_name(message_id, sent);
    if is_there(maildir, &name)? {
        return Ok(Copied::Before);
    }
    let unfinished = maildir.join("tmp").join(&name);
    write_whole(&unfinished, bytes)?;
    let folder = maildir.join("cur");
    fs::rename(&unfinished, folder.join(format!("{name}:2,S")))?;
    // On the disk before the outbox notes it.
    #[cfg(unix)]
    File::open(&folder)?.sync_all()?;
    Ok(Copied::Now)
}

fn unique_name(message_id: &str, sent: DateTime<Utc>) -> String {
    let hash = hex(&Sha256::digest(message_id.as_bytes()), 10);
    format!("{}.{hash}.statt", sent.timestamp())
}

/// Its flags may have changed since.
fn is_there(maildir: &Path, name: &str) -> io::Result<bool> {
    for folder in ["cur", "new"] {
        for entry in fs::read_dir(maildir.join(folder))? {
            if entry?.file_name().to_str().is_some_and(|found| found.split(':').next() == Some(name)) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Maildirs hold lines as this system ends them.
fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file: File = options.open(path)?;
    let mut text = Vec::with_capacity(bytes.len());
    for (position, &byte) in bytes.iter().enumerate() {
        if !(byte == b'\r' && bytes.get(position + 1) == Some(&b'\n')) {
            text.push(byte);
        }
    }
    file.write_all(&text)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent() -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap()
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_mail_is_copied_once_whatever_happened_to_the_copy() {
        let home = tempfile::tempdir().unwrap();
        let maildir = home.path().join("Sent");
        // A crash left it half written.
        fs::create_dir_all(maildir.join("tmp")).unwrap();
        fs::write(maildir.join("tmp").join(unique_name("1@a.example", sent())), "half").unwrap();

        let copy = |id: &str| copy(&maildir, id, sent(), b"A: b\r\n\r\ntext\r\n").unwrap();
        assert_eq!(copy("1@a.example"), Copied::Now);
        let name = names(&maildir.join("cur")).remove(0);
        assert!(name.ends_with(":2,S"), "{name}");
        assert_eq!(fs::read(maildir.join("cur").join(&name)).unwrap(), b"A: b\n\ntext\n");
        assert_eq!(names(&maildir.join("tmp")), [""; 0]);

        assert_eq!(copy("1@a.example"), Copied::Before);
        let flagged = name.replace(":2,S", ":2,FS");
        fs::rename(maildir.join("cur").join(&name), maildir.join("cur").join(flagged)).unwrap();
        assert_eq!(copy("1@a.example"), Copied::Before, "somebody flagged it");
        assert_eq!(copy("2@a.example"), Copied::Now);
        assert_eq!(names(&maildir.join("cur")).len(), 2);
    }
}
