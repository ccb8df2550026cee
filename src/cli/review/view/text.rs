//! Text broken into lines of a width: nothing is cut in a word that fits.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::cli::fitting::{columns, fitted, padded};
use crate::cli::review::theme::{Look, Theme};
use crate::cli::ui::clean_lines;

/// Room for what a thing is called, before the thing.
const LABEL: usize = 8;

/// Text from outside, cut to lines of a width.
#[must_use]
pub fn wrapped(text: &str, width: u16, next: &'static str) -> Vec<String> {
    let width = usize::from(width).max(1);
    let options = textwrap::Options::new(width)
        .subsequent_indent(if columns(next) + 4 < width { next } else { "" })
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
    let rest = usize::from(width).saturating_sub(columns(&name) + 4);
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
