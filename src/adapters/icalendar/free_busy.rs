//! VFREEBUSY (RFC 5545 §3.6.4): times at which somebody is taken, without saying by what.

use calcard::icalendar::{
    ICalendarFreeBusyType, ICalendarParameterName, ICalendarParameterValue, ICalendarPeriod, ICalendarProperty,
    ICalendarValue,
};
use chrono::{DateTime, Utc};

use super::component::{Component, Property};
use super::length::of_duration;
use super::moment::Moment;
use super::reader::Reader;
use crate::domain::appointment::{Appointment, Availability};
use crate::domain::limits::MAX_APPOINTMENTS;
use crate::domain::time_slot::TimeSlot;

/// The busy times of a VFREEBUSY that share an instant with a span.
pub(super) fn busy_times(
    component: Component<'_>,
    reader: &mut Reader,
    span: (DateTime<Utc>, DateTime<Utc>),
) -> Vec<Appointment> {
    let mut busy = Vec::new();
    for property in component.all(ICalendarProperty::Freebusy) {
        let Some(availability) = availability(property) else { continue };
        for value in property.0.values.iter().take(MAX_APPOINTMENTS) {
            let ICalendarValue::Period(period) = value else { continue };
            let slot = slot(period, property, reader).filter(|slot| slot.start() < span.1 && slot.end() > span.0);
            busy.extend(slot.map(|slot| taken(slot, availability)));
        }
    }
    busy.truncate(MAX_APPOINTMENTS);
    busy
}

fn slot(period: &ICalendarPeriod, property: Property<'_>, reader: &mut Reader) -> Option<TimeSlot> {
    let (start, end) = match period {
        ICalendarPeriod::Range { start, end } => {
            (Moment::of(start, property, None, reader)?, Moment::of(end, property, None, reader)?.instant()?)
        }
        ICalendarPeriod::Duration { start, duration } => {
            let start = Moment::of(start, property, None, reader)?;
            let end = of_duration(duration).end_of(&start)?;
            (start, end)
        }
    };
    TimeSlot::new(reader.in_my_zone(start.instant()?), reader.in_my_zone(end)).ok()
}

fn availability(property: Property<'_>) -> Option<Availability> {
    let kind = property.0.params.iter().find(|parameter| parameter.name == ICalendarParameterName::Fbtype);
    match kind.map(|kind| &kind.value) {
        Some(ICalendarParameterValue::Fbtype(ICalendarFreeBusyType::Free)) => None,
        Some(ICalendarParameterValue::Fbtype(ICalendarFreeBusyType::BusyTentative)) => Some(Availability::Tentative),
        _ => Some(Availability::Busy),
    }
}

fn taken(slot: TimeSlot, availability: Availability) -> Appointment {
    Appointment {
        slot,
        all_day: false,
        uid: None,
        summary: None,
        location: None,
        availability,
        organizer: None,
        attendees: Vec::new(),
        declined_by: Vec::new(),
        recurring: false,
    }
}
