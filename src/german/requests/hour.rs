//! One point of the clock: "14:30 Uhr", "halb drei", "Viertel ab zwei", "3pm".

use super::request::DayPart;
use super::tokens::{Kind, Token};
use super::vocabulary::number_word;
use super::word_list::List;

/// A point of the clock as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Point {
    /// Minutes after midnight, as written.
    pub minutes: u32,
    /// Whether it is surely a time of day by itself: it has a unit, minutes or words.
    pub certain: bool,
    /// How the twelve hours of the dial are meant.
    dial: Dial,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dial {
    /// Said as on a dial: "um drei", "halb drei".
    Twelve,
    /// Digits with a unit or minutes: "3 Uhr", "9:30".
    Digits,
    /// "03:30", "15 Uhr": nothing to guess.
    Full,
    /// With "am" or "pm".
    Meridiem,
}

impl Point {
    /// Minutes after midnight at the part of the day that is named, or that office hours suggest.
    pub(super) fn on_the_day(self, part: Option<DayPart>) -> u32 {
        let late = matches!(part, Some(DayPart::Afternoon | DayPart::Evening));
        let early = part == Some(DayPart::Morning);
        // Nobody meets at three at night; at six or half past seven people do.
        let office = match self.dial {
            Dial::Twelve => self.minutes < 7 * 60,
            Dial::Digits => (60..6 * 60).contains(&self.minutes),
            Dial::Full | Dial::Meridiem => false,
        };
        let twelve = matches!(self.dial, Dial::Twelve | Dial::Digits) && self.minutes < 12 * 60;
        if twelve && !early && (office || late) { self.minutes + 12 * 60 } else { self.minutes }
    }

    pub(super) fn has_meridiem(self) -> bool {
        self.dial == Dial::Meridiem
    }

    /// Whether it was said as on a dial: "um sieben".
    pub(super) fn is_spoken(self) -> bool {
        self.dial == Dial::Twelve
    }

    /// Whether "pm" was written.
    pub(super) fn afternoon(self) -> bool {
        self.has_meridiem() && self.minutes >= 12 * 60
    }

    fn new(minutes: u32, dial: Dial, certain: bool) -> Option<Self> {
        (minutes <= 24 * 60).then_some(Self { minutes, certain, dial })
    }
}

/// Reads a point of the clock at a token, and how many tokens it takes.
pub(super) fn point_at(tokens: &[Token], at: usize, english: bool) -> Option<(Point, usize)> {
    let (mut point, mut used) =
        spoken(tokens, at).or_else(|| digits(tokens, at, english)).or_else(|| word(tokens, at, english))?;
    if let Some(more) = academic(&tokens[at + used..]) {
        point.minutes += more.0;
        point.certain = true;
        used += more.1;
    }
    Some((point, used))
}

/// "halb drei", "viertel nach zwei", "dreiviertel drei", "zehn vor drei", "half past two", "noon".
fn spoken(tokens: &[Token], at: usize) -> Option<(Point, usize)> {
    let first = tokens.get(at)?;
    let said = |minutes: u32, used| Some((Point::new(minutes, Dial::Twelve, true)?, used));
    let next = |offset: usize| tokens.get(at + offset);
    let dial = |offset: usize| next(offset).and_then(dial_hour);
    if first.is_any(&["noon", "midday"]) {
        return Some((Point::new(12 * 60, Dial::Full, true)?, 1));
    }
    if first.is("halb") {
        return said(dial(1)?.checked_sub(1)? * 60 + 30, 2 + unit(tokens, at + 2));
    }
    if first.is("half") {
        let past = usize::from(next(1).is_some_and(|token| token.is("past")));
        return said(dial(1 + past)? * 60 + 30, 2 + past);
    }
    let three = first.is("dreiviertel") || (first.is("drei") && next(1).is_some_and(|token| token.is("viertel")));
    let skip = usize::from(three && first.is("drei"));
    if three {
        return said(dial(1 + skip)?.checked_sub(1)? * 60 + 45, 2 + skip + unit(tokens, at + 2 + skip));
    }
    let quarter = first.is_any(&["viertel", "quarter"]);
    if quarter && let Some(hour) = dial(1) {
        return said(hour.checked_sub(1)? * 60 + 15, 2 + unit(tokens, at + 2));
    }
    let count = if quarter {
        15
    } else {
        first.number(2).or_else(|| number_word(&first.text)).filter(|count| (1..=30).contains(count))?
    };
    let minutes_said = usize::from(next(1).is_some_and(|token| token.is_any(&["minuten", "min", "minutes"])));
    let turn = next(1 + minutes_said)?;
    let after = turn.is_any(&["nach", "ab", "ueber", "past"]) && (quarter || !turn.is("ab"));
    if !after && !turn.is_any(&["vor", "to"]) {
        return None;
    }
    // Only minutes that people say: "um 9 vor 12" is none.
    if !(quarter || count % 5 == 0 || minutes_said == 1) {
        return None;
    }
    // "from 10 to 11:30" is a span.
    let span = at.checked_sub(1).is_some_and(|before| tokens[before].is_any(&["from", "between"]));
    let goes_on = next(3 + minutes_said).is_some_and(|token| token.is_mark(':') && token.glued);
    if span || goes_on {
        return None;
    }
    let half = next(2 + minutes_said).is_some_and(|token| token.is("halb"));
    let place = 2 + minutes_said + usize::from(half);
    let hour = dial(place)?;
    let base = if half { hour.checked_sub(1)? * 60 + 30 } else { hour * 60 };
    let minutes = if after { base + count } else { base.checked_sub(count)? };
    said(minutes, place + 1 + unit(tokens, at + place + 1))
}

