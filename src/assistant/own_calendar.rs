//! Brings the folder of my own calendar to what the outbox knows: what I proposed, what was accepted, what is off.
//!
//! It is derived anew each time from what was sent and what came in, so what could not be written is written next time.

use std::path::Path;

use chrono::DateTime;
use chrono_tz::Tz;

use crate::adapters::icalendar_answer::write_own_event;
use crate::adapters::outbox::{Outbox, OutboxError};
use crate::adapters::own_calendar_folder::OwnCalendarFolder;
use crate::domain::own_calendar::{Entry, EntryStatus, entry};
use crate::domain::story::Stories;

/// Writes what is to come; gives a warning for each event that could not be written.
///
/// # Errors
/// An outbox that cannot be read.
pub fn write(outbox: &Outbox, folder: &Path, now: DateTime<Tz>) -> Result<Vec<String>, OutboxError> {
    let (drafts, notices) = (outbox.list(&[])?, outbox.notices()?);
    let stories = Stories::of(&drafts, &notices);
    let folder = OwnCalendarFolder::new(folder);
    let entries =
        stories.meetings().into_iter().filter_map(|meeting| entry(meeting, &stories.tell(meeting, now.to_utc())));
    Ok(entries.filter_map(|entry| put(&folder, &entry, now)).collect())
}

/// What went wrong with one event.
fn put(folder: &OwnCalendarFolder, entry: &Entry, now: DateTime<Tz>) -> Option<String> {
    let name = format!("{}\n{}", entry.meeting.uid, entry.meeting.instance);
    // What is over, or off before it was ever written, is no news to a calendar.
    let is_over = entry.series.is_none() && entry.end.instant(now.timezone()) <= now;
    let is_news = if entry.status == EntryStatus::Cancelled { folder.holds(&name) } else { !is_over };
    if !is_news {
        return None;
    }
    let written = folder.put(&name, &entry.uid, &write_own_event(entry, now.timezone()));
    let error = written.err()?;
    Some(format!("“{}” is not in your calendar: {error}; the next run tries again", entry.summary))
}
