//! My own calendar as a vdir: one file an event, each written whole or not at all.
//!
//! A file carries a seal over its octets. One without a seal that holds was written, or changed, by somebody else, and is
//! never touched.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::domain::hex::hex;

/// The property with the seal.
const SEAL: &str = "X-STATT-SEAL:";
/// The last line of a calendar.
const END: &str = "END:VCALENDAR\r\n";
/// A larger file was not written by statt, and is not searched.
const MAX_FILE: u64 = 1 << 20;
/// In so many files the UID of a new event is looked for.
const MAX_FILES: usize = 20_000;

/// Why an event was not written.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// The system's reason.
    #[error("{path}: {problem}")]
    System {
        /// Where.
        path: PathBuf,
        /// What it says.
        problem: io::Error,
    },
    /// A file of that name is not statt's, or was changed since.
    #[error("{0}: it was changed by another program, and is left as it is")]
    NotMine(PathBuf),
    /// Another file holds the same meeting.
    #[error("{0} holds this meeting already; a second file would contradict it")]
    Taken(PathBuf),
}

/// A folder with one file an event.
#[derive(Debug, Clone)]
pub struct OwnCalendarFolder {
    folder: PathBuf,
    /// Read once, when a new event is to be written.
    others: OnceCell<HashMap<String, PathBuf>>,
}

impl OwnCalendarFolder {
    /// The folder; it is made when the first event is written.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), others: OnceCell::new() }
    }

    /// Whether there is a file for what is called so.
    #[must_use]
    pub fn holds(&self, name: &str) -> bool {
        self.file(name).symlink_metadata().is_ok()
    }

    /// Puts an event into its file, in place of what stands there; `name` may be anything that stays the same.
    ///
    /// # Errors
    /// [`FolderError`]; then the folder is as it was.
    pub fn put(&self, name: &str, uid: &str, calendar: &str) -> Result<(), FolderError> {
        let path = self.file(name);
        let text = sealed(calendar);
        let system = |problem| FolderError::System { path: path.clone(), problem };
        match path.symlink_metadata() {
            Ok(found) if !found.is_file() || found.len() > MAX_FILE => return Err(FolderError::NotMine(path)),
            Ok(_) => match fs::read_to_string(&path) {
                Ok(found) if found == text => return Ok(()),
                Ok(found) if is_sealed(&found) => {}
                Err(problem) if problem.kind() != ErrorKind::InvalidData => return Err(system(problem)),
                _ => return Err(FolderError::NotMine(path)),
            },
            Err(problem) if problem.kind() == ErrorKind::NotFound => {
                fs::create_dir_all(&self.folder).map_err(system)?;
                if let Some(taken) = self.others.get_or_init(|| self.others()).get(uid) {
                    return Err(FolderError::Taken(taken.clone()));
                }
                return self.write(&text, |file| file.persist_noclobber(&path)).map_err(system);
            }
            Err(problem) => return Err(system(problem)),
        }
        self.write(&text, |file| file.persist(&path)).map_err(system)
    }

    /// Its name is a hash: nothing of a mail's UID reaches the file system.
    fn file(&self, name: &str) -> PathBuf {
        self.folder.join(format!("statt-{}.ics", hash(name)))
    }

    fn write(
        &self,
        text: &str,
        persist: impl FnOnce(tempfile::NamedTempFile) -> Result<fs::File, tempfile::PersistError>,
    ) -> io::Result<()> {
        let mut file = tempfile::Builder::new().prefix(".statt-").suffix(".tmp").tempfile_in(&self.folder)?;
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        persist(file).map(|_| ()).map_err(|error| error.error)
    }

    /// The UIDs in files of somebody else.
    fn others(&self) -> HashMap<String, PathBuf> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten().take(MAX_FILES);
        let calendars = entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|it| it == "ics"));
        let mut others = HashMap::new();
        for path in calendars.filter(|path| path.metadata().is_ok_and(|it| it.is_file() && it.len() <= MAX_FILE)) {
            let text = fs::read(&path).map(|octets| String::from_utf8_lossy(&octets).into_owned()).unwrap_or_default();
            if is_sealed(&text) {
                continue;
            }
            let unfolded = text.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "");
            for uid in unfolded.lines().filter_map(|line| line.strip_prefix("UID:")) {
                others.insert(uid.to_owned(), path.clone());
            }
        }
        others
    }
}

