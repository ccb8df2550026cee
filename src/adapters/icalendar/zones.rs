//! The zones of one calendar: what each TZID in it means.

use std::collections::HashMap;
use std::sync::Arc;

use calcard::icalendar::{ICalendar, ICalendarComponentType, ICalendarProperty};
use chrono_tz::Tz;

use super::clock::{Clock, exchange_zone, guessed_clock, named_zone};
use super::component::Component;
use super::own_rules::OwnRules;
use crate::domain::plain_text::one_line;

/// The zones that a calendar describes, and those that its times have named so far.
pub(super) struct Zones {
    own: HashMap<String, Clock>,
    known: HashMap<String, Found>,
}

/// What a TZID means.
#[derive(Debug, Clone)]
pub(super) enum Found {
    /// It names a zone of the IANA database or of Windows, or the calendar describes it.
    Told(Clock),
    /// Its words suggest a zone.
    Guessed(Clock),
    /// Nothing.
    Unknown,
}

/// More zones than this are not looked at.
const MAX_ZONES: usize = 200;
/// More parts of a zone than this are not looked at.
const MAX_PARTS_OF_ZONE: usize = 200;

impl Zones {
    /// The zones that a calendar describes, but for those whose name says which zone they are.
    pub fn of(calendar: &ICalendar) -> Self {
        let mut own = HashMap::new();
        let zones =
            calendar.components.iter().map(Component).filter(|part| part.is(&ICalendarComponentType::VTimezone));
        for zone in zones.take(MAX_ZONES) {
            let Some(tzid) = zone.text(ICalendarProperty::Tzid) else { continue };
            if named_zone(&tzid).is_some() {
                continue;
            }
            let parts = zone.0.component_ids.iter().filter_map(|id| calendar.component_by_id(*id)).map(Component);
            let clock = match OwnRules::read(&one_line(&tzid, 200), parts.take(MAX_PARTS_OF_ZONE)) {
                // Rules that are those of a known zone have its name.
                Some(rules) => {
                    let known = place(zone, &tzid).filter(|known| rules.are_those_of(*known));
                    Some(known.map_or_else(|| Clock::Own(Arc::new(rules)), Clock::Iana))
                }
                None => place(zone, &tzid).map(Clock::Iana),
            };
            if let Some(clock) = clock {
                own.entry(tzid.trim().to_owned()).or_insert(clock);
            }
        }
        Self { own, known: HashMap::new() }
    }

    /// The clock of a TZID: a name of an IANA or Windows zone means that zone, then the calendar's own description
    /// counts, then the name is guessed at.
    pub fn clock(&mut self, tzid: &str) -> Found {
        let tzid = tzid.trim();
        if let Some(found) = self.known.get(tzid) {
            return found.clone();
        }
        let told = named_zone(tzid).map(Clock::Iana).or_else(|| self.own.get(tzid).cloned());
        let found = match told {
            Some(clock) => Found::Told(clock),
            None => guessed_clock(tzid).map_or(Found::Unknown, Found::Guessed),
        };
        if self.known.len() < MAX_ZONES {
            self.known.insert(tzid.to_owned(), found.clone());
        }
        found
    }
}

/// The known zone that a VTIMEZONE says to be like.
fn place(zone: Component<'_>, tzid: &str) -> Option<Tz> {
    zone.extension_text("X-LIC-LOCATION")
        .and_then(|place| named_zone(&place))
        .or_else(|| zone.extension_text("X-MICROSOFT-CDO-TZID").and_then(|number| exchange_zone(&number)))
        .or_else(|| match guessed_clock(tzid) {
            Some(Clock::Iana(zone)) => Some(zone),
            _ => None,
        })
}
