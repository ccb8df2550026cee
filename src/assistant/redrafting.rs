//! A draft made anew: another kind, other times, filled gaps.

use chrono::{DateTime, FixedOffset};

use crate::adapters::outbox::{BriefingChange, Change, Outbox, OutboxError};
use crate::adapters::templates::{TemplateError, Templates};
use crate::domain::address::{EmailAddress, Person};
use crate::domain::draft::{Draft, DraftRole, Gap, NewDraft};
use crate::domain::plan::{Choices, plan};
use crate::domain::reply::{Reason, Reply, ReplyKind};
use crate::domain::situation::Situation;
use crate::domain::time_slot::TimeSlot;

use super::composing::compose;
use super::drafting::knows_kind;

/// What the user wants changed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Wish {
    /// Another kind of reply.
    pub kind: Option<ReplyKind>,
    /// The colleague of a handoff, else the recipient.
    pub to: Option<EmailAddress>,
    /// Everything else.
    pub choices: Choices,
    /// Words that were written by hand may be lost.
    pub over_hand_edits: bool,
}

/// Why a draft could not be made anew.
#[derive(Debug, thiserror::Error)]
pub enum RedraftingError {
    /// The outbox.
    #[error(transparent)]
    Outbox(#[from] OutboxError),
    /// A template.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// No template of that name.
    #[error("there is no kind of reply `{0}`")]
    UnknownKind(String),
    /// The new letter would take the place of words that a person wrote.
    #[error("mail {0} was edited by hand")]
    HandEdited(i64),
    /// A time to offer, or a deadline, has passed.
    #[error("{0} is over")]
    Over(DateTime<FixedOffset>),
    /// I cannot hand over to myself.
    #[error("{0} is your own address")]
    OwnAddress(EmailAddress),
    /// A shorter meeting that is not shorter.
    #[error("{minutes} minutes are not shorter than the meeting's {whole}")]
    NotShorter {
        /// What was asked for.
        minutes: u32,
        /// How long the meeting is.
        whole: u32,
    },
    /// The letter has no such gap.
    #[error("mail {id} has no gap `{name}`{}", known(.gaps))]
    UnknownGap {
        /// The mail.
        id: i64,
        /// What was asked for.
        name: String,
        /// What there is.
        gaps: Vec<String>,
    },
}

fn known(gaps: &[String]) -> String {
    if gaps.is_empty() { String::new() } else { format!("; it has {}", gaps.join(", ")) }
}

/// Makes a draft anew and stores it; gives the mails that changed, the reply first.
///
/// # Errors
/// An unknown kind or gap, what nobody can mean, words written by hand that may not be lost, a template that fails, a mail
/// that is out or was changed elsewhere.
pub fn change(
    outbox: &mut Outbox,
    draft: &Draft,
    wish: Wish,
    situation: &Situation,
    templates: &Templates,
) -> Result<Vec<Draft>, RedraftingError> {
    if let Some(kind) = wish.kind.as_ref().filter(|kind| !knows_kind(templates, kind)) {
        return Err(RedraftingError::UnknownKind(kind.name().to_owned()));
    }
    let now = situation.now.to_utc();
    let partner = outbox.briefing_of(draft.id)?.filter(|_| draft.role == DraftRole::Reply);
    let edited = [Some(draft), partner.as_ref()].into_iter().flatten().find(|mail| mail.hand_edited);
    if let Some(edited) = edited.filter(|_| !wish.over_hand_edits) {
        return Err(RedraftingError::HandEdited(edited.id));
    }
    makes_sense(draft, &wish, situation)?;
    let wish = named_gaps(draft, partner.as_ref(), wish)?;
    let reply = planned(outbox, draft, &wish, situation)?;
    let mut made = compose(&draft.case, &reply, situation, templates)?;
    let briefing = made.iter().position(|made| made.role == DraftRole::Briefing).map(|at| made.remove(at));
    match draft.role {
        DraftRole::Briefing => {
            let Some(briefing) = briefing else { return Ok(Vec::new()) };
            let change = changed(briefing, BriefingChange::Keep);
            Ok(vec![outbox.update(draft.id, draft.revision, &change, now)?])
        }
        DraftRole::Reply => {
            let mut letter = made.remove(0);
            if reply.kind != ReplyKind::Handoff
                && let Some(to) = wish.to
            {
                letter.letter.to = vec![Person { name: None, address: to }];
            }
            let fate = match (briefing, outbox.briefing_of(draft.id)?) {
                (Some(briefing), _) => BriefingChange::Put(briefing),
                (None, Some(_)) => BriefingChange::Drop,
                (None, None) => BriefingChange::Keep,
            };
            let mut all = vec![outbox.update(draft.id, draft.revision, &changed(letter, fate), now)?];
            all.extend(outbox.briefing_of(draft.id)?);
            Ok(all)
        }
    }
}

fn changed(draft: NewDraft, briefing: BriefingChange) -> Change {
    Change { reply: draft.reply, letter: draft.letter, calendar: draft.calendar, hand_edited: false, briefing }
}

/// Refuses what would make a letter that nobody can mean.
fn makes_sense(draft: &Draft, wish: &Wish, situation: &Situation) -> Result<(), RedraftingError> {
    let choices = &wish.choices;
    let now = situation.now.fixed_offset();
    if let Some(past) = choices.starts.iter().chain(&choices.deadline).find(|moment| **moment < now) {
        return Err(RedraftingError::Over(*past));
    }
    if let Some(to) = wish.to.as_ref().filter(|to| situation.me.owns(to) || **to == draft.case.facts.me) {
        return Err(RedraftingError::OwnAddress(to.clone()));
    }
    let kind = wish.kind.as_ref().unwrap_or(&draft.reply.kind);
    let whole = draft.case.invite.meeting.duration_minutes.filter(|_| *kind == ReplyKind::Shorter);
    match (choices.minutes, whole) {
        (Some(minutes), Some(whole)) if minutes >= whole => Err(RedraftingError::NotShorter { minutes, whole }),
        _ => Ok(()),
    }
}

/// A gap may be named by its name or by its hint; fillings made before stay.
fn named_gaps(draft: &Draft, briefing: Option<&Draft>, mut wish: Wish) -> Result<Wish, RedraftingError> {
    // What was filled into the briefing is not lost when its reply is planned anew.
    let mut fillings = briefing.map(|briefing| briefing.reply.fillings.clone()).unwrap_or_default();
    fillings.extend(draft.reply.fillings.clone());
    for (name, words) in std::mem::take(&mut wish.choices.fillings) {
        let gap = draft.letter.gaps.iter().find(|gap| gap.name == name || gap.hint == name);
        let name = match gap {
            Some(gap) => gap.name.clone(),
            None if fillings.contains_key(&name) => name,
            None => {
                let gaps = draft.letter.gaps.iter().map(|gap| gap.name.clone()).collect();
                return Err(RedraftingError::UnknownGap { id: draft.id, name, gaps });
            }
        };
        // Empty words open the gap again.
        if words.trim().is_empty() {
            fillings.remove(&name);
        } else {
            fillings.insert(name, words);
        }
    }
    wish.choices.fillings = fillings;
    Ok(wish)
}

/// The new plan: what the user asks for, over what the draft said, over what statt would choose.
fn planned(outbox: &Outbox, draft: &Draft, wish: &Wish, situation: &Situation) -> Result<Reply, RedraftingError> {
    let before = &draft.reply;
    let kind = wish.kind.clone().unwrap_or_else(|| before.kind.clone());
    let asked = &wish.choices;
    let same_kind = kind == before.kind;
    let kept_reason = match &before.reason {
        Some(Reason::Words(words)) => Some(words.clone()),
        _ => None,
    };
    let choices = Choices {
        minutes: asked.minutes.or(before.minutes.filter(|_| same_kind)),
        starts: match asked.starts.as_slice() {
            [] if same_kind => before.slots.iter().map(|slot| slot.start()).collect(),
            starts => starts.to_vec(),
        },
        deadline: asked.deadline.or(before.deadline.filter(|_| same_kind)),
        colleague: wish
            .to
            .clone()
            .or_else(|| before.colleague.as_ref().map(|colleague| colleague.person.address.clone())),
        reason: asked.reason.clone().or(kept_reason),
        points: asked.points.clone().or_else(|| Some(before.points.clone())),
        fillings: asked.fillings.clone(),
    };
    let taken = taken_times(outbox, draft)?;
    let others = draft.case.follows.as_ref().map(|follows| situation.without(&follows.meeting.uid));
    Ok(plan(&kind, &draft.case, others.as_ref().unwrap_or(situation), &taken, &choices))
}

/// Times that a new plan must not offer: those proposed to others, and those refused for this meeting.
///
/// # Errors
/// An outbox that cannot be read.
pub fn taken_times(outbox: &Outbox, draft: &Draft) -> Result<Vec<TimeSlot>, OutboxError> {
    let mut taken = outbox.proposed_times_but_for(&draft.meeting)?;
    taken.extend(draft.case.follows.iter().flat_map(|follows| follows.refused.iter().copied()));
    Ok(taken)
}

/// The gaps that a hand-edited text still shows; of several with the same hint as many as there are marks, the last ones.
#[must_use]
pub fn gaps_left(gaps: &[Gap], text: &str) -> Vec<Gap> {
    let flat = |text: &str| text.replace(['\u{a0}', '\u{202f}'], " ");
    let text = flat(text);
    let is_left = |(place, gap): &(usize, &Gap)| {
        let marks = text.matches(&format!("«{}»", flat(&gap.hint))).count();
        gaps[*place..].iter().filter(|other| other.hint == gap.hint).count() <= marks
    };
    gaps.iter().enumerate().filter(is_left).map(|(_, gap)| gap.clone()).collect()
}
