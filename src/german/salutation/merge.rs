//! One name from several: the address book's, the signature's, the display name's.

use crate::german::PersonName;
use crate::german::person_name::NameOrder;
use crate::german::person_name::spelling::likeness;

/// The better of two spellings of one person's name. `signed` is written with care, `shown` by a program.
pub(super) fn merged(shown: &PersonName, signed: &PersonName) -> PersonName {
    let turned =
        likeness(&shown.surname) == likeness(&signed.given) && !signed.given.is_empty() && !shown.surname.is_empty();
    let mut name = shown.clone();
    if turned {
        // "Kowalski Jan" signs as "Jan Kowalski".
        name.given.clone_from(&signed.given);
        name.surname.clone_from(&signed.surname);
        name.particle.clone_from(&signed.particle);
        name.order = NameOrder::GivenFirst;
    }
    if likeness(&name.surname) == likeness(&signed.surname) || name.surname.is_empty() {
        // The signature has the umlaut that the address lacks.
        name.surname.clone_from(&signed.surname);
        name.particle = signed.particle.clone().or(name.particle);
    }
    if name.given.is_empty()
        || signed.has_given_name() && (!name.has_given_name() || likeness(&name.given) == likeness(&signed.given))
    {
        name.given.clone_from(&signed.given);
    }
    if name.nobility.is_none() {
        name.nobility.clone_from(&signed.nobility);
    }
    name.stated_gender = signed.stated_gender.or(name.stated_gender);
    name
}
