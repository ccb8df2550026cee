//! Days as people name them: "übermorgen", "nächsten Dienstag", "am 3.12.", "Donnerstag in acht Tagen".

use chrono::Weekday;

use super::date::date_at;
use super::request::DayPart;
use super::tokens::{Kind, Token};
use super::vocabulary::{day_part, number_word, ordinal_word, weekday, weekday_with_part};
use crate::german::calendar_words::{habitual_weekday, short_weekday};

/// A day as it was named, not yet in a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day {
    pub name: DayName,
    /// Days to be added: "Dienstag in einer Woche".
    pub later: i64,
    pub part: Option<DayPart>,
    /// Whether it shares the part of the next day: "Montag- oder Dienstagnachmittag".
    pub shares_part: bool,
}

/// What a day was called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DayName {
    /// "3.12.", "26. November 2026".
    Date { day: u32, month: u32, year: Option<i32> },
    /// "am 27."
    DayOfMonth(u32),
    /// "Dienstag", "nächsten Dienstag".
    Weekday(Weekday, Which),
    /// "heute", "in 14 Tagen".
    InDays(i64),
    /// "gestern", "letzten Freitag".
    Past,
    /// "jeden Montag", "montags", "jeden ersten Montag im Monat" (with the ordinal).
    Every(Weekday, Option<u32>),
}

/// Which of the weekdays is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// "Dienstag"
    Bare,
    /// "diesen", "kommenden"
    Coming,
    /// "nächsten"
    Next,
    /// "übernächsten"
    AfterNext,
    /// "den Freitag drauf"
    Following,
}

impl Day {
    fn named(name: DayName) -> Self {
        Self { name, later: 0, part: None, shares_part: false }
    }
}

/// Reads a day at a token, and how many tokens it takes.
pub(super) fn day_at(tokens: &[Token], at: usize, english: bool) -> Option<(Day, usize)> {
    let (mut day, mut used) = date_at(tokens, at)
        .or_else(|| relative(tokens, at))
        .or_else(|| weekday_at(tokens, at, english))
        .map(|(name, used)| (Day::named(name), used))
        .or_else(|| compound(tokens, at))?;
    if let DayName::Weekday(..) = day.name {
        if tokens.get(at + used).is_some_and(|t| t.is_mark('-') && t.glued) && !follows_glued(tokens, at + used) {
            day.shares_part = true;
            used += 1;
        }
        // "Montag, den 30.11.": one day, named twice.
        if let Some((name, more)) = date_after_weekday(tokens, at + used) {
            day.name = name;
            used += more;
        }
    } else if let Some(more) = weekday_in_brackets(tokens, at + used, english) {
        used += more;
    }
    if let DayName::Weekday(weekday, Which::Bare) = day.name
        && tokens.get(at + used).is_some_and(|token| token.is_any(&["drauf", "darauf"]))
    {
        day.name = DayName::Weekday(weekday, Which::Following);
        used += 1;
    }
    if day.part.is_none()
        && let Some((part, more)) = part_after(tokens, at + used)
    {
        day.part = Some(part);
        used += more;
    }
    if let Some((days, more)) = span_from_now(tokens, at + used) {
        day.later = days;
        used += more;
    }
    Some((day, used))
}

fn follows_glued(tokens: &[Token], mark: usize) -> bool {
    tokens.get(mark + 1).is_some_and(|token| token.glued)
}

/// "heute", "morgen", "übermorgen", "in 14 Tagen", "gestern".
fn relative(tokens: &[Token], at: usize) -> Option<(DayName, usize)> {
    let first = tokens.get(at).filter(|token| token.kind == Kind::Word)?;
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    let days = match first.text.as_str() {
        "heute" | "heut" | "today" => 0,
        "tonight" => return Some((DayName::InDays(0), 1)),
        "morgen" => {
            // "Guten Morgen", "am Morgen" and "jeden Morgen" are no days.
            let other = before.is_some_and(|token| {
                token.is_any(&[
                    "guten", "gute", "schoenen", "am", "jeden", "heute", "den", "der", "dem", "diesen", "in", "vom",
                ])
            });
            return (!other).then_some((DayName::InDays(1), 1));
        }
        "tomorrow" | "tmrw" => 1,
        "uebermorgen" => 2,
        "ueberuebermorgen" => 3,
        "nikolaus" | "nikolaustag" => return Some((DayName::Date { day: 6, month: 12, year: None }, 1)),
        "heiligabend" => return Some((DayName::Date { day: 24, month: 12, year: None }, 1)),
        "silvester" => return Some((DayName::Date { day: 31, month: 12, year: None }, 1)),
        "gestern" | "vorgestern" | "yesterday" => return Some((DayName::Past, 1)),
        "the" if phrase(tokens, at, &["the", "day", "after", "tomorrow"]) => return Some((DayName::InDays(2), 4)),
        "day" if phrase(tokens, at, &["day", "after", "tomorrow"]) => return Some((DayName::InDays(2), 3)),
        "ueber" if phrase(tokens, at, &["ueber", "morgen"]) => return Some((DayName::InDays(2), 2)),
        "in" => {
            // "in zwei Wochen" is a week; "heute in zwei Wochen" is a day and read with "heute".
            let (days, used) = span_from_now(tokens, at)?;
            return tokens[at + used - 1].is_any(&["tagen", "days", "tage"]).then_some((DayName::InDays(days), used));
        }
        _ => return None,
    };
    Some((DayName::InDays(days), 1))
}

