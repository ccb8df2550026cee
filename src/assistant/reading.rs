//! From a mail's octets to what it says about a meeting: all cores, in order, one batch in memory at a time.

use chrono::{DateTime, FixedOffset};
use rayon::prelude::*;

use crate::adapters::inbox::{self, Kind, Mails, RawMail};
use crate::adapters::{mail, tnef};
use crate::domain::completed_invite::completed;
use crate::domain::invite::{Invite, Method, Proposal};
use crate::domain::meeting::{Meeting, Mode};
use crate::domain::message::{CalendarPart, Flags, Message, Place};
use crate::domain::reading::Reading;
use crate::domain::sent_letters::SentLetters;
use crate::domain::time_slot::{MeetingTime, TimeSlot};
use crate::german::quotation;
use crate::german::requests::{self, RequestInput};

use super::calendars;
use super::guarded::{guarded, on_large_stacks};

/// So many mails are read side by side.
const BATCH: usize = 256;
/// Fewer, where so many octets of an mbox are in memory already.
const BATCH_OCTETS: usize = 64 * 1024 * 1024;

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
    /// Reads mails and hands them on in their order; `None` stands for one without any sign of a meeting.
    pub fn read_all(self, mails: Mails, each: impl FnMut(Result<Option<ReadMail>, inbox::Unreadable>)) {
        self.read_all_and(&SentLetters::default(), mails, each);
    }

    /// The same; mails in the thread of one of these letters are read in full too.
    pub fn read_all_and(
        self,
        letters: &SentLetters,
        mut mails: Mails,
        mut each: impl FnMut(Result<Option<ReadMail>, inbox::Unreadable>),
    ) {
        loop {
            let mut held = 0;
            let mut batch = Vec::new();
            while batch.len() < BATCH
                && held < BATCH_OCTETS
                && let Some(mail) = mails.next()
            {
                held += mail.as_ref().map_or(0, RawMail::held);
                batch.push(mail);
            }
            if batch.is_empty() {
                return;
            }
            let read = |raw: Result<RawMail, _>| raw.and_then(|raw| self.read_safely(raw, letters));
            let read: Vec<_> = on_large_stacks(|| batch.into_par_iter().map(read).collect());
            read.into_iter().for_each(&mut each);
        }
    }

    /// Reads a mail; one that makes the code below panic is unreadable.
    fn read_safely(self, raw: RawMail, letters: &SentLetters) -> Result<Option<ReadMail>, inbox::Unreadable> {
        let source_path = raw.source.clone();
        guarded(|| self.read_one(raw, letters)).unwrap_or_else(|| {
            let reason = "it cannot be read: it breaks a parser".to_owned();
            Err(inbox::Unreadable { source_path, reason })
        })
    }

    fn read_one(self, raw: RawMail, letters: &SentLetters) -> Result<Option<ReadMail>, inbox::Unreadable> {
        let (source, flags, bytes) = raw.read()?;
        let read = match inbox::kind_of(&bytes) {
            Some(Kind::Calendar) => mail::read_calendar_file(&bytes, &source),
            Some(Kind::Tnef) => bare_tnef(&bytes, &source),
            Some(Kind::Mail) | None => {
                if !self.all && !names_one_of(letters, &bytes) && !mail::may_hold_meeting(&bytes) {
                    return Ok(None);
                }
                mail::read_message(&bytes, &source, meeting_in_tnef)
            }
        };
        Ok(Some(self.understand(read, flags)))
    }

    /// Finds what a mail says about a meeting: in its calendars, else in its words.
    #[must_use]
    pub fn understand(self, read: Reading<Message>, flags: Flags) -> ReadMail {
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
        let invite = read
            .invite
            .map(|invite| completed(invite, &message.text))
            .or_else(|| if calendars.is_empty() { self.request_in_words(&message) } else { None });
        ReadMail { message, invite, unreadable_calendar, warnings }
    }

    fn request_in_words(self, message: &Message) -> Option<Invite> {
        let zone = self.now.timezone();
        let input = RequestInput {
            subject: &message.subject,
            body: &message.text,
            date: message.date.map_or(self.now, |date| date.with_timezone(&zone)),
            is_reply: !message.in_reply_to.is_empty() || !message.references.is_empty(),
        };
        let request = requests::read_request(&input)?;
        let at = |moment: DateTime<chrono_tz::Tz>| MeetingTime::At(moment.fixed_offset());
        let proposals: Vec<Proposal> = request
            .proposals
            .iter()
            .map(|proposal| Proposal { start: at(proposal.start), end: proposal.end.map(at) })
            .collect();
        let first = request.proposals.first();
        let start = first.map(|proposal| proposal.start.fixed_offset());
        let end = first.and_then(|proposal| proposal.end).map(|end| end.fixed_offset());
        // The length of a window ("zwischen 10 und 12") is not the meeting's.
        let minutes = request.duration_minutes;
        let meeting = Meeting {
            summary: request.topic.clone().or_else(|| filled_subject(&message.subject)),
            description: Some(quotation::without_quotes(&message.text)),
            organizer: message.reply_to.first().or(message.from.as_ref()).cloned(),
            start: start.map(MeetingTime::At),
            end: end.map(MeetingTime::At),
            duration_minutes: minutes,
            time_zone: start.map(|_| zone.name().to_owned()),
            location: request.location.clone(),
            mode: mode(request.mode),
            phone: request.phone.clone(),
            recurrence_rule: request.recurrence.clone(),
            agenda: request.agenda.clone(),
            occurrence: start.map(|start| occurrence(start, end, minutes)),
            ..Meeting::default()
        };
        Some(Invite { method: Method::PlainRequest, meeting, proposals, calendar: None, evidence: request.why })
    }
}

