//! What a meeting is about, so that it can be named in any sentence.
//!
//! Nobody tells a program the gender of a stranger's summary. So a noun known to name a gathering is joined with its
//! article ("zur Abstimmung „Bauzeitenplan“"), and everything else stands in quotation marks, where none is needed.

#[cfg(test)]
mod tests;
mod title;

use super::clean::one_line;
use super::gatherings::{Gathering, acts_on_something, gathering_at, joint as joint_of};
use crate::german::{Locale, quote};

/// The topic of a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Topic {
    /// Its name without "WG:", "Einladung:" and the like; none where the summary says nothing.
    pub title: Option<String>,
    /// What follows "Einladung", "Nachricht", "danke für die Anfrage": "zur Abstimmung „Bauzeitenplan“".
    pub about: Option<String>,
}

impl Topic {
    /// The topic that a SUMMARY or a Subject names.
    #[must_use]
    pub fn of(summary: &str, locale: Locale) -> Self {
        let title = one_line(summary).and_then(|line| title::title(&line));
        let title = title.and_then(|title| {
            match announced(&title) {
                Some(Announced { rest, .. }) => title::title(rest),
                None => Some(title.clone()),
            }
            .map(|name| (title, name))
        });
        let Some((written, title)) = title else { return Self::default() };
        let about = as_the_sender_joined_it(&written, locale).unwrap_or_else(|| about(&title, locale));
        Self { title: Some(title), about: Some(about) }
    }
}

/// "Einladung zum Sommerfest" as article and rest.
struct Announced<'a> {
    /// "zum", "zur", where the sender wrote it.
    joint: Option<&'a str>,
    rest: &'a str,
}

/// Splits "Einladung", "Terminanfrage" and the like from the name behind it.
fn announced(title: &str) -> Option<Announced<'_>> {
    const ANNOUNCEMENTS: &[&str] = &[
        "einladung",
        "terminanfrage",
        "terminvorschlag",
        "terminvorschläge",
        "terminabstimmung",
        "terminfindung",
        "terminabsprache",
        "terminvereinbarung",
        "terminwunsch",
        "termineinladung",
        "besprechungsanfrage",
        "meetinganfrage",
        "invitation",
        "gesprächsanfrage",
    ];
    let (word, rest) = title.split_once(' ')?;
    if !ANNOUNCEMENTS.contains(&word.to_lowercase().as_str()) {
        return None;
    }
    let rest = rest.trim_start_matches(['-', '–', ' ']);
    let (joint, behind) = rest.split_once(' ').unwrap_or((rest, ""));
    Some(match joint.to_lowercase().as_str() {
        "zum" | "zur" => Announced { joint: Some(joint), rest: behind },
        "zu" | "für" | "fuer" | "wegen" | "bzgl." | "bezüglich" | "betreffend" | "i.s." | "to" | "for" => {
            Announced { joint: None, rest: behind }
        }
        _ => Announced { joint: None, rest },
    })
}

/// "Einladung zum Sommerfest": the sender knew the article.
fn as_the_sender_joined_it(written: &str, locale: Locale) -> Option<String> {
    let Announced { joint: Some(joint), rest } = announced(written)? else { return None };
    let joint = joint.to_lowercase();
    if let Some(about) = gathering_first(rest, locale) {
        return Some(about);
    }
    match rest.split_once([':', '|', ';']) {
        None if !rest.contains(['(', '"', '?']) && !rest.ends_with('.') => Some(format!("{joint} {rest}")),
        Some((noun, name)) if noun.split(' ').count() <= 3 => {
            Some(format!("{joint} {} {}", noun.trim(), quoted(name, locale)))
        }
        _ => None,
    }
}

fn about(title: &str, locale: Locale) -> String {
    gathering_first(title, locale).or_else(|| gathering_last(title, locale)).unwrap_or_else(|| {
        let joint = if is_gathering(title) || pairs_names(title) { "zum Termin" } else { "zum Thema" };
        format!("{joint} {}", quoted(title, locale))
    })
}

/// "Wöchentliche Besprechung", but not "Balkonsanierung in der Eigentümerversammlung".
fn is_gathering(title: &str) -> bool {
    let words: Vec<&str> = title.split([' ', ':', ',', '/']).collect();
    let gathering = words.iter().position(|word| joint_of(word).is_some());
    gathering.is_some_and(|at| !words[..at].iter().any(|word| JOINTS.contains(word) || ENGLISH_JOINTS.contains(word)))
}

/// "Kern <> Brandt", "Kern x Brandt": who meets, and no theme.
fn pairs_names(title: &str) -> bool {
    [" <> ", " x ", " <-> ", " × "].iter().any(|pair| title.contains(pair))
}

