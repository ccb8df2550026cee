//! iCalendar text → text whose every line is one property, whatever happened to it on its way.

use calcard::common::IanaParse;
use calcard::icalendar::ICalendarProperty;

/// Unfolds the lines (RFC 5545 §3.1) and mends what breaks a parser: line ends of any kind and number, empty lines,
/// lines that were never folded, quoted-printable of vCalendar 1.0, unquoted colons in TZID.
pub(super) fn repaired(text: &str) -> String {
    let mut whole = String::with_capacity(text.len() + 64);
    for line in with_texts_joined(unfolded(text)) {
        whole.push_str(&quoted_zone(&line).unwrap_or(line));
        whole.push('\n');
    }
    whole
}

fn unfolded(text: &str) -> Vec<String> {
    let text = text.trim_start_matches(['\u{feff}', '\0', ' ', '\t', '\r', '\n']);
    let mut lines: Vec<String> = Vec::new();
    for line in text.split(['\r', '\n']).filter(|line| !line.is_empty()) {
        match lines.last_mut() {
            Some(last) if line.starts_with([' ', '\t']) => last.push_str(&line[1..]),
            Some(last) if is_open_quoted_printable(last) => {
                last.pop();
                last.push_str(line);
            }
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

/// Joins the lines of texts that somebody wrote over several lines without folding them; drops other rubbish.
fn with_texts_joined(lines: Vec<String>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::with_capacity(lines.len());
    for line in lines {
        if is_property(&line) {
            joined.push(line);
        } else if let Some(text) = joined.last_mut().filter(|last| is_text(last)) {
            text.push_str("\\n");
            text.push_str(&line);
        }
    }
    joined
}

/// What makes each VEVENT recur, as it was written and in order: its RRULE, else its RDATE with that name before it.
pub(super) fn rules_as_written(repaired: &str) -> Vec<Option<String>> {
    let mut rules: Vec<Option<String>> = Vec::new();
    for line in repaired.lines() {
        let Some((property, value)) = line.split_once(':') else { continue };
        let (name, value) = (name(line).to_ascii_uppercase(), value.trim());
        match (name.as_str(), rules.last_mut()) {
            ("BEGIN", _) if value.eq_ignore_ascii_case("VEVENT") => rules.push(None),
            ("RRULE", Some(rule)) if rule.as_deref().is_none_or(|rule| rule.starts_with("RDATE")) => {
                *rule = Some(value.to_owned());
            }
            ("RDATE", Some(rule @ None)) if !value.is_empty() => *rule = Some(format!("{}:{value}", property.trim())),
            _ => {}
        }
    }
    rules
}

/// The name of the property on a line.
fn name(line: &str) -> &str {
    line[..line.find([':', ';']).unwrap_or(0)].trim()
}

/// Whether a line is a property: its name is known, an extension, or looks like one that nobody here knows
/// (`DTSTAR;TZID=…`, but neither `WICHTIG: …` nor `HTTPS://…`).
fn is_property(line: &str) -> bool {
    let name = name(line);
    if name.is_empty() || !name.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-') {
        return false;
    }
    let is_extension = name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("X-"));
    let value = &line[line.find([':', ';']).unwrap_or(0)..];
    let may_be_one = !name.bytes().any(|c| c.is_ascii_lowercase()) && !value[1..].starts_with([' ', '/']);
    is_extension || may_be_one || ICalendarProperty::parse(name.as_bytes()).is_some()
}

/// Whether the line is a property of free text, whose lines may have been broken.
fn is_text(line: &str) -> bool {
    ["DESCRIPTION", "COMMENT", "SUMMARY", "LOCATION", "X-ALT-DESC"]
        .iter()
        .any(|text| name(line).eq_ignore_ascii_case(text))
}

/// Whether the line is encoded as vCalendar 1.0 does it and goes on in the next one.
fn is_open_quoted_printable(line: &str) -> bool {
    line.ends_with('=') && line.split(':').next().unwrap_or("").to_ascii_uppercase().contains("QUOTED-PRINTABLE")
}

/// `DTSTART;TZID=(GMT-08:00) Pacific Time:20261126T140000` with its zone in quotes, as it should have been.
fn quoted_zone(line: &str) -> Option<String> {
    const TZID: &str = ";TZID=";
    let (parameters, value) = line.rsplit_once(':')?;
    let at = parameters.to_ascii_uppercase().find(TZID)? + TZID.len();
    let zone = parameters.get(at..)?;
    let is_date = value.trim_start().starts_with(|c: char| c.is_ascii_digit());
    (zone.contains(':') && !zone.contains('"') && is_date).then(|| {
        // Further parameters after the zone stay outside of its quotes.
        let (zone, rest) = zone.split_at(zone.find(';').unwrap_or(zone.len()));
        format!("{}\"{zone}\"{rest}:{value}", &parameters[..at])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_mended() {
        let cases = [
            ("A-X:1\r\nSUMMARY:a\r\n  b\r\n\tc", "SUMMARY:a bc\n"),
            ("SUMMARY:a\rLOCATION:b\r", "SUMMARY:a\nLOCATION:b\n"),
            ("SUMMARY\r\n :a\r\nUID\r\n :1", "SUMMARY:a\nUID:1\n"),
            ("SUMMARY:a\nDTSTAR;TZID=x:1\nUID:1", "SUMMARY:a\nDTSTAR;TZID=x:1\nUID:1\n"),
            ("DESCRIPTION:a\nWICHTIG: b\nHTTPS://c", "DESCRIPTION:a\\nWICHTIG: b\\nHTTPS://c\n"),
            ("SUMMARY:a\r\r\n  b\r\r\nUID:1\r\r\n", "SUMMARY:a b\nUID:1\n"),
            ("DESCRIPTION:a\n\n b\n\n\nUID:1", "DESCRIPTION:ab\nUID:1\n"),
            (
                "DESCRIPTION:Guten Tag,\nhttps://zoom.us/j/1\nBis dann: morgen\nUID:1",
                "DESCRIPTION:Guten Tag,\\nhttps://zoom.us/j/1\\nBis dann: morgen\nUID:1\n",
            ),
            ("UID:1\nMüll ohne Sinn\nsummary:a", "UID:1\nsummary:a\n"),
            (
                "DESCRIPTION;ENCODING=QUOTED-PRINTABLE:a=0D=0A=\nb\nUID:1",
                "DESCRIPTION;ENCODING=QUOTED-PRINTABLE:a=0D=0Ab\nUID:1\n",
            ),
            (
                "DTSTART;TZID=(GMT-08:00) Pacific:20261126T140000",
                "DTSTART;TZID=\"(GMT-08:00) Pacific\":20261126T140000\n",
            ),
            ("DTSTART;TZID=Europe/Berlin:20261126T140000", "DTSTART;TZID=Europe/Berlin:20261126T140000\n"),
        ];
        for (text, expected) in cases {
            let mended = repaired(text);
            assert_eq!(mended.trim_start_matches("A-X:1\n"), expected, "{text:?}");
        }
    }

    #[test]
    fn rules_are_kept_as_written() {
        let text = "BEGIN:VEVENT\nUID:1\nEND:VEVENT\nBEGIN:VEVENT\nRDATE:20261201\nRRULE:FREQ=WEEKLY;WKST=MO\nEND:VEVENT\n\
                    BEGIN:VEVENT\nRDATE;VALUE=DATE:20261201\nEND:VEVENT\n";
        let expected = [None, Some("FREQ=WEEKLY;WKST=MO"), Some("RDATE;VALUE=DATE:20261201")];
        assert_eq!(rules_as_written(text), expected.map(|rule| rule.map(ToOwned::to_owned)));
    }
}
