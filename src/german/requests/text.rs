//! A mail's text made comparable: one kind of space and dash, no umlauts, no capitals, bounded length.

/// How much of a mail is read, in bytes; what follows is archive, not conversation.
const LONGEST_TEXT: usize = 20_000;

/// The text with plain spaces, dashes and line ends, cut to a bounded length.
pub(super) fn tidy(text: &str) -> String {
    let mut cut = text.len().min(LONGEST_TEXT);
    while !text.is_char_boundary(cut) {
        cut -= 1;
    }
    let mut tidy = String::with_capacity(cut);
    let mut characters = text[..cut].chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' => {
                if characters.peek() != Some(&'\n') {
                    tidy.push('\n');
                }
            }
            '\t' | '\u{a0}' | '\u{202f}' | '\u{2000}'..='\u{200a}' => tidy.push(' '),
            '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}' => {}
            '\u{2010}'..='\u{2015}' | '\u{2212}' => tidy.push('-'),
            '\u{2018}' | '\u{2019}' | '\u{b4}' => tidy.push('\''),
            other => tidy.push(other),
        }
    }
    tidy
}

/// A word in the one spelling that the vocabulary uses: lower case, "ae" for "ä", "ss" for "ß", no accents.
pub(super) fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len() + 2);
    for character in word.chars().flat_map(char::to_lowercase) {
        match character {
            'ä' => folded.push_str("ae"),
            'ö' => folded.push_str("oe"),
            'ü' => folded.push_str("ue"),
            'ß' => folded.push_str("ss"),
            // The combining diaeresis makes an umlaut of the letter before it; macOS writes them so.
            '\u{308}' | 'è' | 'é' | 'ê' | 'ë' => folded.push('e'),
            '\'' | '\u{300}'..='\u{36f}' => {}
            'à' | 'á' | 'â' => folded.push('a'),
            'ì' | 'í' | 'î' | 'ı' => folded.push('i'),
            'ò' | 'ó' | 'ô' => folded.push('o'),
            'ù' | 'ú' | 'û' => folded.push('u'),
            other => folded.push(other),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::{fold, tidy};

    #[test]
    fn spellings_of_a_word_are_one() {
        for word in ["Könnten", "koennten", "KÖNNTEN", "Ko\u{308}nnten"] {
            assert_eq!(fold(word), "koennten");
        }
        assert_eq!(fold("wär's"), "waers");
        assert_eq!(fold("Gruß"), "gruss");
    }

    #[test]
    fn spaces_and_dashes_are_plain() {
        assert_eq!(tidy("10\u{a0}–\u{202f}12\r\nUhr"), "10 - 12\nUhr");
        assert!(tidy(&"ü".repeat(30_000)).len() <= 20_000);
    }
}
