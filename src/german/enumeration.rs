//! Enumerations in running text.

/// "Frau Kern, Herr Vogt und Frau Dr. Lang": no comma before the last word. Blank items are left out.
pub fn enumerate<Item: AsRef<str>>(items: &[Item], word: &str) -> String {
    let items: Vec<&str> = items.iter().map(|item| item.as_ref().trim()).filter(|item| !item.is_empty()).collect();
    match items.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [before @ .., last] => format!("{} {word} {last}", before.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::enumerate;

    #[test]
    fn the_word_stands_before_the_last_item_only() {
        for (items, word, expected) in [
            (&[][..], "und", ""),
            (&["Anna"], "und", "Anna"),
            (&["Anna", "Tobias"], "und", "Anna und Tobias"),
            (&["Frau Kern", "Herr Vogt", "Frau Dr. Lang"], "und", "Frau Kern, Herr Vogt und Frau Dr. Lang"),
            (&["Telefon", "Video", "E-Mail", "Brief"], "oder", "Telefon, Video, E-Mail oder Brief"),
            (&["Plan", "", "  ", "Kosten "], "sowie", "Plan sowie Kosten"),
            (&["", " "], "und", ""),
            (&["a, b", "c"], "und", "a, b und c"),
        ] {
            assert_eq!(enumerate(items, word), expected);
        }
        assert_eq!(enumerate(&[String::from("x")], "und"), "x");
    }
}
