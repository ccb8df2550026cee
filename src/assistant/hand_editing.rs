//! Subject and text in a person's own words.

use chrono::{DateTime, Utc};

use super::redrafting::gaps_left;
use crate::adapters::outbox::{BriefingChange, Change, Outbox, OutboxError};
use crate::domain::calendar_answer::CalendarAnswer;
use crate::domain::draft::{Draft, Letter};

/// Why an edited text could not be taken.
#[derive(Debug, thiserror::Error)]
pub enum HandEditingError {
    /// A mail without words.
    #[error("the text is empty")]
    Empty,
    /// The outbox.
    #[error(transparent)]
    Outbox(#[from] OutboxError),
}

/// A letter as an editor gets it.
#[must_use]
pub fn editable(letter: &Letter) -> String {
    format!("Subject: {}\n\n{}", letter.subject, letter.text)
}

/// The letter that a person made of [`editable`]; none where they changed nothing. A subject whose line is gone stays.
///
/// # Errors
/// [`HandEditingError::Empty`] where no text is left.
pub fn edited(draft: &Draft, text: &str) -> Result<Option<Letter>, HandEditingError> {
    let text = text.replace("\r\n", "\n");
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    if text.trim_end() == editable(&draft.letter).trim_end() {
        return Ok(None);
    }
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let subject = first.strip_prefix("Subject:").or_else(|| first.strip_prefix("Betreff:"));
    let text = if subject.is_some() { rest } else { text }.trim_start_matches('\n');
    let subject = subject.map(str::trim).filter(|subject| !subject.is_empty()).unwrap_or(&draft.letter.subject);
    if text.trim().is_empty() {
        return Err(HandEditingError::Empty);
    }
    Ok(Some(with_words(draft, subject, text)))
}

/// Stores what a person made of [`editable`]; none where they changed nothing.
///
/// # Errors
/// A text that is no mail any more, a mail that is out or was changed elsewhere; the mail is then as it was.
pub fn take(
    outbox: &mut Outbox,
    draft: &Draft,
    text: &str,
    now: DateTime<Utc>,
) -> Result<Option<Draft>, HandEditingError> {
    let Some(letter) = edited(draft, text)? else { return Ok(None) };
    Ok(Some(store(outbox, draft, letter, now)?))
}

/// Fills a gap of a letter that was edited by hand, in its own words; none where the text does not show it.
///
/// # Errors
/// A mail that is out or was changed elsewhere.
pub fn fill(
    outbox: &mut Outbox,
    draft: &Draft,
    hint: &str,
    words: &str,
    now: DateTime<Utc>,
) -> Result<Option<Draft>, OutboxError> {
    let letter = &draft.letter;
    let Some(text) = filled(&letter.text, hint, words) else { return Ok(None) };
    store(outbox, draft, with_words(draft, &letter.subject, &text), now).map(Some)
}

fn with_words(draft: &Draft, subject: &str, text: &str) -> Letter {
    Letter {
        subject: subject.to_owned(),
        text: text.to_owned(),
        gaps: gaps_left(&draft.letter.gaps, text),
        ..draft.letter.clone()
    }
}

/// Puts a letter in place of a draft's.
///
/// # Errors
/// A mail that is out or was changed elsewhere.
pub fn store(outbox: &mut Outbox, draft: &Draft, letter: Letter, now: DateTime<Utc>) -> Result<Draft, OutboxError> {
    store_with(outbox, draft, letter, draft.calendar.clone(), now)
}

/// The same, with another calendar part or none.
///
/// # Errors
/// As [`store`].
pub fn store_with(
    outbox: &mut Outbox,
    draft: &Draft,
    letter: Letter,
    calendar: Option<CalendarAnswer>,
    now: DateTime<Utc>,
) -> Result<Draft, OutboxError> {
    let change =
        Change { reply: draft.reply.clone(), letter, calendar, hand_edited: true, briefing: BriefingChange::Keep };
    outbox.update(draft.id, draft.revision, &change, now)
}

/// The text with words in place of «hint»; spaces that do not break count as spaces.
fn filled(text: &str, hint: &str, words: &str) -> Option<String> {
    let flat = |text: &str| -> Vec<char> {
        text.chars().map(|c| if matches!(c, '\u{a0}' | '\u{202f}') { ' ' } else { c }).collect()
    };
    let (all, mark) = (flat(text), flat(&format!("«{hint}»")));
    let at = all.windows(mark.len()).position(|part| part == mark)?;
    Some(text.chars().take(at).chain(words.chars()).chain(text.chars().skip(at + mark.len())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::draft::Gap;

    #[test]
    fn a_gap_is_filled_where_the_text_shows_it() {
        let cases = [
            ("Ich «tue das».", "tue das", "komme", Some("Ich komme.")),
            ("Ü «tue\u{a0}das», «tue das».", "tue das", "gehe", Some("Ü gehe, «tue das».")),
            ("Ich tue das.", "tue das", "gehe", None),
            ("", "x", "y", None),
        ];
        for (text, hint, words, expected) in cases {
            assert_eq!(filled(text, hint, words).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn of_gaps_with_one_hint_as_many_are_left_as_the_text_shows() {
        let gap = |name: &str, hint: &str| Gap { name: name.to_owned(), hint: hint.to_owned() };
        let gaps = [gap("first", "Antwort"), gap("second", "Antwort"), gap("third", "Ort")];
        let cases: [(&str, &[&str]); 4] = [
            ("«Antwort», «Antwort», «Ort»", &["first", "second", "third"]),
            ("ja, «Antwort», «Ort»", &["second", "third"]),
            ("ja, nein, «Ort»", &["third"]),
            ("ja, nein, hier", &[]),
        ];
        for (text, expected) in cases {
            let left = gaps_left(&gaps, text);
            assert_eq!(left.iter().map(|gap| gap.name.as_str()).collect::<Vec<_>>(), expected, "{text}");
        }
    }
}
