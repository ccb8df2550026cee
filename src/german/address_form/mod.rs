//! Sie or du: how a letter addresses its reader.

mod greeting;
#[cfg(test)]
mod tests;
mod words;

use serde::{Deserialize, Serialize};

pub(crate) use greeting::opens_warmly;
pub use words::detect_address_form;
pub(crate) use words::{Weight, weigh_address_form};

/// The form of address of a whole letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AddressForm {
    /// The polite form.
    #[default]
    Sie,
    /// The familiar form.
    Du,
}
