//! What a letter is made from.

use crate::domain::address::Person;
use crate::domain::case::Case;
use crate::domain::reply::Reply;
use crate::domain::situation::Situation;
use crate::german::{AddressForm, ContactHints, Correspondent, Locale, SalutationInput, resolve};

use super::wording::Wording;

/// A case, the answer to it and all around it: what a letter is made from.
#[derive(Debug, Clone, Copy)]
pub struct LetterSource<'a> {
    /// What is answered.
    pub case: &'a Case,
    /// The answer, before any word of it.
    pub reply: &'a Reply,
    /// Me, my calendar and my contacts.
    pub situation: &'a Situation,
    /// The organizer, or the author of a request in words.
    pub organizer: &'a Correspondent,
    /// Which of several wordings.
    pub wording: Wording,
}

impl LetterSource<'_> {
    pub(super) fn locale(&self) -> Locale {
        self.situation.me.locale
    }

    /// An instant in my time zone, in RFC 3339.
    pub(super) fn local(&self, at: chrono::DateTime<chrono::FixedOffset>) -> String {
        at.with_timezone(&self.situation.me.zone).to_rfc3339()
    }

    /// The colleague, as the German language knows them.
    pub(super) fn colleague(&self) -> Option<Correspondent> {
        let colleague = self.reply.colleague.as_ref()?;
        let hints = ContactHints {
            name: colleague.person.name.as_deref(),
            gender: colleague.gender,
            title: colleague.title.as_deref(),
            address_form: Some(colleague.address_form),
            ..ContactHints::default()
        };
        Some(self.known(colleague.person.name.as_deref(), colleague.person.address.written(), hints))
    }

    /// Whether the colleague who speaks for me is the one who invites.
    pub(super) fn organizer_speaks(&self) -> bool {
        let organizer = self.case.facts.organizer.as_ref();
        let colleague = self.reply.colleague.as_ref();
        organizer.zip(colleague).is_some_and(|(organizer, colleague)| organizer.address == colleague.person.address)
    }

    /// The first invited person who is neither I nor a colleague, and what the German language makes of them.
    pub(super) fn outsider(&self) -> Option<(&Person, Correspondent)> {
        let contacts = &self.situation.contacts;
        let people = self.case.invite.meeting.attendees.iter().filter(|attendee| attendee.kind.is_somebody());
        let organizer = self.case.facts.organizer.as_ref().filter(|_| self.case.facts.organizer_is_colleague);
        let outside = |person: &&Person| {
            person.address != self.case.facts.me
                && !contacts.is_colleague(&person.address)
                && organizer.is_none_or(|organizer| organizer.address != person.address)
        };
        let person = people.map(|attendee| &attendee.person).find(outside)?;
        let contact = contacts.find(&person.address);
        let hints = ContactHints {
            name: contact.and_then(|contact| contact.name.as_deref()),
            gender: contact.and_then(|contact| contact.gender),
            title: contact.and_then(|contact| contact.title.as_deref()),
            address_form: contact.and_then(|contact| contact.address_form),
            ..ContactHints::default()
        };
        Some((person, self.known(person.name.as_deref(), person.address.written(), hints)))
    }

    /// My name in full and the one that friends say.
    pub(super) fn my_names(&self) -> (Option<String>, Option<String>) {
        let invited = self.case.invite.meeting.attendee(&self.case.facts.me).map(|attendee| &attendee.person);
        let addressed = self.case.message.to.iter().find(|person| person.address == self.case.facts.me);
        let name = self.situation.me.name.as_deref();
        let name = name.or_else(|| invited.or(addressed).and_then(|person| person.name.as_deref()));
        let first = name.and_then(|name| match name.split(' ').collect::<Vec<_>>().as_slice() {
            // What most names look like needs no reading.
            [first, last] if !name.contains(['.', ',']) && !last.is_empty() => Some((*first).to_owned()),
            _ => self.known(Some(name), self.case.facts.me.written(), ContactHints::default()).familiar_name(),
        });
        (name.map(str::to_owned), first.or_else(|| name.map(str::to_owned)))
    }

    fn known(&self, name: Option<&str>, address: &str, contact: ContactHints) -> Correspondent {
        resolve(&SalutationInput {
            display_name: name,
            address,
            signature: None,
            body: "",
            contact,
            earlier_form: None,
            default_form: AddressForm::Sie,
            locale: self.locale(),
        })
    }
}
