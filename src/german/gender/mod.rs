//! What a letter calls its reader: Frau, Herr, or neither.

mod clues;
mod first_names;

use serde::{Deserialize, Serialize};

pub(crate) use clues::{of_courtesy, of_job, of_pronouns};
pub(crate) use first_names::{
    FirstName, first_name, is_double_name, is_german_surname, is_iberian_surname, is_surname,
};

/// The gender that a letter uses for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Gender {
    /// Frau.
    #[serde(rename = "f")]
    Female,
    /// Herr.
    #[serde(rename = "m")]
    Male,
    /// Neither: the full name is used.
    #[serde(rename = "x")]
    Diverse,
}

/// The gender that a person's given names leave no doubt about; `None` where both sexes bear the name, where the
/// countries differ, or where nobody knows it. Never a guess.
#[must_use]
pub fn of_given_names(given: &str, surname: &str) -> Option<Gender> {
    let mut names = given.split([' ', '\u{a0}']).filter(|name| !name.is_empty());
    let first = names.next()?;
    match (first_name(first), names.next()) {
        (Some(FirstName::Female), _) => Some(Gender::Female),
        (Some(FirstName::Male), _) => Some(Gender::Male),
        (Some(FirstName::FemaleInGerman), _) if is_german_surname(surname) => Some(Gender::Female),
        _ => None,
    }
}

/// The gender that a Slavic surname shows: only women are called "Nováková" or "Kowalewska".
pub(crate) fn of_surname(surname: &str) -> Option<Gender> {
    let lower = surname.to_lowercase();
    ["ová", "ská", "cká", "owska", "ewska", "skaya", "skaja"]
        .iter()
        .any(|end| lower.ends_with(end))
        .then_some(Gender::Female)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_only_what_it_leaves_no_doubt_about() {
        let table = [
            ("Anna Anna-Lena Regula Brigitte Heike Elif Renée Michèle Agnieszka María Éva", Some(Gender::Female)),
            (
                "Thomas Jürgen Juergen Hans-Jürgen Jan Reto Mehmet Krzysztof Oleksandr José René Urs Till",
                Some(Gender::Male),
            ),
            ("Kim Sascha Andrea Nicola Robin Toni Jean Dominique Deniz Yuki Alex Sam Charlie Luca Xyzzy A. J", None),
        ];
        for (names, expected) in table {
            for name in names.split(' ') {
                assert_eq!(of_given_names(name, "Schmidt"), expected, "{name}");
            }
        }
    }

    #[test]
    fn the_surname_tells_a_german_woman_from_an_italian_man() {
        for (given, surname, expected) in [
            ("Simone", "Krüger", Some(Gender::Female)),
            ("Simone", "Conti", None),
            ("Gabriele", "Hofmann-Weber", Some(Gender::Female)),
            ("Gabriele", "Neri", None),
        ] {
            assert_eq!(of_given_names(given, surname), expected, "{given} {surname}");
        }
    }

    #[test]
    fn the_first_of_several_names_decides() {
        assert_eq!(of_given_names("María José", "García"), Some(Gender::Female));
        assert_eq!(of_given_names("José María", "Ruiz"), Some(Gender::Male));
        assert_eq!(of_given_names("Rainer Maria", "Stolz"), Some(Gender::Male));
    }
}
