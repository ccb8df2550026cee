//! A display name as headers carry it: with brackets, firms, departments, "via" and commas around the name.

use super::parts::{Trimmings, read, read_inverted, trim};
use super::spelling::{clean, is_initial, is_upper, likeness};
use super::words::{is_department, is_job_title, is_legal_form, is_named_after, is_role_local};
use super::{PersonName, local_part};
use crate::german::gender::{first_name, is_surname, of_courtesy, of_job, of_pronouns};

/// Whom a display name or an address names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Sender {
    /// A person.
    Person(PersonName),
    /// A family, by its name.
    Family(String),
    /// A department, a firm, a machine.
    Role,
    /// Nothing that could be read.
    Nobody,
}

/// Reads a display name; the address helps to tell given name from surname and persons from firms.
pub(crate) fn read_name(display: &str, address: &str) -> Sender {
    let (text, notes) = without_brackets(&clean(display));
    let stated = notes.iter().find_map(|note| of_pronouns(note).or_else(|| of_courtesy(note)));
    let text = cut_relay(&text);
    if let Some(name) = family(&text) {
        return Sender::Family(name);
    }
    let mut best: Option<(u8, PersonName)> = None;
    let (mut role, mut job) = (false, None);
    for segment in segments(&text) {
        match read_segment(segment, address) {
            Sender::Person(name) => {
                let worth = worth(&name, address);
                if best.as_ref().is_none_or(|(most, _)| worth > *most) {
                    best = Some((worth, name));
                }
            }
            Sender::Role => {
                role = true;
                job = job.or_else(|| of_job(segment));
            }
            Sender::Family(_) | Sender::Nobody => {}
        }
    }
    match best {
        // A word that nothing makes a person, at a role's address, is the role.
        Some((0, name)) if name.given.is_empty() && is_role_local(local_part::split(address).0) => Sender::Role,
        Some((worth, mut name)) if worth > 0 || !role => {
            name.stated_gender = stated.or(name.stated_gender).or(job);
            Sender::Person(name)
        }
        _ if role => Sender::Role,
        _ => match notes.first().map(|note| read_segment(note, address)) {
            Some(Sender::Person(name)) if text.is_empty() => Sender::Person(name),
            _ => Sender::Nobody,
        },
    }
}

/// "Familie Berger", "Fam. von Berg".
fn family(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split(' ').collect();
    let (first, name) = words.split_first()?;
    let called = matches!(first.to_lowercase().as_str(), "familie" | "fam.");
    let read = read(name, "").filter(|name| name.given.is_empty() || name.surname.is_empty());
    read.filter(|_| called && name.len() < 4).map(|name| format!("{}{}", name.given, name.family_name()))
}

/// How sure it is that this is the person: a known given name, a surname, what the address confirms.
fn worth(name: &PersonName, address: &str) -> u8 {
    let known = name.given.split([' ', '-']).any(|word| first_name(word).is_some());
    let told = !name.titles.is_empty() || name.stated_gender.is_some();
    2 * u8::from(known && !name.surname.is_empty())
        + 3 * u8::from(local_part::agrees(&name.given, &name.surname, address))
        + u8::from(told && !name.surname.is_empty())
}

/// The text outside of brackets, and what stood in each bracket.
fn without_brackets(text: &str) -> (String, Vec<String>) {
    let (mut outside, mut notes, mut note, mut depth) = (String::new(), Vec::new(), String::new(), 0_u8);
    for c in text.chars() {
        match c {
            '(' | '[' | '<' | '{' => depth = depth.saturating_add(1),
            ')' | ']' | '>' | '}' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    notes.push(std::mem::take(&mut note));
                    outside.push(' ');
                }
            }
            _ if depth > 0 => note.push(c),
            '"' => outside.push(' '),
            _ => outside.push(c),
        }
    }
    if depth > 0 {
        notes.push(note);
    }
    (clean(outside.trim().trim_matches(['\'', '‚', '‘', '’', '`'])), notes)
}

