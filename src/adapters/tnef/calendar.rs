//! A meeting as an iCalendar text (RFC 5545, RFC 5546; MS-OXCICAL §2.1.3 for Outlook's own properties).

use super::clock::{Clock, When};
use super::content_lines::ContentLines;
use super::meeting::Meeting;
use super::method::Purpose;
use super::participants::Attendee;
use super::people::Contact;
use super::recurrence::{ChangedMeeting, Recurrence};
use super::time_zone::{Change, ChangeDay, Zone};
use crate::german::weekday_code;

/// Who made the text, and from what.
const PRODUCT: &str = "-//statt//winmail.dat of Microsoft Outlook//EN";

/// What Exchange writes for somebody who has no address.
const NO_ADDRESS: &str = "invalid:nomail";

/// The iCalendar text of a meeting.
pub fn text(meeting: &Meeting) -> String {
    let mut lines = ContentLines::default();
    lines.push("BEGIN", "VCALENDAR");
    lines.push("PRODID", PRODUCT);
    lines.push("VERSION", "2.0");
    lines.push("METHOD", method(meeting));
    if let Some(zone) = meeting.clock.zone.as_ref().filter(|zone| !zone.is_utc() && !meeting.clock.all_day) {
        time_zone(&mut lines, zone);
    }
    event(&mut lines, meeting);
    // An answer names one attendee in each event, so it does not repeat what the organizer changed.
    let tells_changes = matches!(meeting.purpose, Purpose::Request | Purpose::Appointment);
    if let Some(recurrence) = meeting.recurrence.as_ref().filter(|_| tells_changes) {
        for changed in &recurrence.changed {
            changed_event(&mut lines, meeting, changed);
        }
    }
    lines.push("END", "VCALENDAR");
    lines.into_text()
}

fn method(meeting: &Meeting) -> &'static str {
    match meeting.purpose {
        Purpose::Request => "REQUEST",
        Purpose::Cancellation => "CANCEL",
        Purpose::Response(_) if meeting.proposed.is_some() => "COUNTER",
        Purpose::Response(_) => "REPLY",
        Purpose::Appointment => "PUBLISH",
    }
}

fn event(lines: &mut ContentLines, meeting: &Meeting) {
    let clock = &meeting.clock;
    lines.push("BEGIN", "VEVENT");
    identity(lines, meeting);
    if let Some(instance) = meeting.instance {
        clock.write(lines, "RECURRENCE-ID", &[instance]);
    }
    people(lines, meeting);
    if let Some(summary) = &meeting.summary {
        lines.push_text("SUMMARY", summary);
    }
    if let Some(text) = &meeting.text {
        let name = if matches!(meeting.purpose, Purpose::Response(_)) { "COMMENT" } else { "DESCRIPTION" };
        lines.push_text(name, text);
    }
    if let Some(location) = &meeting.location {
        lines.push_text("LOCATION", location);
    }
    if !meeting.categories.is_empty() {
        lines.push_texts("CATEGORIES", &meeting.categories);
    }
    match meeting.proposed {
        Some((start, end)) => {
            span(lines, clock, ["DTSTART", "DTEND"], Some(start), end);
            span(lines, clock, ["X-MS-OLK-ORIGINALSTART", "X-MS-OLK-ORIGINALEND"], meeting.start, meeting.end);
        }
        None => span(lines, clock, ["DTSTART", "DTEND"], meeting.start, meeting.end),
    }
    if let Some(recurrence) = &meeting.recurrence {
        series(lines, clock, recurrence);
    }
    classification(lines, meeting);
    lines.push("END", "VEVENT");
}

