//! Words that tell the time as people write them: slips of the pen, numbers, parts of the day. All in folded spelling.

use std::sync::LazyLock;

use chrono::Weekday;
use strsim::osa_distance;

use super::request::DayPart;
use super::tokens::Token;
use super::word_list::{List, Table};
use crate::german::calendar_words::{
    month_names, month_where, named_month, named_weekday, weekday_names, weekday_where,
};

const SMALL_NUMBERS: &[(&str, u32)] = &[
    ("ein", 1),
    ("eins", 1),
    ("eine", 1),
    ("einer", 1),
    ("einen", 1),
    ("einem", 1),
    ("ne", 1),
    ("ner", 1),
    ("nen", 1),
    ("one", 1),
    ("a", 1),
    ("an", 1),
    ("zwei", 2),
    ("zwo", 2),
    ("two", 2),
    ("drei", 3),
    ("three", 3),
    ("vier", 4),
    ("four", 4),
    ("fuenf", 5),
    ("five", 5),
    ("sechs", 6),
    ("six", 6),
    ("sieben", 7),
    ("seven", 7),
    ("acht", 8),
    ("eight", 8),
    ("neun", 9),
    ("nine", 9),
    ("zehn", 10),
    ("ten", 10),
    ("elf", 11),
    ("eleven", 11),
    ("zwoelf", 12),
    ("twelve", 12),
    ("dreizehn", 13),
    ("vierzehn", 14),
    ("fourteen", 14),
    ("fuenfzehn", 15),
    ("fifteen", 15),
    ("sechzehn", 16),
    ("siebzehn", 17),
    ("achtzehn", 18),
    ("neunzehn", 19),
    ("zwanzig", 20),
    ("twenty", 20),
    ("fuenfundzwanzig", 25),
    ("dreissig", 30),
    ("thirty", 30),
    ("vierzig", 40),
    ("forty", 40),
    ("fuenfundvierzig", 45),
    ("fuenfzig", 50),
    ("sechzig", 60),
    ("sixty", 60),
    ("neunzig", 90),
    ("ninety", 90),
];

const ORDINALS: &[&str] = &[
    "erste",
    "zweite",
    "dritte",
    "vierte",
    "fuenfte",
    "sechste",
    "siebte",
    "achte",
    "neunte",
    "zehnte",
    "elfte",
    "zwoelfte",
    "dreizehnte",
    "vierzehnte",
    "fuenfzehnte",
    "sechzehnte",
    "siebzehnte",
    "achtzehnte",
    "neunzehnte",
    "zwanzigste",
    "einundzwanzigste",
    "zweiundzwanzigste",
    "dreiundzwanzigste",
    "vierundzwanzigste",
    "fuenfundzwanzigste",
    "sechsundzwanzigste",
    "siebenundzwanzigste",
    "achtundzwanzigste",
    "neunundzwanzigste",
    "dreissigste",
    "einunddreissigste",
];

const DAY_PARTS: &[(DayPart, &[&str])] = &[
    (
        DayPart::Morning,
        &["frueh", "morgens", "vormittag", "vormittags", "fruehmorgens", "morning", "mornings", "vormittage", "vm"],
    ),
    (DayPart::Noon, &["mittag", "mittags", "lunchtime"]),
    (
        DayPart::Afternoon,
        &["nachmittag", "nachmittags", "afternoon", "afternoons", "nachmittage", "nm", "spaetnachmittag"],
    ),
    (DayPart::Evening, &["abend", "abends", "evening", "evenings", "tonight"]),
];

/// The weekday of a word in full; one slip of the pen is forgiven.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    // What starts with a day's name is another word: "freitags", "montage".
    let near = |name: &str| name.len() >= 6 && !word.starts_with(name) && slip_of(word, name);
    named_weekday(word).or_else(|| (word.len() >= 6).then(|| weekday_where(near)).flatten())
}

/// The weekday and part of "Dienstagnachmittag".
pub(super) fn weekday_with_part(word: &str) -> Option<(Weekday, DayPart)> {
    weekday_names().find_map(|(day, name)| {
        let rest = word.strip_prefix(name)?;
        let part = if matches!(rest, "morgen" | "morgens") { DayPart::Morning } else { day_part(rest)? };
        Some((day, part))
    })
}

/// The number of a month, 1 to 12; one slip of the pen is forgiven.
pub(super) fn month(word: &str) -> Option<u32> {
    let near = |name: &str| name.len() >= 6 && slip_of(word, name);
    named_month(word).or_else(|| (word.len() >= 6).then(|| month_where(near)).flatten())
}

/// The value of a number word.
pub(super) fn number_word(word: &str) -> Option<u32> {
    static BY_NAME: LazyLock<Table<u32>> = LazyLock::new(|| SMALL_NUMBERS.iter().copied().collect());
    BY_NAME.get(word).copied()
}

