//! The vocabulary of meetings: which classes the words and phrases of a sentence belong to.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::class::{Class, Classes};
use super::tokens::{Kind, Token};
use super::vocabulary::slip_of;
use super::word_list::sections;

static GERMAN: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(include_str!("words/german.txt")));
static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(include_str!("words/english.txt")));

/// The section of words that are understood with one slip of the pen.
const FORGIVING: &str = "Forgiving";

/// How many words a `~` stands for.
const WIDEST_GAP: usize = 3;

/// How many tokens may stand between the parts of a separable verb, for which a `~~` stands.
const WIDEST_VERB: usize = 14;

struct Lexicon {
    words: HashMap<&'static str, Classes>,
    /// "liefer*", by first byte.
    starts: HashMap<u8, Vec<(&'static str, Classes)>>,
    /// "*gespraech", by last byte.
    endings: HashMap<u8, Vec<(&'static str, Classes)>>,
    /// By the first word.
    phrases: HashMap<&'static str, Vec<Phrase>>,
    /// Those that begin with a part of a word, by its first byte; under zero where that may be any.
    loose_phrases: HashMap<u8, Vec<Phrase>>,
    forgiving: Vec<&'static str>,
}

/// One piece of a phrase.
enum Piece {
    Word(&'static str),
    /// "liefer*"
    Start(&'static str),
    /// "*gespraech"
    Ending(&'static str),
    /// At most so many words.
    Gap(usize),
}

/// Words in a row, `~` being a gap.
struct Phrase {
    pieces: Vec<Piece>,
    /// What it means; an idiom, whose words mean something else than they do alone, has no class.
    class: Option<Class>,
    /// Whether it must open the sentence.
    opens: bool,
}

/// The classes at each token of a sentence; a phrase counts at its first word.
pub(super) fn classes(tokens: &[Token], english: bool) -> Vec<Classes> {
    let lexicon: &Lexicon = if english { &ENGLISH } else { &GERMAN };
    let mut classes: Vec<Classes> = tokens.iter().map(|token| lexicon.word(token)).collect();
    let mut idioms = Vec::new();
    for (at, own) in classes.iter_mut().enumerate() {
        for (phrase, length) in lexicon.phrases_at(tokens, at) {
            match phrase.class {
                Some(class) => *own = own.with(class),
                None => idioms.push(at..at + length),
            }
        }
    }
    for idiom in idioms {
        classes[idiom].fill(Classes::default());
    }
    classes
}

impl Lexicon {
    fn new(text: &'static str) -> Self {
        let mut lexicon = Self {
            words: HashMap::new(),
            starts: HashMap::new(),
            endings: HashMap::new(),
            phrases: HashMap::new(),
            loose_phrases: HashMap::new(),
            forgiving: Vec::new(),
        };
        for (name, words) in sections(text) {
            let class = Class::ALL.iter().find(|(known, _)| *known == name).map(|(_, class)| *class);
            for word in words {
                match (name, class) {
                    (FORGIVING, _) => lexicon.forgiving.push(word),
                    (_, Some(class)) if !word.contains(' ') => lexicon.add_word(word, class),
                    _ => lexicon.add_phrase(word, class),
                }
            }
        }
        lexicon
    }

    fn add_word(&mut self, word: &'static str, class: Class) {
        if let Some(start) = word.strip_suffix('*') {
            add(self.starts.entry(byte(start.as_bytes().first())).or_default(), start, class);
        } else if let Some(ending) = word.strip_prefix('*') {
            add(self.endings.entry(byte(ending.as_bytes().last())).or_default(), ending, class);
        } else {
            let classes = self.words.entry(word).or_default();
            *classes = classes.with(class);
        }
    }

    fn add_phrase(&mut self, phrase: &'static str, class: Option<Class>) {
        let opening = phrase.strip_prefix("^ ");
        let pieces: Vec<Piece> = opening.unwrap_or(phrase).split(' ').map(piece).collect();
        let list = match pieces.first() {
            Some(Piece::Word(word)) => self.phrases.entry(word).or_default(),
            Some(Piece::Start(start)) => self.loose_phrases.entry(byte(start.as_bytes().first())).or_default(),
            _ => self.loose_phrases.entry(0).or_default(),
        };
        list.push(Phrase { pieces, class, opens: opening.is_some() });
    }

    fn word(&self, token: &Token) -> Classes {
        let word = token.text.as_str();
        if token.kind != Kind::Word {
            return Classes::default();
        }
        let mut classes = self.words.get(word).copied().unwrap_or_default();
        let starts = self.starts.get(&byte(word.as_bytes().first())).into_iter().flatten();
        for (_, more) in starts.filter(|(start, _)| word.starts_with(start)) {
            classes = classes.and(*more);
        }
        let endings = self.endings.get(&byte(word.as_bytes().last())).into_iter().flatten();
        for (_, more) in endings.filter(|(ending, _)| word.ends_with(ending)) {
            classes = classes.and(*more);
        }
        // A "Liefertermin" is no meeting.
        if classes.has(Class::Delivery) {
            classes = classes.without(Class::Meeting);
        }
        if classes == Classes::default() && word.len() >= 6 {
            let meant = self.forgiving.iter().find(|name| slip_of(word, name));
            classes = meant.and_then(|name| self.words.get(name)).copied().unwrap_or_default();
        }
        classes
    }

    /// The phrases that start at a token, and how many tokens each takes.
    fn phrases_at<'l>(&'l self, tokens: &'l [Token], at: usize) -> impl Iterator<Item = (&'l Phrase, usize)> {
        let lists = tokens.get(at).filter(|token| token.kind == Kind::Word).map(|token| {
            let first = byte(token.text.as_bytes().first());
            let loose = [first, 0].map(|first| self.loose_phrases.get(&first));
            [self.phrases.get(token.text.as_str()), loose[0], loose[1]]
        });
        let phrases = lists.into_iter().flatten().flatten().flatten();
        phrases
            .filter(move |phrase| !phrase.opens || at == 0)
            .filter_map(move |phrase| Some((phrase, continues(&tokens[at..], &phrase.pieces)?)))
    }
}

fn byte(byte: Option<&u8>) -> u8 {
    byte.copied().unwrap_or(0)
}

fn add(list: &mut Vec<(&'static str, Classes)>, word: &'static str, class: Class) {
    match list.iter_mut().find(|(known, _)| *known == word) {
        Some((_, classes)) => *classes = classes.with(class),
        None => list.push((word, Classes::default().with(class))),
    }
}

fn piece(text: &'static str) -> Piece {
    match (text, text.strip_suffix('*'), text.strip_prefix('*')) {
        ("~", ..) => Piece::Gap(WIDEST_GAP),
        ("~~", ..) => Piece::Gap(WIDEST_VERB),
        (_, Some(start), _) => Piece::Start(start),
        (_, None, Some(ending)) => Piece::Ending(ending),
        (word, None, None) => Piece::Word(word),
    }
}

/// How many tokens a phrase takes at the start, where the tokens go on as it does.
fn continues(tokens: &[Token], phrase: &[Piece]) -> Option<usize> {
    let Some((piece, rest)) = phrase.split_first() else { return Some(0) };
    if let Piece::Gap(widest) = piece {
        return (0..=*widest).find_map(|gap| {
            let unbroken = tokens.get(..gap)?.iter().all(|token| !token.is_mark(','));
            continues(tokens.get(gap..)?, rest).filter(|_| unbroken).map(|length| gap + length)
        });
    }
    // "Kick-off" is written with a dash or without, "froh, dass" with a comma.
    let dash = usize::from(tokens.first().is_some_and(|mark| {
        (mark.is_mark('-') && mark.glued) || (mark.is_mark(',') && matches!(piece, Piece::Word("dass")))
    }));
    let token = tokens.get(dash)?;
    let fits = match piece {
        Piece::Start(start) => token.text.starts_with(start),
        Piece::Ending(ending) => token.text.ends_with(ending),
        Piece::Word(word) => token.text == *word,
        Piece::Gap(_) => false,
    };
    if !fits || token.kind != Kind::Word {
        return None;
    }
    continues(&tokens[dash + 1..], rest).map(|length| dash + 1 + length)
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
