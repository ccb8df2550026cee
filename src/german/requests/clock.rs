//! Clock times: "um halb drei", "10–12 Uhr", "ab 15h", "10 Uhr c. t.", "at 3pm".

use chrono_tz::Tz;

use super::hour::{Point, is_meridiem, point_at};
use super::request::DayPart;
use super::tokens::{Kind, Token};
use super::vocabulary::day_part;
use super::word_list::List;
use super::zone::zone_at;

/// How a time is bounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    /// "um", "gegen", "von … bis", or nothing at all.
    At,
    /// "ab", "nach": this or any later time.
    From,
    /// "bis", "vor", "spätestens": a limit, no time to meet.
    Until,
}

/// A clock time or a span, not yet bound to a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Clock {
    pub start: Point,
    pub end: Option<Point>,
    pub bound: Bound,
    /// The part of the day named with it: "abends um 6".
    pub part: Option<DayPart>,
    /// The time zone named with it, where there is one.
    pub zone: Option<Tz>,
    /// Whether the span was said as "from … to …", which may also tell of a move.
    pub from_to: bool,
    /// Whether "zwischen … und …" was said: a window, not the length of the meeting.
    pub between: bool,
}

impl Clock {
    /// Start and end in minutes after midnight, on the clock that office hours suggest.
    pub(super) fn minutes(&self, part: Option<DayPart>) -> (u32, Option<u32>) {
        let part = self.part.or(part);
        let mut start = self.start.on_the_day(part);
        let Some(end) = self.end else { return (start, None) };
        if end.afternoon()
            && !self.start.has_meridiem()
            && self.start.minutes < 12 * 60
            && self.start.minutes + 12 * 60 < end.minutes
        {
            start = self.start.minutes + 12 * 60;
        }
        let mut stop = end.on_the_day(part);
        if stop <= start && stop + 12 * 60 > start && stop < 12 * 60 {
            stop += 12 * 60;
        }
        (start, (stop > start).then_some(stop))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lead {
    At,
    From,
    Of,
    Between,
    Until,
}

/// Reads a clock time at a token. `near`: a day or another clock time stands right before, so that "14" may be an hour.
pub(super) fn clock_at(tokens: &[Token], at: usize, near: bool, english: bool) -> Option<(Clock, usize)> {
    let (lead, mut i) = lead_at(tokens, at);
    let (leading_part, used) = part_at(tokens, i);
    // "abends um 6", "nachmittags gegen drei"
    let (second_lead, more) = if used > 0 { lead_at(tokens, i + used) } else { (None, i) };
    let (lead, part) = if used > 0 && (second_lead.is_some() || lead.is_some()) {
        i = more;
        (second_lead.or(lead), leading_part)
    } else {
        (lead, None)
    };
    let (start, used) = point_at(tokens, i, english)?;
    i += used;
    let (part_between, used) = part_at(tokens, i);
    i += used;
    let (end, used) = range_end(tokens, i, lead == Some(Lead::Between), english).unzip();
    i += used.unwrap_or(0);
    let (part_after, used) = part_at(tokens, i);
    i += used;
    if !convincing(tokens, i, lead, near, start, end) {
        return None;
    }
    let (zone, used) = zone_at(tokens, i).unzip();
    i += used.unwrap_or(0);
    let bound = match lead {
        Some(Lead::From) => Bound::From,
        Some(Lead::Until) if end.is_none() => Bound::Until,
        _ => Bound::At,
    };
    let part = part_after.or(part_between).or(part);
    let between = lead == Some(Lead::Between);
    let from_to = lead == Some(Lead::Of) && english && end.is_some();
    Some((Clock { start, end, bound, part, zone, from_to, between }, i - at))
}

/// Whether what was read is a time of day, and not a room, a price or a count.
fn convincing(
    tokens: &[Token],
    after: usize,
    lead: Option<Lead>,
    near: bool,
    start: Point,
    end: Option<Point>,
) -> bool {
    let anchored = near || lead.is_some_and(|lead| lead != Lead::Of || end.is_some());
    let certain = start.certain || end.is_some_and(|end| end.certain);
    certain || (anchored && !counts_something(tokens, after, near && lead.is_some()))
}

/// Whether a number counts what follows: "um 3 Punkte", "10 %".
fn counts_something(tokens: &[Token], after: usize, surely_time: bool) -> bool {
    const AFTER_A_TIME: &[&str] = &["zeit", "lust", "luft", "uhr", "kaffee", "in", "bei", "im", "am", "telefonieren"];
    let Some(next) = tokens.get(after) else { return false };
    match next.kind {
        Kind::Mark('%' | '€' | '$' | '°' | '+' | '*' | '#') => true,
        Kind::Mark('.' | ',' | ':' | '/' | '-') => {
            tokens.get(after + 1).is_some_and(|next| next.glued && next.kind == Kind::Number)
        }
        Kind::Word => {
            next.is_on(List::Unit)
                || next.glued
                || (next.capital && !surely_time && !AFTER_A_TIME.contains(&next.text.as_str()) && !shouted(tokens))
        }
        _ => false,
    }
}

/// Whether the whole sentence is in capitals, so that they tell nothing.
fn shouted(tokens: &[Token]) -> bool {
    tokens.iter().filter(|token| token.kind == Kind::Word).all(|token| token.capital)
}

/// The prepositions before a time, fillers such as "ca." skipped, and where the time starts.
fn lead_at(tokens: &[Token], at: usize) -> (Option<Lead>, usize) {
    const FILLERS: &[&str] = &[
        "ca",
        "circa",
        "etwa",
        "ungefaehr",
        "so",
        "genau",
        "punkt",
        "puenktlich",
        "about",
        "around",
        "rund",
        "vielleicht",
        "jeweils",
        "erst",
        "schon",
        "immer",
        "maximal",
        "max",
        "sagen",
        "wir",
    ];
    let mut lead = None;
    let mut i = at;
    while let Some(token) = tokens.get(i).filter(|token| token.kind == Kind::Word) {
        let found = match token.text.as_str() {
            "um" | "gegen" | "gg" | "at" | "around" | "about" | "punkt" => Some(Lead::At),
            "ab" | "nach" | "after" | "fruehestens" | "seit" | "since" => Some(Lead::From),
            "von" | "from" => Some(Lead::Of),
            "zwischen" | "between" | "zw" => Some(Lead::Between),
            "bis" | "vor" | "spaetestens" | "until" | "till" | "before" | "by" => Some(Lead::Until),
            _ => None,
        };
        if found.is_none() && !FILLERS.contains(&token.text.as_str()) {
            break;
        }
        // "bis spätestens um 10" is a limit, whatever follows the "bis".
        lead = if lead == Some(Lead::Until) { lead } else { found.or(lead) };
        i += 1;
        if tokens.get(i).is_some_and(|next| next.is_mark('.')) && token.is_any(&["ca", "max", "zw", "gg"]) {
            i += 1;
        }
    }
    if lead.is_none() { (None, at) } else { (lead, i) }
}

/// "früh", "abends", "in der Früh", "in the morning" at a token.
fn part_at(tokens: &[Token], at: usize) -> (Option<DayPart>, usize) {
    let Some(token) = tokens.get(at).filter(|token| token.kind == Kind::Word) else { return (None, 0) };
    if token.is_any(&["in", "am"]) {
        let article = tokens.get(at + 1).is_some_and(|next| next.is_any(&["der", "the"]));
        let word = at + 1 + usize::from(article);
        let part = tokens
            .get(word)
            .and_then(|next| if next.is("morgen") { Some(DayPart::Morning) } else { day_part(&next.text) });
        return if part.is_some() { (part, word + 1 - at) } else { (None, 0) };
    }
    match day_part(&token.text) {
        Some(part) => (Some(part), 1),
        None if token.is("nachts") => (Some(DayPart::Morning), 1),
        None => (None, 0),
    }
}

/// The end of "9 bis 12 Uhr", "9–12", "zwischen 9 und 12", without its start.
fn range_end(tokens: &[Token], at: usize, between: bool, english: bool) -> Option<(Point, usize)> {
    const FILLERS: &[&str] =
        &["ca", "etwa", "maximal", "max", "um", "gegen", "spaetestens", "ungefaehr", "about", "laengstens"];
    let link = tokens.get(at)?;
    let joins = link.is_mark('-')
        || link.is_any(&["bis", "to", "until", "till"])
        || (between && link.is_any(&["und", "and", "bis", "u"]));
    if !joins {
        return None;
    }
    let mut i = at + 1;
    while tokens.get(i).is_some_and(|token| token.is_any(FILLERS) || (token.is_mark('.') && i > at + 1)) {
        i += 1;
    }
    let (point, used) = point_at(tokens, i, english)?;
    // "9 to 5 pm" may leave the meridiem to a token of its own.
    let meridiem = usize::from(tokens.get(i + used).is_some_and(|token| is_meridiem(token, english)));
    Some((point, i + used + meridiem - at))
}
