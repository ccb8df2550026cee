//! Which sex bears a first name, and which words are surnames: tables made by `data/generate.py`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::german::person_name::spelling::{fold, is_initial};

/// What is known of a first name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FirstName {
    /// Women only.
    Female,
    /// Men only.
    Male,
    /// Women in German, men in Italian.
    FemaleInGerman,
    /// Both, or it differs from country to country.
    Either,
}

/// Where a surname is at home.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Home {
    German,
    Iberian,
}

static FIRST_NAMES: LazyLock<HashMap<&'static str, FirstName>> = LazyLock::new(|| {
    rows(include_str!("../data/first_names.tsv"), |kind| match kind {
        "f" => FirstName::Female,
        "m" => FirstName::Male,
        "g" => FirstName::FemaleInGerman,
        _ => FirstName::Either,
    })
});

static SURNAMES: LazyLock<HashMap<&'static str, Home>> = LazyLock::new(|| {
    rows(include_str!("../data/surnames.tsv"), |kind| if kind == "g" { Home::German } else { Home::Iberian })
});

fn rows<T>(table: &'static str, read: impl Fn(&str) -> T) -> HashMap<&'static str, T> {
    table.lines().filter_map(|line| line.split_once('\t')).map(|(name, kind)| (name, read(kind))).collect()
}

/// What the table says of one given name. Accents count where they tell names apart, "ue" is read as "ü", and a
/// hyphenated name that is not in the table is what its first part is, unless that part is open and the next is not.
pub(crate) fn first_name(name: &str) -> Option<FirstName> {
    if is_initial(name) {
        return None;
    }
    whole(name).or_else(|| {
        let mut parts = name.split('-').filter(|part| !part.is_empty());
        let first = whole(parts.next()?)?;
        match (first, parts.next()) {
            // Jean-Marie is a man, whatever Marie says alone.
            (FirstName::Either, Some(next)) if !fold(next).starts_with("mari") => whole(next).or(Some(first)),
            _ => Some(first),
        }
    })
}

fn whole(name: &str) -> Option<FirstName> {
    let lower = name.replace('İ', "i").to_lowercase();
    let plain = fold(name);
    let umlaut = plain.replace("ae", "a").replace("oe", "o").replace("ue", "u");
    [lower, plain, umlaut].iter().find_map(|key| FIRST_NAMES.get(key.as_str()).copied())
}

/// Whether a hyphenated name is in the table as a whole.
pub(crate) fn is_double_name(name: &str) -> bool {
    name.contains('-') && whole(name).is_some()
}

/// Whether the word is a common surname, German or Iberian.
pub(crate) fn is_surname(word: &str) -> bool {
    surname_home(word).is_some()
}

/// Whether the word is a surname of Spain, Portugal or Latin America, where people bear two.
pub(crate) fn is_iberian_surname(word: &str) -> bool {
    surname_home(word) == Some(Home::Iberian)
}

fn surname_home(word: &str) -> Option<Home> {
    let plain = fold(word);
    let umlaut = plain.replace("ae", "a").replace("oe", "o").replace("ue", "u");
    SURNAMES.get(plain.as_str()).or_else(|| SURNAMES.get(umlaut.as_str())).copied()
}

/// The ends that only German surnames have.
const GERMAN_ENDS: &str = "mann berger bauer huber meier maier mayer meyer hofer müller schmidt schmid schmitt schulz \
    schulze stein feld dorf bach wald brunner steiner wagner weber becker schneider fischer häuser hauser städter \
    acker kamp horst brecht hardt hart holz baum busch brand lein chen";

/// Whether the surname is German beyond doubt: a common one, or built like one. One part of a double name is enough.
pub(crate) fn is_german_surname(surname: &str) -> bool {
    surname.split([' ', '-']).any(|part| {
        let plain = fold(part);
        surname_home(part) == Some(Home::German)
            || GERMAN_ENDS
                .split_ascii_whitespace()
                .any(|end| plain.len() > end.len() + 1 && plain.ends_with(&fold(end)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_read_and_sorted() {
        assert!(FIRST_NAMES.len() > 15_000 && SURNAMES.len() > 2_000);
        for table in [include_str!("../data/first_names.tsv"), include_str!("../data/surnames.tsv")] {
            assert!(table.lines().all(|line| line.split('\t').count() == 2));
        }
    }

    #[test]
    fn surnames_know_where_they_are_at_home() {
        for name in ["Müller", "mueller", "Huber", "Krüger", "Lindenmann"] {
            assert!(is_german_surname(name), "{name}");
        }
        for name in ["Rossi", "Conti", "Neri", "Bianchi", "Caduff", "Ferrari"] {
            assert!(!is_german_surname(name), "{name}");
        }
        assert!(is_iberian_surname("García") && !is_iberian_surname("Weber"));
    }
}
