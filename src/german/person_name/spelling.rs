//! How names are spelled: cleaned of what hides in headers, compared without accents, given their capitals back.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Names longer than this are cut: no person has one, but a hostile header may.
const MAX_CHARS: usize = 200;

/// A header or a line on one line, composed (NFC), without control, direction and zero-width characters, without
/// pictures, and not longer than a name can be.
pub(crate) fn clean(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().take(2 * MAX_CHARS).nfc().filter_map(visible).take(MAX_CHARS) {
        if c != ' ' || !(out.is_empty() || out.ends_with(' ')) {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The character as it may stand in a name: quotes made alike, blanks made plain, the unprintable dropped.
fn visible(c: char) -> Option<char> {
    match c {
        '“' | '”' | '„' | '«' | '»' | '‟' => Some('"'),
        '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}' | '\u{20e3}' => Some(' '),
        _ if c.is_whitespace() || c.is_control() => Some(' '),
        _ => (!is_hidden(c)).then_some(c),
    }
}

/// Characters that change how others look, and show nothing themselves.
fn is_hidden(c: char) -> bool {
    matches!(c,
        // What NFC left apart has no composed form in any name we can print: stacked marks are a prank.
        '\u{300}'..='\u{36f}'
        | '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}' | '\u{e0000}'..='\u{e0fff}')
}

/// The spelling that words are looked up by: lower case, no accents, "ß" as "ss". The data files are keyed by it.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'ı' => out.push('i'),
            _ if is_combining_mark(c) => {}
            _ => out.push(c),
        }
    }
    out
}

/// The letters two spellings of one name share: "Müller", "mueller" and "MULLER" are alike.
pub(crate) fn likeness(text: &str) -> String {
    let letters: String = fold(text).chars().filter(|c| c.is_alphanumeric()).collect();
    letters.replace("ae", "a").replace("oe", "o").replace("ue", "u")
}

/// Whether the word is written in capitals only (and long enough to tell).
pub(crate) fn is_upper(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.chars().any(char::is_lowercase)
}

/// Whether the word has letters, none of them a capital.
pub(crate) fn is_lower(word: &str) -> bool {
    word.chars().any(char::is_alphabetic) && !word.chars().any(char::is_uppercase)
}

/// "A.", "K.H.", "J": letters that only begin a name.
pub(crate) fn is_initial(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    letters == 1 || (letters > 1 && word.ends_with('.') && word.split(['.', '-']).all(|part| part.chars().count() <= 1))
}

/// The word with a capital at the start of each part, whatever case it had: "KARL-HEINZ", "o'neill", "mcgregor".
/// `turkish`: a capital I without a dot is an ı.
pub(crate) fn capitalised(word: &str, turkish: bool) -> String {
    let mut out = String::with_capacity(word.len());
    let mut first = true;
    for c in word.chars() {
        match c {
            'İ' if !first => out.push('i'),
            'I' if turkish && !first => out.push('ı'),
            'i' if turkish && first => out.push('İ'),
            _ if first => out.extend(c.to_uppercase()),
            _ => out.extend(c.to_lowercase()),
        }
        first = !c.is_alphabetic();
    }
    match out.strip_prefix("Mc") {
        Some(rest) if rest.chars().count() > 2 => format!("Mc{}", capitalised(rest, turkish)),
        _ => out,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_get_their_capitals_back() {
        let table = [
            ("KARL-HEINZ", "Karl-Heinz"),
            ("müller", "Müller"),
            ("ÖZTÜRK", "Öztürk"),
            ("DEMİR", "Demir"),
            ("o'neill", "O'Neill"),
            ("MCGREGOR", "McGregor"),
            ("GROẞ", "Groß"),
            ("a.", "A."),
        ];
        for (written, expected) in table {
            assert_eq!(capitalised(written, false), expected, "{written}");
        }
        assert_eq!(capitalised("YILDIZ", true), "Yıldız");
    }

    #[test]
    fn spellings_of_one_name_are_alike() {
        for (one, other) in [("Müller", "mueller"), ("Groß", "GROSS"), ("Łukasz", "lukasz"), ("Øster", "oster")] {
            assert_eq!(likeness(one), likeness(other));
        }
        assert_ne!(likeness("Meier"), likeness("Maier"));
    }

    #[test]
    fn what_hides_in_a_header_is_dropped() {
        assert_eq!(clean("\u{202e}Anna\u{200b}\tMu\u{308}ller \u{1f33b} "), "Anna Müller");
        assert_eq!(clean(&"ä".repeat(10_000)).chars().count(), 200);
        assert_eq!(clean("Z\u{35f}\u{351}a\u{34c}lgo"), "Zalgo");
    }

    #[test]
    fn initials_are_no_names() {
        for (word, expected) in [("A.", true), ("K.H.", true), ("J", true), ("Jo", false), ("Dr.", false)] {
            assert_eq!(is_initial(word), expected, "{word}");
        }
    }
}
