//! "ss" for "ß", as Switzerland writes.

use super::tokens::{is_address, pieces};

/// Every "ß" becomes "ss", but in addresses of the net and in the protected names.
pub(super) fn replace<Name: AsRef<str>>(text: &str, protected: &[Name]) -> String {
    if !text.contains(['ß', 'ẞ']) {
        return text.to_owned();
    }
    let kept = protected_ranges(text, protected);
    let mut written = String::with_capacity(text.len());
    let mut at = 0;
    let mut next = 0;
    for piece in pieces(text) {
        let is_kept_whole = is_address(piece);
        for character in piece.chars() {
            while kept.get(next).is_some_and(|(_, end)| *end <= at) {
                next += 1;
            }
            let is_kept = is_kept_whole || kept.get(next).is_some_and(|(start, _)| *start <= at);
            match character {
                'ß' if !is_kept => written.push_str("ss"),
                'ẞ' if !is_kept => written.push_str("SS"),
                _ => written.push(character),
            }
            at += character.len_utf8();
        }
    }
    written
}

/// Where the names stand as whole words; in order and without overlaps.
fn protected_ranges<Name: AsRef<str>>(text: &str, protected: &[Name]) -> Vec<(usize, usize)> {
    let mut ranges: Vec<(usize, usize)> = protected
        .iter()
        .map(|name| name.as_ref().trim())
        .filter(|name| name.contains(['ß', 'ẞ']))
        .flat_map(|name| occurrences(text, name))
        .filter(|(start, end)| stands_alone(text, *start, *end))
        .collect();
    ranges.sort_unstable();
    let mut merged: Vec<(usize, usize)> = Vec::new();
    for (start, end) in ranges {
        match merged.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => merged.push((start, end)),
        }
    }
    merged
}

/// Start and end of each place where the words of a name follow each other, breaking or not.
fn occurrences<'text>(text: &'text str, name: &'text str) -> impl Iterator<Item = (usize, usize)> + 'text {
    let first = name.split_whitespace().next().unwrap_or_default();
    text.match_indices(first).filter_map(move |(start, _)| {
        let mut rest = &text[start + first.len()..];
        for word in name.split_whitespace().skip(1) {
            rest = rest.strip_prefix(char::is_whitespace)?.strip_prefix(word)?;
        }
        Some((start, text.len() - rest.len()))
    })
}

/// "Weiß" is no part of "Weißwein", but "Weiß'" and the genitive "Weiß-Entwurf" are the name.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    !text[..start].ends_with(char::is_alphanumeric) && !text[end..].starts_with(char::is_alphanumeric)
}
