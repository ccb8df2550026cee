//! Me, the organizer and the colleague as templates see them.

use super::clean::{one_line, shortened};
use super::person::PersonView;
use super::source::LetterSource;
use super::view::MeView;
use crate::domain::address::Person;
use crate::domain::meeting::ParticipationStatus;
use crate::german::{AddressForm, Correspondent};

pub(super) fn me(source: &LetterSource) -> MeView {
    let (name, first_name) = source.my_names();
    let signature = source.situation.me.signature.as_deref().and_then(without_greeting);
    let signature_names_me =
        signature.as_deref().zip(name.as_deref()).is_some_and(|(signature, name)| signature.contains(name));
    MeView { name, first_name, phone: source.situation.me.phone.clone(), signature, signature_names_me }
}

/// The signature without a greeting of its own, for the template has one; none where nothing is left.
fn without_greeting(signature: &str) -> Option<String> {
    let lines: Vec<&str> = signature.trim().lines().map(str::trim_end).collect();
    let greets = |line: &&str| {
        let line = line.to_lowercase();
        line.ends_with("grüßen") || line.ends_with("grüße") || line.ends_with("grüssen") || line.ends_with("grüsse")
    };
    let start = lines.iter().take(2).position(|line| greets(&line.trim_end_matches(','))).map_or(0, |at| at + 1);
    let rest = lines[start.min(lines.len())..].join("\n");
    let rest = rest.trim();
    let rest = rest.strip_prefix("--\n").unwrap_or(rest).trim();
    (!rest.is_empty()).then(|| rest.to_owned())
}

/// The organizer, named as I address them, whoever the letter is for.
pub(super) fn organizer_view(source: &LetterSource) -> PersonView {
    let person = source.case.facts.organizer.as_ref();
    let contact = person.and_then(|person| source.situation.contacts.find(&person.address));
    let address = person.map(|person| person.address.written()).unwrap_or_default();
    let form = source.organizer.address_form.value;
    let view = PersonView::of(source.organizer, form, source.locale(), &person.map(called).unwrap_or_default());
    let address = (!address.is_empty()).then(|| address.to_owned());
    let phone = contact.and_then(|contact| contact.phone.clone()).or_else(|| source.organizer.phone.clone());
    PersonView { phone: phone.and_then(|phone| one_line(&phone)), role: source.organizer.job.clone(), address, ..view }
}

/// What stands in for a person's name where there is none: the firm's or the office's, else the address.
fn called(person: &Person) -> String {
    let name = person.name.as_deref().and_then(one_line).filter(|name| !name.contains('@'));
    name.map_or_else(|| person.address.written().to_owned(), |name| shortened(&name, LONGEST_NAME))
}

/// A display name longer than this is a text.
const LONGEST_NAME: usize = 60;

/// The client: the organizer, unless a colleague invites; then the first of those who are no colleagues.
pub(super) fn client_view(source: &LetterSource, organizer: &PersonView) -> PersonView {
    match source.outsider().filter(|_| source.case.facts.organizer_is_colleague) {
        Some((person, client)) => {
            let contact = source.situation.contacts.find(&person.address);
            let phone = contact.and_then(|contact| contact.phone.as_deref()).and_then(one_line);
            let view = PersonView::of(&client, client.address_form.value, source.locale(), &called(person));
            let address = Some(person.address.written().to_owned());
            PersonView { phone, address, du: client.address_form.value == AddressForm::Du, ..view }
        }
        None => organizer.clone(),
    }
}

/// The colleague in a letter that says `form` to its reader.
pub(super) fn colleague_view(source: &LetterSource, person: &Correspondent, form: AddressForm) -> PersonView {
    let Some(colleague) = &source.reply.colleague else {
        return PersonView::of(person, form, source.locale(), "");
    };
    let attendee = source.case.invite.meeting.attendee(&colleague.person.address);
    let academic = person.titles.is_some();
    PersonView {
        role: colleague.title.as_deref().filter(|_| !academic).and_then(one_line),
        phone: colleague.phone.as_deref().and_then(one_line),
        agreed: attendee.is_some_and(|attendee| attendee.participation_status == ParticipationStatus::Accepted),
        invited: colleague.already_invited,
        invites: source.organizer_speaks(),
        in_house: colleague.person.address.domain() == source.case.facts.me.domain(),
        own_meeting: source.organizer_speaks() && source.outsider().is_none(),
        ..PersonView::of(person, form, source.locale(), colleague.person.address.written())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_firm_is_called_by_its_name() {
        let address = crate::domain::address::EmailAddress::parse("info@behrens.example").unwrap();
        for (name, expected) in [
            (Some("Hausverwaltung Behrens"), "Hausverwaltung Behrens"),
            (Some("info@behrens.example"), "info@behrens.example"),
            (None, "info@behrens.example"),
        ] {
            let person = Person { name: name.map(str::to_owned), address: address.clone() };
            assert_eq!(called(&person), expected);
        }
    }

    #[test]
    fn a_signature_loses_its_greeting() {
        for (signature, expected) in [
            ("Jana Weber\nAgentur", Some("Jana Weber\nAgentur")),
            ("Mit freundlichen Grüßen\n\nJana Weber\nAgentur\n", Some("Jana Weber\nAgentur")),
            ("-- \nJana Weber", Some("Jana Weber")),
            ("Viele Grüße,\n", None),
            ("", None),
        ] {
            assert_eq!(without_greeting(signature).as_deref(), expected, "{signature:?}");
        }
    }
}
