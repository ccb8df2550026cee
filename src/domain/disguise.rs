//! Signs that somebody is not who they seem to be: letters of another alphabet that look like ours, a sender from
//! another house than the organizer.

use unicode_security::MixedScript;
use unicode_security::confusable_detection::skeleton;

use super::address::{EmailAddress, Person};
use super::invite::Invite;
use super::message::Message;
use super::plain_text::one_line;
use super::refusal::comes_from_another_house;

/// What a person should look at before they answer, in English; empty for nearly every mail.
#[must_use]
pub fn disguises(message: &Message, invite: Option<&Invite>) -> Vec<String> {
    let organizer = invite.and_then(|invite| invite.meeting.organizer.as_ref());
    let mut warnings = Vec::new();
    for (role, person) in
        [("From", message.from.as_ref()), ("the organizer", organizer), ("Reply-To", message.reply_to.first())]
    {
        let Some(person) = person else { continue };
        // The organizer is From nearly always, and one warning tells of both.
        if role == "From" || message.from.as_ref() != Some(person) {
            warnings.extend(of_person(role, person));
        }
    }
    if let (Some(from), Some(organizer)) = (&message.from, organizer)
        && invite.is_some_and(|invite| comes_from_another_house(message, invite))
    {
        warnings.push(format!(
            "From is {}, but the answer goes to {}, who is of another house",
            from.address, organizer.address
        ));
    }
    warnings
}

fn of_person(role: &str, person: &Person) -> Vec<String> {
    let mut warnings = Vec::new();
    let name = person.name.as_deref().unwrap_or_default();
    if let Some(word) = name.split_whitespace().find(|word| !word.is_single_script()) {
        warnings.push(format!("the name of {role} mixes alphabets that look alike: {}", one_line(word, 80)));
    }
    if let Some(shown) = shown_address(name)
        && shown.domain() != person.address.domain()
    {
        warnings.push(format!(
            "the name of {role} shows another address than the mail's own: {shown}, not {}",
            person.address
        ));
    }
    if !person.address.local_part().is_single_script() {
        warnings.push(format!("the address of {role} mixes alphabets that look alike: {}", person.address));
    }
    if let Some(domain) = lookalike(&person.address) {
        warnings.push(format!("the domain of {role} only looks like {domain}: {}", person.address));
    }
    warnings
}

/// An address in a name: some programs show nothing but the name.
fn shown_address(name: &str) -> Option<EmailAddress> {
    let bare = |word: &str| word.trim_matches(|c: char| "<>()[]\"',;:".contains(c)).to_owned();
    name.split_whitespace().map(bare).filter(|word| word.contains('.')).find_map(|word| EmailAddress::parse(&word).ok())
}

/// What a domain looks like, where that is another one in Latin letters.
fn lookalike(address: &EmailAddress) -> Option<String> {
    let (domain, _) = idna::domain_to_unicode(&address.domain());
    // A domain that is of another alphabet to its end hides nothing.
    let is_latin = domain.rsplit('.').next().is_some_and(str::is_ascii);
    let misleads = |label: &str| {
        let looks = in_latin(label);
        !label.is_ascii() && (!label.is_single_script() || looks.is_ascii() && !shares_script(label))
    };
    (is_latin && domain.split('.').any(misleads)).then(|| one_line(&in_latin(&domain), 100))
}

/// A text with each foreign letter as the one that it looks like; the standard's own table would make `rn` of every `m`.
fn in_latin(text: &str) -> String {
    let looks = |letter: char| match letter {
        _ if letter.is_ascii() => letter.to_string(),
        _ => skeleton(letter.encode_utf8(&mut [0; 4])).collect(),
    };
    text.chars().map(looks).collect()
}

/// Whether a label can be written beside Latin letters: `æ` looks like `ae` and is a letter of its own.
fn shares_script(label: &str) -> bool {
    format!("{label}a").as_str().is_single_script()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, address: &str) -> Person {
        Person { name: Some(name.to_owned()), address: EmailAddress::parse(address).unwrap() }
    }

    #[test]
    fn letters_of_another_alphabet_are_told() {
        let cases = [
            ("Anna Kern", "anna@kunde.example", ""),
            ("Jürgen Großmann", "j@müller-straße.example", ""),
            ("Søren Ærø", "s@æble.example", ""),
            ("Анна Петрова", "anna@kunde.example", ""),
            ("Anna Петрова", "anna@xn--e1afmkfd.xn--p1ai", ""),
            ("山田太郎です", "t@kunde.example", ""),
            ("Γιώργος", "g@kunde.example", ""),
            ("Ann\u{430} Kern", "anna@kunde.example", "name"),
            ("Κern, Anna", "anna@kunde.example", "name"),
            ("Anna", "ann\u{430}@kunde.example", "address of From mixes"),
            ("Anna", "anna@kund\u{435}.example", "domain of From only looks like kunde.example"),
            ("anna@kunde.example", "Anna@Kunde.example", ""),
            ("Anna @ Kunde", "anna@kunde.example", ""),
            (
                "Anna Kern (anna@kunde.example)",
                "eve@evil.example",
                "shows another address than the mail's own: anna@kunde.example",
            ),
            // аррӏе, all of it Cyrillic.
            ("Anna", "anna@xn--80ak6aa92e.com", "only looks like apple.com"),
        ];
        for (name, address, expected) in cases {
            let message = Message { from: Some(person(name, address)), ..Message::default() };
            let warnings = disguises(&message, None);
            let fits = if expected.is_empty() { warnings.is_empty() } else { warnings.concat().contains(expected) };
            assert!(fits, "{name} {address}: {warnings:?}");
        }
    }
}
