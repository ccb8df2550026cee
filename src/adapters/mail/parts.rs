//! The parts of a mail: which of them are calendars, and which a person reads.

use super::body::Texts;
use super::entity::{Entity, MAIL, TEXT_PLAIN};
use super::{boundary, signed_data};
use crate::domain::limits::{
    MAX_CALENDAR, MAX_CALENDARS, MAX_CALENDARS_TOGETHER, MAX_MAIL, MAX_NESTING, MAX_PARAMETERS, MAX_PART_HEADERS,
    MAX_PARTS, MAX_TEXT, REST,
};
use crate::domain::message::{CalendarPart, Place};
use crate::domain::reading::Reading;

/// What was found in the parts of a mail.
pub(super) struct Parts {
    /// The calendars, in the order in which they count.
    pub calendars: Vec<CalendarPart>,
    /// What a person reads.
    pub text: String,
    /// What was odd.
    pub warnings: Vec<String>,
}

/// Finds the meeting in the octets of a `winmail.dat`.
type InTnef<'a> = &'a dyn Fn(&[u8]) -> Reading<Option<String>>;

/// Goes through all parts of a mail, also of the mails that it forwards.
pub(super) fn read_parts(mail: &Entity<'_>, meeting_in_tnef: InTnef<'_>) -> Parts {
    let mut walk = Walk {
        calendars: Vec::new(),
        texts: Texts::default(),
        warnings: Vec::new(),
        parts: 0,
        octets: 0,
        octets_of_calendars: 0,
        meeting_in_tnef,
    };
    walk.part(mail, Spot { forwarded: false, alternative: None, shown: true, depth: 0 });
    let mut calendars = walk.calendars;
    calendars.sort_by_key(|calendar| match calendar.place {
        Place::Body => 0,
        Place::Attachment => 1,
        Place::Tnef => 2,
        Place::Forwarded => 3,
    });
    let mut warnings = walk.warnings;
    let (text, was_cut) = walk.texts.joined();
    if was_cut {
        warnings.push(format!("the text is longer than {MAX_TEXT} octets; {REST}"));
    }
    Parts { calendars, text, warnings }
}

/// Where in the tree of parts we are.
#[derive(Clone, Copy)]
struct Spot {
    forwarded: bool,
    /// The outermost multipart/alternative around, by the number of its part.
    alternative: Option<usize>,
    /// Whether a text here is shown and no file: it stands first, or has no name.
    shown: bool,
    depth: usize,
}

/// Each level is searched for its boundaries: a mail may be gone through so many times.
const MAX_OCTETS: usize = 6 * MAX_MAIL;

struct Walk<'a> {
    calendars: Vec<CalendarPart>,
    texts: Texts,
    warnings: Vec<String>,
    parts: usize,
    octets: usize,
    octets_of_calendars: usize,
    meeting_in_tnef: InTnef<'a>,
}