/// The value of "ersten", "zweiter" and so on.
pub(super) fn ordinal_word(word: &str) -> Option<u32> {
    let stem = word.strip_suffix(['n', 'r', 'm', 's']).unwrap_or(word);
    if !stem.ends_with("te") {
        return None;
    }
    ORDINALS.iter().position(|name| *name == stem).and_then(|place| u32::try_from(place + 1).ok())
}

/// The part of the day that a word names.
pub(super) fn day_part(word: &str) -> Option<DayPart> {
    DAY_PARTS.iter().find(|(_, names)| names.contains(&word)).map(|(part, _)| *part)
}

/// All number words.
pub(super) fn numbers() -> impl Iterator<Item = &'static str> {
    SMALL_NUMBERS.iter().map(|(name, _)| *name)
}

/// All ordinals, without the endings of their cases.
pub(super) fn ordinals() -> impl Iterator<Item = &'static str> {
    ORDINALS.iter().copied()
}

/// All words for parts of the day.
pub(super) fn day_parts() -> impl Iterator<Item = &'static str> {
    DAY_PARTS.iter().flat_map(|(_, names)| names.iter().copied())
}

/// Whether a word may be the name of a day or month with a slip of the pen, more letters behind it, or an ordinal with
/// its ending. A quick answer for the many words that are nothing of the kind.
pub(super) fn near_day_or_month(word: &str) -> bool {
    const SHORTEST: usize = 5;
    static BY_FIRST: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
        let mut names: Vec<Vec<&str>> = (0..=u8::MAX).map(|_| Vec::new()).collect();
        for name in weekday_names().map(|(_, name)| name).chain(month_names()).filter(|name| name.len() > SHORTEST) {
            names[usize::from(name.as_bytes()[0])].push(name);
        }
        names
    });
    let Some(first) = word.as_bytes().first().filter(|_| word.len() >= SHORTEST) else { return false };
    BY_FIRST[usize::from(*first)].iter().any(|name| word.starts_with(name) || slip_of(word, name))
        || ordinal_word(word).is_some()
}

/// Whether a full stop after this word belongs to the word.
pub(super) fn abbreviation(word: &Token) -> bool {
    word.is_on(List::Abbreviation) || (word.text.ends_with("str") && word.text.len() > 5)
}

/// Whether this word, capitalised after a full stop, opens a new sentence.
pub(super) fn starts_sentence(word: &Token) -> bool {
    word.is_on(List::SentenceStart)
}

/// Whether `word` is `name` with one letter wrong, missing, doubled or two swapped.
pub(super) fn slip_of(word: &str, name: &str) -> bool {
    word.len().abs_diff(name.len()) <= 1
        && word.as_bytes().first() == name.as_bytes().first()
        && if word.is_ascii() { is_one_slip(word.as_bytes(), name.as_bytes()) } else { osa_distance(word, name) == 1 }
}

/// The same of letters that are one byte each, without the table that the distance of any two words needs.
fn is_one_slip(word: &[u8], name: &[u8]) -> bool {
    let same = word.iter().zip(name).take_while(|(one, other)| one == other).count();
    let (word, name) = (&word[same..], &name[same..]);
    match (word, name) {
        ([_, word_rest @ ..], [_, name_rest @ ..]) if word.len() == name.len() => {
            word_rest == name_rest
                || matches!((word, name), ([a, b, rest @ ..], [c, d, other @ ..]) if a == d && b == c && rest == other)
        }
        ([_, rest @ ..], _) if word.len() == name.len() + 1 => rest == name,
        (_, [_, rest @ ..]) if name.len() == word.len() + 1 => rest == word,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{month, ordinal_word, slip_of, weekday, weekday_with_part};
    use crate::german::requests::DayPart;
    use chrono::Weekday;
    use proptest::prelude::*;
    use strsim::osa_distance;

    #[test]
    fn misspelt_days_and_months_are_understood() {
        for (word, day) in [
            ("donerstag", Weekday::Thu),
            ("mitwoch", Weekday::Wed),
            ("donnersatg", Weekday::Thu),
            ("freitg", Weekday::Fri),
        ] {
            assert_eq!(weekday(word), Some(day), "{word}");
        }
        assert_eq!(month("dezmber"), Some(12));
        for word in ["montage", "mittag", "sonstig", "freitags"] {
            assert_eq!(weekday(word), None, "{word}");
        }
        assert!(!slip_of("lachen", "machen"));
    }

    proptest! {
        #[test]
        fn a_slip_is_one_step_of_the_distance_of_words(word in "a[abc]{0,5}", name in "a[abc]{0,5}") {
            let near = word.len().abs_diff(name.len()) <= 1;
            prop_assert_eq!(slip_of(&word, &name), near && osa_distance(&word, &name) == 1);
        }
    }

    #[test]
    fn compounds_and_ordinals() {
        assert_eq!(weekday_with_part("dienstagnachmittag"), Some((Weekday::Tue, DayPart::Afternoon)));
        assert_eq!(ordinal_word("ersten"), Some(1));
        assert_eq!(ordinal_word("einunddreissigsten"), Some(31));
        assert_eq!(ordinal_word("siebte"), Some(7));
    }
}
