//! What a mail says itself: its text without the mail it answers, and without its signature.

/// Words that open the last lines of a letter, lower case.
const CLOSINGS: &[&str] = &[
    "mit freundlich",
    "mit besten",
    "mit herzlich",
    "mit lieben",
    "mit kollegial",
    "mit vorzüglich",
    "mit sonnig",
    "mit bestem",
    "freundliche grü",
    "freundlichen gru",
    "viele grü",
    "vielen gru",
    "beste grü",
    "besten gru",
    "liebe grü",
    "lieben gru",
    "herzliche grü",
    "herzlichen gru",
    "schöne grü",
    "schönen gru",
    "sonnige grü",
    "ganz liebe",
    "ganz lieben",
    "hochachtungsvoll",
    "herzlichst",
    "gruß",
    "gruss",
    "grüße",
    "grüsse",
    "gruesse",
    "grüßle",
    "viele gruesse",
    "liebe gruesse",
    "beste gruesse",
    "freundliche gruesse",
    "mfg",
    "lg",
    "vg",
    "bg",
    "glg",
    "vlg",
    "best regards",
    "kind regards",
    "warm regards",
    "many thanks and",
    "regards",
    "best wishes",
    "yours sincerely",
    "yours faithfully",
    "sincerely",
    "cheers",
    "kindest regards",
    "all the best",
];

/// Whether a closing begins with this byte.
const FIRST_OF_CLOSINGS: [bool; 128] = {
    let mut firsts = [false; 128];
    let mut place = 0;
    while place < CLOSINGS.len() {
        firsts[CLOSINGS[place].as_bytes()[0] as usize] = true;
        place += 1;
    }
    firsts
};

/// Lines that stand before a mail which follows whole.
const DIVIDERS: &[&str] = &[
    "ursprüngliche nachricht",
    "urspruengliche nachricht",
    "originalnachricht",
    "original message",
    "original-nachricht",
    "weitergeleitete nachricht",
    "forwarded message",
    "anfang der weitergeleiteten",
    "begin forwarded message",
    "original appointment",
    "ursprünglicher termin",
];

/// The names of header lines that mail programs copy above a quoted mail, lower case.
const HEADERS: &[&str] =
    &["von", "from", "gesendet", "sent", "an", "to", "cc", "betreff", "subject", "datum", "date", "gesendet am"];

/// The text without quoted mails; answers between quoted lines stay.
#[must_use]
pub fn without_quotes(body: &str) -> String {
    let lines: Vec<&str> = body.lines().collect();
    let mut kept = Vec::with_capacity(lines.len());
    let mut at = 0;
    while at < lines.len() {
        let rest = &lines[at..];
        if is_divider(lines[at]) || opens_header_block(rest) {
            break;
        }
        if let Some(used) = attribution(rest) {
            let next = rest[used..].iter().find(|line| !line.trim().is_empty());
            if !next.is_some_and(|line| is_quoted(line)) {
                break;
            }
            at += used;
        } else {
            if !is_quoted(lines[at]) {
                kept.push(lines[at]);
            }
            at += 1;
        }
    }
    kept.join("\n")
}

/// The text above the signature; a postscript below it is kept.
#[must_use]
pub fn without_signature(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let Some(end) = lines.iter().position(|line| closes(line)) else {
        return text.to_owned();
    };
    let postscript = lines[end..].iter().skip_while(|line| !opens_postscript(line));
    let kept: Vec<&str> = lines[..end].iter().chain(postscript).copied().collect();
    kept.join("\n")
}

