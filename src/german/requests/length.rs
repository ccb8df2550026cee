//! How long a meeting is to take: "eine halbe Stunde", "ca. 1,5 Stunden", "45 min", "halbstündig".

use super::tokens::{Kind, Token};
use super::vocabulary::number_word;

/// The first length of a meeting that a sentence states, in minutes.
pub(super) fn stated_length(tokens: &[Token]) -> Option<u32> {
    (0..tokens.len()).find_map(|at| length_at(tokens, at)).filter(|minutes| (5..=24 * 60).contains(minutes))
}

fn length_at(tokens: &[Token], at: usize) -> Option<u32> {
    let token = tokens.get(at)?;
    let hour_follows = tokens.get(at + 1).is_some_and(is_hour);
    let (minutes, used) = match token.text.as_str() {
        "viertelstunde" | "viertelstuendchen" => (15, 1),
        "dreiviertelstunde" => (45, 1),
        "halbstunde" | "halbestunde" => (30, 1),
        "halbe" | "halbes" | "halben" if hour_follows => (30, 2),
        "anderthalb" | "eineinhalb" if hour_follows => (90, 2),
        "zweieinhalb" if hour_follows => (150, 2),
        "half" => (30, half_an_hour(tokens, at)?),
        word if token.kind == Kind::Word && word.contains("stuend") => (adjective(word)?, 1),
        word if token.kind == Kind::Word && word.contains("minuet") && word.len() > 9 => {
            (number_word(word.split("minuet").next()?)?, 1)
        }
        _ => counted(tokens, at)?,
    };
    (!is_delay(tokens, at, at + used)).then_some(minutes)
}

/// "halbstündig", "einstündige", "zweistündiger", "dreiviertelstündig".
fn adjective(word: &str) -> Option<u32> {
    let count = word.split("stuend").next()?;
    match count {
        "halb" => Some(30),
        "viertel" => Some(15),
        "dreiviertel" => Some(45),
        "anderthalb" | "eineinhalb" => Some(90),
        _ => number_word(count).map(|hours| hours * 60),
    }
}

fn half_an_hour(tokens: &[Token], at: usize) -> Option<usize> {
    let article = usize::from(tokens.get(at + 1)?.is_any(&["an", "a"]));
    is_hour(tokens.get(at + 1 + article)?).then_some(2 + article)
}

/// "45 Minuten", "zehn Minuten", "1,5 Stunden", "2–3 Stunden", "eine Stunde", "one-hour".
fn counted(tokens: &[Token], at: usize) -> Option<(u32, usize)> {
    let token = &tokens[at];
    let mut i = at + 1;
    let mut tenths = if token.kind == Kind::Number { token.number(3)? * 10 } else { number_word(&token.text)? * 10 };
    if token.kind == Kind::Number
        && tokens.get(i).is_some_and(|mark| mark.glued && (mark.is_mark(',') || mark.is_mark('.')))
        && let Some(digit) =
            tokens.get(i + 1).filter(|digit| digit.glued && digit.text.len() == 1).and_then(|digit| digit.number(1))
    {
        tenths += digit;
        i += 2;
    }
    // "20-30 Minuten", "eine bis zwei Stunden": the longer one.
    if tokens.get(i).is_some_and(|mark| mark.is_mark('-') || mark.is_any(&["bis", "oder", "to"]))
        && let Some(more) = tokens.get(i + 1).and_then(|more| more.number(3).or_else(|| number_word(&more.text)))
        && tokens.get(i + 2).is_some_and(|unit| is_hour(unit) || is_minute(unit))
    {
        tenths = more * 10;
        i += 2;
    }
    i += usize::from(tokens.get(i).is_some_and(|mark| mark.is_mark('-') && mark.glued));
    i += usize::from(
        tokens.get(i).is_some_and(|word| word.is_any(&["gute", "knappe", "volle", "ganze", "kurze", "full", "kleine"])),
    );
    let unit = tokens.get(i)?;
    if is_minute(unit) {
        Some((tenths / 10, i + 1 - at))
    } else if is_hour(unit) {
        Some((tenths * 6, i + 1 - at))
    } else {
        None
    }
}

fn is_hour(token: &Token) -> bool {
    token.is_any(&["stunde", "stunden", "stuendchen", "std", "hour", "hours"])
}

fn is_minute(token: &Token) -> bool {
    token.is_any(&["minuten", "minute", "min", "minuetchen", "minutes", "mins"])
}

/// Whether it is a delay, a distance or a notice period: "20 Minuten Verspätung", "in 10 Minuten", "24 Stunden vorher".
fn is_delay(tokens: &[Token], start: usize, end: usize) -> bool {
    let before = start.checked_sub(1).and_then(|before| tokens.get(before));
    let after = tokens.get(end);
    before.is_some_and(|token| token.is_any(&["in", "vor", "seit", "um", "binnen", "innerhalb", "within", "ago"]))
        || after.is_some_and(|token| {
            token.is_any(&[
                "verspaetung",
                "vorher",
                "spaeter",
                "fahrt",
                "entfernt",
                "frueher",
                "late",
                "later",
                "ago",
                "before",
                "fahrzeit",
                "zuvor",
            ])
        })
}