/// No header is searched further.
const MAX_HEADER: usize = 64 * 1024;

/// Whether the header of a mail names one of my letters.
fn names_one_of(letters: &SentLetters, octets: &[u8]) -> bool {
    if letters.is_empty() {
        return false;
    }
    let start = &octets[..octets.len().min(MAX_HEADER)];
    let ends = |breaks: &[u8]| start.windows(breaks.len()).position(|octets| octets == breaks);
    let end = [ends(b"\n\n"), ends(b"\r\n\r\n")].into_iter().flatten().min().unwrap_or(start.len());
    let header = String::from_utf8_lossy(&start[..end]);
    header.split('<').skip(1).filter_map(|rest| rest.split('>').next()).any(|id| letters.has(id.trim()))
}

/// How long a meeting asked for in words is taken to last where nobody says it.
const UNSAID_MINUTES: u32 = 60;

fn occurrence(start: DateTime<FixedOffset>, end: Option<DateTime<FixedOffset>>, minutes: Option<u32>) -> TimeSlot {
    end.and_then(|end| TimeSlot::new(start, end).ok())
        .unwrap_or_else(|| TimeSlot::lasting(start, minutes.unwrap_or(UNSAID_MINUTES)))
}

fn mode(mode: Option<requests::Mode>) -> Mode {
    match mode {
        Some(requests::Mode::InPerson) => Mode::InPerson,
        Some(requests::Mode::Online) => Mode::Online,
        Some(requests::Mode::Phone) => Mode::Phone,
        None => Mode::Unknown,
    }
}

fn filled_subject(subject: &str) -> Option<String> {
    let subject = subject.trim();
    (!subject.is_empty()).then(|| subject.to_owned())
}

/// The meeting that a winmail.dat is, else a calendar that it carries.
fn meeting_in_tnef(bytes: &[u8], message: &Message) -> Option<String> {
    let people = tnef::Envelope { from: message.from.as_ref(), to: &message.to, cc: &message.cc };
    tnef::meeting_calendar_in_mail(bytes, &people).value.or_else(|| {
        let attachments = tnef::read(bytes).value.attachments;
        let calendar = attachments.iter().find(|attached| inbox::kind_of(&attached.bytes) == Some(Kind::Calendar))?;
        Some(mail::calendar_text(&calendar.bytes))
    })
}

/// A winmail.dat that somebody saved by itself.
fn bare_tnef(bytes: &[u8], source: &str) -> Reading<Message> {
    let read = tnef::meeting_calendar(bytes);
    let calendars =
        read.value.into_iter().map(|text| CalendarPart { text, method: None, place: Place::Tnef }).collect();
    Reading { value: Message { source: source.to_owned(), calendars, ..Message::default() }, warnings: read.warnings }
}
