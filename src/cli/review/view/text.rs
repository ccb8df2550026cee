//! Text in a given width: wide characters count twice, nothing is cut in a word that fits.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use textwrap::core::display_width;

use crate::cli::review::theme::{Look, Theme};
use crate::cli::ui::{clean, clean_lines};

/// Room for what a thing is called, before the thing.
const LABEL: usize = 8;

/// Text from outside, cut to lines of a width.
#[must_use]
pub fn wrapped(text: &str, width: u16, next: &'static str) -> Vec<String> {
    let width = usize::from(width).max(1);
    let options = textwrap::Options::new(width)
        .subsequent_indent(if display_width(next) + 4 < width { next } else { "" })
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    clean_lines(text)
        .lines()
        .flat_map(|line| {
            let wrapped = textwrap::wrap(line.trim_end(), &options);
            wrapped.into_iter().map(|part| part.trim_end().to_owned()).collect::<Vec<_>>()
        })
        .collect()
}

/// Text from outside on one line of at most this width, cut with `…`.
#[must_use]
pub fn fitted(text: &str, width: usize) -> String {
    let text = clean(text);
    if display_width(&text) <= width {
        return text;
    }
    let mut cut = String::new();
    let mut room = width.saturating_sub(1);
    for c in text.chars() {
        let wide = display_width(c.encode_utf8(&mut [0; 4]));
        if wide > room {
            break;
        }
        room -= wide;
        cut.push(c);
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
    let missing = width.saturating_sub(display_width(&text));
    text.push_str(&" ".repeat(missing));
    text
}

/// What a thing is called, and the thing, over as many lines as it takes.
#[must_use]
pub fn labelled(label: &str, text: &str, style: Style, theme: Theme, width: u16) -> Vec<Line<'static>> {
    let room = width.saturating_sub(u16::try_from(LABEL + 1).unwrap_or(0)).max(1);
    let mut label = Some(label);
    wrapped(text, room, "")
        .into_iter()
        .map(|part| {
            let name = padded(label.take().unwrap_or_default(), LABEL + 1);
            Line::from(vec![Span::styled(name, theme.style(Look::Label)), Span::styled(part, style)])
        })
        .collect()
}

/// Puts clean text somewhere; outside of the screen there is nothing to draw on.
pub fn put(buffer: &mut Buffer, x: u16, y: u16, text: impl AsRef<str>, style: Style) {
    if buffer.area.contains(Position::new(x, y)) {
        buffer.set_string(x, y, text, style);
    }
}

/// A line between two parts of a page.
#[must_use]
pub fn heading(name: &str, theme: Theme, width: u16) -> Line<'static> {
    let name = fitted(name, usize::from(width).saturating_sub(4));
    let rest = usize::from(width).saturating_sub(display_width(&name) + 4);
    let text = if name.is_empty() {
        "─".repeat(usize::from(width))
    } else {
        format!("── {name} {}", "─".repeat(rest))
    };
    Line::styled(text, theme.style(Look::Dim))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_count_twice() {
        let cases = [
            ("abc", 3, "abc"),
            ("abcd", 3, "ab…"),
            ("漢字漢字", 5, "漢字…"),
            ("漢字漢字", 8, "漢字漢字"),
            ("漢字漢字", 4, "漢…"),
            ("ä\u{301}x", 9, "ä\u{301}x"),
            ("abc", 0, ""),
            ("a\u{1b}[2Jb\nc", 9, "a[2Jb c"),
        ];
        for (text, width, expected) in cases {
            assert_eq!(fitted(text, width), expected, "{text} {width}");
            assert_eq!(display_width(&padded(text, width)), width, "{text} {width}");
        }
    }

    #[test]
    fn lines_are_broken_at_spaces_and_nowhere_else_if_possible() {
        let cases: [(&str, u16, &[&str]); 6] = [
            ("ein zwei drei", 9, &["ein zwei", "drei"]),
            ("ein\n\nzwei", 9, &["ein", "", "zwei"]),
            ("Donaudampfschiff", 6, &["Donaud", "ampfsc", "hiff"]),
            ("漢字漢字", 5, &["漢字", "漢字"]),
            ("  eingerückt", 20, &["  eingerückt"]),
            ("", 5, &[]),
        ];
        for (text, width, expected) in cases {
            assert_eq!(wrapped(text, width, ""), expected, "{text}");
        }
    }
}
