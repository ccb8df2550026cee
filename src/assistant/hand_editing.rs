//! A mail as a text for an editor, and back.

use crate::domain::draft::{Draft, Letter};

use super::redrafting::gaps_left;

/// The subject in a first line, and the text beneath.
#[must_use]
pub fn text_for_editor(letter: &Letter) -> String {
    format!("Subject: {}\n\n{}", letter.subject, letter.text)
}

/// What a person made of it; `None` where nothing changed or no text is left. A subject whose line is gone stays as it was.
#[must_use]
pub fn edited(draft: &Draft, after: &str) -> Option<Letter> {
    let after = after.replace("\r\n", "\n");
    let after = after.strip_prefix('\u{feff}').unwrap_or(&after);
    if after.trim_end() == text_for_editor(&draft.letter).trim_end() {
        return None;
    }
    let (first, rest) = after.split_once('\n').unwrap_or((after, ""));
    let (subject, text) = match first.strip_prefix("Subject:").or_else(|| first.strip_prefix("Betreff:")) {
        Some(subject) => (subject.trim(), rest),
        None => ("", after),
    };
    let text = text.trim_start_matches('\n');
    if text.trim().is_empty() {
        return None;
    }
    let mut letter = draft.letter.clone();
    if !subject.is_empty() {
        subject.clone_into(&mut letter.subject);
    }
    text.clone_into(&mut letter.text);
    letter.gaps = gaps_left(&draft.letter.gaps, text);
    Some(letter)
}
