//! The one spelling in which words are compared.

use compact_str::CompactString;

/// A word in the one spelling that tables of words use: lower case, "ae" for "ä", "ss" for "ß", no accents.
#[must_use]
pub fn fold(word: &str) -> String {
    fold_briefly(word).into_string()
}

/// The same, without an allocation where the word is not longer than words are.
pub(super) fn fold_briefly(word: &str) -> CompactString {
    if word.is_ascii() {
        let mut folded = CompactString::new(word);
        folded.make_ascii_lowercase();
        if word.contains('\'') {
            folded.retain(|character| character != '\'');
        }
        return folded;
    }
    let mut folded = CompactString::default();
    for character in word.chars() {
        match character {
            'a'..='z' => folded.push(character),
            'ä' | 'Ä' => folded.push_str("ae"),
            'ö' | 'Ö' => folded.push_str("oe"),
            'ü' | 'Ü' => folded.push_str("ue"),
            'ß' => folded.push_str("ss"),
            other => other.to_lowercase().for_each(|lower| push_plain(lower, &mut folded)),
        }
    }
    folded
}

/// Adds a letter in lower case without its accents.
fn push_plain(letter: char, folded: &mut CompactString) {
    match letter {
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

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn spellings_of_a_word_are_one() {
        for word in ["Könnten", "koennten", "KÖNNTEN", "Ko\u{308}nnten"] {
            assert_eq!(fold(word), "koennten");
        }
        assert_eq!(fold("wär's"), "waers");
        assert_eq!(fold("Gruß"), "gruss");
        assert_eq!(fold("Wie's"), "wies");
    }
}
