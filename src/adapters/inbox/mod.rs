//! Inboxes: Maildirs, mboxes, folders of mails, single mails, bare calendars, standard input.
//!
//! Reading never changes an inbox, and one mail at a time is in memory.

mod folder;
mod known;
mod mbox;
mod moved;
mod seal;
mod seen;

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

pub use known::KnownFiles;
pub use seal::Seal;
pub use seen::{LastRun, Listing, SeenFiles, mark, name_of, read_seen, write_seen};

use crate::domain::limits::MAX_MAIL;
use crate::domain::message::Flags;

/// A mail over this size is not read: invites are small.
pub const MAX_MAIL_BYTES: u64 = MAX_MAIL as u64;

/// A mail, a bare calendar, or a file of an inbox that was not opened yet.
#[derive(Debug)]
pub struct RawMail {
    /// Its path, `FILE#N` in an mbox, `-` for standard input.
    pub source: String,
    /// What the store says of it.
    pub flags: Flags,
    content: Content,
}

/// What a file of an inbox turns out to be.
pub enum Opened<'a> {
    /// A mail or a calendar, and the seal of its file.
    One {
        /// Its octets.
        octets: &'a [u8],
        /// Its file as it stood before it was read; none where that says nothing.
        seal: Option<Seal>,
    },
    /// Many mails in one file.
    Many {
        /// The mails.
        mails: Mails,
        /// The file as it stood before it was read; none where that says nothing.
        seal: Option<Seal>,
    },
    /// The octets of one of many mails in a file, or of a mail that comes from no file.
    Within(Vec<u8>),
    /// Nobody wants what a file with this seal holds: it was not opened.
    Passed(Seal),
}

#[derive(Debug)]
enum Content {
    File(PathBuf),
    Bytes(Vec<u8>),
}

/// What a file is, by its first octets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An RFC 5322 message.
    Mail,
    /// A bare iCalendar file.
    Calendar,
    /// A bare winmail.dat.
    Tnef,
}

/// Why something in an inbox was not read.
#[derive(Debug, thiserror::Error)]
#[error("{source_path}: {reason}")]
pub struct Unreadable {
    /// The file, or the place in it.
    pub source_path: String,
    /// What is wrong with it.
    pub reason: String,
    /// The file as it stood; none where that says nothing.
    pub seal: Option<Seal>,
}

impl Unreadable {
    /// A place, and why it was not read.
    pub fn new(source: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { source_path: source.into(), reason: reason.into(), seal: None }
    }
}

/// Mails one after the other; what cannot be read is an item of its own.
pub type Mails = Box<dyn Iterator<Item = Result<RawMail, Unreadable>> + Send>;

/// Opens whatever PATH is.
///
/// # Errors
/// [`Unreadable`] where PATH is missing or is neither a file nor a folder.
pub fn open(path: &Path) -> Result<Mails, Unreadable> {
    open_new(path, None)
}

/// Opens whatever PATH is, without the files that are known.
///
/// # Errors
/// [`Unreadable`] where PATH is missing or is neither a file nor a folder.
pub fn open_new(path: &Path, known: Option<&KnownFiles>) -> Result<Mails, Unreadable> {
    if path == Path::new("-") {
        return standard_input();
    }
    let shown = path.display().to_string();
    let metadata = std::fs::metadata(path).map_err(|error| Unreadable::new(&shown, error.to_string()))?;
    if metadata.is_dir() {
        std::fs::read_dir(path).map_err(|error| Unreadable::new(&shown, error.to_string()))?;
        Ok(Box::new(folder::Folder::new(path, known.cloned())))
    } else if metadata.is_file() && known.is_some_and(|known| !known.is_new(path)) {
        Ok(Box::new(std::iter::empty()))
    } else if metadata.is_file() {
        Ok(Box::new(std::iter::once(Ok(RawMail::at(path)))))
    } else {
        Err(Unreadable::new(shown, "neither a file nor a folder"))
    }
}