/// Cuts off through whom a mail came: "via Doodle", "über Teamkalender", "im Auftrag von …", and addresses.
fn cut_relay(text: &str) -> String {
    let text = spaced_titles(text);
    let words: Vec<&str> = text
        .split(' ')
        .filter(|word| *word == "@" || !(word.contains('@') || word.contains("://")))
        .map(|word| word.trim_matches(['*', '#', '~', '_', '^', '=', '!', '?', '\\', '%', '$', '`']))
        .filter(|word| !word.is_empty())
        .collect();
    let end = words.iter().enumerate().position(|(at, word)| {
        let next = |offset: usize| words.get(at + offset).map_or("", |word| *word);
        at > 0
            && (matches!(*word, "via" | "Via" | "über" | "durch" | "c/o" | "geb." | "geborene" | "née")
                || matches!(*word, "i.A." | "i.V." | "i.a.")
                // "Heike Voss für Dr. Sturm", but "Anwältin für Familienrecht Maria Lang".
                || (at > 1 && matches!(*word, "für" | "fuer" | "for"))
                || (matches!(*word, "i.") && matches!(next(1), "A." | "V."))
                || (matches!(*word, "im" | "on") && matches!(next(1), "Auftrag" | "Namen" | "behalf"))
                || (matches!(*word, "von" | "from" | "bei" | "at" | "@")
                    && words[at + 1..].iter().any(|word| is_legal_form(word))))
    });
    words[..end.unwrap_or(words.len())].join(" ")
}

/// "Prof.Dr.Anna Müller" with the blanks it lacks.
fn spaced_titles(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    let mut word = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        out.push(c);
        if c.is_alphabetic() {
            word.push(c);
            continue;
        }
        let title = matches!(word.as_str(), "Dr" | "Prof" | "Mag" | "Ing" | "Fr" | "Hr");
        if c == '.' && title && chars.peek().is_some_and(|next| next.is_uppercase()) {
            out.push(' ');
        }
        word.clear();
    }
    out
}

/// The pieces between bars, dashes and the like.
fn segments(text: &str) -> Vec<&str> {
    let mut pieces = vec![text];
    for separator in ["|", " - ", " – ", " — ", " · ", " • ", "/", ";", ": ", " @ "] {
        pieces = pieces.into_iter().flat_map(|piece| piece.split(separator)).collect();
    }
    pieces.into_iter().map(str::trim).filter(|piece| !piece.is_empty()).take(8).collect()
}

/// One side of a comma.
struct Piece<'a> {
    words: Vec<&'a str>,
    kind: Kind,
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Kind {
    /// Words that can be a name.
    Name,
    /// Titles and degrees only.
    Titles,
    /// A firm, a department, a job.
    Other,
}

fn read_segment(segment: &str, address: &str) -> Sender {
    let pieces: Vec<Piece> = segment
        .split(',')
        .map(|piece| piece.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>())
        .filter(|words| !words.is_empty())
        .take(8)
        .map(|words| Piece { kind: kind(&words, address), words })
        .collect();
    let names: Vec<&Piece> = pieces.iter().filter(|piece| piece.kind == Kind::Name).collect();
    let name = match names.as_slice() {
        [] => None,
        [one] => read(&cleared(&one.words), address),
        [one, other, ..] if stands_alone(&one.words, &other.words) => read(&one.words, address),
        [one, other, ..] => read_inverted(&one.words, &other.words),
    };
    let Some(mut name) = name else {
        return if pieces.iter().any(|piece| piece.kind == Kind::Other) { Sender::Role } else { Sender::Nobody };
    };
    for piece in &pieces {
        match piece.kind {
            Kind::Titles => {
                let mut trimmings = Trimmings::default();
                // The dummy stands for the name that titles stand before.
                let with_name: Vec<&str> = piece.words.iter().copied().chain(["Name"]).collect();
                trim(&with_name, &mut trimmings);
                name.titles.extend(trimmings.titles);
                name.stated_gender = name.stated_gender.or(trimmings.gender);
            }
            Kind::Other => name.stated_gender = name.stated_gender.or_else(|| of_job(&piece.words.join(" "))),
            Kind::Name => {}
        }
    }
    if is_firm(&name, &pieces, address) { Sender::Role } else { Sender::Person(name) }
}

