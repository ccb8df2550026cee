//! The text of a template, cut into words and tags.

use std::ops::Range;

use super::marks::TAGGED;

/// What a piece of a template is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Words of the letter.
    Text,
    /// `{{ … }}`
    Output,
    /// `{% … %}`
    Statement,
    /// `{# … #}`
    Comment,
}

/// A piece of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) kind: Kind,
    /// The whole of it, delimiters included.
    pub(super) range: Range<usize>,
}

/// The pieces of a template in order; an unclosed tag reaches to the end.
pub(super) fn pieces(source: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    let mut raw = false;
    while at < source.len() {
        let (kind, start) = next_tag(source, at).unwrap_or((Kind::Text, source.len()));
        if start > at {
            pieces.push(Piece { kind: Kind::Text, range: at..start });
        }
        if kind == Kind::Text {
            break;
        }
        let end = tag_end(source, start, kind);
        let body = source[start..end].trim_matches(|c| "{}%#- \t\r\n".contains(c));
        let (opens, closes) = (kind == Kind::Statement && body == "raw", kind == Kind::Statement && body == "endraw");
        let kind = if raw && !closes { Kind::Text } else { kind };
        raw = (raw || opens) && !closes;
        pieces.push(Piece { kind, range: start..end });
        at = end;
    }
    pieces
}

fn next_tag(source: &str, from: usize) -> Option<(Kind, usize)> {
    let bytes = source.as_bytes();
    (from..bytes.len().saturating_sub(1)).filter(|at| bytes[*at] == b'{').find_map(|at| match bytes[at + 1] {
        b'{' => Some((Kind::Output, at)),
        b'%' => Some((Kind::Statement, at)),
        b'#' => Some((Kind::Comment, at)),
        _ => None,
    })
}

/// Where a tag ends; a delimiter inside a string does not end it.
fn tag_end(source: &str, start: usize, kind: Kind) -> usize {
    let bytes = source.as_bytes();
    let close = match kind {
        Kind::Output => b"}}",
        Kind::Statement => b"%}",
        Kind::Comment | Kind::Text => b"#}",
    };
    let mut string = None;
    let mut at = start + 2;
    while at < bytes.len() {
        match (string, bytes[at]) {
            (Some(quote), byte) if byte == quote => string = None,
            (None, quote @ (b'"' | b'\'' | b'`')) if kind != Kind::Comment => string = Some(quote),
            (None, _) if bytes[at..].starts_with(close) => return at + 2,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

/// The template as Tera gets it: every line that has a tag says so at its end, so that the layout can drop the line
/// where the tag left nothing. Lines and columns stay as they are. `mark` may add more to a line of words, by its
/// number counting from 1.
pub(super) fn prepared(source: &str, mark: impl Fn(usize) -> Option<char>) -> String {
    let mut prepared = String::with_capacity(source.len() + 64);
    let (mut number, mut tagged, mut worded) = (1, false, false);
    let end_of_line = |tagged: bool, worded: bool, number: usize| {
        worded.then(|| mark(number)).flatten().into_iter().chain(tagged.then_some(TAGGED))
    };
    for piece in pieces(source) {
        let text = &source[piece.range];
        if piece.kind != Kind::Text {
            prepared.push_str(text);
            number += text.matches('\n').count();
            tagged = true;
            worded |= piece.kind == Kind::Output;
            continue;
        }
        for part in text.split_inclusive('\n') {
            let line = part.trim_end_matches(['\n', '\r']);
            prepared.push_str(line);
            worded |= !line.trim().is_empty();
            if part.ends_with('\n') {
                prepared.extend(end_of_line(tagged, worded, number));
                prepared.push_str(&part[line.len()..]);
                (number, tagged, worded) = (number + 1, false, false);
            }
        }
    }
    prepared.extend(end_of_line(tagged, worded, number));
    prepared
}

/// A place in a template: line and column count from 1, the column in characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
    /// What stands in that line.
    pub text: String,
}

/// Where the byte `at` of a template is.
pub(super) fn place(source: &str, at: usize) -> Place {
    let at = (0..=at.min(source.len())).rev().find(|at| source.is_char_boundary(*at)).unwrap_or_default();
    let start = source[..at].rfind('\n').map_or(0, |newline| newline + 1);
    Place {
        line: source[..at].matches('\n').count() + 1,
        column: source[start..at].chars().count() + 1,
        text: source[start..].lines().next().unwrap_or_default().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_template_falls_into_pieces() {
        let source =
            "Hallo {{ me.name | f(a=\"}}\") }}{# nichts #}\n{% if a %}x{% endif %}{% raw %}{{ x }}{% endraw %}";
        let kinds: Vec<_> = pieces(source).into_iter().map(|piece| (piece.kind, &source[piece.range])).collect();
        assert_eq!(
            kinds,
            [
                (Kind::Text, "Hallo "),
                (Kind::Output, "{{ me.name | f(a=\"}}\") }}"),
                (Kind::Comment, "{# nichts #}"),
                (Kind::Text, "\n"),
                (Kind::Statement, "{% if a %}"),
                (Kind::Text, "x"),
                (Kind::Statement, "{% endif %}"),
                (Kind::Statement, "{% raw %}"),
                (Kind::Text, "{{ x }}"),
                (Kind::Statement, "{% endraw %}"),
            ]
        );
    }

    #[test]
    fn lines_with_tags_are_marked_at_their_end() {
        let prepared = prepared("a\n{% if b\n%}\n c {{ d }}\n\n{# e\nf #}\ng", |_| None);
        assert_eq!(prepared, format!("a\n{{% if b\n%}}{TAGGED}\n c {{{{ d }}}}{TAGGED}\n\n{{# e\nf #}}{TAGGED}\ng"));
    }

    #[test]
    fn a_place_counts_characters() {
        let found = place("äö\nüü{{ x", "äö\nüü".len());
        assert_eq!((found.line, found.column, found.text.as_str()), (2, 3, "üü{{ x"));
        assert_eq!(place("", 5).line, 1);
    }

    proptest! {
        #[test]
        fn no_source_panics(source in "(\\PC|\\{\\{|%\\}|\\{%|#\\}|\\{#|\n|\"){0,40}", at in 0usize..80) {
            crate::unbreakable::template(&source);
            place(&source, at);
        }
    }
}
