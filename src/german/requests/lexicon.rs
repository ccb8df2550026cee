//! The vocabulary of meetings: which classes the words and phrases of a sentence belong to.

use std::sync::LazyLock;

use super::class::{Class, Classes};
use super::outlook::cuts;
use super::phrase::{Phrase, Piece, Signs};
use super::tokens::{Kind, Token};
use super::vocabulary::slip_of;
use super::word_list::{Table, sections};
use crate::german::affixes::{Affixes, Side};

static GERMAN: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(include_str!("words/german.txt")));
static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(include_str!("words/english.txt")));

/// The section of words that are understood with one slip of the pen.
const FORGIVING: &str = "Forgiving";

/// Words of fewer letters are too near to others to be forgiven a slip.
const SHORTEST_FORGIVEN: usize = 6;

/// What the words of a sentence are.
#[derive(Debug)]
pub(super) struct Said {
    /// The classes at each token; a phrase counts at its first word.
    pub by_token: Vec<Classes>,
    /// All classes that the words have in any reading: idioms taken literally, and each part of the sentence opening it.
    pub at_most: Classes,
}

/// The classes of the words of a sentence.
pub(super) fn said(tokens: &[Token], english: bool) -> Said {
    let lexicon: &Lexicon = if english { &ENGLISH } else { &GERMAN };
    let mut by_token = vec![Classes::default(); tokens.len()];
    let mut at_most = Classes::default();
    let mut idioms = Vec::new();
    let signs = Signs::of(tokens.iter().filter(|token| token.kind == Kind::Word).map(|token| token.text.as_str()));
    for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Word) {
        let mut classes = Classes::default();
        // A last part of a sentence that is read alone is opened by what stands behind the mark.
        let opens = at.checked_sub(1).is_none_or(|before| cuts(&tokens[before]));
        let mut at_phrase = |phrase: &Phrase| {
            if !phrase.may_be_among(signs) || (phrase.opens && !opens) {
                return;
            }
            let Some(length) = phrase.length_at(&tokens[at..]) else { return };
            match phrase.class {
                Some(class) => {
                    at_most = at_most.with(class);
                    if !phrase.opens || at == 0 {
                        classes = classes.with(class);
                    }
                }
                None if !phrase.opens || at == 0 => idioms.push(at..at + length),
                None => {}
            }
        };
        let own = match lexicon.words.get(token.text.as_str()) {
            Some(word) => {
                word.phrases.iter().for_each(|place| at_phrase(&lexicon.phrases[*place]));
                word.classes
            }
            None => {
                lexicon.loose(&token.text).for_each(|place| at_phrase(&lexicon.phrases[place]));
                lexicon.unlisted(&token.text)
            }
        };
        by_token[at] = classes.and(own);
        at_most = at_most.and(own);
    }
    for idiom in idioms {
        by_token[idiom].fill(Classes::default());
    }
    Said { by_token, at_most }
}

/// The classes at each token of a sentence; a phrase counts at its first word.
pub(super) fn classes(tokens: &[Token], english: bool) -> Vec<Classes> {
    said(tokens, english).by_token
}

/// A word of the lists, or one that a phrase begins with.
#[derive(Default)]
struct Word {
    classes: Classes,
    /// The phrases that may begin with it, by their place.
    phrases: Vec<usize>,
}

struct Lexicon {
    words: Table<Word>,
    phrases: Vec<Phrase>,
    /// Those of the phrases that begin with the start of a word.
    started: Affixes<Vec<usize>>,
    /// Those that begin with the ending of a word, or with any.
    loose: Vec<usize>,
    /// "liefer*"
    starts: Affixes<Classes>,
    /// "*gespraech"
    endings: Affixes<Classes>,
    /// Words that are understood with a slip of the pen, and what their lists say of them.
    forgiving: Vec<(&'static str, Classes)>,
}

impl Lexicon {
    fn new(text: &'static str) -> Self {
        let mut lexicon = Self {
            words: Table::default(),
            phrases: Vec::new(),
            started: Affixes::new(Side::Start),
            loose: Vec::new(),
            starts: Affixes::new(Side::Start),
            endings: Affixes::new(Side::End),
            forgiving: Vec::new(),
        };
        for (name, words) in sections(text) {
            let class = Class::ALL.iter().find(|(known, _)| *known == name).map(|(_, class)| *class);
            for word in words {
                match (name, class) {
                    (FORGIVING, _) => lexicon.forgiving.push((word, Classes::default())),
                    (_, Some(class)) if !word.contains(' ') => lexicon.add_word(word, class),
                    _ => lexicon.add_phrase(word, class),
                }
            }
        }
        lexicon.complete();
        lexicon
    }

