//! Contacts as vCards, by calcard.

use calcard::vcard::{VCard, VCardProperty, VCardSex, VCardValue};
use calcard::{Entry, Parser};

use crate::domain::address::EmailAddress;
use crate::domain::contact::Contact;
use crate::domain::reading::Reading;
use crate::german::Gender;

use super::filled;

/// Reads all cards; one person with several addresses becomes several contacts.
pub fn read(text: &str) -> Reading<Vec<Contact>> {
    let mut all = Reading::clean(Vec::new());
    let mut parser = Parser::new(text);
    loop {
        match parser.entry() {
            Entry::VCard(card) => all.value.extend(contacts(&card)),
            Entry::Eof => return all,
            Entry::UnterminatedComponent(name) => return all.warn(format!("{name} has no end")),
            Entry::TooManyComponents => return all.warn("too many parts in one card"),
            Entry::InvalidLine(line) if !line.trim().is_empty() => {
                all.warnings
                    .push(format!("not a line of a vCard: `{}`", line.trim().chars().take(60).collect::<String>()));
            }
            _ => {}
        }
    }
}

fn contacts(card: &VCard) -> Vec<Contact> {
    let texts = |property: VCardProperty| {
        card.entries.iter().filter(move |entry| entry.name == property).filter_map(|entry| text_of(&entry.values))
    };
    let gender = card.entries.iter().filter(|entry| entry.name == VCardProperty::Gender).find_map(|entry| {
        entry.values.iter().find_map(|value| match value {
            VCardValue::Sex(VCardSex::Female) => Some(Gender::Female),
            VCardValue::Sex(VCardSex::Male) => Some(Gender::Male),
            VCardValue::Sex(VCardSex::Other | VCardSex::NoneOrNotApplicable) => Some(Gender::Diverse),
            _ => None,
        })
    });
    let prefix = card.entries.iter().find(|entry| entry.name == VCardProperty::N).and_then(|entry| {
        // N is family; given; additional; prefixes; suffixes (RFC 6350 §6.2.2).
        entry.values.get(3).and_then(|value| text_of(std::slice::from_ref(value)))
    });
    let name = texts(VCardProperty::Fn).next();
    let organization = texts(VCardProperty::Org).next();
    let phone = texts(VCardProperty::Tel).next().map(|phone| phone.trim_start_matches("tel:").to_owned());
    texts(VCardProperty::Email)
        .filter_map(|address| EmailAddress::parse(&address).ok())
        .map(|address| Contact {
            name: name.clone(),
            address,
            organization: organization.clone(),
            importance: None,
            address_form: None,
            salutation: None,
            gender,
            title: prefix.clone(),
            phone: phone.clone(),
            colleague: None,
        })
        .collect()
}

fn text_of(values: &[VCardValue]) -> Option<String> {
    values.iter().find_map(|value| match value {
        VCardValue::Text(text) => filled(text),
        VCardValue::Component(parts) => filled(&parts.join(" ")),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_gives_a_contact_for_each_address() {
        let text = "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Dr. Anna Müller\r\nN:Müller;Anna;;Dr.;\r\nGENDER:F\r\nORG:Muster Bau\r\n\
                    TEL;VALUE=uri:tel:+49-30-1\r\nEMAIL:anna@bau.example\r\nEMAIL:am@bau.example\r\nEND:VCARD\r\n";
        let read = read(text);
        assert_eq!(read.value.len(), 2, "{read:?}");
        let first = &read.value[0];
        assert_eq!((first.gender, first.title.as_deref()), (Some(Gender::Female), Some("Dr.")));
        assert_eq!((first.organization.as_deref(), first.phone.as_deref()), (Some("Muster Bau"), Some("+49-30-1")));
    }
}
