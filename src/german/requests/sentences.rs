//! Tokens as sentences: what ends one, what a line break means, and how a letter greets.

use std::ops::Range;

use compact_str::format_compact;

use super::tokens::{Kind, Token, tokens};
use super::vocabulary::{abbreviation, month, starts_sentence};
use super::word_list::List;

/// How many tokens a sentence may have: a text without full stops is cut, so that reading it stays quick.
const LONGEST: usize = 400;

/// One sentence, one line of a list, or one "Ort: …" line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sentence<'t> {
    /// Its tokens, without line ends.
    pub tokens: &'t [Token],
    /// Whether it ends with a question mark.
    pub asks: bool,
    /// Whether it ends with a colon, so that a list follows.
    pub opens_list: bool,
}

impl Sentence<'_> {
    /// Its words as they stand in `text`.
    pub(super) fn words<'t>(&self, text: &'t str) -> &'t str {
        match (self.tokens.first(), self.tokens.last()) {
            (Some(first), Some(last)) => text.get(first.start..last.end).unwrap_or_default(),
            _ => "",
        }
    }
}

/// The greeting line of a letter ("Liebe Frau Kern,") and the sentences below it.
#[derive(Debug)]
pub(super) struct Letter {
    /// All tokens but line ends.
    tokens: Vec<Token>,
    /// The words of the greeting, where there is one.
    greeting: Range<usize>,
    sentences: Vec<Span>,
}

/// Where a sentence stands among the tokens, and how it ends.
#[derive(Debug)]
struct Span {
    tokens: Range<usize>,
    asks: bool,
    opens_list: bool,
}

impl Letter {
    pub(super) fn greeting(&self) -> &[Token] {
        &self.tokens[self.greeting.clone()]
    }

    pub(super) fn sentences(&self) -> impl Iterator<Item = Sentence<'_>> {
        self.sentences.iter().map(|Span { tokens, asks, opens_list }| Sentence {
            tokens: &self.tokens[tokens.clone()],
            asks: *asks,
            opens_list: *opens_list,
        })
    }
}

/// Cuts a text into sentences, from a byte on.
pub(super) fn letter(text: &str, from: usize) -> Letter {
    let mut tokens = tokens(text, from);
    let ends = ends(&tokens);
    tokens.retain(|token| token.kind != Kind::LineEnd);
    let mut sentences: Vec<Span> = Vec::with_capacity(ends.len());
    let mut start = 0;
    for end in ends {
        finish(&tokens, start..end, &mut sentences);
        start = end;
    }
    set_third_persons_apart(&mut tokens, &sentences);
    let greeting = take_greeting(&tokens, &mut sentences);
    Letter { tokens, greeting, sentences }
}

/// Where sentences end, counted in tokens that are no line ends.
fn ends(tokens: &[Token]) -> Vec<usize> {
    let mut ends = Vec::new();
    let (mut start, mut passed) = (0, 0);
    for at in 0..tokens.len() {
        let ends_here = if tokens[at].kind == Kind::LineEnd {
            line_ends_sentence(tokens, at)
        } else {
            passed += 1;
            ends_sentence(tokens, at) || passed - start >= LONGEST
        };
        if ends_here {
            ends.push(passed);
            start = passed;
        }
    }
    ends.push(passed);
    ends
}

fn finish(tokens: &[Token], span: Range<usize>, sentences: &mut Vec<Span>) {
    let taken = &tokens[span.clone()];
    let said = taken.iter().any(|token| matches!(token.kind, Kind::Word | Kind::Number));
    if !said {
        // "?!" ends one sentence, not two.
        if let (Some(last), true) = (sentences.last_mut(), taken.iter().any(|token| token.is_mark('?'))) {
            last.asks = true;
        }
        return;
    }
    let ends =
        |mark| taken.iter().rev().take_while(|token| matches!(token.kind, Kind::Mark(_))).any(|t| t.is_mark(mark));
    let (asks, opens_list) = (ends('?'), ends(':'));
    sentences.push(Span { tokens: span, asks, opens_list });
}

/// In a letter that writes "Sie" and "Ihnen" with a capital, "sie" and "ihnen" are other people.
fn set_third_persons_apart(tokens: &mut [Token], sentences: &[Span]) {
    let inner = |span: &Span| {
        tokens[span.tokens.clone()].iter().skip(1).any(|token| token.capital && token.is_on(List::Polite))
    };
    let said = || sentences.iter().flat_map(|span| span.tokens.clone());
    let shouted = || said().all(|at| tokens[at].capital || tokens[at].kind != Kind::Word);
    if !sentences.iter().any(inner) || shouted() {
        return;
    }
    for at in said() {
        let token = &mut tokens[at];
        if !token.capital && token.is_on(List::Polite) {
            token.replace(format_compact!("({})", token.text));
        }
    }
}

fn ends_sentence(tokens: &[Token], at: usize) -> bool {
    match tokens[at].kind {
        Kind::Mark('?' | '!' | '…') => true,
        Kind::Mark('.') => full_stop(tokens, at),
        _ => false,
    }
}

