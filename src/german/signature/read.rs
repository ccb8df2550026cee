//! What a signature says of the one who signs. Footers speak of others.

use super::Signature;
use super::closing::closing;
use super::phone;
use crate::german::gender::{FirstName, first_name, of_courtesy, of_job, of_pronouns};
use crate::german::person_name::spelling::{capitalised, clean, fold, is_lower, is_upper, likeness};
use crate::german::person_name::{
    PersonName, Sender, is_department, is_job_title, is_legal_form, is_named_after, listed, read_name,
};

/// Lines that are looked at: a signature is short, what follows is small print.
const MAX_LINES: usize = 40;
const MAX_LINE: usize = 300;

pub(super) fn read(block: &str, sender: Option<&PersonName>, address: &str) -> Signature {
    let mut found = Signature::default();
    let lines: Vec<String> =
        block.lines().take(MAX_LINES).map(|line| clean(&line.chars().take(MAX_LINE).collect::<String>())).collect();
    let mut possessive = None;
    let mut rest = lines.as_slice();
    // First the closing phrases, which may hold the name themselves.
    while let [line, tail @ ..] = rest {
        if line.is_empty() || line.chars().all(|c| !c.is_alphanumeric()) {
            rest = tail;
            continue;
        }
        if let Some((words, behalf)) = cut_behalf(line) {
            found.on_behalf |= behalf;
            if words.is_empty() {
                rest = tail;
                continue;
            }
        }
        let Some(closing) = closing(line) else { break };
        possessive = closing.possessive.or(possessive);
        rest = tail;
        if !closing.rest.is_empty() {
            sign(&closing.rest, sender, address, &mut found);
            break;
        }
    }
    if found.name.is_none() && found.short_name.is_none() {
        rest = named_line(rest, sender, address, &mut found);
    }
    if found.name.is_none() && found.short_name.is_some() {
        rest = full_name_below(rest, sender, address, &mut found);
    }
    if let Some((form, gender)) = possessive {
        found.address_form = Some(form);
        if found.name.is_some() || found.short_name.is_some() {
            found.gender = found.gender.or(Some(gender));
        }
    }
    let own = own_lines(rest);
    if found.name.is_some() || found.short_name.is_some() {
        describe(&own, &mut found);
    }
    found.phone = number(rest);
    found
}

/// The first line that names a person; firms and departments above it are passed over, sentences are not.
fn named_line<'a>(
    lines: &'a [String],
    sender: Option<&PersonName>,
    address: &str,
    found: &mut Signature,
) -> &'a [String] {
    let mut rest = lines;
    let mut passed = 0;
    while let [line, tail @ ..] = rest {
        if !line.is_empty() {
            if speaks_of_others(line) || passed > 3 {
                return lines;
            }
            let before = found.on_behalf;
            sign(line, sender, address, found);
            if found.name.is_some() || found.short_name.is_some() {
                return tail;
            }
            found.on_behalf |= before;
            passed += 1;
        }
        rest = tail;
    }
    lines
}

/// Under "Viele Grüße, Alex" a block of its own may give the full name: "Dr. Alexandra Weber".
fn full_name_below<'a>(
    lines: &'a [String],
    sender: Option<&PersonName>,
    address: &str,
    found: &mut Signature,
) -> &'a [String] {
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_empty()).take(3) {
        let mut block = Signature::default();
        sign(line, sender, address, &mut block);
        if block.name.as_ref().is_some_and(|name| sender.is_none_or(|sender| sender.may_be(name))) {
            found.name = block.name;
            found.gender = found.gender.or(block.gender);
            return &lines[at + 1..];
        }
    }
    lines
}

/// Cuts "i. A." and its kin off a line: what is left, and whether it stood there.
fn cut_behalf(line: &str) -> Option<(String, bool)> {
    let lower = line.to_lowercase();
    ["im auftrag", "in vertretung", "i. a.", "i.a.", "i. v.", "i.v.", "ppa.", "gez."].iter().find_map(|mark| {
        let rest = lower.strip_prefix(mark)?;
        let rest = line.get(line.len().checked_sub(rest.len())?..)?;
        Some((rest.trim_matches([' ', ':', ',']).to_owned(), matches!(*mark, "im auftrag" | "i. a." | "i.a.")))
    })
}

