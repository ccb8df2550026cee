//! What a server answers (RFC 5321 §4.2), read with patience for small faults and none for endless or senseless text.

use std::fmt;

use super::status_words;

/// A line may be so long; RFC 5321 says 512.
pub(super) const LONGEST_LINE: usize = 4096;

/// An answer may have so many lines.
pub(super) const MOST_LINES: usize = 256;

/// A whole answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// Its code, 200 to 599.
    pub code: u16,
    /// Its lines without the code.
    pub lines: Vec<String>,
}

/// One line of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ReplyLine {
    pub code: u16,
    pub is_last: bool,
    pub text: String,
}

impl ReplyLine {
    /// Reads a line without its line break; none where it is no line of an answer.
    pub fn parse(line: &[u8]) -> Option<Self> {
        let (code, rest) = line.split_at_checked(3)?;
        let code = code.iter().all(u8::is_ascii_digit).then(|| std::str::from_utf8(code).ok())??.parse().ok()?;
        if !(200..600).contains(&code) {
            return None;
        }
        let (is_last, text) = match rest {
            [] => (true, rest),
            [b' ', text @ ..] => (true, text),
            [b'-', text @ ..] => (false, text),
            _ => return None,
        };
        Some(Self { code, is_last, text: String::from_utf8_lossy(text).into_owned() })
    }
}

impl Reply {
    /// 2yz: done.
    #[must_use]
    pub fn is_positive(&self) -> bool {
        self.code / 100 == 2
    }

    /// 4yz: not this time.
    #[must_use]
    pub fn is_temporary(&self) -> bool {
        self.code / 100 == 4
    }

    /// 5yz: never.
    #[must_use]
    pub fn is_permanent(&self) -> bool {
        self.code / 100 == 5
    }

    /// The enhanced status code (RFC 3463) that the text begins with.
    #[must_use]
    pub fn enhanced(&self) -> Option<(u16, u16, u16)> {
        let word = self.lines.first()?.split_whitespace().next()?;
        let mut numbers = word.split('.').map(|number| number.parse().ok());
        let code = (numbers.next()??, numbers.next()??, numbers.next()??);
        (numbers.next().is_none() && matches!(code.0, 2 | 4 | 5)).then_some(code)
    }

    /// The answer with what its status code means, where that is known.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self.enhanced().and_then(|(_, subject, detail)| status_words::meaning(subject, detail)) {
            Some(words) => format!("{self} ({words})"),
            None => self.to_string(),
        }
    }

    /// Takes out what must not be shown, for a server may repeat what it was told.
    pub(super) fn scrubbed(mut self, secrets: &[&str]) -> Self {
        for line in &mut self.lines {
            for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
                *line = line.replace(secret, "…");
            }
        }
        self
    }
}

/// The code and the text on one line, short and without anything that a terminal would obey.
impl fmt::Display for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:03}", self.code)?;
        // Many servers repeat the status code on every line.
        let repeated = self.enhanced().and_then(|_| self.lines.first()?.split_whitespace().next());
        let mut left = 400;
        for (position, line) in self.lines.iter().enumerate() {
            let line = line.trim();
            let line = match repeated {
                Some(word) if position > 0 => line.strip_prefix(word).map_or(line, str::trim_start),
                _ => line,
            };
            let space = (!line.is_empty()).then_some(' ');
            for character in space.into_iter().chain(line.chars()).take(left) {
                let shown = if is_unprintable(character) { '\u{fffd}' } else { character };
                write!(f, "{shown}")?;
                left -= 1;
            }
        }
        Ok(())
    }
}

fn is_unprintable(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(lines: &[&str]) -> Reply {
        let lines: Vec<_> = lines.iter().map(|line| ReplyLine::parse(line.as_bytes()).unwrap()).collect();
        Reply { code: lines[0].code, lines: lines.into_iter().map(|line| line.text).collect() }
    }

    #[test]
    fn lines_of_an_answer_and_what_is_none() {
        let line = |code, is_last, text: &str| Some(ReplyLine { code, is_last, text: text.to_owned() });
        let cases = [
            ("250 OK", line(250, true, "OK")),
            ("250-PIPELINING", line(250, false, "PIPELINING")),
            ("354", line(354, true, "")),
            ("250 ", line(250, true, "")),
            ("25", None),
            ("2500 OK", None),
            ("199 no", None),
            ("600 no", None),
            ("+OK POP3", None),
            ("", None),
            ("HTTP/1.1 400 Bad Request", None),
        ];
        for (text, expected) in cases {
            assert_eq!(ReplyLine::parse(text.as_bytes()), expected, "{text:?}");
        }
    }

    #[test]
    fn answers_are_shown_on_one_line_with_their_meaning() {
        let cases: [(&[&str], &str); 5] = [
            (&["250 2.0.0 Ok: queued as 4F"], "250 2.0.0 Ok: queued as 4F"),
            (
                &["550-5.1.1 The account does not exist.", "550 5.1.1 See help"],
                "550 5.1.1 The account does not exist. See help (there is no such mailbox)",
            ),
            (&["552 5.3.4 too big"], "552 5.3.4 too big (the mail is bigger than the server takes)"),
            (&["451 try \u{1b}[31mlater\u{202e}"], "451 try \u{fffd}[31mlater\u{fffd}"),
            (&["421"], "421"),
        ];
        for (lines, expected) in cases {
            assert_eq!(reply(lines).in_words(), expected);
        }
    }

    #[test]
    fn a_repeated_password_is_not_shown() {
        let reply = reply(&["535 bad login AGphbmEAZ2VoZWlt geheim"]).scrubbed(&["geheim", "AGphbmEAZ2VoZWlt"]);
        assert_eq!(reply.to_string(), "535 bad login … …");
    }

    proptest::proptest! {
        #[test]
        fn no_line_panics(line: Vec<u8>) {
            if let Some(line) = ReplyLine::parse(&line) {
                let _ = Reply { code: line.code, lines: vec![line.text] }.in_words();
            }
        }
    }
}