/// "Abstimmung Bauzeitenplan", "Übergabe vor dem Urlaub", "Jour fixe", "Wöchentliche Besprechung".
fn gathering_first(title: &str, locale: Locale) -> Option<String> {
    let Gathering { joint, name, length } = gathering_at(title)?;
    let head = format!("{} {name}", joint.word());
    let rest = title[length..].trim_start_matches([' ', ':', '–', '-', '|', ',', '/']).trim_end();
    let first = rest.split(' ').next().unwrap_or(rest);
    // "Bemusterung Foyer" is one name: "zur Bemusterung „Foyer“" would make a title of the foyer.
    let follows = title[length..].strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    let is_name = follows && !goes_on(rest) && counted(rest).is_none() && person(rest).is_none();
    if is_name && acts_on_something(&name) {
        return Some(format!("zum Termin {}", quoted(title, locale)));
    }
    // "Weekly Sync" is one English name.
    if ["Weekly", "Daily", "Monthly"].contains(&name.as_str()) && joint_of(first).is_some() {
        return None;
    }
    if rest.is_empty() {
        return Some(head);
    }
    if goes_on(rest) {
        return Some(format!("{head} {rest}"));
    }
    if let Some(count) = counted(rest) {
        return Some(if count.is_empty() { head } else { format!("{head} {count}") });
    }
    if let Some(person) = person(rest) {
        return Some(format!("{head} mit {person}"));
    }
    // A phrase that is cut, or too long for a sentence, is quoted with its noun.
    let phrase = JOINTS.contains(&first) || ENGLISH_JOINTS.contains(&first);
    (!phrase).then(|| format!("{head} {}", quoted(unbracketed(rest), locale)))
}

/// "Sondierbohrungen: Besprechung", "BIM-Modell – Online-Termin", "Statik: Termin mit dem Prüfingenieur".
fn gathering_last(title: &str, locale: Locale) -> Option<String> {
    let parts = [": ", " – ", " - ", " | "].iter().find_map(|separator| title.rsplit_once(separator));
    let (name, gathering) = parts.or_else(|| quoted_first(title))?;
    let (name, gathering) = (quoted(name, locale), gathering.trim());
    let Gathering { joint, name: head, length } = gathering_at(gathering)?;
    match gathering[length..].trim() {
        "" => Some(format!("{} {head} {name}", joint.word())),
        rest if counted(rest).is_some() => Some(format!("{} {head} {name}", joint.word())),
        rest if goes_on(rest) && name.contains(['(', ')']) => Some(format!("{} {head} {rest}, {name}", joint.word())),
        rest if goes_on(rest) => Some(format!("{} {head} {rest} ({name})", joint.word())),
        _ => None,
    }
}

/// "\"Projekt X\" Review": a name in quotation marks, and the gathering behind it.
fn quoted_first(title: &str) -> Option<(&str, &str)> {
    let (name, gathering) = title.strip_prefix('"')?.split_once("\" ")?;
    (!name.is_empty() && !gathering.contains('"')).then_some((name, gathering))
}

/// "14", "Nr. 14", "KW 49" stay as they are; what only says when goes, for the letter says it itself.
fn counted(rest: &str) -> Option<String> {
    let lower = rest.to_lowercase();
    let number = |text: &str| !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    let marked = ["nr. ", "nr.", "nr ", "#", "no. "].iter().find_map(|mark| lower.strip_prefix(mark));
    let figure = marked.map_or(lower.as_str(), str::trim);
    if number(figure) {
        return Some(if marked.is_some() { format!("Nr. {figure}") } else { figure.to_owned() });
    }
    title::only_says_when(rest).then(String::new)
}

/// "Frau Kern", "Herr Dr. Meier" behind "Termin": with whom.
fn person(rest: &str) -> Option<String> {
    let (address, name) = rest.split_once(' ')?;
    let names = || name.split(' ');
    let plain = names().count() <= 3
        && names().all(|name| name.starts_with(char::is_uppercase))
        && !name.contains([',', ':', '(']);
    let written = match address {
        "Frau" | "Fr." => "Frau",
        "Herr" | "Herrn" | "Hr." | "Hrn." => "Herrn",
        "Familie" | "Fam." => "Familie",
        _ => return None,
    };
    plain.then(|| format!("{written} {name}"))
}

/// Words that continue a phrase.
const JOINTS: [&str; 30] = [
    "am", "an", "auf", "bei", "beim", "bzgl.", "der", "des", "für", "im", "in", "mit", "nach", "über", "um", "vom",
    "von", "vor", "wegen", "zu", "zum", "zur", "zwischen", "eines", "einer", "unserer", "unseres", "unter", "aus",
    "ohne",
];

/// Their English like: after them a phrase is quoted with its noun.
const ENGLISH_JOINTS: [&str; 12] =
    ["with", "on", "about", "for", "re", "regarding", "and", "of", "to", "w/", "und", "&"];

/// What may follow a noun without quotation marks: it begins in the middle of a phrase and is one phrase.
fn goes_on(rest: &str) -> bool {
    let words: Vec<&str> = rest.split(' ').collect();
    words.len() > 1
        && words.len() <= 8
        && JOINTS.contains(&words[0])
        && !words.iter().any(|word| is_the_senders(word))
        && !rest.contains([',', ';', ':', '|', '/', '(', ')', '?', '…', '"', '<', '>'])
        && !rest.ends_with('.')
        && !words.contains(&"-")
        && !words.contains(&"–")
}

/// "unserer" in the sender's words would be mine in the letter.
fn is_the_senders(word: &str) -> bool {
    ["unser", "mein", "euer", "eure", "dein", "ihr"].iter().any(|own| word.to_lowercase().starts_with(own))
}

/// In quotation marks, those of the sender around the whole taken off.
fn quoted(text: &str, locale: Locale) -> String {
    quote(title::unquoted(text.trim()), locale)
}

/// Without the brackets around the whole: "(Nord (Haus 2))", but not "(Nord) und (Süd)".
fn unbracketed(text: &str) -> &str {
    let Some(inside) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) else { return text };
    let mut depth = 0_i32;
    let balanced = inside.chars().all(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth >= 0
    });
    if balanced && depth == 0 { inside } else { text }
}
