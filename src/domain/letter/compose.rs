//! From a case and its answer to what the templates see.

use super::facts::facts;
use super::meeting::{meeting, others};
use super::people::{colleague_view, me, organizer_view};
use super::reply::reply;
use super::source::LetterSource;
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
        view.recipient.phone.clone_from(&view.meeting.organizer.phone);
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
        // Under another address a person may be told by the name, whose parts are joined by spaces that do not break.
        let known = [&about_them.name, &view.meeting.client.name].map(|name| name.replace('\u{a0}', " "));
        view.meeting.others.retain(|name| !known.contains(name));
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
