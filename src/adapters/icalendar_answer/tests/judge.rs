//! A strict reader of what is written: RFC 5545 §3.1 to the letter, and nothing that was not meant.

use calcard::icalendar::{ICalendar, ICalendarComponentType};

const ALWAYS: [&str; 14] = [
    "UID",
    "RECURRENCE-ID",
    "SEQUENCE",
    "DTSTAMP",
    "ORGANIZER",
    "ATTENDEE",
    "DTSTART",
    "DTEND",
    "DURATION",
    "SUMMARY",
    "LOCATION",
    "COMMENT",
    "BEGIN",
    "END",
];
const IN_REPLY: [&str; 1] = ["X-MICROSOFT-CDO-"];
const IN_COUNTER: [&str; 5] = ["X-MICROSOFT-CDO-", "X-MS-OLK-ORIGINAL", "RRULE", "RDATE", "EXDATE"];
const IN_REQUEST: [&str; 17] = [
    "X-",
    "RRULE",
    "RDATE",
    "EXDATE",
    "DESCRIPTION",
    "CONTACT",
    "CREATED",
    "LAST-MODIFIED",
    "STATUS",
    "TRANSP",
    "CLASS",
    "PRIORITY",
    "URL",
    "CONFERENCE",
    "ATTACH",
    "CATEGORIES",
    "COMMENT",
];
const IN_ZONES: [&str; 10] =
    ["BEGIN", "END", "TZID", "X-LIC-LOCATION", "DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME", "RRULE", "RDATE"];

/// What is wrong with a written calendar.
pub(super) fn faults(text: &str, method: &str) -> Result<(), String> {
    if !text.ends_with("\r\n") || text.replace("\r\n", "").contains(['\r', '\n']) {
        return Err("a line does not end with CRLF".to_owned());
    }
    if let Some(long) = text.split("\r\n").find(|line| line.len() > 75) {
        return Err(format!("a line of {} octets: {long}", long.len()));
    }
    if let Some(control) = text.chars().find(|c| c.is_control() && !"\r\n\t".contains(*c)) {
        return Err(format!("a control character: {control:?}"));
    }
    let unfolded = text.replace("\r\n ", "");
    let lines: Vec<&str> = unfolded.trim_end_matches("\r\n").split("\r\n").collect();
    let product = concat!("PRODID:-//statt//statt ", env!("CARGO_PKG_VERSION"), "//DE");
    let method_line = format!("METHOD:{method}");
    let head = ["BEGIN:VCALENDAR", product, "VERSION:2.0", "CALSCALE:GREGORIAN", &method_line];
    let (true, Some(["END:VCALENDAR"])) = (lines.starts_with(&head), lines.get(lines.len() - 1..)) else {
        return Err(format!("head or tail: {unfolded}"));
    };
    let mut open: Vec<&str> = Vec::new();
    let (mut events, mut attendees) = (0, 0);
    for line in &lines[head.len()..lines.len() - 1] {
        let name = name(line).ok_or_else(|| format!("no property: {line}"))?;
        let component = line.split_once(':').map_or("", |(_, component)| component);
        match (name, open.as_slice(), component) {
            ("BEGIN", [], "VTIMEZONE" | "VEVENT") | ("BEGIN", ["VTIMEZONE"], "STANDARD" | "DAYLIGHT") => {
                open.push(component);
            }
            ("END", [.., last], _) if *last == component => {
                open.pop();
            }
            ("BEGIN" | "END", _, _) | (_, [], _) => return Err(format!("out of place: {line}")),
            (_, ["VEVENT"], _) => {
                let more: &[&str] = match method {
                    "REPLY" => &IN_REPLY,
                    "COUNTER" => &IN_COUNTER,
                    _ => &IN_REQUEST,
                };
                let meant = ALWAYS.contains(&name) || more.iter().any(|start| name.starts_with(start));
                if !meant {
                    return Err(format!("not meant: {line}"));
                }
                attendees += usize::from(name == "ATTENDEE");
                events += usize::from(name == "UID");
            }
            _ if IN_ZONES.contains(&name) => {}
            _ => return Err(format!("not meant in a zone: {line}")),
        }
    }
    if method != "REQUEST" && (events, attendees) != (1, 1) {
        return Err(format!("{events} VEVENTs, {attendees} ATTENDEEs"));
    }
    let Ok(parsed) = ICalendar::parse(text) else { return Err("calcard cannot read it".to_owned()) };
    let read = parsed.components.iter().filter(|part| part.component_type == ICalendarComponentType::VEvent).count();
    if read == events { Ok(()) } else { Err(format!("calcard reads {read} VEVENTs of {events}")) }
}

/// The name of a well-formed content line.
fn name(line: &str) -> Option<&str> {
    let token = |text: &str| {
        !text.is_empty() && text.bytes().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == b'-')
    };
    let end = line.find([';', ':'])?;
    let mut rest = &line[end..];
    while let Some(parameter) = rest.strip_prefix(';') {
        let (parameter, mut value) = parameter.split_once('=')?;
        if !token(parameter) {
            return None;
        }
        loop {
            value = match value.strip_prefix('"') {
                Some(quoted) => quoted.split_once('"')?.1,
                None => value.find([',', ';', ':', '"']).map(|end| &value[end..])?,
            };
            match value.strip_prefix(',') {
                Some(next) => value = next,
                None => break,
            }
        }
        rest = value;
    }
    (token(&line[..end]) && rest.starts_with(':')).then_some(&line[..end])
}
