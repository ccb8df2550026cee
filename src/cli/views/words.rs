//! Moments, people and lengths as tables and lists show them: short, English, the user's zone.

use chrono::{DateTime, Datelike, FixedOffset};

use crate::cli::ui::clean;
use crate::domain::address::Person;
use crate::domain::meeting::Meeting;
use crate::domain::time_slot::{MeetingTime, TimeSlot};

/// `Thu 26 Nov 14:00`; the year only where it is another one than now's.
#[must_use]
pub fn moment(moment: DateTime<FixedOffset>, now: DateTime<chrono_tz::Tz>) -> String {
    let local = moment.with_timezone(&now.timezone());
    let form = if local.year() == now.year() { "%a %-d %b %H:%M" } else { "%a %-d %b %Y %H:%M" };
    local.format(form).to_string()
}

/// `Thu 26 Nov 14:00–15:30`, or the two moments where they lie on two days.
#[must_use]
pub fn slot(slot: TimeSlot, now: DateTime<chrono_tz::Tz>) -> String {
    let zone = now.timezone();
    let (start, end) = (slot.start().with_timezone(&zone), slot.end().with_timezone(&zone));
    if start.date_naive() == end.date_naive() {
        format!("{}–{}", moment(slot.start(), now), end.format("%H:%M"))
    } else {
        format!("{} – {}", moment(slot.start(), now), moment(slot.end(), now))
    }
}

/// When a meeting is, as far as its mail says it.
#[must_use]
pub fn when(meeting: &Meeting, now: DateTime<chrono_tz::Tz>) -> Option<String> {
    let day = |day: chrono::NaiveDate| {
        day.format(if day.year() == now.year() { "%a %-d %b" } else { "%a %-d %b %Y" }).to_string()
    };
    match (meeting.start?, meeting.occurrence) {
        (MeetingTime::Day(first), _) => {
            let last = match meeting.end {
                Some(MeetingTime::Day(end)) => end.pred_opt().filter(|last| *last > first),
                _ => None,
            };
            Some(last.map_or_else(
                || format!("{} (all day)", day(first)),
                |last| format!("{} – {} (all day)", day(first), day(last)),
            ))
        }
        (MeetingTime::At(_), Some(occurrence)) if meeting.end.is_some() || meeting.duration_minutes.is_some() => {
            Some(slot(occurrence, now))
        }
        (MeetingTime::At(start), occurrence) => Some(moment(occurrence.map_or(start, TimeSlot::start), now)),
    }
}

/// `27 Nov 10:00`, `15 Dec`: when a meeting starts, where there is little room.
#[must_use]
pub fn short_when(meeting: &Meeting, now: DateTime<chrono_tz::Tz>) -> Option<String> {
    Some(match (meeting.start?, meeting.occurrence) {
        (MeetingTime::Day(first), _) => first.format("%-d %b").to_string(),
        (MeetingTime::At(start), occurrence) => {
            let start = occurrence.map_or(start, TimeSlot::start).with_timezone(&now.timezone());
            start.format(if start.year() == now.year() { "%-d %b %H:%M" } else { "%-d %b %Y" }).to_string()
        }
    })
}

/// The name, else the address.
#[must_use]
pub fn person(person: &Person) -> String {
    person.name.as_deref().map(clean).filter(|name| !name.trim().is_empty()).unwrap_or_else(|| person.address.lower())
}

/// `Name <address>`, or the address alone.
#[must_use]
pub fn full_person(person: &Person) -> String {
    match person.name.as_deref().map(clean).filter(|name| !name.trim().is_empty()) {
        Some(name) => format!("{name} <{}>", person.address),
        None => person.address.lower(),
    }
}

/// `1 mail`, `2 mails`.
#[must_use]
pub fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// Where the form of address, the gender and the title of a person were learnt.
#[must_use]
pub fn provenance(person: &crate::german::Correspondent) -> String {
    use crate::german::{AddressForm, Provenance};
    let from = |provenance: Provenance| match provenance {
        Provenance::Contact => "your contacts",
        Provenance::EarlierLetters => "your earlier letters",
        Provenance::Signature => "the signature",
        Provenance::DisplayName => "the display name",
        Provenance::Words => "their words",
        Provenance::FirstName => "the first name",
        Provenance::Default => "your default",
    };
    let form = match person.address_form.value {
        AddressForm::Sie => "Sie",
        AddressForm::Du => "du",
    };
    let mut known = vec![format!("{form} from {}", from(person.address_form.from))];
    known.extend(person.gender.map(|gender| format!("Frau/Herr from {}", from(gender.from))));
    known.extend(person.titles.as_ref().map(|titles| format!("title from {}", from(titles.from))));
    known.join(", ")
}