    fn add_word(&mut self, word: &'static str, class: Class) {
        if let Some(start) = word.strip_suffix('*') {
            self.starts.entry(start).add(class);
        } else if let Some(ending) = word.strip_prefix('*') {
            self.endings.entry(ending).add(class);
        } else {
            self.words.entry(word).or_default().classes.add(class);
        }
    }

    fn add_phrase(&mut self, text: &'static str, class: Option<Class>) {
        let phrase = Phrase::new(text, class);
        let place = self.phrases.len();
        match phrase.first() {
            Some(Piece::Word(word)) => self.words.entry(word).or_default().phrases.push(place),
            Some(Piece::Start(start)) if !start.is_empty() => {
                self.started.entry(start).push(place);
            }
            _ => self.loose.push(place),
        }
        self.phrases.push(phrase);
    }

    /// Tells the words of the lists what else is true of them, so that they need not be compared with parts of words.
    fn complete(&mut self) {
        for (name, classes) in &mut self.forgiving {
            *classes = self.words.get(name).map_or_else(Classes::default, |word| word.classes);
        }
        let mut words = std::mem::take(&mut self.words);
        for (text, word) in &mut words {
            word.classes = self.or_meant(self.whole(word.classes, text), text);
            word.phrases.extend(self.loose(text));
        }
        self.words = words;
    }

    /// The classes of a word that is on no list.
    fn unlisted(&self, word: &str) -> Classes {
        self.or_meant(self.whole(Classes::default(), word), word)
    }

    /// The classes of a word together with those that its start and ending give it.
    fn whole(&self, own: Classes, word: &str) -> Classes {
        let parts = self.starts.of(word).chain(self.endings.of(word));
        let classes = parts.fold(own, |classes, (_, more)| classes.and(*more));
        // A "Liefertermin" is no meeting.
        if classes.has(Class::Delivery) { classes.without(Class::Meeting) } else { classes }
    }

    /// What a word is that means nothing as it is written, but may be another one misspelt.
    fn or_meant(&self, classes: Classes, word: &str) -> Classes {
        if classes != Classes::default() || word.len() < SHORTEST_FORGIVEN {
            return classes;
        }
        let meant = self.forgiving.iter().find(|(name, _)| slip_of(word, name));
        meant.map_or(classes, |(_, meant)| *meant)
    }

    /// The phrases that begin with a part of this word, or with any word.
    fn loose<'l>(&'l self, word: &'l str) -> impl Iterator<Item = usize> + 'l {
        let started = self.started.of(word).flat_map(|(_, places)| places.iter().copied());
        started.chain(self.loose.iter().copied().filter(move |place| self.phrases[*place].may_begin_with(word)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Class, Classes, FORGIVING, classes, sections};
    use crate::german::requests::tokens::tokens;

    #[test]
    fn every_section_is_a_class() {
        for text in [include_str!("words/german.txt"), include_str!("words/english.txt")] {
            for (name, words) in sections(text) {
                let known = Class::ALL.iter().any(|(class, _)| *class == name) || ["Idiom", FORGIVING].contains(&name);
                assert!(known && !words.is_empty(), "{name}");
            }
        }
    }

    #[test]
    fn words_compounds_phrases_and_idioms() {
        let table = [
            ("treffen", Class::Meet, true),
            ("Abstimmungsgespräch", Class::Meeting, true),
            ("trefen", Class::Meet, true),
            ("Wie wäre es", Class::HowAbout, true),
            ("ich habe Sie gern um mich, bitte freundlich um Ruhe", Class::AskFor, true),
            ("Können Sie das infrage kommende Teil", Class::Come, false),
            ("Ja, bis dann", Class::AsSaid, false),
            ("Bis dann", Class::AsSaid, true),
        ];
        for (text, class, expected) in table {
            assert_eq!(Classes::of(&classes(&tokens(text, 0), false)).has(class), expected, "{text}");
        }
    }
}
