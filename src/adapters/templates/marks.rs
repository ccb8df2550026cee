//! Private characters by which a template's own words are told from the values put into them.
//!
//! Every value passes [`write_value`] on its way into the letter, where these characters are removed. So whatever a
//! sender writes, it is never a gap, never a line of the template, never a header.

use std::io::{self, Write};

/// Stands at the end of every template line that has a tag in it.
pub(super) const TAGGED: char = '\u{e100}';
/// A line break inside a value.
pub(super) const BREAK: char = '\u{e101}';
/// Follows a value that ends like a sentence: the end of the value is not the end of the template's sentence.
pub(super) const VALUE_END: char = '\u{e102}';
/// A gap: name, hint.
pub(super) const GAP: char = '\u{e103}';
/// Between the name and the hint of a gap.
pub(super) const GAP_HINT: char = '\u{e104}';
/// After the hint of a gap.
pub(super) const GAP_END: char = '\u{e105}';
/// From here on, the number of a template line: only while templates are checked.
const FIRST_LINE: u32 = 0xf_0000;
const LINES: u32 = 0xfff0;

/// The mark of the line with this number; none beyond what the range holds.
pub(super) fn line_mark(number: usize) -> Option<char> {
    let number = u32::try_from(number).ok().filter(|number| *number < LINES)?;
    char::from_u32(FIRST_LINE + number)
}

/// The number of the line that a mark stands for.
pub(super) fn marked_line(character: char) -> Option<usize> {
    let number = u32::from(character).checked_sub(FIRST_LINE).filter(|number| *number < LINES)?;
    usize::try_from(number).ok()
}

/// Writes a value without anything that could pass for a part of the template: Tera's escape function.
pub(super) fn write_value(value: &str, output: &mut dyn Write) -> io::Result<()> {
    if value.chars().any(must_go) {
        for character in value.chars() {
            match character {
                '\n' => write!(output, "{BREAK}")?,
                _ if must_go(character) => {}
                _ => write!(output, "{character}")?,
            }
        }
    } else {
        output.write_all(value.as_bytes())?;
    }
    if value.ends_with(['.', '?', '!']) { write!(output, "{VALUE_END}") } else { Ok(()) }
}

/// A value as [`write_value`] leaves it.
pub(super) fn cleaned(value: &str) -> String {
    let mut bytes = Vec::with_capacity(value.len());
    // Writing to memory does not fail, and only whole characters are written.
    let _ = write_value(value, &mut bytes);
    String::from_utf8(bytes).unwrap_or_default()
}

fn must_go(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_can_imitate_a_template() {
        let hostile = format!("a{GAP}n{GAP_HINT}h{GAP_END}\r\nBcc: x@y.example{TAGGED}\u{202e}\u{f0001}");
        assert_eq!(cleaned(&hostile), format!("anh{BREAK}Bcc: x@y.example"));
        assert_eq!(cleaned("Ende."), format!("Ende.{VALUE_END}"));
        assert_eq!(cleaned("{{ me.name }} {% if %}"), "{{ me.name }} {% if %}");
    }

    #[test]
    fn lines_have_marks() {
        for number in [0, 1, 1999] {
            assert_eq!(line_mark(number).and_then(marked_line), Some(number));
        }
        assert_eq!(line_mark(70_000), None);
        assert_eq!(marked_line('a'), None);
        assert_eq!(marked_line(TAGGED), None);
    }
}
