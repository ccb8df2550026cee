//! The meeting that a message is about, gathered from its properties (MS-OXOCAL §2.2, MS-OXCICAL §2.1.3).

use chrono::{DateTime, Duration, NaiveDate, Utc};

use super::clock::{Clock, When, zone_between};
use super::global_id::GlobalId;
use super::message::Message;
use super::method::Purpose;
use super::names::{self, attribute};
use super::participants::{self, Participants};
use super::properties::{MAX_LINE_CHARS, one_line};
use super::recurrence::{MAX_CHANGED, Recurrence};
use super::time_zone::Zone;
use super::times::from_record;
use super::{Envelope, body};
use crate::domain::limits::REST;
use crate::domain::reading::Reading;

/// A meeting, ready to be written as a calendar.
#[derive(Debug, Clone)]
pub struct Meeting {
    pub purpose: Purpose,
    pub uid: String,
    pub sequence: i64,
    pub stamp: Option<DateTime<Utc>>,
    pub summary: Option<String>,
    pub text: Option<String>,
    pub location: Option<String>,
    pub categories: Vec<String>,
    pub clock: Clock,
    pub start: Option<When>,
    pub end: Option<When>,
    /// The times that an attendee would like better.
    pub proposed: Option<(When, Option<When>)>,
    /// The original start of the one instance of a series that this is about.
    pub instance: Option<When>,
    pub recurrence: Option<Recurrence>,
    pub participants: Participants,
    pub response_requested: bool,
    pub counter_forbidden: Option<bool>,
    pub busy_status: Option<i64>,
    pub intended_status: Option<i64>,
    pub importance: Option<i64>,
    pub sensitivity: Option<i64>,
    pub owner_appointment: Option<i64>,
}

impl Meeting {
    /// The meeting in a message; `None` where the message is about none.
    pub fn read(message: &Message<'_>, envelope: &Envelope<'_>) -> Reading<Option<Self>> {
        let Some(purpose) = message.class().as_deref().and_then(Purpose::of_class) else {
            return Reading::clean(None);
        };
        let properties = &message.properties;
        let mut warnings = Vec::new();
        let recurrence = properties.bytes(names::RECURRENCE).filter(|bytes| !bytes.is_empty()).and_then(|bytes| {
            let recurrence = Recurrence::read(bytes, message.code_page());
            if recurrence.is_none() {
                warnings.push("the series in winmail.dat cannot be read: only its first meeting counts".to_owned());
            }
            recurrence
        });
        if recurrence.as_ref().is_some_and(|recurrence| recurrence.has_more_changed) {
            warnings.push(format!("the series in winmail.dat has more than {MAX_CHANGED} changed meetings; {REST}"));
        }
        for name in [names::SUBJECT, names::LOCATION] {
            if properties.text(name).is_some_and(|text| text.chars().count() > MAX_LINE_CHARS) {
                warnings.push(format!(
                    "a title or place in winmail.dat is longer than {MAX_LINE_CHARS} characters; {REST}"
                ));
            }
        }
        let clock = clock(message, recurrence.as_ref());
        let (start, end) = span(message, &clock, recurrence.as_ref());
        let participants = participants::read(message, purpose, envelope);
        let id = global_id(message);
        let instance = id.as_ref().and_then(|id| instance(message, &clock, id.instance?));
        let owner_appointment = owner_appointment(message);
        if id.is_none() {
            warnings.push("the meeting in winmail.dat has no identifier".to_owned());
        }
        let uid = id.map_or_else(|| makeshift_uid(message, owner_appointment, start, &participants), |id| id.uid);
        let text = body::plain(message);
        warnings.extend(text.warnings);
        let html = || body::html(message).map(|html| mail_parser::decoders::html::html_to_text(&html));
        let meeting = Self {
            purpose,
            uid,
            sequence: properties.integer(names::SEQUENCE).unwrap_or_default().max(0),
            stamp: stamp(message, purpose),
            summary: summary(message),
            text: text.value.or_else(html),
            location: properties.line(names::LOCATION).or_else(|| properties.line(names::WHERE)),
            categories: properties.lines(names::KEYWORDS),
            proposed: proposed(message, purpose, &clock),
            start,
            end,
            instance,
            recurrence: recurrence.filter(|_| instance.is_none()),
            clock,
            participants,
            response_requested: response_requested(message),
            counter_forbidden: properties.flag(names::COUNTER_FORBIDDEN),
            busy_status: properties.integer(names::BUSY_STATUS),
            intended_status: properties.integer(names::INTENDED_STATUS),
            importance: properties.integer(names::IMPORTANCE),
            sensitivity: properties.integer(names::SENSITIVITY),
            owner_appointment,
        };
        if meeting.start.is_none() {
            warnings.push("the meeting in winmail.dat has no start".to_owned());
        }
        Reading { value: Some(meeting), warnings }
    }
}

