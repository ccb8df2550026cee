//! Content lines of iCalendar: quoting, escaping, folding (RFC 5545 §3.1, §3.3.11).

/// No line of the file is longer than this many octets.
const MAX_OCTETS: usize = 75;

/// A calendar that is being written.
#[derive(Debug, Default)]
pub struct ContentLines {
    text: String,
}

impl ContentLines {
    /// Writes a property whose value is no text: a time, a number, an address.
    pub fn push(&mut self, name: &str, value: &str) {
        self.push_with(name, &[], value);
    }

    /// The same with parameters.
    pub fn push_with(&mut self, name: &str, parameters: &[(&str, &str)], value: &str) {
        let mut line = String::from(name);
        for (parameter, value) in parameters {
            line.extend([";", parameter, "=", &quoted(value)]);
        }
        line.push(':');
        line.extend(value.chars().filter(|c| !c.is_control()));
        self.fold(&line);
    }

    /// Writes a property whose value is a text of any kind.
    pub fn push_text(&mut self, name: &str, text: &str) {
        self.fold(&format!("{name}:{}", escaped(text)));
    }

    /// Writes a property whose value is a list of texts.
    pub fn push_texts(&mut self, name: &str, texts: &[String]) {
        let list: Vec<String> = texts.iter().map(|text| escaped(text)).collect();
        self.fold(&format!("{name}:{}", list.join(",")));
    }

    /// The finished text.
    pub fn into_text(self) -> String {
        self.text
    }

    fn fold(&mut self, line: &str) {
        let mut octets = 0;
        for character in line.chars() {
            if octets + character.len_utf8() > MAX_OCTETS {
                self.text.push_str("\r\n ");
                octets = 1;
            }
            self.text.push(character);
            octets += character.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}

/// A parameter's value; a quotation mark cannot stand in it and becomes an apostrophe.
fn quoted(value: &str) -> String {
    let value: String = value.chars().filter(|c| !c.is_control()).map(|c| if c == '"' { '\'' } else { c }).collect();
    let is_plain = value.chars().all(|c| c.is_ascii_alphanumeric() || "-_.@/+".contains(c));
    if is_plain && !value.is_empty() { value } else { format!("\"{value}\"") }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' | ';' | ',' => escaped.extend(['\\', character]),
            '\r' if characters.peek() == Some(&'\n') => {}
            '\r' | '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push('\t'),
            other if other.is_control() => {}
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut ContentLines)) -> String {
        let mut lines = ContentLines::default();
        write(&mut lines);
        lines.into_text()
    }

    #[test]
    fn texts_are_escaped_and_parameters_quoted() {
        let text = written(|lines| {
            lines.push_text("SUMMARY", "A; B, C\\D\r\nE\u{7}");
            lines.push_with(
                "ATTENDEE",
                &[("ROLE", "CHAIR"), ("CN", "Weber, \"Jana\"\r\nX:")],
                "mailto:a@b.example\r\nEVIL:1",
            );
        });
        assert_eq!(
            text.replace("\r\n ", ""),
            "SUMMARY:A\\; B\\, C\\\\D\\nE\r\nATTENDEE;ROLE=CHAIR;CN=\"Weber, 'Jana'X:\":mailto:a@b.exampleEVIL:1\r\n"
        );
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        let summary = "Größe ".repeat(40);
        let text = written(|lines| lines.push_text("SUMMARY", &summary));
        assert!(text.split("\r\n").all(|line| line.len() <= MAX_OCTETS), "{text}");
        assert_eq!(text.replace("\r\n ", ""), format!("SUMMARY:{summary}\r\n"));
    }
}