fn standard_input() -> Result<Mails, Unreadable> {
    let mut bytes = Vec::new();
    let read = io::stdin().lock().take(MAX_MAIL_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|error| Unreadable::new("-", error.to_string()))?;
    if bytes.starts_with(b"From ") {
        return Ok(Box::new(mbox::Mbox::new("-".to_owned(), io::Cursor::new(bytes))));
    }
    if bytes.len() as u64 > MAX_MAIL_BYTES {
        return Err(Unreadable::new("-", "more than 50 MiB on standard input"));
    }
    let mail = RawMail { source: "-".to_owned(), flags: Flags::default(), content: Content::Bytes(bytes) };
    Ok(Box::new(std::iter::once(Ok(mail))))
}

/// The mails of an mbox in memory.
pub(crate) fn mails_of_mbox(name: String, octets: &[u8]) -> impl Iterator<Item = Result<RawMail, Unreadable>> {
    mbox::Mbox::new(name, octets)
}

/// What a file's first octets say; none where it is nothing that statt reads.
#[must_use]
pub fn kind_of(start: &[u8]) -> Option<Kind> {
    if start.starts_with(&[0x78, 0x9f, 0x3e, 0x22]) {
        return Some(Kind::Tnef);
    }
    let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    let component = component_at(start);
    if !component.is_empty() {
        return (component != b"VCARD").then_some(Kind::Calendar);
    }
    // RFC 5322 §2.2: a field name of printable ASCII without colon, then a colon.
    let line = text.split(|octet| *octet == b'\n').next().unwrap_or_default();
    let name = line.split(|octet| *octet == b':').next().unwrap_or_default().trim_ascii_end();
    let is_field = !name.is_empty()
        && name.len() < line.len()
        && name.len() < 80
        && name.iter().all(|octet| octet.is_ascii_alphanumeric() || b"-_.+".contains(octet));
    // Some stores keep an envelope line (">From ", "Return-Path" aside) before the first field.
    (is_field || text.starts_with(b">From ")).then_some(Kind::Mail)
}

/// The first octets of the component that a file begins with; nothing where it begins with none. No header of a mail is
/// called BEGIN; some calendars lack their frame, and some are in UTF-16.
fn component_at(start: &[u8]) -> Vec<u8> {
    let skipped = |octet: &u8| matches!(octet, 0 | 0xef | 0xbb | 0xbf | 0xfe | 0xff) || octet.is_ascii_whitespace();
    let first: Vec<u8> = start.iter().copied().filter(|octet| *octet != 0).skip_while(skipped).take(11).collect();
    first.to_ascii_uppercase().strip_prefix(b"BEGIN:").unwrap_or_default().to_vec()
}

impl RawMail {
    /// A mail that came from elsewhere than a file.
    #[must_use]
    pub fn in_memory(source: String, flags: Flags, octets: Vec<u8>) -> Self {
        Self { source, flags, content: Content::Bytes(octets) }
    }

    /// Octets that it keeps in memory before it is read: those of a mail out of an mbox.
    #[must_use]
    pub fn held(&self) -> usize {
        match &self.content {
            Content::Bytes(bytes) => bytes.len(),
            Content::File(_) => 0,
        }
    }

