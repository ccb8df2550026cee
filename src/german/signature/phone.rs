//! The telephone number in a signature.

/// Marks of numbers that nobody is to call, and of what is no telephone number.
const NOT_TO_CALL: [&str; 14] = [
    "fax",
    "iban",
    "bic",
    "ust",
    "steuer",
    "hrb",
    "hra",
    "amtsgericht",
    "konto",
    "handelsregister",
    "st.-nr",
    "uid",
    "kundennummer",
    "plz",
];

/// The number on the line, as written, if it is one to call.
pub(super) fn on_line(line: &str) -> Option<String> {
    if line.contains("://") || line.contains("www.") {
        return None;
    }
    let lower = line.to_lowercase();
    let start = label_end(&lower).unwrap_or(0);
    let before_fax = lower.get(start..)?.find("fax").map_or(line.len(), |at| start + at);
    // Lower-casing may shift bytes; then the whole line is looked at.
    let part = if lower.len() == line.len() { line.get(start..before_fax) } else { Some(line) }?;
    if start == 0 && NOT_TO_CALL.iter().any(|mark| lower.contains(mark)) {
        return None;
    }
    let labelled = start > 0;
    candidates(part).find(|number| is_number(number, labelled))
}

/// Where a label like "Tel.:" ends.
fn label_end(lower: &str) -> Option<usize> {
    ["telefon", "tel.", "tel:", "tel ", "fon", "phone", "mobil", "handy", "durchwahl", "mobile", "t:", "m:", "t ", "m "]
        .iter()
        .filter_map(|label| {
            let at = lower.find(label)?;
            let word_start = at == 0 || !lower[..at].ends_with(char::is_alphanumeric);
            word_start.then_some(at + label.len())
        })
        .min()
}

/// Runs of the characters that numbers are written with.
fn candidates(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !(c.is_ascii_digit() || matches!(c, '+' | '(' | ')' | '/' | '-' | '–' | '.' | ' ' | '\u{a0}')))
        .map(|run| run.trim_matches(|c: char| !(c.is_ascii_digit() || c == '+' || c == '(')).trim().to_owned())
        .filter(|run| !run.is_empty())
}

fn is_number(text: &str, labelled: bool) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let starts = text.starts_with(['+', '0', '(']);
    let date = text.split('.').count() == 3 && !text.contains([' ', '/', '+']);
    // Short numbers are only believed where a label says so.
    let fewest = if labelled { 5 } else { 7 };
    (fewest..=16).contains(&digits) && (starts || labelled) && !date && text.chars().count() <= 30
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_to_call_are_found() {
        for (line, expected) in [
            ("Tel. 0561 000-12", Some("0561 000-12")),
            ("Telefon: +49 (0)30 1234567", Some("+49 (0)30 1234567")),
            ("T +41 44 000 00 00", Some("+41 44 000 00 00")),
            ("Mobil 0171/0000000", Some("0171/0000000")),
            ("+43 1 0000000", Some("+43 1 0000000")),
            ("Tel.: 05665 000-88 | Fax: 05665 000-89", Some("05665 000-88")),
            ("Fax: 0561 000-13", None),
            ("HRB 123456", None),
            ("34117 Kassel", None),
            ("26.11.2026", None),
            ("IBAN DE00 0000 0000 0000", None),
            ("Thomas Berger", None),
        ] {
            assert_eq!(on_line(line).as_deref(), expected, "{line}");
        }
    }
}