/// The hour of a number or number word on the dial.
fn dial_hour(token: &Token) -> Option<u32> {
    let hour = token.number(2).or_else(|| hour_word(token))?;
    (1..=24).contains(&hour).then_some(hour)
}

fn hour_word(token: &Token) -> Option<u32> {
    // "eine", "a" and the like are articles, not hours.
    let article = token.is_any(&["eine", "einer", "einen", "einem", "a", "an", "ne", "ner", "nen"]);
    (token.kind == Kind::Word && !article)
        .then(|| number_word(&token.text))
        .flatten()
        .filter(|hour| (1..=12).contains(hour))
}

/// How many tokens a trailing "Uhr" takes.
fn unit(tokens: &[Token], at: usize) -> usize {
    usize::from(tokens.get(at).is_some_and(|token| token.is("uhr")))
}

/// "14:30", "14.30 Uhr", "14h30", "14 Uhr 30", "1430 Uhr", "3pm", or a bare "14".
fn digits(tokens: &[Token], at: usize, english: bool) -> Option<(Point, usize)> {
    let first = tokens.get(at)?;
    let next = tokens.get(at + 1);
    if let Some(number) = first.number(4).filter(|number| first.text.len() >= 3 && number % 100 < 60) {
        let named = next.is_some_and(|token| token.is("uhr") || (token.is("h") && token.glued));
        return named.then_some((Point::new(number / 100 * 60 + number % 100, Dial::Full, true)?, 2));
    }
    let hour = first.number(2).filter(|hour| *hour <= 24)?;
    if names_a_thing(tokens, at) || goes_on(tokens, at) {
        return None;
    }
    let dial = if hour > 12 || first.text.starts_with('0') || hour == 0 { Dial::Full } else { Dial::Digits };
    if let Some((minutes, colon)) = glued_minutes(tokens, at) {
        let unit = time_unit(tokens, at + 3, english);
        let base = hour * 60 + minutes;
        if let Some((Some(shift), used)) = unit {
            return Some((meridiem(base, shift)?, 3 + used));
        }
        // "9.30" alone may be a date or a room; the caller looks at what stands around it.
        return Some((Point::new(base, dial, colon || unit.is_some())?, 3 + unit.map_or(0, |(_, used)| used)));
    }
    match time_unit(tokens, at + 1, english) {
        Some((Some(shift), used)) => Some((meridiem(hour * 60, shift)?, 1 + used)),
        Some((None, used)) => {
            let minutes = trailing_minutes(tokens, at + 1 + used);
            let short = next.is_some_and(|token| token.is("h")) && hour <= 5 && minutes.is_none();
            let used = 1 + used + usize::from(minutes.is_some());
            Some((Point::new(hour * 60 + minutes.unwrap_or(0), dial, !short)?, used))
        }
        None => {
            let ordinal = next.is_some_and(|token| token.is_mark('.')) && tokens.get(at + 2).is_some();
            (hour > 0 && !ordinal)
                .then_some((Point::new(hour * 60, if hour > 12 { Dial::Full } else { Dial::Twelve }, false)?, 1))
        }
    }
}

/// Whether the number belongs to the word before it: "Raum 3.07", "Nr. 12", "KW 49".
pub(super) fn names_a_thing(tokens: &[Token], at: usize) -> bool {
    let Some(own) = tokens.get(at) else { return false };
    let back = |steps: usize| at.checked_sub(steps).and_then(|before| tokens.get(before));
    let before = if back(1).is_some_and(|token| token.is_mark('.') && !own.glued) { back(2) } else { back(1) };
    let street = before.is_some_and(|token| {
        token.capital
            && (token.text.ends_with("strasse")
                || token.text.ends_with("str")
                || token.text.ends_with("platz")
                || token.text.ends_with("weg")
                || token.text.ends_with("allee"))
    });
    street || before.is_some_and(|token| token.is_on(List::Thing) || token.is_mark('§'))
}

