//! Encoded words (RFC 2047) that belong together.

use std::borrow::Cow;

/// Joins neighbouring encoded words of one charset and encoding. Many programs split a character between two words,
/// which RFC 2047 §5 forbids; the parser, which decodes each word by itself, would lose it.
pub(super) fn joined(headers: &str) -> Cow<'_, str> {
    if !headers.contains("?=") {
        return Cow::Borrowed(headers);
    }
    let mut text = String::with_capacity(headers.len());
    let mut rest = headers;
    // What the word that was just copied is introduced by, where it may be continued.
    let mut open: Option<&str> = None;
    while let Some(start) = rest.find("=?") {
        let Some(word) = Word::at(&rest[start..]) else {
            text.push_str(&rest[..start + 2]);
            rest = &rest[start + 2..];
            open = None;
            continue;
        };
        let between = &rest[..start];
        let goes_on =
            between.trim().is_empty() && open.is_some_and(|open| open.eq_ignore_ascii_case(word.introduction));
        if goes_on && text.ends_with("?=") {
            text.truncate(text.len() - 2);
            text.push_str(word.content);
            text.push_str("?=");
        } else {
            text.push_str(between);
            text.push_str(word.whole);
        }
        open = word.may_go_on().then_some(word.introduction);
        rest = &rest[start + word.whole.len()..];
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// Writes the raw octets in quoted-printable words (`=?iso-8859-1?Q?Gr\xfc\xdfe?=`) as they should have been: else they
/// would be taken for the charset of the words around them.
pub(super) fn with_escapes(line: &[u8]) -> Vec<u8> {
    let mut escaped = Vec::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, content, after)) = quoted_word(rest) {
        escaped.extend_from_slice(before);
        for octet in content {
            if octet.is_ascii() {
                escaped.push(*octet);
            } else {
                escaped.extend_from_slice(format!("={octet:02X}").as_bytes());
            }
        }
        rest = after;
    }
    escaped.extend_from_slice(rest);
    escaped
}

/// What stands up to the content of the next quoted-printable word, its content, and what follows.
fn quoted_word(line: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let introduction = line.windows(3).position(|window| window.eq_ignore_ascii_case(b"?Q?"))?;
    let (before, rest) = line.split_at(introduction + 3);
    let end = rest.windows(2).position(|window| window == b"?=")?;
    let (content, after) = rest.split_at(end);
    Some((before, content, after))
}

/// `=?utf-8?Q?Gr=C3=BC=C3=9Fe?=`
struct Word<'a> {
    whole: &'a str,
    /// `=?utf-8?Q?`
    introduction: &'a str,
    /// `Gr=C3=BC=C3=9Fe`
    content: &'a str,
}

/// A word is not longer than this, whatever the rules say.
const MAX_WORD: usize = 2_000;

impl<'a> Word<'a> {
    fn at(text: &'a str) -> Option<Self> {
        let charset = text[2..].bytes().take(60).position(|c| c == b'?')? + 2;
        let is_encoding = matches!(text.as_bytes().get(charset + 1)?, b'q' | b'Q' | b'b' | b'B');
        if !is_encoding || text.as_bytes().get(charset + 2) != Some(&b'?') {
            return None;
        }
        let start = charset + 3;
        let end = text[start..].bytes().take(MAX_WORD).position(|c| c == b'?' || c.is_ascii_whitespace())? + start;
        let whole = text.get(..end + 2).filter(|whole| whole.ends_with("?="))?;
        Some(Self { whole, introduction: &text[..start], content: &text[start..end] })
    }

    /// Base64 can be continued only where it ends with a whole group.
    fn may_go_on(&self) -> bool {
        let is_base64 = self.introduction.ends_with("b?") || self.introduction.ends_with("B?");
        !is_base64 || self.content.len().is_multiple_of(4) && !self.content.ends_with('=')
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_are_joined() {
        let cases = [
            ("=?utf-8?Q?Gr=C3?=\r\n =?UTF-8?q?=BC=C3=9Fe?= x", "=?utf-8?Q?Gr=C3=BC=C3=9Fe?= x"),
            ("=?utf-8?B?R3LD?= =?utf-8?B?vMOfZQ==?=", "=?utf-8?B?R3LDvMOfZQ==?="),
            ("=?utf-8?B?w7w=?= =?utf-8?B?w7w=?=", "=?utf-8?B?w7w=?= =?utf-8?B?w7w=?="),
            ("=?utf-8?Q?a?= =?latin1?Q?b?=", "=?utf-8?Q?a?= =?latin1?Q?b?="),
            ("=?utf-8?Q?a?= und =?utf-8?Q?b?=", "=?utf-8?Q?a?= und =?utf-8?Q?b?="),
            ("=?utf-8?X?a?= =?", "=?utf-8?X?a?= =?"),
        ];
        for (headers, expected) in cases {
            assert_eq!(joined(headers), expected);
        }
    }

    #[test]
    fn raw_octets_in_words_are_escaped() {
        let line = b"Subject: =?iso-8859-1?Q?Gr\xfc\xdfe?= von J\xf6rg =?x?q?\xe4";
        assert_eq!(with_escapes(line), b"Subject: =?iso-8859-1?Q?Gr=FC=DFe?= von J\xf6rg =?x?q?\xe4");
    }

    proptest! {
        #[test]
        fn no_octets_panic(line in "(=\\?|\\?=|\\?Q\\?|a|\u{e4}){0,30}") {
            let _ = with_escapes(&line.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect::<Vec<_>>());
        }

        #[test]
        fn no_text_panics(text in "(=\\?|\\?=|utf-8|\\?[qb]\\?|[ ü\n]|=C3|a){0,30}") {
            let _ = joined(&text);
        }
    }
}