/// Lines that open what lawyers and mail programs put under a mail, lower case.
const BOILERPLATE: &[&str] = &[
    "_____",
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

/// What the sender wrote: no quoted mail, no signature, no legal boilerplate.
#[must_use]
pub fn own_words(body: &str) -> String {
    let fresh = without_signature(&without_quotes(body));
    let legal = |line: &&str| {
        let lower = line.trim().to_lowercase();
        BOILERPLATE.iter().any(|start| lower.starts_with(start))
    };
    fresh.lines().take_while(|line| !legal(line)).collect::<Vec<_>>().join("\n")
}

fn is_quoted(line: &str) -> bool {
    line.trim_start().starts_with(['>', '|'])
}

fn is_divider(line: &str) -> bool {
    let line = line.trim();
    let marked = line.starts_with("--") || line.starts_with("__") || line.ends_with(':');
    marked && {
        let words = line.trim_matches(['-', '_', '=', ' ', ':']);
        DIVIDERS.iter().any(|divider| behind_start(words, divider).is_some())
    }
}

/// "Von: …", "Gesendet: …" and "An: …" in a row, as Outlook puts them above the mail it answers.
fn opens_header_block(lines: &[&str]) -> bool {
    let first = lines[0].trim();
    let ruled = first.len() >= 5 && first.chars().all(|c| c == '_');
    let is_from = |line: &str| header_name(line).is_some_and(|name| matches!(name, "von" | "from"));
    let block = if ruled { &lines[1..] } else { lines };
    let named = block.iter().take(8).filter(|line| !line.trim().is_empty()).take(4);
    named.clone().next().is_some_and(|line| is_from(line))
        && named.filter(|line| header_name(line).is_some()).count() >= 3
}

fn header_name(line: &str) -> Option<&'static str> {
    let (name, _) = line.split_once(':')?;
    let name = name.trim().trim_matches('*').trim();
    HEADERS.iter().find(|header| name.eq_ignore_ascii_case(header)).copied()
}

/// How many lines "Am … schrieb …:" or "On … wrote:" takes; mail programs break it over up to three.
fn attribution(lines: &[&str]) -> Option<usize> {
    const MOST_LINES: usize = 3;
    const LONGEST_LINE: usize = 300;
    let whole = |line: &&str| (1..=LONGEST_LINE).contains(&line.len());
    let mut trimmed = lines.iter().take(MOST_LINES).map(|line| line.trim()).take_while(whole);
    let last = trimmed.position(|line| line.bytes().next_back() == Some(b':'))?;
    // Few lines end with a colon; only those are read on.
    let text: String = lines[..=last].iter().map(|line| format!(" {}", line.trim().to_lowercase())).collect();
    let opens = [" am ", " on ", " den ", " el ", " le "].iter().any(|word| text.starts_with(word));
    let writes = [" schrieb", " wrote", " hat geschrieben", " a écrit"].iter().any(|verb| text.contains(verb));
    let dated = text.contains(|c: char| c.is_ascii_digit());
    // "Eva Kern wrote:" has no date; then an address or the quotation itself must tell.
    let ends = ["schrieb:", "wrote:", "geschrieben:"].iter().any(|verb| text.ends_with(verb));
    let quoted = || lines[last + 1..].iter().find(|line| !line.trim().is_empty()).is_some_and(|l| is_quoted(l));
    let undated = ends && last == 0 && (text.contains('@') || quoted());
    ((writes && (opens || text.contains('@')) && dated) || undated).then_some(last + 1)
}

fn closes(line: &str) -> bool {
    const MOST_WORDS: usize = 7;
    let line = line.trim_end();
    if line == "--" || line == "—" {
        return true;
    }
    let line = line.trim_start();
    // Most lines are told from a closing by their first letter.
    let first = line.as_bytes().first().map_or(0, u8::to_ascii_lowercase);
    if first.is_ascii() && !FIRST_OF_CLOSINGS[usize::from(first)] {
        return false;
    }
    let closing = |closing: &&str| {
        behind_start(line, closing)
            .is_some_and(|mut rest| closing.contains(' ') || !rest.next().is_some_and(char::is_alphabetic))
    };
    CLOSINGS.iter().any(|words| closing(&words)) && line.split_whitespace().nth(MOST_WORDS).is_none()
}

fn opens_postscript(line: &str) -> bool {
    let line = line.trim_start();
    ["ps:", "p.s.", "ps.", "p. s.", "ps ", "nachtrag:"].iter().any(|mark| behind_start(line, mark).is_some())
}

/// What follows the start of a line, if it starts so; capitals aside.
fn behind_start(line: &str, start: &str) -> Option<impl Iterator<Item = char>> {
    // Most lines differ in their first letter.
    let first = line.bytes().next().filter(u8::is_ascii);
    if first.is_some_and(|first| start.bytes().next() != Some(first.to_ascii_lowercase())) {
        return None;
    }
    let mut letters = line.chars().flat_map(char::to_lowercase);
    start.chars().all(|letter| letters.next() == Some(letter)).then_some(letters)
}

