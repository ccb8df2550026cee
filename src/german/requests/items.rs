//! The time items of a sentence, in the order they stand, and how each is tied to what surrounds it.

use super::class::{Class, Classes};
use super::clock::{Clock, clock_at};
use super::day::{Day, DayName, day_at};
use super::dictionary::Opens;
use super::request::DayPart;
use super::tokens::{Kind, Token};
use super::vocabulary::day_part;
use super::week::{Stretch, Third, stretch_at};
use super::word_list::List;

/// One day, stretch of days, part of a day or clock time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Item {
    Day(Day),
    Stretch(Stretch, Option<Third>),
    Part(DayPart),
    Clock(Clock),
    /// "zur gleichen Zeit".
    SameClock,
}

/// The word before an item that changes what it is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tie {
    /// Nothing special.
    Free,
    /// "ab", "beginnend": the first of many.
    From,
    /// "bis", "spätestens", "vor": a limit.
    Until,
    /// "vom", "seit": the date of something else.
    Since,
    /// "zwischen": the first of two.
    Between,
    /// "statt": what no longer holds.
    Instead,
    /// "auf": where something is moved to.
    Onto,
    /// "unser Treffen am …": the time of a meeting that is known already.
    Known,
}

/// An item and the tokens it covers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Found {
    pub item: Item,
    pub tie: Tie,
    /// Whether only connecting words stand between it and the item before.
    pub joined: bool,
    /// Whether a dash joins it to the item before.
    pub dashed: bool,
    pub first: usize,
    pub end: usize,
}

impl Found {
    /// "montags", "jeden Dienstag".
    pub(super) fn is_habit(&self) -> bool {
        matches!(self.item, Item::Day(Day { name: DayName::Every(..), .. }))
    }
}

/// Words between a preposition and the day it belongs to.
const ARTICLES: &[&str] = &[
    "am",
    "den",
    "dem",
    "der",
    "die",
    "zum",
    "the",
    "on",
    "zu",
    "einschliesslich",
    "um",
    "gegen",
    "kommenden",
    "in",
    "im",
    "ca",
    "etwa",
];

/// How many items one sentence may have; what has more is a timetable.
const MOST_ITEMS: usize = 60;

/// Finds all time items of a sentence, given the classes of its words.
pub(super) fn items(tokens: &[Token], words: &[Classes], english: bool) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < tokens.len() && found.len() < MOST_ITEMS {
        let opens = tokens[at].known.opens;
        let joined = opens.any() && found.last().is_some_and(|last| tokens[last.end..at].iter().all(connects));
        let Some((item, used)) = item_at(tokens, at, joined, english) else {
            at += 1;
            continue;
        };
        let since = found.last().map_or(0, |last| last.end);
        let dashed = joined && tokens[since..at].iter().any(|token| token.is_mark('-'));
        found.push(Found { item, tie: tie(tokens, words, since, at, item), joined, dashed, first: at, end: at + used });
        at += used;
    }
    found
}

fn item_at(tokens: &[Token], at: usize, near: bool, english: bool) -> Option<(Item, usize)> {
    let opens = tokens[at].known.opens;
    let item = if opens.any() { any_item_at(tokens, at, near, english, |kind| opens.has(kind)) } else { None };
    debug_assert_eq!(item, any_item_at(tokens, at, near, english, |_| true), "{:?} opens more", tokens[at]);
    item
}

/// The item at a token, of those kinds that may begin there.
fn any_item_at(
    tokens: &[Token],
    at: usize,
    near: bool,
    english: bool,
    may_be: impl Fn(Opens) -> bool,
) -> Option<(Item, usize)> {
    let token = &tokens[at];
    if !matches!(token.kind, Kind::Word | Kind::Number) {
        return None;
    }
    let day = || day_at(tokens, at, english).map(|(day, used)| (Item::Day(day), used));
    let stretch = || stretch_at(tokens, at).map(|(stretch, third, used)| (Item::Stretch(stretch, third), used));
    let clock = || clock_at(tokens, at, near, english).map(|(clock, used)| (Item::Clock(clock), used));
    // "früh" and "mittag" may be parts of other phrases; with "am" or an "s" they are times.
    let part = || day_part(&token.text).map(|part| (Item::Part(part), 1));
    may_be(Opens::DAY)
        .then(day)
        .flatten()
        .or_else(|| may_be(Opens::STRETCH).then(stretch).flatten())
        .or_else(|| may_be(Opens::CLOCK).then(clock).flatten())
        .or_else(|| may_be(Opens::SAME_CLOCK).then(|| same_clock(tokens, at)).flatten())
        .or_else(|| may_be(Opens::PART).then(part).flatten())
}

