//! From a case and its answer to what the templates see.

use super::facts::facts;
use super::meeting::{meeting, others};
use super::people::{colleague_view, me, organizer_view};
use super::reply::reply;
use super::source::LetterSource;
use super::their_clock::their_zone;
use super::their_number::their_number;
use super::view::{LetterView, RecipientView};
use crate::german::{AddressForm, Correspondent};

/// Points that a briefing asks an answer to; with more it would be a paper.
const MOST_BRIEFED: usize = 5;

impl LetterView {
    /// The letter to the organizer.
    #[must_use]
    pub fn to_organizer(source: &LetterSource) -> Self {
        let form = source.organizer.address_form.value;
        let mut view = common(source, source.organizer, form);
        view.their_zone = their_zone(source).map(|zone| zone.name().to_owned());
        view.recipient.phone = view.meeting.organizer.phone.clone().or_else(|| their_number(source));
        view.recipient.colleague = view.facts.colleague;
        view.reply.colleague = source.colleague().map(|colleague| colleague_view(source, &colleague, form));
        view
    }

    /// The briefing for the colleague who takes over; none where the reply names nobody.
    #[must_use]
    pub fn to_colleague(source: &LetterSource) -> Option<Self> {
        let colleague = source.colleague()?;
        let mut view = common(source, &colleague, colleague.address_form.value);
        let about_them = colleague_view(source, &colleague, colleague.address_form.value);
        view.recipient.phone.clone_from(&about_them.phone);
        view.recipient.colleague = true;
        view.reply.more_points |= view.reply.points.len() > MOST_BRIEFED;
        view.reply.points.truncate(MOST_BRIEFED);
        let client = source.outsider().filter(|_| source.case.facts.organizer_is_colleague);
        let client = client.as_ref().map(|(person, _)| &person.address);
        view.meeting.others = others(source, &source.case.invite.meeting, client);
        let (client, organizer) = (view.meeting.client.name.clone(), view.meeting.organizer.name.clone());
        if client != organizer && !about_them.invites {
            view.meeting.others.insert(0, organizer);
        }
        // Whom I call by the first name, a colleague with whom I am on formal terms knows by the whole one.
        if view.meeting.client.du && colleague.address_form.value == AddressForm::Sie {
            let name = client.clone();
            view.meeting.client.named.clone_from(&name);
            view.meeting.client.named_object = name;
        }
        let me = view.me.name.clone();
        // Under another address a person may be told by the name, whose parts are joined by spaces that do not break.
        let plain = |name: &str| name.replace('\u{a0}', " ").to_lowercase();
        let mut named = vec![plain(&about_them.name), plain(&client)];
        named.extend(me.as_deref().map(plain));
        view.meeting.others.retain(|name| {
            let name = plain(name);
            let new = !named.contains(&name);
            named.push(name);
            new
        });
        view.reply.colleague = Some(about_them);
        "briefing".clone_into(&mut view.reply.kind);
        Some(view)
    }
}

/// What both letters have in common.
fn common(source: &LetterSource, reader: &Correspondent, form: AddressForm) -> LetterView {
    let organizer = organizer_view(source);
    let meeting = meeting(source, organizer);
    LetterView {
        locale: source.locale(),
        address_form: form,
        now: source.situation.now.to_rfc3339(),
        time_zone: source.situation.me.zone.name().to_owned(),
        their_zone: None,
        wording: source.wording,
        me: me(source),
        recipient: recipient(reader, source),
        reply: reply(source, &meeting),
        facts: facts(source),
        meeting,
        fillings: source.reply.fillings.clone(),
    }
}

fn recipient(reader: &Correspondent, source: &LetterSource) -> RecipientView {
    let salutation = reader.salutation(source.locale());
    let tone = if salutation.starts_with("Sehr geehrt") {
        "formal"
    } else if salutation.starts_with("Lieb") {
        "warm"
    } else {
        "neutral"
    };
    RecipientView { salutation, tone, phone: None, colleague: false }
}
