//! Where the parts of a multipart begin and end (RFC 2046 §5.1.1).

use memchr::memmem;

/// The parts between the boundaries, at most so many; none where the boundary does not occur.
pub(super) fn parts<'a>(body: &'a [u8], boundary: &str, most: usize) -> Vec<&'a [u8]> {
    let delimiter = format!("--{}", boundary.trim_end());
    if delimiter.len() == 2 {
        return Vec::new();
    }
    let parts = split(body, delimiter.as_bytes(), most, is_delimiter);
    // Some programs name a boundary that is only the beginning of what they write.
    if parts.is_empty() { split(body, delimiter.as_bytes(), most, |_, _, _| true) } else { parts }
}

fn split<'a>(
    body: &'a [u8],
    delimiter: &[u8],
    most: usize,
    counts: impl Fn(&[u8], usize, usize) -> bool,
) -> Vec<&'a [u8]> {
    let mut parts = Vec::new();
    let mut start: Option<usize> = None;
    for at in memmem::find_iter(body, delimiter) {
        let after = at + delimiter.len();
        if !counts(body, at, after) || start.is_some_and(|start| at < start) {
            continue;
        }
        if let Some(start) = start {
            parts.push(without_line_end(&body[start..at]));
        }
        if body[after..].starts_with(b"--") {
            return parts;
        }
        if parts.len() >= most {
            return parts;
        }
        let line = body[after..].iter().position(|octet| *octet == b'\n').map_or(body.len() - after, |end| end + 1);
        start = Some(after + line);
    }
    // The end is missing: a mail that was cut off.
    parts.extend(start.map(|start| &body[start..]));
    parts
}

/// A boundary begins its line, or follows a part that does not end its own, and ends its line: a longer one may belong
/// to a multipart within this one.
fn is_delimiter(body: &[u8], at: usize, after: usize) -> bool {
    let follows = at.checked_sub(1).and_then(|before| body.get(before)).is_none_or(|before| *before != b'-');
    let rest = body[after..].strip_prefix(b"--").unwrap_or(&body[after..]);
    follows && rest.first().is_none_or(u8::is_ascii_whitespace)
}

/// The line end before a boundary belongs to the boundary.
fn without_line_end(part: &[u8]) -> &[u8] {
    let part = part.strip_suffix(b"\n").unwrap_or(part);
    part.strip_suffix(b"\r").unwrap_or(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stand_between_boundaries() {
        let cases: [(&str, &str, &[&str]); 12] = [
            ("--x\r\na\r\n--x\r\nb\r\n--x--\r\nafter", "x", &["a", "b"]),
            ("before\n--x\na\n--x  \nb\n--x--", "x", &["a", "b"]),
            ("--x\na\n--x\nb", "x", &["a", "b"]),
            ("--x\na\n--x1\nb\n--x1--\n--x\nc\n--x--", "x", &["a\n--x1\nb\n--x1--", "c"]),
            ("--x\nYQ==--x\nb--x--", "x", &["YQ==", "b"]),
            ("--x\na\n----x\nb\n--x--", "x", &["a\n----x\nb"]),
            ("--xyz\na\n--xyz", "x", &["a", ""]),
            ("--x\n--x\n--x--", "x", &["", ""]),
            ("--x--\n--x\na", "x", &[]),
            ("nothing", "x", &[]),
            ("--\na\n--", "", &[]),
            ("--x", "x ", &[""]),
        ];
        for (body, boundary, expected) in cases {
            let found = parts(body.as_bytes(), boundary, 10);
            assert_eq!(found, expected.iter().map(|part| part.as_bytes()).collect::<Vec<_>>(), "{body:?}");
        }
        assert_eq!(parts("--x\n".repeat(50).as_bytes(), "x", 10).len(), 10);
    }
}
