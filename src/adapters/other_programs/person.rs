//! People as programs write them: `Jana Weber <jana@agentur.example>`, `jana@agentur.example`.

use crate::domain::address::EmailAddress;

/// Nobody's name is longer.
const MAX_NAME: usize = 120;

/// A name, if it is one that a letter can be signed with.
pub(super) fn name(text: &str) -> Option<String> {
    let name = text.trim().trim_matches(['"', '\'']).trim();
    let usable = !name.is_empty() && name.chars().count() <= MAX_NAME && !name.chars().any(char::is_control);
    (usable && !name.contains('@')).then(|| name.to_owned())
}

/// An address, unless it is one that nobody reads.
pub(super) fn address(text: &str) -> Option<EmailAddress> {
    let address = EmailAddress::parse(text).ok()?;
    let unread = address.domain().starts_with("users.noreply.") || address.local_part().contains("noreply");
    (!unread && address.domain() != "localhost").then_some(address)
}

/// Both parts of a person.
pub(super) fn person(text: &str) -> (Option<String>, Option<EmailAddress>) {
    match text.rsplit_once('<') {
        Some((before, after)) => (name(before), after.split('>').next().and_then(address)),
        None => match text.split_once('(') {
            Some((before, after)) => (after.split(')').next().and_then(name), address(before)),
            None => (None, address(text)),
        },
    }
}

/// The addresses of a list with commas.
pub(super) fn addresses(text: &str) -> Vec<EmailAddress> {
    text.split(',').filter_map(|one| person(one).1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_have_a_name_an_address_or_both() {
        let cases = [
            ("Jana Weber <jana@agentur.example>", Some("Jana Weber"), Some("jana@agentur.example")),
            ("\"Weber, Jana\" <jana@agentur.example>", Some("Weber, Jana"), Some("jana@agentur.example")),
            ("jana@agentur.example (Jana Weber)", Some("Jana Weber"), Some("jana@agentur.example")),
            ("jana@agentur.example", None, Some("jana@agentur.example")),
            ("<jana@agentur.example>", None, Some("jana@agentur.example")),
            ("12+jana@users.noreply.github.com", None, None),
            ("jana@localhost", None, None),
            ("Jana\u{7} <jana>", None, None),
            ("", None, None),
        ];
        for (text, name, address) in cases {
            let (found_name, found_address) = person(text);
            assert_eq!(found_name.as_deref(), name, "{text}");
            assert_eq!(found_address.map(|address| address.lower()).as_deref(), address, "{text}");
        }
        assert_eq!(addresses("A <a@x.example>, b@x.example, c").len(), 2);
    }
}
