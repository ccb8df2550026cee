//! Word lists kept as text under `words/`: "Name: word, word" with further lines set in; a phrase stays on its line.

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::FixedState;

/// A table of fixed words; what strangers write is only looked up in it, so that it needs no keyed hash.
pub(super) type Table<Value> = HashMap<&'static str, Value, FixedState>;

/// Declares the lists together with their names in the text.
macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident,)+) => {
        /// A list of words that are alike in one respect.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum List {
            $($(#[$doc])* $name,)+
        }

        impl List {
            /// All lists with their names.
            const ALL: &[(&str, List)] = &[$((stringify!($name), List::$name),)+];
        }
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
    /// Words that open a clause which says something else: "aber".
    Turn,
    /// Who reports somebody else's wish: "er bittet um Rückruf".
    Reporting,
    /// The call that is reported.
    CallBack,
    /// People who are neither the writer nor the reader.
    Another,
    /// Words that open a clause whose verb comes last.
    Subordinate,
    /// Articles of a day that is not said: "an einem Abend".
    SomeArticle,
    /// "Sie" and "Ihnen", which without a capital are other people.
    Polite,
    /// Words that open a case which may come: "wenn nötig".
    Case,
}

/// The lists that a word is on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Lists(u32);

impl Lists {
    pub(super) fn has(self, list: List) -> bool {
        self.0 & Self::bit(list) != 0
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn bit(list: List) -> u32 {
        1 << list as u32
    }
}

static LISTS: LazyLock<Table<Lists>> = LazyLock::new(|| {
    let mut lists = Table::default();
    for (name, words) in sections(include_str!("words/lists.txt")) {
        let list = List::ALL.iter().find(|(known, _)| *known == name).map(|(_, list)| Lists(Lists::bit(*list)));
        for word in words {
            let all: &mut Lists = lists.entry(word).or_default();
            *all = all.and(list.unwrap_or_default());
        }
    }
    lists
});

impl List {
    /// All words of the list.
    pub(super) fn words(self) -> impl Iterator<Item = &'static str> {
        listed_words().filter(move |(_, lists)| lists.has(self)).map(|(word, _)| word)
    }
}

/// All words that are on a list, and on which.
pub(super) fn listed_words() -> impl Iterator<Item = (&'static str, Lists)> {
    LISTS.iter().map(|(word, lists)| (*word, *lists))
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
    use super::{List, sections};

    #[test]
    fn every_list_is_there_and_every_section_is_a_list() {
        for (name, list) in List::ALL {
            assert!(list.words().next().is_some(), "{name} is empty");
        }
        for (name, _) in sections(include_str!("words/lists.txt")) {
            assert!(List::ALL.iter().any(|(known, _)| *known == name), "no list is called {name}");
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
