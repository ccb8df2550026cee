//! The last touch on a finished letter: spaces that hold together, quotation marks, dashes, "ss".

use super::Locale;

mod dashes;
mod quotation;
mod sharp_s;
mod spaces;
mod tokens;

pub use quotation::quote;

/// The text with the typography of its German; saying it twice changes nothing more.
///
/// `protected` are names that keep their "ß" in Switzerland.
pub fn polish<Name: AsRef<str>>(text: &str, locale: Locale, protected: &[Name]) -> String {
    let text = quotation::settle(text, locale);
    let text = match locale {
        Locale::Germany | Locale::Austria => text,
        Locale::Switzerland => sharp_s::replace(&text, protected),
    };
    spaces::hold_together(&dashes::lengthen(&text), locale)
}

#[cfg(test)]
mod tests;
