//! Where people are to meet: "bei uns in der Kanzlei", "Ort: Raum 2.14", "Industriestr. 8".

use std::sync::LazyLock;

use super::acts::Act;
use super::class::Class;
use super::sentences::{Sentence, labelled};
use super::tokens::{Kind, Token};
use super::vocabulary::{day_part, month, weekday};
use super::word_list::List;
use crate::german::affixes::{Affixes, Side};

/// A sentence with what is known about it.
pub(super) struct Part<'a> {
    pub sentence: &'a Sentence<'a>,
    pub act: &'a Act,
}

impl Part<'_> {
    /// Whether it asks, offers or names a time: its places are where one meets.
    fn offers(&self) -> bool {
        self.act.rule.is_some()
            || self.act.bare
            || !self.act.times.slots.is_empty()
            || self.act.classes.has_any(&[Class::Meet, Class::Come])
    }

    fn timed(&self, at: usize) -> bool {
        self.act.found.iter().any(|found| (found.first..found.end).contains(&at))
    }
}

/// The place that the mail names, in its own words.
pub(super) fn location(text: &str, parts: &[Part]) -> Option<String> {
    if let Some(line) = parts.iter().find_map(|part| place_line(text, part.sentence.tokens)) {
        return Some(line);
    }
    let mut best: Option<(u8, &str)> = None;
    for part in parts {
        for (rank, start, end) in phrases(part) {
            // Elsewhere in the mail only what is surely a place counts, and it counts less.
            let rank = if part.offers() {
                rank + 3
            } else if rank >= 4 || (rank == 3 && !part.act.classes.has(Class::Verb)) {
                rank
            } else {
                continue;
            };
            if best.is_none_or(|(known, _)| rank > known) {
                let tokens = part.sentence.tokens;
                best = text.get(tokens[start].start..tokens[end - 1].end).map(|words| (rank, words));
            }
        }
    }
    best.map(|(_, words)| words.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// "Ort: …", "Treffpunkt: …", "Treffpunkt ist …".
fn place_line(text: &str, tokens: &[Token]) -> Option<String> {
    const LABELS: &[&str] =
        &["ort", "treffpunkt", "wo", "adresse", "location", "place", "where", "veranstaltungsort", "raum"];
    let skip = usize::from(tokens.first().is_some_and(|token| token.kind != Kind::Word));
    let tokens = &tokens[skip..];
    let start = if labelled(tokens) && tokens[0].is_any(LABELS) {
        tokens.iter().position(|token| token.is_mark(':'))? + 1
    } else {
        let at = tokens.iter().position(|token| token.is("treffpunkt"))? + 1;
        at + tokens[at..].iter().take_while(|token| token.is_any(&["ist", "waere"]) || token.is_mark(':')).count()
    };
    let rest = &tokens[start..];
    let ends = |token: &Token| {
        matches!(token.kind, Kind::Mark('?' | '!' | ';')) || token.is_any(&["verstaendigt", "und", "um"])
    };
    let rest = &rest[..rest.iter().position(ends).unwrap_or(rest.len())];
    let last = rest.iter().rposition(|token| !token.is_mark('.') && !token.is_mark(','))?;
    text.get(rest[0].start..rest[last].end).map(str::to_owned)
}

/// Phrases that may be places, as (rank, first token, end).
fn phrases(part: &Part) -> Vec<(u8, usize, usize)> {
    let tokens = part.sentence.tokens;
    let mut phrases = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match phrase_at(part, at) {
            Some((rank, end)) if end > at => {
                phrases.push((rank, at, end));
                at = end;
            }
            _ => at += 1,
        }
    }
    phrases
}

/// The place at a token: 5 an address, 4 a room, 3 a known place, 2 "bei uns", 1 any noun or "vor Ort".
fn phrase_at(part: &Part, at: usize) -> Option<(u8, usize)> {
    const PREPOSITIONS: &[&str] = &["im", "am", "in", "an", "auf", "bei", "beim", "ins", "ans", "at", "zu"];
    let tokens = part.sentence.tokens;
    let first = &tokens[at];
    if part.timed(at) || part.act.muted.get(at).copied().unwrap_or(false) {
        return None;
    }
    if first.is("vor") && tokens.get(at + 1).is_some_and(|next| next.is("ort")) {
        return Some((1, at + 2));
    }
    if street(tokens, at) {
        return Some((5, number_end(tokens, street_number(tokens, at))));
    }
    // ", Rathaus, Zimmer 3": a place needs no preposition in a list of facts.
    let listed =
        at > 0 && (tokens[at - 1].is_mark(',') || part.timed(at - 1) || first.is_any(&["baustelle", "raum", "zimmer"]));
    if let Some(rank) = known_place(tokens, at).filter(|_| listed) {
        return Some((rank, phrase_end(part, at + 1)));
    }
    if !first.is_any(PREPOSITIONS) {
        return None;
    }
    let whose = tokens.get(at + 1).is_some_and(|token| token.is_any(&["uns", "ihnen", "mir", "dir", "euch"]));
    if first.is_any(&["bei", "zu"]) && whose {
        let further = (at + 2 < tokens.len()).then(|| phrase_at(part, at + 2)).flatten();
        // "Bei mir ginge es am Montag" names no place.
        let suits = part.act.classes.has_any(&[Class::Fit, Class::Maybe, Class::HowAbout, Class::Free])
            && !part.act.classes.has_any(&[Class::Come, Class::Meet]);
        return further.map(|(rank, end)| (rank.max(2), end)).or((!suits).then_some((2, at + 2)));
    }
    noun_phrase(part, at)
}

fn noun_phrase(part: &Part, at: usize) -> Option<(u8, usize)> {
    let tokens = part.sentence.tokens;
    if tokens[at].is("zu") {
        return None;
    }
    let mut i = at + 1;
    let describes = |token: &Token| {
        token.kind == Kind::Word
            && (!token.capital || token.is_any(&["ihrem", "ihren", "ihrer", "grossen", "kleinen", "neuen"]))
    };
    while i < at + 4 && tokens.get(i).is_some_and(describes) && known_place(tokens, i).is_none() {
        i += 1;
    }
    let noun = tokens.get(i).filter(|noun| noun.kind == Kind::Word && !part.timed(i))?;
    let compound = tokens.get(i + 1).is_some_and(|dash| dash.is_mark('-') && dash.glued);
    // "ich bin im Haus" says that somebody is there, not where to go.
    if compound || (i == at + 1 && noun.is_any(&["haus", "hause"])) {
        return None;
    }
    if let Some(rank) = known_place(tokens, i) {
        return Some((rank, phrase_end(part, i + 1)));
    }
    // "In der ersten Dezemberwoche" is no place either.
    let span = ["woche", "wochen", "monat", "monaten", "quartal", "haelfte"].iter().any(|end| noun.text.ends_with(end));
    let time = span || day_part(&noun.text).is_some() || month(&noun.text).is_some() || weekday(&noun.text).is_some();
    let abstract_noun = ["ung", "tion", "keit", "heit", "schaft", "gespraech", "termin", "meeting", "call"]
        .iter()
        .any(|ending| noun.text.ends_with(ending));
    let is_name = noun.capital && !time && !abstract_noun && !noun.is_on(List::NoPlace) && !tokens[at].is("auf");
    let goes_to =
        tokens[at].is("an") && tokens.get(at + 1).is_some_and(|article| article.is_any(&["den", "die", "das"]));
    (is_name && !goes_to && !meeting_noun(&noun.text)).then(|| (1, phrase_end(part, i + 1)))
}

fn meeting_noun(word: &str) -> bool {
    ["sitzung", "treffen", "workshop", "telefonat", "jour", "kaffee", "mittagessen", "runde", "besuch", "austausch"]
        .iter()
        .any(|noun| word.ends_with(noun))
}

/// The rank of a known place: a numbered room is surer than a house.
fn known_place(tokens: &[Token], at: usize) -> Option<u8> {
    let word = tokens.get(at).filter(|token| token.kind == Kind::Word)?;
    let known = !word.is_on(List::NoPlace) && (word.is_on(List::Place) || is_compound(word));
    let numbered =
        tokens.get(at + 1).is_some_and(|next| next.kind == Kind::Number || next.text.len() == 1 && next.capital);
    known.then_some(if numbered && (word.text.ends_with("raum") || word.text.ends_with("zimmer") || word.is("room")) {
        4
    } else {
        3
    })
}

/// "Pfarrhaus" and, with its capital, "Hausflur".
fn is_compound(word: &Token) -> bool {
    const SHORTEST_START: usize = 5;
    const SHORTEST_ENDING: usize = 4;
    static STARTS: LazyLock<Affixes<()>> = LazyLock::new(|| places(SHORTEST_START, Side::Start));
    static ENDINGS: LazyLock<Affixes<()>> = LazyLock::new(|| places(SHORTEST_ENDING, Side::End));
    let text = word.text.as_str();
    (word.capital && STARTS.of(text).next().is_some())
        || ENDINGS.of(text).any(|(place, ())| text.len() > place.len() + 1)
}

/// The places of at least so many letters.
fn places(shortest: usize, side: Side) -> Affixes<()> {
    let mut places = Affixes::new(side);
    for place in List::Place.words().filter(|place| place.len() >= shortest) {
        places.entry(place);
    }
    places
}

/// How far a place goes on: "Café am Markt", "Kreishaus, Zimmer 214", "Büro in Graz".
fn phrase_end(part: &Part, from: usize) -> usize {
    const LINKS: &[&str] = &["in", "im", "am", "an", "zur", "zum", "bei", "beim"];
    let tokens = part.sentence.tokens;
    let mut end = from;
    while let Some(token) = tokens.get(end).filter(|_| !part.timed(end)) {
        let name = |token: &Token| token.kind == Kind::Word && token.capital && !token.is_on(List::NoPlace);
        let article = usize::from(tokens.get(end + 1).is_some_and(|token| token.is_any(&["der", "dem", "den", "die"])));
        let linked = tokens.get(end + 1 + article).is_some_and(|next| name(next) && !part.timed(end + 1 + article));
        let titled =
            token.is_mark('.') && tokens[end - 1].is_any(&["dr", "prof"]) && tokens.get(end + 1).is_some_and(name);
        if token.kind == Kind::Number && tokens[end - 1].kind == Kind::Word {
            end = number_end(tokens, end);
        } else if token.is_mark('.') && street(tokens, end - 1) {
            end = number_end(tokens, end + 1);
        } else if name(token) {
            end += 1;
        } else if token.is_any(LINKS) && linked {
            end += 2 + article;
        } else if titled || (token.is_mark(',') && detail(tokens, end + 1)) {
            end += 2;
        } else {
            break;
        }
    }
    end.min(tokens.len())
}

/// "Zimmer 214", "3. Stock", "Bahnhofstr. 3" behind a comma.
fn detail(tokens: &[Token], at: usize) -> bool {
    let Some(next) = tokens.get(at) else { return false };
    let storey =
        next.kind == Kind::Number && tokens.get(at + 2).is_some_and(|word| word.is_any(&["stock", "etage", "og"]));
    storey || street(tokens, at) || known_place(tokens, at).is_some_and(|_| next.capital)
}

/// "Industriestr. 8", "Lindenallee 12", "Am Hang 3".
fn street(tokens: &[Token], at: usize) -> bool {
    const ENDINGS: &[&str] =
        &["strasse", "str", "allee", "weg", "platz", "gasse", "ring", "damm", "ufer", "markt", "chaussee", "hang"];
    let Some(name) = tokens.get(at).filter(|token| token.kind == Kind::Word && token.capital) else { return false };
    let number = tokens.get(street_number(tokens, at));
    ENDINGS.iter().any(|ending| name.text.ends_with(ending))
        && number.is_some_and(|token| token.kind == Kind::Number && token.text.len() <= 3)
}

fn street_number(tokens: &[Token], at: usize) -> usize {
    at + 1 + usize::from(tokens.get(at + 1).is_some_and(|token| token.is_mark('.')))
}

/// The end of "3.07", "C 112", "12a".
fn number_end(tokens: &[Token], at: usize) -> usize {
    let mut end = at + 1;
    while let Some(token) = tokens.get(end) {
        let decimal = token.is_mark('.')
            && token.glued
            && tokens.get(end + 1).is_some_and(|next| next.glued && next.kind == Kind::Number);
        let digits = token.kind == Kind::Number && token.glued;
        let letter = token.kind == Kind::Word && token.glued && token.text.len() == 1;
        if !(decimal || digits || letter) {
            break;
        }
        end += 1;
    }
    end.min(tokens.len())
}
