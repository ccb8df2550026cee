//! A run over an inbox: what is new becomes drafts, what is outdated leaves the outbox.

use std::collections::{HashMap, HashSet};

use crate::adapters::outbox::{Added, Incoming, Outbox, OutboxError, Voided};
use crate::adapters::templates::{TemplateError, Templates};
use crate::domain::address::EmailAddress;
use crate::domain::case::{Case, MeetingKey};
use crate::domain::category::{Category, Refusal};
use crate::domain::draft::{Draft, DraftRole, InviteVersion, NewDraft, Status};
use crate::domain::history;
use crate::domain::letter::Wording;
use crate::domain::plan::{Choices, plan};
use crate::domain::reaction::Reaction;
use crate::domain::reply::ReplyKind;
use crate::domain::sender_limit::{Postponed, SenderLimit};
use crate::domain::situation::Situation;
use crate::domain::story::{News, Notice};
use crate::domain::time_slot::TimeSlot;
use crate::german::AddressForm;

use super::composing::{compose, wording};
use super::weighing::{Memory, Weighed};

/// Why a run stopped.
#[derive(Debug, thiserror::Error)]
pub enum DraftingError {
    /// The outbox.
    #[error(transparent)]
    Outbox(#[from] OutboxError),
    /// A template.
    #[error(transparent)]
    Template(#[from] TemplateError),
}

/// What became of one mail.
#[derive(Debug)]
pub enum Outcome {
    /// New drafts.
    Drafted {
        /// The reply, and the briefing that belongs to it.
        drafts: Vec<Draft>,
        /// What they did to mails about older versions.
        older: Voided,
    },
    /// Not stored, for it was only a rehearsal.
    Rehearsed(Vec<NewDraft>),
    /// Known from an earlier run.
    Known,
    /// A cancellation, and what it did to mails about the meeting.
    Cancelled(Voided),
    /// News of a meeting that need no answer.
    Noticed(Notice),
    /// No reply, and why.
    Refused(Refusal),
    /// Left for later: its sender has had enough drafts for a day.
    Postponed(Postponed),
    /// Not about a meeting, or nothing to do.
    Nothing,
}

/// What the outbox holds, gathered once a run.
#[derive(Debug, Default)]
pub struct Ledger {
    /// What weighing needs.
    pub memory: Memory,
    /// Times proposed to somebody, with the meeting they are for.
    taken: Vec<(MeetingKey, TimeSlot)>,
    /// The wording of the last letter to each client.
    wordings: HashMap<EmailAddress, Wording>,
    /// Who had how many drafts.
    senders: SenderLimit,
    /// The mails that an earlier run postponed.
    postponed: HashSet<String>,
}

impl Ledger {
    /// Gathers what the outbox knows.
    ///
    /// # Errors
    /// An outbox that cannot be read.
    pub fn of(outbox: &Outbox) -> Result<Self, OutboxError> {
        let mut ledger = Self::default();
        outbox.each(|draft| ledger.note(&draft))?;
        for notice in outbox.notices()? {
            ledger.memory.letters.note_news(&notice);
        }
        ledger.postponed = outbox.postponed()?.into_iter().map(|postponed| postponed.message).collect();
        Ok(ledger)
    }

    fn note(&mut self, draft: &Draft) {
        self.memory.letters.note(draft);
        if draft.role == DraftRole::Briefing {
            return;
        }
        self.senders.note(&draft.case.message, &draft.case.invite, draft.created);
        let newest = self.memory.versions.entry(draft.meeting.clone()).or_insert(draft.version);
        *newest = (*newest).max(draft.version);
        if matches!(draft.status, Status::Superseded | Status::Discarded | Status::Rejected) {
            return;
        }
        if draft.status.may_be_out() {
            self.memory.answered.insert(draft.meeting.clone(), draft.version);
        }
        self.taken.extend(proposed(draft).map(|slot| (draft.meeting.clone(), slot)));
        if let Some(recipient) = draft.letter.to.first() {
            self.wordings.insert(recipient.address.clone(), wording(&draft.case));
            if draft.status.may_be_out() {
                self.memory.forms.insert(recipient.address.clone(), draft.case.correspondent.address_form.value);
            }
        }
    }

    /// Times that are not to be proposed for a meeting: those proposed for another one, and those refused in this one.
    #[must_use]
    pub fn taken_for(&self, meeting: &MeetingKey, case: &Case) -> Vec<TimeSlot> {
        let others = self.taken.iter().filter(|(other, _)| other != meeting).map(|(_, slot)| *slot);
        others.chain(case.follows.iter().flat_map(|follows| follows.refused.iter().copied())).collect()
    }
}

fn proposed(draft: &Draft) -> impl Iterator<Item = TimeSlot> {
    draft.reply.slots.iter().copied()
}

/// One run over an inbox.
pub struct Drafting<'a> {
    /// All that lies around.
    pub situation: &'a Situation,
    /// The letters.
    pub templates: &'a Templates,
    /// The user's kind of reply for every mail, in place of each mail's own.
    pub kind: Option<ReplyKind>,
    /// Nothing is stored.
    pub rehearsal: bool,
    /// A sender may have any number of drafts.
    pub is_unlimited: bool,
}

impl Drafting<'_> {
    /// Deals with one weighed mail.
    ///
    /// # Errors
    /// An outbox that cannot be written, a template that fails; what was stored before stays.
    pub fn take(&self, mail: Weighed, outbox: &mut Outbox, ledger: &mut Ledger) -> Result<Outcome, DraftingError> {
        let Some(invite) = &mail.invite else { return self.take_words(&mail, outbox, ledger) };
        let meeting = history::meeting_key(&mail.message, invite);
        let version = history::version(invite);
        let id = message_key(&mail, &meeting, version);
        let incoming = Incoming { message: &id, meeting: &meeting, version };
        let now = self.situation.now.to_utc();
        if !self.rehearsal && ledger.postponed.remove(&id) {
            outbox.no_longer_postponed(&id)?;
        }
        if mail.category == Category::Cancellation && mail.refusal == Some(Refusal::Cancelled) && !self.rehearsal {
            outbox.notice(&self.told(&mail, &id, ledger.memory.letters.root_of(&meeting), &News::Cancelled, ledger))?;
            return Ok(Outcome::Cancelled(outbox.cancel(incoming, now)?));
        }
        if outbox.seen(&id)?.is_some() {
            return Ok(Outcome::Known);
        }
        if !mail.is_answerable() {
            return self.notice(&mail, &id, outbox, ledger);
        }
        if !self.is_unlimited
            && let Some(sender) = ledger.senders.exhausted_by(&mail.message, invite, now)
        {
            let postponed = Postponed { message: id, sender, source: mail.message.source.clone(), at: now };
            if !self.rehearsal {
                outbox.note_postponed(&postponed)?;
            }
            return Ok(Outcome::Postponed(postponed));
        }
        let answered_before = ledger.memory.answered.contains_key(&meeting);
        let refusal = mail.refuses_my_proposal().then(|| mail.following.clone()).flatten();
        let refusal = refusal.map(|refusal| self.told(&mail, &id, &refusal.meeting, &refusal.news, ledger));
        let recipient = crate::domain::refusal::answer_to(&mail.message, invite).map(|person| person.address.clone());
        let last_wording = recipient.as_ref().and_then(|address| ledger.wordings.get(address)).copied();
        let Some(case) = mail.into_case(answered_before, last_wording) else { return Ok(Outcome::Nothing) };
        let drafts = self.compose(&case, &ledger.taken_for(&meeting, &case))?;
        if self.rehearsal {
            ledger.senders.note(&case.message, &case.invite, now);
            return Ok(Outcome::Rehearsed(drafts));
        }
        let added = match &refusal {
            Some(refusal) => {
                let open = ledger.memory.letters.about(&refusal.meeting).and_then(|letters| letters.open.as_ref());
                let repeats = open.filter(|open| open.repeats_proposal_for.is_some()).map(|open| open.id);
                outbox.add_again(incoming, &drafts, repeats, now)?
            }
            None => outbox.add(incoming, &drafts, now)?,
        };
        Ok(match (added, refusal) {
            // What is on its way is an answer to the refusal too.
            (Added::KnownVersion(_) | Added::Outdated, Some(refusal)) => keep(refusal, outbox, ledger)?,
            (added, _) => outcome(added, ledger),
        })
    }

