//! The parts of a mail: which of them are calendars, and which a person reads.

use mail_parser::{Message as Parsed, MessageParser, PartType};

use super::leaf::Leaf;
use crate::domain::limits::{MAX_CALENDAR, MAX_CALENDARS, MAX_NESTING, MAX_PARTS};
use crate::domain::message::{CalendarPart, Place};

/// What was found in the parts of a mail.
pub(super) struct Parts {
    /// The calendars, in the order in which they count.
    pub calendars: Vec<CalendarPart>,
    /// What was odd.
    pub warnings: Vec<String>,
}

/// Goes through all parts of a mail, also of the mails that it forwards.
/// Finds the meeting in the octets of a `winmail.dat`.
type InTnef<'a> = &'a dyn Fn(&[u8]) -> Option<String>;

pub(super) fn find_calendars(mail: &Parsed<'_>, meeting_in_tnef: InTnef<'_>) -> Parts {
    let mut walk = Walk { calendars: Vec::new(), warnings: Vec::new(), parts: 0, meeting_in_tnef };
    walk.part(mail, 0, Spot { forwarded: false, alternative: false, depth: 0 });
    let mut calendars = walk.calendars;
    calendars.sort_by_key(|calendar| match calendar.place {
        Place::Body => 0,
        Place::Attachment => 1,
        Place::Tnef => 2,
        Place::Forwarded => 3,
    });
    Parts { calendars, warnings: walk.warnings }
}

/// Where in the tree of parts we are.
#[derive(Clone, Copy)]
struct Spot {
    forwarded: bool,
    alternative: bool,
    depth: usize,
}

struct Walk<'a> {
    calendars: Vec<CalendarPart>,
    warnings: Vec<String>,
    parts: usize,
    meeting_in_tnef: InTnef<'a>,
}

impl Walk<'_> {
    fn part(&mut self, mail: &Parsed<'_>, id: usize, spot: Spot) {
        let Some(part) = mail.parts.get(id) else { return };
        self.parts += 1;
        if self.parts > MAX_PARTS || spot.depth > MAX_NESTING {
            self.warn_once(format!(
                "the mail has more than {MAX_PARTS} parts or {MAX_NESTING} levels; the rest is left out"
            ));
            return;
        }
        let leaf = Leaf { mail, part };
        let inside = Spot { depth: spot.depth + 1, ..spot };
        match &part.body {
            PartType::Multipart(children) => {
                let alternative = spot.alternative || leaf.media_type() == "multipart/alternative";
                for child in children {
                    // The first part contains the others: a child that is no later part would lead round in circles.
                    if *child as usize > id {
                        self.part(mail, *child as usize, Spot { alternative, ..inside });
                    }
                }
            }
            PartType::Message(forwarded) => {
                self.part(forwarded, 0, Spot { forwarded: true, alternative: false, ..inside });
            }
            _ => self.leaf(leaf, inside),
        }
    }

    fn leaf(&mut self, leaf: Leaf<'_>, spot: Spot) {
        if leaf.is_calendar() {
            let inline = leaf.media_type() == "text/calendar" && (!leaf.is_attachment() || spot.alternative);
            let place = if inline { Place::Body } else { Place::Attachment };
            self.calendar(leaf.calendar_text(), leaf.parameter("method"), place, spot);
        } else if leaf.is_tnef() {
            match (self.meeting_in_tnef)(&leaf.octets()) {
                Some(text) => self.calendar(text, None, Place::Tnef, spot),
                None => self.warn_once("winmail.dat holds no meeting that can be read".to_owned()),
            }
        } else if leaf.is_sealed() {
            self.warn_once("the mail is encrypted or sealed; what is in it cannot be seen".to_owned());
        } else if leaf.is_mail_file() {
            let octets = leaf.octets();
            if let Some(forwarded) = MessageParser::new().parse(octets.as_ref()) {
                self.part(&forwarded, 0, Spot { forwarded: true, alternative: false, ..spot });
            }
        } else if may_be_anything(&leaf.media_type()) && begins_as_calendar(&leaf.octets()) {
            // Gateways that do not know the type send calendars as plain text or as mere octets.
            let inline = leaf.media_type().starts_with("text/") && !leaf.is_attachment();
            self.calendar(leaf.calendar_text(), None, if inline { Place::Body } else { Place::Attachment }, spot);
        }
    }

    fn calendar(&mut self, mut text: String, method: Option<&str>, place: Place, spot: Spot) {
        if text.len() > MAX_CALENDAR {
            self.warn_once(format!("a calendar is larger than {MAX_CALENDAR} octets; the rest is left out"));
            let end = (0..=MAX_CALENDAR).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
            text.truncate(end);
        }
        if self.calendars.len() >= MAX_CALENDARS {
            self.warn_once(format!("the mail holds more than {MAX_CALENDARS} calendars; the rest is left out"));
            return;
        }
        if text.trim().is_empty() {
            self.warn_once("a calendar part is empty".to_owned());
            return;
        }
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

fn begins_as_calendar(octets: &[u8]) -> bool {
    let text = octets.strip_prefix(b"\xef\xbb\xbf").unwrap_or(octets).trim_ascii_start();
    text.get(..15).is_some_and(|start| start.eq_ignore_ascii_case(b"BEGIN:VCALENDAR"))
}
