//! A cheap look at a mail: is it worth reading it whole?

/// Whether a mail may be about a meeting, judged without decoding its attachments. Says yes in doubt.
#[must_use]
pub fn may_hold_meeting(octets: &[u8]) -> bool {
    let words = Words::new();
    let mut of_text = true;
    let mut encoded = false;
    let mut in_body = false;
    // What was read of the line so far, as far as a word may go on in what follows.
    let mut line: Vec<u8> = Vec::with_capacity(CHUNK + LONGEST_WORD);
    let lines = octets.split(|octet| *octet == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    for piece in lines.flat_map(|line| line.split(|octet| *octet == b'\r')) {
        if is_base64(piece) {
            // An encoded text may say anything; attachments are skipped.
            if of_text {
                return true;
            }
            continue;
        }
        for chunk in piece.chunks(CHUNK) {
            line.extend(chunk.iter().map(u8::to_ascii_lowercase));
            if words.any_in(&line) || (in_body && of_text && names_an_hour(&line)) {
                return true;
            }
            line.drain(..line.len().saturating_sub(LONGEST_WORD));
        }
        if let Some(media_type) = value_of("content-type:", piece) {
            of_text = media_type.starts_with(b"text/") || media_type.starts_with(b"message/");
        } else if let Some(encoding) = value_of("content-transfer-encoding:", piece) {
            encoded = encoding.starts_with(b"base64");
        } else if piece.starts_with(b"--") {
            // A part that does not say what it is, is text.
            (of_text, encoded) = (true, false);
        } else if piece.is_empty() {
            if encoded && of_text {
                // A short text is too short to be told from its letters.
                return true;
            }
            in_body = true;
        }
        if line.ends_with(b"=") {
            // Quoted-printable goes on in the next line, perhaps in the middle of a word.
            line.pop();
        } else {
            line.clear();
        }
    }
    false
}

/// How much of a line is looked at in one go.
const CHUNK: usize = 4096;

/// No sign or word is longer, in octets.
const LONGEST_WORD: usize = 32;

/// "14:00", "um 4".
fn names_an_hour(line: &[u8]) -> bool {
    line.windows(4).any(|part| match part {
        [b'u', b'm', b' ', hour] => hour.is_ascii_digit(),
        [hour, b':', tens, ones] => hour.is_ascii_digit() && tens.is_ascii_digit() && ones.is_ascii_digit(),
        _ => false,
    })
}

/// The start of a header's value in lower case, if the line is that header.
fn value_of(name: &str, line: &[u8]) -> Option<Vec<u8>> {
    let (start, value) = line.split_at_checked(name.len())?;
    let start_of_value = value.trim_ascii();
    start
        .eq_ignore_ascii_case(name.as_bytes())
        .then(|| start_of_value[..start_of_value.len().min(LONGEST_WORD)].to_ascii_lowercase())
}

/// What mails hold that carry a calendar, and encodings in which no word could be seen, in lower case.
const SIGNS: [&str; 13] = [
    "text/calendar",
    "application/ics",
    "vcalendar",
    ".ics",
    ".vcs",
    "ms-tnef",
    "winmail.dat",
    "message/rfc822",
    ".eml",
    "utf-16",
    "utf-7",
    "iso-2022",
    "?b?",
];

/// What people write who want to meet, in lower case, as far as it survives quoted-printable. It is far more than a
/// meeting needs: a mail read for nothing costs a moment, a request passed over costs a meeting.
const WORDS: &[&str] = &[
    "termin",
    "treff",
    "besprech",
    "meeting",
    "gespr",
    "telefon",
    "anruf",
    "sprechen",
    "austausch",
    "abstimm",
    "uhr",
    "kaffee",
    "mittag",
    "call",
    "konferenz",
    "teams",
    "zoom",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
    "woche",
    "zeit",
    "zusammen",
    "jour fixe",
    "workshop",
    "sitzung",
    "einlad",
    "kalender",
    "heute",
    "morgen",
    "abend",
    "minute",
    "stunde",
    "komm",
    "kumm",
    "dabei",
    "vorbei",
    "besuch",
    "sehen",
    "schau",
    "reden",
    "online",
    "kick",
    "wann",
    "coffee",
    "lunch",
    "dinner",
    "visit",
    "meet",
    "talk",
    "chat",
    "today",
    "tomorrow",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "weekend",
    "could we",
    "can we",
    "shall we",
    "available",
    "week",
    "would you",
    "could you",
    "catch up",
    "moment",
    "kurz",
    "um eins",
    "um zwei",
    "um drei",
    "um vier",
    "um f",
    "um sechs",
    "um sieben",
    "um acht",
    "um neun",
    "um zehn",
    "um elf",
    "um zw",
    "halb ",
];

/// The signs and words, by their first octet.
struct Words {
    by_first: Vec<Vec<&'static [u8]>>,
}

impl Words {
    fn new() -> Self {
        let mut by_first = vec![Vec::new(); 256];
        for word in SIGNS.into_iter().chain(WORDS.iter().copied()) {
            by_first[usize::from(word.as_bytes()[0])].push(&word.as_bytes()[1..]);
        }
        Self { by_first }
    }

    fn any_in(&self, line: &[u8]) -> bool {
        line.iter()
            .enumerate()
            .any(|(at, first)| self.by_first[usize::from(*first)].iter().any(|rest| line[at + 1..].starts_with(rest)))
    }
}

fn is_base64(line: &[u8]) -> bool {
    line.len() >= 40 && line.iter().all(|octet| octet.is_ascii_alphanumeric() || matches!(octet, b'+' | b'/' | b'='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mails_worth_reading_are_told() {
        let filler = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJz\n".repeat(100);
        let cases = [
            ("Content-Type: text/calendar\n\nx".to_owned(), true),
            ("Subject: Rechnung\n\nAnbei die Rechnung.".to_owned(), false),
            ("Subject: Frage\n\nH=C3=A4tten Sie am Donners=\ntag Lust?".to_owned(), true),
            ("Subject: =?utf-8?B?VGVybWlu?=\n\nBitte.".to_owned(), true),
            (format!("Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n{filler}"), true),
            (format!("Content-Type: image/png\nContent-Transfer-Encoding: base64\n\n{filler}"), false),
            (format!("Subject: x\nContent-Transfer-Encoding: base64\n\n{filler}"), true),
            ("Content-Type: application/octet-stream; name=INVITE.ICS\n\nx".to_owned(), true),
            ("Subject: Frage\r\n\r\nLust am Donners=\r\ntag?\r\n".to_owned(), true),
            (format!("Subject: x\n\n{}Donnerstag{}", "x ".repeat(9_000), "y".repeat(9_000)), true),
            (format!("Subject: x\n\n{}Donnerstag", "x".repeat(4_090)), true),
            (format!("Subject: x\n\n{}", "x ".repeat(90_000)), false),
            (
                "Content-Transfer-Encoding: base64\r\nContent-Type: text/plain\r\n\r\nY2FsbCB1bSA0Pw==\r\n".to_owned(),
                true,
            ),
            (
                "Content-Transfer-Encoding: base64\r\nContent-Type: image/png\r\n\r\nY2FsbCB1bSA0Pw==\r\n".to_owned(),
                false,
            ),
            (String::new(), false),
        ];
        for (mail, expected) in cases {
            assert_eq!(may_hold_meeting(mail.as_bytes()), expected, "{}", &mail[..mail.len().min(60)]);
        }
    }
}
