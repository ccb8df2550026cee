//! Octets of a text → text, whatever its charset is said to be.

use mail_parser::decoders::charsets::DecoderFnc;
use mail_parser::decoders::charsets::map::charset_decoder;

/// Decodes a text. A byte order mark counts most; then UTF-8, where the octets can be nothing else; then the charset
/// that was declared; then windows-1252, which has a character for every octet.
pub(super) fn decode(octets: &[u8], declared: Option<&str>) -> String {
    if let Some(text) = marked(octets) {
        return text;
    }
    if let Some(decoder) = utf16_without_mark(octets) {
        return decoder(octets);
    }
    let declared = declared.map(|name| name.trim().trim_matches(['"', '\'']).to_ascii_lowercase());
    let known = |name: &str| {
        ALIASES
            .iter()
            .find(|(alias, _)| *alias == name)
            .map_or_else(|| name.to_owned(), |(_, known)| (*known).to_owned())
    };
    let decoder = declared.as_deref().and_then(|name| charset_decoder(known(name).as_bytes()));
    // Escape sequences (ISO-2022-JP) and UTF-7 are pure ASCII: there the declaration must be heard first.
    let in_ascii = declared.as_deref().is_some_and(|name| name.starts_with("iso-2022") || name == "utf-7");
    match (std::str::from_utf8(octets), decoder) {
        (_, Some(decoder)) if in_ascii => decoder(octets),
        (Ok(text), _) => text.to_owned(),
        (Err(_), Some(decoder)) if !declared.as_deref().is_some_and(is_unicode) => decoder(octets),
        (Err(_), _) => mixed(octets),
    }
}

/// Names of charsets that the parser does not know.
const ALIASES: [(&str, &str); 3] = [("cp932", "shift_jis"), ("cp949", "euc-kr"), ("cp950", "big5")];

/// Texts that people have put together out of others may change their charset from line to line.
fn mixed(octets: &[u8]) -> String {
    let mut text = String::with_capacity(octets.len());
    for line in octets.split_inclusive(|octet| *octet == b'\n') {
        match std::str::from_utf8(line) {
            Ok(line) => text.push_str(line),
            Err(_) => text.push_str(&damaged_or_windows_1252(line)),
        }
    }
    text
}

/// A line in which more characters are whole UTF-8 than not is UTF-8 that was damaged.
fn damaged_or_windows_1252(line: &[u8]) -> String {
    let lossy = String::from_utf8_lossy(line);
    let broken = lossy.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
    let whole = lossy.chars().filter(|c| !c.is_ascii()).count() - broken;
    if whole > broken { lossy.into_owned() } else { windows_1252(line) }
}

/// The charset that an HTML text names in its head.
pub(super) fn named_in_html(octets: &[u8]) -> Option<String> {
    let head = octets[..octets.len().min(2_048)].to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head);
    let value = head.split_once("charset=")?.1.trim_start_matches(['"', '\'', ' ']);
    let name: String =
        value.chars().take(40).take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    (!name.is_empty()).then_some(name)
}

/// Decodes a calendar. RFC 5545 §3.1 lets a line be folded between the octets of one character: before such a
/// calendar is taken for anything but UTF-8, its lines are unfolded.
pub(super) fn decode_calendar(octets: &[u8], declared: Option<&str>) -> String {
    if std::str::from_utf8(octets).is_err()
        && let Ok(text) = String::from_utf8(unfolded(octets))
    {
        return text;
    }
    decode(octets, declared)
}

fn marked(octets: &[u8]) -> Option<String> {
    match octets {
        [0xef, 0xbb, 0xbf, rest @ ..] => Some(String::from_utf8_lossy(rest).into_owned()),
        [0xff, 0xfe, rest @ ..] => charset_decoder(b"utf-16le").map(|decoder| decoder(rest)),
        [0xfe, 0xff, rest @ ..] => charset_decoder(b"utf-16be").map(|decoder| decoder(rest)),
        _ => None,
    }
}

/// The first characters of mails and calendars are ASCII; in UTF-16 a zero stands beside each.
fn utf16_without_mark(octets: &[u8]) -> Option<DecoderFnc> {
    match octets.get(..4)? {
        [a, 0, b, 0] if *a != 0 && *b != 0 => charset_decoder(b"utf-16le"),
        [0, a, 0, b] if *a != 0 && *b != 0 => charset_decoder(b"utf-16be"),
        _ => None,
    }
}

fn is_unicode(name: &str) -> bool {
    matches!(name, "utf-8" | "utf8" | "us-ascii" | "ascii")
}

/// windows-1252, which is what is meant by ISO-8859-1 as well.
pub(super) fn windows_1252(octets: &[u8]) -> String {
    charset_decoder(b"windows-1252")
        .map_or_else(|| String::from_utf8_lossy(octets).into_owned(), |decoder| decoder(octets))
}

fn unfolded(octets: &[u8]) -> Vec<u8> {
    let mut lines = Vec::with_capacity(octets.len());
    let mut at = 0;
    while let Some(&octet) = octets.get(at) {
        match &octets[at..] {
            [b'\r', b'\n', b' ' | b'\t', ..] => at += 3,
            [b'\n', b' ' | b'\t', ..] => at += 2,
            _ => {
                lines.push(octet);
                at += 1;
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_decoded_as_they_were_meant() {
        let cases: [(&[u8], Option<&str>, &str); 16] = [
            ("Grüße".as_bytes(), Some("utf-8"), "Grüße"),
            ("Grüße".as_bytes(), None, "Grüße"),
            ("Grüße".as_bytes(), Some("iso-8859-1"), "Grüße"),
            (b"Gr\xfc\xdfe", Some("ISO-8859-1"), "Grüße"),
            (b"Gr\xfc\xdfe", Some("utf-8"), "Grüße"),
            (b"Gr\xfc\xdfe", Some("us-ascii"), "Grüße"),
            (b"Gr\xfc\xdfe \x80", None, "Grüße €"),
            (b"Gr\xfc\n\xc3\x9fe", None, "Grü\nße"),
            (b"Gr\xc3\xbc\xc3\x9fe K\xc3\xb6l\xc3", None, "Grüße Köl\u{fffd}"),
            (b"Gr\xfc\xdfe", Some("x-unknown"), "Grüße"),
            (b"\xff\xfeG\0r\0\xfc\0", None, "Grü"),
            (b"\xfe\xff\0G\0r\0\xfc", Some("utf-8"), "Grü"),
            (b"B\0E\0G\0I\0N\0", None, "BEGIN"),
            (b"\xef\xbb\xbfBEGIN", Some("latin1"), "BEGIN"),
            (b"\x1b$B;qNA\x1b(B", Some("ISO-2022-JP"), "資料"),
            (b"\x8e\x91\x97\xbf", Some("shift_jis"), "資料"),
        ];
        for (octets, declared, expected) in cases {
            assert_eq!(decode(octets, declared), expected, "{declared:?}");
        }
    }

    #[test]
    fn a_calendar_may_be_folded_within_a_character() {
        assert_eq!(decode_calendar(b"SUMMARY:Gr\xc3\r\n \xbc\xc3\r\n \x9fe", Some("utf-8")), "SUMMARY:Grüße");
        assert_eq!(decode_calendar(b"SUMMARY:Gr\xfc\r\n \xdfe", None), "SUMMARY:Grü\r\n ße");
    }
}
