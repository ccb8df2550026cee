//! The text that a person reads when they open a mail.

use mail_parser::{Message as Parsed, PartType};

use super::leaf::Leaf;
use crate::domain::html::html_to_text;
use crate::domain::limits::MAX_TEXT;
use crate::domain::plain_text::several_lines;

/// The readable text: the plain parts, else what the HTML parts show. Tells whether something had to be cut off.
pub(super) fn readable_text(mail: &Parsed<'_>) -> (String, bool) {
    let plain = joined(mail, &mail.text_body);
    let mut text = if plain.trim().is_empty() { joined(mail, &mail.html_body) } else { plain };
    if text.trim().is_empty() && mail.parts.len() == 1 {
        // `Content-Type: text`: the parser does not count it among the texts.
        text = joined(mail, &[0]);
    }
    several_lines(&text, MAX_TEXT)
}

fn joined(mail: &Parsed<'_>, ids: &[u32]) -> String {
    let mut text = String::new();
    for part in ids.iter().filter_map(|id| mail.parts.get(*id as usize)) {
        let leaf = Leaf { mail, part };
        let piece = match &part.body {
            _ if leaf.is_calendar() => continue,
            PartType::Html(_) => html_to_text(shortened(&leaf.text())),
            PartType::Text(_) => plain_text(&leaf),
            _ => continue,
        };
        if !text.is_empty() && !piece.trim().is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(&piece);
        if text.len() > 2 * MAX_TEXT {
            break;
        }
    }
    text
}

/// HTML is several times as long as what it shows; beyond that nobody reads.
fn shortened(html: &str) -> &str {
    let end = (8 * MAX_TEXT).min(html.len());
    let end = (0..=end).rev().find(|end| html.is_char_boundary(*end)).unwrap_or(0);
    &html[..end]
}

fn plain_text(leaf: &Leaf<'_>) -> String {
    let text = leaf.text();
    if text.trim_start().get(..15).is_some_and(|start| start.eq_ignore_ascii_case("BEGIN:VCALENDAR")) {
        return String::new();
    }
    let flowed = leaf.parameter("format").is_some_and(|format| format.eq_ignore_ascii_case("flowed"));
    if flowed {
        unwrapped(&text, leaf.parameter("delsp").is_some_and(|delsp| delsp.eq_ignore_ascii_case("yes")))
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
