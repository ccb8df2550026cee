//! What a sender wrote by themselves: a mail without quotations, signature and legal boilerplate.

use super::words::{bounded, fold};

/// Lines that begin so end what the sender wrote: a closing, a quoted mail's head, a disclaimer. Folded.
const ENDINGS: &[&str] = &[
    "mit freundlichen gru",
    "mit freundlichem gru",
    "mit besten gru",
    "mit herzlichen gru",
    "mit vielen gru",
    "mit lieben gru",
    "freundliche gru",
    "beste gru",
    "viele gru",
    "liebe gru",
    "herzliche gru",
    "schoene gru",
    "gruesse",
    "mfg",
    "kind regards",
    "best regards",
    "warm regards",
    "many regards",
    "regards",
    "best wishes",
    "yours sincerely",
    "yours faithfully",
    "sincerely",
    "-----urspr",
    "-----original",
    "_____",
    "von: ",
    "from: ",
    "diese e-mail",
    "diese email",
    "diese nachricht",
    "der inhalt dieser",
    "this e-mail",
    "this email",
    "this message",
    "the information contained",
    "vertraulichkeitshinweis",
    "haftungsausschluss",
    "rechtlicher hinweis",
    "disclaimer",
    "confidentiality notice",
    "legal notice",
];

/// The lines that the sender wrote: without quotations, up to the closing.
pub fn own_lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().take_while(|line| !ends_own_words(line)).filter(|line| !line.trim_start().starts_with('>'))
}

fn ends_own_words(line: &str) -> bool {
    let line = line.trim();
    let start = fold(bounded(line, 60));
    line == "--" || introduces_quotation(line) || ENDINGS.iter().any(|ending| start.starts_with(ending))
}

/// `Am 3. März schrieb Eva Kern:`, `Eva Kern wrote:`.
fn introduces_quotation(line: &str) -> bool {
    line.ends_with(':') && line.split_whitespace().any(|word| matches!(word.trim_end_matches(':'), "schrieb" | "wrote"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_signatures_and_disclaimers_are_nobodys_own_words() {
        let cases = [
            (
                "Guten Tag,\nkurz zum Plan.\n\nFreundliche Grüsse\nDr. Kern, Rechtsanwältin",
                "Guten Tag, kurz zum Plan. ",
            ),
            ("Ja.\n> Vertrag?\nNein.", "Ja. Nein."),
            ("Ja.\nAm 3. März schrieb Eva Kern:\nVertrag", "Ja."),
            ("Ja.\n-- \nRechtsanwälte Kern", "Ja."),
            ("Ja.\nDiese E-Mail ist vertraulich. Keine Haftung.", "Ja."),
            ("Ja.\n________________________________\nMicrosoft Teams | Legal", "Ja."),
            ("Der Vertrag ist da.", "Der Vertrag ist da."),
        ];
        for (text, expected) in cases {
            assert_eq!(own_lines(text).collect::<Vec<_>>().join(" "), expected, "{text:?}");
        }
    }
}