/// What each event of the calendar has.
fn identity(lines: &mut ContentLines, meeting: &Meeting) {
    lines.push_text("UID", &meeting.uid);
    // The property must be there; 1970 stands for «not known».
    let stamp = meeting.stamp.map_or_else(|| "19700101T000000Z".to_owned(), |stamp| When::Utc(stamp).text());
    lines.push("DTSTAMP", &stamp);
    lines.push("SEQUENCE", &meeting.sequence.to_string());
    match meeting.purpose {
        Purpose::Cancellation => lines.push("STATUS", "CANCELLED"),
        Purpose::Request => lines.push("STATUS", "CONFIRMED"),
        Purpose::Response(_) | Purpose::Appointment => {}
    }
}

fn people(lines: &mut ContentLines, meeting: &Meeting) {
    let participants = &meeting.participants;
    let sent_by = participants.sent_by.as_ref().and_then(|contact| contact.address.as_ref());
    let sent_by = sent_by.map(|address| format!("mailto:{}", address.written()));
    let is_response = matches!(meeting.purpose, Purpose::Response(_));
    if let Some(organizer) = &participants.organizer {
        let sent_by = sent_by.as_deref().filter(|_| !is_response);
        person(lines, "ORGANIZER", organizer, &[], sent_by);
    }
    let asked = if meeting.response_requested { "TRUE" } else { "FALSE" };
    for Attendee { contact, role, kind, status } in &participants.attendees {
        let status = ("PARTSTAT", *status);
        if is_response {
            person(lines, "ATTENDEE", contact, &[status], sent_by.as_deref());
        } else {
            let parameters = [("CUTYPE", *kind), ("ROLE", *role), status, ("RSVP", asked)];
            let is_request = meeting.purpose == Purpose::Request;
            person(lines, "ATTENDEE", contact, &parameters[..if is_request { 4 } else { 2 }], None);
        }
    }
}

fn person(
    lines: &mut ContentLines,
    property: &str,
    contact: &Contact,
    parameters: &[(&str, &str)],
    sent_by: Option<&str>,
) {
    let mut parameters = parameters.to_vec();
    parameters.extend(contact.name.as_deref().map(|name| ("CN", name)));
    parameters.extend(sent_by.map(|address| ("SENT-BY", address)));
    let address = contact.address.as_ref().map(|address| format!("mailto:{}", address.written()));
    lines.push_with(property, &parameters, address.as_deref().unwrap_or(NO_ADDRESS));
}

fn span(lines: &mut ContentLines, clock: &Clock, names: [&str; 2], start: Option<When>, end: Option<When>) {
    for (name, time) in names.into_iter().zip([start, end]) {
        if let Some(time) = time {
            clock.write(lines, name, &[time]);
        }
    }
}

fn series(lines: &mut ContentLines, clock: &Clock, recurrence: &Recurrence) {
    lines.push("RRULE", &recurrence.rule(|end| clock.until(end)));
    let cancelled: Vec<When> = recurrence.cancelled.iter().map(|start| clock.at_local(*start)).collect();
    clock.write(lines, "EXDATE", &cancelled);
}

/// One meeting of a series that differs from its pattern.
fn changed_event(lines: &mut ContentLines, meeting: &Meeting, changed: &ChangedMeeting) {
    let clock = &meeting.clock;
    lines.push("BEGIN", "VEVENT");
    identity(lines, meeting);
    clock.write(lines, "RECURRENCE-ID", &[clock.at_local(changed.original)]);
    if let Some(organizer) = &meeting.participants.organizer {
        person(lines, "ORGANIZER", organizer, &[], None);
    }
    if let Some(summary) = changed.subject.as_ref().or(meeting.summary.as_ref()) {
        lines.push_text("SUMMARY", summary);
    }
    if let Some(location) = changed.location.as_ref().or(meeting.location.as_ref()) {
        lines.push_text("LOCATION", location);
    }
    let start = clock.at_local(changed.start);
    let end = start.until(Some(clock.at_local(changed.end)));
    span(lines, clock, ["DTSTART", "DTEND"], Some(start), end);
    lines.push("END", "VEVENT");
}

