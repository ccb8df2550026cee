//! Somebody a letter speaks of, with the words for them.

use serde::Serialize;

use crate::german::{AddressForm, Case, Correspondent, Gender, Locale};

/// A person as templates see them. A word that depends on the gender falls back to the name where that is unknown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact that templates ask for")]
pub struct PersonView {
    /// "Annette Krieger".
    pub name: String,
    /// "Frau Dr. Krieger" in a Sie letter, "Annette" in a du letter, else the full name.
    pub named: String,
    /// The same as an object and after "mit", "von", "bei": "Herrn Vogt".
    pub named_object: String,
    /// "sie", "er".
    pub they: String,
    /// "sie", "ihn".
    pub them: String,
    /// "ihr", "ihm".
    pub to_them: String,
    /// "meine Kollegin Annette Krieger", "Kim Schmidt aus unserem Haus".
    pub introduced: String,
    /// The same as an object: "meinen Kollegen Jonas Feldkamp".
    pub introduced_object: String,
    /// "f", "m" or none.
    pub gender: Option<&'static str>,
    /// Function, as the address book has it: "Bauleitung".
    pub role: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// E-mail address.
    pub address: Option<String>,
    /// We say du to each other.
    pub du: bool,
    /// Said yes to the meeting already.
    pub agreed: bool,
    /// Is invited to the meeting anyway.
    pub invited: bool,
    /// Is the one who invites: drew me in and can speak for me.
    pub invites: bool,
    /// Works in my house.
    pub in_house: bool,
    /// The meeting is their own: they invite, and nobody from outside comes.
    pub own_meeting: bool,
}

impl PersonView {
    /// The words for somebody in a letter that says `form` to its reader; `address` stands in for an unknown name.
    #[must_use]
    pub fn of(person: &Correspondent, form: AddressForm, locale: Locale, address: &str) -> Self {
        let name = name(person, locale).unwrap_or_else(|| address.to_owned());
        let named = |case| {
            let familiar = (form == AddressForm::Du).then(|| person.familiar_name()).flatten();
            familiar.or_else(|| person.formal_reference(case, locale)).unwrap_or_else(|| name.clone())
        };
        let (subject, object) = (named(Case::Nominative), named(Case::Accusative));
        let gender = person.gender.map(|known| known.value);
        let by_gender = |female: &str, male: &str, neither: &str| match gender {
            Some(Gender::Female) => female.to_owned(),
            Some(Gender::Male) => male.to_owned(),
            _ => neither.to_owned(),
        };
        let colleague = |female: &str, male: &str| {
            let neither = format!("{name} aus unserem Haus");
            by_gender(&format!("{female} {name}"), &format!("{male} {name}"), &neither)
        };
        Self {
            they: by_gender("sie", "er", &subject),
            them: by_gender("sie", "ihn", &object),
            to_them: by_gender("ihr", "ihm", &object),
            introduced: colleague("meine Kollegin", "mein Kollege"),
            introduced_object: colleague("meine Kollegin", "meinen Kollegen"),
            gender: match gender {
                Some(Gender::Female) => Some("f"),
                Some(Gender::Male) => Some("m"),
                _ => None,
            },
            name,
            named: subject,
            named_object: object,
            role: None,
            phone: None,
            address: (!address.is_empty()).then(|| address.to_owned()),
            du: person.address_form.value == AddressForm::Du,
            agreed: false,
            invited: false,
            invites: false,
            in_house: false,
            own_meeting: false,
        }
    }
}

/// "Dr. Annette Krieger".
fn name(person: &Correspondent, locale: Locale) -> Option<String> {
    let name = person.name()?.full_name();
    Some(match person.spoken_title(locale) {
        Some(title) => format!("{title}\u{a0}{name}"),
        None => name,
    })
    .filter(|name| !name.is_empty())
}