/// Whether a full stop ends a sentence, and not an ordinal, a date or an abbreviation.
fn full_stop(tokens: &[Token], at: usize) -> bool {
    let Some(next) = tokens.get(at + 1) else { return true };
    if next.glued || at == 0 {
        return false;
    }
    let before = &tokens[at - 1];
    match before.kind {
        Kind::Number => {
            let opens = next.kind == Kind::LineEnd || (next.capital && starts_sentence(next));
            opens && month(&next.text).is_none()
        }
        Kind::Word => {
            let letter = before.text.chars().count() == 1;
            !(letter || abbreviation(before)) || (next.capital && starts_sentence(next) && !letter)
        }
        _ => true,
    }
}

/// Whether a line break ends a sentence, or only the line.
fn line_ends_sentence(tokens: &[Token], at: usize) -> bool {
    let Some(next) = tokens.get(at + 1) else { return true };
    if next.kind == Kind::LineEnd {
        return true;
    }
    let line_start = tokens[..at].iter().rposition(|token| token.kind == Kind::LineEnd).map_or(0, |end| end + 1);
    let line = &tokens[line_start..at];
    let Some(last) = line.last() else { return true };
    if starts_item(&tokens[at + 1..]) || starts_item(line) || labelled(&tokens[at + 1..]) || labelled(line) {
        return true;
    }
    if last.is_mark(':') {
        return true;
    }
    let short = last.end - line[0].start < 45;
    let hangs = last.is_mark(',')
        || last.is_any(&["am", "um", "den", "dem", "der", "die", "und", "oder", "von", "bis", "zu", "the", "on", "at"]);
    let greeting = line_start == 0 && last.is_mark(',');
    greeting || (short && !hangs && (next.capital || next.kind == Kind::Number))
}

/// "- …", "* …", "a) …", "1) …", "(1) …": the start of a list item.
fn starts_item(line: &[Token]) -> bool {
    match line {
        [mark, next, ..] if mark.is_mark('-') || mark.is_mark('*') || mark.is_mark('•') || mark.is_mark('+') => {
            !next.glued
        }
        [name, close, ..] if close.is_mark(')') => name.text.len() <= 2,
        [open, _, close, ..] => open.is_mark('(') && close.is_mark(')'),
        _ => false,
    }
}

/// "Ort: …": a name of one or two words and a colon.
pub(super) fn labelled(line: &[Token]) -> bool {
    let names = line.iter().take(3).take_while(|token| token.kind == Kind::Word).count();
    (1..=2).contains(&names) && line.get(names).is_some_and(|token| token.is_mark(':'))
}

/// Takes the greeting off: a first line such as "Guten Morgen Herr Brandt," is no sentence.
fn take_greeting(tokens: &[Token], sentences: &mut Vec<Span>) -> Range<usize> {
    const LONGEST_GREETING: usize = 14;
    let Some(span) = sentences.first().map(|first| first.tokens.clone()) else { return 0..0 };
    let first = &tokens[span.clone()];
    if !first[0].is_on(List::Greeting) {
        return 0..0;
    }
    let words = first.iter().filter(|token| token.kind == Kind::Word).count();
    let ends_as_greeting = match first.last().map(|token| token.kind) {
        Some(Kind::Mark(',' | '!')) => words <= 10,
        Some(Kind::Word) => words <= 6,
        _ => false,
    };
    let plain = |token: &Token| matches!(token.kind, Kind::Word | Kind::Mark(',' | '.' | '!' | '-' | '/'));
    if ends_as_greeting && first.iter().all(plain) {
        sentences.remove(0);
    }
    span.start..span.end.min(span.start + LONGEST_GREETING)
}

#[cfg(test)]
mod tests {
    use super::letter;

    fn cut(text: &str) -> Vec<String> {
        letter(text, 0).sentences().map(|sentence| sentence.words(text).replace('\n', " ")).collect()
    }

    #[test]
    fn full_stops_in_dates_and_abbreviations_end_nothing() {
        assert_eq!(
            cut("Geht es am 2. Dezember um ca. 10 Uhr bei Dr. Kern? Am 3.12. Ich bin da."),
            ["Geht es am 2. Dezember um ca. 10 Uhr bei Dr. Kern?", "Am 3.12.", "Ich bin da."]
        );
    }

    #[test]
    fn lists_and_labels_are_sentences_of_their_own() {
        assert_eq!(
            cut("Ich biete an:\n- Dienstag, 9 Uhr\n- Mittwoch, 10 Uhr\n\nOrt: Büro\nDauer: 1 Stunde"),
            ["Ich biete an:", "- Dienstag, 9 Uhr", "- Mittwoch, 10 Uhr", "Ort: Büro", "Dauer: 1 Stunde"]
        );
    }

    #[test]
    fn wrapped_lines_are_one_sentence() {
        assert_eq!(
            cut("Guten Morgen Herr Brandt,\nkönnten wir uns in der kommenden Woche einmal am\nDienstag sehen?"),
            ["könnten wir uns in der kommenden Woche einmal am Dienstag sehen?"]
        );
    }
}
