//! A mail's text made comparable: one kind of space and dash, bounded length.

/// How much of a mail is read, in bytes; what follows is archive, not conversation.
const LONGEST_TEXT: usize = 20_000;

/// The text with plain spaces, dashes and line ends, cut to a bounded length.
pub(super) fn tidy(text: &str) -> String {
    let mut cut = text.len().min(LONGEST_TEXT);
    while !text.is_char_boundary(cut) {
        cut -= 1;
    }
    let text = &text[..cut];
    let mut tidy = String::with_capacity(cut);
    let mut rest = text;
    // Most of a text stays as it is, and is copied as a whole.
    while let Some(kept) = rest.bytes().position(begins_odd_one) {
        tidy.push_str(&rest[..kept]);
        let mut characters = rest[kept..].chars();
        match characters.next() {
            Some('\r') => {
                if !characters.as_str().starts_with('\n') {
                    tidy.push('\n');
                }
            }
            Some('\t' | '\u{a0}' | '\u{202f}' | '\u{2000}'..='\u{200a}') => tidy.push(' '),
            Some('\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}') => {}
            Some('\u{2010}'..='\u{2015}' | '\u{2212}') => tidy.push('-'),
            Some('\u{2018}' | '\u{2019}' | '\u{b4}') => tidy.push('\''),
            other => tidy.extend(other),
        }
        rest = characters.as_str();
    }
    tidy.push_str(rest);
    tidy
}

/// Whether a character that is changed may begin with this byte.
fn begins_odd_one(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\t' | 0xc2 | 0xe2 | 0xef)
}

#[cfg(test)]
mod tests {
    use super::tidy;

    #[test]
    fn spaces_and_dashes_are_plain() {
        assert_eq!(tidy("10\u{a0}–\u{202f}12\r\nUhr"), "10 - 12\nUhr");
        assert_eq!(tidy("wie’s\u{200b} geht\rund · \u{feff}„so“\tgeht"), "wie's geht\nund · „so“ geht");
        assert!(tidy(&"ü".repeat(30_000)).len() <= 20_000);
    }
}
