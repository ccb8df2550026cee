//! Who the correspondent is, from the address book, the signature, the display name, the address and the words.

use super::correspondent::{Correspondent, Known, Provenance, Reader};
use super::merge::merged;
use crate::german::address_form::{Weight, opens_warmly, weigh_address_form};
use crate::german::gender::{Gender, of_given_names, of_job, of_surname};
use crate::german::person_name::spelling::{clean, likeness};
use crate::german::person_name::{Sender, Title, address_agrees, parse_titles, read_address, read_name};
use crate::german::signature::part_signature;
use crate::german::{AddressForm, Locale, PersonName, Signature};

/// What my address book says of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ContactHints<'a> {
    /// Full name.
    pub name: Option<&'a str>,
    /// The very line a letter opens with.
    pub salutation: Option<&'a str>,
    /// Frau, Herr or neither.
    pub gender: Option<Gender>,
    /// "Prof. Dr."
    pub title: Option<&'a str>,
    /// Sie or du.
    pub address_form: Option<AddressForm>,
}

/// All that a mail and my memory say of its sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SalutationInput<'a> {
    /// The name in From, decoded.
    pub display_name: Option<&'a str>,
    /// The address in From.
    pub address: &'a str,
    /// The block under the letter; `None`: it is looked for in the body.
    pub signature: Option<&'a str>,
    /// The sender's own words, quoted mail cut off.
    pub body: &'a str,
    /// What my address book says.
    pub contact: ContactHints<'a>,
    /// How my earlier letters addressed the person.
    pub earlier_form: Option<AddressForm>,
    /// The form of address where nothing is known.
    pub default_form: AddressForm,
    /// The variety of German I write.
    pub locale: Locale,
}

/// Finds out whom a reply speaks to. The address book wins over the signature, the signature over the display name, that
/// over the address; a gender that nothing states is taken from the first name only where that leaves no doubt.
///
/// ```
/// use statt::german::{AddressForm, ContactHints, Locale, SalutationInput, resolve};
/// let input = SalutationInput {
///     display_name: Some("Dr. Anna-Lena Müller"),
///     address: "a.mueller@muster-bau.example",
///     signature: None,
///     body: "passt es Ihnen am Montag?",
///     contact: ContactHints::default(),
///     earlier_form: None,
///     default_form: AddressForm::Sie,
///     locale: Locale::Germany,
/// };
/// assert_eq!(resolve(&input).salutation(Locale::Germany).replace('\u{a0}', " "), "Sehr geehrte Frau Dr. Müller,");
/// ```
#[must_use]
pub fn resolve(input: &SalutationInput) -> Correspondent {
    let shown = shown(input);
    let person = match &shown {
        Sender::Person(name) => Some(name),
        Sender::Family(_) | Sender::Role | Sender::Nobody => None,
    };
    let parted = part_signature(input.body, input.display_name, input.address);
    let block = input.signature.filter(|block| !block.trim().is_empty()).or(parted.signature);
    let signature = block.map(|block| Signature::read(block, person, input.address)).unwrap_or_default();

    let name = name(input, &shown, &signature);
    let signs = signature.name.as_ref().zip(name.as_ref()).is_none_or(|(signed, name)| name.may_be(signed));
    let titles = titles(input, name.as_ref(), &signature, signs);
    let gender = gender(input, name.as_ref(), &signature, signs);
    let reader = match (name, shown) {
        (Some(name), _) => {
            Reader::Person(PersonName { titles: titles.clone().map(|known| known.value).unwrap_or_default(), ..name })
        }
        (None, Sender::Family(name)) => Reader::Family(name),
        (None, Sender::Role) => Reader::Role,
        (None, _) => Reader::Unknown,
    };
    Correspondent {
        call_name: call_name(&signature, &reader),
        reader,
        gender,
        titles,
        address_form: address_form(input, &signature, parted.words),
        warm: opens_warmly(parted.words),
        fixed_salutation: input.contact.salutation.and_then(fixed),
        phone: signature.phone,
        job: signature.job,
    }
}

/// The prescribed line without the comma that the locale may want.
fn fixed(line: &str) -> Option<String> {
    let line = clean(line);
    let line = line.trim_end_matches([',', ' ']);
    (!line.is_empty()).then(|| line.to_owned())
}

/// Whom address book, display name and address name, the first that names somebody.
fn shown(input: &SalutationInput) -> Sender {
    let contact = input.contact.name.map(|name| read_name(name, input.address));
    let display = input.display_name.map_or(Sender::Nobody, |name| {
        let bare = clean(name);
        let local = input.address.split('@').next().unwrap_or_default();
        match (likeness(&bare) == likeness(input.address), bare.contains(' ')) {
            (true, _) => Sender::Nobody,
            // "michaela.stern": a program took the name from an address.
            (_, false) if bare.contains('_') || bare.contains('.') && !bare.contains(char::is_uppercase) => {
                read_address(&bare)
            }
            (_, false) if bare.contains('.') && likeness(&bare) == likeness(local) => read_address(input.address),
            _ => read_name(name, input.address),
        }
    });
    match (contact, display) {
        (Some(Sender::Person(mut name)), Sender::Person(display)) if name.may_be(&display) => {
            name.stated_gender = name.stated_gender.or(display.stated_gender);
            if name.titles.is_empty() {
                name.titles = display.titles;
            }
            Sender::Person(name)
        }
        (Some(Sender::Person(name)), _) | (_, Sender::Person(name)) => Sender::Person(name),
        (_, Sender::Family(name)) | (Some(Sender::Family(name)), _) => Sender::Family(name),
        (_, Sender::Role) | (Some(Sender::Role), _) => match read_address(input.address) {
            // "Bauer GmbH <anna.mueller@bauer.example>": the firm is shown, but a person reads.
            Sender::Person(name) if name.has_given_name() && !name.surname.is_empty() => Sender::Person(name),
            _ => Sender::Role,
        },
        _ => read_address(input.address),
    }
}

