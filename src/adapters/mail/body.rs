//! The text that a person reads when they open a mail.

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
    /// Takes a part that is shown; of an alternative, both forms are taken.
    pub fn take(&mut self, part: &Entity<'_>, alternative: Option<usize>) {
        let is_html = part.media_type() == "text/html";
        let text = part.text();
        let room = MAX_TAKEN.saturating_sub(self.taken);
        let text = shortened(&text, room);
        self.was_cut |= room == 0;
        self.taken += text.len();
        let text = if is_html { html_to_text(text) } else { plain_text(part, text) };
        self.pieces.push(Piece { text, is_html, alternative });
    }

    /// The readable text: plain parts, and what HTML parts show that have no plain alternative. Tells whether something
    /// had to be cut off.
    pub fn joined(&self) -> (String, bool) {
        let is_filled = |piece: &Piece| !piece.text.trim().is_empty();
        let plain_alternatives: Vec<usize> = self
            .pieces
            .iter()
            .filter(|piece| !piece.is_html && is_filled(piece))
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
            .filter(|piece| is_filled(piece))
            .map(|piece| piece.text.as_str())
            .collect();
        let (text, was_cut) = several_lines(&texts.join("\n\n"), MAX_TEXT);
        (text, was_cut || self.was_cut)
    }
}

fn shortened(text: &str, most: usize) -> &str {
    let end = most.min(text.len());
    let end = (0..=end).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    &text[..end]
}

fn plain_text(part: &Entity<'_>, text: &str) -> String {
    if text.trim_start().get(..15).is_some_and(|start| start.eq_ignore_ascii_case("BEGIN:VCALENDAR")) {
        return String::new();
    }
    let flowed = part.parameter("format").is_some_and(|format| format.eq_ignore_ascii_case("flowed"));
    if flowed {
        unwrapped(text, part.parameter("delsp").is_some_and(|delsp| delsp.eq_ignore_ascii_case("yes")))
    } else {
        text.to_owned()
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
