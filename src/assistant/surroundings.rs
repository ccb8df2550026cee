//! What lies around an inbox: my calendar and my address book, read once a run.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Duration};

use crate::adapters::inbox::{Listing, Seal};
use crate::adapters::{contacts, icalendar, mail};
use crate::domain::address::{AddressPattern, EmailAddress};
use crate::domain::appointment::{Agenda, Appointment, Availability};
use crate::domain::contact::AddressBook;
use crate::domain::reading::Reading;

/// So far back is my calendar read: earlier meetings with a client are told to a colleague.
const DAYS_BACK: i64 = 400;
/// So far ahead is my calendar read.
const DAYS_AHEAD: i64 = 400;
/// So far back a sent mail is taken for the answer to an invite that is still in the inbox.
const SENT_DAYS: i64 = 120;
/// Headers that are longer are not searched further.
const MAX_HEADER_BYTES: u64 = 64 * 1024;
/// A calendar file over this size is not read.
const MAX_CALENDAR_BYTES: u64 = 100 * 1024 * 1024;

/// Reads calendars: `.ics` files, and folders of them (vdir, searched deeply).
#[must_use]
pub fn read_agenda(paths: &[PathBuf], now: DateTime<chrono_tz::Tz>, mine: &[EmailAddress]) -> Reading<Agenda> {
    let mut appointments: Vec<Appointment> = Vec::new();
    let mut warnings = Vec::new();
    for path in paths {
        if let Err(error) = std::fs::metadata(path) {
            warnings.push(format!("no calendar {}: {error}; see [calendar] paths", path.display()));
            continue;
        }
        for entry in walkdir::WalkDir::new(path).max_depth(8).sort_by_file_name() {
            match entry {
                Ok(entry) if entry.file_type().is_file() && (entry.depth() == 0 || is_calendar(entry.path())) => {
                    match read_calendar(entry.path(), now) {
                        Ok(read) => {
                            appointments.extend(read.value);
                            warnings
                                .extend(read.warnings.iter().map(|text| format!("{}: {text}", entry.path().display())));
                        }
                        Err(error) => warnings.push(format!("{}: {error}", entry.path().display())),
                    }
                }
                Ok(_) => {}
                Err(error) => warnings.push(error.to_string()),
            }
        }
    }
    // What I declined does not take my time.
    for appointment in &mut appointments {
        if appointment.declined_by.iter().any(|who| mine.contains(who)) {
            appointment.availability = Availability::Free;
        }
    }
    Reading { value: Agenda::new(appointments), warnings }
}

fn is_calendar(path: &Path) -> bool {
    path.extension().is_some_and(|extension| ["ics", "ifb"].iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

fn read_calendar(path: &Path, now: DateTime<chrono_tz::Tz>) -> std::io::Result<Reading<Vec<Appointment>>> {
    if std::fs::metadata(path)?.len() > MAX_CALENDAR_BYTES {
        return Ok(Reading::default().warn("calendars over 100 MiB are not read"));
    }
    let text = mail::calendar_text(&std::fs::read(path)?);
    let (from, to) = (now - Duration::days(DAYS_BACK), now + Duration::days(DAYS_AHEAD));
    Ok(icalendar::read_appointments(&text, now.timezone(), from.fixed_offset(), to.fixed_offset()))
}

/// The Message-IDs that my own sent mails answer, from a Maildir; only files of the last months are looked at, and of
/// each only its header.
#[must_use]
pub fn read_answered(sent: &Path, now: DateTime<chrono_tz::Tz>) -> HashSet<String> {
    let oldest = std::time::SystemTime::from(now - Duration::days(SENT_DAYS));
    let recent = |entry: &walkdir::DirEntry| {
        entry.metadata().ok().and_then(|data| data.modified().ok()).is_some_and(|at| at >= oldest)
    };
    ["cur", "new"]
        .iter()
        .flat_map(|part| walkdir::WalkDir::new(sent.join(part)).max_depth(1).into_iter().flatten())
        .filter(|entry| entry.file_type().is_file() && recent(entry))
        .filter_map(|entry| header(entry.path()).ok())
        .flat_map(|header| mail::read_message(&header, "", |_, _| Reading::default()).value.in_reply_to)
        .collect()
}

fn header(path: &Path) -> std::io::Result<Vec<u8>> {
    use std::io::Read;
    let mut start = Vec::new();
    std::fs::File::open(path)?.take(MAX_HEADER_BYTES).read_to_end(&mut start)?;
    let end = start
        .windows(2)
        .position(|octets| octets == b"\n\n")
        .or_else(|| start.windows(4).position(|octets| octets == b"\r\n\r\n"));
    start.truncate(end.map_or(start.len(), |end| end + 1));
    start.extend_from_slice(b"\r\n\r\n");
    Ok(start)
}

/// Reads the address book.
#[must_use]
pub fn read_contacts(paths: &[PathBuf], colleagues: Vec<AddressPattern>) -> Reading<AddressBook> {
    let mut all = Vec::new();
    let mut warnings = Vec::new();
    for path in paths {
        let read = contacts::read(path);
        all.extend(read.value);
        warnings.extend(read.warnings);
    }
    Reading { value: AddressBook::new(all, colleagues), warnings }
}

/// A short name for all files in some places as they stand; none where one of them was changed so shortly before that a
/// further change might leave no trace.
#[must_use]
pub fn standing(places: &[PathBuf]) -> Option<String> {
    let mut listing = Listing::default();
    for place in places {
        // What is missing is no file, and will be one when it is there.
        for entry in walkdir::WalkDir::new(place).sort_by_file_name().into_iter().flatten() {
            if let Some(metadata) = std::fs::metadata(entry.path()).ok().filter(std::fs::Metadata::is_file) {
                listing.add(Seal::of(entry.path(), &metadata, std::time::SystemTime::now())?);
            }
        }
    }
    Some(listing.name())
}
