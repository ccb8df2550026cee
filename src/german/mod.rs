//! The German language on plain values: no mail, no meetings, no files, no clock.

pub mod address_form;
mod affixes;
pub mod assent;
pub mod calendar_words;
mod counted;
mod duration;
mod enumeration;
pub mod folding;
pub mod gender;
pub mod language;
pub mod locale;
mod moment;
mod number;
mod numeral;
pub mod person_name;
pub mod phrasebook;
pub mod quotation;
pub mod requests;
pub mod salutation;
pub mod signature;
mod typography;
mod weekday_code;

pub use address_form::{AddressForm, detect_address_form};
pub use duration::{duration, duration_dative};
pub use enumeration::enumerate;
pub use gender::Gender;
pub use language::detect_language;
pub use locale::Locale;
pub use moment::Moment;
pub use number::{Quantity, number};
pub use person_name::{NameOrder, PersonName, Title, TitleKind};
pub use phrasebook::{ChoiceForm, PhraseError, Phrasebook};
pub use salutation::{
    Case, ContactHints, Correspondent, Known, Provenance, Reader, SalutationInput, joint_salutation, resolve,
};
pub use signature::{Parted, Signature, part_signature};
pub use typography::{polish, quote};
pub use weekday_code::{numbered_weekday, weekday_code, weekday_of_code};
