//! Quotation marks: „…“ and ‚…‘, in Switzerland «…» and ‹…›.

use crate::german::Locale;

/// The text in quotation marks; those within become the inner ones.
#[must_use]
pub fn quote(text: &str, locale: Locale) -> String {
    let [open, close] = marks(locale, 0);
    format!("{open}{}{close}", paired(text.trim(), locale, 1))
}

/// Straight and foreign quotation marks become those of the locale, paragraph by paragraph.
///
/// Guillemets in a German text stay: a letter marks its gaps with them. So does what has no partner.
pub(super) fn settle(text: &str, locale: Locale) -> String {
    text.split("\n\n").map(|paragraph| paired(paragraph, locale, 0)).collect::<Vec<_>>().join("\n\n")
}

/// Opening and closing mark, for each depth.
const fn marks(locale: Locale, depth: usize) -> [char; 2] {
    match (locale, depth % 2) {
        (Locale::Germany | Locale::Austria, 0) => ['„', '“'],
        (Locale::Germany | Locale::Austria, _) => ['‚', '‘'],
        (Locale::Switzerland, 0) => ['«', '»'],
        (Locale::Switzerland, _) => ['‹', '›'],
    }
}

/// What a quotation mark does where it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Opens,
    Closes,
}

/// Replaces the marks of a text that pair up; if one has no partner, none is touched.
fn paired(text: &str, locale: Locale, outer_depth: usize) -> String {
    let mut written = String::with_capacity(text.len());
    let mut depth = outer_depth;
    let mut before = None;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let after = characters.peek().copied();
        match role(character, before, after, depth > outer_depth) {
            Some(Role::Opens) => {
                written.push(marks(locale, depth)[0]);
                depth += 1;
            }
            Some(Role::Closes) if depth > outer_depth => {
                depth -= 1;
                written.push(marks(locale, depth)[1]);
            }
            Some(Role::Closes) => return text.to_owned(),
            None => written.push(character),
        }
        before = Some(character);
    }
    if depth == outer_depth { written } else { text.to_owned() }
}

/// „ always opens and ” always closes; “ closes in German and opens in English; " goes by its neighbours.
fn role(mark: char, before: Option<char>, after: Option<char>, is_inside: bool) -> Option<Role> {
    let starts_a_word = before.is_none_or(|c| c.is_whitespace() || "([{«‹„‚“\"–—/".contains(c))
        && after.is_some_and(|c| !c.is_whitespace());
    match mark {
        '„' => Some(Role::Opens),
        '“' | '"' if starts_a_word => Some(Role::Opens),
        '”' | '“' => Some(Role::Closes),
        '"' if is_inside => Some(Role::Closes),
        _ => None,
    }
}
