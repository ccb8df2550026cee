//! A situation to start tests from: Jana Weber in Berlin, Monday 23 November 2026, nine o'clock.

use chrono::{DateTime, FixedOffset};

use super::{Me, ReplyStyle, Situation, WorkingHours};
use crate::domain::address::{AddressPattern, EmailAddress};
use crate::domain::appointment::{Agenda, Appointment, Availability};
use crate::domain::contact::AddressBook;
use crate::domain::policy::{CounterChoice, Policy};
use crate::domain::time_slot::TimeSlot;
use crate::german::{AddressForm, Locale};

pub const NOW: &str = "2026-11-23T09:00:00+01:00";

pub fn instant(text: &str) -> DateTime<FixedOffset> {
    text.parse().unwrap()
}

/// `2026-11-23 10:00-11:00` in Berlin's winter.
pub fn slot(text: &str) -> TimeSlot {
    let (day, clocks) = text.split_once(' ').unwrap();
    let (start, end) = clocks.split_once('-').unwrap();
    let at = |clock: &str| instant(&format!("{day}T{clock}:00+01:00"));
    TimeSlot::new(at(start), at(end)).unwrap()
}

pub fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

/// A busy appointment; `summary` is its UID as well.
pub fn appointment(summary: &str, slot: TimeSlot) -> Appointment {
    Appointment {
        slot,
        all_day: false,
        uid: Some(summary.to_owned()),
        summary: Some(summary.to_owned()),
        location: None,
        availability: Availability::Busy,
        organizer: None,
        attendees: Vec::new(),
        declined_by: Vec::new(),
        recurring: false,
    }
}

/// Whole days, the last one exclusive.
pub fn whole_days(summary: &str, from: &str, to: &str) -> Appointment {
    let midnight = |day: &str| instant(&format!("{day}T00:00:00+01:00"));
    Appointment { all_day: true, ..appointment(summary, TimeSlot::new(midnight(from), midnight(to)).unwrap()) }
}

pub fn situation(appointments: Vec<Appointment>) -> Situation {
    let zone = chrono_tz::Europe::Berlin;
    Situation {
        now: instant(NOW).with_timezone(&zone),
        me: Me {
            name: Some("Jana Weber".to_owned()),
            addresses: vec![address("jana@agentur.example"), address("weber@agentur.example")],
            phone: None,
            zone,
            locale: Locale::Germany,
            address_form: AddressForm::Sie,
            signature: None,
        },
        hours: WorkingHours::default(),
        agenda: Agenda::new(appointments),
        contacts: AddressBook::new([], vec![AddressPattern::parse("@agentur.example").unwrap()]),
        policy: Policy::default(),
        reply_style: ReplyStyle { quote: false, counter: CounterChoice::Auto, written_is_tentative: false },
    }
}
