//! When the meeting is, and when an answer proposes to have it, in the invite's own zone and form.

use chrono::{DateTime, Duration, Utc};

use super::content_line::ContentLine;
use super::error::AnswerError;
use super::moment::{Moment, Time, duration};
use super::source::Event;
use super::zones::Zones;
use crate::domain::calendar_answer::CalendarAnswer;
use crate::domain::time_slot::MeetingTime;

/// DTSTART, and DTEND or DURATION of an invite, as far as they make sense.
pub(super) struct Times<'a> {
    event: &'a Event,
    zones: &'a Zones,
    start: Option<Moment>,
    end: Option<Moment>,
    /// DURATION in place of DTEND.
    length: Option<Duration>,
}

/// DTSTART and DTEND or DURATION of a COUNTER.
pub(super) struct Proposed {
    pub lines: Vec<ContentLine>,
    /// The meeting begins at another time.
    pub moved: bool,
}

impl<'a> Times<'a> {
    /// Reads the times; an end that is not after the start counts as not said.
    pub fn of(event: &'a Event, zones: &'a Zones) -> Self {
        let start = event.first("DTSTART").and_then(Moment::read);
        let follows = |end: &Moment| start.as_ref().is_some_and(|start| is_after(end, start, zones));
        let end = event.first("DTEND").and_then(Moment::read).filter(follows);
        let whole_days = |length: &Duration| length.num_seconds() % 86_400 == 0;
        let is_day = start.as_ref().is_some_and(Moment::is_day);
        let length = event.first("DURATION").filter(|_| end.is_none()).and_then(|line| duration(&line.value));
        Self { event, zones, start, end, length: length.filter(|length| !is_day || whole_days(length)) }
    }

    /// The times for a REPLY, which needs none: only what every program reads alike.
    pub fn unambiguous(&self) -> Vec<ContentLine> {
        let clear = |name: &str, moment: &Option<Moment>| {
            let has_idle_zone = |moment: &&Moment| {
                moment.zone.is_none() && self.event.first(name).is_some_and(|line| line.parameter("TZID").is_some())
            };
            let moment = moment.as_ref().filter(|moment| !has_idle_zone(moment))?;
            self.zones.clear(moment).map(|moment| moment.property(name))
        };
        let Some(start) = clear("DTSTART", &self.start) else { return Vec::new() };
        let length = self.length.and(self.event.first("DURATION")).map(|line| line.clone().keeping(|_| false));
        [Some(start), clear("DTEND", &self.end), length].into_iter().flatten().collect()
    }

    /// X-MS-OLK-ORIGINALSTART and -END: to Exchange, DTSTART and DTEND of a COUNTER are the proposal (MS-OXCICAL
    /// 2.1.3.1.1.20.59).
    pub fn original(&self) -> Vec<ContentLine> {
        let length = |start: &Moment| match self.length {
            Some(length) => length,
            None if start.is_day() => Duration::days(1),
            None => Duration::zero(),
        };
        let end = self.end.clone().or_else(|| self.start.as_ref().and_then(|start| start.plus(length(start))));
        let clear = |moment: Option<&Moment>, name: &str| Some(self.zones.clear(moment?)?.property(name));
        let start = clear(self.start.as_ref(), "X-MS-OLK-ORIGINALSTART");
        start.into_iter().chain(clear(end.as_ref(), "X-MS-OLK-ORIGINALEND")).collect()
    }

    /// The proposed times in the zone and form of the invite, in UTC where these cannot say them.
    pub fn proposed(&self, answer: &CalendarAnswer) -> Result<Proposed, AnswerError> {
        if self.event.first("DTSTART").is_some() && self.start.is_none() {
            return Err(AnswerError::UnreadableStart);
        }
        match answer.start.zip(answer.end) {
            Some((MeetingTime::At(start), MeetingTime::At(end))) if end > start => {
                let kept = self.start.as_ref().filter(|own| match self.zones.instant(own) {
                    Some(instant) => !own.is_day() && instant == start.to_utc(),
                    // Nobody knows the zone; whoever read the invite saw this on the wall.
                    None => own.wall() == start.naive_local(),
                });
                let (start, end) = (start.to_utc(), end.to_utc());
                Ok(match kept {
                    Some(own) => Proposed { lines: self.with_start(own, start, end), moved: false },
                    None => Proposed { lines: self.in_own_form(start, end), moved: true },
                })
            }
            Some((MeetingTime::Day(start), MeetingTime::Day(end))) if end > start => {
                let day = |name, day| Moment { time: Time::Day(day), zone: None }.property(name);
                let moved = self.start.as_ref().is_none_or(|own| own.time != Time::Day(start));
                Ok(Proposed { lines: vec![day("DTSTART", start), day("DTEND", end)], moved })
            }
            _ => Err(AnswerError::NothingProposed),
        }
    }

    /// The invite's own start with another end.
    fn with_start(&self, own: &Moment, start: DateTime<Utc>, end: DateTime<Utc>) -> Vec<ContentLine> {
        // A series lives by its zone.
        let recurs = self.event.first("RRULE").is_some() || self.event.first("RDATE").is_some();
        if !recurs && self.zones.clear(own).as_ref() != Some(own) {
            return in_utc(start, end);
        }
        let length = || ContentLine::new("DURATION", format!("PT{}M", (end - start).num_minutes().max(1)));
        // Thunderbird compares DTEND only, and fails where there is none.
        let end = self.zones.like(own, end).map(|end| end.property("DTEND"));
        vec![own.property("DTSTART"), end.unwrap_or_else(length)]
    }

    fn in_own_form(&self, start: DateTime<Utc>, end: DateTime<Utc>) -> Vec<ContentLine> {
        let own = self.start.as_ref().and_then(|own| self.zones.like(own, start));
        own.map_or_else(|| in_utc(start, end), |own| self.with_start(&own, start, end))
    }
}

fn in_utc(start: DateTime<Utc>, end: DateTime<Utc>) -> Vec<ContentLine> {
    let utc = |name: &str, at: DateTime<Utc>| Moment { time: Time::Utc(at.naive_utc()), zone: None }.property(name);
    vec![utc("DTSTART", start), utc("DTEND", end)]
}

fn is_after(end: &Moment, start: &Moment, zones: &Zones) -> bool {
    end.is_day() == start.is_day()
        && match (zones.instant(start), zones.instant(end)) {
            _ if end.zone == start.zone => end.wall() > start.wall(),
            (Some(start), Some(end)) => end > start,
            _ => false,
        }
}

/// DTSTART, DTEND and DURATION as the invite wrote them, sensible or not, for a delegate to see what I saw.
pub(super) fn as_written(event: &Event) -> Result<Vec<ContentLine>, AnswerError> {
    let moment = |name: &str| Some(Moment::read(event.first(name)?)?.property(name));
    let start = moment("DTSTART").ok_or(AnswerError::UnreadableStart)?;
    let end = moment("DTEND");
    let zero = |value: &str| matches!(value.trim(), "PT0S" | "PT0M" | "PT0H" | "P0D");
    let length = event.first("DURATION").filter(|_| end.is_none());
    let length = length.filter(|line| duration(&line.value).is_some() || zero(&line.value));
    Ok([Some(start), end, length.map(|line| line.clone().keeping(|_| false))].into_iter().flatten().collect())
}
