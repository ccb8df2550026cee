//! The flag "answered" of a mail in a Maildir.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Marks the mail that was once found at `path` as answered. Whether it is marked now: a mail that is gone, or is in no
/// Maildir, stays as it is.
///
/// # Errors
/// What the system says.
pub fn set(path: &Path) -> io::Result<bool> {
    let Some(maildir) = maildir_of(path) else { return Ok(false) };
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else { return Ok(false) };
    let Some(found) = find(&maildir, base(name))? else { return Ok(false) };
    let found_name = found.file_name().and_then(|name| name.to_str()).unwrap_or(name);
    let mut flags: Vec<char> = found_name.split_once(":2,").map_or(Vec::new(), |(_, flags)| flags.chars().collect());
    if !flags.contains(&'R') {
        flags.push('R');
        flags.sort_unstable();
        let marked = format!("{}:2,{}", base(found_name), flags.into_iter().collect::<String>());
        fs::rename(&found, maildir.join("cur").join(marked))?;
    }
    Ok(true)
}

/// A mail's Maildir, if it is in one.
fn maildir_of(path: &Path) -> Option<PathBuf> {
    let folder = path.parent()?;
    let is_mail_folder = matches!(folder.file_name()?.to_str()?, "cur" | "new");
    let maildir = folder.parent()?;
    let is_maildir = ["cur", "new", "tmp"].iter().all(|name| maildir.join(name).is_dir());
    (is_mail_folder && is_maildir).then(|| maildir.to_owned())
}

/// A mail's name without its flags.
fn base(name: &str) -> &str {
    name.split_once(":2,").map_or(name, |(base, _)| base)
}

/// The mail's file now, for other programs move mails from `new` to `cur` and change flags.
fn find(maildir: &Path, wanted: &str) -> io::Result<Option<PathBuf>> {
    for folder in ["cur", "new"] {
        for entry in fs::read_dir(maildir.join(folder))? {
            let entry = entry?;
            if entry.file_type()?.is_file() && entry.file_name().to_str().map(base) == Some(wanted) {
                return Ok(Some(entry.path()));
            }
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_is_found_by_its_name_and_marked() {
        let cases = [
            ("new/1.a", "new/1.a", Some("cur/1.a:2,R")),
            ("cur/1.a:2,S", "new/1.a", Some("cur/1.a:2,RS")),
            ("cur/1.a:2,FS", "cur/1.a:2,", Some("cur/1.a:2,FRS")),
            ("cur/1.a:2,R", "cur/1.a:2,R", Some("cur/1.a:2,R")),
            ("cur/2.b:2,", "cur/1.a:2,", None),
        ];
        for (there, seen_as, expected) in cases {
            let home = tempfile::tempdir().unwrap();
            for folder in ["cur", "new", "tmp"] {
                fs::create_dir(home.path().join(folder)).unwrap();
            }
            fs::write(home.path().join(there), "mail").unwrap();
            assert_eq!(set(&home.path().join(seen_as)).unwrap(), expected.is_some(), "{there}");
            assert!(home.path().join(expected.unwrap_or(there)).exists(), "{there}");
        }
    }

    #[test]
    fn a_mail_outside_of_a_maildir_is_left_alone() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("1.eml");
        fs::write(&path, "mail").unwrap();
        assert!(!set(&path).unwrap());
        assert!(path.exists());
    }
}
