//! Text in columns of a terminal: wide characters count twice, combining ones nothing, an emoji of several parts once.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::ui::clean;

/// Columns that clean text takes.
#[must_use]
pub fn columns(text: &str) -> usize {
    text.width()
}

/// Text from outside on one line of at most this width, cut with `…`.
#[must_use]
pub fn fitted(text: &str, width: usize) -> String {
    let text = clean(text);
    if columns(&text) <= width {
        return text;
    }
    let mut cut = String::new();
    let mut room = width.saturating_sub(1);
    for part in text.graphemes(true) {
        let Some(left) = room.checked_sub(columns(part)) else { break };
        room = left;
        cut.push_str(part);
    }
    if width > 0 {
        cut.push('…');
    }
    cut
}

/// The same, filled with spaces to exactly this width.
#[must_use]
pub fn padded(text: &str, width: usize) -> String {
    let mut text = fitted(text, width);
    let missing = width.saturating_sub(columns(&text));
    text.push_str(&" ".repeat(missing));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_count_twice_and_marks_nothing() {
        let cases = [
            ("abc", 3, "abc"),
            ("abcd", 3, "ab…"),
            ("漢字漢字", 5, "漢字…"),
            ("漢字漢字", 8, "漢字漢字"),
            ("漢字漢字", 4, "漢…"),
            ("ä\u{301}x", 9, "ä\u{301}x"),
            ("a\u{308}o\u{308}u\u{308}", 2, "a\u{308}…"),
            ("👩‍👩‍👧 Kern", 4, "👩‍👩‍👧 …"),
            ("👩‍👩‍👧", 2, "👩‍👩‍👧"),
            ("❤️❤️", 3, "❤️…"),
            ("abc", 0, ""),
            ("a\u{1b}[2Jb\nc", 9, "a[2Jb c"),
        ];
        for (text, width, expected) in cases {
            assert_eq!(fitted(text, width), expected, "{text} {width}");
            assert_eq!(columns(&padded(text, width)), width, "{text} {width}");
        }
    }
}
