//! Where the signature of a mail begins.

use serde::Serialize;

use super::closing::closing;
use crate::german::person_name::spelling::{clean, is_lower, likeness};
use crate::german::person_name::{Sender, address_agrees, read_name};

/// Only this many lines at the end are searched, and of longer ones only the start.
const MAX_LINES: usize = 60;
const MAX_LINE: usize = 300;

/// A mail's own words and what stands under them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Parted<'a> {
    /// The letter itself.
    pub words: &'a str,
    /// From the closing phrase on.
    pub signature: Option<&'a str>,
}

/// Parts a plain body (quoted mail cut off) before its closing phrase, before "-- ", or before a last paragraph that
/// opens with the sender's name.
///
/// ```
/// let parted = statt::german::part_signature("Passt es Ihnen?\n\nViele Grüße\nAnna Weiß", None, "");
/// assert_eq!(parted.signature, Some("Viele Grüße\nAnna Weiß"));
/// ```
#[must_use]
pub fn part_signature<'a>(body: &'a str, sender: Option<&str>, address: &str) -> Parted<'a> {
    let lines = last_lines(body);
    let at = by_delimiter(&lines).or_else(|| by_closing(&lines)).or_else(|| by_name(&lines, sender, address));
    match at {
        Some(at) => Parted { words: body[..at].trim_end(), signature: Some(body[at..].trim()) },
        None => Parted { words: body.trim_end(), signature: None },
    }
}

struct Line<'a> {
    start: usize,
    text: &'a str,
}

/// The last lines with where they start.
fn last_lines(body: &str) -> Vec<Line<'_>> {
    let mut lines: Vec<Line> = Vec::new();
    let mut end = body.len();
    while lines.len() < MAX_LINES {
        let start = body[..end].rfind('\n').map_or(0, |at| at + 1);
        lines.push(Line { start, text: body[start..end].trim_end_matches('\r') });
        if start == 0 {
            break;
        }
        end = start - 1;
    }
    lines.reverse();
    lines
}

/// "-- " alone on a line (RFC 3676, 4.3); a closing phrase just above it is part of the signature.
fn by_delimiter(lines: &[Line]) -> Option<usize> {
    let at = lines.iter().position(|line| matches!(line.text, "-- " | "--"))?;
    let above = lines[..at].iter().rposition(|line| closes(line.text)).filter(|closing| at - closing <= 5);
    Some(above.map_or(lines[at].start, |closing| lines[closing].start))
}

/// The last closing phrase; a phrase at the end of a sentence ("… Gruß Detlef Kunz") counts on the last line.
fn by_closing(lines: &[Line]) -> Option<usize> {
    let last = lines.iter().rposition(|line| !line.text.trim().is_empty())?;
    let mut found = lines[..=last].iter().rposition(|line| closes(line.text));
    // "Herzlich / Ihre Anna Weiß", "Viele Grüße / Servus": the phrase above belongs to it.
    while let Some(at) = found {
        let above = lines[..at].iter().rposition(|line| !line.text.trim().is_empty());
        match above.filter(|above| at - above <= 2 && closes(lines[*above].text)) {
            Some(above) => found = Some(above),
            None => break,
        }
    }
    found.map(|at| lines[at].start).or_else(|| inside(&lines[last]))
}

fn closes(line: &str) -> bool {
    line.len() <= MAX_LINE && closing(line.trim()).is_some()
}

/// Where a greeting with at most four words behind it begins inside a line.
fn inside(line: &Line) -> Option<usize> {
    let text = line.text.trim_end();
    let tail_start = text.char_indices().rev().nth(60).map_or(0, |(at, _)| at);
    let starts = text
        .char_indices()
        .filter(|(at, c)| *at > tail_start && matches!(c, ' ' | '\u{a0}'))
        .map(|(at, c)| at + c.len_utf8());
    for start in starts.collect::<Vec<_>>() {
        let (before, rest) = (text[..start].trim_end(), &text[start..]);
        let sentence_ended = before.ends_with(['.', '!', '?', ',', ')', '…', ';', '-', '–']) || is_lower(rest);
        let short = rest.split_whitespace().next().is_some_and(|word| {
            let word = word.to_lowercase();
            [
                "gruß", "gruss", "grüße", "grüsse", "vg", "lg", "mfg", "viele", "liebe", "beste", "mit", "ihr", "ihre",
                "dein", "deine",
            ]
            .contains(&word.as_str())
        });
        if sentence_ended && short && closing(rest).is_some() {
            return Some(line.start + start);
        }
    }
    None
}

/// The start of a last block of short lines that opens with a name: the sender's, or a person's with a known given name.
fn by_name(lines: &[Line], sender: Option<&str>, address: &str) -> Option<usize> {
    let last = lines.iter().rposition(|line| !line.text.trim().is_empty())?;
    let first = lines[..=last].iter().rposition(|line| line.text.trim().is_empty()).map_or(0, |at| at + 1);
    // A footer may follow in blocks of its own; the name stands in one of the last three.
    let mut starts = vec![first];
    for _ in 0..2 {
        let next = *starts.last()?;
        if next < 2 {
            break;
        }
        let above = lines[..next - 1].iter().rposition(|line| line.text.trim().is_empty()).map_or(0, |at| at + 1);
        starts.push(above);
    }
    let signed = |at: usize| signs(lines[at].text, sender, address);
    // Above the name may stand a closing phrase in a language we do not know.
    let below = |at: usize| {
        is_short(lines[at].text) && lines.get(at + 1).is_some_and(|line| !line.text.trim().is_empty()) && signed(at + 1)
    };
    starts.into_iter().rev().find(|at| signed(*at) || below(*at)).map(|at| lines[at].start)
}

fn is_short(line: &str) -> bool {
    let line = line.trim();
    line.chars().count() <= 40 && line.split(' ').count() <= 4 && !line.ends_with(['.', '?', '!', ':'])
}

fn signs(line: &str, sender: Option<&str>, address: &str) -> bool {
    if line.len() > MAX_LINE {
        return false;
    }
    let line = clean(line);
    let words = line.split(' ').count();
    if line.is_empty()
        || words > 6
        || line.ends_with(['.', '?', '!', ':', ','])
        || line.chars().any(|c| c.is_ascii_digit() || c == ':')
    {
        return false;
    }
    let sender = clean(sender.unwrap_or_default());
    let known: Vec<String> = sender.split([' ', ',']).map(likeness).filter(|word| word.chars().count() > 1).collect();
    let matches = line.split([' ', ',']).map(likeness).filter(|word| known.contains(word)).count();
    if matches >= 2 || (matches == 1 && words <= 2) {
        return true;
    }
    if words == 1 && is_nickname(&line, &known) {
        return true;
    }
    match read_name(&line, address) {
        Sender::Person(name) => address_agrees(&name.given, &name.surname, address),
        Sender::Family(_) | Sender::Role | Sender::Nobody => false,
    }
}

/// "Tobi" for Tobias, "caro" for Carolin.
fn is_nickname(word: &str, known: &[String]) -> bool {
    let short: String = likeness(word).chars().take(3).collect();
    short.chars().count() == 3 && known.iter().any(|name| name.starts_with(&short))
}
