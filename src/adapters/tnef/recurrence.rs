//! How a series of meetings recurs (MS-OXOCAL §2.2.1.44).

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime, Weekday};

use super::code_page::CodePage;
use super::cursor::Cursor;
use super::properties::one_line;
use super::time_zone::weekday_of;
use super::times::from_minutes;

/// A series, all times on the clock of its zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recurrence {
    /// When the first meeting of the pattern begins.
    pub start: NaiveDateTime,
    pub pattern: Pattern,
    /// Days, weeks or months from one meeting to the next.
    pub interval: u32,
    pub first_weekday: Option<Weekday>,
    pub end: End,
    /// Starts of meetings that do not take place.
    pub cancelled: Vec<NaiveDateTime>,
    /// Meetings that differ from the pattern.
    pub changed: Vec<ChangedMeeting>,
    /// There are more of them than [`MAX_CHANGED`].
    pub has_more_changed: bool,
}

/// Which days a series takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pattern {
    Daily,
    Weekly(Vec<Weekday>),
    /// A day of the month; 31 is the last one.
    MonthDay(u32),
    /// The first to fourth of these weekdays in the month; five is the last.
    MonthNth(u32, Vec<Weekday>),
}

/// When a series ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Never,
    /// After so many meetings.
    After(u32),
    /// With the last meeting on or before this day.
    On(NaiveDate),
}

/// One meeting of a series that was moved or renamed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedMeeting {
    /// When it would begin by the pattern.
    pub original: NaiveDateTime,
    pub start: NaiveDateTime,
    pub end: NaiveDateTime,
    pub subject: Option<String>,
    pub location: Option<String>,
    /// Bits that tell what differs.
    flags: u16,
}

const SUBJECT: u16 = 0x01;
const LOCATION: u16 = 0x10;
/// Other things that may differ, each in four bytes: before the place and after it.
const BEFORE_LOCATION: [u16; 3] = [0x02, 0x04, 0x08];
const AFTER_LOCATION: [u16; 4] = [0x20, 0x40, 0x80, 0x100];

/// More changed meetings are not read: each of them becomes an event of its own.
pub const MAX_CHANGED: usize = 100;

impl Recurrence {
    /// Reads an `AppointmentRecurrencePattern`; `None` where it is broken or not in the calendar of the West.
    pub fn read(bytes: &[u8], code_page: CodePage) -> Option<Self> {
        let mut cursor = Cursor::new(bytes);
        let (_reader, _writer, _frequency) = (cursor.u16()?, cursor.u16()?, cursor.u16()?);
        let (kind, calendar, _first) = (cursor.u16()?, cursor.u16()?, cursor.u32()?);
        let (period, _sliding) = (cursor.u32()?, cursor.u32()?);
        let pattern = pattern(kind, &mut cursor)?;
        let (end_type, count, first_weekday) = (cursor.u32()?, cursor.u32()?, cursor.u32()?);
        let deleted = days(&mut cursor)?;
        let _modified = days(&mut cursor)?;
        let (first_day, last_day) = (from_minutes(cursor.u32()?)?, from_minutes(cursor.u32()?));
        let (_reader, writer) = (cursor.u32()?, cursor.u32()?);
        let (start_minutes, _end_minutes) = (cursor.u32()?, cursor.u32()?);
        let time_of_day = chrono::Duration::minutes(i64::from(start_minutes.min(24 * 60)));

        let (changed, has_more_changed) = changed_meetings(&mut cursor, writer, code_page);
        let replaced: BTreeSet<NaiveDate> = changed.iter().map(|meeting| meeting.original.date()).collect();
        let cancelled = deleted.into_iter().filter(|day| !replaced.contains(&day.date()));
        matches!(calendar, 0..=5 | 7 | 9..=12).then_some(())?;
        Some(Self {
            start: first_day + time_of_day,
            interval: if pattern == Pattern::Daily { period / (24 * 60) } else { period }.max(1),
            pattern,
            first_weekday: weekday_of(first_weekday),
            end: match (end_type, last_day) {
                (0x2021, Some(day)) => End::On(day.date()),
                (0x2022, _) if count > 0 => End::After(count),
                _ => End::Never,
            },
            cancelled: cancelled.map(|day| day + time_of_day).collect(),
            changed,
            has_more_changed,
        })
    }

    /// Whether it takes the same month of each year.
    pub fn is_yearly(&self) -> bool {
        matches!(self.pattern, Pattern::MonthDay(_) | Pattern::MonthNth(..)) && self.interval.is_multiple_of(12)
    }
}