/// The zone of the meeting: the series' own, else the one that its start was chosen in.
fn clock(message: &Message<'_>, recurrence: Option<&Recurrence>) -> Clock {
    let properties = &message.properties;
    let defined = |name| properties.bytes(name).and_then(Zone::from_definition);
    let description = properties.line(names::ZONE_DESCRIPTION);
    let described = || Zone::from_struct(properties.bytes(names::ZONE_RULE)?, description.as_deref());
    let zone = defined(names::ZONE_OF_SERIES)
        .filter(|_| recurrence.is_some())
        .or_else(|| defined(names::ZONE_OF_START))
        .or_else(|| defined(names::ZONE_OF_SERIES))
        .or_else(described)
        // The weekdays of a series only hold on its own clock, so UTC would not do.
        .or_else(|| zone_between(recurrence?.start, properties.time(names::START)?));
    Clock { zone, all_day: properties.flag(names::ALL_DAY).unwrap_or_default() }
}

fn span(message: &Message<'_>, clock: &Clock, recurrence: Option<&Recurrence>) -> (Option<When>, Option<When>) {
    let properties = &message.properties;
    let first = |names: [_; 3]| names.into_iter().find_map(|name| properties.time(name));
    // Schedule+ wrote the clock of the sender's computer.
    let record = |id| message.attribute(id).and_then(from_record).map(|local| clock.at_local(local));
    let start = first([names::START, names::COMMON_START, names::START_DATE]);
    let end = first([names::END, names::COMMON_END, names::END_DATE]).or_else(|| {
        let minutes = properties.integer(names::DURATION).filter(|minutes| (1..=366 * 24 * 60).contains(minutes))?;
        start?.checked_add_signed(Duration::minutes(minutes))
    });
    let begins = start
        .map(|start| clock.at(start))
        .or_else(|| recurrence.map(|recurrence| clock.at_local(recurrence.start)))
        .or_else(|| record(attribute::DATE_START));
    let ends = end.map(|end| clock.at(end)).or_else(|| record(attribute::DATE_END));
    let ends = begins.and_then(|begins| begins.until(ends));
    (begins, ends)
}

fn proposed(message: &Message<'_>, purpose: Purpose, clock: &Clock) -> Option<(When, Option<When>)> {
    let is_counter = message.properties.flag(names::IS_COUNTER).unwrap_or_default();
    if !is_counter || !matches!(purpose, Purpose::Response(_)) {
        return None;
    }
    let start = clock.at(message.properties.time(names::PROPOSED_START)?);
    let end = message.properties.time(names::PROPOSED_END).map(|end| clock.at(end));
    Some((start, start.until(end)))
}

/// The identifier, with the day of the instance that only one of both copies tells.
fn global_id(message: &Message<'_>) -> Option<GlobalId> {
    let read = |name| message.properties.bytes(name).and_then(GlobalId::read);
    let (full, clean) = (read(names::GLOBAL_ID), read(names::CLEAN_GLOBAL_ID));
    let instance = full.as_ref().and_then(|id| id.instance);
    clean.or(full).map(|id| GlobalId { uid: id.uid, instance })
}