fn hash(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()), 16)
}

/// The calendar with the seal as its last property.
fn sealed(calendar: &str) -> String {
    let body = calendar.strip_suffix(END).unwrap_or(calendar);
    format!("{body}{SEAL}{}\r\n{END}", hash(body))
}

fn is_sealed(text: &str) -> bool {
    text.strip_suffix(END)
        .and_then(|rest| rest.rsplit_once(SEAL))
        .is_some_and(|(body, seal)| seal.strip_suffix("\r\n") == Some(hash(body).as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(uid: &str, words: &str) -> String {
        format!("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nSUMMARY:{words}\r\nEND:VEVENT\r\n{END}")
    }

    fn files(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn an_event_has_one_file_that_updates_replace() {
        let home = tempfile::tempdir().unwrap();
        let folder = OwnCalendarFolder::new(&home.path().join("work"));
        for words in ["eins", "zwei", "zwei"] {
            folder.put("../../u\n1", "u1", &event("u1", words)).unwrap();
            let names = files(&home.path().join("work"));
            assert_eq!(names.len(), 1, "{names:?}");
            assert!(folder.holds("../../u\n1") && !folder.holds("other"));
            let text = fs::read_to_string(home.path().join("work").join(&names[0])).unwrap();
            assert!(text.contains(words) && text.ends_with(END), "{text}");
        }
        assert_eq!(files(home.path()), ["work"]);
    }

    #[test]
    fn what_others_wrote_is_never_touched() {
        let home = tempfile::tempdir().unwrap();
        let folder = OwnCalendarFolder::new(home.path());
        folder.put("a", "a", &event("a", "eins")).unwrap();
        let path = home.path().join(&files(home.path())[0]);
        let changed = fs::read_to_string(&path).unwrap().replace("eins", "eins, von Hand");
        for foreign in [changed.as_str(), "", "not a calendar", "X-STATT-SEAL:\r\nEND:VCALENDAR\r\n"] {
            fs::write(&path, foreign).unwrap();
            assert!(matches!(folder.put("a", "a", &event("a", "zwei")), Err(FolderError::NotMine(_))));
            assert_eq!(fs::read_to_string(&path).unwrap(), foreign);
        }
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        assert!(matches!(folder.put("a", "a", &event("a", "zwei")), Err(FolderError::NotMine(_))));

        fs::write(home.path().join("server.ics"), event("b", "vom Server").replace("UID:b", "UID:\r\n b")).unwrap();
        let folder = OwnCalendarFolder::new(home.path());
        assert!(matches!(folder.put("b", "b", &event("b", "eins")), Err(FolderError::Taken(_))));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_folder_is_not_followed() {
        let home = tempfile::tempdir().unwrap();
        let inside = home.path().join("in");
        let folder = OwnCalendarFolder::new(&inside);
        folder.put("a", "a", &event("a", "eins")).unwrap();
        let path = inside.join(&files(&inside)[0]);
        let outside = home.path().join("outside.ics");
        fs::rename(&path, &outside).unwrap();
        std::os::unix::fs::symlink(&outside, &path).unwrap();
        assert!(matches!(folder.put("a", "a", &event("a", "zwei")), Err(FolderError::NotMine(_))));
        assert!(fs::read_to_string(&outside).unwrap().contains("eins"));
    }

    #[test]
    fn a_folder_that_cannot_be_is_an_error() {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("file"), "").unwrap();
        let folder = OwnCalendarFolder::new(&home.path().join("file"));
        assert!(matches!(folder.put("a", "a", &event("a", "eins")), Err(FolderError::System { .. })));
    }
}
