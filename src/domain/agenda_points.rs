//! The points that a meeting is to talk about, out of what its description says.

use super::boilerplate::without_boilerplate;
use super::plain_text::one_line;
use crate::german::calendar_words::named_month;
use crate::german::folding::fold;

/// The agenda in a description: what follows a heading such as "Agenda:", else the items of its lists, else its lines
/// where they are few and short.
#[must_use]
pub fn agenda_points(description: &str) -> Vec<String> {
    let text = without_boilerplate(description);
    let lines: Vec<&str> = text.lines().map(str::trim_end).take_while(|line| !is_closing(line)).collect();
    let points =
        after_heading(&lines).or_else(|| list_items(&lines)).or_else(|| short_lines(&lines)).unwrap_or_default();
    let mut agenda: Vec<String> = Vec::new();
    for point in points {
        let point = one_line(point.trim_end_matches([';', ',']), MAX_POINT);
        if point.chars().any(char::is_alphanumeric) && !agenda.contains(&point) && agenda.len() < MAX_POINTS {
            agenda.push(point);
        }
    }
    agenda
}

/// More points than this are no agenda.
const MAX_POINTS: usize = 30;
/// The longest point, in octets.
const MAX_POINT: usize = 240;
/// A line longer than this is a sentence, in characters.
const MAX_SHORT_LINE: usize = 80;

/// Words that head an agenda, in lower case.
const HEADINGS: [&str; 19] = [
    "agenda",
    "tagesordnung",
    "tagesordnungspunkte",
    "themen",
    "themenliste",
    "tops",
    "top",
    "punkte",
    "besprechungspunkte",
    "diskussionspunkte",
    "gesprächspunkte",
    "programm",
    "ablauf",
    "inhalte",
    "topics",
    "items",
    "besprechen",
    "ziele",
    "thema",
];

/// Signs that begin a list item, and those that do so only with a space after them.
const BULLETS: [char; 10] = ['•', '▪', '◦', '●', '‣', '➢', '☐', '✓', '►', '·'];
const SPACED_BULLETS: [&str; 7] = ["- ", "* ", "– ", "— ", "→ ", "o ", "+ "];

/// The text of a list item, without its bullet or number; `None` for any other line.
#[must_use]
pub fn point(line: &str) -> Option<&str> {
    let line = line.trim();
    let bulleted =
        line.strip_prefix(BULLETS).or_else(|| SPACED_BULLETS.iter().find_map(|bullet| line.strip_prefix(bullet)));
    match bulleted {
        Some(text) => Some(text.trim()).filter(|text| !text.is_empty()),
        None => numbered(line),
    }
}

/// `1. Budget`, `1.2 Personal`, `a) Sonstiges`, `TOP 3: Termine`, but not `1. Dezember` or `26.11. um 10 Uhr`.
fn numbered(line: &str) -> Option<&str> {
    let (is_top, rest) = match line.get(..3) {
        Some(top) if top.eq_ignore_ascii_case("top") => (true, line[3..].trim_start_matches([' ', '-', '\u{a0}'])),
        _ => (false, line),
    };
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
    let (number, rest) = match rest.as_bytes() {
        [letter, b')', ..] if letter.is_ascii_lowercase() => rest.split_at(1),
        _ => rest.split_at(end),
    };
    let pieces: Vec<&str> = number.trim_end_matches('.').split('.').collect();
    let marked = match pieces.as_slice() {
        [""] => false,
        [single] => single.len() <= 2 && (is_top || number.ends_with('.') || rest.starts_with([')', ':', '-', '–'])),
        nested => nested.iter().all(|piece| piece.len() == 1) && !number.ends_with('.'),
    };
    let after = rest.trim_start_matches([')', ':', '-', '–']);
    let text = after.trim();
    let first = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_date = named_month(&fold(first)).is_some() && !is_top;
    (marked && after.starts_with([' ', '\u{a0}']) && !text.is_empty() && !is_date).then_some(text)
}

