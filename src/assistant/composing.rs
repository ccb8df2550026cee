//! From a case and a kind of reply to mails that the outbox can keep.

use crate::adapters::icalendar_answer;
use crate::adapters::templates::{RenderedLetter, TemplateError, Templates};
use crate::domain::address::Person;
use crate::domain::calendar_answer::{self, CalendarAnswer};
use crate::domain::case::Case;
use crate::domain::draft::{DraftRole, Gap, Letter, NewDraft};
use crate::domain::history;
use crate::domain::letter::{LetterSource, LetterView, Wording};
use crate::domain::quoting;
use crate::domain::reply::{Reply, ReplyKind};
use crate::domain::situation::Situation;

/// Writes the mails of a reply: the letter, and for a handoff the briefing.
///
/// # Errors
/// A template that is missing or fails.
pub fn compose(
    case: &Case,
    reply: &Reply,
    situation: &Situation,
    templates: &Templates,
) -> Result<Vec<NewDraft>, TemplateError> {
    let mut drafts = vec![draft(
        DraftRole::Reply,
        case,
        reply,
        letter(case, reply, situation, templates)?,
        answer(case, reply, situation),
    )];
    if reply.kind == ReplyKind::Handoff
        && let Some(view) = LetterView::to_colleague(&source(case, reply, situation))
        && let Some(colleague) = &reply.colleague
    {
        let rendered = templates.render("briefing", &view)?;
        let to = vec![colleague.person.clone()];
        let letter = addressed(rendered, me(case, situation), to, quotation(case, situation));
        let forward = drafts[0].calendar.as_ref().and_then(CalendarAnswer::forwarded);
        let forward = forward.and_then(|forward| writable(case, forward, situation));
        drafts.push(draft(DraftRole::Briefing, case, reply, letter, forward));
    }
    Ok(drafts)
}

fn draft(role: DraftRole, case: &Case, reply: &Reply, letter: Letter, calendar: Option<CalendarAnswer>) -> NewDraft {
    NewDraft {
        role,
        meeting: history::meeting_key(&case.message, &case.invite),
        version: history::version(&case.invite),
        case: case.clone(),
        reply: reply.clone(),
        letter,
        calendar,
    }
}

fn letter(case: &Case, reply: &Reply, situation: &Situation, templates: &Templates) -> Result<Letter, TemplateError> {
    let rendered = templates.render(reply.kind.name(), &LetterView::to_organizer(&source(case, reply, situation)))?;
    let to = case.recipient().into_iter().collect();
    Ok(addressed(rendered, me(case, situation), to, quotation(case, situation)))
}

/// All that a letter is made from.
fn source<'a>(case: &'a Case, reply: &'a Reply, situation: &'a Situation) -> LetterSource<'a> {
    LetterSource { case, reply, situation, organizer: &case.correspondent, wording: wording(case) }
}

/// Which of several wordings the letters of a case use.
#[must_use]
pub fn wording(case: &Case) -> Wording {
    let organizer = case.recipient().map(|person| person.address.lower()).unwrap_or_default();
    let meeting = case.invite.meeting.uid.as_deref().or(case.message.message_id.as_deref()).unwrap_or_default();
    Wording::choose(&organizer, meeting, case.last_wording)
}

fn addressed(rendered: RenderedLetter, from: Person, to: Vec<Person>, quotation: Option<String>) -> Letter {
    Letter {
        from,
        to,
        cc: Vec::new(),
        subject: rendered.subject,
        text: rendered.text,
        quotation,
        gaps: rendered.gaps.into_iter().map(|gap| Gap { name: gap.name, hint: gap.hint }).collect(),
    }
}

/// From is the address that was invited, for organizers' programs match replies by it.
fn me(case: &Case, situation: &Situation) -> Person {
    Person { name: situation.me.name.clone(), address: case.facts.me.clone() }
}

fn quotation(case: &Case, situation: &Situation) -> Option<String> {
    situation.reply_style.quote.then(|| quoting::quote(&case.message, situation)).flatten()
}

/// The calendar part; none where the invite is such that it could never be written.
fn answer(case: &Case, reply: &Reply, situation: &Situation) -> Option<CalendarAnswer> {
    let phone = situation.me.phone.as_deref();
    let answer = calendar_answer::answer(reply, &case.invite, &case.facts, &situation.reply_style, phone)?;
    writable(case, answer, situation)
}

fn writable(case: &Case, answer: CalendarAnswer, situation: &Situation) -> Option<CalendarAnswer> {
    let source = case.invite.calendar.as_ref()?;
    let now = situation.now;
    icalendar_answer::can_answer(source, &answer, now.to_utc(), now.timezone()).then_some(answer)
}
