//! What the other side has of mine about one meeting, when their next mail comes.

use chrono::{DateTime, FixedOffset, Utc};

use super::address::EmailAddress;
use super::case::MeetingKey;
use super::draft::{Draft, DraftId, DraftRole, InviteVersion, Status};
use super::invite::Invite;
use super::reaction::Reaction;
use super::reply::ReplyKind;
use super::time_slot::TimeSlot;

/// My letters about one meeting, and what was said to them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Correspondence {
    /// My answers that are out, oldest first.
    pub answers: Vec<SentAnswer>,
    /// Message-IDs of the mails that these answer and of the answers themselves, oldest first.
    pub thread: Vec<String>,
    /// The newest version of the invite that is answered, or that waits for its answer.
    pub latest: Option<Answered>,
    /// A proposal of mine was refused.
    pub declined: bool,
    /// The newest answer that is still on its way.
    pub open: Option<OpenAnswer>,
}

/// An answer of mine that is not out.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenAnswer {
    /// Its number.
    pub id: DraftId,
    /// Where it repeats a proposal that was out before: the version that changed otherwise, for which it does.
    pub repeats_proposal_for: Option<Invite>,
}

/// One answer of mine that is out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentAnswer {
    /// Its Message-ID.
    pub message_id: Option<String>,
    /// The kind of answer.
    pub kind: ReplyKind,
    /// The times that it offers.
    pub slots: Vec<TimeSlot>,
    /// Who got it.
    pub recipients: Vec<EmailAddress>,
    /// Who speaks for me there.
    pub colleague: Option<EmailAddress>,
    /// When it was sent, where the server said so.
    pub sent: Option<DateTime<Utc>>,
}

/// A version of an invite with what is needed to answer it again.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered {
    /// Which.
    pub version: InviteVersion,
    /// What it says.
    pub invite: Invite,
    /// It was answered, and not only drafted for.
    pub is_out: bool,
}

/// The meeting that a draft's story belongs to: that of the letter which it follows, else its own.
#[must_use]
pub fn root(draft: &Draft) -> &MeetingKey {
    draft.case.follows.as_ref().map_or(&draft.meeting, |follows| &follows.meeting)
}

impl Correspondence {
    /// Takes a draft into account; drafts come in the order of their numbers.
    pub fn note(&mut self, draft: &Draft) {
        let is_out = draft.status.may_be_out();
        if is_out {
            self.thread.extend(draft.case.message.message_id.clone());
            self.thread.extend(draft.message_id.clone());
        }
        if draft.role == DraftRole::Briefing {
            return;
        }
        let follows = draft.case.follows.as_ref();
        self.declined |= follows.is_some_and(|follows| follows.reaction == Reaction::Declined);
        if is_out {
            self.answers.push(SentAnswer {
                message_id: draft.message_id.clone(),
                kind: draft.reply.kind.clone(),
                slots: draft.reply.slots.clone(),
                recipients: draft.letter.to.iter().map(|person| person.address.clone()).collect(),
                colleague: draft.reply.colleague.as_ref().map(|colleague| colleague.person.address.clone()),
                sent: draft.sent,
            });
        }
        if matches!(draft.status, Status::Draft | Status::Approved | Status::Failed) {
            let again = follows.is_some_and(|follows| follows.reaction == Reaction::Changed);
            self.open = Some(OpenAnswer {
                id: draft.id,
                repeats_proposal_for: (again && is_proposal(&draft.reply.kind, &draft.reply.slots))
                    .then(|| draft.case.invite.clone()),
            });
        }
        // What is out counts, before what is not.
        if is_out || self.latest.as_ref().is_none_or(|latest| !latest.is_out) {
            self.latest = Some(Answered { version: draft.version, invite: draft.case.invite.clone(), is_out });
        }
    }

    /// The invite that stands after my proposal was refused: a newer one that changed something else, else the one that
    /// I answered.
    #[must_use]
    pub fn standing_invite(&self) -> Option<&Invite> {
        let newer = self.open.as_ref().and_then(|open| open.repeats_proposal_for.as_ref());
        newer.or_else(|| self.latest.as_ref().map(|latest| &latest.invite))
    }

    /// My last answer that is out.
    #[must_use]
    pub fn last(&self) -> Option<&SentAnswer> {
        self.answers.last()
    }

    /// The answers that offered times.
    pub fn proposals(&self) -> impl Iterator<Item = &SentAnswer> {
        self.answers.iter().filter(|answer| answer.is_proposal())
    }

    /// All times that I offered.
    #[must_use]
    pub fn offered(&self) -> Vec<TimeSlot> {
        self.proposals().flat_map(|answer| answer.slots.iter().copied()).collect()
    }

    /// Whether one of my answers went to this person.
    #[must_use]
    pub fn is_with(&self, person: &EmailAddress) -> bool {
        self.answers.iter().any(|answer| answer.recipients.contains(person))
    }

    /// Whether one of my answers went to this person, or to somebody of their domain.
    #[must_use]
    pub fn is_with_house_of(&self, person: &EmailAddress) -> bool {
        self.answers.iter().flat_map(|answer| &answer.recipients).any(|known| known.domain() == person.domain())
    }

    /// Whether I named this person as the one who speaks for me.
    #[must_use]
    pub fn is_handed_to(&self, person: &EmailAddress) -> bool {
        self.answers.iter().any(|answer| answer.colleague.as_ref() == Some(person))
    }

    /// Whether one of my proposals begins at this moment.
    #[must_use]
    pub fn offers(&self, start: DateTime<FixedOffset>) -> bool {
        self.proposals().any(|answer| answer.slots.iter().any(|slot| slot.start() == start))
    }
}

impl SentAnswer {
    /// Whether it offered times in place of the meeting.
    #[must_use]
    pub fn is_proposal(&self) -> bool {
        is_proposal(&self.kind, &self.slots)
    }
}

fn is_proposal(kind: &ReplyKind, slots: &[TimeSlot]) -> bool {
    *kind != ReplyKind::Attend && !slots.is_empty()
}
