//! Octets of a mail made fit for the parser: what files and old servers do to mails is undone.

use std::borrow::Cow;

use super::charset::windows_1252;
use super::encoded_words::{joined, with_escapes};
use super::entity::end_of_headers;
use crate::domain::limits::MAX_HEADERS;

/// A mail whose headers begin at its first octet and end, whose lines end in `\n` and whose headers are UTF-8.
pub(super) fn repaired(octets: &[u8]) -> Cow<'_, [u8]> {
    let mail = with_line_feeds(without_envelope(octets));
    let (headers, body) = mail.split_at(end_of_headers(&mail));
    let text = headers_as_text(headers);
    let headers_end = text[text.trim_end().len()..].matches('\n').count() >= 2;
    let fixed = joined(&text);
    if headers_end && fixed.as_bytes() == headers {
        return mail;
    }
    let mut fixed = fixed.into_owned().into_bytes();
    if !headers_end {
        fixed.extend_from_slice(b"\n\n");
    }
    fixed.extend_from_slice(body);
    Cow::Owned(fixed)
}

/// The headers as text; of enormous ones the first lines.
fn headers_as_text(headers: &[u8]) -> Cow<'_, str> {
    if headers.len() <= MAX_HEADERS
        && let Ok(text) = std::str::from_utf8(headers)
    {
        return Cow::Borrowed(text);
    }
    let mut text = String::with_capacity(headers.len().min(MAX_HEADERS));
    for line in headers.split_inclusive(|octet| *octet == b'\n') {
        if text.len() + line.len() > MAX_HEADERS {
            break;
        }
        match std::str::from_utf8(line) {
            Ok(line) => text.push_str(line),
            Err(_) => text.push_str(&windows_1252(&with_escapes(line))),
        }
    }
    Cow::Owned(text)
}

/// Only the headers of a mail, for one that is too large to be read whole.
pub(super) fn only_headers(octets: &[u8]) -> &[u8] {
    &octets[..end_of_headers(octets).min(MAX_HEADERS)]
}

/// Drops a byte order mark, empty lines and the `From ` line of an mbox before the first header.
fn without_envelope(octets: &[u8]) -> &[u8] {
    let mut rest = octets.strip_prefix(b"\xef\xbb\xbf").unwrap_or(octets);
    loop {
        let end = rest.iter().position(|octet| matches!(octet, b'\n' | b'\r')).unwrap_or(rest.len());
        let line = &rest[..end];
        let is_envelope = line.starts_with(b"From ") || line.starts_with(b">From ");
        if rest.is_empty() || !(is_envelope || line.iter().all(u8::is_ascii_whitespace)) {
            return rest;
        }
        rest = &rest[(end + 1).min(rest.len())..];
    }
}

/// Old Mac programs end lines with `\r` alone.
fn with_line_feeds(octets: &[u8]) -> Cow<'_, [u8]> {
    let first_line_end = octets.iter().position(|octet| matches!(octet, b'\r' | b'\n'));
    let bare =
        first_line_end.is_some_and(|at| octets[at] == b'\r' && !matches!(octets.get(at + 1), Some(b'\n' | b'\r')));
    if bare && !octets.contains(&b'\n') {
        Cow::Owned(octets.iter().map(|octet| if *octet == b'\r' { b'\n' } else { *octet }).collect())
    } else {
        Cow::Borrowed(octets)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mails_are_repaired() {
        let cases: [(&[u8], &[u8]); 7] = [
            (b"Subject: a\r\n\r\nText", b"Subject: a\r\n\r\nText"),
            (b"From a@b Mon Nov 23 10:00:00 2026\nSubject: a\n\nText", b"Subject: a\n\nText"),
            (b"\xef\xbb\xbf\r\n  \t\r\nSubject: a\r\n\r\n", b"Subject: a\r\n\r\n"),
            (b"Subject: a\rTo: b\r\rText", b"Subject: a\nTo: b\n\nText"),
            (b"Subject: a\nTo: b", b"Subject: a\nTo: b\n\n"),
            (b"Subject: Gr\xfc\xdfe\n\nGr\xfc\xdfe", b"Subject: Gr\xc3\xbc\xc3\x9fe\n\nGr\xfc\xdfe"),
            (b"", b"\n\n"),
        ];
        for (octets, expected) in cases {
            assert_eq!(repaired(octets).as_ref(), expected, "{}", String::from_utf8_lossy(octets));
        }
    }

    #[test]
    fn enormous_headers_are_cut() {
        let mail = format!("Subject: a\n{}\nText", "X-Filler: y\n".repeat(MAX_HEADERS / 12 + 1));
        let fixed = repaired(mail.as_bytes());
        assert!(fixed.len() <= MAX_HEADERS + 10 && fixed.ends_with(b"\n\nText"));
    }
}
