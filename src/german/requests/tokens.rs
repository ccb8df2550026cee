//! A text as tokens: words, numbers, marks, line ends and links.

use compact_str::CompactString;

use super::dictionary::{Known, Opens, known};
use super::word_list::List;
use crate::german::folding::fold_briefly;

/// Addresses are looked for within this many bytes, so that a text without spaces costs no more than others.
const LONGEST_LINK: usize = 300;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters.
    Word,
    /// Digits.
    Number,
    /// One sign of punctuation.
    Mark(char),
    /// The end of a line.
    LineEnd,
    /// A web or mail address; nothing in it is language.
    Link,
}

/// One token and where it stands in the text.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub kind: Kind,
    /// The word in the vocabulary's spelling, or the digits as written; nearly all fit without an allocation.
    pub text: CompactString,
    /// What is known of it, whatever stands around it.
    pub known: Known,
    /// The value of a number of at most nine digits.
    pub value: u32,
    /// Whether a word starts with a capital.
    pub capital: bool,
    /// Whether it follows the token before it without a space.
    pub glued: bool,
    pub start: usize,
    pub end: usize,
}

impl Token {
    pub(super) fn is(&self, word: &str) -> bool {
        self.kind == Kind::Word && self.text.as_str() == word
    }

    pub(super) fn is_any(&self, words: &[&str]) -> bool {
        let text = self.text.as_str();
        let Some(first) = text.as_bytes().first().filter(|_| self.kind == Kind::Word) else { return false };
        // Words of one length differ in their first letter nearly always.
        words.iter().any(|word| word.len() == text.len() && word.as_bytes()[0] == *first && *word == text)
    }

    /// Whether it is a word of a list.
    pub(super) fn is_on(&self, list: List) -> bool {
        self.known.lists.has(list)
    }

    /// Puts another word in its place.
    pub(super) fn replace(&mut self, word: CompactString) {
        self.known = known(&word);
        self.text = word;
    }

    pub(super) fn is_mark(&self, mark: char) -> bool {
        self.kind == Kind::Mark(mark)
    }

    /// The value of a number with at most `digits` digits.
    pub(super) fn number(&self, digits: usize) -> Option<u32> {
        (self.kind == Kind::Number && self.text.len() <= digits).then_some(self.value)
    }
}

/// Cuts a tidy text into tokens, from a byte on.
pub(super) fn tokens(text: &str, from: usize) -> Vec<Token> {
    let mut tokens = Vec::with_capacity((text.len() - from) / 5);
    let mut at = from;
    let mut glued = false;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        if first == ' ' {
            glued = false;
            at += 1;
            continue;
        }
        let (kind, length) = if first == '\n' {
            (Kind::LineEnd, 1)
        } else if let Some(length) = may_start_link(&tokens, glued).then(|| link(rest)).flatten() {
            (Kind::Link, length)
        } else if first.is_ascii_digit() {
            (Kind::Number, run(rest, |c| c.is_ascii_digit()))
        } else if first.is_alphabetic() {
            (Kind::Word, word(rest))
        } else {
            (Kind::Mark(first), first.len_utf8())
        };
        let raw = &rest[..length];
        let text = if kind == Kind::Word { expanded(fold_briefly(raw)) } else { CompactString::new(raw) };
        let known = match kind {
            Kind::Word => known(&text),
            Kind::Number => Known { opens: Opens::FIGURES, ..Known::default() },
            _ => Known::default(),
        };
        tokens.push(Token {
            kind,
            text,
            known,
            value: if kind == Kind::Number && length <= 9 { raw.parse().unwrap_or(0) } else { 0 },
            capital: first.is_uppercase(),
            glued,
            start: at,
            end: at + length,
        });
        at += length;
        glued = kind != Kind::LineEnd;
    }
    tokens
}

/// "wenns" is "wenn es", "schaffst dus" is "schaffst du es"; the tables know "wenn" and "du".
fn expanded(word: CompactString) -> CompactString {
    match word.as_str() {
        "wenns" => CompactString::const_new("wenn"),
        "obs" => CompactString::const_new("ob"),
        "dus" => CompactString::const_new("du"),
        _ => word,
    }
}

/// The length of the letters at the start; an apostrophe between letters belongs to the word.
fn word(text: &str) -> usize {
    // Most words are of plain letters alone, up to a space.
    let plain = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    if matches!(text.as_bytes().get(plain), None | Some(b' ' | b'\n' | b',' | b'.' | b'?')) {
        return plain;
    }
    let mut length = 0;
    for (at, character) in text.char_indices() {
        let letter = character.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&character);
        let joins = character == '\'' && text[at + 1..].starts_with(char::is_alphabetic);
        if !letter && !joins {
            break;
        }
        length = at + character.len_utf8();
    }
    length
}

fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|character| !belongs(character)).unwrap_or(text.len())
}

/// Addresses start after a space or a bracket, not inside of a word.
fn may_start_link(before: &[Token], glued: bool) -> bool {
    !glued || before.last().is_some_and(|token| matches!(token.kind, Kind::Mark('(' | '<' | '[' | '"' | ':')))
}

/// The length of a web or mail address at the start.
fn link(text: &str) -> Option<usize> {
    let mut run = text.bytes().take(LONGEST_LINK + char::MAX_LEN_UTF8).take_while(|byte| !byte.is_ascii_whitespace());
    // Nearly every word is told apart from an address here.
    if !run.any(|byte| matches!(byte, b'@' | b':')) && !text.starts_with("www.") {
        return None;
    }
    let mut length = 0;
    for (at, character) in text.char_indices() {
        if at > LONGEST_LINK || character.is_whitespace() || matches!(character, '<' | '>' | '"' | ')' | ',') {
            break;
        }
        length = at + character.len_utf8();
    }
    let run = &text[..length];
    let is_link = run.contains("://") || run.starts_with("www.") || (run.contains('@') && run.contains('.'));
    is_link.then(|| run.trim_end_matches(['.', '?', '!', ':', ';']).len()).filter(|length| *length > 0)
}

#[cfg(test)]
mod tests {
    use super::{Kind, tokens};

    fn texts(text: &str) -> Vec<String> {
        tokens(text, 0).into_iter().map(|token| token.text.into_string()).collect()
    }

    #[test]
    fn words_numbers_and_marks() {
        assert_eq!(texts("Um 14h30, wär's gut?"), ["um", "14", "h", "30", ",", "waers", "gut", "?"]);
        assert_eq!(texts("26.11.26"), ["26", ".", "11", ".", "26"]);
    }

    #[test]
    fn links_are_one_token() {
        let found = tokens("Siehe https://x.example/a?b=1. Oder j@x.example", 0);
        let links: Vec<_> = found.iter().filter(|token| token.kind == Kind::Link).map(|token| &token.text).collect();
        assert_eq!(links, ["https://x.example/a?b=1", "j@x.example"]);
    }
}
