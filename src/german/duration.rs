//! Lengths of time: "eine halbe Stunde", "75 Minuten", "zweieinhalb Stunden".

use super::counted::counted;
use super::enumeration::enumerate;
use super::numeral::cardinal;
use super::phrasebook::PhraseError;

/// A length as subject or object: "eine halbe Stunde" in "Eine halbe Stunde genügt".
///
/// # Errors
/// A length is never negative.
pub fn duration(minutes: i64) -> Result<String, PhraseError> {
    let minutes = u64::try_from(minutes).map_err(|_| PhraseError::NegativeDuration(minutes))?;
    Ok(match minutes {
        15 => "eine Viertelstunde".to_owned(),
        30 => "eine halbe Stunde".to_owned(),
        60 => counted(1, "Stunde"),
        0..TWO_HOURS => counted(minutes, "Minute"),
        TWO_HOURS..TWO_DAYS => hours(minutes),
        TWO_DAYS.. => days(minutes),
    })
}

/// A length after "mit", "von", "in", "nach": "mit einer halben Stunde", "in zwei Tagen".
///
/// # Errors
/// A length is never negative.
pub fn duration_dative(minutes: i64) -> Result<String, PhraseError> {
    let words = duration(minutes)?;
    let words = words
        .replace("eine halbe Stunde", "einer halben Stunde")
        .replace("ein Tag", "einem Tag")
        .replace("Tage", "Tagen");
    Ok(words.split(' ').map(|word| if word == "eine" { "einer" } else { word }).collect::<Vec<_>>().join(" "))
}

const TWO_HOURS: u64 = 120;
const TWO_DAYS: u64 = 2 * 24 * 60;

fn hours(minutes: u64) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    match (rest, cardinal(hours)) {
        (0, _) => counted(hours, "Stunde"),
        (30, Some(word)) => format!("{word}einhalb Stunden"),
        _ => format!("{} und {}", counted(hours, "Stunde"), counted(rest, "Minute")),
    }
}

fn days(minutes: u64) -> String {
    let parts = [(minutes / 1440, "Tag"), (minutes / 60 % 24, "Stunde"), (minutes % 60, "Minute")];
    let said: Vec<String> =
        parts.into_iter().filter(|(count, _)| *count > 0).map(|(count, unit)| counted(count, unit)).collect();
    enumerate(&said, "und")
}