/// Takes a line as the name of the signer, if it is one.
fn sign(line: &str, sender: Option<&PersonName>, address: &str, found: &mut Signature) {
    let line = match cut_behalf(line) {
        Some((rest, behalf)) => {
            found.on_behalf |= behalf;
            rest
        }
        None => line.to_owned(),
    };
    let (name_part, job_part) = match line
        .split_once(['|', '•', '·', '/'])
        .or_else(|| line.split_once(" – "))
        .or_else(|| line.split_once(" - "))
    {
        Some((name, job)) if !line.contains("://") && !inside_brackets(&line) => {
            (name.trim().to_owned(), Some(job.trim().to_owned()))
        }
        _ => (line.clone(), None),
    };
    if name_part.chars().any(|c| c.is_ascii_digit() || c == '@') || name_part.ends_with(['?', '!', ':', ';']) {
        return;
    }
    let words: Vec<&str> = name_part.trim_end_matches(['.', ',']).split(' ').filter(|word| !word.is_empty()).collect();
    if words.len() > 9 {
        return;
    }
    if let [word] = words.as_slice() {
        found.short_name = short_name(word, sender, address).filter(|short| may_be_called(short, sender));
        return;
    }
    if words.iter().any(|word| is_legal_form(word)) && !name_part.contains(',') {
        return;
    }
    let Sender::Person(name) = read_name(&name_part, address) else { return };
    if name.surname.is_empty() || !is_signer(&name, &words, sender) {
        if name.surname.is_empty() && name.given.contains(' ') {
            found.short_name = Some(name.given);
        }
        return;
    }
    found.gender = name.stated_gender.filter(|_| true);
    if let Some(job) = job_part {
        found.gender = found.gender.or_else(|| of_pronouns(&job)).or_else(|| of_job(&job));
        found.job = Some(job);
    }
    found.name = Some(name);
}

fn inside_brackets(line: &str) -> bool {
    line.find('(').is_some_and(|open| line.find('/').is_some_and(|slash| slash > open))
}

/// Whether a line that reads like a name is one: it is the sender's, or its given name is known, or it is introduced.
fn is_signer(name: &PersonName, words: &[&str], sender: Option<&PersonName>) -> bool {
    if sender.is_some_and(|sender| sender.may_be(name)) {
        return true;
    }
    if words.iter().any(|word| is_department(word) || is_named_after(word)) {
        return false;
    }
    let known = name.given.split([' ', '-']).any(|word| first_name(word).is_some());
    let introduced = words.first().is_some_and(|word| of_courtesy(word).is_some()) || !name.titles.is_empty();
    let small = words.iter().filter(|word| is_lower(word)).count();
    (known || introduced) && small < words.len().max(2) - 1
}

/// A single word: a first name or its short form, not the surname or the firm.
fn short_name(word: &str, sender: Option<&PersonName>, address: &str) -> Option<String> {
    let word = word.trim_matches(|c: char| !(c.is_alphabetic() || c == '-'));
    let letters = word.chars().count();
    if !(2..=24).contains(&letters)
        || !word.chars().all(|c| c.is_alphabetic() || c == '-')
        || is_department(word)
        || is_named_after(word)
    {
        return None;
    }
    if is_legal_form(word) || (is_upper(word) && letters <= 3 && first_name(word).is_none()) {
        return None;
    }
    let like = likeness(word);
    let surname = sender.map(|sender| likeness(&sender.surname)).unwrap_or_default();
    if like == surname
        || (surname.is_empty()
            && first_name(word).is_none()
            && likeness(address.split('@').next().unwrap_or("")).ends_with(&like))
    {
        return None;
    }
    if listed("danke servus gruss tschuss ciao merci anlage anlagen ps leitung thanks best", &fold(word)) {
        return None;
    }
    Some(if is_lower(word) || is_upper(word) { capitalised(word, false) } else { word.to_owned() })
}

