//! Words of others, made fit to stand in a letter of mine.

use crate::domain::plain_text::is_invisible;

/// One line of a sender's text without what no letter may carry; none where nothing is left.
///
/// Control characters, text direction marks, private characters and emoji go; quotation marks become straight ones,
/// which the letter's typography turns into its own. So no sender's «…» looks like a gap of the letter.
#[must_use]
pub fn one_line(text: &str) -> Option<String> {
    let mut line = String::with_capacity(text.len().min(LONGEST));
    for character in text.chars().take(LONGEST) {
        match character {
            _ if character.is_whitespace() || character.is_control() => {
                if !line.ends_with(' ') {
                    line.push(' ');
                }
            }
            _ if is_unfit(character) => {}
            '„' | '“' | '”' | '‟' | '«' | '»' => line.push('"'),
            _ => line.push(character),
        }
    }
    let line = line.trim();
    (!line.is_empty()).then(|| line.to_owned())
}

/// Nobody reads further, and no mail is to make a letter grow without bounds.
const LONGEST: usize = 2_000;

/// Marks of text direction, invisible characters, private use, pictographs.
fn is_unfit(character: char) -> bool {
    is_invisible(character)
        || matches!(character,
        '\u{fe00}'..='\u{fe0f}' | '\u{fff0}'..='\u{fffd}'
        | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}'
        | '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..='\u{10ffff}')
}

/// The text cut to `limit` characters: before a separator where one comes late enough, else after a whole word.
#[must_use]
pub fn shortened(text: &str, limit: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(limit) else {
        return text.to_owned();
    };
    let head = &text[..end];
    let separator = [" – ", " - ", ": ", " | ", " (", "; "]
        .iter()
        .filter_map(|separator| head.rfind(separator))
        .filter(|place| head[..*place].chars().count() * 3 >= limit)
        .max();
    // A bracket that the cut would leave open goes whole.
    let open = head.rfind('(').filter(|open| !head[*open..].contains(')'));
    match (separator.or(open.filter(|open| *open > 0)), head.rfind(' ')) {
        (Some(place), _) => head[..place].trim_end().to_owned(),
        (None, Some(place)) if place > 0 => format!("{} …", without_small_words(head[..place].trim_end())),
        _ => format!("{head}…"),
    }
}

/// Without articles, prepositions and the like at the end: "Sanierung der" → "Sanierung".
fn without_small_words(text: &str) -> &str {
    const SMALL: [&str; 34] = [
        "der",
        "die",
        "das",
        "den",
        "dem",
        "des",
        "ein",
        "eine",
        "einer",
        "eines",
        "einem",
        "einen",
        "und",
        "oder",
        "für",
        "von",
        "vom",
        "zu",
        "zum",
        "zur",
        "in",
        "im",
        "am",
        "an",
        "auf",
        "aus",
        "bei",
        "mit",
        "über",
        "inklusive",
        "sowie",
        "the",
        "of",
        "and",
    ];
    let mut text = text;
    while let Some((rest, _)) = text.rsplit_once(' ').filter(|(_, last)| SMALL.contains(last)) {
        text = rest.trim_end();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_line_keeps_its_words_and_loses_the_rest() {
        for (text, expected) in [
            ("  Kita\tAuental \r\n Plan\u{a0}2 ", Some("Kita Auental Plan 2")),
            ("\u{61c}Plan\u{180e} \u{2066}Nord\u{2069}\u{1160}", Some("Plan Nord")),
            ("🚀 Start \u{202e}jetzt\u{200b}", Some("Start jetzt")),
            ("Plan “Nord” und «Süd»", Some("Plan \"Nord\" und \"Süd\"")),
            (" \u{e100}\u{feff}", None),
            ("", None),
        ] {
            assert_eq!(one_line(text).as_deref(), expected, "{text:?}");
        }
    }

    #[test]
    fn long_texts_end_where_a_reader_pauses() {
        for (text, limit, expected) in [
            ("kurz", 10, "kurz"),
            ("Projekt Nordring – Abstimmung der offenen Punkte", 30, "Projekt Nordring"),
            ("Abstimmung der vielen offenen Punkte", 20, "Abstimmung …"),
            ("Sanierung für die alten Häuser", 14, "Sanierung …"),
            ("Budget (Haus Nord und Haus Süd)", 15, "Budget"),
            ("Donaudampfschifffahrtsgesellschaft", 10, "Donaudampf…"),
        ] {
            assert_eq!(shortened(text, limit), expected);
        }
    }

    proptest! {
        #[test]
        fn no_text_panics_or_keeps_a_mark(text in "\\PC{0,80}|[\\x00-\\x20\u{e000}-\u{e200}]{0,20}", limit in 0usize..40) {
            if let Some(line) = one_line(&text) {
                let unfit = line.contains(|c: char| c.is_control() || is_unfit(c));
                prop_assert!(!unfit);
                prop_assert!(shortened(&line, limit).chars().count() <= limit + 2);
            }
        }
    }
}