    /// A mail without a meeting of its own: maybe words in the thread of a letter of mine.
    fn take_words(&self, mail: &Weighed, outbox: &mut Outbox, ledger: &mut Ledger) -> Result<Outcome, DraftingError> {
        let id = mail.message.message_id.clone().unwrap_or_else(|| mail.message.source.clone());
        self.notice(mail, &id, outbox, ledger)
    }

    /// Keeps what a mail that gets no draft says of a meeting.
    fn notice(
        &self,
        mail: &Weighed,
        id: &str,
        outbox: &mut Outbox,
        ledger: &mut Ledger,
    ) -> Result<Outcome, DraftingError> {
        let nothing = mail.refusal.map_or(Outcome::Nothing, Outcome::Refused);
        let Some(following) = mail.following.as_ref().filter(|_| !self.rehearsal && may_be_news(mail.refusal)) else {
            return Ok(nothing);
        };
        keep(self.told(mail, id, &following.meeting, &following.news, ledger), outbox, ledger)
    }

    /// What a mail tells of a meeting; it was written not later than now, whatever it says.
    fn told(&self, mail: &Weighed, id: &str, meeting: &MeetingKey, news: &News, ledger: &Ledger) -> Notice {
        let now = self.situation.now.to_utc();
        let letters = ledger.memory.letters.about(meeting);
        Notice {
            message: id.to_owned(),
            meeting: meeting.clone(),
            at: mail.message.date.map_or(now, |date| date.to_utc().min(now)),
            after: letters.and_then(|letters| letters.last()?.message_id.clone()),
            news: news.clone(),
        }
    }

