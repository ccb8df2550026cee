//! Meetings that recur: "jeden Montag", "alle zwei Wochen", "wöchentlich", as an RRULE.

use chrono::Weekday;

use super::day::phrase;
use super::tokens::Token;
use super::vocabulary::number_word;
use crate::german::weekday_code;

/// The RRULE of a sentence, given the weekdays it names as recurring.
pub(super) fn rrule(tokens: &[Token], every: &[(Weekday, Option<u32>)]) -> Option<String> {
    let interval = (0..tokens.len()).find_map(|at| interval(tokens, at));
    if let Some((weekday, Some(nth))) = every.first() {
        return Some(format!("FREQ=MONTHLY;BYDAY={nth}{}", weekday_code(*weekday)));
    }
    let days: Vec<&str> = every.iter().map(|(weekday, _)| weekday_code(*weekday)).collect();
    let (frequency, interval) = interval.or(if days.is_empty() { None } else { Some(("WEEKLY", 1)) })?;
    let interval = if interval > 1 { format!(";INTERVAL={interval}") } else { String::new() };
    let days =
        if days.is_empty() || frequency != "WEEKLY" { String::new() } else { format!(";BYDAY={}", days.join(",")) };
    Some(format!("FREQ={frequency}{interval}{days}"))
}

fn interval(tokens: &[Token], at: usize) -> Option<(&'static str, u32)> {
    let token = &tokens[at];
    if token.is_any(&["woechentlich", "woechentliche", "woechentlichen", "woechentliches", "weekly"]) {
        return Some(("WEEKLY", 1));
    }
    if token.is_any(&[
        "zweiwoechentlich",
        "vierzehntaegig",
        "biweekly",
        "fortnightly",
        "zweiwoechig",
        "vierzehntaegige",
    ]) {
        return Some(("WEEKLY", 2));
    }
    if token.is_any(&["monatlich", "monatliche", "monatlichen", "monthly"]) {
        return Some(("MONTHLY", 1));
    }
    if token.is_any(&["taeglich", "taegliche", "taegliches", "daily"]) {
        return Some(("DAILY", 1));
    }
    if token.number(2) == Some(14)
        && tokens.get(at + 1).is_some_and(|dash| dash.is_mark('-'))
        && tokens.get(at + 2).is_some_and(|word| word.text.starts_with("taegig"))
    {
        return Some(("WEEKLY", 2));
    }
    if phrase(tokens, at, &["jede", "woche"]) || phrase(tokens, at, &["every", "week"]) {
        return Some(("WEEKLY", 1));
    }
    if phrase(tokens, at, &["jeden", "monat"]) || phrase(tokens, at, &["every", "month"]) {
        return Some(("MONTHLY", 1));
    }
    if phrase(tokens, at, &["jede", "zweite", "woche"])
        || phrase(tokens, at, &["every", "other"])
        || phrase(tokens, at, &["every", "second"])
    {
        return Some(("WEEKLY", 2));
    }
    let counted = token.is_any(&["alle", "every"]);
    let number = tokens.get(at + 1).filter(|_| counted)?;
    let count = number.number(2).or_else(|| number_word(&number.text))?;
    match tokens.get(at + 2)?.text.as_str() {
        "wochen" | "weeks" => Some(("WEEKLY", count)),
        "tage" if count % 7 == 0 => Some(("WEEKLY", count / 7)),
        "monate" | "months" => Some(("MONTHLY", count)),
        _ => None,
    }
}
