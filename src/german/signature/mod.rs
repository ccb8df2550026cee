//! The block under a letter: who signs, how, and what it says of the signer.

mod closing;
mod find;
mod phone;
mod read;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::{AddressForm, Gender, PersonName};
pub use find::{Parted, part_signature};

/// A signature, read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Signature {
    /// Who signs, if more than a first name stands there.
    pub name: Option<PersonName>,
    /// A first name or short form alone: "Basti".
    pub short_name: Option<String>,
    /// "i. A." stood before the name: an assistant signs.
    pub on_behalf: bool,
    /// The gender that "Ihre", "(sie/ihr)", "Ms." or "Projektleiterin" shows.
    pub gender: Option<Gender>,
    /// Sie or du, from "Ihre …" or "Dein …".
    pub address_form: Option<AddressForm>,
    /// The signer's job, as written.
    pub job: Option<String>,
    /// A number to call the signer.
    pub phone: Option<String>,
}

impl Signature {
    /// Reads the block under a letter. The sender's name and address tell which line is the signer's.
    ///
    /// ```
    /// use statt::german::{Gender, Signature};
    /// let read = Signature::read("Beste Grüße\nToni Arnold\nProjektleiterin\nTel. 0561 000-12", None, "");
    /// assert_eq!((read.gender, read.phone.as_deref()), (Some(Gender::Female), Some("0561 000-12")));
    /// ```
    #[must_use]
    pub fn read(block: &str, sender: Option<&PersonName>, address: &str) -> Self {
        read::read(block, sender, address)
    }
}
