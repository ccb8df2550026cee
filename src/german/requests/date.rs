//! Dates in figures and months: "26.11.2026", "3.12.", "2. Dezember", "December 2nd", "am 27."

use super::day::DayName;
use super::hour::names_a_thing;
use super::tokens::{Kind, Token};
use super::vocabulary::{month, ordinal_word, weekday};

/// "26.11.2026", "3.12.", "2026-11-26", "26. Nov.", "December 2nd", "am 27."
pub(super) fn date_at(tokens: &[Token], at: usize) -> Option<(DayName, usize)> {
    if names_a_thing(tokens, at) {
        return None;
    }
    iso_date(tokens, at)
        .or_else(|| dotted_date(tokens, at))
        .or_else(|| day_and_month(tokens, at))
        .or_else(|| month_and_day(tokens, at))
        .or_else(|| slashed_date(tokens, at))
        .or_else(|| day_of_month(tokens, at))
}

fn iso_date(tokens: &[Token], at: usize) -> Option<(DayName, usize)> {
    let [year, dash, month, second, day, ..] = tokens.get(at..)? else { return None };
    let dashes = dash.is_mark('-') && second.is_mark('-') && dash.glued && month.glued && second.glued && day.glued;
    let year = year.number(4).filter(|year| (2000..2100).contains(year) && dashes)?;
    let name = date(day.number(2)?, month.number(2)?, i32::try_from(year).ok())?;
    Some((name, 5))
}

fn dotted_date(tokens: &[Token], at: usize) -> Option<(DayName, usize)> {
    let [day, dot, month, rest @ ..] = tokens.get(at..)? else { return None };
    if !dot.is_mark('.') || !dot.glued || joined_to_number(tokens, at) {
        return None;
    }
    let (day, month_number) = (day.number(2)?, month.number(2)?);
    let closing = rest.first().is_some_and(|dot| dot.is_mark('.') && dot.glued);
    let (year, year_used) = if closing { year_at(rest, 1) } else { (None, 0) };
    let unit = rest.first().is_some_and(|token| token.is_any(&["uhr", "h", "pm"]) || (token.is("am") && token.glued));
    // "7.12" without its last full stop is a date only where a date must stand.
    let announced = at.checked_sub(1).is_some_and(|before| {
        let before = &tokens[before];
        before.is_any(&["am", "den", "dem", "der", "vom", "zum", "bis"]) || weekday(&before.text).is_some()
    });
    let written_out = closing && (month.glued || year.is_some() || rest.len() > 1);
    if !written_out && (!announced || unit || !month.glued) {
        return None;
    }
    let name = date(day, month_number, year)?;
    Some((name, 3 + usize::from(closing) + year_used))
}

/// Whether the number goes on from another one: "1.2.3", "0.14".
fn joined_to_number(tokens: &[Token], at: usize) -> bool {
    let mark = at.checked_sub(1).and_then(|before| tokens.get(before));
    let number = at.checked_sub(2).and_then(|before| tokens.get(before));
    tokens[at].glued
        && mark.is_some_and(|mark| matches!(mark.kind, Kind::Mark('.' | ':' | ',')) && mark.glued)
        && number.is_some_and(|number| number.kind == Kind::Number)
}

/// A year at `offset`: four digits, or two that stand right behind the full stop.
fn year_at(tokens: &[Token], offset: usize) -> (Option<i32>, usize) {
    let comma = usize::from(tokens.get(offset).is_some_and(|token| token.is_mark(',')));
    let Some(token) = tokens.get(offset + comma) else { return (None, 0) };
    match token.number(4) {
        Some(year) if (2000..2100).contains(&year) => (i32::try_from(year).ok(), 1 + comma),
        Some(year) if token.text.len() == 2 && token.glued && comma == 0 && (20..60).contains(&year) => {
            (i32::try_from(2000 + year).ok(), 1)
        }
        _ => (None, 0),
    }
}

