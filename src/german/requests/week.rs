//! Weeks and other stretches of days: "nächste Woche", "KW 49", "Anfang Dezember", "die Woche drauf".

use chrono::{Datelike, Days, IsoWeek, NaiveDate, Weekday};

use super::day::{phrase, span_from_now};
use super::tokens::{Kind, Token};
use super::vocabulary::month;

/// A stretch of days as it was named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stretch {
    /// A week: 0 is this one, 1 the next.
    WeeksAhead(i64),
    /// The week after the one spoken of.
    WeekAfter,
    /// A calendar week, in the year given or the next that has it.
    CalendarWeek(u32, Option<i32>),
    /// The beginning, middle or end of a month.
    Month(u32, Option<Third>),
    /// "letzte Woche"
    Past,
}

/// A third of a week or month: "Anfang", "Mitte", "Ende".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Third {
    First,
    Middle,
    Last,
}

/// Reads a stretch at a token: what it is, which third of it, and how many tokens it takes.
pub(super) fn stretch_at(tokens: &[Token], at: usize) -> Option<(Stretch, Option<Third>, usize)> {
    let first = tokens.get(at).filter(|token| matches!(token.kind, Kind::Word | Kind::Number))?;
    let third = match first.text.as_str() {
        "anfang" | "beginn" | "early" => Some(Third::First),
        "mitte" | "mid" => Some(Third::Middle),
        "ende" | "late" => Some(Third::Last),
        _ => None,
    };
    if third.is_some() {
        let mut i = at + 1;
        while tokens.get(i).is_some_and(|token| token.is_any(&["der", "des", "in"]) || token.is_mark('-')) && i < at + 3
        {
            i += 1;
        }
        let (stretch, _, used) = stretch_at(tokens, i)?;
        let stretch = if let Stretch::Month(month, _) = stretch { Stretch::Month(month, third) } else { stretch };
        return Some((stretch, third, i + used - at));
    }
    let (stretch, used) = week(tokens, at).or_else(|| calendar_week(tokens, at)).or_else(|| whole_month(tokens, at))?;
    Some((stretch, None, used))
}

fn week(tokens: &[Token], at: usize) -> Option<(Stretch, usize)> {
    let first = &tokens[at];
    let is_week = |offset: usize| tokens.get(at + offset).is_some_and(|token| token.is_any(&["woche", "week"]));
    if is_week(1) {
        let stretch = match first.text.as_str() {
            "naechste" | "naechster" | "naechsten" | "kommende" | "kommender" | "kommenden" | "next" | "coming" => {
                Stretch::WeeksAhead(1)
            }
            "uebernaechste" | "uebernaechster" | "uebernaechsten" => Stretch::WeeksAhead(2),
            "diese" | "dieser" | "laufende" | "laufenden" | "this" => Stretch::WeeksAhead(0),
            "letzte" | "letzter" | "letzten" | "vergangene" | "vergangenen" | "vorige" | "vorigen" | "last" => {
                Stretch::Past
            }
            "folgende" | "folgenden" | "darauffolgende" | "darauffolgenden" | "following" => Stretch::WeekAfter,
            "die" | "der" if tokens.get(at + 2).is_some_and(|token| token.is_any(&["drauf", "darauf", "danach"])) => {
                return Some((Stretch::WeekAfter, 3));
            }
            _ => return None,
        };
        return Some((stretch, 2));
    }
    if phrase(tokens, at, &["week", "after", "next"]) {
        return Some((Stretch::WeeksAhead(2), 3));
    }
    let (days, used) = span_from_now(tokens, at)?;
    tokens[at + used - 1].is_any(&["woche", "wochen", "week", "weeks"]).then_some((Stretch::WeeksAhead(days / 7), used))
}

fn calendar_week(tokens: &[Token], at: usize) -> Option<(Stretch, usize)> {
    let first = &tokens[at];
    let (number, mut used) = if first.is_any(&["kw", "kalenderwoche", "cw"]) {
        let dot = usize::from(tokens.get(at + 1).is_some_and(|token| token.is_mark('.')));
        (tokens.get(at + 1 + dot)?.number(2)?, 2 + dot)
    } else {
        let number = first.number(2)?;
        let dot = usize::from(tokens.get(at + 1).is_some_and(|token| token.is_mark('.')));
        tokens.get(at + 1 + dot).filter(|token| token.is_any(&["kw", "kalenderwoche"]))?;
        (number, 2 + dot)
    };
    let year = tokens.get(at + used..).and_then(|rest| {
        let slash = usize::from(rest.first().is_some_and(|token| token.is_mark('/')));
        let year = rest.get(slash)?.number(4).filter(|year| (2000..2100).contains(year))?;
        Some((i32::try_from(year).ok()?, slash + 1))
    });
    used += year.map_or(0, |(_, used)| used);
    (1..=53).contains(&number).then_some((Stretch::CalendarWeek(number, year.map(|(year, _)| year)), used))
}

fn whole_month(tokens: &[Token], at: usize) -> Option<(Stretch, usize)> {
    let name = &tokens[at];
    let month = month(&name.text).filter(|_| name.text.len() > 3 || name.capital)?;
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    let meant = before.is_some_and(|token| {
        token.is_any(&["im", "ab", "anfang", "mitte", "ende", "in", "early", "late", "mid", "beginn"])
            || token.is_mark('-')
    });
    meant.then_some((Stretch::Month(month, None), 1))
}

/// The first and last day of a stretch, seen from `today`; `spoken_of` is the week talked about before.
pub(super) fn days_of(
    stretch: Stretch,
    third: Option<Third>,
    today: NaiveDate,
    spoken_of: Option<NaiveDate>,
) -> Option<(NaiveDate, NaiveDate)> {
    let monday = match stretch {
        Stretch::WeeksAhead(weeks) => monday_of(today).checked_add_signed(chrono::Duration::weeks(weeks))?,
        Stretch::WeekAfter => monday_of(spoken_of.unwrap_or(today)).checked_add_days(Days::new(7))?,
        Stretch::CalendarWeek(number, year) => monday_of_week(number, year, today)?,
        Stretch::Month(month, third) => return month_days(month, third, today),
        Stretch::Past => return None,
    };
    let (first, last) = match third {
        None => (0, 6),
        Some(Third::First) => (0, 1),
        Some(Third::Middle) => (1, 3),
        Some(Third::Last) => (3, 4),
    };
    Some((monday.checked_add_days(Days::new(first))?, monday.checked_add_days(Days::new(last))?))
}

/// The Monday of a day's week.
pub(super) fn monday_of(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday()))).unwrap_or(day)
}

fn monday_of_week(number: u32, year: Option<i32>, today: NaiveDate) -> Option<NaiveDate> {
    let current: IsoWeek = today.iso_week();
    // A week that has passed is next year's.
    let year = year.unwrap_or(if number < current.week() { current.year() + 1 } else { current.year() });
    NaiveDate::from_isoywd_opt(year, number, Weekday::Mon)
}

fn month_days(month: u32, third: Option<Third>, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let year = if month < today.month() { today.year() + 1 } else { today.year() };
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    let last = first.checked_add_months(chrono::Months::new(1))?.pred_opt()?;
    Some(match third {
        None => (first, last),
        Some(Third::First) => (first, first.with_day(10)?),
        Some(Third::Middle) => (first.with_day(11)?, first.with_day(20)?),
        Some(Third::Last) => (first.with_day(21)?, last),
    })
}