/// When the instance would begin by its series (MS-OXCICAL §2.1.3.1.1.20.20).
fn instance(message: &Message<'_>, clock: &Clock, day: NaiveDate) -> Option<When> {
    let properties = &message.properties;
    if clock.all_day {
        return Some(When::Day(day));
    }
    if let Some(replaced) = properties.time(names::REPLACED_TIME) {
        return Some(clock.at(replaced));
    }
    // Hours, minutes and seconds, six bits each for the latter (MS-XWDCAL §2.2.7.67).
    let packed = properties.integer(names::SERIES_START_TIME).and_then(|packed| u32::try_from(packed).ok());
    let time = packed.and_then(|packed| day.and_hms_opt(packed >> 12, packed >> 6 & 0x3f, packed & 0x3f));
    let by_start =
        || properties.time(names::START).and_then(|start| clock.local(start)).map(|at| day.and_time(at.time()));
    match time.or_else(by_start) {
        Some(local) if clock.zone.is_some() => Some(clock.at_local(local)),
        // Without a zone the day is sure and the time of the instance itself the best guess.
        _ => properties.time(names::START).map(|start| When::Utc(day.and_time(start.time()).and_utc())),
    }
}

fn owner_appointment(message: &Message<'_>) -> Option<i64> {
    let old = || {
        let bytes = message.attribute(attribute::OWNER_APPOINTMENT)?.first_chunk()?;
        Some(i64::from(i32::from_le_bytes(*bytes)))
    };
    message.properties.integer(names::OWNER_APPOINTMENT).or_else(old).filter(|id| *id != 0)
}

/// What identifies a meeting of old programs, the same in each copy of it as far as they tell.
fn makeshift_uid(
    message: &Message<'_>,
    owner_appointment: Option<i64>,
    start: Option<When>,
    participants: &Participants,
) -> String {
    let what = owner_appointment
        .map(|id| id.to_string())
        .or_else(|| message.attribute_text(attribute::MESSAGE_ID).and_then(|id| one_line(&id)))
        .or_else(|| start.map(When::text))
        .unwrap_or_else(|| "unknown".to_owned());
    let organizer = participants.organizer.as_ref().and_then(|organizer| organizer.address.as_ref());
    let whose = organizer.map_or_else(String::new, |address| format!("-{address}"));
    format!("winmail-dat-{what}{whose}")
}

fn stamp(message: &Message<'_>, purpose: Purpose) -> Option<DateTime<Utc>> {
    let changed = match purpose {
        Purpose::Response(_) => [names::ATTENDEE_CHANGE, names::OWNER_CHANGE],
        _ => [names::OWNER_CHANGE, names::ATTENDEE_CHANGE],
    };
    let sent = [names::SUBMITTED, names::MODIFIED, names::CREATED];
    changed.into_iter().chain(sent).find_map(|name| message.properties.time(name))
}

/// The subject without «Abgesagt: » and the like, where the file tells them apart.
fn summary(message: &Message<'_>) -> Option<String> {
    let properties = &message.properties;
    let subject = properties
        .line(names::SUBJECT)
        .or_else(|| message.attribute_text(attribute::SUBJECT).and_then(|text| one_line(&text)));
    let without_prefix = || {
        let prefix = properties.line(names::SUBJECT_PREFIX)?;
        let rest = subject.as_deref()?.strip_prefix(prefix.as_str())?.trim();
        (!rest.is_empty()).then(|| rest.to_owned())
    };
    properties
        .line(names::NORMALIZED_SUBJECT)
        .or_else(without_prefix)
        .or_else(|| subject.clone())
        .or_else(|| properties.line(names::CONVERSATION_TOPIC))
}

fn response_requested(message: &Message<'_>) -> bool {
    let old = || message.attribute(attribute::RESPONSE_REQUESTED).map(|bytes| bytes.iter().any(|byte| *byte != 0));
    message.properties.flag(names::RESPONSE_REQUESTED).or_else(old).unwrap_or(true)
}
