//! All that is out of mine: which of it a mail follows, and what the mail says to it.

use std::collections::{BTreeSet, HashMap};

use super::address::{EmailAddress, Person};
use super::case::MeetingKey;
use super::correspondence::{Correspondence, SentAnswer, root};
use super::draft::Draft;
use super::history::{meeting_key, version};
use super::invite::{Invite, Method};
use super::message::Message;
use super::reaction::{Follows, Reaction, is_declined, to_request, to_words};
use super::refusal::speaks_for_organizer;
use super::story::{News, Notice};
use super::time_slot::TimeSlot;

/// My letters by meeting, and the ways in which mails point to them.
#[derive(Debug, Clone, Default)]
pub struct SentLetters {
    by_meeting: HashMap<MeetingKey, Correspondence>,
    /// The meeting with which the story of another began.
    roots: HashMap<MeetingKey, MeetingKey>,
    /// Message-IDs of letters that are out.
    by_message: HashMap<String, MeetingKey>,
    /// Who got a letter, and about which meetings.
    by_recipient: HashMap<EmailAddress, BTreeSet<MeetingKey>>,
    /// UIDs, and the meetings with which their stories began.
    by_uid: HashMap<String, BTreeSet<MeetingKey>>,
}

/// What a mail says to letters of mine.
#[derive(Debug, Clone, PartialEq)]
pub struct Following {
    /// The meeting that they are about.
    pub meeting: MeetingKey,
    /// What there is to tell.
    pub news: News,
    /// What an answer to it has to know; none where nothing is to be answered.
    pub follows: Option<Follows>,
}

impl SentLetters {
    /// Takes a draft into account; drafts come in the order of their numbers.
    pub fn note(&mut self, draft: &Draft) {
        let root = root(draft);
        self.by_meeting.entry(root.clone()).or_default().note(draft);
        self.by_uid.entry(draft.meeting.uid.clone()).or_default().insert(root.clone());
        if draft.status.may_be_out() {
            for person in &draft.letter.to {
                self.by_recipient.entry(person.address.clone()).or_default().insert(root.clone());
            }
        }
        if draft.meeting != *root {
            self.roots.insert(draft.meeting.clone(), root.clone());
        }
        if draft.status.may_be_out()
            && let Some(id) = &draft.message_id
        {
            self.by_message.insert(id.clone(), root.clone());
        }
    }

    /// Takes into account what a mail without a draft said.
    pub fn note_news(&mut self, notice: &Notice) {
        if let Some(letters) = self.by_meeting.get_mut(&notice.meeting) {
            letters.declined |= notice.news == News::Declined;
        }
    }

    /// The same letters after what these mails refuse; `None` where they refuse nothing.
    #[must_use]
    pub fn after_refusals(&self, mails: &[(&Message, &Invite)]) -> Option<Self> {
        let refused: Vec<MeetingKey> = mails
            .iter()
            .filter(|(_, invite)| invite.method == Method::DeclineCounter)
            .filter_map(|(message, invite)| self.refusal(message, invite))
            .map(|following| following.meeting)
            .collect();
        let mut after = (!refused.is_empty()).then(|| self.clone())?;
        for meeting in &refused {
            after.by_meeting.entry(meeting.clone()).or_default().declined = true;
        }
        Some(after)
    }

    /// Whether a letter of mine that is out has this Message-ID.
    #[must_use]
    pub fn has(&self, message_id: &str) -> bool {
        self.by_message.contains_key(message_id)
    }

    /// The Message-IDs of my letters that are out.
    pub fn message_ids(&self) -> impl Iterator<Item = &str> {
        self.by_message.keys().map(String::as_str)
    }