/// What one side of a comma holds.
fn kind(words: &[&str], address: &str) -> Kind {
    let mut trimmings = Trimmings::default();
    let with_name: Vec<&str> = words.iter().copied().chain(["Name"]).collect();
    let named = trim(words, &mut Trimmings::default());
    if trim(&with_name, &mut trimmings) == ["Name"] && !trimmings.courtesy
        || words.iter().all(|word| super::titles::behind_name(word))
        || (words.len() == 2 && words[0].len() <= 3 && super::titles::behind_name(&words.concat()))
    {
        return Kind::Titles;
    }
    // "Anna und Thomas Berger" are two.
    let couple = words.windows(2).any(|pair| {
        matches!(pair[1], "und" | "u." | "and" | "&" | "+") && !super::nobility::is_particle(pair[0], false)
    });
    if couple
        || words.iter().any(|word| is_legal_form(word))
        || words.iter().any(|word| word.chars().any(|c| c.is_ascii_digit()))
    {
        return Kind::Other;
    }
    let rest = cleared(words);
    let (given, surname) = (rest.first().copied().unwrap_or(""), rest.last().copied().unwrap_or(""));
    let whole = rest.len() > 1 && rest.len() < 5;
    let confirmed =
        whole && (local_part::agrees(given, surname, address) || local_part::agrees(surname, given, address));
    let named_after = words.iter().any(|word| is_named_after(word) && !is_surname(word));
    if named_after {
        return if confirmed { Kind::Name } else { Kind::Other };
    }
    if rest.len() < words.len() {
        // "Buchhaltung Petra Klein" is Petra Klein; "Nordlicht Support" is nobody.
        let known = whole && (first_name(given).is_some() || rest.iter().any(|word| of_courtesy(word).is_some()));
        return if known || confirmed { Kind::Name } else { Kind::Other };
    }
    // "Leiterin Einkauf" is no name, "Leiterin Anna Weiß" is one.
    let known = named.first().is_some_and(|word| first_name(word).is_some());
    if named.iter().any(|word| is_job_title(word)) && !known && !confirmed { Kind::Other } else { Kind::Name }
}

/// The words without those of departments.
fn cleared<'a>(words: &[&'a str]) -> Vec<&'a str> {
    let house = |word: &str| is_department(word) || (is_named_after(word) && !is_surname(word));
    if words.len() < 2 {
        return words
            .iter()
            .copied()
            .filter(|word| !(house(word) || is_role_local(word) && is_department(word)))
            .collect();
    }
    words.iter().copied().filter(|word| !house(word) || first_name(word).is_some()).collect()
}

/// Whether the first of two names is whole, so that the comma does not turn it round: "Anna Müller, Berlin".
fn stands_alone(one: &[&str], other: &[&str]) -> bool {
    let mut trimmings = Trimmings::default();
    let name = trim(one, &mut trimmings);
    let next = trim(other, &mut trimmings);
    let given = |words: &[&str]| words.first().is_some_and(|word| first_name(word).is_some() || is_initial(word));
    let whole = name.last().is_some_and(|word| is_surname(word) && first_name(word).is_none());
    name.len() > 1
        && given(name)
        && (whole || !given(next) || next.len() > 1)
        && !super::nobility::may_lead(name[0], is_upper(name[0]))
}

/// Whether what reads like a name is the firm's: no word of it is a known given name, and the domain has it.
fn is_firm(name: &PersonName, pieces: &[Piece], address: &str) -> bool {
    let known = name.given.split([' ', '-']).any(|word| first_name(word).is_some() || is_initial(word));
    if known || name.given.is_empty() || name.stated_gender.is_some() || !name.titles.is_empty() {
        return false;
    }
    let (local, domain) = local_part::split(address);
    let domain = likeness(domain.rsplit_once('.').map_or(domain, |(name, _)| name));
    let named = |word: &str| word.split(' ').all(|part| domain.contains(&likeness(part)));
    let pieces_of_firm = pieces.len() > 1 && pieces.iter().any(|piece| piece.kind == Kind::Other);
    !local_part::agrees(&name.given, &name.surname, address)
        && !pieces_of_firm
        && (is_role_local(local) || (named(&name.given) && named(&name.surname)))
}
