//! Which files of an inbox hold nothing about a meeting, and what the last run over it came to.
//!
//! It is kept in a file that may be deleted at any time. Nothing in it is trusted that was not written whole by the same
//! program under the same settings.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::seal::Seal;
use crate::domain::hex::hex;

/// What earlier runs over an inbox saw.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct SeenFiles {
    /// Files without anything that matters, in order.
    idle: Vec<Seal>,
    /// Mails that these files answer, as marks: the place in `idle`, and the mark.
    marks: Vec<(u32, u32)>,
    /// The last run, where another one over the same would come to the same.
    pub last: Option<LastRun>,
}

/// What a run over an inbox came to.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastRun {
    /// All that the run depended on besides the inbox.
    pub conditions: String,
    /// The files of the inbox as they stood.
    pub listing: String,
    /// When it was, in seconds since 1970.
    pub at: i64,
    /// Mails that were read.
    pub read: usize,
    /// Mails that are drafted by now.
    pub known: usize,
    /// Mails that get no reply.
    pub refused: usize,
    /// Warnings that another run would repeat.
    pub warnings: Vec<String>,
    /// What else another run would repeat.
    pub notes: Vec<String>,
}

/// The files of an inbox as they stand, one after the other.
#[derive(Debug, Default)]
pub struct Listing(Sha256);

impl Listing {
    /// The next file.
    pub fn add(&mut self, seal: Seal) {
        self.0.update(seal.0);
    }

    /// A short name for all of them.
    #[must_use]
    pub fn name(&self) -> String {
        hex(&self.0.clone().finalize(), 32)
    }
}

/// A name for values in a row.
#[must_use]
pub fn name_of(parts: &[Vec<u8>]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().into()
}

/// A Message-ID as a short value. Two that share one cost a mail read for nothing.
#[must_use]
pub fn mark(message_id: &str) -> u32 {
    // FNV-1a.
    message_id.bytes().fold(0x811c_9dc5, |hash, octet| (hash ^ u32::from(octet)).wrapping_mul(0x0100_0193))
}

impl SeenFiles {
    /// Whether a file is known to hold nothing that matters; `letters` are the marks of my letters that are out.
    #[must_use]
    pub fn is_idle(&self, seal: Seal, letters: &HashSet<u32>) -> bool {
        let Ok(place) = self.idle.binary_search(&seal) else { return false };
        letters.is_empty() || !self.marks_at(place).any(|mark| letters.contains(&mark))
    }

    /// The mails that an idle file answers, as marks.
    pub fn marks(&self, seal: Seal) -> impl Iterator<Item = u32> {
        self.idle.binary_search(&seal).ok().into_iter().flat_map(|place| self.marks_at(place))
    }

    fn marks_at(&self, place: usize) -> impl Iterator<Item = u32> {
        let start = self.marks.partition_point(|(owner, _)| (*owner as usize) < place);
        self.marks[start..].iter().take_while(move |(owner, _)| *owner as usize == place).map(|(_, mark)| *mark)
    }

    /// What a run saw, in whatever order.
    #[must_use]
    pub fn of(mut idle: Vec<Seal>, marks: &[(Seal, u32)], last: Option<LastRun>) -> Self {
        idle.sort_unstable();
        idle.dedup();
        let place = |seal: &Seal| idle.binary_search(seal).ok().and_then(|place| u32::try_from(place).ok());
        let mut marks: Vec<(u32, u32)> = marks.iter().filter_map(|(seal, mark)| Some((place(seal)?, *mark))).collect();
        marks.sort_unstable();
        marks.dedup();
        Self { idle, marks, last }
    }

    fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let last = serde_json::to_vec(&self.last)?;
        for length in [last.len(), self.idle.len(), self.marks.len()] {
            out.write_all(&(length as u64).to_le_bytes())?;
        }
        out.write_all(&last)?;
        self.idle.iter().try_for_each(|seal| out.write_all(&seal.0))?;
        self.marks.iter().try_for_each(|(place, mark)| {
            out.write_all(&place.to_le_bytes())?;
            out.write_all(&mark.to_le_bytes())
        })
    }

    fn read(mut octets: &[u8]) -> Option<Self> {
        let mut lengths = [0; 3];
        for length in &mut lengths {
            *length = usize::try_from(u64::from_le_bytes(taken(&mut octets, 8)?.try_into().ok()?)).ok()?;
        }
        let [last, idle, marks] = lengths;
        let last = serde_json::from_slice(taken(&mut octets, last)?).ok()?;
        let idle = taken(&mut octets, idle.checked_mul(16)?)?.chunks_exact(16);
        let idle = idle.map(|seal| seal.try_into().map(Seal)).collect::<Result<Vec<_>, _>>().ok()?;
        let number = |octets: &[u8]| octets.try_into().map(u32::from_le_bytes).ok();
        let marks = taken(&mut octets, marks.checked_mul(8)?)?.chunks_exact(8);
        let marks = marks.map(|pair| Some((number(&pair[..4])?, number(&pair[4..])?))).collect::<Option<Vec<_>>>()?;
        octets.is_empty().then_some(Self { idle, marks, last })
    }
}

fn taken<'a>(octets: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (start, rest) = octets.split_at_checked(length)?;
    *octets = rest;
    Some(start)
}

