//! Word lists kept as text under `words/`: "Name: word, word" with further lines set in; a phrase stays on its line.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Declares the lists together with their names in the text.
macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident,)+) => {
        /// A list of words that are alike in one respect.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum List {
            $($(#[$doc])* $name,)+
        }

        const NAMES: &[&str] = &[$(stringify!($name),)+];
    };
}

lists! {
    /// Words whose full stop ends no sentence.
    Abbreviation,
    /// Words that, with a capital after a full stop, open a sentence; a noun after an ordinal is not among them.
    SentenceStart,
    /// First words of a greeting line.
    Greeting,
    /// What a number counts, so that it is no hour.
    Unit,
    /// What a number names: "Raum 3.07", "KW 49".
    Thing,
    /// Words between the times of one list.
    Connector,
    /// Beginnings of words, one of which every request has that asks without a question mark.
    AskingStem,
    /// Beginnings of words, one of which every request has that names no figure.
    MatterStem,
    /// Words that do not count beside a time.
    Small,
    /// What people do when work is over: "ein Bier um sieben" is in the evening.
    AfterWork,
    /// Nouns that are places, alone or as the end of a compound.
    Place,
    /// Nouns behind "im", "am", "bei" that are no places.
    NoPlace,
    /// Words of video meetings.
    Online,
    /// Words of telephone calls.
    Phone,
    /// Words of meetings at a place.
    InPerson,
}

static LISTS: LazyLock<Vec<HashSet<&'static str>>> = LazyLock::new(|| {
    let sections = sections(include_str!("words/lists.txt"));
    let list = |name: &&str| {
        sections.iter().filter(|(other, _)| other == name).flat_map(|(_, words)| words.iter().copied()).collect()
    };
    NAMES.iter().map(list).collect()
});

impl List {
    /// Whether a folded word is on the list.
    pub(super) fn has(self, word: &str) -> bool {
        LISTS.get(self as usize).is_some_and(|list| list.contains(word))
    }

    /// All words of the list.
    pub(super) fn words(self) -> impl Iterator<Item = &'static str> {
        LISTS.get(self as usize).into_iter().flatten().copied()
    }
}

/// The sections of a text of word lists, as name and words.
pub(super) fn sections(text: &'static str) -> Vec<(&'static str, Vec<&'static str>)> {
    let mut sections: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let words = match line.split_once(':') {
            Some((name, words)) if !line.starts_with(' ') => {
                sections.push((name, Vec::new()));
                words
            }
            _ => line,
        };
        if let Some((_, list)) = sections.last_mut() {
            list.extend(words.split(',').map(str::trim).filter(|word| !word.is_empty()));
        }
    }
    sections
}

#[cfg(test)]
mod tests {
    use super::{LISTS, NAMES, sections};

    #[test]
    fn every_list_is_there_and_every_section_is_a_list() {
        for (name, list) in NAMES.iter().zip(LISTS.iter()) {
            assert!(!list.is_empty(), "{name} is empty");
        }
        for (name, _) in sections(include_str!("words/lists.txt")) {
            assert!(NAMES.contains(&name), "no list is called {name}");
        }
    }

    #[test]
    fn lines_break_behind_commas() {
        for text in
            [include_str!("words/lists.txt"), include_str!("words/german.txt"), include_str!("words/english.txt")]
        {
            let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
            for pair in lines.windows(2).filter(|pair| pair[1].starts_with(' ')) {
                assert!(pair[0].ends_with(','), "{}", pair[0]);
            }
        }
    }

    #[test]
    fn words_are_in_folded_spelling() {
        for text in
            [include_str!("words/lists.txt"), include_str!("words/german.txt"), include_str!("words/english.txt")]
        {
            for word in sections(text).into_iter().flat_map(|(_, words)| words) {
                assert_eq!(crate::german::folding::fold(word), word, "not folded");
            }
        }
    }
}