    /// Whether any letter is out.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_message.is_empty()
    }

    /// Whether a mail is in the thread of a letter of mine that is out.
    #[must_use]
    pub fn is_answered_by(&self, message: &Message) -> bool {
        self.thread_of(message).is_some()
    }

    /// What is known of a meeting, also of the one with which its story began.
    #[must_use]
    pub fn about(&self, meeting: &MeetingKey) -> Option<&Correspondence> {
        self.by_meeting.get(self.root_of(meeting))
    }

    /// The meeting with which the story of this one began.
    #[must_use]
    pub fn root_of<'a>(&'a self, meeting: &'a MeetingKey) -> &'a MeetingKey {
        self.roots.get(meeting).unwrap_or(meeting)
    }

    /// Whether a mail may end a meeting that I have to do with: its organizer's may, anybody else's not.
    #[must_use]
    pub fn may_cancel(&self, message: &Message, cancellation: &Invite) -> bool {
        let uid = meeting_key(message, cancellation).uid;
        let known = self.by_uid.get(&uid).into_iter().flatten().filter_map(|meeting| self.by_meeting.get(meeting));
        known.filter_map(|letters| letters.latest.as_ref()).all(|latest| speaks_for_organizer(message, &latest.invite))
    }

    /// What a mail says to my letters; `None` where it has to do with none that is out.
    #[must_use]
    pub fn followed_by(&self, message: &Message, invite: Option<&Invite>, zone: chrono_tz::Tz) -> Option<Following> {
        match invite.map(|invite| (invite, invite.method)) {
            Some((invite, Method::Request)) => self.request(message, invite),
            Some((invite, Method::DeclineCounter)) => self.refusal(message, invite),
            Some((invite, Method::Reply)) => self.reply(message, invite),
            Some((_, Method::PlainRequest)) | None => self.words(message, invite, zone),
            Some(_) => None,
        }
    }

    fn request(&self, message: &Message, invite: &Invite) -> Option<Following> {
        let key = meeting_key(message, invite);
        let (root, reaction) = if let Some(letters) = self.about(&key) {
            let latest = letters.latest.as_ref().filter(|latest| latest.is_out)?;
            // Where the story began with another mail, the version says nothing.
            let is_newer = version(invite).replaces(latest.version) || latest.invite.meeting.uid != invite.meeting.uid;
            (self.root_of(&key), to_request(invite, letters).filter(|_| is_newer)?)
        } else {
            self.invited_anew(message, invite)?
        };
        let meeting = &invite.meeting;
        let news = match reaction {
            Reaction::Accepted => News::Accepted { start: meeting.occurrence.map(TimeSlot::start), in_words: false },
            Reaction::OtherTime => News::Moved { to: meeting.start },
            _ => News::Updated,
        };
        Some(self.following(root, reaction, news))
    }

    /// An invite of its own for what I proposed: in the thread of my letter, or from whoever got it, for a time in it.
    fn invited_anew(&self, message: &Message, invite: &Invite) -> Option<(&MeetingKey, Reaction)> {
        if let Some(root) = self.thread_of(message) {
            let reaction = to_request(invite, self.by_meeting.get(root)?)?;
            // Who knows my proposal and asks for the old time all the same insists on it.
            let insists = reaction == Reaction::Changed && self.by_meeting[root].proposals().next().is_some();
            return Some((root, if insists { Reaction::Declined } else { reaction }));
        }
        let organizer = &invite.meeting.organizer.as_ref()?.address;
        let longest = |letters: &Correspondence| letters.offered().iter().map(|slot| slot.minutes()).max();
        let latest = self
            .by_recipient
            .get(organizer)?
            .iter()
            .filter_map(|meeting| Some((meeting, self.by_meeting.get(meeting)?)))
            .filter(|(_, letters)| letters.last().is_some_and(SentAnswer::is_proposal))
            .filter(|(_, letters)| to_request(invite, letters) == Some(Reaction::Accepted))
            // A longer meeting at that time is another one.
            .filter(|(_, letters)| invite.meeting.duration_minutes <= longest(letters))
            .max_by_key(|(meeting, letters)| (letters.last().and_then(|last| last.sent), *meeting))?;
        Some((latest.0, Reaction::Accepted))
    }

    fn refusal(&self, message: &Message, invite: &Invite) -> Option<Following> {
        let key = meeting_key(message, invite);
        let letters = self.about(&key)?;
        let latest = letters.latest.as_ref()?;
        let counts = is_declined(invite, letters) && speaks_for_organizer(message, &latest.invite);
        counts.then(|| self.following(self.root_of(&key), Reaction::Declined, News::Declined))
    }

    /// The colleague's answer to what I handed over.
    fn reply(&self, message: &Message, invite: &Invite) -> Option<Following> {
        let key = meeting_key(message, invite);
        let from = message.from.as_ref()?;
        self.about(&key).filter(|letters| letters.is_handed_to(&from.address))?;
        let status = invite.meeting.attendee(&from.address).map(|attendee| attendee.participation_status);
        let news = News::ColleagueAnswered { who: named(from), status };
        Some(Following { meeting: self.root_of(&key).clone(), news, follows: None })
    }

    fn words(&self, message: &Message, request: Option<&Invite>, zone: chrono_tz::Tz) -> Option<Following> {
        if is_automatic(message) {
            return None;
        }
        let root = self.thread_of(message)?;
        let letters = self.by_meeting.get(root)?;
        let from = message.from.as_ref()?;
        if letters.is_handed_to(&from.address) {
            let news = News::ColleagueAnswered { who: named(from), status: None };
            return Some(Following { meeting: root.clone(), news, follows: None });
        }
        let (reaction, agreed) = match to_words(message, request, letters, zone) {
            // Anybody may know a Message-ID: only their side can say yes.
            (Reaction::Agreed, _) if !letters.is_with_house_of(&from.address) => (Reaction::Words, None),
            said => said,
        };
        let asked = request.and_then(|request| request.meeting.start);
        let news = match reaction {
            Reaction::Agreed if letters.last().is_some_and(SentAnswer::is_proposal) => {
                News::Accepted { start: agreed.map(TimeSlot::start), in_words: true }
            }
            Reaction::Words if asked.is_some() => News::Moved { to: asked },
            _ => News::Answered,
        };
        Some(self.following(root, reaction, news))
    }

    fn following(&self, root: &MeetingKey, reaction: Reaction, news: News) -> Following {
        let letters = &self.by_meeting[root];
        let pending = reaction == Reaction::Accepted || reaction == Reaction::Changed && !letters.declined;
        let follows = Follows {
            meeting: root.clone(),
            reaction,
            thread: letters.thread.clone(),
            refused: if pending { Vec::new() } else { letters.offered() },
        };
        Following { meeting: root.clone(), news, follows: Some(follows) }
    }

    fn thread_of(&self, message: &Message) -> Option<&MeetingKey> {
        message.in_reply_to.iter().chain(message.references.iter().rev()).find_map(|id| self.by_message.get(id))
    }
}

/// Whether a machine answered: somebody is away, or a letter did not arrive (RFC 3834).
fn is_automatic(message: &Message) -> bool {
    let signs = &message.automation;
    let bulk = matches!(signs.precedence.as_deref(), Some("bulk" | "junk" | "auto_reply"));
    signs.auto_submitted.is_some() || signs.null_return_path || bulk
}

fn named(person: &Person) -> String {
    person.name.clone().unwrap_or_else(|| person.address.to_string())
}

#[cfg(test)]
mod tests;
