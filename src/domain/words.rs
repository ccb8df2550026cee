//! Words of a text, folded so that case and spelling of umlauts do not matter, and patterns that find them.

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'a> {
    /// As it stands in the text.
    pub written: &'a str,
    /// As it is compared: lower case, `ae` for `ä`, `ss` for `ß`, without soft hyphens.
    pub folded: String,
}

/// The words of a text in their order; everything but letters and digits stands between words.
pub fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    text.split(|c: char| !(c.is_alphanumeric() || is_joining(c)))
        .map(|written| Word { written, folded: fold(written) })
        .filter(|word| !word.folded.is_empty())
}

/// A text as it is compared: lower case, `ae` for `ä` in either Unicode form, `ss` for `ß`.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'ä' => folded.push_str("ae"),
            'ö' => folded.push_str("oe"),
            'ü' => folded.push_str("ue"),
            'ß' => folded.push_str("ss"),
            '\u{308}' => folded.push('e'),
            c if is_joining(c) => {}
            c => folded.push(c),
        }
    }
    folded
}

/// What stands inside a word without being a letter: soft hyphen, zero-width characters, a combining diaeresis.
fn is_joining(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{308}')
}

/// How many words, from the first one of `words` on, the pattern matches; `None` where it does not.
///
/// A pattern is one or more folded words; a `*` at the beginning or end of a word stands for any letters or none.
#[must_use]
pub fn matching(words: &[Word<'_>], pattern: &str) -> Option<usize> {
    let mut count = 0;
    for part in pattern.split(' ') {
        if !part_matches(part, &words.get(count)?.folded) {
            return None;
        }
        count += 1;
    }
    Some(count)
}

fn part_matches(part: &str, word: &str) -> bool {
    match (part.strip_prefix('*'), part.strip_suffix('*')) {
        (Some(rest), Some(_)) => word.contains(rest.trim_end_matches('*')),
        (Some(end), None) => word.ends_with(end),
        (None, Some(start)) => word.starts_with(start),
        (None, None) => word == part,
    }
}

/// Whether any of the patterns is anywhere in the text.
#[must_use]
pub fn names_any(text: &str, patterns: &[&str]) -> bool {
    let words: Vec<_> = words(text).collect();
    (0..words.len()).any(|at| patterns.iter().any(|pattern| matching(&words[at..], pattern).is_some()))
}

/// Whether the words of `phrase` follow one another in the text, as whole words.
#[must_use]
pub fn contains_phrase(text: &str, phrase: &str) -> bool {
    let phrase: Vec<_> = words(phrase).map(|word| word.folded).collect();
    let text: Vec<_> = words(text).map(|word| word.folded).collect();
    !phrase.is_empty() && text.windows(phrase.len()).any(|window| window == phrase)
}

/// The first `limit` characters of a text.
#[must_use]
pub fn bounded(text: &str, limit: usize) -> &str {
    text.char_indices().nth(limit).map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_does_not_matter() {
        for text in ["KÜNDIGUNG", "Kuendigung", "Ku\u{308}ndigung", "Kün\u{ad}digung", "kündigung"] {
            assert_eq!(fold(text), "kuendigung", "{text:?}");
        }
        assert_eq!(fold("Grüße aus GROẞ-Gerau"), "gruesse aus gross-gerau");
    }

    #[test]
    fn a_phrase_is_found_as_whole_words() {
        let cases = [
            ("Status", "Status-Meeting Nordring", true),
            ("Status", "STATUS: Nordring", true),
            ("Status", "Statusmeeting", false),
            ("Jour fixe", "Unser Jour Fixe am Montag", true),
            ("Jour fixe", "Jour-fixe", true),
            ("Jour fixe", "Jour du prix fixe", false),
            ("Führung", "Fuehrung durch das Werk", true),
            ("", "Status", false),
            ("!?", "!?", false),
        ];
        for (phrase, text, expected) in cases {
            assert_eq!(contains_phrase(text, phrase), expected, "{phrase:?} in {text:?}");
        }
    }

    #[test]
    fn a_star_stands_for_any_letters() {
        let cases = [
            ("*vertrag", "Mietvertrag", true),
            ("*vertrag", "Vertrag", true),
            ("*vertrag", "Vertragen", false),
            ("krise*", "Krisenrunde", true),
            ("*anwalt*", "Rechtsanwaltskanzlei", true),
            ("legal action", "take legal action now", true),
            ("legal action", "legal", false),
        ];
        for (pattern, text, expected) in cases {
            assert_eq!(names_any(text, &[pattern]), expected, "{pattern:?} in {text:?}");
        }
    }

    #[test]
    fn a_bound_never_splits_a_character() {
        assert_eq!(bounded("Müller", 2), "Mü");
        assert_eq!(bounded("Mü", 9), "Mü");
    }
}