fn classification(lines: &mut ContentLines, meeting: &Meeting) {
    let status = |status: Option<i64>| status.and_then(busy_word);
    let (busy, intended) = (status(meeting.busy_status), status(meeting.intended_status));
    lines.push("TRANSP", if intended.or(busy) == Some("FREE") { "TRANSPARENT" } else { "OPAQUE" });
    match meeting.importance {
        Some(0) => lines.push("PRIORITY", "9"),
        Some(2) => lines.push("PRIORITY", "1"),
        _ => {}
    }
    match meeting.sensitivity {
        Some(1 | 2) => lines.push("CLASS", "PRIVATE"),
        Some(3) => lines.push("CLASS", "CONFIDENTIAL"),
        _ => {}
    }
    let optional = [
        ("X-MICROSOFT-CDO-BUSYSTATUS", busy.map(str::to_owned)),
        ("X-MICROSOFT-CDO-INTENDEDSTATUS", intended.map(str::to_owned)),
        ("X-MICROSOFT-CDO-IMPORTANCE", meeting.importance.map(|importance| importance.to_string())),
        ("X-MICROSOFT-CDO-OWNERAPPTID", meeting.owner_appointment.map(|id| id.to_string())),
        ("X-MICROSOFT-DISALLOW-COUNTER", meeting.counter_forbidden.map(|forbidden| upper(forbidden).to_owned())),
    ];
    lines.push("X-MICROSOFT-CDO-APPT-SEQUENCE", &meeting.sequence.to_string());
    lines.push("X-MICROSOFT-CDO-ALLDAYEVENT", upper(meeting.clock.all_day));
    lines.push("X-MICROSOFT-CDO-INSTTYPE", instance_type(meeting));
    for (name, value) in optional {
        if let Some(value) = value {
            lines.push(name, &value);
        }
    }
}

/// A single meeting, a series, or one of a series.
fn instance_type(meeting: &Meeting) -> &'static str {
    match (&meeting.recurrence, meeting.instance) {
        (_, Some(_)) => "3",
        (Some(_), None) => "1",
        (None, None) => "0",
    }
}

fn upper(flag: bool) -> &'static str {
    if flag { "TRUE" } else { "FALSE" }
}

fn busy_word(status: i64) -> Option<&'static str> {
    ["FREE", "TENTATIVE", "BUSY", "OOF", "WORKINGELSEWHERE"].get(usize::try_from(status).ok()?).copied()
}

fn time_zone(lines: &mut ContentLines, zone: &Zone) {
    lines.push("BEGIN", "VTIMEZONE");
    lines.push_text("TZID", &zone.name);
    match zone.daylight {
        Some(daylight) => {
            observance(lines, "STANDARD", daylight.offset, zone.standard, Some(daylight.ends));
            observance(lines, "DAYLIGHT", zone.standard, daylight.offset, Some(daylight.begins));
        }
        None => observance(lines, "STANDARD", zone.standard, zone.standard, None),
    }
    lines.push("END", "VTIMEZONE");
}

fn observance(lines: &mut ContentLines, kind: &str, from: i32, to: i32, change: Option<Change>) {
    lines.push("BEGIN", kind);
    let first = change.and_then(|change| change.in_year(1970));
    lines.push("DTSTART", &first.map_or_else(|| "19700101T000000".to_owned(), |time| When::Local(time).text()));
    if let Some(change) = change {
        let day = match change.day {
            ChangeDay::Nth(5, day) => format!("BYDAY=-1{}", weekday_code(day)),
            ChangeDay::Nth(nth, day) => format!("BYDAY={nth}{}", weekday_code(day)),
            ChangeDay::Fixed(day) => format!("BYMONTHDAY={day}"),
        };
        lines.push("RRULE", &format!("FREQ=YEARLY;BYMONTH={};{day}", change.month));
    }
    lines.push("TZOFFSETFROM", &offset(from));
    lines.push("TZOFFSETTO", &offset(to));
    lines.push("END", kind);
}

fn offset(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}{:02}", minutes.abs() / 60, minutes.abs() % 60)
}
