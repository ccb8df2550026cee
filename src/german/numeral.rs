//! Numbers as words: one to twelve are written out in running text.

/// "zwei" to "zwölf"; one takes the article of its noun, see [`super::counted`].
pub(crate) fn cardinal(number: u64) -> Option<&'static str> {
    const WORDS: [&str; 11] =
        ["zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"];
    WORDS.get(usize::try_from(number.checked_sub(2)?).ok()?).copied()
}

/// "ersten" to "zwölften", "letzten" for -1, as they stand after "am".
pub(crate) fn ordinal(number: i16) -> Option<&'static str> {
    const FIRST: [&str; 12] = [
        "ersten",
        "zweiten",
        "dritten",
        "vierten",
        "fünften",
        "sechsten",
        "siebten",
        "achten",
        "neunten",
        "zehnten",
        "elften",
        "zwölften",
    ];
    const LAST: [&str; 3] = ["letzten", "vorletzten", "drittletzten"];
    let place = usize::from(number.unsigned_abs()).checked_sub(1)?;
    if number > 0 { FIRST.get(place).copied() } else { LAST.get(place).copied() }
}

#[cfg(test)]
mod tests {
    use super::{cardinal, ordinal};

    #[test]
    fn two_to_twelve_have_words() {
        assert_eq!(
            [0, 1, 2, 7, 12, 13, u64::MAX].map(cardinal),
            [None, None, Some("zwei"), Some("sieben"), Some("zwölf"), None, None]
        );
    }

    #[test]
    fn ordinals_count_from_both_ends() {
        assert_eq!(
            [0, 1, 12, 13, -1, -3, -4, i16::MIN].map(ordinal),
            [None, Some("ersten"), Some("zwölften"), None, Some("letzten"), Some("drittletzten"), None, None]
        );
    }
}
