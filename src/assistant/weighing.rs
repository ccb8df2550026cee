//! From what a mail says to what is to be done with it.

use std::collections::{HashMap, HashSet};

use crate::domain::address::EmailAddress;
use crate::domain::case::{Case, MeetingKey};
use crate::domain::category::{Category, Refusal};
use crate::domain::contact::Contact;
use crate::domain::decision::{Decision, decide};
use crate::domain::draft::InviteVersion;
use crate::domain::facts::Facts;
use crate::domain::gather::gather_facts;
use crate::domain::history::{self, Standing};
use crate::domain::identity::{Identity, Route, identify};
use crate::domain::invite::{Invite, Method};
use crate::domain::letter::Wording;
use crate::domain::message::Message;
use crate::domain::refusal::{Leniency, answer_to, refuse};
use crate::domain::situation::Situation;
use crate::german::{AddressForm, ContactHints, Correspondent, SalutationInput, detect_language, quotation, resolve};

use super::reading::ReadMail;

/// One mail, weighed.
#[derive(Debug)]
pub struct Weighed {
    /// The mail.
    pub message: Message,
    /// What it says about a meeting.
    pub invite: Option<Invite>,
    /// What it is.
    pub category: Category,
    /// Why it gets no reply.
    pub refusal: Option<Refusal>,
    /// What is known; none where there is no meeting.
    pub facts: Option<Facts>,
    /// The reply that fits; none where there is no meeting.
    pub decision: Option<Decision>,
    /// Whom a reply would address.
    pub correspondent: Correspondent,
    /// The line that a reply opens with.
    pub salutation: String,
    /// The language of the mail, as an ISO 639-1 code.
    pub language: Option<String>,
    /// How the mail reached me.
    pub identity: Option<Identity>,
    /// What a person should know about it.
    pub warnings: Vec<String>,
}

impl Weighed {
    /// Whether it wants an answer and may have one.
    #[must_use]
    pub fn is_answerable(&self) -> bool {
        self.refusal.is_none() && matches!(self.category, Category::Request | Category::Update | Category::PlainRequest)
    }

    /// The case that replies are made from.
    #[must_use]
    pub fn into_case(self, answered_before: bool, last_wording: Option<Wording>) -> Option<Case> {
        Some(Case {
            message: self.message,
            category: self.category,
            invite: self.invite?,
            facts: self.facts?,
            refusal: self.refusal,
            decision: self.decision,
            language: self.language,
            correspondent: self.correspondent,
            last_wording,
            answered_before,
        })
    }
}

/// What earlier runs know, as far as weighing needs it.
#[derive(Debug, Default)]
pub struct Memory {
    /// The newest version seen of each meeting.
    pub versions: HashMap<MeetingKey, InviteVersion>,
    /// The newest version of each meeting that a letter of mine answered.
    pub answered: HashMap<MeetingKey, InviteVersion>,
    /// Message-IDs that mails in my Sent folder answer.
    pub answered_mails: HashSet<String>,
    /// Sie or du in my earlier letters, by address.
    pub forms: HashMap<EmailAddress, AddressForm>,
}

/// Weighs mails beside each other, for an update or a cancellation changes what an older mail is worth.
#[must_use]
pub fn weigh(mails: Vec<ReadMail>, situation: &Situation, memory: &Memory, leniency: Leniency) -> Vec<Weighed> {
    let standings = {
        let about: Vec<(&Message, &Invite)> =
            mails.iter().filter_map(|mail| Some((&mail.message, mail.invite.as_ref()?))).collect();
        history::stand(&about, &memory.versions)
    };
    let mut standings = standings.into_iter();
    mails
        .into_iter()
        .map(|mail| {
            let standing = if mail.invite.is_some() { standings.next() } else { None };
            weigh_one(mail, standing, situation, memory, leniency)
        })
        .collect()
}

