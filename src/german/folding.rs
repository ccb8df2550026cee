//! The one spelling in which words are compared.

/// A word in the one spelling that tables of words use: lower case, "ae" for "ä", "ss" for "ß", no accents.
#[must_use]
pub fn fold(word: &str) -> String {
    if word.is_ascii() {
        let mut folded = word.to_ascii_lowercase();
        folded.retain(|character| character != '\'');
        return folded;
    }
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
