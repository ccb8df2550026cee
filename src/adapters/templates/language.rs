//! What a German office manager would mark in a letter.

use crate::german::{AddressForm, Locale};

/// Something to correct, and the words it is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fault {
    /// What is wrong, in English.
    pub(super) message: String,
    /// The words, as they stand in the letter.
    pub(super) words: String,
}

/// A sentence with more words than this is read twice.
const LONGEST_SENTENCE: usize = 30;

/// Set phrases of office German that say nothing, in lower case.
const SET_PHRASES: [&str; 25] = [
    "hiermit",
    "anbei übersende",
    "bezüglich",
    "bezugnehmend",
    "betreffend",
    "zeitnah",
    "baldmöglichst",
    "asap",
    "muss ich ihnen mitteilen",
    "muss ich dir mitteilen",
    "leider muss ich",
    "terminlichen gründen",
    "organisatorischen gründen",
    "zeitlichen gründen",
    "würde mich freuen",
    "zur verfügung",
    "verbleibe",
    "in erwartung",
    "unannehmlichkeiten",
    "zur durchführung",
    "hochachtungsvoll",
    "anderweitig",
    "verhindert",
    "zeitverschwendung",
    "überflüssig",
];

/// English that has a German word, in lower case.
const ENGLISH: [&str; 5] = ["call", "slot", "meeting", "upfront", "deadline"];

const OF_DU: [&str; 14] = [
    "du", "dir", "dich", "dein", "deine", "deinem", "deinen", "deiner", "deines", "deins", "euch", "euer", "eure",
    "euren",
];
const OF_SIE: [&str; 8] = ["Sie", "Ihnen", "Ihr", "Ihre", "Ihrem", "Ihren", "Ihrer", "Ihres"];

/// Everything to correct in a letter whose values are known to be right.
pub(super) fn faults(text: &str, form: AddressForm, locale: Locale, names: &[&str]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut found = |message: &str, words: &str| {
        faults.push(Fault { message: message.to_owned(), words: words.to_owned() });
    };
    for mark in ["{{", "}}", "{%", "%}", "{#", "#}"] {
        if text.contains(mark) {
            found("template syntax is left over", mark);
        }
    }
    for (open, close) in [('„', '“'), ('«', '»'), ('‚', '‘'), ('‹', '›'), ('(', ')')] {
        if text.matches(open).count() != text.matches(close).count() {
            found("an opening mark has no closing one", &open.to_string());
        }
    }
    let unspaced =
        ["  ", " .", " ,", " ;", " :", " ?", " !", ",,", ".."].into_iter().filter(|pair| text.contains(pair));
    unspaced.for_each(|pair| found("space or punctuation is doubled or misplaced", pair));
    if locale == Locale::Switzerland {
        let bare = names.iter().fold(text.to_owned(), |text, name| text.replace(name, ""));
        if bare.contains('ß') {
            found("Switzerland writes ss", "ß");
        }
    }
    let lower = text.to_lowercase();
    let phrases = SET_PHRASES.into_iter().filter(|phrase| lower.contains(phrase));
    phrases.for_each(|phrase| found("a set phrase that a plain word does better", phrase));
    for sentence in sentences(text) {
        let words: Vec<&str> = sentence.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect();
        if words.len() > LONGEST_SENTENCE {
            found(&format!("a sentence has {} words, more than {LONGEST_SENTENCE}", words.len()), sentence);
        }
        for (place, word) in words.iter().enumerate() {
            let lower = word.to_lowercase();
            match form {
                AddressForm::Sie if OF_DU.contains(&lower.as_str()) => found("a Sie letter says du", word),
                // "Sie" at the start of a sentence may be a woman or several people; "per Sie" is what I am with a client.
                AddressForm::Du if OF_SIE.contains(word) && place > 0 && words[place - 1] != "per" => {
                    found("a du letter says Sie", word);
                }
                _ => {}
            }
            if ENGLISH.contains(&lower.as_str()) {
                found("German has a word for this", word);
            }
        }
    }
    faults
}

/// The sentences of a text; a list item and a line of its own count as one.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|line| {
        let mut rest = line;
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let end = ends(rest).next().unwrap_or(rest.len());
            let (sentence, after) = rest.split_at(end);
            rest = after.trim_start_matches(' ');
            Some(sentence)
        })
    })
}

/// Where a full stop, a question mark or an exclamation mark is followed by a space.
fn ends(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices(['.', '?', '!', '“', '»', ')']).filter_map(|(at, mark)| {
        let end = at + mark.len();
        let closes = text[..end].trim_end_matches(['“', '»', ')']).ends_with(['.', '?', '!']);
        (closes && text[end..].starts_with(' ')).then_some(end)
    })
}

/// A word without the marks around it.
pub(super) fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_manager_sees_it() {
        for (text, form, locale, expected) in [
            ("Passt es Ihnen?", AddressForm::Sie, Locale::Germany, None),
            ("Passt es dir?", AddressForm::Sie, Locale::Germany, Some("a Sie letter says du")),
            ("Passt es Ihnen?", AddressForm::Du, Locale::Germany, Some("a du letter says Sie")),
            ("Sie kommt auch.", AddressForm::Du, Locale::Germany, None),
            ("Viele Grüße", AddressForm::Du, Locale::Switzerland, Some("Switzerland writes ss")),
            ("Herr Groß", AddressForm::Du, Locale::Switzerland, None),
            ("Das „Haus ist neu.", AddressForm::Du, Locale::Germany, Some("an opening mark has no closing one")),
            ("Das  Haus", AddressForm::Du, Locale::Germany, Some("space or punctuation is doubled or misplaced")),
            (
                "Hiermit sage ich zu.",
                AddressForm::Du,
                Locale::Germany,
                Some("a set phrase that a plain word does better"),
            ),
            ("Ein Call genügt.", AddressForm::Du, Locale::Germany, Some("German has a word for this")),
        ] {
            let faults = faults(text, form, locale, &["Groß"]);
            assert_eq!(faults.first().map(|fault| fault.message.as_str()), expected, "{text}");
        }
    }

    #[test]
    fn sentences_end_where_they_end() {
        let text = "Eins. Zwei „drei.“ Vier? am 1.\u{a0}Dezember um 9 Uhr\n- fünf";
        let found: Vec<_> = sentences(text).collect();
        assert_eq!(found, ["Eins.", "Zwei „drei.“", "Vier?", "am 1.\u{a0}Dezember um 9 Uhr", "- fünf"]);
    }
}
