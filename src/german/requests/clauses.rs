//! The clauses of a sentence: which of them ask, and which deny what they say.

use super::class::{Class, Classes};
use super::items::{Found, Item};
use super::tokens::{Kind, Token};

/// Whether a sentence asks by its word order: "könnten Sie …" at its start, or right behind an inline greeting.
pub(super) fn inverted(tokens: &[Token], by_token: &[Classes]) -> bool {
    let greets = tokens.first().is_some_and(|token| {
        token.is_any(&[
            "hallo", "hi", "hey", "liebe", "lieber", "guten", "sehr", "moin", "servus", "frau", "herr", "dear", "hello",
        ])
    });
    let reach = if greets { 7 } else { 1 };
    if conditional(tokens) {
        return false;
    }
    (0..reach.min(tokens.len().saturating_sub(1))).any(|at| {
        let verb = by_token[at].has_any(&[Class::Modal, Class::WouldHave])
            || tokens[at].is_any(&[
                "haben", "hast", "habt", "passt", "ginge", "geht", "waere", "waeren", "bist", "darf", "are", "do",
            ]);
        let subject = tokens[at + 1]
            .is_any(&["sie", "wir", "du", "ihr", "ich", "es", "ihnen", "dir", "euch", "we", "you", "i", "das"]);
        let thanks = tokens
            .get(at + 2)
            .is_some_and(|token| token.is_any(&["vielen", "herzlichen", "besten", "recht", "lieben", "dank"]));
        verb && subject && !thanks && (at == 0 || tokens[at - 1].kind != Kind::Word || greets)
    })
}

/// "Sollte es klemmen, rufen Sie an", "Haben Sie Fragen, melden Sie sich": a condition in the order of a question.
fn conditional(tokens: &[Token]) -> bool {
    if tokens[0].is_any(&["sollte", "sollten", "solltest"]) {
        return true;
    }
    let Some(comma) = tokens.iter().position(|token| token.is_mark(',')) else { return false };
    let result = &tokens[comma + 1..];
    let orders = result.get(1).is_some_and(|token| token.is_any(&["sie", "du", "wir", "ich", "uns", "mich"]));
    orders || result.first().is_some_and(|token| token.is_any(&["bitte", "dann", "so", "please"]))
}

/// Which tokens stand in a clause that denies: "Mittwoch kann ich leider nicht".
pub(super) fn muted(tokens: &[Token], by_token: &[Classes], found: &[Found], asks: bool) -> Vec<bool> {
    let mut muted = vec![false; tokens.len()];
    let ends = clause_ends(tokens, by_token, found);
    let told = background(&ends, by_token, found);
    let mut start = 0;
    for end in ends {
        let clause = Classes::of(&by_token[start..end]);
        // "Wollen wir uns nicht am Dienstag treffen?" denies nothing.
        let polite = asks && end == tokens.len();
        if clause.has(Class::Unable)
            || (clause.has(Class::Not) && !polite && !clause.has(Class::If))
            || told.contains(&end)
        {
            muted[start..end].fill(true);
        }
        start = end;
    }
    muted
}

/// The ends of clauses that tell what happens at a time, beside one that asks: "…, um 14 Uhr kommt schon der Beton".
fn background(ends: &[usize], by_token: &[Classes], found: &[Found]) -> Vec<usize> {
    let mut start = 0;
    let mut timed = Vec::new();
    for end in ends {
        let clause = Classes::of(&by_token[start..*end]);
        let has_clock =
            found.iter().any(|found| (start..*end).contains(&found.first) && matches!(found.item, Item::Clock(_)));
        if has_clock {
            let personal = clause.has_any(&[
                Class::You,
                Class::I,
                Class::We,
                Class::Modal,
                Class::Conditional,
                Class::Fit,
                Class::Maybe,
                Class::Propose,
            ]);
            timed.push((*end, clause.has(Class::Verb) && !personal));
        }
        start = *end;
    }
    if timed.iter().all(|(_, told)| *told) {
        Vec::new()
    } else {
        timed.into_iter().filter(|(_, told)| *told).map(|(end, _)| end).collect()
    }
}

