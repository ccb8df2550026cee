//! A cheap look at a mail: is it worth reading it whole?

use std::sync::LazyLock;

use memchr::{memchr_iter, memchr2, memmem, memrchr2};

/// Whether a mail may be about a meeting, judged without decoding its attachments. Says yes in doubt.
#[must_use]
pub fn may_hold_meeting(octets: &[u8]) -> bool {
    let mut of_text = true;
    let mut encoded = false;
    let mut in_body = false;
    // The end of the line before, where it goes on in this one.
    let mut carried: Vec<u8> = Vec::new();
    let mut at = 0;
    loop {
        let rest = &octets[at..];
        let end = memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        let line = &rest[..end];
        if is_base64(line) {
            // An encoded text may say anything.
            if of_text {
                return true;
            }
            if in_body {
                // What is encoded of an attachment is passed over; what follows begins with two dashes.
                let Some(dashes) = memmem::find(rest, b"--") else { return false };
                at += memrchr2(b'\n', b'\r', &rest[..dashes]).map_or(end, |before| before + 1);
                continue;
            }
            if end == rest.len() {
                return false;
            }
            at += end + line_end(&rest[end..]);
            continue;
        }
        let with_hours = in_body && of_text;
        if !carried.is_empty() {
            carried.extend_from_slice(&line[..line.len().min(LONGEST_WORD)]);
        }
        if WORDS_TO_FIND.any_in(&carried, with_hours) || WORDS_TO_FIND.any_in(line, with_hours) {
            return true;
        }
        if let Some(media_type) = value_of("content-type:", line) {
            of_text = media_type.starts_with(b"text/") || media_type.starts_with(b"message/");
        } else if let Some(encoding) = value_of("content-transfer-encoding:", line) {
            encoded = encoding.starts_with(b"base64");
        } else if line.starts_with(b"--") {
            // A part that does not say what it is, is text.
            (of_text, encoded) = (true, false);
        } else if line.is_empty() {
            if encoded && of_text {
                // A short text is too short to be told from its letters.
                return true;
            }
            in_body = true;
        }
        carry(&mut carried, line);
        if end == rest.len() {
            return false;
        }
        at += end + line_end(&rest[end..]);
    }
}

fn line_end(octets: &[u8]) -> usize {
    if octets.starts_with(b"\r\n") { 2 } else { 1 }
}

/// Quoted-printable goes on in the next line, perhaps in the middle of a word.
fn carry(carried: &mut Vec<u8>, line: &[u8]) {
    let Some(line) = line.strip_suffix(b"=") else { return carried.clear() };
    if line.len() >= LONGEST_WORD {
        carried.clear();
        carried.extend_from_slice(&line[line.len() - LONGEST_WORD..]);
    } else if carried.is_empty() {
        carried.extend_from_slice(line);
    } else {
        // The whole line was taken already, and its sign.
        carried.pop();
        carried.drain(..carried.len().saturating_sub(LONGEST_WORD));
    }
}

/// No sign or word is longer, in octets.
const LONGEST_WORD: usize = 32;

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

/// Hours, which count in texts only; "14:00" is told by its colon.
const HOURS: [&str; 10] = ["um 0", "um 1", "um 2", "um 3", "um 4", "um 5", "um 6", "um 7", "um 8", "um 9"];

static WORDS_TO_FIND: LazyLock<Words> = LazyLock::new(Words::new);

/// The signs and words, and a sieve that tells where none of them can begin.
struct Words {
    by_first: Vec<Vec<(&'static [u8], bool)>>,
    /// A bit for the first three octets of each.
    sieve: Vec<u64>,
}

impl Words {
    fn new() -> Self {
        let mut words = Self { by_first: vec![Vec::new(); 256], sieve: vec![0; 1024] };
        let always = SIGNS.into_iter().chain(WORDS.iter().copied()).map(|word| (word, false));
        for (word, is_hour) in always.chain(HOURS.into_iter().map(|hour| (hour, true))) {
            let word = word.as_bytes();
            words.by_first[usize::from(word[0])].push((word, is_hour));
            let start = word[..3].iter().fold(0, |start, octet| pushed(start, *octet));
            let (cell, bit) = place(start);
            words.sieve[cell] |= bit;
        }
        words
    }

    fn any_in(&self, line: &[u8], with_hours: bool) -> bool {
        let mut start = 0;
        for (at, octet) in line.iter().enumerate() {
            start = pushed(start, *octet);
            let (cell, bit) = place(start);
            if self.sieve[cell] & bit != 0 && at >= 2 && self.is_at(&line[at - 2..], with_hours) {
                return true;
            }
        }
        with_hours && names_a_time(line)
    }

    fn is_at(&self, rest: &[u8], with_hours: bool) -> bool {
        self.by_first[usize::from(rest[0].to_ascii_lowercase())].iter().any(|(word, is_hour)| {
            (with_hours || !is_hour) && rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
        })
    }
}

/// The last three octets after one more; capitals as small letters, and some signs as others.
fn pushed(start: u32, octet: u8) -> u32 {
    (start << 8 | u32::from(octet | 0x20)) & 0x00ff_ffff
}

fn place(start: u32) -> (usize, u64) {
    let hash = start.wrapping_mul(0x9e37_79b1) >> 16;
    ((hash >> 6) as usize, 1 << (hash & 63))
}

/// "14:00".
fn names_a_time(line: &[u8]) -> bool {
    let is_digit = |at: Option<usize>| at.and_then(|at| line.get(at)).is_some_and(u8::is_ascii_digit);
    memchr_iter(b':', line).any(|at| is_digit(at.checked_sub(1)) && is_digit(Some(at + 1)) && is_digit(Some(at + 2)))
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
            ("Subject: x\n\nHUND=\nERT UH=\nR".to_owned(), true),
            ("Subject: x\n\nein D=\non=\nners=\ntag".to_owned(), true),
            ("Subject: x\n\nein D=\non\nners=\ntag".to_owned(), false),
            ("Subject: x\r\rpasst 9:30\r".to_owned(), true),
            ("Subject: x\r\rvon 9:3 bis Um 4\r".to_owned(), true),
            ("Date: 09:30:00\n\nx".to_owned(), false),
            (format!("Content-Type: image/png\n\n{filler}--x\nContent-Type: text/html\n\nKick-off"), true),
            (format!("Content-Type: image/png\n\n{filler}AAAA--x\nContent-Type: text/html\n\nTreffen"), true),
            (format!("Content-Type: image/png\n\n{filler}--x\nContent-Type: text/html\n\nGruss"), false),
        ];
        for (mail, expected) in cases {
            assert_eq!(may_hold_meeting(mail.as_bytes()), expected, "{}", &mail[..mail.len().min(60)]);
        }
    }

    #[test]
    fn every_word_is_found_wherever_it_stands() {
        for word in SIGNS.into_iter().chain(WORDS.iter().copied()) {
            let capitals = word.to_ascii_uppercase();
            for mail in [format!("X: {word}"), format!("X: a\n\n{capitals}"), format!("X: a\r\n\r\nabc{word}abc\r\n")] {
                assert!(may_hold_meeting(mail.as_bytes()), "{mail}");
            }
            for split in 1..word.len() {
                let mail = format!("X: a\r\n\r\nabc{}=\r\n{}", &word[..split], &word[split..]);
                assert!(may_hold_meeting(mail.as_bytes()), "{mail}");
            }
        }
    }
}
