//! German or English: told by the small words that every sentence needs.

use std::collections::HashMap;
use std::sync::LazyLock;

use compact_str::CompactString;
use foldhash::fast::FixedState;

/// Frequent words of each language, lower case; words that several share are left out.
const FUNCTION_WORDS: &[(&str, &[&str])] = &[
    (
        "de",
        &[
            "der",
            "das",
            "den",
            "dem",
            "und",
            "oder",
            "ich",
            "sie",
            "wir",
            "ihr",
            "ihnen",
            "mir",
            "mich",
            "dir",
            "dich",
            "uns",
            "euch",
            "ist",
            "sind",
            "nicht",
            "ein",
            "eine",
            "einen",
            "einem",
            "einer",
            "mit",
            "von",
            "vom",
            "für",
            "auf",
            "um",
            "im",
            "zu",
            "zum",
            "zur",
            "bei",
            "auch",
            "noch",
            "nach",
            "wie",
            "wenn",
            "dass",
            "daß",
            "aber",
            "kann",
            "können",
            "koennen",
            "könnten",
            "koennten",
            "haben",
            "hätten",
            "hast",
            "wird",
            "werden",
            "würde",
            "wäre",
            "bitte",
            "sehr",
            "geehrte",
            "geehrter",
            "hallo",
            "liebe",
            "lieber",
            "guten",
            "viele",
            "grüße",
            "gruß",
            "heute",
            "uhr",
            "über",
            "ueber",
            "am",
            "es",
            "wurde",
            "anbei",
            "danke",
            "gern",
            "gerne",
            "passt",
            "mal",
            "unser",
            "ihre",
            "diese",
            "zwischen",
            "bis",
            "ab",
            "durch",
            "wollen",
            "lass",
            "montag",
            "dienstag",
            "mittwoch",
            "donnerstag",
            "freitag",
        ],
    ),
    (
        "en",
        &[
            "the",
            "and",
            "you",
            "your",
            "to",
            "of",
            "is",
            "are",
            "we",
            "our",
            "it",
            "that",
            "this",
            "for",
            "with",
            "on",
            "at",
            "be",
            "have",
            "has",
            "can",
            "could",
            "would",
            "will",
            "not",
            "from",
            "by",
            "if",
            "please",
            "dear",
            "hi",
            "hello",
            "regards",
            "thanks",
            "thank",
            "my",
            "me",
            "do",
            "does",
            "when",
            "what",
            "which",
            "there",
            "about",
            "let",
            "next",
            "as",
            "or",
            "us",
            "but",
            "been",
            "any",
            "how",
            "next",
            "best",
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "i'm",
            "i'd",
            "i'll",
            "don't",
            "let's",
            "tomorrow",
        ],
    ),
    (
        "fr",
        &[
            "le", "la", "les", "des", "une", "est", "et", "vous", "nous", "pour", "que", "dans", "avec", "sur", "pas",
            "je", "du", "au", "votre",
        ],
    ),
    (
        "es",
        &["el", "los", "las", "una", "y", "por", "para", "con", "que", "del", "su", "usted", "muy", "gracias", "al"],
    ),
    ("it", &["il", "gli", "una", "che", "per", "con", "non", "della", "sono", "grazie", "di", "è", "alla"]),
    (
        "nl",
        &["het", "een", "van", "ik", "je", "niet", "voor", "zijn", "aan", "met", "wij", "naar", "ook", "bij", "dank"],
    ),
];

/// How much of a text is looked at: enough to be sure, little enough to be quick.
const LOOKED_AT: usize = 4_000;

/// For each function word, by the place of the language, whether it is one of that language.
type Languages = [bool; FUNCTION_WORDS.len()];

/// A word of at most sixteen bytes as a number, which is quickly hashed and compared; the rest is spaces.
type Key = u128;

static LANGUAGES: LazyLock<HashMap<Key, Languages, FixedState>> = LazyLock::new(|| {
    let mut words: HashMap<Key, Languages, FixedState> = HashMap::default();
    for (place, (_, list)) in FUNCTION_WORDS.iter().enumerate() {
        for word in *list {
            if let Some(key) = key(word) {
                words.entry(key).or_default()[place] = true;
            }
        }
    }
    words
});

