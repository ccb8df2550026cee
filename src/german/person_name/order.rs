//! Which of a name's words are given names and which the surname.

use super::eastern::{EasternOrder, eastern_order};
use super::local_part;
use super::nobility::{is_particle, joins, may_lead};
use super::spelling::{is_initial, is_upper, likeness};
use crate::german::gender::{FirstName, first_name, is_iberian_surname, is_surname};

/// A name's words, told apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Ordered<'a> {
    pub(super) given: Vec<&'a str>,
    pub(super) particle: Vec<&'a str>,
    pub(super) surname: Vec<&'a str>,
    /// The full name keeps its surname first.
    pub(super) eastern: bool,
}

/// Tells the words of a name without comma apart. `words` holds no titles.
pub(super) fn ordered<'a>(words: &[&'a str], address: &str) -> Ordered<'a> {
    let caps = words.iter().all(|word| is_upper(word) || word.chars().count() == 1);
    if let Some(found) = by_particle(words, caps) {
        return found;
    }
    match words {
        [] => return Ordered::default(),
        [one] => return alone(one),
        _ => {}
    }
    if let Some(found) = by_capitals(words, caps) {
        return found;
    }
    let local = local_part::split(address).0;
    match eastern_order(words, local) {
        Some(EasternOrder::SurnameFirst) => {
            return Ordered {
                given: words[1..].to_vec(),
                surname: vec![words[0]],
                eastern: true,
                ..Ordered::default()
            };
        }
        Some(EasternOrder::GivenFirst) => return split_at(words, words.len() - 1),
        None => {}
    }
    if surname_comes_first(words, address) {
        return Ordered { given: words[1..].to_vec(), surname: vec![words[0]], ..Ordered::default() };
    }
    split_at(words, given_count(words))
}

fn split_at<'a>(words: &[&'a str], given: usize) -> Ordered<'a> {
    Ordered { given: words[..given].to_vec(), surname: words[given..].to_vec(), ..Ordered::default() }
}

/// One word is a surname, unless it is known as a given name only.
fn alone(word: &str) -> Ordered<'_> {
    if first_name(word).is_some() && !is_surname(word) {
        Ordered { given: vec![word], ..Ordered::default() }
    } else {
        Ordered { surname: vec![word], ..Ordered::default() }
    }
}

/// A particle begins the surname: "hans von der heide", "von Berg Thomas".
fn by_particle<'a>(words: &[&'a str], caps: bool) -> Option<Ordered<'a>> {
    let at = words.iter().enumerate().position(|(index, word)| {
        if index == 0 {
            may_lead(word, caps) && words.len() > 1
        } else {
            // "Omar Ben Salah" is a son of Salah; "Felix Ben Schulze" has two given names.
            let after = |next: &&str| is_particle(word, caps) || (**word == *"Ben" && !is_surname(next));
            words.get(index + 1).is_some_and(after)
        }
    })?;
    let last = at + words[at..].iter().take_while(|word| is_particle(word, caps)).count().max(1);
    let surname = words.get(last)?;
    if joins(words[at]) && at > 1 {
        return Some(split_at(words, at - 1));
    }
    let particle = words[at..last].to_vec();
    if at == 0 {
        // Surname first: what follows the particle's word is the given name.
        return Some(Ordered { given: words[last + 1..].to_vec(), particle, surname: vec![surname], eastern: false });
    }
    // "Ana Sofia Pereira da Costa": the first of two surnames stands before the particle.
    let iberian = matches!(words[at], "da" | "de" | "do" | "dos" | "das" | "del");
    if let Some(first) = (1..at).find(|before| iberian && is_iberian_surname(words[*before])) {
        return Some(split_at(words, first));
    }
    Some(Ordered { given: words[..at].to_vec(), particle, surname: words[last..].to_vec(), eastern: false })
}

/// Capitals mark the surname where the rest is not in capitals: "ZHANG Wei", "Jean DUPONT".
fn by_capitals<'a>(words: &[&'a str], caps: bool) -> Option<Ordered<'a>> {
    let marked = |word: &&str| is_upper(word) && !word.contains('.') && (has_vowel(word) || word.chars().count() > 2);
    let (first, last) = (marked(words.first()?), marked(words.last()?));
    if caps || first == last {
        return None;
    }
    let count = if first {
        words.iter().take_while(|word| marked(word)).count()
    } else {
        words.iter().take_while(|word| !marked(word)).count()
    };
    if first {
        let given = words[count..].to_vec();
        let eastern = eastern_order(words, "") == Some(EasternOrder::SurnameFirst);
        return Some(Ordered { given, surname: words[..count].to_vec(), eastern, ..Ordered::default() });
    }
    Some(split_at(words, count))
}

fn has_vowel(word: &str) -> bool {
    likeness(word).contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

/// Whether the first word is the surname and the others are given names: "Kowalski Jan", "Stern Michaela".
fn surname_comes_first(words: &[&str], address: &str) -> bool {
    let (first, rest) = (words[0], &words[1..]);
    let last = rest[rest.len() - 1];
    if is_initial(first) {
        return false;
    }
    if is_initial(last) && rest.len() == 1 {
        return true;
    }
    if local_part::shows_initial(first, last, address) && !same_initial(first, last) {
        return false;
    }
    if local_part::shows_initial(last, first, address) && rest.len() == 1 {
        return true;
    }
    let given = |word: &str| first_name(word).is_some();
    match (given(first), rest.iter().all(|word| given(word))) {
        (false, true) => {
            // "Tjorven Friedrich": a rare given name before a surname that is also a given name.
            is_surname(first) || !is_surname(last) || reversed(words, address)
        }
        (true, true) if rest.len() == 1 && is_surname(first) && !is_surname(last) => {
            // "Walter Anna", where the address puts Anna first.
            reversed(words, address) && certain(last)
        }
        _ => false,
    }
}

fn certain(word: &str) -> bool {
    matches!(first_name(word), Some(FirstName::Female | FirstName::Male))
}

/// Whether the address has both words the other way round.
fn reversed(words: &[&str], address: &str) -> bool {
    match local_part::words(local_part::split(address).0).as_slice() {
        [one, other] if words.len() == 2 => {
            likeness(one) == likeness(words[1]) && likeness(other) == likeness(words[0])
        }
        _ => false,
    }
}

fn same_initial(one: &str, other: &str) -> bool {
    likeness(one).chars().next() == likeness(other).chars().next()
}

/// How many words at the start are given names; the last one never is.
fn given_count(words: &[&str]) -> usize {
    let most = words.len() - 1;
    let mut count = 1;
    while count < most {
        let word = words[count];
        // "María José García López", "Thomas Müller Weber": from a surname on all are surnames.
        let iberian = is_iberian_surname(word) && is_iberian_surname(words[most]);
        if !is_initial(word) && (iberian || (is_surname(word) && first_name(word).is_none())) {
            break;
        }
        count += 1;
    }
    count
}
