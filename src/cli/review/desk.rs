//! What the desk wants done in the outbox, done; each change is on the disk before the next key.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::browse::undone;
use super::message::{Done, Effect, Fate, Message, Then, Undo};
use crate::adapters::outbox::{Outbox, OutboxError};
use crate::adapters::templates::Templates;
use crate::assistant::approving::{self, ApprovingError};
use crate::assistant::hand_editing;
use crate::assistant::redrafting::{self, RedraftingError, Wish};
use crate::assistant::reverting;
use crate::cli::views::words;
use crate::domain::draft::{Draft, DraftId, DraftRole, Status};
use crate::domain::free_times::free_times;
use crate::domain::plan::Choices;
use crate::domain::reply::ReplyKind;
use crate::domain::situation::Situation;
use crate::german::AddressForm;

/// The letter that no organizer gets.
const BRIEFING: &str = "briefing";

/// Tells the moment.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// The outbox with all that a letter is made from.
pub struct Desk {
    /// The mails.
    pub outbox: Outbox,
    situation: Situation,
    templates: Templates,
    clock: Clock,
    seen: i64,
}

/// What an effect did, or why it could not.
type Outcome = Result<Done, String>;

impl Desk {
    /// A desk over an outbox.
    ///
    /// # Errors
    /// [`OutboxError`] where it cannot be read.
    pub fn new(outbox: Outbox, situation: Situation, templates: Templates, clock: Clock) -> Result<Self, OutboxError> {
        let seen = outbox.changes_by_others()?;
        Ok(Self { outbox, situation, templates, clock, seen })
    }

    /// Does what is to be done in the outbox, and says what came of it. Editing, sending and leaving the terminal are
    /// somebody else's.
    pub fn run(&mut self, effect: Effect) -> Vec<Message> {
        self.situation.now = (self.clock)().with_timezone(&self.situation.me.zone);
        let outcome = match effect {
            Effect::Redraft(id, wish) => return self.redraft(id, &wish),
            Effect::Fill { id, gap, words } => return self.fill(id, &gap, &words),
            Effect::FindTimes(id) => return self.find_times(id),
            Effect::FindKinds(id) => return vec![Message::Kinds(id, own_kinds(&self.templates))],
            Effect::Reload => return vec![self.load()],
            Effect::Approve(drafts) => self.approve(&drafts),
            Effect::Discard(id) => self.discard(id),
            Effect::Reopen(id) => self.reopen(id),
            Effect::Settle(id, fate) => self.settle(id, fate),
            Effect::Revert(undo) => self.revert(&undo),
            Effect::Look(id) => self.done(id),
            Effect::Edit(..) | Effect::Send | Effect::Repaint | Effect::Suspend => return Vec::new(),
        };
        self.told(outcome)
    }

    fn told(&self, outcome: Outcome) -> Vec<Message> {
        match outcome {
            Ok(done) => vec![Message::Done(done)],
            // Whatever was refused, what is shown may be out of date.
            Err(why) => vec![self.load(), Message::Refused(why)],
        }
    }

    fn load(&self) -> Message {
        match self.outbox.list(&[]) {
            Ok(drafts) => Message::Loaded(drafts),
            Err(error) => Message::Refused(error.to_string()),
        }
    }

