//! What runs over an inbox remember of its files, so that what holds nothing is not opened again.

use std::collections::HashSet;

use super::{ReadMail, ids_in, pipeline};
use crate::adapters::inbox::{LastRun, Listing, Mails, RawMail, Seal, SeenFiles, Unreadable, mark};
use crate::domain::sent_letters::SentLetters;

/// What earlier runs saw, and what this one sees. By default nothing is known and nothing is to be remembered.
#[derive(Debug, Default)]
pub struct Memory {
    known: Known,
    news: News,
}

/// What earlier runs saw.
#[derive(Debug, Default)]
pub(super) struct Known {
    seen: SeenFiles,
    letters: HashSet<u32>,
    /// Somebody wants to know what this run sees.
    pub is_asked_for: bool,
}

/// What this run sees.
#[derive(Debug)]
pub(super) struct News {
    idle: Vec<Seal>,
    marks: Vec<(Seal, u32)>,
    listing: Listing,
    /// Files that were not opened.
    passed: usize,
    /// All that was read lies in files that can be told apart, and could be read.
    pub is_whole: bool,
}

impl Default for News {
    fn default() -> Self {
        Self { idle: Vec::new(), marks: Vec::new(), listing: Listing::default(), passed: 0, is_whole: true }
    }
}

/// A file, and what is in it.
#[derive(Debug)]
pub(super) enum Sealed {
    /// Nothing that matters, as is known from earlier runs: it was not opened.
    Passed(Seal),
    /// Nothing that matters; which mails it answers.
    Idle(Seal, Vec<u32>),
    /// Something that matters, or may.
    Busy(Seal),
    /// It is only a part of a file.
    Within,
    /// Nobody can tell whether it will have changed.
    Fleeting,
}

impl Sealed {
    pub(super) fn of(seal: Option<Seal>) -> Self {
        seal.map_or(Self::Fleeting, Self::Busy)
    }
}

impl Memory {
    /// A memory that goes on from what earlier runs saw. My letters bring mails back to mind that answer them.
    #[must_use]
    pub fn of(seen: SeenFiles, letters: &SentLetters) -> Self {
        let letters = letters.message_ids().map(mark).collect();
        Self { known: Known { seen, letters, is_asked_for: true }, news: News::default() }
    }

    pub(super) fn parts(&mut self) -> (&Known, &mut News) {
        (&self.known, &mut self.news)
    }

    /// How many files were not opened, for nothing in them matters.
    #[must_use]
    pub fn passed(&self) -> usize {
        self.news.passed
    }

    /// There is an inbox of which nobody can tell whether it changes: a server's, or standard input.
    pub fn miss(&mut self) {
        self.news.is_whole = false;
    }

    /// What was seen, for the next run; with what this run came to, where another over the same files would come to the
    /// same.
    #[must_use]
    pub fn into_seen(self, last: Option<LastRun>) -> SeenFiles {
        let listing = self.news.listing.name();
        let last = last.filter(|_| self.news.is_whole).map(|last| LastRun { listing, ..last });
        SeenFiles::of(self.news.idle, &self.news.marks, last)
    }
}

impl Known {
    pub(super) fn is_idle(&self, seal: Seal) -> bool {
        self.seen.is_idle(seal, &self.letters)
    }
}

impl News {
    pub(super) fn note(&mut self, known: &Known, file: &Sealed) {
        if !known.is_asked_for {
            return;
        }
        match file {
            Sealed::Passed(seal) => {
                self.passed += 1;
                self.listing.add(*seal);
                self.idle.push(*seal);
                self.marks.extend(known.seen.marks(*seal).map(|mark| (*seal, mark)));
            }
            Sealed::Idle(seal, marks) => {
                self.listing.add(*seal);
                self.idle.push(*seal);
                self.marks.extend(marks.iter().map(|mark| (*seal, *mark)));
            }
            Sealed::Busy(seal) => self.listing.add(*seal),
            Sealed::Within => {}
            Sealed::Fleeting => self.is_whole = false,
        }
    }
}

/// So many files are looked at in a row: looking at one is so quick that the cores would stand in each other's way.
const ROW: usize = 32;

/// Adds files as they stand to a listing; tells whether each of them can be told apart from what it was.
pub fn list(mut mails: Mails, listing: &mut Listing) -> bool {
    let mut is_whole = true;
    let rows = std::iter::from_fn(|| {
        let row: Vec<_> = mails.by_ref().take(ROW).collect();
        (!row.is_empty()).then_some(row)
    });
    let seal = |raw: Result<RawMail, Unreadable>| raw.ok().and_then(|raw| raw.seal());
    let seals = |row: Vec<_>| row.into_iter().map(seal).collect::<Vec<_>>();
    let mut add = |seal: Option<Seal>| match seal {
        Some(seal) => listing.add(seal),
        None => is_whole = false,
    };
    pipeline::in_order(rows, |_| 0, seals, |row| row.into_iter().for_each(&mut add));
    is_whole
}

/// The mails that a mail answers, as marks: those that its header names, as it stands and as it was understood.
pub(super) fn marks(header: &[u8], read: Option<&ReadMail>) -> Vec<u32> {
    let mut marks = Vec::new();
    let mut answers = false;
    for line in header.split(|octet| *octet == b'\n') {
        if !line.first().is_some_and(|first| matches!(first, b' ' | b'\t')) {
            let is =
                |name: &str| line.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()));
            answers = is("references") || is("in-reply-to");
        }
        if answers {
            let line = String::from_utf8_lossy(line);
            marks.extend(ids_in(&line).map(mark));
        }
    }
    if let Some(read) = read {
        let answered = read.message.in_reply_to.iter().chain(&read.message.references);
        marks.extend(answered.map(|id| mark(id)));
    }
    marks.sort_unstable();
    marks.dedup();
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_names_what_it_answers() {
        let cases: [(&str, &[&str]); 5] = [
            ("Subject: a\r\nMessage-ID: <1@x>\r\nTo: <b@x>", &[]),
            ("In-Reply-To: <1@x>\r\nSubject: <2@x>", &["1@x"]),
            ("references: <1@x>\r\n <2@x>\r\n\t< 3@x >\r\nTo: <b@x>", &["1@x", "2@x", "3@x"]),
            ("References: <1@x> <1@x>", &["1@x"]),
            ("\u{e9}References: <1@x>\nReferences <2@x", &["2@x"]),
        ];
        for (header, expected) in cases {
            let mut expected: Vec<u32> = expected.iter().map(|id| mark(id)).collect();
            expected.sort_unstable();
            assert_eq!(marks(header.as_bytes(), None), expected, "{header}");
        }
    }
}
