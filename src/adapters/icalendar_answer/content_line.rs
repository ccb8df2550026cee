//! One property of a calendar (RFC 5545 §3.1): read tolerantly, written strictly.

use super::text;

/// A property with its parameters, free of characters that could end its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ContentLine {
    /// In upper case.
    pub name: String,
    pub parameters: Vec<Parameter>,
    /// As written, escapes and all.
    pub value: String,
}

/// A parameter (RFC 5545 §3.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parameter {
    /// In upper case.
    pub name: String,
    /// Without quotes; more than one only in lists of addresses.
    pub values: Vec<String>,
}

/// Nobody needs more; what is beyond is dropped.
const MAX_PARAMETERS: usize = 50;
const MAX_VALUES: usize = 100;
/// RFC 5545 §3.1, without the line break.
const MAX_OCTETS: usize = 75;
/// The only parameters that hold lists; elsewhere a bare comma was meant as one.
const LISTS: [&str; 3] = ["MEMBER", "DELEGATED-TO", "DELEGATED-FROM"];

impl ContentLine {
    /// A property without parameters; the value must be in its written form.
    pub fn new(name: &str, value: impl Into<String>) -> Self {
        let value: String = value.into();
        Self { name: name.to_owned(), parameters: Vec::new(), value: text::harmless(&value) }
    }

    /// The property on an unfolded line; `None` where it is none.
    pub fn read(line: &str) -> Option<Self> {
        let end = line.find([':', ';'])?;
        let name = line[..end].trim().to_ascii_uppercase();
        if !is_token(&name) {
            return None;
        }
        let mut rest = &line[end..];
        let mut parameters = Vec::new();
        while let Some(after) = rest.strip_prefix(';') {
            let (parameter, left) = Parameter::read(after);
            parameters.extend(parameter.filter(|_| parameters.len() < MAX_PARAMETERS));
            rest = left;
        }
        let value = text::harmless(rest.strip_prefix(':')?);
        let mut property = Self { name, parameters, value };
        property.mend();
        Some(property)
    }

    /// Gives a bare colon back to the parameter that it belonged to (`TZID=(GMT-08:00) Pacific:2026…`, `CN=A: B:mailto:…`).
    fn mend(&mut self) {
        let at = match self.name.as_str() {
            "ATTENDEE" | "ORGANIZER" => self.value.to_ascii_lowercase().find(":mailto:"),
            "DTSTART" | "DTEND" | "RECURRENCE-ID" => self.value.rfind(':'),
            _ => None,
        };
        if let Some(at) = at
            && let Some(value) = self.parameters.last_mut().and_then(|parameter| parameter.values.last_mut())
        {
            let lost = self.value.split_off(at);
            let lost = std::mem::replace(&mut self.value, lost[1..].to_owned());
            *value = harmless_value(&format!("{value}:{}", lost.split(';').next().unwrap_or("")));
        }
    }

    /// The same with another parameter.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        let value = harmless_value(value);
        if !value.is_empty() {
            self.parameters.push(Parameter { name: name.to_owned(), values: vec![value] });
        }
        self
    }

    /// The same with no other parameters than those wanted.
    #[must_use]
    pub fn keeping(mut self, wanted: impl Fn(&str) -> bool) -> Self {
        self.parameters.retain(|parameter| wanted(&parameter.name));
        self
    }

    /// The first value of a parameter.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|parameter| parameter.name == name)?.values.first().map(String::as_str)
    }

    /// Writes it, folded between characters (RFC 5545 §3.1).
    pub fn write(&self, out: &mut String) {
        let mut line = self.name.clone();
        for parameter in &self.parameters {
            line.push(';');
            line.push_str(&parameter.name);
            for (position, value) in parameter.values.iter().enumerate() {
                line.push(if position == 0 { '=' } else { ',' });
                // Quotes only where they must be: Outlook does not know a zone whose TZID is in quotes.
                let quote = if value.contains([':', ';', ',']) { "\"" } else { "" };
                line.extend([quote, value.as_str(), quote]);
            }
        }
        line.push(':');
        line.push_str(&self.value);
        let mut room = MAX_OCTETS;
        for character in line.chars() {
            let octets = character.len_utf8();
            if octets > room {
                out.push_str("\r\n ");
                room = MAX_OCTETS - 1;
            }
            out.push(character);
            room -= octets;
        }
        out.push_str("\r\n");
    }
}

impl Parameter {
    /// The parameter after a semicolon, and what follows it.
    fn read(text: &str) -> (Option<Self>, &str) {
        let end = text.find([';', ':']).unwrap_or(text.len());
        let Some(equals) = text[..end].find('=') else { return (None, &text[end..]) };
        let name = text[..equals].trim().to_ascii_uppercase();
        let mut rest = &text[equals..];
        let mut values = Vec::new();
        while let Some(after) = rest.strip_prefix(['=', ',']).filter(|_| values.is_empty() || rest.starts_with(',')) {
            let (value, left) = one_value(after);
            if values.len() < MAX_VALUES {
                values.push(value);
            }
            rest = left;
        }
        let joined = values.join(",");
        let values = if LISTS.contains(&name.as_str()) { values } else { vec![joined.as_str()] };
        let mut values: Vec<String> = values.into_iter().map(harmless_value).collect();
        values.retain(|value| !value.is_empty());
        let usable = is_token(&name) && !values.is_empty();
        (usable.then_some(Self { name, values }), rest)
    }
}