    /// The moment.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        (self.clock)()
    }

    /// Whether another process changed the outbox since this was asked last.
    pub fn changed_elsewhere(&mut self) -> bool {
        let Ok(now) = self.outbox.changes_by_others() else { return false };
        std::mem::replace(&mut self.seen, now) != now
    }

    /// A reply and its briefing, whichever of the two is named.
    fn pair(&self, id: DraftId) -> Result<(Draft, Option<Draft>), OutboxError> {
        let mail = self.outbox.get(id)?;
        let reply = match (mail.role, mail.belongs_to) {
            (DraftRole::Briefing, Some(reply)) => self.outbox.get(reply)?,
            _ => mail,
        };
        let briefing = self.outbox.briefing_of(reply.id)?;
        Ok((reply, briefing))
    }

    fn done(&self, id: DraftId) -> Outcome {
        let pair = self.pair(id).map_err(said)?;
        Ok(Done { changed: vec![pair], ..Done::default() })
    }

    fn redraft(&mut self, id: DraftId, wish: &Wish) -> Vec<Message> {
        let effect = Effect::Redraft(id, wish.clone());
        self.change(id, effect, |desk, draft| {
            redrafting::change(&mut desk.outbox, draft, wish.clone(), &desk.situation, &desk.templates).map(|_| ())
        })
    }

    fn fill(&mut self, id: DraftId, gap: &str, words: &str) -> Vec<Message> {
        let effect = Effect::Fill { id, gap: gap.to_owned(), words: words.to_owned() };
        self.change(id, effect, |desk, draft| {
            let hint = draft.letter.gaps.iter().find(|other| other.name == gap).map(|gap| gap.hint.clone());
            if let Some(hint) = hint.filter(|_| draft.hand_edited)
                && hand_editing::fill(&mut desk.outbox, draft, &hint, words, desk.situation.now.to_utc())?.is_some()
            {
                return Ok(());
            }
            let fillings = [(gap.to_owned(), words.to_owned())].into();
            let wish = Wish { choices: Choices { fillings, ..Choices::default() }, ..Wish::default() };
            redrafting::change(&mut desk.outbox, draft, wish, &desk.situation, &desk.templates).map(|_| ())
        })
    }

    /// Changes what a mail says, so that it can be undone.
    fn change(
        &mut self,
        id: DraftId,
        effect: Effect,
        work: impl FnOnce(&mut Self, &Draft) -> Result<(), RedraftingError>,
    ) -> Vec<Message> {
        let worked = self.pair(id).map_err(RedraftingError::from).and_then(|(reply, briefing)| {
            let draft = [Some(&reply), briefing.as_ref()].into_iter().flatten().find(|mail| mail.id == id);
            work(self, draft.unwrap_or(&reply))?;
            Ok((self.pair(reply.id)?, reply, briefing))
        });
        match worked {
            Ok(((now, now_briefing), reply, briefing)) => {
                let what = what_changed(&effect, &reply);
                let notice = in_words(&effect, &reply, &now, now_briefing.as_ref());
                let undo = Some(Box::new(Undo::Words { what, reply, briefing }));
                vec![Message::Done(Done { changed: vec![(now, now_briefing)], notice, undo, ..Done::default() })]
            }
            Err(RedraftingError::HandEdited(_)) => vec![Message::WouldLoseWords(effect)],
            Err(error) => self.told(Err(error.to_string())),
        }
    }

    fn find_times(&self, id: DraftId) -> Vec<Message> {
        let found = self.outbox.get(id).and_then(|draft| {
            let taken = redrafting::taken_times(&self.outbox, &draft)?;
            let minutes = draft.reply.minutes.unwrap_or(self.situation.policy.call_minutes);
            Ok(free_times(&draft.case, &self.situation, &taken, minutes))
        });
        match found {
            Ok(slots) => vec![Message::Times { id, slots }],
            Err(error) => self.told(Err(error.to_string())),
        }
    }

    fn approve(&mut self, drafts: &[Draft]) -> Outcome {
        let approved =
            approving::approve(&mut self.outbox, drafts, self.situation.now).map_err(|error| match error {
                ApprovingError::Outbox(OutboxError::Changed(_)) => {
                    "it was changed in the meantime: look at it again".to_owned()
                }
                error => error.to_string(),
            })?;
        let first = approved.first().map_or(0, |draft| draft.id);
        let pair = self.pair(first).map_err(said)?;
        let names: Vec<String> =
            approved.iter().filter_map(|draft| draft.letter.to.first()).map(words::person).collect();
        let undo = Some(Box::new(Undo::Approval(approved.iter().map(|draft| draft.id).collect())));
        let notice = format!("approved: to {}", names.join(" and "));
        Ok(Done { changed: vec![pair], notice, undo, then: Then::Next, edited: None })
    }

    fn discard(&mut self, id: DraftId) -> Outcome {
        self.outbox.discard(id, self.situation.now.to_utc()).map_err(said)?;
        let notice = "discarded; u brings it back".to_owned();
        Ok(Done { notice, undo: Some(Box::new(Undo::Discard(id))), then: Then::Next, ..self.done(id)? })
    }

    fn reopen(&mut self, id: DraftId) -> Outcome {
        let (reply, briefing) = self.pair(id).map_err(said)?;
        let now = self.situation.now.to_utc();
        if reply.status == Status::Discarded {
            self.outbox.restore(id, now).map_err(said)?;
        } else {
            let approved = |mail: &&Draft| matches!(mail.status, Status::Approved | Status::Failed);
            let mails: Vec<DraftId> =
                [Some(&reply), briefing.as_ref()].into_iter().flatten().filter(approved).map(|mail| mail.id).collect();
            if mails.is_empty() {
                return Err(format!(
                    "it is {}: only what is approved or discarded is made a draft again",
                    reply.status
                ));
            }
            self.withdraw(&mails)?;
        }
        Ok(Done { notice: "a draft again".to_owned(), then: Then::Changed, ..self.done(id)? })
    }

    fn settle(&mut self, id: DraftId, fate: Fate) -> Outcome {
        let now = self.situation.now.to_utc();
        let (settled, notice, then) = match fate {
            Fate::Sent => (self.outbox.resolve_as_sent(id, now), "settled: it went out", Then::Next),
            Fate::Retry => (self.outbox.resolve_to_retry(id, now), "settled: s sends it again", Then::Stay),
        };
        settled.map_err(said)?;
        Ok(Done { notice: notice.to_owned(), then, ..self.done(id)? })
    }

    /// The reply's approval goes first: it waits for a briefing that is a draft.
    fn withdraw(&mut self, mails: &[DraftId]) -> Result<(), String> {
        for id in mails {
            self.outbox.withdraw_approval(*id, self.situation.now.to_utc()).map_err(said)?;
        }
        Ok(())
    }

    fn revert(&mut self, undo: &Undo) -> Outcome {
        let now = self.situation.now.to_utc();
        let id = match undo {
            Undo::Words { reply, briefing, .. } => {
                reverting::revert(&mut self.outbox, reply, briefing.as_ref(), now).map_err(said)?;
                reply.id
            }
            Undo::Approval(mails) => {
                self.withdraw(mails)?;
                mails.first().copied().unwrap_or_default()
            }
            Undo::Discard(id) => {
                self.outbox.restore(*id, now).map_err(said)?;
                *id
            }
        };
        Ok(Done { notice: undone(undo), then: Then::Changed, ..self.done(id)? })
    }

    /// Lets a person edit a mail; `kept` is a text of theirs that could not be taken before.
    pub fn edit(
        &mut self,
        id: DraftId,
        kept: Option<String>,
        editor: impl FnOnce(&str) -> Result<String, String>,
    ) -> Vec<Message> {
        let pair = match self.pair(id) {
            Ok(pair) => pair,
            Err(error) => return self.told(Err(error.to_string())),
        };
        let draft = pair.1.as_ref().filter(|briefing| briefing.id == id).unwrap_or(&pair.0).clone();
        if let Err(error) = self.outbox.can_change(draft.id) {
            return self.told(Err(said(error)));
        }
        let edited = match editor(&kept.unwrap_or_else(|| hand_editing::editable(&draft.letter))) {
            Ok(edited) => edited,
            Err(why) => return self.told(Err(why)),
        };
        let now = (self.clock)();
        let taken = hand_editing::take(&mut self.outbox, &draft, &edited, now);
        let done = self.done(id).map(|done| Done { edited: Some(id), ..done });
        match taken {
            Ok(Some(_)) => self.told(done.map(|done| Done {
                notice: "your text is kept".to_owned(),
                undo: Some(Box::new(Undo::Words {
                    what: "the edited text".to_owned(),
                    reply: pair.0,
                    briefing: pair.1,
                })),
                ..done
            })),
            Err(error) if !edited.trim().is_empty() => {
                vec![self.load(), Message::Kept { id, text: edited, why: error.to_string() }]
            }
            // As in other programs: an empty text means no.
            Ok(None) | Err(_) => self.told(done.map(|done| Done { notice: "nothing was changed".to_owned(), ..done })),
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "an adapter for map_err")]
fn said(error: OutboxError) -> String {
    error.to_string()
}