fn pattern(kind: u16, cursor: &mut Cursor<'_>) -> Option<Pattern> {
    Some(match kind {
        0 => Pattern::Daily,
        1 => Pattern::Weekly(weekdays(cursor.u32()?)),
        2 => Pattern::MonthDay(cursor.u32().filter(|day| (1..=31).contains(day))?),
        3 => {
            let weekdays = Some(weekdays(cursor.u32()?)).filter(|days| !days.is_empty())?;
            Pattern::MonthNth(cursor.u32().filter(|nth| (1..=5).contains(nth))?, weekdays)
        }
        4 => {
            let _day = cursor.u32()?;
            Pattern::MonthDay(31)
        }
        _ => return None,
    })
}

fn weekdays(mask: u32) -> Vec<Weekday> {
    (0..7).filter(|day| mask & (1 << day) != 0).filter_map(weekday_of).collect()
}

fn days(cursor: &mut Cursor<'_>) -> Option<Vec<NaiveDateTime>> {
    let count = usize::try_from(cursor.u32()?).ok()?;
    let bytes = cursor.take(count.checked_mul(4)?)?;
    let minutes = bytes.chunks_exact(4).filter_map(|day| Cursor::new(day).u32());
    Some(minutes.filter_map(from_minutes).collect())
}

/// The changed meetings, as far as they can be read, and whether there are more; their Unicode texts, where there are such, replace the others.
fn changed_meetings(cursor: &mut Cursor<'_>, writer: u32, code_page: CodePage) -> (Vec<ChangedMeeting>, bool) {
    let mut meetings = Vec::new();
    let mut has_more = false;
    let count = usize::from(cursor.u16().unwrap_or_default());
    for _ in 0..count {
        match changed_meeting(cursor, code_page) {
            Some(meeting) if meetings.len() < MAX_CHANGED => meetings.push(meeting),
            Some(_) => has_more = true,
            None => return (meetings, has_more),
        }
    }
    if cursor.counted().is_some() {
        for meeting in &mut meetings {
            if unicode_texts(cursor, writer, meeting).is_none() {
                break;
            }
        }
    }
    (meetings, has_more)
}

fn changed_meeting(cursor: &mut Cursor<'_>, code_page: CodePage) -> Option<ChangedMeeting> {
    let start = from_minutes(cursor.u32()?)?;
    let end = from_minutes(cursor.u32()?)?;
    let original = from_minutes(cursor.u32()?)?;
    let flags = cursor.u16()?;
    let text = |cursor: &mut Cursor<'_>| {
        let _length_with_nul = cursor.u16()?;
        let length = cursor.u16()?;
        cursor.take(length.into()).map(|bytes| one_line(&code_page.decode(bytes)))
    };
    let subject = if flags & SUBJECT == 0 { None } else { text(cursor)? };
    for flag in BEFORE_LOCATION {
        skip_number(cursor, flags & flag != 0)?;
    }
    let location = if flags & LOCATION == 0 { None } else { text(cursor)? };
    for flag in AFTER_LOCATION {
        skip_number(cursor, flags & flag != 0)?;
    }
    Some(ChangedMeeting { original, start, end, subject, location, flags })
}

fn skip_number(cursor: &mut Cursor<'_>, is_there: bool) -> Option<()> {
    if is_there { cursor.u32().map(|_| ()) } else { Some(()) }
}

/// Reads an `ExtendedException`.
fn unicode_texts(cursor: &mut Cursor<'_>, writer: u32, meeting: &mut ChangedMeeting) -> Option<()> {
    /// From this version on each change is also told in a form to highlight it.
    const WITH_HIGHLIGHT: u32 = 0x3009;
    if writer >= WITH_HIGHLIGHT {
        cursor.counted()?;
    }
    cursor.counted()?;
    if meeting.flags & (SUBJECT | LOCATION) == 0 {
        return Some(());
    }
    // Start, end and original start once more.
    cursor.take(12)?;
    let text = |cursor: &mut Cursor<'_>| {
        let characters = cursor.u16()?;
        cursor.take(usize::from(characters) * 2).map(|bytes| one_line(&CodePage::UTF_16.decode(bytes)))
    };
    if meeting.flags & SUBJECT != 0 {
        meeting.subject = text(cursor)?;
    }
    if meeting.flags & LOCATION != 0 {
        meeting.location = text(cursor)?;
    }
    cursor.counted().map(|_| ())
}