/// Whether the number goes on from another figure: "1.14", "3/4".
fn goes_on(tokens: &[Token], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    tokens[at].glued
        && before.is_some_and(|mark| matches!(mark.kind, Kind::Mark('.' | ',' | ':' | '/' | '§' | '#' | '+')))
}

/// The minutes of "14:30" or "14.30", and whether a colon wrote them.
fn glued_minutes(tokens: &[Token], at: usize) -> Option<(u32, bool)> {
    let mark = tokens.get(at + 1).filter(|mark| mark.glued && matches!(mark.kind, Kind::Mark(':' | '.')))?;
    let minutes = tokens.get(at + 2).filter(|token| token.glued && token.text.len() == 2)?;
    let value = minutes.number(2).filter(|value| *value < 60)?;
    let date = mark.is_mark('.')
        && tokens.get(at + 3).is_some_and(|token| token.is_mark('.') && token.glued)
        && tokens.get(at + 4).is_some();
    (!date).then_some((value, mark.is_mark(':')))
}

/// "Uhr", "h", "o'clock", "am", "p. m." at a token: the hours to add for a meridiem, and the tokens taken.
fn time_unit(tokens: &[Token], at: usize, english: bool) -> Option<(Option<u32>, usize)> {
    let token = tokens.get(at)?;
    if token.is_any(&["uhr", "h", "oclock", "hrs"]) {
        return Some((None, 1));
    }
    if is_meridiem(token, english) {
        return Some((Some(if token.is("pm") { 12 } else { 0 }), 1));
    }
    let shift = if token.is("p") { 12 } else { 0 };
    let dotted = token.is_any(&["a", "p"])
        && tokens.get(at + 1).is_some_and(|t| t.is_mark('.') && t.glued)
        && tokens.get(at + 2).is_some_and(|t| t.is("m"));
    dotted.then(|| (Some(shift), 3 + usize::from(tokens.get(at + 3).is_some_and(|t| t.is_mark('.')))))
}

/// Whether a token is "am" or "pm"; in German "10 am" goes on with a day.
pub(super) fn is_meridiem(token: &Token, english: bool) -> bool {
    token.is("pm") || (token.is("am") && (english || token.glued))
}

fn meridiem(minutes: u32, shift: u32) -> Option<Point> {
    let minutes = minutes % (12 * 60) + shift * 60;
    Point::new(minutes, Dial::Meridiem, true)
}

/// The minutes of "14 Uhr 30" and "14h30".
fn trailing_minutes(tokens: &[Token], at: usize) -> Option<u32> {
    let token = tokens.get(at).filter(|token| token.text.len() == 2)?;
    let after = tokens.get(at + 1);
    let counts = after.is_some_and(|next| {
        next.is_any(&["minuten", "min", "uhr", "h", "minutes", "leute", "personen"])
            || (next.glued && !next.is_mark(',') && !next.is_mark('?') && !next.is_mark('.'))
    });
    token.number(2).filter(|minutes| *minutes < 60 && !counts)
}

/// "drei Uhr", "three o'clock", or a bare "drei".
fn word(tokens: &[Token], at: usize, english: bool) -> Option<(Point, usize)> {
    let token = tokens.get(at)?;
    let hour = hour_word(token)?;
    match time_unit(tokens, at + 1, english) {
        Some((Some(shift), used)) => Some((meridiem(hour * 60, shift)?, 1 + used)),
        Some((None, used)) if !tokens[at + 1].is("h") => Some((Point::new(hour * 60, Dial::Twelve, true)?, 1 + used)),
        _ => (!token.is_any(&["ein", "one"])).then_some((Point::new(hour * 60, Dial::Twelve, false)?, 1)),
    }
}

/// "c. t." (a quarter later) and "s. t.": the minutes it adds and the tokens it takes.
fn academic(tokens: &[Token]) -> Option<(u32, usize)> {
    let first = tokens.first()?;
    if first.is_any(&["ct", "st"]) {
        return Some((
            if first.is("ct") { 15 } else { 0 },
            1 + usize::from(tokens.get(1).is_some_and(|dot| dot.is_mark('.') && dot.glued)),
        ));
    }
    if first.is("cum") || first.is("sine") {
        return tokens.get(1)?.is("tempore").then_some((if first.is("cum") { 15 } else { 0 }, 2));
    }
    let dotted = first.is_any(&["c", "s"]) && tokens.get(1)?.is_mark('.') && tokens.get(2)?.is("t");
    dotted.then(|| {
        (if first.is("c") { 15 } else { 0 }, 3 + usize::from(tokens.get(3).is_some_and(|dot| dot.is_mark('.'))))
    })
}