/// The kinds of letters that the user made beside those that statt knows.
fn own_kinds(templates: &Templates) -> Vec<ReplyKind> {
    let names = [AddressForm::Sie, AddressForm::Du].into_iter().flat_map(|form| templates.kinds(form));
    let own = names.filter(|name| *name != BRIEFING).map(|name| ReplyKind::from(name.to_owned()));
    let own: BTreeSet<ReplyKind> = own.filter(|kind| matches!(kind, ReplyKind::Own(_))).collect();
    own.into_iter().collect()
}

fn what_changed(effect: &Effect, before: &Draft) -> String {
    match effect {
        Effect::Fill { .. } => "the filled gap".to_owned(),
        Effect::Redraft(_, wish) if wish.kind.as_ref().is_some_and(|kind| *kind != before.reply.kind) => {
            format!("{} again", before.reply.kind)
        }
        _ => "the last change".to_owned(),
    }
}

fn in_words(effect: &Effect, before: &Draft, now: &Draft, briefing: Option<&Draft>) -> String {
    let mut notice = match effect {
        Effect::Fill { .. } => "filled".to_owned(),
        Effect::Redraft(_, wish) if wish.kind.is_some() => format!("now: {}", now.reply.kind),
        _ => "drafted anew".to_owned(),
    };
    let gaps = now.letter.gaps.len() + briefing.map_or(0, |briefing| briefing.letter.gaps.len());
    if gaps > 0 {
        notice = format!("{notice}; {} to fill (g)", words::count(gaps, "gap"));
    }
    if before.status != Status::Draft {
        notice.push_str("; it is a draft again");
    }
    notice
}
