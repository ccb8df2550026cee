//! People and numbers as tables and lists show them: short, English.

use crate::cli::ui::clean;
use crate::domain::address::Person;

/// The name, else the address.
#[must_use]
pub fn person(person: &Person) -> String {
    person.name.as_deref().map(clean).filter(|name| !name.trim().is_empty()).unwrap_or_else(|| person.address.lower())
}

/// `Name <address>`, or the address alone.
#[must_use]
pub fn full_person(person: &Person) -> String {
    match person.name.as_deref().map(clean).filter(|name| !name.trim().is_empty()) {
        Some(name) => format!("{name} <{}>", person.address),
        None => person.address.lower(),
    }
}

/// `1 mail`, `2 mails`.
#[must_use]
pub fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// Where the form of address, the gender and the title of a person were learnt.
#[must_use]
pub fn provenance(person: &crate::german::Correspondent) -> String {
    use crate::german::{AddressForm, Provenance};
    let from = |provenance: Provenance| match provenance {
        Provenance::Contact => "your contacts",
        Provenance::EarlierLetters => "your earlier letters",
        Provenance::Signature => "the signature",
        Provenance::DisplayName => "the display name",
        Provenance::Words => "their words",
        Provenance::FirstName => "the first name",
        Provenance::Default => "your default",
    };
    let form = match person.address_form.value {
        AddressForm::Sie => "Sie",
        AddressForm::Du => "du",
    };
    let mut known = vec![format!("{form} from {}", from(person.address_form.from))];
    known.extend(person.gender.map(|gender| format!("Frau/Herr from {}", from(gender.from))));
    known.extend(person.titles.as_ref().map(|titles| format!("title from {}", from(titles.from))));
    known.join(", ")
}