/// "um dieselbe Zeit", "zur gleichen Uhrzeit", "gleiche Zeit", "at the same time".
fn same_clock(tokens: &[Token], at: usize) -> Option<(Item, usize)> {
    let lead = usize::from(tokens[at].is_any(&["um", "zur", "zu", "at", "the", "die"]))
        + usize::from(tokens.get(at + 1).is_some_and(|token| token.is_any(&["die", "der", "the"])));
    let same = tokens.get(at + lead)?.is_any(&[
        "dieselbe",
        "derselben",
        "selbe",
        "selben",
        "gleiche",
        "gleichen",
        "selber",
        "gleicher",
        "same",
    ]);
    let time = tokens.get(at + lead + 1)?.is_any(&["zeit", "uhrzeit", "time"]);
    (same && time).then_some((Item::SameClock, lead + 2))
}

/// Words and marks that join the items of one list.
fn connects(token: &Token) -> bool {
    match token.kind {
        Kind::Word => token.is_on(List::Connector),
        Kind::Mark(mark) => matches!(mark, ',' | '(' | ')' | '/' | '-' | '&' | ':' | '.' | ';' | '|'),
        _ => false,
    }
}

/// The tie of an item to the words before it; `since` is where the item before it ends.
fn tie(tokens: &[Token], words: &[Classes], since: usize, at: usize, item: Item) -> Tie {
    // The prepositions of a clock time belong to it.
    let own = matches!(item, Item::Clock(_)).then(|| &tokens[at]);
    let place = (since..at).rev().find(|place| !tokens[*place].is_any(ARTICLES));
    let before = place.map(|place| &tokens[place]);
    for token in [own, before].into_iter().flatten() {
        let tie = match token.text.as_str() {
            "bis" | "spaetestens" | "until" | "till" | "by" | "before" | "through" => Tie::Until,
            "vor" | "after" | "nach" if matches!(item, Item::Day(_) | Item::Stretch(..)) => Tie::Until,
            "ab" | "beginnend" | "starting" | "erstmals" => Tie::From,
            "vom" | "seit" | "since" | "dated" => Tie::Since,
            "zwischen" | "between" => Tie::Between,
            "statt" | "anstatt" | "anstelle" => Tie::Instead,
            "of" if tokens[since..at].iter().any(|token| token.is("instead")) => Tie::Instead,
            "auf" | "to" => Tie::Onto,
            _ => continue,
        };
        return tie;
    }
    if place.is_some_and(|place| is_known_meeting(tokens, words, place)) { Tie::Known } else { Tie::Free }
}

/// "unser Treffen", "die nächste Besprechung": a meeting that both know of already.
fn is_known_meeting(tokens: &[Token], words: &[Classes], noun: usize) -> bool {
    const DEFINITE: &[&str] = &["der", "die", "das", "den", "dem", "des", "zum", "zur", "beim", "the"];
    const OWNED: &[&str] = &["unser", "ihr", "dein", "eure", "euer", "our", "your"];
    let definite = |token: &Token| {
        token.is_any(DEFINITE) || (token.kind == Kind::Word && OWNED.iter().any(|stem| token.text.starts_with(stem)))
    };
    let adjective = |token: &&Token| token.kind == Kind::Word && !token.capital && !definite(token);
    let described = tokens[..noun].iter().rev().take_while(adjective).take(2).count();
    words.get(noun).is_some_and(|word| word.has(Class::Meeting))
        && noun.checked_sub(described + 1).is_some_and(|place| definite(&tokens[place]))
}
