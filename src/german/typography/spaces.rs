//! No-break spaces: between a number and its unit, a day and its month, a title and a name.

use super::tokens::pieces;
use crate::german::Locale;

const NO_BREAK: char = '\u{a0}';
const NARROW_NO_BREAK: char = '\u{202f}';

/// Abbreviations whose letters belong together; the first letter may be a capital.
const ABBREVIATIONS: [&[&str]; 27] = [
    &["z", "B"],
    &["d", "h"],
    &["u", "a"],
    &["i", "A"],
    &["i", "V"],
    &["s", "t"],
    &["c", "t"],
    &["o", "Ä"],
    &["u", "Ä"],
    &["o", "ä"],
    &["u", "ä"],
    &["o", "g"],
    &["u", "U"],
    &["v", "a"],
    &["z", "T"],
    &["z", "Hd"],
    &["e", "V"],
    &["a", "D"],
    &["i", "R"],
    &["h", "c"],
    &["m", "E"],
    &["p", "a"],
    &["v", "l", "n", "r"],
    &["i", "d", "R"],
    &["u", "v", "m"],
    &["m", "a", "W"],
    &["i", "H", "v"],
];

/// What a number is followed by, without a break between them.
const UNITS: [&str; 66] = [
    "Uhr",
    "%",
    "‰",
    "°C",
    "°",
    "€",
    "EUR",
    "Euro",
    "Cent",
    "CHF",
    "Franken",
    "Rappen",
    "$",
    "USD",
    "£",
    "GBP",
    "Mio",
    "Mrd",
    "Millionen",
    "Prozent",
    "Grad",
    "mm",
    "cm",
    "dm",
    "m",
    "km",
    "m²",
    "m³",
    "km²",
    "ha",
    "Meter",
    "Meters",
    "Kilometer",
    "Kilometern",
    "Quadratmeter",
    "g",
    "kg",
    "t",
    "Tonnen",
    "l",
    "Liter",
    "ms",
    "s",
    "min",
    "h",
    "Min",
    "Std",
    "Minute",
    "Minuten",
    "Stunde",
    "Stunden",
    "Tag",
    "Tage",
    "Tagen",
    "Wochen",
    "W",
    "kW",
    "kWh",
    "MW",
    "V",
    "A",
    "kB",
    "MB",
    "GB",
    "TB",
    "Personen",
];

/// Titles that a name follows.
const TITLES: [&str; 8] = ["Dr.", "Prof.", "Mag.", "Ing.", "DI", "Dipl.-Ing.", "PD", "St."];

/// What a number follows.
const COUNTERS: [&str; 19] = [
    "Nr.", "Nrn.", "§", "§§", "Art.", "Abs.", "Kap.", "Ziff.", "Pos.", "S.", "KW", "Bd.", "ca.", "CHF", "EUR", "€",
    "$", "£", "Fr.",
];

/// Puts no-break spaces where a line must not end.
pub(super) fn hold_together(text: &str, locale: Locale) -> String {
    let text = narrow(text);
    let pieces: Vec<&str> = pieces(&text).collect();
    let mut written = String::with_capacity(text.len());
    for (place, piece) in pieces.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|place| pieces.get(place));
        match (before, *piece, pieces.get(place + 1)) {
            (Some(before), " ", Some(after)) if belong_together(before, after, locale) => {
                written.push(NO_BREAK);
            }
            _ => written.push_str(piece),
        }
    }
    written
}

fn belong_together(before: &str, after: &str, locale: Locale) -> bool {
    let before = before.trim_start_matches(['(', '[', '„', '‚', '«', '‹', '–', '—']);
    if is_day(before) {
        return (1..=12).any(|month| locale.month(month) == bare(after));
    }
    if is_number(before) {
        return UNITS.contains(&bare(after));
    }
    TITLES.contains(&before) && after.starts_with(char::is_uppercase)
        || COUNTERS.contains(&before) && after.starts_with(|c: char| c.is_ascii_digit())
}

/// A word without the marks that follow it.
fn bare(token: &str) -> &str {
    token.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '“', '‘', '»', '›', '"'])
}

/// "26."
fn is_day(token: &str) -> bool {
    token.strip_suffix('.').is_some_and(|day| matches!(day.len(), 1 | 2) && all_digits(day))
}

/// "12", "12,5", "1.234,50", "14:30", "14–16"; no date and no version.
fn is_number(token: &str) -> bool {
    token.starts_with(|c: char| c.is_ascii_digit() || "+-−".contains(c))
        && token.ends_with(|c: char| c.is_ascii_digit() || "½¼¾".contains(c))
        && token.chars().all(|c| c.is_ascii_digit() || ".,:'’–-−+½¼¾".contains(c))
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// "z.B." and "z. B." get a narrow no-break space.
fn narrow(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = None;
    while let Some(character) = rest.chars().next() {
        let is_start = before.is_none_or(|c: char| c.is_whitespace() || "([„‚«‹\"–—".contains(c));
        if is_start && let Some((abbreviation, after)) = abbreviation(rest) {
            written.push_str(&abbreviation);
            before = Some('.');
            rest = after;
            continue;
        }
        written.push(character);
        before = Some(character);
        rest = &rest[character.len_utf8()..];
    }
    written
}

/// The abbreviation that a text begins with, set properly, and what follows it.
fn abbreviation(text: &str) -> Option<(String, &str)> {
    ABBREVIATIONS.iter().find_map(|letters| {
        let mut rest = text;
        let mut written = String::new();
        for (place, letter) in letters.iter().enumerate() {
            if place > 0 {
                rest = rest.strip_prefix([' ', NO_BREAK, NARROW_NO_BREAK]).unwrap_or(rest);
                written.push(NARROW_NO_BREAK);
            }
            let capital = letter.to_uppercase();
            let stripped = match rest.strip_prefix(letter) {
                None if place == 0 => rest.strip_prefix(capital.as_str())?,
                stripped => stripped?,
            };
            written.push_str(&rest[..rest.len() - stripped.len()]);
            rest = stripped.strip_prefix('.')?;
            written.push('.');
        }
        let ends = !rest.starts_with(|c: char| c.is_alphanumeric() || c == '@');
        ends.then_some((written, rest))
    })
}
