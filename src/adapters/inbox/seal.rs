//! A file as it stands on the disk, as one short value: whoever changes the file changes its seal.

use std::fs::Metadata;
use std::path::Path;
use std::time::{Duration, SystemTime};

use sha2::{Digest, Sha256};

/// What a file is called, how large it is, when it was written, and which file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Seal(pub [u8; 16]);

/// Some file systems keep times by two seconds.
const COARSE: Duration = Duration::from_secs(2);

/// All others know at least hundredths.
const FINE: Duration = Duration::from_millis(100);

impl Seal {
    /// The seal of a file; none where it was changed so shortly before that a further change might leave no trace.
    #[must_use]
    pub fn of(path: &Path, metadata: &Metadata, now: SystemTime) -> Option<Self> {
        let written = metadata.modified().ok()?;
        let mut hasher = Sha256::new();
        hasher.update(path.as_os_str().as_encoded_bytes());
        hasher.update([0]);
        hasher.update(metadata.len().to_le_bytes());
        for (time, seconds, nanoseconds) in changes(metadata, written) {
            let grain = if nanoseconds == 0 { COARSE } else { FINE };
            if now.duration_since(time).ok()? < grain {
                return None;
            }
            hasher.update(seconds.to_le_bytes());
            hasher.update(nanoseconds.to_le_bytes());
        }
        hasher.update(identity(metadata));
        hasher.finalize()[..16].try_into().ok().map(Self)
    }
}

/// When the content was written, and when anything about the file was changed: programs that set the former back cannot
/// set back the latter.
#[cfg(unix)]
fn changes(metadata: &Metadata, written: SystemTime) -> [(SystemTime, i64, i64); 2] {
    use std::os::unix::fs::MetadataExt;
    let changed = u64::try_from(metadata.ctime()).unwrap_or_default();
    let changed = SystemTime::UNIX_EPOCH + Duration::from_secs(changed);
    let nanoseconds = u64::try_from(metadata.ctime_nsec()).unwrap_or_default();
    [
        (written, metadata.mtime(), metadata.mtime_nsec()),
        (changed + Duration::from_nanos(nanoseconds), metadata.ctime(), metadata.ctime_nsec()),
    ]
}

#[cfg(not(unix))]
fn changes(_: &Metadata, written: SystemTime) -> [(SystemTime, i64, i64); 1] {
    let since = written.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    [(written, i64::try_from(since.as_secs()).unwrap_or_default(), i64::from(since.subsec_nanos()))]
}

#[cfg(unix)]
fn identity(metadata: &Metadata) -> [u8; 16] {
    use std::os::unix::fs::MetadataExt;
    let mut both = [0; 16];
    both[..8].copy_from_slice(&metadata.dev().to_le_bytes());
    both[8..].copy_from_slice(&metadata.ino().to_le_bytes());
    both
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> [u8; 16] {
    [0; 16]
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::process::Command;

    use super::*;

    const LATER: Duration = Duration::from_secs(60);

    fn seal(path: &Path) -> Option<Seal> {
        Seal::of(path, &fs::metadata(path).unwrap(), SystemTime::now() + LATER)
    }

    /// What is done to a file, and whether it counts as changed.
    #[test]
    fn whoever_changes_a_file_changes_its_seal() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mail");
        let other = folder.path().join("other");
        let keep_time = |path: &Path, change: &dyn Fn()| {
            let kept = fs::metadata(path).unwrap().modified().unwrap();
            std::thread::sleep(Duration::from_millis(20));
            change();
            fs::File::options().append(true).open(path).unwrap().set_modified(kept).unwrap();
        };
        let cases: [(&str, &dyn Fn(), bool); 7] = [
            ("nothing", &|| {}, false),
            ("it is read", &|| drop(fs::read(&path).unwrap()), false),
            ("it is written anew", &|| fs::write(&path, "Subject: b\n\n").unwrap(), true),
            ("it grows", &|| fs::write(&path, "Subject: abc\n\n").unwrap(), true),
            (
                "it is written, and its time set back",
                &|| keep_time(&path, &|| fs::write(&path, "Subject: c\n\n").unwrap()),
                true,
            ),
            (
                "another takes its place, as old and as large",
                &|| {
                    keep_time(&path, &|| {
                        fs::write(&other, "Subject: d\n\n").unwrap();
                        fs::rename(&other, &path).unwrap();
                    });
                },
                true,
            ),
            ("its time is set", &|| assert!(Command::new("touch").arg(&path).status().unwrap().success()), true),
        ];
        for (what, change, is_changed) in cases {
            fs::write(&path, "Subject: a\n\n").unwrap();
            std::thread::sleep(Duration::from_millis(20));
            let before = seal(&path).unwrap();
            change();
            assert_eq!(seal(&path) != Some(before), is_changed, "{what}");
        }
    }

    #[test]
    fn what_was_just_written_is_not_sealed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mail");
        fs::write(&path, "Subject: a\n\n").unwrap();
        let written = fs::metadata(&path).unwrap().modified().unwrap();
        for (later, is_sealed) in [(0, false), (50, false), (150, true)] {
            let now = written + Duration::from_millis(later);
            assert_eq!(Seal::of(&path, &fs::metadata(&path).unwrap(), now).is_some(), is_sealed, "{later} ms");
        }
        // A file system that keeps whole seconds.
        let whole = written.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs() + 3_600;
        let whole = SystemTime::UNIX_EPOCH + Duration::from_secs(whole);
        fs::File::options().append(true).open(&path).unwrap().set_modified(whole).unwrap();
        for (later, is_sealed) in [(1_000, false), (2_100, true)] {
            let now = whole + Duration::from_millis(later);
            assert_eq!(Seal::of(&path, &fs::metadata(&path).unwrap(), now).is_some(), is_sealed, "{later} ms");
        }
    }
}
