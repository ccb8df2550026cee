//! Meetings from their bytes to their calendar.

mod answers;
mod corpus;
mod hostile;
mod requests;
mod series;
mod writer;

use writer::{Props, Set};

/// The lines of a calendar, unfolded, after a check of what every calendar must keep.
fn lines(calendar: &str) -> Vec<String> {
    assert!(calendar.ends_with("END:VCALENDAR\r\n"), "{calendar}");
    for line in calendar.trim_end().split("\r\n") {
        assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line:?}");
    }
    let lines: Vec<String> = calendar.replace("\r\n ", "").lines().map(str::to_owned).collect();
    for needed in ["PRODID", "VERSION", "METHOD", "UID", "DTSTAMP"] {
        assert!(lines.iter().any(|line| line.starts_with(&format!("{needed}:"))), "{needed} in {calendar}");
    }
    for component in ["VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT"] {
        let count = |word| lines.iter().filter(|line| **line == format!("{word}:{component}")).count();
        assert_eq!(count("BEGIN"), count("END"), "{component} in {calendar}");
    }
    lines
}

/// The calendar of a file that certainly holds a meeting and gives no cause for a warning.
fn meeting(file: &[u8]) -> Vec<String> {
    let reading = super::meeting_calendar(file);
    assert_eq!(reading.warnings, Vec::<String>::new());
    lines(&reading.value.expect("a meeting"))
}

/// Asserts that a calendar has these lines, in this order.
fn assert_lines(calendar: &[String], expected: &[&str]) {
    let mut rest = calendar.iter();
    for line in expected {
        assert!(rest.any(|found| found == line), "{line:?} is not (at its place) in\n{}", calendar.join("\n"));
    }
}

/// Asserts that a calendar has no property of these names.
fn assert_without(calendar: &[String], names: &[&str]) {
    for name in names {
        let found = calendar.iter().find(|line| line.split([':', ';']).next() == Some(name));
        assert_eq!(found, None);
    }
}

/// What the examples share: a meeting of Jana Weber's on 26 November 2026, 14 to 15:30 in Berlin.
fn budget() -> Props {
    Props::default()
        .unicode(0x0037, "Budget 2027: Größe & Ziele")
        .unicode(0x0042, "Weber, Jana")
        .unicode(0x0064, "SMTP")
        .unicode(0x0065, "jana.weber@kunde.example")
        .time((Set::Meeting, 0x1a), "2026-11-20T09:00:00Z")
        .time((Set::Appointment, 0x820d), "2026-11-26T13:00:00Z")
        .time((Set::Appointment, 0x820e), "2026-11-26T14:30:00Z")
        .binary((Set::Appointment, 0x825e), &writer::berlin_definition())
        .binary((Set::Meeting, 0x03), &writer::global_id(None, &[0xab]))
}

/// Somebody invited: name, kind of address, address, `PR_RECIPIENT_TYPE`.
fn recipient(name: &str, kind: &str, address: &str, part: i32) -> Props {
    Props::default().long(0x0c15, part).unicode(0x3001, name).unicode(0x3002, kind).unicode(0x3003, address)
}
