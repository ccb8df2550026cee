//! What stands before the @: "anna.mueller", "m.stern", "kh.brandl".

use super::spelling::{capitalised, clean, likeness};
use super::words::{is_legal_form, is_role_local};
use super::{PersonName, Sender};
use crate::german::gender::first_name;

/// The part before the @, without sub-address, and the domain.
pub(super) fn split(address: &str) -> (&str, &str) {
    let address = address.trim().trim_matches(['<', '>']);
    let (local, domain) = address.rsplit_once('@').unwrap_or((address, ""));
    (local.split('+').next().unwrap_or(local), domain)
}

/// The words before the @, digits dropped.
pub(super) fn words(local: &str) -> Vec<String> {
    local
        .chars()
        .take(64)
        .collect::<String>()
        .split(['.', '_', '-'])
        .map(|part| part.chars().filter(|c| c.is_alphabetic()).collect::<String>())
        .filter(|part| !part.is_empty())
        .collect()
}

/// Whether the address shows this given name (or its initial) together with this surname.
pub(crate) fn agrees(given: &str, surname: &str, address: &str) -> bool {
    let (local, _) = split(address);
    let whole = likeness(local);
    let (given, surname) = (likeness(given), likeness(surname));
    let Some(initial) = given.chars().next() else { return false };
    surname.chars().count() > 1
        && (whole == format!("{given}{surname}")
            || whole == format!("{surname}{given}")
            || whole == format!("{initial}{surname}")
            || whole == format!("{surname}{initial}")
            || whole.strip_suffix(&surname).is_some_and(|rest| rest.len() <= 3 && rest.starts_with(initial)))
}

/// Whether the address begins with the initial of this given name and goes on with this surname: which of two words is
/// the surname.
pub(super) fn shows_initial(given: &str, surname: &str, address: &str) -> bool {
    let parts = words(split(address).0);
    let (given, surname) = (likeness(given), likeness(surname));
    let Some(initial) = given.chars().next() else { return false };
    match parts.as_slice() {
        [one, rest @ ..] if !rest.is_empty() => {
            one.chars().count() <= 2 && likeness(one).starts_with(initial) && likeness(&rest.concat()) == surname
        }
        [one] => likeness(one) == format!("{initial}{surname}"),
        _ => false,
    }
}

/// The name that a bare address shows. Only "given.surname" with a known given name shows one; all else is a role or
/// nobody.
pub(crate) fn read_address(address: &str) -> Sender {
    let (local, _) = split(address);
    if is_role_local(local) {
        return Sender::Role;
    }
    let parts: Vec<String> = words(&clean(local)).iter().map(|part| capitalised(part, false)).collect();
    let name = |given: &[String], surname: &str| {
        let hyphenated = local.contains('-') && given.len() > 1;
        Sender::Person(PersonName {
            given: given.join(if hyphenated { "-" } else { " " }),
            surname: surname.to_owned(),
            ..PersonName::default()
        })
    };
    if parts.iter().any(|part| is_legal_form(part)) {
        return Sender::Nobody;
    }
    match parts.as_slice() {
        [one] if first_name(one).is_some() && one.len() > 2 => name(std::slice::from_ref(one), ""),
        [given @ .., surname] if known(given) && surname.len() > 1 => name(given, surname),
        [surname, given] if known(std::slice::from_ref(given)) && surname.len() > 1 => {
            name(std::slice::from_ref(given), surname)
        }
        [initial, surname] if initial.len() <= 2 && surname.len() > 1 => name(&[], surname),
        _ => Sender::Nobody,
    }
}

fn known(given: &[String]) -> bool {
    !given.is_empty() && given.len() <= 2 && given.iter().all(|word| word.len() > 1 && first_name(word).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_addresses_show_a_name_or_nothing() {
        for (address, given, surname) in [
            ("anna.mueller@muster-bau.example", "Anna", "Mueller"),
            ("mueller.anna@muster-bau.example", "Anna", "Mueller"),
            ("kim.schmidt@hafenblick.example", "Kim", "Schmidt"),
            ("thomas_berger42@it.example", "Thomas", "Berger"),
            ("karl-heinz.brandl@event.example", "Karl-Heinz", "Brandl"),
            ("t.berger@it.example", "", "Berger"),
            ("elif@demir.example", "Elif", ""),
        ] {
            match read_address(address) {
                Sender::Person(name) => {
                    assert_eq!((name.given.as_str(), name.surname.as_str()), (given, surname), "{address}");
                }
                other => panic!("{address}: {other:?}"),
            }
        }
        for address in
            ["info@bauer.example", "no-reply@x.example", "sekretariat.lang@x.example", "@", "", "99@x.example"]
        {
            assert_eq!(read_address(address), Sender::Role, "{address}");
        }
        for address in ["berger@x.example", "xk7@x.example", "nordlicht.gmbh@x.example", "huber.bau@x.example"] {
            assert_eq!(read_address(address), Sender::Nobody, "{address}");
        }
    }

    #[test]
    fn addresses_confirm_names() {
        assert!(agrees("Anna", "Müller", "a.mueller@x.example"));
        assert!(agrees("Karl-Heinz", "Brandl", "kh.brandl@x.example"));
        assert!(!agrees("Petra", "Vogt", "a.mueller@x.example"));
        assert!(shows_initial("Michaela", "Stern", "m.stern@x.example"));
        assert!(!shows_initial("Stern", "Michaela", "m.stern@x.example"));
    }
}
