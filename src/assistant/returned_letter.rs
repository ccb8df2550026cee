//! What a person made of a draft in another mail program, read from the mail there.

use chrono::{DateTime, Utc};

use super::hand_editing;
use crate::adapters::mail;
use crate::domain::draft::{Draft, Letter};
use crate::domain::reading::Reading;

/// A draft that came back.
#[derive(Debug)]
pub(super) struct Returned {
    /// Its words and recipients; the draft's own where the mail has none.
    pub letter: Letter,
    /// Message-ID without angle brackets.
    pub message_id: Option<String>,
    /// What its header says of the time.
    pub date: Option<DateTime<Utc>>,
    /// Whether a calendar part is in it.
    pub has_calendar: bool,
}

/// Reads a mail as what became of a draft.
pub(super) fn read(draft: &Draft, octets: &[u8]) -> Returned {
    let read = mail::read_message(octets, "", |_, _| Reading::default()).value;
    let (text, has_quotation) = without_quotation(&read.text, draft.letter.quotation.as_deref());
    let written = hand_editing::edited(draft, &format!("Subject: {}\n\n{text}", read.subject));
    // A text that was emptied there says nothing.
    let mut letter: Letter = written.ok().flatten().unwrap_or_else(|| draft.letter.clone());
    if !read.to.is_empty() {
        (letter.to, letter.cc) = (read.to, read.cc);
    }
    if !has_quotation {
        letter.quotation = None;
    }
    Returned {
        letter,
        message_id: read.message_id,
        date: read.date.map(|date| date.to_utc()),
        has_calendar: !read.calendars.is_empty(),
    }
}

/// A text without the mail that it quotes beneath, and whether it quotes it still.
fn without_quotation(text: &str, quotation: Option<&str>) -> (String, bool) {
    let text = text.replace("\r\n", "\n");
    let first = quotation.and_then(|quotation| quotation.trim().lines().next()).map(str::trim);
    match first.filter(|line| !line.is_empty()).and_then(|line| text.rfind(line)) {
        Some(at) => (text[..at].trim_end().to_owned(), true),
        None => (text.trim_end().to_owned(), false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_is_not_part_of_the_letter() {
        let quotation = "Am Montag schrieb Kim:\n> Hallo\n";
        let cases = [
            ("Gern.\r\n\r\nAm Montag schrieb Kim:\r\n> Hallo\r\n", Some(quotation), ("Gern.", true)),
            ("Gern.\n", Some(quotation), ("Gern.", false)),
            ("Gern.\n", None, ("Gern.", false)),
        ];
        for (text, quotation, (letter, quotes)) in cases {
            assert_eq!(without_quotation(text, quotation), (letter.to_owned(), quotes), "{text:?}");
        }
    }
}