impl Walk<'_> {
    fn part(&mut self, part: &Entity<'_>, spot: Spot) {
        self.parts += 1;
        self.octets += part.body().len();
        if self.parts > MAX_PARTS || spot.depth > MAX_NESTING || self.octets > MAX_OCTETS {
            self.warn_once(format!("the mail has more than {MAX_PARTS} parts or {MAX_NESTING} levels; {REST}"));
            return;
        }
        if part.was_cut() {
            self.warn_once(format!(
                "a part has more than {MAX_PART_HEADERS} octets of headers or {MAX_PARAMETERS} pieces of parameters; {REST}"
            ));
        }
        let media_type = part.media_type();
        let inside = Spot { depth: spot.depth + 1, ..spot };
        if let Some(kind) = media_type.strip_prefix("multipart/") {
            self.multipart(part, kind, inside);
        } else if part.is_mail() {
            self.mail(&part.octets(), inside);
        } else if part.is_pkcs7() {
            match signed_data::content(&part.octets()) {
                Some(signed) => self.part(&Entity::read(&signed, TEXT_PLAIN), inside),
                None => self.warn_once("the mail is encrypted or sealed; what is in it cannot be seen".to_owned()),
            }
        } else {
            self.leaf(part, media_type, inside);
        }
    }

    fn multipart(&mut self, part: &Entity<'_>, kind: &str, spot: Spot) {
        let room = MAX_PARTS.saturating_sub(self.parts) + 1;
        let parts = boundary::parts(part.body(), part.parameter("boundary").unwrap_or(""), room);
        if parts.is_empty() {
            // What says that it has parts and has none is what most programs show it as: a text.
            return self.leaf(part, TEXT_PLAIN, spot);
        }
        let alternative = spot.alternative.or((kind == "alternative").then_some(self.parts));
        let default_type = if kind == "digest" { MAIL } else { TEXT_PLAIN };
        for (number, octets) in parts.into_iter().enumerate() {
            let child = Entity::read(octets, default_type);
            let shown = number == 0 || kind != "related" && child.parameter("name").is_none();
            self.part(&child, Spot { alternative, shown, ..spot });
            if self.parts > MAX_PARTS {
                return;
            }
        }
    }

    fn mail(&mut self, octets: &[u8], spot: Spot) {
        let spot = Spot { forwarded: true, alternative: None, ..spot };
        self.part(&Entity::read(octets.trim_ascii_start(), TEXT_PLAIN), spot);
    }

    fn leaf(&mut self, part: &Entity<'_>, media_type: &str, spot: Spot) {
        let is_inline = !part.is_attachment();
        if part.is_calendar() {
            let inline = media_type == "text/calendar" && (is_inline || spot.alternative.is_some());
            let place = if inline { Place::Body } else { Place::Attachment };
            self.calendar(part.calendar_text(), part.parameter("method"), place, spot);
        } else if part.is_tnef() {
            let read = (self.meeting_in_tnef)(&part.octets());
            read.warnings
                .into_iter()
                .filter(|warning| warning.ends_with(REST))
                .for_each(|warning| self.warn_once(warning));
            match read.value {
                Some(text) => self.calendar(text, None, Place::Tnef, spot),
                None => self.warn_once("winmail.dat holds no meeting that can be read".to_owned()),
            }
        } else if part.is_encrypted() {
            self.warn_once("the mail is encrypted or sealed; what is in it cannot be seen".to_owned());
        } else if may_be_anything(media_type) && part.begins_as_calendar() {
            // Gateways that do not know the type send calendars as plain text or as mere octets.
            let inline = media_type.starts_with("text/") && is_inline;
            self.calendar(part.calendar_text(), None, if inline { Place::Body } else { Place::Attachment }, spot);
        } else if is_readable(media_type) && is_inline && spot.shown && !spot.forwarded {
            self.texts.take(part, spot.alternative);
        }
    }

    fn calendar(&mut self, mut text: String, method: Option<&str>, place: Place, spot: Spot) {
        if text.len() > MAX_CALENDAR {
            self.warn_once(format!("a calendar is larger than {MAX_CALENDAR} octets; {REST}"));
            let end = (0..=MAX_CALENDAR).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
            text.truncate(end);
        }
        if self.calendars.len() >= MAX_CALENDARS || self.octets_of_calendars + text.len() > MAX_CALENDARS_TOGETHER {
            self.warn_once(format!(
                "the mail holds more than {MAX_CALENDARS} calendars, or {MAX_CALENDARS_TOGETHER} octets of them; {REST}"
            ));
            return;
        }
        if text.trim().is_empty() {
            self.warn_once("a calendar part is empty".to_owned());
            return;
        }
        self.octets_of_calendars += text.len();
        let place = if spot.forwarded { Place::Forwarded } else { place };
        let method = method.map(str::trim).filter(|method| !method.is_empty()).map(ToOwned::to_owned);
        self.calendars.push(CalendarPart { text, method, place });
    }

    fn warn_once(&mut self, warning: String) {
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }
}

/// Whether a part of this type may be a calendar that lost its type.
fn may_be_anything(media_type: &str) -> bool {
    media_type.starts_with("text/") && media_type != "text/html"
        || media_type == "application/octet-stream"
        || !media_type.contains('/')
        || media_type.ends_with('/')
}

/// Whether a part of this type is shown; `Content-Type: text` is plain text.
fn is_readable(media_type: &str) -> bool {
    matches!(media_type, "text/plain" | "text/html" | "text/")
}
