//! What holds of every input, whoever made it: one function a parser, which panics where it does not hold.
//!
//! `cargo test` tries them with what proptest makes up, `fuzz/` with what libFuzzer finds. Nothing else calls them.

use std::path::Path;

use chrono::{DateTime, FixedOffset, TimeZone};
use chrono_tz::{Europe::Berlin, Tz};

use crate::adapters::icalendar::{read_appointments, read_invites};
use crate::adapters::inbox::{Opened, RawMail, mails_of_mbox};
use crate::adapters::{mail, templates, tnef};
use crate::assistant::reading::Reader;
use crate::cli::check_config;
use crate::domain::limits::REST;
use crate::domain::message::{CalendarPart, Flags, Message, Place};
use crate::domain::reading::Reading;
use crate::german::requests::{self, RequestInput};
use crate::german::{AddressForm, ContactHints, Gender, Locale, PersonName, SalutationInput, resolve};

/// A mail: its headers stay on their lines, whatever it holds is understood or warned of, and its words are the same
/// where they are read alone.
///
/// # Panics
/// Where it is not so.
pub fn mail(octets: &[u8]) {
    let _ = mail::may_hold_meeting(octets);
    let _ = mail::read_calendar_file(octets, "");
    let read = mail::read_message(octets, "", |_, _| Reading::default());
    if let Some(glance) = mail::glance(octets) {
        assert!(read.value.calendars.is_empty() && !read.warnings.iter().any(|warning| warning.ends_with(REST)));
        let answers = !read.value.in_reply_to.is_empty() || !read.value.references.is_empty();
        assert_eq!((&glance.subject, &glance.text), (&read.value.subject, &read.value.text));
        assert_eq!((glance.date, glance.is_reply), (read.value.date, answers));
    }
    for line in header_lines(&read.value).chain(read.warnings.iter().map(String::as_str)) {
        assert!(!line.contains(char::is_control), "{line:?}");
    }
    let _ = Reader { now: now().with_timezone(&Berlin), all: true }.understand(read, Flags::default());
}

/// Everything of a message that may get into a header of the answer.
fn header_lines(message: &Message) -> impl Iterator<Item = &str> {
    let people = message.from.iter().chain(&message.reply_to).chain(&message.to).chain(&message.cc);
    let words = people.flat_map(|person| [Some(person.address.written()), person.name.as_deref()]).flatten();
    let ids = message.message_id.iter().chain(&message.in_reply_to).chain(&message.references);
    words.chain(ids.map(String::as_str)).chain([message.subject.as_str()])
}

/// A calendar, as one in a mail and as my own: what goes on a line is on one.
///
/// # Panics
/// Where it is not so.
pub fn calendar(text: &str) {
    let part = CalendarPart { text: text.to_owned(), method: None, place: Place::Body };
    let invites = read_invites(&part, Berlin, now());
    let own = read_appointments(text, Berlin, now(), now() + chrono::Duration::days(372));
    for warning in invites.warnings.iter().chain(&own.warnings) {
        assert!(!warning.contains(char::is_control), "{warning:?}");
    }
    for meeting in invites.value.iter().map(|invite| &invite.meeting) {
        for line in [&meeting.summary, &meeting.location, &meeting.uid].into_iter().flatten() {
            assert!(!line.contains(['\r', '\n']), "{line:?}");
        }
    }
}

/// The largest calendar that is not made of the winmail.dat itself: a hundred changed meetings with their names.
const MADE_UP: usize = 2 * 1024 * 1024;