    /// Opens it, unless nobody wants what a file with its seal holds; it is told how large it is before it is read.
    /// Nothing is sealed where nobody asks. The room is kept from one mail to the next, for making new room costs more
    /// than reading.
    ///
    /// # Errors
    /// [`Unreadable`] where the file has gone, may not be read, is too large or nothing that statt reads.
    pub fn open<'a>(
        self,
        room: &'a mut Vec<u8>,
        size: impl FnOnce(usize),
        is_wanted: Option<&dyn Fn(Seal) -> bool>,
    ) -> Result<Opened<'a>, Unreadable> {
        let Self { source, flags: _, content } = self;
        match content {
            Content::Bytes(octets) => Ok(Opened::Within(octets)),
            Content::File(path) => open_file(&path, &source, room, size, is_wanted).map_err(|error| {
                let seal = is_wanted.and_then(|_| seal_of(&path));
                Unreadable { seal, ..Unreadable::new(&source, error.to_string()) }
            }),
        }
    }

    /// The seal of its file, which is not opened.
    #[must_use]
    pub fn seal(&self) -> Option<Seal> {
        match &self.content {
            Content::File(path) => seal_of(path),
            Content::Bytes(_) => None,
        }
    }

    fn at(path: &Path) -> Self {
        let source = path.display().to_string();
        Self { source, flags: flags_of_name(path), content: Content::File(path.to_path_buf()) }
    }
}

fn seal_of(path: &Path) -> Option<Seal> {
    moved::find(path).ok().and_then(|(_, metadata)| Seal::of(path, &metadata, SystemTime::now()))
}

/// So much of a large file is read to see what it is.
const FIRST: u64 = 32 * 1024;

/// A file that is larger is not read at once.
const SMALL: u64 = 256 * 1024;

/// One file: an mbox with many mails, or a single mail or calendar.
fn open_file<'a>(
    path: &Path,
    source: &str,
    room: &'a mut Vec<u8>,
    size: impl FnOnce(usize),
    is_wanted: Option<&dyn Fn(Seal) -> bool>,
) -> io::Result<Opened<'a>> {
    let (found, metadata) = moved::find(path)?;
    let mut seal = None;
    if let Some(is_wanted) = is_wanted {
        seal = Seal::of(path, &metadata, SystemTime::now());
        if let Some(seal) = seal.filter(|seal| !is_wanted(*seal)) {
            return Ok(Opened::Passed(seal));
        }
    }
    let mut file = match File::open(found) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => File::open(moved::find(path)?.0)?,
        opened => opened?,
    };
    // What comes after the size was asked for belongs to another run.
    let all = metadata.len();
    let start = if all > SMALL { FIRST } else { all };
    let mut filled = 0;
    read_on(&mut file, room, &mut filled, start)?;
    let start = &room[..filled.min(1024)];
    if start.starts_with(b"From ") {
        let all = Cursor::new(room[..filled].to_vec()).chain(file);
        let mails = Box::new(mbox::Mbox::new(source.to_owned(), BufReader::with_capacity(256 * 1024, all)));
        return Ok(Opened::Many { mails, seal });
    }
    let refused = |reason: String| Err(io::Error::other(reason));
    if start.iter().all(u8::is_ascii_whitespace) {
        return refused("the file is empty".to_owned());
    }
    if kind_of(start).is_none() {
        return refused("neither a mail nor an mbox nor a calendar".to_owned());
    }
    if all > MAX_MAIL_BYTES {
        return refused(format!("{} MiB, and mails over 50 MiB are not read", all >> 20));
    }
    size(usize::try_from(all).unwrap_or(usize::MAX));
    read_on(&mut file, room, &mut filled, all)?;
    Ok(Opened::One { octets: &room[..filled], seal })
}

/// Reads on until so many octets are there, or the file ends.
fn read_on(file: &mut File, room: &mut Vec<u8>, filled: &mut usize, size: u64) -> io::Result<()> {
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    if room.len() < size {
        room.resize(size, 0);
    }
    while *filled < size {
        match file.read(&mut room[*filled..size]) {
            Ok(0) => break,
            Ok(read) => *filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// The flags at the end of a Maildir file name (`:2,FLAGS`).
fn flags_of_name(path: &Path) -> Flags {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let letters = name.rsplit_once(":2,").or_else(|| name.rsplit_once("!2,")).map_or("", |(_, letters)| letters);
    Flags {
        seen: letters.contains('S'),
        answered: letters.contains('R'),
        draft: letters.contains('D'),
        deleted: letters.contains('T'),
    }
}

#[cfg(test)]
mod tests;