/// A parameter's value, in quotes or not, and what follows it from the next `,`, `;` or `:` on.
fn one_value(text: &str) -> (&str, &str) {
    let end_of = |text: &str| text.find([',', ';', ':']).unwrap_or(text.len());
    match text.strip_prefix('"').and_then(|quoted| quoted.split_once('"')) {
        Some((value, rest)) => (value, &rest[end_of(rest)..]),
        None => text.split_at(end_of(text)),
    }
}

fn is_token(name: &str) -> bool {
    !name.is_empty() && name.len() <= 100 && name.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-')
}

/// A parameter's value without what it cannot hold (RFC 5545 §3.1: QSAFE-CHAR).
fn harmless_value(value: &str) -> String {
    text::harmless(value).replace('"', "'").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rewritten(line: &str) -> Option<String> {
        let mut out = String::new();
        ContentLine::read(line)?.write(&mut out);
        Some(out.trim_end_matches("\r\n").to_owned())
    }

    #[test]
    fn properties_are_read_and_written_again() {
        let cases = [
            ("UID:040000008200E00074C5B7101A82E008", Some("UID:040000008200E00074C5B7101A82E008")),
            ("summary;LANGUAGE=de:Jour fixe\\, Raum", Some("SUMMARY;LANGUAGE=de:Jour fixe\\, Raum")),
            (
                "ORGANIZER;CN=\"Weber, Jana\":MAILTO:J@a.example",
                Some("ORGANIZER;CN=\"Weber, Jana\":MAILTO:J@a.example"),
            ),
            ("ORGANIZER;CN=Weber, Jana:mailto:j@a.example", Some("ORGANIZER;CN=\"Weber, Jana\":mailto:j@a.example")),
            ("ORGANIZER;CN=Bau: Anna:mailto:j@a.example", Some("ORGANIZER;CN=\"Bau: Anna\":mailto:j@a.example")),
            ("ATTENDEE;CN=\"Jana\":mailto:j@a.example", Some("ATTENDEE;CN=Jana:mailto:j@a.example")),
            ("ATTENDEE;CN=;RSVP=TRUE;X:mailto:j@a.example", Some("ATTENDEE;RSVP=TRUE:mailto:j@a.example")),
            (
                "ATTENDEE;MEMBER=\"mailto:a@a.example\",\"mailto:b@a.example\":mailto:j@a.example",
                Some("ATTENDEE;MEMBER=\"mailto:a@a.example\",\"mailto:b@a.example\":mailto:j@a.example"),
            ),
            (
                "DTSTART;TZID=W. Europe Standard Time:20261126T140000",
                Some("DTSTART;TZID=W. Europe Standard Time:20261126T140000"),
            ),
            (
                "DTSTART;TZID=(GMT-08:00) Pacific:20261126T140000",
                Some("DTSTART;TZID=\"(GMT-08:00) Pacific\":20261126T140000"),
            ),
            ("SUMMARY:a\u{0}b\u{7}c\r", Some("SUMMARY:abc")),
            ("BEGIN", None),
            ("Guten Tag: alles gut", None),
            ("", None),
        ];
        for (line, expected) in cases {
            assert_eq!(rewritten(line).map(|line| line.replace("\r\n ", "")).as_deref(), expected, "{line:?}");
        }
    }

    #[test]
    fn folding_never_splits_a_character() {
        let line = ContentLine::new("SUMMARY", "ä".repeat(80));
        let mut out = String::new();
        line.write(&mut out);
        assert!(out.split("\r\n").all(|piece| piece.len() <= 75));
        assert_eq!(out.replace("\r\n ", ""), format!("SUMMARY:{}\r\n", "ä".repeat(80)));
    }

    proptest! {
        #[test]
        fn whatever_is_read_stays_one_line(line in any::<String>(), tail in "[A-Za-z;=:,\" \\\\\r\n\t]{0,60}") {
            for line in [format!("{line}{tail}"), format!("ATTENDEE;{tail}{line}"), format!("X-A;{line}{tail}:{line}")] {
                if let Some(written) = rewritten(&line) {
                    prop_assert!(written.split("\r\n").all(|piece| piece.len() <= 75));
                    let unfolded = written.replace("\r\n ", "");
                    let breaks = unfolded.contains(['\r', '\n']);
                    prop_assert!(!breaks);
                    // What was written once is written the same again.
                    prop_assert_eq!(rewritten(&unfolded), Some(written));
                }
            }
        }
    }
}