fn after_heading<'a>(lines: &[&'a str]) -> Option<Vec<&'a str>> {
    for (at, line) in lines.iter().enumerate() {
        let Some(inline) = heading(line) else { continue };
        let mut points: Vec<&str> = split_inline(inline);
        if points.is_empty() {
            points = block_after(&lines[at + 1..]);
        }
        if !points.is_empty() {
            return Some(points);
        }
    }
    None
}

/// Words that say that there is no agenda yet, or that it is elsewhere.
const NOT_HERE: [&str; 8] = ["folgt", "anbei", "anhang", "siehe", "angehängt", "attached", "tba", "tbd"];

/// What follows on the line of a heading, perhaps nothing; `None` where the line is no heading.
fn heading(line: &str) -> Option<&str> {
    let text = point(line).unwrap_or(line).trim_matches(['*', '#', '_', '=', '<', '>', ' ', '\u{a0}']);
    let (head, inline) = match text.split_once(':') {
        Some((head, inline)) => (head, Some(inline.trim_matches(['*', ' ', '\u{a0}']))),
        None => (text, None),
    };
    let words: Vec<String> = head
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .take(MAX_WORDS_OF_HEADING + 1)
        .collect();
    let has = |table: &[&str]| words.iter().any(|word| table.contains(&word.as_str()));
    let fits = match inline {
        // `Thema: Jahresplanung` is the title of the meeting, `Themen:` heads a list.
        Some(inline) => words.len() <= MAX_WORDS_OF_HEADING && (words != ["thema"] || inline.is_empty()),
        None => words.len() <= 2 && point(line).is_none() && !text.ends_with('.'),
    };
    let elsewhere = |inline: &str| {
        inline.split(|c: char| !c.is_alphanumeric()).any(|word| NOT_HERE.contains(&word.to_lowercase().as_str()))
    };
    let is_here = !has(&NOT_HERE) && !elsewhere(inline.unwrap_or(""));
    (has(&HEADINGS) && fits && is_here).then(|| inline.unwrap_or(""))
}

/// A longer line is a sentence.
const MAX_WORDS_OF_HEADING: usize = 12;

fn split_inline(inline: &str) -> Vec<&str> {
    let separator: &[char] = if inline.contains(';') { &[';'] } else { &[','] };
    inline.split(separator).map(|piece| piece.trim().trim_end_matches('.')).filter(|piece| !piece.is_empty()).collect()
}

/// The lines below a heading that belong to it.
fn block_after<'a>(lines: &[&'a str]) -> Vec<&'a str> {
    let mut points: Vec<&str> = Vec::new();
    let mut as_list = None;
    for line in lines.iter().skip_while(|line| line.trim().is_empty()) {
        let item = point(line);
        let is_list = *as_list.get_or_insert(item.is_some());
        match item {
            Some(item) => points.push(item),
            None if line.trim().is_empty() => {
                if !is_list {
                    break;
                }
            }
            None if is_list => {
                // What is indented goes on with the point above it; anything else ends the list.
                if !line.starts_with([' ', '\u{a0}']) {
                    break;
                }
            }
            None if line.chars().count() > MAX_POINT => break,
            None => points.push(line.trim()),
        }
    }
    points
}

fn list_items<'a>(lines: &[&'a str]) -> Option<Vec<&'a str>> {
    let items: Vec<&str> = lines.iter().filter_map(|line| point(line)).collect();
    (items.len() >= 2).then_some(items)
}

fn short_lines<'a>(lines: &[&'a str]) -> Option<Vec<&'a str>> {
    let written: Vec<&str> = lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
    let short = |line: &&str| line.chars().count() <= MAX_SHORT_LINE && !line.ends_with(['.', '!', '?', ',', ':']);
    ((2..=12).contains(&written.len()) && written.iter().all(short)).then_some(written)
}

