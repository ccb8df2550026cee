//! Numbers with their units: "1.234,50 €", "12,5 %", "vier Personen", in Switzerland "CHF 1'234.50".

use super::Locale;
use super::counted::{in_words, plural};
use super::phrasebook::PhraseError;

/// A number as templates hand it over.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Quantity {
    /// Without decimals, and exact however large.
    Whole(i128),
    /// With decimals.
    Decimal(f64),
}

impl From<i64> for Quantity {
    fn from(number: i64) -> Self {
        Self::Whole(number.into())
    }
}

impl From<u64> for Quantity {
    fn from(number: u64) -> Self {
        Self::Whole(number.into())
    }
}

impl From<i128> for Quantity {
    fn from(number: i128) -> Self {
        Self::Whole(number)
    }
}

impl From<f64> for Quantity {
    fn from(number: f64) -> Self {
        Self::Decimal(number)
    }
}

/// Currencies, by sign, code and name; they have no decimals or two.
const MONEY: [&str; 14] =
    ["€", "EUR", "Euro", "CHF", "Fr.", "SFr.", "Franken", "$", "USD", "US-Dollar", "£", "GBP", "Pfund", "Dollar"];

/// What is measured rather than counted stays in digits: "vier Personen", but "4 Kilometer".
const MEASURES: [&str; 17] = [
    "meter",
    "liter",
    "gramm",
    "tonnen",
    "hektar",
    "watt",
    "wattstunden",
    "volt",
    "ampere",
    "byte",
    "bit",
    "prozent",
    "promille",
    "grad",
    "uhr",
    "cent",
    "rappen",
];

/// The number with its unit, in words where it counts one to twelve things.
///
/// # Errors
/// Infinite numbers, and what is not a number.
pub fn number(value: impl Into<Quantity>, unit: Option<&str>, locale: Locale) -> Result<String, PhraseError> {
    let value = value.into();
    let Some(unit) = unit.map(str::trim).filter(|unit| !unit.is_empty()) else {
        return digits(value, Decimals::AsNeeded, locale);
    };
    if MONEY.contains(&unit) {
        return money(value, unit, locale);
    }
    let is_counted = is_counted_noun(unit);
    if let Some(count) = whole(value).and_then(|count| u64::try_from(count).ok())
        && let Some(words) = is_counted.then(|| in_words(count, unit)).flatten()
    {
        return Ok(words);
    }
    let digits = digits(value, Decimals::AsNeeded, locale)?;
    let one = whole(value).is_some_and(|count| count.unsigned_abs() == 1);
    if is_counted && !one { Ok(format!("{digits}\u{a0}{}", plural(unit))) } else { Ok(format!("{digits}\u{a0}{unit}")) }
}

/// Switzerland writes the currency before the amount, unless it is a word; elsewhere the euro has its sign.
fn money(value: Quantity, currency: &str, locale: Locale) -> Result<String, PhraseError> {
    let amount = digits(value, Decimals::NoneOrTwo, locale)?;
    let is_word = currency.chars().count() > 3 && currency.ends_with(char::is_lowercase);
    Ok(match locale {
        Locale::Switzerland if !is_word => format!("{currency}\u{a0}{amount}"),
        Locale::Germany | Locale::Austria if currency == "EUR" => format!("{amount}\u{a0}€"),
        _ => format!("{amount}\u{a0}{currency}"),
    })
}

/// A noun ("Personen"), as against a sign ("km") or a measure ("Kilometer").
fn is_counted_noun(unit: &str) -> bool {
    let lower = unit.to_lowercase();
    unit.starts_with(char::is_uppercase)
        && unit.chars().skip(1).any(char::is_lowercase)
        && unit.chars().count() > 2
        && !MEASURES.iter().any(|measure| lower.ends_with(measure))
}

/// The value if it has no decimals.
fn whole(value: Quantity) -> Option<i128> {
    /// Up to here every whole number is exact in an `f64`.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match value {
        Quantity::Whole(number) => Some(number),
        #[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
        Quantity::Decimal(number) if number.fract() == 0.0 && number.abs() <= EXACT => Some(number as i128),
        Quantity::Decimal(_) => None,
    }
}

#[derive(Clone, Copy)]
enum Decimals {
    /// At most six, so that no rounding error of a sum is shown.
    AsNeeded,
    /// An amount of money: none or two.
    NoneOrTwo,
}

/// "1.234,5", in Switzerland "1'234.5".
fn digits(value: Quantity, decimals: Decimals, locale: Locale) -> Result<String, PhraseError> {
    let plain = match (whole(value), value, decimals) {
        (Some(number), _, _) | (None, Quantity::Whole(number), _) => number.to_string(),
        (None, Quantity::Decimal(number), _) if !number.is_finite() => {
            return Err(PhraseError::NotFinite(number));
        }
        (None, Quantity::Decimal(number), Decimals::AsNeeded) => {
            let six = format!("{number:.6}");
            six.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        (None, Quantity::Decimal(number), Decimals::NoneOrTwo) => format!("{number:.2}"),
    };
    let (amount, is_negative) = match plain.strip_prefix('-') {
        Some(amount) => (amount, amount.contains(|digit| ('1'..='9').contains(&digit))),
        None => (plain.as_str(), false),
    };
    let (integer, fraction) = amount.split_once('.').unwrap_or((amount, ""));
    let mut written = String::from(if is_negative { "−" } else { "" });
    for (place, digit) in integer.char_indices() {
        if place > 0 && (integer.len() - place) % 3 == 0 {
            written.push(locale.thousands_mark());
        }
        written.push(digit);
    }
    if !fraction.is_empty() {
        written.push(locale.decimal_mark());
        written.push_str(fraction);
    }
    Ok(written)
}