    fn compose(&self, case: &Case, taken: &[TimeSlot]) -> Result<Vec<NewDraft>, TemplateError> {
        let decided = case.decision.as_ref().map_or(ReplyKind::Call, |decision| decision.reply.clone());
        // Whoever took my proposal is not answered with another one.
        let is_accepted = case.follows.as_ref().is_some_and(|follows| follows.reaction == Reaction::Accepted);
        let kind = self.kind.clone().filter(|_| !is_accepted).unwrap_or(decided);
        let others = case.follows.as_ref().map(|follows| self.situation.without(&follows.meeting.uid));
        let situation = others.as_ref().unwrap_or(self.situation);
        let reply = plan(&kind, case, situation, taken, &Choices::default());
        compose(case, &reply, self.situation, self.templates)
    }
}

/// What became of drafts, noted in the ledger.
fn outcome(added: Added, ledger: &mut Ledger) -> Outcome {
    match added {
        Added::Drafts { drafts, older } => {
            for draft in &drafts {
                ledger.note(draft);
            }
            Outcome::Drafted { drafts, older }
        }
        Added::KnownMail | Added::KnownVersion(_) => Outcome::Known,
        Added::Outdated => Outcome::Refused(Refusal::Superseded),
    }
}

/// Keeps a notice, unless it was kept before.
fn keep(notice: Notice, outbox: &mut Outbox, ledger: &mut Ledger) -> Result<Outcome, DraftingError> {
    if !outbox.notice(&notice)? {
        return Ok(Outcome::Known);
    }
    ledger.memory.letters.note_news(&notice);
    Ok(Outcome::Noticed(notice))
}

/// Whether a mail that gets no reply for this reason may tell something all the same: not one that a machine or a
/// stranger sent.
fn may_be_news(refusal: Option<Refusal>) -> bool {
    use Refusal::{AutoSubmitted, Bulk, MailingList, NotInvited, OrganizerMismatch, OwnMessage};
    let hushed = [AutoSubmitted, Bulk, MailingList, NotInvited, OrganizerMismatch, OwnMessage];
    !refusal.is_some_and(|refusal| hushed.contains(&refusal))
}

/// What identifies a mail for good: its Message-ID, else the meeting and the version that it is about.
fn message_key(mail: &Weighed, meeting: &MeetingKey, version: InviteVersion) -> String {
    mail.message.message_id.clone().unwrap_or_else(|| {
        let stamp = version.stamp.map_or(String::new(), |stamp| stamp.to_rfc3339());
        let refusal = if mail.category == Category::DeclineCounter { "/refusal" } else { "" };
        format!("{}/{}/{}/{stamp}{refusal}", meeting.uid, meeting.instance, version.sequence)
    })
}

/// Whether the letters that a kind needs are there.
#[must_use]
pub fn knows_kind(templates: &Templates, kind: &ReplyKind) -> bool {
    templates.has(AddressForm::Sie, kind.name()) || templates.has(AddressForm::Du, kind.name())
}
