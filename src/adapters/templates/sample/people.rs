//! Who writes and who is written to.

use super::Dice;
use crate::domain::address::{EmailAddress, Person};
use crate::domain::reply::Colleague;
use crate::german::{AddressForm, ContactHints, Correspondent, Gender, Locale, SalutationInput, resolve};

/// The organizer, and what the German language makes of them.
pub(super) fn organizer(form: AddressForm, locale: Locale, dice: Dice) -> (Person, Correspondent) {
    let people = [
        (Some("Dr. Petra Hollmann"), "p.hollmann@muster-bau.example", Some(Gender::Female)),
        (Some("Jens Radtke"), "j.radtke@turbinenwerk.example", Some(Gender::Male)),
        (Some("Kim Schmidt"), "k.schmidt@kunde.example", None),
        (Some("Jörg von Groß"), "j.gross@werkhof.example", Some(Gender::Male)),
        (None, "info@kunde.example", None),
    ];
    // Nobody says du to a mailbox.
    let (name, address, gender) = match form {
        AddressForm::Sie => dice.pick("organizer", people),
        AddressForm::Du => dice.pick("organizer", [people[0], people[1], people[2], people[3]]),
    };
    let fixed = dice.pick("salutation", [None, None, None, Some("Liebe Frau Hollmann")]);
    let salutation = fixed.filter(|_| form == AddressForm::Sie && name == people[0].0);
    let correspondent = resolve(&SalutationInput {
        display_name: name,
        address,
        signature: None,
        body: "",
        contact: ContactHints { name, salutation, gender, address_form: Some(form), ..ContactHints::default() },
        earlier_form: None,
        default_form: form,
        locale,
    });
    (person(name, address), correspondent)
}

/// Who takes over; sometimes nobody is named yet.
pub(super) fn colleague(dice: Dice) -> Option<Colleague> {
    let colleagues = [
        Some(("Jonas Feldkamp", "j.feldkamp@agentur.example", Some(Gender::Male))),
        Some(("Miriam Aydın", "m.aydin@agentur.example", Some(Gender::Female))),
        Some(("Robin Klee", "r.klee@agentur.example", None)),
        None,
    ];
    let (name, address, gender) = dice.pick("colleague", colleagues)?;
    Some(Colleague {
        person: person(Some(name), address),
        address_form: dice.pick("colleague's form", [AddressForm::Du, AddressForm::Sie]),
        gender,
        title: dice.pick("colleague's role", [Some("Bauleitung"), None]).map(str::to_owned),
        phone: dice.pick("colleague's phone", [Some("030 1234-21"), None]).map(str::to_owned),
        already_invited: dice.pick("colleague invited", [false, false, true]),
    })
}

pub(super) fn plain_colleague() -> Colleague {
    Colleague {
        person: person(Some("Jonas Feldkamp"), "j.feldkamp@agentur.example"),
        address_form: AddressForm::Du,
        gender: Some(Gender::Male),
        title: Some("Bauleitung".to_owned()),
        phone: Some("030 1234-21".to_owned()),
        already_invited: false,
    }
}

/// Somebody with this name and address.
pub(super) fn person(name: Option<&str>, address: &str) -> Person {
    Person { name: name.map(str::to_owned), address: written(address) }
}

pub(super) fn written(address: &str) -> EmailAddress {
    EmailAddress::parse(address).expect("the samples' addresses are addresses")
}
