//! The text that a person reads when they open a mail.

use std::borrow::Cow;

use super::entity::Entity;
use crate::domain::html::html_to_text;
use crate::domain::limits::MAX_TEXT;
use crate::domain::plain_text::several_lines;

/// What a person may read, gathered part by part.
#[derive(Default)]
pub(super) struct Texts {
    pieces: Vec<Piece>,
    /// How many octets were taken already.
    taken: usize,
    was_cut: bool,
}

struct Piece {
    text: String,
    is_html: bool,
    /// The multipart/alternative that it is in.
    alternative: Option<usize>,
}

/// HTML is several times as long as what it shows; beyond that nobody reads.
const MAX_TAKEN: usize = 8 * MAX_TEXT;

impl Texts {
    /// Takes a part that is shown; of an alternative, both forms are taken, unless it is clear that one does not count.
    pub fn take(&mut self, part: &Entity<'_>, alternative: Option<usize>) {
        let is_html = part.media_type() == "text/html";
        if is_html && alternative.is_some() && self.is_told(alternative) {
            return;
        }
        let text = part.text();
        let room = MAX_TAKEN.saturating_sub(self.taken);
        let text = shortened(text, room);
        self.was_cut |= room == 0;
        self.taken += text.len();
        let text = if is_html { html_to_text(&text) } else { plain_text(part, text) };
        self.pieces.push(Piece { text, is_html, alternative });
    }

    /// Whether an alternative has a plain form, which counts before all others.
    fn is_told(&self, alternative: Option<usize>) -> bool {
        self.pieces.iter().any(|piece| piece.alternative == alternative && !piece.is_html && piece.is_filled())
    }

    /// The readable text: plain parts, and what HTML parts show that have no plain alternative. Tells whether something
    /// had to be cut off.
    pub fn joined(&self) -> (String, bool) {
        let plain_alternatives: Vec<usize> = self
            .pieces
            .iter()
            .filter(|piece| !piece.is_html && piece.is_filled())
            .filter_map(|piece| piece.alternative)
            .collect();
        let counts = |piece: &&Piece| match piece.alternative {
            Some(number) => piece.is_html != plain_alternatives.contains(&number),
            None => true,
        };
        let texts: Vec<&str> = self
            .pieces
            .iter()
            .filter(counts)
            .filter(|piece| piece.is_filled())
            .map(|piece| piece.text.as_str())
            .collect();
        let text = if let [text] = texts.as_slice() { Cow::Borrowed(*text) } else { texts.join("\n\n").into() };
        let (text, was_cut) = several_lines(&text, MAX_TEXT);
        (text, was_cut || self.was_cut)
    }
}

impl Piece {
    fn is_filled(&self) -> bool {
        !self.text.trim().is_empty()
    }
}

fn shortened(mut text: String, most: usize) -> String {
    let end = most.min(text.len());
    text.truncate((0..=end).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0));
    text
}

fn plain_text(part: &Entity<'_>, text: String) -> String {
    if text.trim_start().get(..15).is_some_and(|start| start.eq_ignore_ascii_case("BEGIN:VCALENDAR")) {
        return String::new();
    }
    let flowed = part.parameter("format").is_some_and(|format| format.eq_ignore_ascii_case("flowed"));
    if flowed {
        unwrapped(&text, part.parameter("delsp").is_some_and(|delsp| delsp.eq_ignore_ascii_case("yes")))
    } else {
        text
    }
}

/// Joins the lines of flowed text (RFC 3676) into paragraphs.
fn unwrapped(text: &str, delete_space: bool) -> String {
    let mut paragraphs = String::with_capacity(text.len());
    let mut depth_before = None;
    for line in text.lines() {
        let quotes = line.bytes().take_while(|c| *c == b'>').count();
        let content = &line[quotes..];
        let content = content.strip_prefix(' ').unwrap_or(content);
        if depth_before == Some(quotes) {
            paragraphs.push_str(content);
        } else {
            if !paragraphs.is_empty() {
                paragraphs.push('\n');
            }
            paragraphs.push_str(&line[..quotes]);
            if quotes > 0 {
                paragraphs.push(' ');
            }
            paragraphs.push_str(content);
        }
        // A line that ends in a space goes on in the next one, except for the dashes above a signature.
        let soft = content.ends_with(' ') && content != "-- ";
        if soft && delete_space {
            paragraphs.pop();
        }
        depth_before = soft.then_some(quotes);
    }
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flowed_lines_become_paragraphs() {
        let cases = [
            ("Haben Sie am \nDonnerstag Zeit?\nGruß", false, "Haben Sie am Donnerstag Zeit?\nGruß"),
            ("> Haben Sie \n> Zeit?\nJa \n> nein", false, "> Haben Sie Zeit?\nJa \n> nein"),
            ("Don \nnerstag\n-- \nJana", true, "Donnerstag\n-- \nJana"),
            ("a\n\nb", false, "a\n\nb"),
        ];
        for (text, delete_space, expected) in cases {
            assert_eq!(unwrapped(text, delete_space), expected, "{text:?}");
        }
    }
}
