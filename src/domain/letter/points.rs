//! The points of an agenda, as a letter can list them.

use super::clean::{one_line, shortened};

/// Points that a letter lists.
pub(super) const MOST_POINTS: usize = 8;
/// More points than this are not all done in a shorter meeting.
pub(super) const SHORT_AGENDA: usize = 5;
/// A point longer than this is a text.
const LONGEST_POINT: usize = 100;
/// From so many words on, a line that ends like a sentence is one.
const SENTENCE_WORDS: usize = 6;

/// A point of an agenda without its bullet or number, and without what ends a sentence.
pub(super) fn point(text: &str) -> Option<String> {
    let line = one_line(text)?;
    let bare = line.trim_start_matches(|c: char| "–-*•·># ".contains(c));
    let digits = bare.len() - bare.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let numbered = (1..=2).contains(&digits).then(|| bare[digits..].strip_prefix(['.', ')'])).flatten();
    let bare = numbered.filter(|rest| rest.starts_with(' ')).unwrap_or(bare).trim();
    let bare = bare.trim_end_matches(['.', ';', ',', ':', '!', ' ']);
    (!bare.is_empty()).then(|| shortened(bare, LONGEST_POINT))
}

/// A sender's line as a point; none where it is a whole sentence, which reads as mine in my letter's list.
pub(super) fn agenda_point(text: &str) -> Option<String> {
    let (topic, rest) = text.split_once(": ").map_or((text, ""), |(topic, rest)| (topic, rest));
    if !is_sentence(text) {
        return point(text);
    }
    // "Fassade: Wir müssen klären, …" is about the façade.
    let heads = !rest.is_empty() && topic.split_whitespace().count() <= SENTENCE_WORDS && !is_sentence(topic);
    if heads { point(topic) } else { None }
}

/// Words that a point of an agenda does not begin with, and a sentence does.
#[rustfmt::skip]
const OPENINGS: &[&str] = &[
    "ich", "wir", "sie", "du", "ihr", "es", "bitte", "hallo", "liebe", "lieber", "sehr", "gern", "gerne", "danke",
    "vielen", "können", "könnten", "könnt", "kannst", "haben", "hätten", "würden", "möchten", "lassen", "lass", "lasst",
    "anbei", "da", "weil", "wenn", "falls", "damit", "leider", "please", "we", "i", "you", "let",
];
/// Words that have a point speak to somebody.
const SPEAKING: &[&str] = &["ich", "wir", "uns", "mir", "mich", "ihnen", "euch", "dir", "dich", "bitte"];

fn is_sentence(text: &str) -> bool {
    let line = text.trim().trim_start_matches(|c: char| !c.is_alphabetic());
    let words: Vec<String> =
        line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let Some(first) = words.first() else { return false };
    let opens = OPENINGS.contains(&first.as_str()) && words.len() >= 3;
    let speaks = words.len() >= 4 && words.iter().any(|word| SPEAKING.contains(&word.as_str()));
    let ends = words.len() >= SENTENCE_WORDS && line.ends_with(['.', '!']);
    opens || speaks || ends
}

/// Whether the points can be named inside a sentence.
pub(super) fn are_few(points: &[String]) -> bool {
    let words: usize = points.iter().map(|point| point.split(' ').count()).sum();
    (1..=3).contains(&points.len()) && words <= 12
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_lose_their_bullets() {
        for (text, expected) in [
            ("1. Bodenlast.", Some("Bodenlast")),
            ("  - Lage der Tore;", Some("Lage der Tore")),
            ("2027", Some("2027")),
            ("3) 2027er Budget", Some("2027er Budget")),
            ("3.5 Tonnen", Some("3.5 Tonnen")),
            ("•", None),
        ] {
            assert_eq!(point(text).as_deref(), expected, "{text:?}");
        }
    }

    #[test]
    fn a_senders_sentences_are_no_points() {
        for (text, expected) in [
            ("- Gerüst und Zufahrt", Some("Gerüst und Zufahrt")),
            ("Wer liefert die Pläne?", Some("Wer liefert die Pläne?")),
            ("Wir sollten noch über die Kosten der Fassade sprechen.", None),
            ("Bitte bringen Sie die Pläne mit", None),
            ("Fassade: Wir müssen klären, wer das Gerüst stellt.", Some("Fassade")),
            ("Die Abnahme der Halle findet im März statt.", None),
            ("Kosten: Fassade und Dach", Some("Kosten: Fassade und Dach")),
            ("Sie", Some("Sie")),
            ("", None),
        ] {
            assert_eq!(agenda_point(text).as_deref(), expected, "{text:?}");
        }
    }
}
