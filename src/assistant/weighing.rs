//! From what a mail says to what is to be done with it.

use std::collections::{HashMap, HashSet};

use crate::domain::address::EmailAddress;
use crate::domain::case::{Case, MeetingKey};
use crate::domain::category::{Category, Refusal};
use crate::domain::contact::Contact;
use crate::domain::decision::{Decision, decide, decide_after};
use crate::domain::disguise::disguises;
use crate::domain::draft::InviteVersion;
use crate::domain::facts::Facts;
use crate::domain::gather::gather_facts;
use crate::domain::history::{self, Standing};
use crate::domain::identity::{Identity, Route, identify};
use crate::domain::invite::{Invite, Method};
use crate::domain::letter::Wording;
use crate::domain::meeting::ParticipationStatus;
use crate::domain::message::Message;
use crate::domain::reaction::Reaction;
use crate::domain::refusal::{Leniency, answer_to, refuse};
use crate::domain::sent_letters::{Following, SentLetters};
use crate::domain::situation::Situation;
use crate::german::{AddressForm, ContactHints, Correspondent, SalutationInput, detect_language, quotation, resolve};

use super::reading::ReadMail;
use super::reading::pipeline::in_order;

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
    /// What it says to letters of mine that are out.
    pub following: Option<Following>,
    /// What a person should know about it.
    pub warnings: Vec<String>,
}

impl Weighed {
    /// Whether it wants an answer and may have one.
    #[must_use]
    pub fn is_answerable(&self) -> bool {
        let asks = matches!(self.category, Category::Request | Category::Update | Category::PlainRequest);
        self.refusal.is_none() && (asks || self.refuses_my_proposal())
    }

    /// Whether it is the organizer's no (DECLINECOUNTER) to what I proposed.
    #[must_use]
    pub fn refuses_my_proposal(&self) -> bool {
        self.category == Category::DeclineCounter && self.reaction() == Some(Reaction::Declined)
    }

    /// What it says to letters of mine.
    #[must_use]
    pub fn reaction(&self) -> Option<Reaction> {
        self.following.as_ref()?.follows.as_ref().map(|follows| follows.reaction)
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
            follows: self.following.and_then(|following| following.follows),
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
    /// My letters, and what was said to them.
    pub letters: SentLetters,
}

/// Weighs mails beside each other, for an update or a cancellation changes what an older mail is worth.
#[must_use]
pub fn weigh(mails: Vec<ReadMail>, situation: &Situation, memory: &Memory, leniency: Leniency) -> Vec<Weighed> {
    let about: Vec<(&Message, &Invite)> =
        mails.iter().filter_map(|mail| Some((&mail.message, mail.invite.as_ref()?))).collect();
    let standings = history::stand(&about, &memory.versions);
    // A refusal counts for what came with it too, in whatever order.
    let letters = memory.letters.after_refusals(&about);
    let letters = letters.as_ref().unwrap_or(&memory.letters);
    let mut standings = standings.into_iter();
    let standing = |mail: ReadMail| {
        let standing = if mail.invite.is_some() { standings.next() } else { None };
        (mail, standing)
    };
    let weigh = |(mail, standing)| weigh_one(mail, standing, situation, memory, letters, leniency);
    let mails = mails.into_iter();
    if mails.len() < FEW {
        return mails.map(standing).map(weigh).collect();
    }
    let mut weighed = Vec::with_capacity(mails.len());
    in_order(mails.map(standing), |_| 0, weigh, |mail| weighed.push(mail));
    weighed
}

/// For so few mails it is not worth having all cores at work.
const FEW: usize = 64;

fn weigh_one(
    mail: ReadMail,
    standing: Option<Standing>,
    situation: &Situation,
    memory: &Memory,
    letters: &SentLetters,
    leniency: Leniency,
) -> Weighed {
    let ReadMail { message, mut invite, unreadable_calendar, mut warnings } = mail;
    let following = following(&message, invite.as_ref(), situation, letters);
    // The organizer's no says nothing of the meeting but its name: what is answered is the invite that it leaves standing.
    if invite.as_ref().is_some_and(|invite| invite.method == Method::DeclineCounter)
        && let (Some(following), Some(refused)) = (&following, &mut invite)
        && let Some(latest) = letters.about(&following.meeting).and_then(|letters| letters.standing_invite())
    {
        *refused = latest.clone();
    }
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
        following,
        warnings: Vec::new(),
        message,
        invite,
    };
    if let (Some(invite), Some(standing)) = (&weighed.invite, standing) {
        let nowhere = || {
            EmailAddress::parse("unknown@invalid").ok().map(|me| Identity { me, route: Route::Nowhere, assumed: true })
        };
        let Some(identity) = identity.or_else(nowhere) else { return weighed };
        weighed.refusal = own_refusal(&weighed, invite, &identity, situation, memory, leniency);
        // A reason that lies in the mail itself tells more than its place in the meeting's life.
        let outdated = standing.refusal.filter(|_| !withdraws_draft(&weighed, letters));
        weighed.refusal = match (outdated, weighed.refusal) {
            (Some(outdated), None | Some(Refusal::Past | Refusal::AlreadyAnswered)) => Some(outdated),
            (_, own) => own,
        };
        if weighed.refusal.is_none() && unreadable_calendar {
            weighed.refusal = Some(Refusal::UnreadableCalendar);
        }
        let (facts, decision) = judge(&weighed, invite, &identity.me, situation, letters);
        (weighed.facts, weighed.decision) = (Some(facts), Some(decision));
        if weighed.refusal == Some(Refusal::OrganizerMismatch) {
            warnings.push("From is not the organizer and does not act for them: nobody is answered".to_owned());
        }
    }
    warnings.extend(disguises(&weighed.message, weighed.invite.as_ref()));
    weighed.warnings = warnings;
    weighed
}