/// The language of a text: `de`, `en`, or `None` where it is another one or too little to tell.
#[must_use]
pub fn detect_language(text: &str) -> Option<&'static str> {
    let mut counts = [0_u32; FUNCTION_WORDS.len()];
    let mut words = 0_u32;
    let mut seen = 0;
    let mut rest = text;
    while let Some((word, behind)) = next_word(rest) {
        rest = behind;
        seen += word.len() + 1;
        if seen > LOOKED_AT {
            break;
        }
        words += 1;
        if let Some(languages) = languages_of(word) {
            for (count, is_word) in counts.iter_mut().zip(languages) {
                *count += u32::from(*is_word);
            }
        }
    }
    let (best, hits) = counts.iter().enumerate().max_by_key(|(place, hits)| (**hits, std::cmp::Reverse(*place)))?;
    let language = FUNCTION_WORDS[best].0;
    // In running text every fourth word is a function word; lists and tables have fewer.
    let enough = *hits >= 1 && hits * 12 >= words;
    (enough && matches!(language, "de" | "en")).then_some(language)
}

/// The next letters and apostrophes in a row, and what stands behind them.
fn next_word(text: &str) -> Option<(&str, &str)> {
    let belongs = |c: char| c.is_alphabetic() || c == '\'';
    let plain = |byte: &u8| byte.is_ascii_alphabetic() || *byte == b'\'';
    let text = &text[text.find(belongs)?..];
    // Most words end in the letters that every language has.
    let length = text.bytes().take_while(plain).count();
    let end = text.as_bytes().get(length).is_none_or(u8::is_ascii);
    let length = if end { length } else { text.find(|c| !belongs(c)).unwrap_or(text.len()) };
    Some(text.split_at(length))
}

fn languages_of(word: &str) -> Option<&'static Languages> {
    /// What tells lower case from upper in a plain letter; an apostrophe has it too.
    const LOWER: Key = Key::from_ne_bytes([0x20; size_of::<Key>()]);
    let key = if word.is_ascii() {
        key(word)? | LOWER
    } else {
        let lower: CompactString = word.chars().flat_map(char::to_lowercase).collect();
        key(&lower)?
    };
    LANGUAGES.get(&key)
}

/// The key of a word that is not too long for one.
fn key(word: &str) -> Option<Key> {
    let mut bytes = [b' '; size_of::<Key>()];
    bytes.get_mut(..word.len())?.copy_from_slice(word.as_bytes());
    Some(Key::from_ne_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::{FUNCTION_WORDS, detect_language, languages_of};

    #[test]
    fn every_function_word_is_found_in_capitals_too() {
        for word in FUNCTION_WORDS.iter().flat_map(|(_, list)| *list) {
            assert!(languages_of(word).is_some() && languages_of(&word.to_uppercase()).is_some(), "{word}");
        }
        for word in ["", "d", "derr", "ihn", "Vorschlagsrecht", "Donnerstagnachmittag"] {
            assert!(languages_of(word).is_none(), "{word}");
        }
    }

    #[test]
    fn german_english_and_neither() {
        let table = [
            ("Können wir uns am Dienstag treffen?", Some("de")),
            ("call um 4?", Some("de")),
            ("lass uns do vormittag reden", Some("de")),
            ("KOENNTEN SIE BITTE ZURUECKRUFEN", Some("de")),
            ("Could we meet on Thursday?", Some("en")),
            ("Lunch on Friday at noon?", Some("en")),
            ("Je vous remercie pour votre message et je suis dans le bureau.", None),
            ("Ik ben niet op kantoor, het is een vrije dag voor mij.", None),
            ("Buenos días, gracias por su mensaje y muy buenas tardes a los dos.", None),
            ("4711", None),
            ("", None),
        ];
        for (text, language) in table {
            assert_eq!(detect_language(text), language, "{text}");
        }
    }
}
