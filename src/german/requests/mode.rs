//! How people are to meet: in person, online, or by telephone.

use super::class::Class;
use super::place::Part;
use super::request::Mode;
use super::tokens::{Kind, Token};
use super::word_list::List;

/// The mode that the sentences say, with a place known or not.
pub(super) fn mode(parts: &[Part], location: Option<&str>) -> Option<Mode> {
    let said = |list: List, stem: &str, asking: bool| {
        let sentences = parts.iter().filter(|part| !asking || part.act.rule.is_some());
        let stem_fits = |token: &Token| !stem.is_empty() && token.text.starts_with(stem);
        let hits = |token: &Token| token.kind == Kind::Word && (token.is_on(list) || stem_fits(token));
        sentences.flat_map(|part| part.sentence.tokens).any(hits)
    };
    let comes = parts.iter().any(|part| part.act.rule.is_some() && part.act.classes.has(Class::Come));
    if said(List::Online, "video", false) {
        Some(Mode::Online)
    } else if said(List::Phone, "telefon", true) && !comes {
        Some(Mode::Phone)
    } else if location.is_some() {
        Some(Mode::InPerson)
    } else if said(List::Phone, "telefon", false) {
        Some(Mode::Phone)
    } else if said(List::InPerson, "", false) {
        Some(Mode::InPerson)
    } else {
        said(List::Phone, "call", false).then_some(Mode::Phone)
    }
}
