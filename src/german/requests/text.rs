//! A mail's text made comparable: one kind of space and dash, bounded length.

/// How much of a mail is read, in bytes; what follows is archive, not conversation.
const LONGEST_TEXT: usize = 20_000;

/// The text with plain spaces, dashes and line ends, cut to a bounded length.
pub(super) fn tidy(text: &str) -> String {
    let mut cut = text.len().min(LONGEST_TEXT);
    while !text.is_char_boundary(cut) {
        cut -= 1;
    }
    let mut tidy = String::with_capacity(cut);
    let mut characters = text[..cut].chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' => {
                if characters.peek() != Some(&'\n') {
                    tidy.push('\n');
                }
            }
            '\t' | '\u{a0}' | '\u{202f}' | '\u{2000}'..='\u{200a}' => tidy.push(' '),
            '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}' => {}
            '\u{2010}'..='\u{2015}' | '\u{2212}' => tidy.push('-'),
            '\u{2018}' | '\u{2019}' | '\u{b4}' => tidy.push('\''),
            other => tidy.push(other),
        }
    }
    tidy
}

#[cfg(test)]
mod tests {
    use super::tidy;

    #[test]
    fn spaces_and_dashes_are_plain() {
        assert_eq!(tidy("10\u{a0}–\u{202f}12\r\nUhr"), "10 - 12\nUhr");
        assert!(tidy(&"ü".repeat(30_000)).len() <= 20_000);
    }
}