/// A winmail.dat: it makes no more out of itself than a small multiple, and a calendar is a whole one in short lines.
///
/// # Panics
/// Where it is not so.
pub fn tnef(octets: &[u8]) {
    if let Some(calendar) = tnef::meeting_calendar(octets).value {
        assert!(calendar.len() <= MADE_UP + 40 * octets.len(), "{} from {}", calendar.len(), octets.len());
        assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n") && calendar.ends_with("END:VCALENDAR\r\n"), "{calendar}");
        for line in calendar.trim_end().split("\r\n") {
            assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line:?}");
        }
        for component in ["VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT"] {
            let count = |word| calendar.matches(&format!("\r\n{word}:{component}\r\n")).count();
            let outermost = usize::from(component == "VCALENDAR");
            assert_eq!(count("BEGIN") + outermost, count("END"), "{component} in {calendar}");
        }
    }
    let tnef::Tnef { text, html, attachments } = tnef::read(octets).value;
    let size = text.map_or(0, |text| text.len())
        + html.map_or(0, |html| html.len())
        + attachments.iter().map(|attachment| attachment.bytes.len()).sum::<usize>();
    assert!(size <= 40 * octets.len(), "{size} from {}", octets.len());
}

/// A mail in German words: what it asks for is bounded and lies ahead, and whoever looks first misses none of it.
///
/// # Panics
/// Where it is not so.
pub fn request(subject: &str, body: &str) {
    let date = now().with_timezone(&Berlin);
    for is_reply in [false, true] {
        let Some(request) = requests::read_request(&RequestInput { subject, body, date, is_reply }) else { continue };
        assert!(request.proposals.len() <= 20 && request.windows.len() <= 20);
        assert!(request.proposals.iter().all(|proposal| proposal.start > date));
        assert!(requests::may_be_request(subject, body), "the cheap look missed {subject:?} {body:?}");
    }
}

/// A sender's name, address and letter: whom an answer speaks to is on one line, and not long.
///
/// # Panics
/// Where it is not so.
pub fn name(display: &str, address: &str, body: &str) {
    if let Some(name) = PersonName::parse(display, address) {
        let full = name.full_name();
        assert!(full.chars().count() < 600 && !full.contains(char::is_control), "{full:?}");
    }
    let told = ContactHints {
        name: Some(body),
        title: Some(display),
        gender: Some(Gender::Female),
        ..ContactHints::default()
    };
    for (signature, contact) in [(None, ContactHints::default()), (Some(body), told)] {
        let input = SalutationInput {
            display_name: Some(display),
            address,
            signature,
            body,
            contact,
            earlier_form: None,
            default_form: AddressForm::Sie,
            locale: Locale::Austria,
        };
        let line = resolve(&input).salutation(input.locale);
        assert!(line.chars().count() < 700 && !line.contains(char::is_control), "{line:?}");
    }
}

/// A text taken for a template: it is taken apart without loss, and parsed or found wrong.
///
/// # Panics
/// Where it is not so.
pub fn template(source: &str) {
    templates::survives_as_template(source);
}

/// Words of a stranger in every place of a letter: they stay words.
///
/// # Panics
/// Where it is not so.
pub fn words_in_letters(words: &str) {
    templates::survives_as_words(words);
}

/// A text taken for a configuration: it is understood, or there is an error, which shows no password.
///
/// # Panics
/// Where it is not so.
pub fn config(text: &str) {
    if let Err(error) = check_config(text, Path::new("config.toml")) {
        let shown = error.to_string();
        assert!(!shown.is_empty());
        assert!(!shown.lines().any(|line| line.trim_start().starts_with("password =")), "{shown}");
    }
}

/// Octets taken for an mbox: the mails in it hold no more than it does, and none of it is dropped whole.
///
/// # Panics
/// Where it is not so.
pub fn mbox(octets: &[u8]) {
    let octets_of = |mail: RawMail| match mail.open(&mut Vec::new(), drop, None)? {
        Opened::Within(octets) => Ok(octets),
        _ => panic!("a mail of an mbox is in no file of its own"),
    };
    let mails: Vec<Vec<u8>> = mails_of_mbox("x".to_owned(), octets)
        .map(|mail| mail.and_then(octets_of).expect("memory can be read"))
        .collect();
    assert!(mails.iter().map(Vec::len).sum::<usize>() <= octets.len());
    assert_eq!(mails.is_empty(), octets.is_empty());
}

/// Monday morning.
fn now() -> DateTime<FixedOffset> {
    let now: DateTime<Tz> = Berlin.with_ymd_and_hms(2026, 11, 23, 8, 30, 0).single().expect("a moment of winter");
    now.fixed_offset()
}
