//! Foreign text made safe to hold and to print: no control characters, no more than its share.

/// On one line: line breaks and tabs become spaces, other control characters vanish.
#[must_use]
pub fn one_line(text: &str, max_octets: usize) -> String {
    let mut line = String::with_capacity(text.len().min(max_octets));
    for c in text.chars() {
        match c {
            _ if is_break(c) => {
                if !line.ends_with(' ') {
                    line.push(' ');
                }
            }
            _ if is_unwanted(c) => {}
            _ => line.push(c),
        }
        if line.len() > max_octets {
            break;
        }
    }
    cut(&mut line, max_octets);
    let trimmed = line.trim();
    if trimmed.len() == line.len() { line } else { trimmed.to_owned() }
}

/// [`one_line`], or nothing where nothing is left.
#[must_use]
pub fn one_line_if_any(text: &str, max_octets: usize) -> Option<String> {
    let line = one_line(text, max_octets);
    (!line.is_empty()).then_some(line)
}

/// Over several lines: each line break becomes `\n`, tabs become spaces, other control characters vanish,
/// and of several empty lines two stay. Tells whether something had to be cut off.
#[must_use]
pub fn several_lines(text: &str, max_octets: usize) -> (String, bool) {
    let mut lines = String::with_capacity(text.len().min(max_octets));
    let mut was_cut = false;
    let mut before = ' ';
    let mut rest = text;
    loop {
        // Most of a text is letters that need no second look.
        let plain = rest.bytes().position(|octet| !matches!(octet, b' '..=b'~')).unwrap_or(rest.len());
        if plain > 0 {
            lines.push_str(&rest[..plain]);
            before = ' ';
        }
        if lines.len() > max_octets {
            was_cut = true;
            break;
        }
        rest = &rest[plain..];
        let Some(c) = rest.chars().next() else { break };
        rest = &rest[c.len_utf8()..];
        match c {
            '\n' if before == '\r' => {}
            '\r' | '\n' | '\u{2028}' | '\u{2029}' | '\u{85}' => {
                while lines.ends_with(' ') {
                    lines.pop();
                }
                if !lines.ends_with("\n\n\n") {
                    lines.push('\n');
                }
            }
            '\t' => lines.push(' '),
            _ if is_unwanted(c) => {}
            _ => lines.push(c),
        }
        before = c;
        if lines.len() > max_octets {
            was_cut = true;
            break;
        }
    }
    cut(&mut lines, max_octets);
    let trimmed = lines.trim_matches(['\n', ' ']);
    if trimmed.len() < lines.len() {
        lines = trimmed.to_owned();
    }
    (lines, was_cut)
}

/// Shortens a text to at most so many octets, at the end of a character.
fn cut(text: &mut String, max_octets: usize) {
    if text.len() > max_octets {
        let mut end = max_octets;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text.truncate(end);
    }
}

fn is_break(c: char) -> bool {
    matches!(c, '\r' | '\n' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Control characters, and those that turn the direction of the text around them or are not seen at all. The joiners
/// U+200C and U+200D stay: they spell names and emoji.
fn is_unwanted(c: char) -> bool {
    c.is_control() || (is_invisible(c) && !matches!(c, '\u{200c}' | '\u{200d}'))
}

/// Characters that take no room, or steer what stands around them: Unicode's format characters, the Hangul fillers,
/// and tags.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{13430}'..='\u{1345f}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_stays_a_line() {
        let cases = [
            ("Angebot\r\nBcc: x@y.example", "Angebot Bcc: x@y.example"),
            ("  Raum\t3 ", "Raum 3"),
            ("\u{1b}[31mrot\u{7}", "[31mrot"),
            ("\u{202e}netfarT", "netfarT"),
            ("\u{61c}Plan\u{ad}ung\u{e0041}\u{3164}", "Planung"),
            ("Grüße\u{2028}aus Köln", "Grüße aus Köln"),
        ];
        for (text, expected) in cases {
            assert_eq!(one_line(text, 100), expected, "{text:?}");
        }
        assert_eq!(one_line("äöü", 3), "ä");
        assert_eq!(one_line_if_any(" \r\n ", 10), None);
    }

    #[test]
    fn lines_stay_lines() {
        assert_eq!(several_lines("a\r\nb\rc\nd\te \n", 100), ("a\nb\nc\nd e".to_owned(), false));
        assert_eq!(several_lines("a\n\n\n\n\n\nb", 100), ("a\n\n\nb".to_owned(), false));
        assert_eq!(several_lines("aäb", 2), ("a".to_owned(), true));
    }
}
