//! Telephone numbers in invites: where to dial in, or whom to call.

/// The first telephone number in a text. A number with a country code counts anywhere, one without only on a line
/// that speaks of telephones; conference codes after it (`,,123#`) are left out.
#[must_use]
pub fn phone_number(text: &str) -> Option<String> {
    text.lines().take(MAX_LINES).find_map(|line| {
        let lower = line.to_lowercase();
        let speaks_of_phones = PHONE_WORDS.iter().any(|word| lower.contains(word));
        let is_fax = lower.trim_start().starts_with("fax") || lower.trim_start().starts_with("telefax");
        if is_fax { None } else { number_in(line, speaks_of_phones) }
    })
}

/// The number, where the whole text is one (a LOCATION, the rest of a `tel:` link).
#[must_use]
pub fn as_phone_number(text: &str) -> Option<String> {
    let number = text.trim();
    let number = match number.get(..4) {
        Some(scheme) if scheme.eq_ignore_ascii_case("tel:") => &number[4..],
        _ => number,
    };
    let number = number.split([',', ';']).next().unwrap_or("").trim();
    let rest_is_number = number.chars().all(|c| c.is_ascii_digit() || is_separator(c) || c == '+');
    if rest_is_number { number_in(number, true) } else { None }
}

/// Further down in a text no number is looked for.
const MAX_LINES: usize = 2_000;

/// Words, in lower case, that announce a telephone number.
const PHONE_WORDS: [&str; 14] = [
    "tel.", "tel:", "telefon", "phone", "dial", "einwahl", "einwähl", "anruf", "ruf", "mobil", "handy", "call",
    "ortswahl", "festnetz",
];

fn is_separator(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '-' | '–' | '/' | '(' | ')' | '.')
}

fn number_in(line: &str, without_country_code: bool) -> Option<String> {
    let mut rest = line;
    loop {
        let at = rest.find(|c: char| c == '+' || c.is_ascii_digit() || c == '(')?;
        let joined =
            rest[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '=' | '_' | '@'));
        let candidate = &rest[at..];
        let end = candidate
            .char_indices()
            .skip(1)
            .find(|(_, c)| !c.is_ascii_digit() && !is_separator(*c))
            .map_or(candidate.len(), |(end, _)| end);
        let number = candidate[..end].trim_end_matches(|c: char| is_separator(c) && c != ')');
        let number = number.strip_suffix(" (").unwrap_or(number);
        if !joined && is_number(number, without_country_code) {
            return Some(number.trim_end_matches(['(', ' ']).to_owned());
        }
        rest = &candidate[end.max(1)..];
    }
}

fn is_number(text: &str, without_country_code: bool) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let begins_well = match text.as_bytes() {
        [b'+', digit, ..] => digit.is_ascii_digit() || *digit == b'(',
        [b'0', ..] | [b'(', b'0', ..] => without_country_code,
        [b'(', b'+', ..] => true,
        _ => false,
    };
    begins_well && (6..=15).contains(&digits) && !is_date(text)
}

/// `01.12.2026` is no number to call, nor are times and spans of days.
fn is_date(text: &str) -> bool {
    let first = text.split(' ').next().unwrap_or("");
    let pieces: Vec<&str> = first.split(['.', '-', '/']).collect();
    pieces.len() == 3
        && pieces[0].len() <= 2
        && pieces[1].len() <= 2
        && matches!(pieces[2].len(), 2 | 4)
        && pieces.iter().all(|piece| piece.bytes().all(|c| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_found_where_people_write_them() {
        let cases = [
            ("Ich rufe Sie an: +49 30 1234567", Some("+49 30 1234567")),
            ("Telefon: 030/123 45-67", Some("030/123 45-67")),
            ("Tel. (0171) 234 567 89", Some("(0171) 234 567 89")),
            ("+49 69 7104 9922,,123456789# Deutschland, Frankfurt", Some("+49 69 7104 9922")),
            ("Einwahl nach Standort\n        +49 (0)69 5050 1234 Germany", Some("+49 (0)69 5050 1234")),
            ("Meeting-ID: 812 3456 7890\nKenncode: 012345", None),
            ("Telefonkonferenz-ID: 123 456 789#", None),
            ("Anruf am 01.12.2026 um 10 Uhr", None),
            ("Anruf am 01.12.2026 unter 0301234567", Some("0301234567")),
            ("Auftrag 0301234567", None),
            ("Fax: +49 30 999999", None),
            ("https://zoom.us/j/0812345678 call", None),
            ("(und) +", None),
        ];
        for (text, expected) in cases {
            assert_eq!(phone_number(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_whole_text_may_be_a_number() {
        let cases = [
            ("tel:+49-30-1234567", Some("+49-30-1234567")),
            ("0171 2345678", Some("0171 2345678")),
            ("TEL:+4930123456,,99#", Some("+4930123456")),
            ("Raum 0815", None),
            ("01.12.2026", None),
        ];
        for (text, expected) in cases {
            assert_eq!(as_phone_number(text).as_deref(), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "([0-9+()./ -]|tel|ü|\u{a0}|,,|#){0,40}") {
            let _ = (phone_number(&text), as_phone_number(&text));
        }
    }
}
