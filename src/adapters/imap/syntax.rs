//! The shape of answers, as far as it must be known before and beside `imap-proto`: literals, and lists in one another.

use imap_proto::Response;

/// An answer whose lists stand deeper in one another is not understood, for understanding it takes stack. Whoever writes a
/// mail decides how deep its structure is.
const DEEPEST: usize = 48;

/// What an answer says, if it is one of those that statt asks for. No other reaches the parser, which trusts servers
/// to send dates that are there, and names of metadata that are UTF-8.
pub(super) fn understood(answer: &[u8]) -> Option<Response<'_>> {
    let start = String::from_utf8_lossy(&answer[..answer.len().min(80)]).to_ascii_uppercase();
    let mut words = start.strip_prefix("* ")?.split([' ', '\r']);
    let first = words.next()?;
    let second = words.next().unwrap_or("");
    let is_asked_for = match first {
        "OK" => matches!(second, "[UIDVALIDITY" | "[UIDNEXT"),
        "SEARCH" | "LIST" => true,
        _ => second == "EXISTS" || second == "FETCH" && !has_word(&outside(answer), b"INTERNALDATE"),
    };
    if !is_asked_for || is_deep(answer) {
        return None;
    }
    Response::parse(answer).ok().map(|(_, response)| response)
}

fn has_word(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word))
}

/// The length of the literal that a line announces at its end (RFC 3501 §4.3).
pub(super) fn literal_length(line: &[u8]) -> Option<usize> {
    let line = line.strip_suffix(b"\n")?;
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let inside = line.strip_suffix(b"}")?;
    let digits = &inside[inside.iter().rposition(|byte| *byte == b'{')? + 1..];
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    // A number that does not fit is larger than any limit.
    Some(std::str::from_utf8(digits).ok()?.parse().unwrap_or(usize::MAX))
}

/// Whether lists stand too deep in one another.
fn is_deep(answer: &[u8]) -> bool {
    let mut depth = 0_usize;
    outside(answer).into_iter().any(|byte| {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > DEEPEST
    })
}

/// An answer without what stands in its strings and literals.
fn outside(answer: &[u8]) -> Vec<u8> {
    let mut outside = Vec::new();
    let mut quoted = false;
    let mut at = 0;
    while let Some(&byte) = answer.get(at) {
        at += 1;
        match byte {
            b'\\' if quoted => at += 1,
            b'"' => quoted = !quoted,
            b'{' if !quoted => {
                let end = answer[at..].iter().position(|byte| *byte == b'\n').map_or(answer.len(), |end| at + end + 1);
                if let Some(octets) = literal_length(&answer[at - 1..end]) {
                    at = end.saturating_add(octets);
                }
            }
            _ if !quoted => outside.push(byte),
            _ => {}
        }
    }
    outside
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What answers are made of, and what would break a careless reader.
    const PIECES: [&str; 34] = [
        "* ",
        "1 ",
        "FETCH ",
        "SEARCH",
        "LIST ",
        "OK ",
        "[UIDVALIDITY ",
        "[UIDNEXT ",
        "] ",
        "EXISTS",
        "(",
        ")",
        "\"",
        "\\",
        "NIL",
        " ",
        "UID ",
        "FLAGS ",
        "\\Seen",
        "BODYSTRUCTURE ",
        "BODY[",
        "]",
        "<0> ",
        "{2}\r\nab",
        "{9999}\r\n",
        "4294967295",
        "99999999999",
        "\"text\" ",
        "\"plain\" ",
        "RFC822.SIZE ",
        "ENVELOPE ",
        "INTERNALDATE ",
        "\r\n",
        "ä\u{0}",
    ];

    proptest! {
        #[test]
        fn no_answer_panics(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..60), start in 0..3_usize) {
            let start = ["", "* 1 FETCH (UID 4 ", "* 1 FETCH (BODYSTRUCTURE ("][start];
            let answer = format!("{start}{}\r\n", pieces.concat());
            let _ = understood(answer.as_bytes());
        }

        #[test]
        fn no_octets_panic(octets in prop::collection::vec(any::<u8>(), 0..200)) {
            literal_length(&octets);
            understood(&octets);
        }
    }

    #[test]
    fn literals_are_announced_at_the_end_of_a_line() {
        let cases: [(&[u8], Option<usize>); 7] = [
            (b"* 1 FETCH (BODY[] {12}\r\n", Some(12)),
            (b"* 1 FETCH (BODY[] {12}\n", Some(12)),
            (b"* 1 FETCH (BODY[] {99999999999999999999999}\r\n", Some(usize::MAX)),
            (b"* OK {12} \r\n", None),
            (b"* OK {}\r\n", None),
            (b"* OK {x}\r\n", None),
            (b"* OK 12}\r\n", None),
        ];
        for (line, expected) in cases {
            assert_eq!(literal_length(line), expected, "{}", String::from_utf8_lossy(line));
        }
    }

    #[test]
    fn only_real_lists_are_deep() {
        let deep = |text: String| is_deep(text.as_bytes());
        assert!(deep(format!("* 1 FETCH {}", "(".repeat(200))));
        assert!(!deep(format!("* 1 FETCH \"{}\"", "(".repeat(200))));
        assert!(!deep(format!("* 1 FETCH (BODY[] {{200}}\r\n{})\r\n", "(".repeat(200))));
        assert!(!deep(format!("* 1 FETCH ({})", "()".repeat(200))));
    }

    #[test]
    fn what_is_not_too_deep_can_be_borne() {
        let text = "(\"text\" \"plain\" NIL NIL NIL \"7bit\" 1 1)";
        let deepest = DEEPEST - 3;
        let structure = format!("{}{text}{}", "(".repeat(deepest), " \"mixed\")".repeat(deepest));
        let answer = format!("* 1 FETCH (UID 4 BODYSTRUCTURE {structure})\r\n");
        assert!(!is_deep(answer.as_bytes()));
        assert!(understood(answer.as_bytes()).is_some());
    }

    #[test]
    fn the_parser_sees_only_what_it_can_bear() {
        let cases: [(&[u8], bool); 7] = [
            (b"* 3 EXISTS\r\n", true),
            (b"* OK [UIDVALIDITY 7] ok\r\n", true),
            (b"* 1 FETCH (UID 4 FLAGS (\\Seen))\r\n", true),
            (b"* 1 FETCH (UID 4 BODY[1] {16}\r\nINTERNALDATE NIL)\r\n", true),
            (b"* 1 FETCH (UID 4 INTERNALDATE NIL)\r\n", false),
            (b"* METADATA \"\" /private/\xff\xfe\r\n", false),
            (b"* ID (\"a\" NIL)\r\n", false),
        ];
        for (answer, expected) in cases {
            assert_eq!(understood(answer).is_some(), expected, "{}", String::from_utf8_lossy(answer));
        }
    }
}