/// The line with which a letter ends; what follows is the signature.
fn is_closing(line: &str) -> bool {
    let lower = line.trim().to_lowercase();
    let closes = |closing: &&str| lower.strip_prefix(*closing).is_some_and(|rest| rest.chars().count() <= 40);
    lower == "--" || CLOSINGS.iter().any(closes)
}

const CLOSINGS: [&str; 15] = [
    "mit freundlichen grüßen",
    "mit freundlichem gruß",
    "freundliche grüße",
    "viele grüße",
    "beste grüße",
    "schöne grüße",
    "liebe grüße",
    "herzliche grüße",
    "mit besten grüßen",
    "mit freundlichen grüssen",
    "freundliche grüsse",
    "viele grüsse",
    "best regards",
    "kind regards",
    "mfg",
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn agendas_are_found() {
        let cases: [(&str, &[&str]); 17] = [
            ("Hallo,\nunsere Agenda:\n\n- Budget 2027\n- Personal\n\nViele Grüße\nJana", &["Budget 2027", "Personal"]),
            (
                "Tagesordnung\n1. Begrüßung\n2. Zahlen\n   (Frau Kern)\n3. Sonstiges\nBis dann",
                &["Begrüßung", "Zahlen", "Sonstiges"],
            ),
            ("Agenda: Budget, Personal, Sonstiges.", &["Budget", "Personal", "Sonstiges"]),
            (
                "Folgende Punkte möchte ich besprechen:\nStand Relaunch\nNächste Schritte\n\nDanke!",
                &["Stand Relaunch", "Nächste Schritte"],
            ),
            ("TOP 1: Haushalt\nTOP 2: Wahlen", &["Haushalt", "Wahlen"]),
            ("* Budget\n* Budget\n* Zeitplan;", &["Budget", "Zeitplan"]),
            ("Rückblick\nAusblick\nOffene Fragen", &["Rückblick", "Ausblick", "Offene Fragen"]),
            ("o Verträge\no Preise", &["Verträge", "Preise"]),
            ("Hallo Jana,\nkönnen wir kurz reden?\nDanke", &[]),
            ("1. Dezember oder 2. Dezember?\n3. Dezember ginge auch.", &[]),
            ("", &[]),
            ("Agenda folgt.\n\nBitte bis Freitag zusagen.", &[]),
            ("Agenda: siehe Anhang", &[]),
            ("Thema: Jahresplanung", &[]),
            ("Ablauf:\n10:00 Begrüßung\n10:15 Rundgang\n\nBis dann", &["10:00 Begrüßung", "10:15 Rundgang"]),
            (
                "Guten Tag,\n\ngerne möchte ich folgende Themen besprechen:\n\n1. Vertrag 2027\n2. Offene Rechnungen\n\nMit freundlichen Grüßen",
                &["Vertrag 2027", "Offene Rechnungen"],
            ),
            ("<Agenda>\n- A\n\nMicrosoft Teams-Besprechung\n- Kein Punkt\nBesprechungsoptionen\n- B", &["A", "B"]),
        ];
        for (text, expected) in cases {
            assert_eq!(agenda_points(text), expected, "{text}");
        }
    }

    #[test]
    fn list_items_are_told_from_other_lines() {
        let cases = [
            ("- Budget", Some("Budget")),
            ("•Budget", Some("Budget")),
            ("1) Budget", Some("Budget")),
            ("1.2 Budget", Some("Budget")),
            ("a) Budget", Some("Budget")),
            ("[ ] Budget", None),
            ("-- ", None),
            ("26.11. um 10 Uhr", None),
            ("10:30 Kaffee", None),
            ("1. Dezember", None),
            ("-5 Grad", None),
        ];
        for (line, expected) in cases {
            assert_eq!(point(line), expected, "{line}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "([-*•1-9a.):;,ü\n ]|TOP|top|Agenda|\\[ \\]|Themen:|Dezember){0,40}") {
            let _ = agenda_points(&text);
        }
    }
}
