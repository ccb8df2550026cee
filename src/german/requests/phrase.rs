//! Phrases of the vocabulary: words in a row, with gaps between them.

use super::class::Class;
use super::tokens::{Kind, Token};

/// How many words a `~` stands for.
const WIDEST_GAP: usize = 3;

/// How many tokens may stand between the parts of a separable verb, for which a `~~` stands.
const WIDEST_VERB: usize = 14;

/// One piece of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    Word(&'static str),
    /// "liefer*"
    Start(&'static str),
    /// "*gespraech"
    Ending(&'static str),
    /// At most so many words.
    Gap(usize),
}

/// Words in a row, `~` being a gap.
#[derive(Debug)]
pub(super) struct Phrase {
    pieces: Vec<Piece>,
    /// What it means; an idiom, whose words mean something else than they do alone, has no class.
    pub class: Option<Class>,
    /// Whether it must open the sentence.
    pub opens: bool,
    /// The signs of its whole words.
    signs: Signs,
}

/// The words of a sentence or phrase, hashed to one bit each: what a phrase has and a sentence lacks rules it out at once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Signs(u128);

impl Signs {
    pub(super) fn of<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        Self(words.fold(0, |signs, word| signs | Self::sign(word)))
    }

    fn sign(word: &str) -> u128 {
        let bytes = word.as_bytes();
        let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return 0 };
        // Length, first and last letter tell most words apart.
        1 << ((u32::from(*first) * 5 + u32::from(*last) * 3 + u32::try_from(bytes.len()).unwrap_or(0) * 23) % u128::BITS)
    }
}

impl Phrase {
    /// Reads a phrase as the lists write it; `^` stands for the start of the sentence.
    pub(super) fn new(text: &'static str, class: Option<Class>) -> Self {
        let opening = text.strip_prefix("^ ");
        let mut pieces: Vec<Piece> = Vec::new();
        for piece in opening.unwrap_or(text).split(' ').map(piece) {
            match (pieces.last_mut(), piece) {
                // Gaps in a row are one wide gap.
                (Some(Piece::Gap(wide)), Piece::Gap(more)) => *wide += more,
                _ => pieces.push(piece),
            }
        }
        let whole_words = pieces.iter().filter_map(|piece| if let Piece::Word(word) = piece { Some(*word) } else { None });
        let signs = Signs::of(whole_words);
        Self { pieces, class, opens: opening.is_some(), signs }
    }

    pub(super) fn first(&self) -> Option<Piece> {
        self.pieces.first().copied()
    }

    /// Whether its first piece is a part of a word, or any.
    pub(super) fn may_begin_with(&self, word: &str) -> bool {
        self.pieces.first().is_none_or(|piece| piece.may_be(word))
    }

    /// Whether a sentence of these words may have it.
    pub(super) fn may_be_among(&self, words: Signs) -> bool {
        self.signs.0 & !words.0 == 0
    }

    /// How many tokens it takes at the start of these, where they go on as it does.
    pub(super) fn length_at(&self, tokens: &[Token]) -> Option<usize> {
        continues(tokens, &self.pieces)
    }
}

impl Piece {
    fn may_be(self, word: &str) -> bool {
        match self {
            Self::Word(name) => word == name,
            Self::Start(start) => word.starts_with(start),
            Self::Ending(ending) => word.ends_with(ending),
            Self::Gap(_) => true,
        }
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

fn continues(tokens: &[Token], phrase: &[Piece]) -> Option<usize> {
    let Some((piece, rest)) = phrase.split_first() else { return Some(0) };
    if let Piece::Gap(widest) = piece {
        for gap in 0..=*widest {
            if let Some(length) = continues(tokens.get(gap..)?, rest) {
                return Some(gap + length);
            }
            // No gap is wider than a clause.
            if tokens.get(gap).is_none_or(|token| token.is_mark(',')) {
                return None;
            }
        }
        return None;
    }
    // "Kick-off" is written with a dash or without, "froh, dass" with a comma.
    let dash = usize::from(tokens.first().is_some_and(|mark| {
        (mark.is_mark('-') && mark.glued) || (mark.is_mark(',') && *piece == Piece::Word("dass"))
    }));
    let token = tokens.get(dash)?;
    if token.kind != Kind::Word || !piece.may_be(&token.text) {
        return None;
    }
    continues(&tokens[dash + 1..], rest).map(|length| dash + 1 + length)
}