/// Of so many inboxes it is kept what was seen.
const MAX_INBOXES: usize = 8;

/// A larger file is none of ours.
const MAX_FILE: u64 = 256 * 1024 * 1024;

const MAGIC: &[u8] = b"statt: seen, format 1\n";

/// What was seen, by the name of the inbox and of the settings; the newest first.
type Shelves = Vec<([u8; 32], Vec<u8>)>;

/// Reads what was seen of an inbox; nothing where the file is missing, damaged or of another kind.
#[must_use]
pub fn read_seen(path: &Path, name: [u8; 32]) -> SeenFiles {
    let shelf = shelves(path).unwrap_or_default().into_iter().find(|(known, _)| *known == name);
    shelf.and_then(|(_, octets)| SeenFiles::read(&octets)).unwrap_or_default()
}

/// Keeps what was seen of an inbox, in place of what the file held of it; only its owner can read the file.
///
/// # Errors
/// A file that cannot be written; it then stands as it stood.
pub fn write_seen(path: &Path, name: [u8; 32], seen: &SeenFiles) -> io::Result<()> {
    let mut content = MAGIC.to_vec();
    let mut own = Vec::new();
    seen.write(&mut own)?;
    let others = shelves(path).unwrap_or_default().into_iter().filter(|(known, _)| *known != name);
    for (name, octets) in std::iter::once((name, own)).chain(others).take(MAX_INBOXES) {
        content.extend(name);
        content.extend((octets.len() as u64).to_le_bytes());
        content.extend(octets);
    }
    content.extend(Sha256::digest(&content));
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // A name of its own and the mode 0600 until it is whole.
    let mut file = tempfile::Builder::new().prefix(".statt-seen").tempfile_in(folder)?;
    file.write_all(&content)?;
    file.persist(path)?;
    Ok(())
}

fn shelves(path: &Path) -> Option<Shelves> {
    let mut octets = Vec::new();
    if !fs::metadata(path).ok()?.is_file() {
        return None;
    }
    File::open(path).ok()?.take(MAX_FILE + 1).read_to_end(&mut octets).ok()?;
    let content = octets.len().checked_sub(32).filter(|_| octets.len() as u64 <= MAX_FILE)?;
    let (content, digest) = octets.split_at(content);
    if Sha256::digest(content)[..] != *digest {
        return None;
    }
    let mut rest = content.strip_prefix(MAGIC)?;
    let mut shelves = Vec::new();
    while !rest.is_empty() {
        let name = taken(&mut rest, 32)?.try_into().ok()?;
        let length = u64::from_le_bytes(taken(&mut rest, 8)?.try_into().ok()?);
        shelves.push((name, taken(&mut rest, usize::try_from(length).ok()?)?.to_vec()));
    }
    Some(shelves)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seal(number: u8) -> Seal {
        Seal([number; 16])
    }

    fn sample() -> SeenFiles {
        let marks = vec![(seal(3), mark("a@x")), (seal(9), mark("b@x")), (seal(3), mark("c@x"))];
        let last = LastRun { read: 3, warnings: vec!["Grüße".into()], ..LastRun::default() };
        SeenFiles::of(vec![seal(9), seal(3), seal(5), seal(3)], &marks, Some(last))
    }

    #[test]
    fn a_mail_in_the_thread_of_a_letter_is_not_idle() {
        let seen = sample();
        let cases =
            [(3, "", true), (3, "a@x", false), (3, "c@x", false), (3, "b@x", true), (9, "b@x", false), (4, "", false)];
        for (number, letter, idle) in cases {
            let letters: HashSet<u32> = Some(letter).filter(|id| !id.is_empty()).map(mark).into_iter().collect();
            assert_eq!(seen.is_idle(seal(number), &letters), idle, "{number} {letter}");
        }
        assert_eq!(seen.marks(seal(3)).count(), 2);
        assert_eq!(seen.marks(seal(4)).count(), 0);
    }

    #[test]
    fn what_is_kept_comes_back_for_the_same_inbox() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("seen");
        assert_eq!(read_seen(&path, [1; 32]), SeenFiles::default());
        write_seen(&path, [1; 32], &sample()).unwrap();
        for number in 2..10 {
            write_seen(&path, [number; 32], &SeenFiles::default()).unwrap();
            assert_eq!(read_seen(&path, [1; 32]), if number < 9 { sample() } else { SeenFiles::default() }, "{number}");
        }
        #[cfg(unix)]
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&path).unwrap().permissions()) & 0o777, 0o600);
    }

    #[test]
    fn a_damaged_file_is_as_good_as_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("seen");
        write_seen(&path, [1; 32], &sample()).unwrap();
        let whole = fs::read(&path).unwrap();
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            fs::write(&path, &damaged).unwrap();
            assert_eq!(read_seen(&path, [1; 32]), SeenFiles::default(), "octet {at}");
            fs::write(&path, &whole[..at]).unwrap();
            assert_eq!(read_seen(&path, [1; 32]), SeenFiles::default(), "{at} octets");
        }
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        assert_eq!(read_seen(&path, [1; 32]), SeenFiles::default());
        assert!(write_seen(&path, [1; 32], &sample()).is_err());
    }
}
