//! Values of the type TEXT (RFC 5545 §3.3.11).

/// A text without characters that could end a line, fool a terminal or break a reader.
pub(super) fn harmless(text: &str) -> String {
    let breaks = |c: char| matches!(c, '\u{2028}' | '\u{2029}');
    text.chars()
        .filter(|c| *c == '\t' || !c.is_control() && *c != '\u{feff}')
        .map(|c| if breaks(c) { ' ' } else { c })
        .collect()
}

/// Plain text as a value.
pub(super) fn escaped(plain: &str) -> String {
    let mut value = String::with_capacity(plain.len() + 16);
    let breaks = ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'];
    for (number, line) in plain.replace("\r\n", "\n").split(breaks).enumerate() {
        if number > 0 {
            value.push_str("\\n");
        }
        for character in harmless(line).chars() {
            if matches!(character, '\\' | ',' | ';') {
                value.push('\\');
            }
            value.push(character);
        }
    }
    value
}

/// A value as somebody wrote it, with its escapes made valid; a valid one stays as it is.
pub(super) fn valid(value: &str) -> String {
    let mut valid = String::with_capacity(value.len());
    let mut characters = value.chars().peekable();
    while let Some(character) = characters.next() {
        match (character, characters.peek()) {
            ('\\', Some(next @ ('\\' | ',' | ';' | 'n' | 'N'))) => {
                valid.extend(['\\', *next]);
                characters.next();
            }
            // Needless escapes that are seen in the wild.
            ('\\', Some('"' | ':' | '\'' | '/')) => {}
            ('\\' | ',' | ';', _) => valid.extend(['\\', character]),
            _ => valid.push(character),
        }
    }
    valid
}

/// What a value says.
pub(super) fn plain(value: &str) -> String {
    let mut plain = String::with_capacity(value.len());
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('n' | 'N') => plain.push('\n'),
                Some(escaped) => plain.push(escaped),
                None => {}
            },
            _ => plain.push(character),
        }
    }
    plain
}

/// The beginning of a long text, cut between words where that is near.
pub(super) fn beginning(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some((end, _)) => {
            let start = &text[..end];
            let cut = start.rfind(char::is_whitespace).filter(|cut| end - cut < 200).unwrap_or(end);
            format!("{} …", start[..cut].trim_end())
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn texts_are_escaped_and_mended() {
        let cases =
            [("a, b; c\\d", "a\\, b\\; c\\\\d"), ("a\r\nb\n\nc", "a\\nb\\n\\nc"), ("a\u{0}\u{1b}[1mb", "a[1mb")];
        for (text, expected) in cases {
            assert_eq!(escaped(text), expected);
        }
        let cases = [
            ("Jour fixe\\, Raum\\; Nord\\nunten\\\\oben", "Jour fixe\\, Raum\\; Nord\\nunten\\\\oben"),
            ("Müller, Meier; Schulze", "Müller\\, Meier\\; Schulze"),
            ("sagt \\\"ja\\\"", "sagt \"ja\""),
            ("\\xc3 C:\\Temp\\", "\\\\xc3 C:\\\\Temp\\\\"),
            ("Le Zenith\\\\, Paris", "Le Zenith\\\\\\, Paris"),
        ];
        for (value, expected) in cases {
            assert_eq!(valid(value), expected);
        }
    }

    #[test]
    fn a_long_text_is_cut_between_words() {
        assert_eq!(beginning("Guten Tag zusammen", 50), "Guten Tag zusammen");
        assert_eq!(beginning("Guten Tag zusammen", 12), "Guten Tag …");
        assert_eq!(beginning("ääääää", 3), "äää …");
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in "[a-z,;:\\\\ \nä\"]{0,40}") {
            prop_assert_eq!(plain(&escaped(&text)), text.clone());
            prop_assert_eq!(valid(&escaped(&text)), escaped(&text));
        }

        #[test]
        fn any_value_becomes_valid(value in any::<String>()) {
            let once = valid(&value);
            prop_assert_eq!(valid(&once), once.clone());
            let breaks = harmless(&value).contains(['\r', '\n']);
            prop_assert!(!breaks);
        }
    }
}
