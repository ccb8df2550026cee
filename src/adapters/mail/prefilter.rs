//! A cheap look at a mail: is it worth reading it whole?

/// Whether a mail may be about a meeting, judged without decoding its attachments. Says yes in doubt.
#[must_use]
pub fn may_hold_meeting(octets: &[u8]) -> bool {
    let words = Words::new();
    let mut of_text = true;
    let mut line: Vec<u8> = Vec::new();
    for piece in octets.split(|octet| matches!(octet, b'\n' | b'\r')) {
        if is_base64(piece) {
            // An encoded text may say anything; attachments are skipped.
            if of_text {
                return true;
            }
            continue;
        }
        line.extend(piece[..piece.len().min(MAX_LINE)].iter().map(u8::to_ascii_lowercase));
        if line.ends_with(b"=") && line.len() < MAX_LINE {
            // Quoted-printable goes on in the next line, perhaps in the middle of a word.
            line.pop();
            continue;
        }
        if words.any_in(&line) {
            return true;
        }
        if line.starts_with(b"content-type:") {
            let media_type = line[13..].trim_ascii();
            of_text = media_type.starts_with(b"text/") || media_type.starts_with(b"message/");
        }
        line.clear();
    }
    words.any_in(&line)
}

/// Of a longer line only the start is looked at.
const MAX_LINE: usize = 4096;

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

/// What people write who want to meet, in lower case, as far as it survives quoted-printable.
const WORDS: [&str; 32] = [
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
    "mittagessen",
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
    "zusammensetz",
    "jour fixe",
    "workshop",
    "sitzung",
    "einlad",
    "kalender",
];

/// The signs and words, by their first octet.
struct Words {
    by_first: Vec<Vec<&'static [u8]>>,
}

impl Words {
    fn new() -> Self {
        let mut by_first = vec![Vec::new(); 256];
        for word in SIGNS.into_iter().chain(WORDS) {
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
            (String::new(), false),
        ];
        for (mail, expected) in cases {
            assert_eq!(may_hold_meeting(mail.as_bytes()), expected, "{}", &mail[..mail.len().min(60)]);
        }
    }
}