/// Whether a late refusal is about what a draft for a newer version is about to propose again.
fn withdraws_draft(weighed: &Weighed, letters: &SentLetters) -> bool {
    let meeting = weighed.following.as_ref().map(|following| &following.meeting);
    let open = meeting.and_then(|meeting| letters.about(meeting)?.open.as_ref());
    weighed.refuses_my_proposal() && open.is_some_and(|open| open.repeats_proposal_for.is_some())
}

/// What a mail says to letters of mine.
fn following(
    message: &Message,
    invite: Option<&Invite>,
    situation: &Situation,
    letters: &SentLetters,
) -> Option<Following> {
    let mine = message.from.as_ref().is_some_and(|from| situation.me.owns(&from.address)) || message.flags.draft;
    (!mine).then(|| letters.followed_by(message, invite, situation.me.zone)).flatten()
}

/// Why the mail gets no reply, as far as it lies in the mail and in what I did.
fn own_refusal(
    weighed: &Weighed,
    invite: &Invite,
    identity: &Identity,
    situation: &Situation,
    memory: &Memory,
    leniency: Leniency,
) -> Option<Refusal> {
    let message = &weighed.message;
    if invite.method == Method::Cancel && !memory.letters.may_cancel(message, invite) {
        return Some(Refusal::OrganizerMismatch);
    }
    let reaction = weighed.reaction();
    // What my PARTSTAT says there is what I answered to another time.
    let mut asked = invite.clone();
    if matches!(reaction, Some(Reaction::Accepted | Reaction::OtherTime | Reaction::Declined)) {
        for attendee in &mut asked.meeting.attendees {
            attendee.participation_status = ParticipationStatus::NeedsAction;
        }
    }
    let refusal = refuse(message, &asked, identity, &situation.me, situation.now, leniency);
    if refusal.is_some() {
        return refusal;
    }
    if reaction == Some(Reaction::Agreed) {
        return Some(Refusal::NotARequest);
    }
    let answered = memory.answered.get(&history::meeting_key(message, invite));
    let in_sent = message.message_id.as_ref().is_some_and(|id| memory.answered_mails.contains(id));
    let same_version = answered.is_some_and(|answered| !history::version(invite).replaces(*answered));
    (in_sent || same_version && !weighed.refuses_my_proposal()).then_some(Refusal::AlreadyAnswered)
}

/// What is known, and the reply that fits; in the light of my letters where the mail follows them.
fn judge(
    weighed: &Weighed,
    invite: &Invite,
    me: &EmailAddress,
    situation: &Situation,
    letters: &SentLetters,
) -> (Facts, Decision) {
    let category = weighed.category;
    let follows = weighed.following.as_ref().and_then(|following| following.follows.as_ref());
    let Some(follows) = follows else {
        let facts = gather_facts(&weighed.message, invite, me, situation);
        let decision = decide(&facts, category, &situation.policy);
        return (facts, decision);
    };
    let facts = gather_facts(&weighed.message, invite, me, &situation.without(&follows.meeting.uid));
    let decision = match letters.about(&follows.meeting) {
        Some(letters) => decide_after(follows.reaction, letters, &facts, category, &situation.policy),
        None => decide(&facts, category, &situation.policy),
    };
    (facts, decision)
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