pub(super) fn phrase(tokens: &[Token], at: usize, words: &[&str]) -> bool {
    words.iter().enumerate().all(|(i, word)| tokens.get(at + i).is_some_and(|token| token.is(word)))
}

/// "in acht Tagen", "in 14 Tagen", "in einer Woche": the days from now and the tokens taken.
pub(super) fn span_from_now(tokens: &[Token], at: usize) -> Option<(i64, usize)> {
    const ROUGHLY: &[&str] = &["knapp", "etwa", "ca", "genau", "gut", "about"];
    let opens = tokens.get(at)?.is_any(&["in", "ueber"]);
    let roughly = usize::from(tokens.get(at + 1).is_some_and(|token| token.is_any(ROUGHLY)));
    let place = at + 1 + roughly;
    let count = tokens.get(place).filter(|_| opens)?;
    let count = i64::from(count.number(2).or_else(|| number_word(&count.text))?);
    let days = match tokens.get(place + 1)?.text.as_str() {
        // Both today and the day meant are counted: acht Tage are a week, and so were fifteen two.
        "tagen" | "tage" if count == 8 || count == 15 => count - 1,
        "tagen" | "tage" | "days" | "tag" => count,
        "wochen" | "woche" | "weeks" | "week" => count * 7,
        _ => return None,
    };
    Some((days, place + 2 - at))
}

/// "Dienstag", "nächsten Dienstag", "jeden ersten Montag im Monat", "dienstags", "Di."
fn weekday_at(tokens: &[Token], at: usize, english: bool) -> Option<(DayName, usize)> {
    let first = tokens.get(at).filter(|token| token.kind == Kind::Word)?;
    if let Some(day) = habitual_weekday(&first.text) {
        return Some((DayName::Every(day, None), 1));
    }
    if first.is_any(&["jeden", "jeder", "jedem", "every", "each"]) {
        let nth = tokens
            .get(at + 1)
            .and_then(|token| ordinal_word(&token.text).or_else(|| english_ordinal(&token.text)))
            .filter(|nth| *nth <= 4);
        let other = usize::from(tokens.get(at + 1).is_some_and(|token| token.is("other")));
        let skip = 1 + usize::from(nth.is_some()) + other;
        let (day, used) = plain_weekday(tokens, at + skip, english)?;
        return Some((DayName::Every(day, nth), skip + used));
    }
    if let Some(nth) = ordinal_word(&first.text).filter(|nth| *nth <= 4)
        && let Some((day, used)) = plain_weekday(tokens, at + 1, english)
        && tokens.get(at + 1 + used).is_some_and(|token| token.is_any(&["im", "des", "of"]))
        && tokens
            .get(at + 2 + used)
            .is_some_and(|token| token.text.starts_with("monat") || token.is_any(&["jeden", "each", "every", "the"]))
    {
        return Some((DayName::Every(day, Some(nth)), 3 + used));
    }
    let which = match first.text.as_str() {
        "naechsten" | "naechster" | "naechstem" | "naechste" | "next" => Some(Which::Next),
        "kommenden" | "kommender" | "kommendem" | "kommende" | "diesen" | "dieser" | "diesem" | "this" | "coming" => {
            Some(Which::Coming)
        }
        "uebernaechsten" | "uebernaechster" | "uebernaechste" => Some(Which::AfterNext),
        "letzten" | "letzter" | "letztem" | "vergangenen" | "vergangener" | "vorigen" | "voriger" | "last" | "past" => {
            None
        }
        _ => return plain_weekday(tokens, at, english).map(|(day, used)| (DayName::Weekday(day, Which::Bare), used)),
    };
    let (day, used) = plain_weekday(tokens, at + 1, english)?;
    Some((which.map_or(DayName::Past, |which| DayName::Weekday(day, which)), 1 + used))
}

fn english_ordinal(word: &str) -> Option<u32> {
    ["first", "second", "third", "fourth"]
        .iter()
        .position(|name| *name == word)
        .and_then(|place| u32::try_from(place + 1).ok())
}

