//! Letters from templates (Tera): the built-in ones, and the user's in their place.
//!
//! A template reads like the mail that it makes: `Subject:`, an empty line, the text. Values never become syntax,
//! gaps or headers, whoever wrote them.

mod built_in;
mod check;
mod export;
mod filters;
mod finding;
mod gap;
mod guide;
mod language;
mod layout;
mod library;
mod marks;
mod names;
mod reach;
mod sample;
mod source;
mod survival;
#[cfg(test)]
mod tests;
mod uses;

pub use export::Exported;
pub use finding::{Finding, Severity, TemplateError};
pub use gap::Gap;
pub use layout::RenderedLetter;
pub use library::Templates;
pub use source::Place;
pub(crate) use survival::{survives_as_template, survives_as_words};