/// Whether a lone word can be the signer's given name: it is a known one, or it resembles the sender's. Else it is a
/// greeting that no table has: "Grüessli".
fn may_be_called(word: &str, sender: Option<&PersonName>) -> bool {
    let Some(sender) = sender.filter(|sender| sender.has_given_name()) else { return true };
    let start: String = likeness(word).chars().take(3).collect();
    let initials = word.chars().count() == 2;
    first_name(word).is_some() || initials || likeness(&sender.given).contains(&start)
}

/// The lines under the name up to the small print.
fn own_lines(lines: &[String]) -> Vec<&str> {
    lines
        .iter()
        .map(String::as_str)
        .skip_while(|line| line.is_empty())
        .take_while(|line| {
            line.contains(char::is_alphabetic)
                && (!line.contains(':') || of_pronouns(line).is_some())
                && !speaks_of_others(line)
        })
        .take(4)
        .collect()
}

/// The job and the gender that the lines under the name show.
fn describe(lines: &[&str], found: &mut Signature) {
    for line in lines {
        if let Some(gender) = of_pronouns(line) {
            found.gender = Some(gender);
            continue;
        }
        let words: Vec<&str> = line.split(' ').collect();
        // "Geschäftsführerin Anna Klein" is another person's line.
        let other = own_words(&words).iter().any(|word| is_another(word, found));
        if other {
            continue;
        }
        let street = line.chars().any(|c| c.is_ascii_digit() || c == '@');
        if street || words.len() > 8 || words.iter().any(|word| is_legal_form(word)) {
            continue;
        }
        if found.gender.is_none() {
            found.gender = of_job(line);
        }
        if found.job.is_none() && is_job(&words) {
            found.job = Some((*line).to_owned());
        }
    }
}

/// Whether the line says what the signer does: "Leiterin Einkauf", "Projektleiter", "Vertrieb".
fn is_job(words: &[&str]) -> bool {
    words.iter().any(|word| is_department(word) || is_job_title(word))
}

/// The words up to those that lead to somebody or something else: "Assistentin der …".
fn own_words<'a>(words: &[&'a str]) -> Vec<&'a str> {
    words.iter().copied().take_while(|word| !listed("der des von vom bei", word)).collect()
}

/// Whether the word is a given name that is not the signer's.
fn is_another(word: &str, found: &Signature) -> bool {
    let known = matches!(first_name(word), Some(FirstName::Female | FirstName::Male | FirstName::FemaleInGerman));
    let own = found.name.as_ref().is_some_and(|name| likeness(&name.full_name()).contains(&likeness(word)));
    known && !own
}

/// "Geschäftsführer: Dr. Maier", "Bei Rückfragen: Frau Lange": a line about somebody else.
fn speaks_of_others(line: &str) -> bool {
    let lower = line.to_lowercase();
    let keyed = line.split_once(':').is_some_and(|(key, _)| {
        let key = key.to_lowercase();
        OTHERS.iter().any(|word| key.contains(word))
    });
    keyed
        || [
            "bei rückfragen",
            "rückfragen an",
            "ansprechpartner",
            "vertreten durch",
            "in vertretung:",
            "geschäftsführung",
        ]
        .iter()
        .any(|start| lower.starts_with(start))
}

const OTHERS: [&str; 18] = [
    "geschäftsführ",
    "vorstand",
    "vorsitz",
    "aufsichtsrat",
    "rückfragen",
    "ansprechpartner",
    "kontakt",
    "assistenz",
    "assistent",
    "sekretariat",
    "vertret",
    "inhaber",
    "direktor",
    "verantwortlich",
    "prokurist",
    "gesellschafter",
    "registergericht",
    "managing",
];

/// The first number to call that is not somebody else's.
fn number(lines: &[String]) -> Option<String> {
    lines.iter().filter(|line| !speaks_of_others(line)).find_map(|line| phone::on_line(line))
}
