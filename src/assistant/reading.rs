//! From a mail's octets to what it says about a meeting: all cores, in order, few mails in memory at a time.

use std::borrow::Cow;
use std::cell::RefCell;
use std::sync::{Mutex, PoisonError};

use chrono::DateTime;
use memchr::memmem;

use crate::adapters::inbox::{self, Kind, Mails, Opened, RawMail, Unreadable};
use crate::adapters::{mail, tnef};
use crate::domain::completed_invite::completed;
use crate::domain::invite::Invite;
use crate::domain::message::{CalendarPart, Flags, Message, Place};
use crate::domain::reading::Reading;
use crate::domain::sent_letters::SentLetters;
use crate::german::requests::MeetingRequest;

use super::calendars;
use super::guarded::guarded;
use memory::{Known, Memory, News, Sealed};

pub mod memory;
pub(super) mod pipeline;
mod words;

/// Of mails that are larger, one at a time is in memory.
const LARGE: usize = 1024 * 1024;

thread_local! {
    /// Room for the octets of one mail.
    static ROOM: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// One mail, read but not yet weighed.
#[derive(Debug, Default)]
pub struct ReadMail {
    /// The mail.
    pub message: Message,
    /// What it says about a meeting.
    pub invite: Option<Invite>,
    /// It has a calendar that could not be read, or not so far that it could be answered.
    pub unreadable_calendar: bool,
    /// What a person should know about it.
    pub warnings: Vec<String>,
}

/// The moment and the zone in which mails are read.
#[derive(Debug, Clone, Copy)]
pub struct Reader {
    /// The moment of the run.
    pub now: DateTime<chrono_tz::Tz>,
    /// Mails without any sign of a meeting are read in full all the same.
    pub all: bool,
}

impl Reader {
    /// Reads mails and hands them on in their order; `None` stands for one in which nothing matters.
    pub fn read_all(self, mails: Mails, mut each: impl FnMut(Result<Option<ReadMail>, Unreadable>)) {
        self.read_all_and(&SentLetters::default(), &mut Memory::default(), mails, &mut each);
    }

    /// The same; mails in the thread of one of these letters are read in full too, and files that are remembered to hold
    /// nothing that matters are not opened again.
    pub fn read_all_and(
        self,
        letters: &SentLetters,
        memory: &mut Memory,
        mails: Mails,
        each: &mut dyn FnMut(Result<Option<ReadMail>, Unreadable>),
    ) {
        let (known, news) = memory.parts();
        self.read_files(letters, known, news, mails, each);
    }

    /// Reads files; of one with many mails, these.
    fn read_files(
        self,
        letters: &SentLetters,
        known: &Known,
        news: &mut News,
        mails: Mails,
        each: &mut dyn FnMut(Result<Option<ReadMail>, Unreadable>),
    ) {
        let large = Mutex::new(());
        let read = |raw: Result<RawMail, _>| self.read_file(raw?, letters, known, &large);
        let held = |raw: &Result<RawMail, _>| raw.as_ref().map_or(0, RawMail::held);
        pipeline::in_order(mails, held, read, |read| match read {
            Ok(Done::Passed(sealed)) => {
                news.note(known, &sealed);
                each(Ok(None));
            }
            Ok(Done::One(mail, sealed)) => {
                news.note(known, &sealed);
                each(Ok(mail.map(|mail| *mail)));
            }
            Ok(Done::Many(mails, sealed)) => {
                news.note(known, &sealed);
                self.read_files(letters, known, news, mails, each);
            }
            Err(error) => {
                news.note(known, &Sealed::of(error.seal));
                each(Err(error));
            }
        });
    }

    fn read_file(
        self,
        raw: RawMail,
        letters: &SentLetters,
        known: &Known,
        large: &Mutex<()>,
    ) -> Result<Done, Unreadable> {
        ROOM.with_borrow_mut(|room| {
            let done = self.read_into(room, raw, letters, known, large);
            if room.len() > LARGE {
                *room = Vec::new();
            }
            done
        })
    }

    fn read_into(
        self,
        room: &mut Vec<u8>,
        raw: RawMail,
        letters: &SentLetters,
        known: &Known,
        large: &Mutex<()>,
    ) -> Result<Done, Unreadable> {
        let (source, flags) = (raw.source.clone(), raw.flags);
        // Whoever reads something large lets nobody else do so until it is dropped.
        let mut alone = None;
        let is_wanted = |seal| !known.is_idle(seal);
        let opened = raw.open(
            room,
            |size| {
                if size > LARGE {
                    alone = Some(large.lock().unwrap_or_else(PoisonError::into_inner));
                }
            },
            known.is_asked_for.then_some(&is_wanted),
        )?;
        let (octets, seal) = match opened {
            Opened::Passed(seal) => return Ok(Done::Passed(Sealed::Passed(seal))),
            Opened::Many { mails, seal } => return Ok(Done::Many(mails, Sealed::of(seal))),
            Opened::Within(octets) => (Cow::Owned(octets), Sealed::Within),
            Opened::One { octets, seal } => (Cow::Borrowed(octets), Sealed::of(seal)),
        };
        let read = self.read_safely(&source, flags, &octets, letters)?;
        let sealed = match seal {
            Sealed::Busy(seal) if known.is_asked_for && read.as_ref().is_none_or(|mail| mail.is_idle(letters)) => {
                Sealed::Idle(seal, memory::marks(header(&octets), read.as_ref()))
            }
            other => other,
        };
        // What says nothing need not wait for its turn.
        let read = read.filter(|mail| self.all || !mail.is_idle(letters));
        Ok(Done::One(read.map(Box::new), sealed))
    }

    /// Reads a mail; one that makes the code below panic is unreadable.
    fn read_safely(
        self,
        source: &str,
        flags: Flags,
        octets: &[u8],
        letters: &SentLetters,
    ) -> Result<Option<ReadMail>, Unreadable> {
        guarded(|| self.read_one(source, flags, octets, letters))
            .ok_or_else(|| Unreadable::new(source, "it cannot be read: it breaks a parser"))
    }

    fn read_one(self, source: &str, flags: Flags, octets: &[u8], letters: &SentLetters) -> Option<ReadMail> {
        let read = match inbox::kind_of(octets) {
            Some(Kind::Calendar) => mail::read_calendar_file(octets, source),
            Some(Kind::Tnef) => bare_tnef(octets, source),
            Some(Kind::Mail) | None => {
                if !self.all && !names_one_of(letters, octets) {
                    if !mail::may_hold_meeting(octets) {
                        return None;
                    }
                    if let Some(asked) = words::alone(octets, self.now) {
                        let read = asked.map(|asked| (asked, mail::read_message(octets, source, meeting_in_tnef)));
                        return read.map(|(asked, read)| self.understand_with(read, flags, |_| Some(asked)));
                    }
                }
                mail::read_message(octets, source, meeting_in_tnef)
            }
        };
        Some(self.understand(read, flags))
    }

    /// Finds what a mail says about a meeting: in its calendars, else in its words.
    #[must_use]
    pub fn understand(self, read: Reading<Message>, flags: Flags) -> ReadMail {
        self.understand_with(read, flags, |message| words::ask(message, self.now))
    }

    fn understand_with(
        self,
        read: Reading<Message>,
        flags: Flags,
        asked: impl FnOnce(&Message) -> Option<MeetingRequest>,
    ) -> ReadMail {
        let Reading { value: mut message, mut warnings } = read;
        message.flags = Flags {
            seen: message.flags.seen || flags.seen,
            answered: message.flags.answered || flags.answered,
            draft: message.flags.draft || flags.draft,
            deleted: message.flags.deleted || flags.deleted,
        };
        let calendars = std::mem::take(&mut message.calendars);
        let read = calendars::read(&calendars, self.now);
        warnings.extend(read.warnings);
        let unreadable_calendar = read.unreadable;
        let invite = read.invite.map(|invite| completed(invite, &message.text)).or_else(|| {
            if calendars.is_empty() {
                asked(&message).map(|asked| words::invite(asked, &message, self.now.timezone()))
            } else {
                None
            }
        });
        ReadMail { message, invite, unreadable_calendar, warnings }
    }
}

/// What came of a file.
enum Done {
    /// It was not opened.
    Passed(Sealed),
    /// It holds one mail, maybe without any sign of a meeting.
    One(Option<Box<ReadMail>>, Sealed),
    /// It holds many mails.
    Many(Mails, Sealed),
}

impl ReadMail {
    /// Whether nothing in it matters, now and whenever it is read again, unless I write letters that it answers. A
    /// request without a date is understood by the time of the run.
    fn is_idle(&self, letters: &SentLetters) -> bool {
        self.invite.is_none()
            && !self.unreadable_calendar
            && self.warnings.is_empty()
            && self.message.date.is_some()
            && !letters.is_answered_by(&self.message)
    }
}

/// No header is searched further.
const MAX_HEADER: usize = 64 * 1024;

/// The header of a mail.
fn header(octets: &[u8]) -> &[u8] {
    let start = &octets[..octets.len().min(MAX_HEADER)];
    let ends = [memmem::find(start, b"\n\n"), memmem::find(start, b"\r\n\r\n")];
    &start[..ends.into_iter().flatten().min().unwrap_or(start.len())]
}

/// Whether the header of a mail names one of my letters.
fn names_one_of(letters: &SentLetters, octets: &[u8]) -> bool {
    if letters.is_empty() {
        return false;
    }
    let header = String::from_utf8_lossy(header(octets));
    ids_in(&header).any(|id| letters.has(id))
}

/// What stands between angle brackets, where Message-IDs do (RFC 5322 §3.6.4).
fn ids_in(text: &str) -> impl Iterator<Item = &str> {
    text.split('<').skip(1).filter_map(|rest| rest.split('>').next()).map(str::trim)
}

/// The meeting that a winmail.dat is, else a calendar that it carries.
fn meeting_in_tnef(bytes: &[u8], message: &Message) -> Reading<Option<String>> {
    let people = tnef::Envelope { from: message.from.as_ref(), to: &message.to, cc: &message.cc };
    let read = tnef::meeting_calendar_in_mail(bytes, &people);
    let attached = || {
        let attachments = tnef::read(bytes).value.attachments;
        let calendar = attachments.iter().find(|attached| inbox::kind_of(&attached.bytes) == Some(Kind::Calendar))?;
        Some(mail::calendar_text(&calendar.bytes))
    };
    Reading { value: read.value.or_else(attached), warnings: read.warnings }
}

/// A winmail.dat that somebody saved by itself.
fn bare_tnef(bytes: &[u8], source: &str) -> Reading<Message> {
    let read = tnef::meeting_calendar(bytes);
    let calendars =
        read.value.into_iter().map(|text| CalendarPart { text, method: None, place: Place::Tnef }).collect();
    Reading { value: Message { source: source.to_owned(), calendars, ..Message::default() }, warnings: read.warnings }
}

#[cfg(test)]
mod tests;