/// The name the letter speaks to: the shown one as the signature spells it, or the signer's where nobody is shown.
fn name(input: &SalutationInput, shown: &Sender, signature: &Signature) -> Option<PersonName> {
    match (shown, &signature.name) {
        (Sender::Person(shown), Some(signed)) if shown.may_be(signed) => Some(merged(shown, signed)),
        (Sender::Person(shown), Some(signed)) => {
            let theirs = address_agrees(&shown.given, &shown.surname, input.address) || input.contact.name.is_some();
            Some(if signature.on_behalf || !theirs && signed.has_given_name() { signed } else { shown }.clone())
        }
        (Sender::Person(shown), None) => Some(shown.clone()),
        (Sender::Family(_) | Sender::Role | Sender::Nobody, signed) => signed.clone(),
    }
}

fn titles(
    input: &SalutationInput,
    name: Option<&PersonName>,
    signature: &Signature,
    signs: bool,
) -> Option<Known<Vec<Title>>> {
    if let Some(title) = input.contact.title {
        let titles = parse_titles(&clean(title));
        if !titles.is_empty() {
            return Some(Known { value: titles, from: Provenance::Contact });
        }
    }
    let signed = signature.name.as_ref().filter(|_| signs).map(|name| &name.titles).filter(|titles| !titles.is_empty());
    let shown = name.map(|name| &name.titles).filter(|titles| !titles.is_empty());
    match (signed, shown) {
        (Some(titles), _) => Some(Known { value: titles.clone(), from: Provenance::Signature }),
        (None, Some(titles)) => Some(Known { value: titles.clone(), from: Provenance::DisplayName }),
        (None, None) => None,
    }
}

fn gender(
    input: &SalutationInput,
    name: Option<&PersonName>,
    signature: &Signature,
    signs: bool,
) -> Option<Known<Gender>> {
    if let Some(value) = input.contact.gender.or_else(|| input.contact.title.and_then(of_job)) {
        return Some(Known { value, from: Provenance::Contact });
    }
    let name = name?;
    let by_first_name = of_given_names(&name.given, &name.surname).or_else(|| {
        signature
            .short_name
            .as_deref()
            .filter(|_| !name.has_given_name())
            .and_then(|short| of_given_names(short, &name.surname))
    });
    if let Some(value) = signature.gender.filter(|_| signs) {
        // "Ihr Anna Weiß" contradicts itself; then nothing is certain.
        let stated =
            signature.name.as_ref().and_then(|name| name.stated_gender) == Some(value) || value == Gender::Diverse;
        if stated || by_first_name.is_none_or(|first| first == value) {
            return Some(Known { value, from: Provenance::Signature });
        }
        return name.stated_gender.map(|value| Known { value, from: Provenance::DisplayName });
    }
    name.stated_gender
        .map(|value| Known { value, from: Provenance::DisplayName })
        .or_else(|| by_first_name.map(|value| Known { value, from: Provenance::FirstName }))
        .or_else(|| of_surname(&name.surname).map(|value| Known { value, from: Provenance::DisplayName }))
}

/// The name a signer goes by: the short name alone, else the signed given name.
fn call_name(signature: &Signature, reader: &Reader) -> Option<String> {
    let surname = match reader {
        Reader::Person(name) => likeness(&name.surname),
        Reader::Family(_) | Reader::Role | Reader::Unknown => String::new(),
    };
    signature.short_name.clone().filter(|short| likeness(short) != surname)
}

/// Sie or du. What my address book says holds; du from the writer is answered with du; else I stay with what I wrote
/// before, else I follow the words, else the setting.
fn address_form(input: &SalutationInput, signature: &Signature, words: &str) -> Known<AddressForm> {
    let heard = weigh_address_form(words);
    let said = |form| heard == Some((form, Weight::Said));
    let signed = |form| signature.address_form == Some(form);
    let (du, sie) = (AddressForm::Du, AddressForm::Sie);
    if let Some(value) = input.contact.address_form {
        return Known { value, from: Provenance::Contact };
    }
    if said(du) {
        return Known { value: du, from: Provenance::Words };
    }
    if signed(du) && !said(sie) {
        return Known { value: du, from: Provenance::Signature };
    }
    if let Some(value) = input.earlier_form {
        return Known { value, from: Provenance::EarlierLetters };
    }
    if said(sie) {
        return Known { value: sie, from: Provenance::Words };
    }
    if signed(sie) {
        return Known { value: sie, from: Provenance::Signature };
    }
    match heard {
        Some((value, _)) => Known { value, from: Provenance::Words },
        None => Known { value: input.default_form, from: Provenance::Default },
    }
}
