//! Whether a short answer says nothing but yes, and which of the offered times it names.

use chrono::Weekday;

use super::calendar_words::{habitual_weekday, named_month, named_weekday};
use super::folding::fold;
use super::quotation::{without_quotes, without_signature};

/// A longer answer says more than yes.
const MAX_WORDS: usize = 60;

/// Words of which one makes an answer a yes, in lower case; a `*` at the end stands for any ending.
const YES: &[&str] = &[
    "ja",
    "jawohl",
    "passt",
    "passen",
    "gern",
    "gerne",
    "einverstanden",
    "ok",
    "okay",
    "perfekt",
    "prima",
    "super",
    "wunderbar",
    "ausgezeichnet",
    "bestens",
    "bestätig*",
    "klappt",
    "notiert",
    "eingetragen",
    "vorgemerkt",
    "abgemacht",
    "freue",
    "freuen",
    "klar",
    "gebongt",
    "yes",
    "works",
    "fine",
    "great",
    "perfect",
    "confirmed",
    "agreed",
    "sounds",
];

/// Words of which one makes it more than a yes, or a no.
const BUT: &[&str] = &[
    "nein",
    "nicht",
    "leider",
    "kein*",
    "statt",
    "stattdessen",
    "lieber",
    "verschieb*",
    "verleg*",
    "aber",
    "sondern",
    "alternativ*",
    "ander*",
    "besser",
    "ungern",
    "schlecht",
    "ungünstig",
    "verhindert",
    "absag*",
    "allerdings",
    "jedoch",
    "unfortunately",
    "cannot",
    "can't",
    "not",
    "instead",
    "rather",
    "but",
    "however",
    "another",
];

/// What looks like a no and is none.
const NO_OBJECTION: &[&str] = &["kein problem", "keine einwände", "nichts dagegen", "no problem"];

const NUMERALS: [&str; 12] =
    ["eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"];

/// The times that a yes names, as far as it names any.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Assent {
    /// Days of the week.
    pub weekdays: Vec<Weekday>,
    /// Hours and minutes.
    pub clocks: Vec<(u32, u32)>,
    /// Days and months.
    pub dates: Vec<(u32, u32)>,
}

/// The times named, where an answer says yes or just picks one; `None` where it asks, refuses or says more.
#[must_use]
pub fn plain_assent(text: &str) -> Option<Assent> {
    let own = without_signature(&without_quotes(text)).to_lowercase();
    let own = NO_OBJECTION.iter().fold(own, |own, phrase| own.replace(phrase, "ok"));
    let words: Vec<&str> =
        own.split_whitespace().map(bare).filter(|word| !word.is_empty()).take(MAX_WORDS + 1).collect();
    if own.contains('?') || words.len() > MAX_WORDS || words.iter().any(|word| is_one_of(word, BUT)) {
        return None;
    }
    let named = times(&words);
    (named != Assent::default() || words.iter().any(|word| is_one_of(word, YES))).then_some(named)
}

/// A word without what stands around it; the point of a date stays.
fn bare(word: &str) -> &str {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
    if word.starts_with(|c: char| c.is_ascii_digit()) { word } else { word.trim_matches('.') }
}

fn is_one_of(word: &str, words: &[&str]) -> bool {
    words.iter().any(|known| match known.strip_suffix('*') {
        Some(start) => word.starts_with(start),
        None => word == *known,
    })
}

fn times(words: &[&str]) -> Assent {
    let mut named = Assent::default();
    for (at, word) in words.iter().enumerate() {
        let next = words.get(at + 1).copied().unwrap_or_default();
        let before = at.checked_sub(1).and_then(|at| words.get(at)).copied().unwrap_or_default();
        let folded = fold(word);
        named.weekdays.extend(named_weekday(&folded).or_else(|| habitual_weekday(&folded)));
        if let Some(clock) = clock(word, next, before) {
            named.clocks.push(clock);
        } else {
            named.dates.extend(date(word, next));
        }
    }
    named
}

/// `10:30`, `10.30 Uhr`, `10 Uhr`, `um 10`, `zehn Uhr`.
fn clock(word: &str, next: &str, before: &str) -> Option<(u32, u32)> {
    let said = next == "uhr" || next == "h";
    let trimmed = word.trim_end_matches('.');
    let (hour, minute) = if let Some((hour, minute)) = trimmed.split_once(':') {
        (hour.parse().ok()?, minute.parse().ok()?)
    } else if let Some((hour, minute)) = trimmed.split_once('.').filter(|_| said) {
        (hour.parse().ok()?, minute.parse().ok()?)
    } else if said || before == "um" {
        let numeral = NUMERALS.iter().position(|numeral| *numeral == trimmed).and_then(|at| u32::try_from(at + 1).ok());
        (numeral.or_else(|| trimmed.parse().ok())?, 0)
    } else {
        return None;
    };
    (hour < 25 && minute < 60).then_some((hour, minute))
}

/// `24.11.`, `24.11.2026`, `24. November`.
fn date(word: &str, next: &str) -> Option<(u32, u32)> {
    let mut parts = word.split('.');
    let day: u32 = parts.next()?.parse().ok()?;
    let month = match parts.next()? {
        "" => named_month(&fold(next))?,
        month => month.parse().ok()?,
    };
    ((1..=31).contains(&day) && (1..=12).contains(&month)).then_some((day, month))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_yes_is_told_from_everything_else() {
        let cases = [
            ("Ja, das passt mir gut.", true),
            ("Einverstanden, bis dann!\n\nViele Grüße\nEva Kern", true),
            ("Perfekt, ich habe es eingetragen.", true),
            ("Gern, kein Problem.", true),
            ("Alles klar, danke!\n\n> Passt Ihnen Dienstag oder Mittwoch?", true),
            ("Works for me.", true),
            ("Dienstag um 10 Uhr.", true),
            ("Das geht leider nicht.", false),
            ("Passt Ihnen auch 11 Uhr?", false),
            ("Gern, aber lieber am Mittwoch.", false),
            ("Vielen Dank für Ihre Nachricht, ich melde mich.", false),
            ("Ein anderer Tag wäre super.", false),
            ("", false),
        ];
        for (text, expected) in cases {
            assert_eq!(plain_assent(text).is_some(), expected, "{text}");
        }
        assert_eq!(plain_assent(&"ja ".repeat(100)), None, "nobody says yes at such length");
    }

    #[test]
    fn the_time_that_it_picks_is_read() {
        let named = |text: &str| plain_assent(text).unwrap();
        let assent = |weekdays: &[Weekday], clocks: &[(u32, u32)], dates: &[(u32, u32)]| Assent {
            weekdays: weekdays.to_vec(),
            clocks: clocks.to_vec(),
            dates: dates.to_vec(),
        };
        assert_eq!(named("Dienstag, 10 Uhr passt."), assent(&[Weekday::Tue], &[(10, 0)], &[]));
        assert_eq!(named("Gern am 24.11. um 10:30 Uhr."), assent(&[], &[(10, 30)], &[(24, 11)]));
        assert_eq!(named("ja, mittwochs um zehn am 25. November"), assent(&[Weekday::Wed], &[(10, 0)], &[(25, 11)]));
        assert_eq!(named("Passt: 9.15 Uhr"), assent(&[], &[(9, 15)], &[]));
        assert_eq!(named("Einverstanden."), Assent::default());
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,200}") {
            let _ = plain_assent(&text);
        }
    }
}
