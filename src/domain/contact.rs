//! What I know of the people I deal with.

use serde::{Deserialize, Serialize};

use super::address::{AddressPattern, EmailAddress};
use crate::german::{AddressForm, Gender};

/// How much a client matters; the order is that of the weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Importance {
    /// Nobody said anything.
    #[default]
    Unknown,
    /// Matters little.
    Low,
    /// Matters as most do.
    Normal,
    /// Matters much.
    High,
    /// Matters most: there is no good excuse.
    Key,
}

/// One entry of my address book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Full name.
    pub name: Option<String>,
    /// Mailbox.
    pub address: EmailAddress,
    /// Firm.
    pub organization: Option<String>,
    /// Weight; `None` where the entry does not say.
    pub importance: Option<Importance>,
    /// Sie or du.
    pub address_form: Option<AddressForm>,
    /// The very line a letter opens with.
    pub salutation: Option<String>,
    /// Frau, Herr or neither.
    pub gender: Option<Gender>,
    /// Academic title, or a colleague's function.
    pub title: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// Who can speak for me there.
    pub colleague: Option<EmailAddress>,
}

/// My address book and who my colleagues are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AddressBook {
    contacts: std::collections::HashMap<EmailAddress, Contact>,
    colleagues: Vec<AddressPattern>,
}

impl AddressBook {
    /// A book of these entries; of two with one address the first wins.
    #[must_use]
    pub fn new(contacts: impl IntoIterator<Item = Contact>, colleagues: Vec<AddressPattern>) -> Self {
        let mut book = Self { contacts: std::collections::HashMap::new(), colleagues };
        for contact in contacts {
            book.contacts.entry(contact.address.clone()).or_insert(contact);
        }
        book
    }

    /// Adds an entry, unless the address has one.
    pub fn add(&mut self, contact: Contact) {
        self.contacts.entry(contact.address.clone()).or_insert(contact);
    }

    /// The entry with this address.
    #[must_use]
    pub fn find(&self, address: &EmailAddress) -> Option<&Contact> {
        self.contacts.get(address)
    }

    /// Whether the address belongs to a colleague.
    #[must_use]
    pub fn is_colleague(&self, address: &EmailAddress) -> bool {
        self.colleagues.iter().any(|pattern| pattern.matches(address))
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.contacts.len()
    }

    /// Whether there is no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.contacts.is_empty()
    }
}