/// Where clauses end: at "aber", and at commas that do not stand inside of a list of times.
fn clause_ends(tokens: &[Token], by_token: &[Classes], found: &[Found]) -> Vec<usize> {
    let mut ends = Vec::new();
    for (at, token) in tokens.iter().enumerate().skip(1) {
        let turns = token.is_any(&["aber", "sondern", "jedoch", "dafuer", "stattdessen", "but", "ginge", "allerdings"]);
        let breaks = match token.kind {
            Kind::Mark(';') => true,
            Kind::Mark(',' | '-' | ':' | '(' | ')') => {
                let inside = found.iter().any(|found| (found.first..found.end).contains(&at));
                let after_time = found.iter().any(|found| found.end == at);
                let before_time = found.iter().any(|found| {
                    // "…, um 14 Uhr kommt der Beton" goes on with a sentence of its own.
                    let tells = by_token.get(found.end).is_some_and(|word| word.has(Class::Verb));
                    found.joined && found.first > at && found.first <= at + 3 && !tells
                });
                let in_list = inside || (after_time && before_time);
                let in_word = token.is_mark('-') && token.glued;
                !in_list && !in_word
            }
            _ => false,
        };
        if turns || breaks {
            ends.push(at);
        }
    }
    ends.push(tokens.len());
    ends
}

/// What spoils a request in a main clause, but not in one that only tells the circumstances.
const SPOILERS: &[Class] = &[
    Class::Not,
    Class::Unable,
    Class::Past,
    Class::Send,
    Class::Delivery,
    Class::Deadline,
    Class::Inquiry,
    Class::Agreed,
];

/// The words of a sentence, those of subordinate clauses without what would spoil the request: "statt Fotos zu
/// schicken", "bevor der Estrich geliefert wird".
pub(super) fn of_main_clauses(tokens: &[Token], by_token: &[Classes], found: &[Found]) -> Vec<Classes> {
    let mut words = by_token.to_vec();
    let starts = (0..tokens.len()).filter(|at| *at == 0 || tokens[at - 1].is_mark(','));
    for start in starts {
        let end =
            tokens[start..].iter().position(|token| token.is_mark(',')).map_or(tokens.len(), |comma| start + comma);
        // A condition may name the very time that is asked for.
        let condition = tokens[start].is_any(&["wenn", "falls", "sofern", "if"])
            && !found.iter().any(|found| (start..end).contains(&found.first));
        let whole = start == 0 && end == tokens.len();
        if !whole && (condition || tells_circumstances(&tokens[start])) {
            for word in &mut words[start..end] {
                *word = SPOILERS.iter().fold(*word, |word, class| word.without(*class));
            }
        }
    }
    words
}

fn tells_circumstances(token: &Token) -> bool {
    token.is_any(&[
        "statt", "anstatt", "bevor", "ehe", "nachdem", "weil", "damit", "sobald", "solange", "obwohl", "da", "before",
        "after", "because", "instead", "so",
    ])
}

/// Where the last part of a sentence starts, behind a colon, semicolon or dash.
pub(super) fn tail(tokens: &[Token], found: &[Found]) -> Option<usize> {
    const SHORTEST: usize = 4;
    let cuts = |at: &usize| {
        let inside = found.iter().any(|found| (found.first..found.end).contains(at));
        let cuts = match tokens[*at].kind {
            Kind::Mark(':' | ';') => true,
            Kind::Mark('-') => !tokens[*at].glued,
            _ => false,
        };
        cuts && !inside
    };
    (1..tokens.len()).rev().find(cuts).map(|at| at + 1).filter(|from| tokens.len() - from >= SHORTEST)
}