#[cfg(test)]
mod tests {
    use super::{own_words, without_quotes, without_signature};
    use proptest::prelude::*;

    #[test]
    fn quoted_mails_are_cut_off() {
        let table = [
            ("Ja.\n\n> Passt Dienstag?\n", "Ja.\n"),
            ("Ja.\n\nAm 20.11.2026 um 15:58 schrieb Jana Weber:\n> Passt\n> Dienstag?", "Ja.\n"),
            (
                "Ja.\n\nAm Fr., 20. Nov. 2026 um 16:02 schrieb Jana Weber\n<j@x.example>:\n\n> Passt Dienstag?",
                "Ja.\n\n",
            ),
            ("Ja.\n\nOn Fri, 20 Nov 2026 at 16:02, Jana <j@x.example> wrote:\nDoes Tuesday suit?", "Ja.\n"),
            ("Ja.\n\n-----Ursprüngliche Nachricht-----\nVon: Jana\nPasst Dienstag?", "Ja.\n"),
            (
                "Ja.\n________________________________\nVon: Jana\nGesendet: Freitag\nAn: Tom\nBetreff: Termin\n\nPasst?",
                "Ja.",
            ),
            ("Ja.\nFrom: Jana\nSent: Friday\nTo: Tom\nSubject: Date\n\nDoes it suit?", "Ja."),
            ("> Passt Dienstag?\nJa.\n> Um zehn?\nLieber elf.", "Ja.\nLieber elf."),
            ("Von: mir\nalles Gute", "Von: mir\nalles Gute"),
            ("Am Montag schrieb ich:\nalles gut.", "Am Montag schrieb ich:\nalles gut."),
            (
                "Siehe unten.\n\n________________\nMicrosoft Teams\nhttps://x.example",
                "Siehe unten.\n\n________________\nMicrosoft Teams\nhttps://x.example",
            ),
        ];
        for (body, fresh) in table {
            assert_eq!(without_quotes(body), fresh, "{body}");
        }
    }

    #[test]
    fn signatures_are_cut_off() {
        let table = [
            ("Text.\n\nMit freundlichen Grüßen\nJana Weber\nTel. 030 123", "Text.\n"),
            ("Text.\n-- \nJana", "Text."),
            ("Text.\nLG Jana", "Text."),
            ("Text.\nLgende", "Text.\nLgende"),
            ("Text.\nGruß\nJana\n\nPS: Dienstag?", "Text.\nPS: Dienstag?"),
            (
                "Viele Grüße an Ihre Frau und an alle, die am Samstag dabei waren!\nText",
                "Viele Grüße an Ihre Frau und an alle, die am Samstag dabei waren!\nText",
            ),
        ];
        for (text, above) in table {
            assert_eq!(without_signature(text), above, "{text}");
        }
    }

    #[test]
    fn quotations_signatures_and_disclaimers_are_nobodys_own_words() {
        let table = [
            (
                "Guten Tag,\nkurz zum Plan.\n\nFreundliche Grüsse\nDr. Kern, Rechtsanwältin",
                "Guten Tag,\nkurz zum Plan.",
            ),
            ("Ja.\n> Vertrag?\nNein.", "Ja.\nNein."),
            ("Ja.\nAm 3. März schrieb Eva Kern:\nVertrag", "Ja."),
            ("Ja.\nEva Kern wrote:\n> Vertrag", "Ja."),
            ("Ja.\nEva Kern <e.kern@kern.example> schrieb:\n\nVertrag", "Ja."),
            ("Ja.\n-- \nRechtsanwälte Kern", "Ja."),
            ("Ja.\nDiese E-Mail ist vertraulich. Keine Haftung.", "Ja."),
            ("Ja.\n________________________________\nMicrosoft Teams | Legal", "Ja."),
            ("Der Vertrag ist da.", "Der Vertrag ist da."),
        ];
        for (text, expected) in table {
            assert_eq!(own_words(text), expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_cut_without_panic(text in "(?s)[->|:_A-Za-zü .0-9\n]{0,200}") {
            let fresh = without_quotes(&text);
            prop_assert!(fresh.len() <= text.len());
            prop_assert!(without_signature(&fresh).len() <= fresh.len());
        }
    }
}