/// A weekday in full, or an abbreviation that cannot be another word.
fn plain_weekday(tokens: &[Token], at: usize, english: bool) -> Option<(Weekday, usize)> {
    let token = tokens.get(at).filter(|token| token.kind == Kind::Word)?;
    if let Some(day) = weekday(&token.text) {
        return Some((day, 1));
    }
    let day = short_weekday(&token.text)?;
    let dot = usize::from(tokens.get(at + 1).is_some_and(|next| next.is_mark('.') && next.glued));
    let english_name = token.text.len() >= 3;
    if english_name != english && !(english_name && token.capital && dot == 1) {
        return None;
    }
    let next = tokens.get(at + 1 + dot);
    let timed = next.is_some_and(|next| {
        next.kind == Kind::Number
            || next.is_mark(',')
            || next.is_mark('/')
            || next.is_mark('-')
            || next.is_any(&[
                "um",
                "ab",
                "gegen",
                "zwischen",
                "von",
                "den",
                "der",
                "at",
                "frueh",
                "morgen",
                "in",
                "kw",
                "nachm",
                "vorm",
                "abends",
                "ganztags",
                "ganztaegig",
                "egal",
            ])
            || day_part(&next.text).is_some()
    });
    // "oder Fr": the last of a list of days may stand without an hour.
    let listed = at.checked_sub(1).is_some_and(|before| {
        tokens[before].is_any(&["oder", "und", "am", "bis", "naechsten"]) || tokens[before].is_mark('/')
    });
    let next_listed = next.is_some_and(|next| next.is_any(&["oder", "und", "bis"]))
        && tokens.get(at + 2 + dot).is_some_and(|next| short_weekday(&next.text).is_some());
    let ends = dot == 1 || next.is_none_or(|next| matches!(next.kind, Kind::Mark('?')));
    let common_word = matches!(token.text.as_str(), "so" | "do" | "mo" | "sun" | "sat");
    let sure = timed || next_listed || listed || (token.capital && ends && !common_word);
    // "so um 10" is about ten; "So, 29.11." is Sunday.
    let before_figure = dot == 1 || next.is_some_and(|next| next.kind == Kind::Number || next.is_mark(','));
    let so = token.is("so") && (!token.capital || !before_figure || at == 0);
    (sure && !so).then_some((day, 1 + dot))
}

/// "Dienstagnachmittag".
fn compound(tokens: &[Token], at: usize) -> Option<(Day, usize)> {
    let token = tokens.get(at)?;
    if let Some((day, part)) = weekday_with_part(&token.text) {
        return Some((Day { part: Some(part), ..Day::named(DayName::Weekday(day, Which::Bare)) }, 1));
    }
    let which = match token.text.as_str() {
        "naechsten" | "next" => Which::Next,
        "kommenden" | "diesen" | "this" => Which::Coming,
        _ => return None,
    };
    let (day, part) = weekday_with_part(&tokens.get(at + 1)?.text)?;
    Some((Day { part: Some(part), ..Day::named(DayName::Weekday(day, which)) }, 2))
}

/// The date behind a weekday: ", den 30.11.", "(01.12.)", " 2 December".
fn date_after_weekday(tokens: &[Token], at: usize) -> Option<(DayName, usize)> {
    let mut i = at;
    while tokens.get(i).is_some_and(|token| {
        token.is_mark(',') || token.is_mark('(') || token.is_any(&["den", "dem", "der", "the", "also", "d"])
    }) && i < at + 4
    {
        i += 1;
    }
    let (name, used) = date_at(tokens, i).or_else(|| {
        // "Freitag, 27., 19 Uhr"
        if let (Some(number), Some(stop), Some(comma)) = (tokens.get(i), tokens.get(i + 1), tokens.get(i + 2))
            && let Some(day) = number.number(2).filter(|day| i > at && (1..=31).contains(day))
            && stop.is_mark('.')
            && comma.is_mark(',')
        {
            return Some((DayName::DayOfMonth(day), 2));
        }
        // "Montag, den 30" may lack its full stop when it ends the phrase.
        let number = tokens.get(i).filter(|_| i > at + 1)?.number(2).filter(|day| (1..=31).contains(day))?;
        tokens.get(i + 1).is_none_or(|next| next.is_mark(',')).then_some((DayName::DayOfMonth(number), 1))
    })?;
    i += used;
    i += usize::from(tokens.get(i).is_some_and(|token| token.is_mark(')')));
    Some((name, i - at))
}

/// "(Donnerstag)" behind a date.
fn weekday_in_brackets(tokens: &[Token], at: usize, english: bool) -> Option<usize> {
    let [open, name, rest @ ..] = tokens.get(at..)? else { return None };
    let named = weekday(&name.text).or_else(|| short_weekday(&name.text).filter(|_| !english)).is_some();
    let dot = usize::from(rest.first().is_some_and(|token| token.is_mark('.')));
    (open.is_mark('(') && named && rest.get(dot)?.is_mark(')')).then_some(3 + dot)
}

/// A part of the day right behind the day: "heute Nachmittag", "morgen früh", "Montag Morgen".
fn part_after(tokens: &[Token], at: usize) -> Option<(DayPart, usize)> {
    let mut i = at;
    i += usize::from(tokens.get(i).is_some_and(|token| token.is_any(&["am", "in", "ueber"])));
    i += usize::from(i > at && tokens.get(i).is_some_and(|token| token.is_any(&["der", "the", "fruehen", "spaeten"])));
    // "am 8. oder 9. vormittags" is said of both days, and so is no part of the last.
    let word = tokens.get(i).filter(|token| token.kind == Kind::Word && (i > at || !token.text.ends_with('s')))?;
    let part = if word.is("morgen") { Some(DayPart::Morning) } else { day_part(&word.text) }?;
    // "am Mittag", but not "am 3. am Abend" of another day.
    Some((part, i + 1 - at))
}
