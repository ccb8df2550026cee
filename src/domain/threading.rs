//! In-Reply-To and References of an answer (RFC 5322 §3.6.4): how mail programs find what it answers.

use super::limits::{MAX_MESSAGE_ID, MAX_REFERENCES};
use super::message::Message;

/// The Message-ID of the mail answered, where it can stand on a line of a header.
#[must_use]
pub fn in_reply_to(original: &Message) -> Option<String> {
    original.message_id.clone().filter(|id| is_usable(id))
}

/// The References of an answer: the mails of the thread that came `before`, those of the mail answered, and the mail
/// itself. Of very many, the first and the last.
#[must_use]
pub fn references<'a>(original: &'a Message, before: impl IntoIterator<Item = &'a String>) -> Vec<String> {
    let answered = in_reply_to(original);
    let mut references: Vec<String> = Vec::new();
    for id in before.into_iter().chain(&original.references).filter(|id| is_usable(id)) {
        if !references.contains(id) && Some(id) != answered.as_ref() {
            references.push(id.clone());
        }
        // A comparison with each would take long in a very long list, of which the middle is not kept anyway.
        if references.len() > 2 * MAX_REFERENCES {
            references.remove(1);
        }
    }
    references.extend(answered);
    if references.len() > MAX_REFERENCES {
        references.drain(1..=references.len() - MAX_REFERENCES);
    }
    references
}

/// Whether an id may be repeated: a line of a header must not be longer than 998 octets, and cannot be broken within an
/// id. What was changed or cut would name another mail, so it is left out.
fn is_usable(id: &str) -> bool {
    (1..=MAX_MESSAGE_ID).contains(&id.len()) && id.bytes().all(|c| c.is_ascii_graphic() && !matches!(c, b'<' | b'>'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_fits_on_a_line_is_repeated() {
        let long = format!("{}@x.example", "a".repeat(MAX_MESSAGE_ID));
        let original = |references: &[&str], message_id: &str| Message {
            references: references.iter().map(|id| (*id).to_owned()).collect(),
            message_id: Some(message_id.to_owned()),
            ..Message::default()
        };
        let cases: [(Message, &[&str], bool); 5] = [
            (original(&["1@a.example"], "2@a.example"), &["1@a.example", "2@a.example"], true),
            (original(&["1@a.example", &long], "2@a.example"), &["1@a.example", "2@a.example"], true),
            (original(&["1@a.example", "x y", "<z", "ü@a.example", ""], &long), &["1@a.example"], false),
            (original(&["2@a.example"], "2@a.example"), &["2@a.example"], true),
            (Message::default(), &[], false),
        ];
        for (mail, expected, answers) in cases {
            assert_eq!(references(&mail, &[]), expected);
            assert_eq!(in_reply_to(&mail).is_some(), answers, "{:?}", mail.message_id);
        }
    }

    #[test]
    fn of_very_many_the_first_and_the_last_are_kept() {
        let ids = (0..5_000).map(|number| format!("{number}@a.example")).collect();
        let kept =
            references(&Message { references: ids, message_id: Some("z@a.example".into()), ..Message::default() }, &[]);
        assert_eq!(kept.len(), MAX_REFERENCES);
        assert_eq!((kept[0].as_str(), kept[1].as_str()), ("0@a.example", "4952@a.example"));
        assert_eq!(kept.last().map(String::as_str), Some("z@a.example"));
    }
}
