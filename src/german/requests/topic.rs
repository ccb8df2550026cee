//! What a meeting is about: topic, points, and the number to call.

use super::sentences::Sentence;

/// How far before a telephone number, in bytes, "Tel." may stand.
const LABEL_REACH: usize = 60;

/// How many points of an agenda are kept.
const MOST_POINTS: usize = 20;

/// The subject without "AW:", "Re:", "WG:".
pub(super) fn topic(subject: &str) -> Option<String> {
    let mut rest = subject.trim();
    while let Some((prefix, after)) = rest.split_once(':') {
        let name = prefix.trim().split(['[', '(']).next().unwrap_or_default().trim().to_lowercase();
        if !matches!(name.as_str(), "aw" | "re" | "wg" | "fw" | "fwd" | "antw" | "antwort" | "sv") {
            break;
        }
        rest = after.trim();
    }
    (!rest.is_empty()).then(|| rest.to_owned())
}

/// Whether a subject says that the mail answers or forwards another.
pub(super) fn has_reply_prefix(subject: &str) -> bool {
    topic(subject).is_some_and(|topic| topic.len() < subject.trim().len())
}

/// The items listed below a line such as "Themen:" or "Agenda:".
pub(super) fn agenda(text: &str, sentences: &[Sentence]) -> Vec<String> {
    const ANNOUNCE: &[&str] = &[
        "themen",
        "thema",
        "agenda",
        "tagesordnung",
        "punkte",
        "tops",
        "top",
        "besprechen",
        "klaeren",
        "topics",
        "points",
        "fragen",
        "inhalte",
        "geht",
    ];
    let opener = sentences
        .iter()
        .position(|sentence| sentence.opens_list && sentence.tokens.iter().any(|token| token.is_any(ANNOUNCE)));
    let Some(opener) = opener else { return Vec::new() };
    let items = sentences[opener + 1..].iter().map_while(|sentence| {
        let words = sentence.words(text).replace('\n', " ");
        let item = words.trim_start_matches(['-', '*', '•', '+', ' ']);
        let item = match item.split_once([')', '.']) {
            Some((number, rest))
                if number.len() <= 2 && number.starts_with(|c: char| c.is_ascii_digit()) && rest.starts_with(' ') =>
            {
                rest.trim()
            }
            _ => item,
        };
        let listed = item.len() < words.len();
        listed.then(|| item.trim_end_matches([',', ';', '.']).to_owned())
    });
    items.filter(|item| !item.is_empty()).take(MOST_POINTS).collect()
}

/// A telephone number in the mail, signature included.
pub(super) fn phone(text: &str) -> Option<String> {
    const LABELS: &[&str] =
        &["tel", "fon", "mobil", "handy", "nummer", "unter", "phone", "anruf", "ruf", "call", "durchwahl"];
    text.lines().find_map(|line| {
        let lower = line.to_lowercase();
        let fax = lower.trim_start().starts_with("fax");
        let mut rest = line;
        let mut passed = 0;
        while let Some(start) = rest.find(['+', '0', '(']) {
            let number: String =
                rest[start..].chars().take_while(|c| c.is_ascii_digit() || " +-/()".contains(*c)).collect();
            let digits = number.chars().filter(char::is_ascii_digit).count();
            let near = (passed + start).saturating_sub(LABEL_REACH);
            let labelled = lower
                .get(near..passed + start)
                .or_else(|| lower.get(near + 1..passed + start))
                .is_some_and(|before| LABELS.iter().any(|label| before.contains(label)));
            if (7..=15).contains(&digits) && (labelled || number.starts_with('+')) && !fax {
                return Some(number.trim_matches([' ', '-', '/', '(']).to_owned());
            }
            let step = start + number.len().max(1);
            passed += step;
            rest = rest.get(step..)?;
        }
        None
    })
}

/// A sentence shortened for the notes on why a mail is a request.
pub(super) fn excerpt(text: &str, sentence: &Sentence) -> String {
    const LONGEST: usize = 90;
    let words: Vec<&str> = sentence.words(text).split_whitespace().collect();
    let words = words.join(" ");
    if words.chars().count() <= LONGEST {
        return words;
    }
    let cut: String = words.chars().take(LONGEST).collect();
    format!("{}…", cut.trim_end())
}
