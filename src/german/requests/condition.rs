//! Questions that ask nothing: "Möchten Sie mit uns sprechen? Rufen Sie an: 0800 …" is advice to whom it may concern.

use super::class::{Class, Classes};
use super::sentences::Sentence;
use super::tokens::Token;

/// Whether a question is only the condition of the advice in the next sentence. Whoever names a time means it.
pub(super) fn is_condition(question: &Sentence, classes: Classes, next: Option<&Sentence>) -> bool {
    question.asks
        && !classes.has_any(&[Class::Clock, Class::Day])
        && asks_for_a_wish(question.tokens)
        && next.is_some_and(|next| advises(next.tokens))
}

/// "Möchten Sie …", "Haben Sie Interesse …", "Sie möchten …".
fn asks_for_a_wish(tokens: &[Token]) -> bool {
    const WISHES: &[&str] = &[
        "moechten",
        "moechtest",
        "moechtet",
        "wollen",
        "willst",
        "wollt",
        "wuenschen",
        "wuenschst",
        "haben",
        "hast",
        "habt",
        "benoetigen",
        "brauchen",
        "brauchst",
        "suchen",
        "suchst",
        "interessieren",
        "planen",
        "koennen",
        "passt",
        "want",
        "would",
        "need",
        "like",
        "do",
        "have",
    ];
    const READER: &[&str] = &["sie", "du", "ihr", "ihnen", "dir", "you"];
    tokens.iter().take(3).any(|token| token.is_any(WISHES)) && tokens.iter().take(3).any(|token| token.is_any(READER))
}

/// "Rufen Sie an", "Dann vereinbaren Sie …", "Hier geht es zur Buchung", "Call us".
fn advises(tokens: &[Token]) -> bool {
    const STEPS: &[&str] = &[
        "rufen",
        "ruf",
        "ruft",
        "schreiben",
        "schreib",
        "schreibt",
        "melden",
        "melde",
        "meldet",
        "nutzen",
        "nutze",
        "buchen",
        "buche",
        "bucht",
        "klicken",
        "klick",
        "klickt",
        "vereinbaren",
        "vereinbare",
        "kontaktieren",
        "kontaktiere",
        "waehlen",
        "waehle",
        "besuchen",
        "besuche",
        "besucht",
        "sichern",
        "sichere",
        "wenden",
        "sprechen",
        "sprich",
        "fordern",
        "starten",
        "registrieren",
        "call",
        "book",
        "click",
        "contact",
        "write",
        "visit",
        "register",
        "reach",
        "get",
        "reply",
    ];
    // "Dann", "Einfach", "Hier" and the like may come first.
    tokens.iter().take(3).any(|token| token.is_any(STEPS))
        || tokens.first().is_some_and(|token| token.is_any(&["dann", "hier", "einfach", "then", "simply", "just"]))
}
