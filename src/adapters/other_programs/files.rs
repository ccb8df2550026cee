//! Reading the files of other programs: regular ones only, of a bounded size and number.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

/// A configuration over this size is not read; Thunderbird's grow the largest.
const MAX_BYTES: u64 = 4 << 20;
/// No more files than this are read.
const MAX_FILES: usize = 100;

/// What was read so far.
#[derive(Debug, Default)]
pub(super) struct Files {
    /// What could not be read, and why.
    pub(super) notes: Vec<String>,
    read: usize,
}

impl Files {
    /// A file's text; a missing one is nothing worth a word.
    pub(super) fn text(&mut self, path: &Path) -> Option<String> {
        if self.read >= MAX_FILES {
            return None;
        }
        let text = match read(path) {
            Ok(text) => text,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return None,
            Err(error) => {
                self.ignored(path, &error.to_string());
                return None;
            }
        };
        self.read += 1;
        Some(text)
    }

    /// Notes that a file was of no use.
    pub(super) fn ignored(&mut self, path: &Path, reason: &str) {
        self.notes.push(format!("{}: ignored, {reason}", path.display()));
    }
}

fn read(path: &Path) -> std::io::Result<String> {
    let metadata = std::fs::metadata(path)?;
    if !metadata.is_file() {
        return Err(std::io::Error::other("not a regular file"));
    }
    if metadata.len() > MAX_BYTES {
        return Err(std::io::Error::other("larger than 4 MiB"));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_BYTES).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_small_regular_files_are_read() {
        let home = tempfile::tempdir().unwrap();
        let large = home.path().join("large");
        File::create(&large).unwrap().set_len(MAX_BYTES + 1).unwrap();
        std::fs::write(home.path().join("latin1"), b"name = J\xf6rg").unwrap();
        let mut files = Files::default();
        assert_eq!(files.text(&home.path().join("none")), None);
        assert_eq!(files.text(&home.path().join("latin1/none")), None);
        assert!(files.notes.is_empty(), "a missing file is nothing worth a word");
        assert_eq!(files.text(&home.path().join("latin1")).as_deref(), Some("name = J\u{fffd}rg"));
        assert_eq!(files.text(home.path()), None);
        assert_eq!(files.text(&large), None);
        assert_eq!(files.notes.len(), 2, "{:?}", files.notes);
    }
}
