//! A line of text that is being typed.

use unicode_segmentation::UnicodeSegmentation;

use crate::cli::fitting::columns;

/// Text and cursor; the cursor counts characters.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Input {
    text: Vec<char>,
    cursor: usize,
}

/// What a key does to the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stroke {
    /// A character is typed.
    Type(char),
    /// The character before the cursor goes.
    Backspace,
    /// The character under the cursor goes.
    Delete,
    /// The word before the cursor goes.
    DeleteWord,
    /// Everything before the cursor goes.
    DeleteLine,
    /// One to the left.
    Left,
    /// One to the right.
    Right,
    /// To the start.
    Home,
    /// To the end.
    End,
}

impl Input {
    /// A text to be changed, the cursor at its end.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let text: Vec<char> = on_one_line(text).collect();
        Self { cursor: text.len(), text }
    }

    /// What stands there.
    #[must_use]
    pub fn text(&self) -> String {
        self.text.iter().collect()
    }

    /// What stands before the cursor.
    #[must_use]
    pub fn before_cursor(&self) -> String {
        self.text[..self.cursor].iter().collect()
    }

    /// Whether nothing is typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Puts the cursor to a column, `skipped` characters left of which are not seen.
    pub fn point(&mut self, skipped: usize, column: usize) {
        let mut room = column;
        self.cursor = skipped.min(self.text.len());
        let seen: String = self.text[self.cursor..].iter().collect();
        for part in seen.graphemes(true) {
            let Some(left) = room.checked_sub(columns(part).max(1)) else { break };
            room = left;
            self.cursor += part.chars().count();
        }
    }

    /// Puts in what was pasted; a line break becomes a space.
    pub fn paste(&mut self, text: &str) {
        for c in on_one_line(text.trim_end_matches(['\r', '\n'])) {
            self.apply(Stroke::Type(c));
        }
    }

    /// Does what a key says.
    pub fn apply(&mut self, stroke: Stroke) {
        match stroke {
            Stroke::Type(c) => {
                self.text.insert(self.cursor, c);
                self.cursor += 1;
            }
            Stroke::Backspace => {
                let start = self.cursor - self.length_before();
                self.text.drain(start..self.cursor);
                self.cursor = start;
            }
            Stroke::Delete => {
                self.text.drain(self.cursor..self.cursor + self.length_after());
            }
            Stroke::DeleteWord => {
                let before = &self.text[..self.cursor];
                let end = before.iter().rposition(|c| !c.is_whitespace()).map_or(0, |last| last + 1);
                let start = before[..end].iter().rposition(|c| c.is_whitespace()).map_or(0, |space| space + 1);
                self.text.drain(start..self.cursor);
                self.cursor = start;
            }
            Stroke::DeleteLine => {
                self.text.drain(..self.cursor);
                self.cursor = 0;
            }
            Stroke::Left => self.cursor -= self.length_before(),
            Stroke::Right => self.cursor += self.length_after(),
            Stroke::Home => self.cursor = 0,
            Stroke::End => self.cursor = self.text.len(),
        }
    }

    /// Characters of what is seen as one before the cursor: an accent goes with its letter.
    fn length_before(&self) -> usize {
        self.before_cursor().graphemes(true).next_back().map_or(0, |part| part.chars().count())
    }

    fn length_after(&self) -> usize {
        self.text[self.cursor..]
            .iter()
            .collect::<String>()
            .graphemes(true)
            .next()
            .map_or(0, |part| part.chars().count())
    }
}

/// Text for one line, without what a terminal would obey.
fn on_one_line(text: &str) -> std::vec::IntoIter<char> {
    crate::cli::ui::clean(text).chars().collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_change_a_line_as_they_do_everywhere() {
        use Stroke::{Backspace, Delete, DeleteLine, DeleteWord, End, Home, Left, Right, Type};
        let cases: [(&str, &[Stroke], &str, &str); 14] = [
            ("", &[Type('ä'), Type('漢')], "ä漢", "ä漢"),
            ("ab", &[Left, Type('x')], "axb", "ax"),
            ("ab", &[Home, Delete], "b", ""),
            ("ab", &[Home, Backspace], "ab", ""),
            ("ab", &[Delete, Right], "ab", "ab"),
            ("ab", &[Backspace], "a", "a"),
            ("", &[Backspace, Delete, Left, Right], "", ""),
            ("xa\u{308}", &[Backspace], "x", "x"),
            ("x👩‍👩‍👧y", &[Left, Left, Delete], "xy", "x"),
            ("👩‍👩‍👧", &[Home, Right, Type('y')], "👩‍👩‍👧y", "👩‍👩‍👧y"),
            ("zwei Worte", &[DeleteWord], "zwei ", "zwei "),
            ("zwei  ", &[DeleteWord], "", ""),
            ("zwei Worte", &[Left, DeleteLine], "e", ""),
            ("ab", &[Home, End, Type('c')], "abc", "abc"),
        ];
        for (text, strokes, after, before_cursor) in cases {
            let mut input = Input::new(text);
            for stroke in strokes {
                input.apply(*stroke);
            }
            assert_eq!(
                (input.text().as_str(), input.before_cursor().as_str()),
                (after, before_cursor),
                "{text} {strokes:?}"
            );
        }
    }

    #[test]
    fn a_click_puts_the_cursor_under_it() {
        let cases = [
            ("abc", 0, 0, ""),
            ("abc", 0, 2, "ab"),
            ("abc", 0, 9, "abc"),
            ("abc", 1, 1, "ab"),
            ("漢字x", 0, 2, "漢"),
            ("漢字x", 0, 3, "漢"),
            ("a\u{308}b", 0, 1, "a\u{308}"),
            ("", 5, 5, ""),
        ];
        for (text, skipped, column, before) in cases {
            let mut input = Input::new(text);
            input.point(skipped, column);
            assert_eq!(input.before_cursor(), before, "{text} {skipped} {column}");
        }
    }

    #[test]
    fn what_is_pasted_stays_on_its_line() {
        let mut input = Input::new("a");
        input.paste("b\r\nc\u{1b}[2J\n");
        assert_eq!(input.text(), "ab c[2J");
    }
}
