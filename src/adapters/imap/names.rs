//! Names of folders as servers want them: modified UTF-7 (RFC 3501 §5.1.3), in quotation marks.

use base64::Engine;
use base64::alphabet::IMAP_MUTF7;
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD};

use super::failure::Failure;

const MODIFIED: GeneralPurpose = GeneralPurpose::new(&IMAP_MUTF7, NO_PAD);

/// A folder's name, ready for a command.
pub(super) fn folder(name: &str) -> Result<String, Failure> {
    if name.is_empty() || name.len() > 1000 || name.chars().any(char::is_control) {
        return Err(Failure::BadName(name.chars().filter(|c| !c.is_control()).take(100).collect()));
    }
    Ok(quoted(&encoded(name)))
}

/// A text in quotation marks. Whoever calls this has made sure that there is no line break in it.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn encoded(name: &str) -> String {
    let mut encoded = String::new();
    let mut shifted: Vec<u8> = Vec::new();
    let flush = |shifted: &mut Vec<u8>, encoded: &mut String| {
        if !shifted.is_empty() {
            encoded.push('&');
            MODIFIED.encode_string(&*shifted, encoded);
            encoded.push('-');
            shifted.clear();
        }
    };
    for c in name.chars() {
        if matches!(c, ' '..='~') {
            flush(&mut shifted, &mut encoded);
            encoded.push(c);
            if c == '&' {
                encoded.push('-');
            }
        } else {
            shifted.extend(c.encode_utf16(&mut [0; 2]).iter().flat_map(|unit| unit.to_be_bytes()));
        }
    }
    flush(&mut shifted, &mut encoded);
    encoded
}

/// A name that a server said, as people read it; what is no modified UTF-7 stays as it is.
pub(super) fn decoded(name: &str) -> String {
    let mut decoded = String::new();
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('&') {
        let Some((shifted, next)) = after.split_once('-') else { return name.to_owned() };
        decoded.push_str(before);
        if shifted.is_empty() {
            decoded.push('&');
        } else {
            let Ok(octets) = MODIFIED.decode(shifted) else { return name.to_owned() };
            let units: Vec<u16> = octets.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            let Ok(text) = String::from_utf16(&units) else { return name.to_owned() };
            decoded.push_str(&text);
        }
        rest = next;
    }
    decoded + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_there_and_back() {
        let cases = [
            ("INBOX", "\"INBOX\""),
            ("Entwürfe", "\"Entw&APw-rfe\""),
            ("Ein & Aus", "\"Ein &- Aus\""),
            ("Büro/日本語", "\"B&APw-ro/&ZeVnLIqe-\""),
            ("a\"b\\c", "\"a\\\"b\\\\c\""),
            ("🙂", "\"&2D3eQg-\""),
        ];
        for (name, expected) in cases {
            assert_eq!(folder(name).unwrap(), expected, "{name}");
            assert_eq!(decoded(&encoded(name)), name);
        }
        for bad in ["", "a\r\nb"] {
            assert!(folder(bad).is_err(), "{bad:?}");
        }
        assert_eq!(decoded("Entw&nonsense"), "Entw&nonsense");
    }
}