fn day_and_month(tokens: &[Token], at: usize) -> Option<(DayName, usize)> {
    let first = tokens.get(at)?;
    let day = first.number(2).or_else(|| ordinal_word(&first.text))?;
    let mut i = at + 1;
    let ending = tokens
        .get(i)
        .is_some_and(|token| token.is_mark('.') || (token.glued && token.is_any(&["th", "st", "nd", "rd"])));
    i += usize::from(ending);
    i += usize::from(tokens.get(i).is_some_and(|token| token.is("of")));
    let name = tokens.get(i).filter(|token| token.kind == Kind::Word)?;
    // "may" and "mar" are words as well.
    let month = month(&name.text).filter(|_| name.capital || name.text.len() > 3)?;
    i += 1;
    let abbreviated = tokens.get(i).is_some_and(|token| token.is_mark('.') && token.glued)
        && tokens.get(i + 1).is_some()
        && name.text.len() <= 4;
    i += usize::from(abbreviated);
    let (year, used) = year_at(tokens, i);
    Some((date(day, month, year)?, i + used - at))
}

fn month_and_day(tokens: &[Token], at: usize) -> Option<(DayName, usize)> {
    let name = tokens.get(at).filter(|token| token.kind == Kind::Word && token.capital)?;
    let month = month(&name.text)?;
    let mut i = at + 1;
    i += usize::from(tokens.get(i).is_some_and(|token| token.is_mark('.') && token.glued));
    let day = tokens.get(i)?.number(2)?;
    i += 1;
    let ending = tokens.get(i).is_some_and(|token| token.glued && token.is_any(&["th", "st", "nd", "rd"]));
    // "November 10:00" is an hour.
    if tokens.get(i).is_some_and(|token| token.is_mark(':') || token.is_any(&["uhr", "h", "am", "pm"])) {
        return None;
    }
    i += usize::from(ending);
    let (year, used) = year_at(tokens, i);
    Some((date(day, month, year)?, i + used - at))
}

fn slashed_date(tokens: &[Token], at: usize) -> Option<(DayName, usize)> {
    let [day, slash, month, second, year, ..] = tokens.get(at..)? else { return None };
    let slashes = slash.is_mark('/') && second.is_mark('/') && month.glued && year.glued;
    let (year, _) = slashes.then(|| year_at(std::slice::from_ref(year), 0))?;
    Some((date(day.number(2)?, month.number(2)?, Some(year?))?, 5))
}

/// "am 27." and, in a list, "1." of "1. oder 2. Dezember" and "26" of "26. und 27.11."
fn day_of_month(tokens: &[Token], at: usize) -> Option<(DayName, usize)> {
    let first = tokens.get(at)?;
    let day = first.number(2).filter(|day| (1..=31).contains(day))?;
    let next = tokens.get(at + 1);
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    let announced = before.is_some_and(|token| {
        token.is_any(&["am", "den", "dem", "der", "zum", "vom", "bis", "the", "auf", "oder", "und", "ab"])
            || weekday(&token.text).is_some()
    });
    let english = next.is_some_and(|token| token.glued && token.is_any(&["th", "st", "nd", "rd"]));
    if english {
        return announced.then_some((DayName::DayOfMonth(day), 2));
    }
    if !next.is_some_and(|token| token.is_mark('.') && token.glued) {
        return None;
    }
    let after = tokens.get(at + 2);
    // "3. Stock" counts storeys; "am 27. um 13 Uhr" is a day.
    let noun = |token: &Token| {
        token.kind == Kind::Word
            && token.capital
            && weekday(&token.text).is_none()
            && !token.is_any(&["zeit", "lust", "luft", "uhr"])
    };
    let counts = after.is_some_and(|token| noun(token) || token.kind == Kind::Number && token.glued);
    let listed = after.is_some_and(|token| {
        token.is_any(&["oder", "und", "bis", "or", "and"])
            || token.is_mark('/')
            || token.is_mark('-')
            || token.is_mark(',')
    });
    let dated = |from: usize| {
        tokens.get(from..).is_some_and(|rest| {
            (0..rest.len().min(4)).any(|i| dotted_date(rest, i).or_else(|| day_and_month(rest, i)).is_some())
        })
    };
    ((announced && !counts) || (listed && dated(at + 3))).then_some((DayName::DayOfMonth(day), 2))
}

fn date(day: u32, month: u32, year: Option<i32>) -> Option<DayName> {
    let valid = chrono::NaiveDate::from_ymd_opt(year.unwrap_or(2024), month, day).is_some();
    valid.then_some(DayName::Date { day, month, year })
}
