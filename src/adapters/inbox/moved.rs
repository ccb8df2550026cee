//! Mails that another program moves while they are read: from `new` to `cur`, or to other flags.

use std::borrow::Cow;
use std::fs::{self, Metadata};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Where a mail's file is, also where it is called otherwise by now, and what the system says of it.
pub(super) fn find(path: &Path) -> io::Result<(Cow<'_, Path>, Metadata)> {
    match regular(path) {
        Ok(metadata) => Ok((Cow::Borrowed(path), metadata)),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let found = found_again(path).ok_or(error)?;
            let metadata = regular(&found)?;
            Ok((Cow::Owned(found), metadata))
        }
        Err(error) => Err(error),
    }
}

/// A file must still be one: a pipe that took its place since would keep us waiting.
fn regular(path: &Path) -> io::Result<Metadata> {
    let metadata = fs::metadata(path)?;
    if metadata.is_file() { Ok(metadata) } else { Err(io::Error::other("no file any more")) }
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
        assert!(find(&home.path().join("new/1.a")).is_ok());
        assert!(find(&home.path().join("new/2.b")).is_err());
        assert!(find(&home.path().join("1.a")).is_err());
    }
}