fn weigh_one(
    mail: ReadMail,
    standing: Option<Standing>,
    situation: &Situation,
    memory: &Memory,
    leniency: Leniency,
) -> Weighed {
    let ReadMail { message, invite, unreadable_calendar, mut warnings } = mail;
    let identity = identify(&message, invite.as_ref(), &situation.me.addresses);
    let correspondent = correspondent(&message, invite.as_ref(), situation, memory);
    let mut weighed = Weighed {
        category: standing.map_or(Category::None, |standing| standing.category),
        refusal: unreadable_calendar.then_some(Refusal::UnreadableCalendar),
        facts: None,
        decision: None,
        salutation: correspondent.salutation(situation.me.locale),
        correspondent,
        language: detect_language(&message.text).map(str::to_owned),
        identity: identity.clone(),
        warnings: Vec::new(),
        message,
        invite,
    };
    if let (Some(invite), Some(standing)) = (&weighed.invite, standing) {
        let nowhere = || {
            EmailAddress::parse("unknown@invalid").ok().map(|me| Identity { me, route: Route::Nowhere, assumed: true })
        };
        let Some(identity) = identity.or_else(nowhere) else { return weighed };
        weighed.refusal = refuse(&weighed.message, invite, &identity, &situation.me, situation.now, leniency);
        let answered = memory.answered.get(&history::meeting_key(&weighed.message, invite));
        let in_sent = weighed.message.message_id.as_ref().is_some_and(|id| memory.answered_mails.contains(id));
        if weighed.refusal.is_none()
            && (in_sent || answered.is_some_and(|answered| !history::version(invite).replaces(*answered)))
        {
            weighed.refusal = Some(Refusal::AlreadyAnswered);
        }
        // A reason that lies in the mail itself tells more than its place in the meeting's life.
        weighed.refusal = match (standing.refusal, weighed.refusal) {
            (Some(outdated), None | Some(Refusal::Past | Refusal::AlreadyAnswered)) => Some(outdated),
            (_, own) => own,
        };
        if weighed.refusal.is_none() && unreadable_calendar {
            weighed.refusal = Some(Refusal::UnreadableCalendar);
        }
        let facts = gather_facts(&weighed.message, invite, &identity.me, situation);
        weighed.decision = Some(decide(&facts, weighed.category, &situation.policy));
        weighed.facts = Some(facts);
        if weighed.refusal == Some(Refusal::OrganizerMismatch) {
            warnings.push("From is not the organizer and does not act for them: nobody is answered".to_owned());
        }
    }
    weighed.warnings = warnings;
    weighed
}

/// Whom a reply would address: the organizer, or the author of a request in words.
fn correspondent(message: &Message, invite: Option<&Invite>, situation: &Situation, memory: &Memory) -> Correspondent {
    let organizer = invite
        .filter(|invite| invite.method != Method::PlainRequest)
        .and_then(|invite| invite.meeting.organizer.as_ref());
    let author = message.reply_to.first().or(message.from.as_ref());
    let person = organizer.or(author);
    let address = invite.and_then(|invite| answer_to(message, invite)).or(person).map(|person| &person.address);
    // The name and the words of a mail are its author's: they count only where the author is who gets the reply.
    let from = message.from.as_ref();
    let is_author = from.is_none_or(|from| Some(&from.address) == address);
    let name = person
        .and_then(|person| person.name.as_deref())
        .or_else(|| from.filter(|_| is_author).and_then(|from| from.name.as_deref()));
    let contact = address.and_then(|address| situation.contacts.find(address));
    let client =
        address.and_then(|address| situation.policy.clients.iter().find(|client| client.matches.matches(address)));
    let body = quotation::without_quotes(&message.text);
    let hints = ContactHints {
        name: contact.and_then(|contact| contact.name.as_deref()),
        salutation: contact.and_then(|contact| contact.salutation.as_deref()),
        gender: contact.and_then(|contact| contact.gender),
        title: contact.and_then(|contact| contact.title.as_deref()),
        address_form: client
            .and_then(|client| client.address_form)
            .or(contact.and_then(|contact: &Contact| contact.address_form)),
    };
    resolve(&SalutationInput {
        display_name: name,
        address: address.map_or("", EmailAddress::written),
        signature: None,
        body: if is_author { &body } else { "" },
        contact: hints,
        earlier_form: address.and_then(|address| memory.forms.get(address)).copied(),
        default_form: situation.me.address_form,
        locale: situation.me.locale,
    })
}
