//! Mails that another program moves while they are read: from `new` to `cur`, or to other flags.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Opens a mail's file, also where it is called otherwise by now.
pub(super) fn open(path: &Path) -> io::Result<File> {
    match open_regular(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => match found_again(path) {
            Some(path) => open_regular(&path),
            None => Err(error),
        },
        opened => opened,
    }
}

/// Opens a file that is still one: a pipe that took its place since would keep us waiting.
fn open_regular(path: &Path) -> io::Result<File> {
    if fs::metadata(path)?.is_file() { File::open(path) } else { Err(io::Error::other("no file any more")) }
}

fn found_again(path: &Path) -> Option<PathBuf> {
    let wanted = base(path.file_name()?.to_str()?);
    let folder = path.parent()?;
    if !matches!(folder.file_name()?.to_str()?, "cur" | "new") {
        return None;
    }
    ["cur", "new"]
        .iter()
        .filter_map(|name| fs::read_dir(folder.parent()?.join(name)).ok())
        .flatten()
        .flatten()
        .find(|entry| entry.file_name().to_str().map(base) == Some(wanted))
        .map(|entry| entry.path())
}

fn base(name: &str) -> &str {
    name.split_once(":2,").map_or(name, |(base, _)| base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_that_was_moved_is_found_again() {
        let home = tempfile::tempdir().unwrap();
        for folder in ["cur", "new"] {
            fs::create_dir(home.path().join(folder)).unwrap();
        }
        fs::write(home.path().join("cur/1.a:2,S"), "mail").unwrap();
        assert!(open(&home.path().join("new/1.a")).is_ok());
        assert!(open(&home.path().join("new/2.b")).is_err());
        assert!(open(&home.path().join("1.a")).is_err());
    }
}
