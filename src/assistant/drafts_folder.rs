//! Drafts in a folder on the server, where any mail program can change, send or delete them; what a person did there counts.
//!
//! Only what waits for a person is laid out. What was approved here is taken away there before it is sent, so that nobody
//! sends it a second time.

use chrono::{DateTime, Duration};

use super::finishing::{self, FinishingError};
use super::hand_editing;
use super::mail_account::{MailAccount, place_on_server};
use super::returned_letter::{self, Returned};
use crate::adapters::imap::{Failure, Session, SpecialUse};
use crate::adapters::outbox::{LaidOut, Outbox, OutboxError};
use crate::domain::draft::{Draft, DraftId, Status};

/// A mail that is sent vanishes from the drafts before it shows among the sent ones: so long it is looked for there.
const LATE: Duration = Duration::hours(24);

/// A mail program's clock may differ from ours by so much.
const CLOCKS_DIFFER: Duration = Duration::minutes(10);

/// What a person did in the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// They sent it.
    Sent,
    /// They changed it: text and recipients are taken over.
    Changed,
    /// They deleted it.
    Deleted,
}

/// Why drafts and folder do not agree.
#[derive(Debug, thiserror::Error)]
pub enum Disagreement {
    /// The server.
    #[error("imap:{place}: {failure}")]
    Server {
        /// Account and folder.
        place: String,
        /// What went wrong.
        failure: Failure,
    },
    /// The outbox.
    #[error(transparent)]
    Outbox(#[from] OutboxError),
}

/// What came of one look.
#[derive(Debug, Default)]
pub struct Agreement {
    /// What a person did.
    pub deeds: Vec<(DraftId, Deed)>,
    /// How many drafts were laid out.
    pub laid_out: usize,
    /// Drafts that cannot be laid out, and why.
    pub unfit: Vec<(DraftId, FinishingError)>,
}

/// The account in whose folder a draft belongs: the one that its mail came to, else the first that has one.
fn account_of<'a>(draft: &Draft, accounts: &'a [MailAccount]) -> Option<&'a MailAccount> {
    let name = place_on_server(&draft.case.message.source).map(|(name, _, _)| name);
    let mut with_drafts = accounts.iter().filter(|account| account.drafts.is_some());
    with_drafts.clone().find(|account| Some(account.account.name.as_str()) == name).or_else(|| with_drafts.next())
}

/// Looks into the folder of each account that has one, takes over what a person did there, and lays out what is new.
///
/// # Errors
/// [`Disagreement`]; what was taken over before stays.
pub fn agree(
    outbox: &mut Outbox,
    accounts: &[MailAccount],
    now: DateTime<chrono_tz::Tz>,
) -> Result<Agreement, Disagreement> {
    let mut agreement = Agreement::default();
    for account in accounts {
        let Some(folder) = &account.drafts else { continue };
        let waiting: Vec<Draft> = outbox
            .list(&[Status::Draft])?
            .into_iter()
            .filter(|draft| account_of(draft, accounts).is_some_and(|own| own.account.name == account.account.name))
            .collect();
        let name = account.account.name.clone();
        if waiting.is_empty() && outbox.laid_out(&name, folder)?.is_empty() {
            continue;
        }
        let failed = |failure| Disagreement::Server { place: format!("{name}/{folder}"), failure };
        let mut session = account.dialer().connect().map_err(failed)?;
        let uid_validity = session.open_drafts(folder).map_err(failed)?.uid_validity;
        let mut look = Look { outbox, account, folder, session, uid_validity, now, agreement: &mut agreement };
        look.take_over()?;
        look.lay_out(&waiting)?;
        look.session.log_out();
    }
    Ok(agreement)
}

/// One look into one folder.
struct Look<'a> {
    outbox: &'a mut Outbox,
    account: &'a MailAccount,
    folder: &'a str,
    session: Session,
    uid_validity: u32,
    now: DateTime<chrono_tz::Tz>,
    agreement: &'a mut Agreement,
}

impl Look<'_> {
    /// Compares what was laid out with what is there.
    fn take_over(&mut self) -> Result<(), Disagreement> {
        let mut all = self.outbox.laid_out(&self.account.account.name, self.folder)?;
        for one in &mut all {
            if one.gone.is_none() && (one.uid.is_none() || one.uid_validity != Some(self.uid_validity)) {
                self.find_again(one)?;
            }
        }
        let uids: Vec<u32> = all.iter().filter_map(|one| one.uid).collect();
        let there = self.at(|session| session.still_there(&uids))?;
        let (there, missing): (Vec<_>, Vec<_>) = all
            .into_iter()
            .filter(|one| one.uid.is_some() || one.gone.is_some())
            .partition(|one| one.gone.is_none() && one.uid.is_some_and(|uid| there.contains(&uid)));
        for one in there {
            self.is_there(one)?;
        }
        if missing.is_empty() {
            return Ok(());
        }
        let missing = self.sent(missing)?;
        for one in missing {
            self.is_missing(one, &uids)?;
        }
        Ok(())
    }

    /// After a crash, or where UIDs do not mean what they did: by Message-ID. What is not found is laid out anew and not
    /// taken for deleted.
    fn find_again(&mut self, one: &mut LaidOut) -> Result<(), Disagreement> {
        let message_id = one.message_id.clone();
        let uid = self.at(|session| session.with_message_id(&message_id))?.pop();
        (one.uid, one.stale) = (uid, one.stale.filter(|_| one.uid_validity == Some(self.uid_validity)));
        one.uid_validity = Some(self.uid_validity);
        if uid.is_some() { self.note(one) } else { Ok(self.outbox.forget_laid_out(one.mail)?) }
    }

    fn is_there(&mut self, mut one: LaidOut) -> Result<(), Disagreement> {
        if let Some(stale) = one.stale.take() {
            self.at(|session| session.take_away(stale))?;
            self.note(&one)?;
        }
        let draft = self.outbox.get(one.mail)?;
        if draft.status != Status::Draft {
            // It is decided here: nobody should decide it there as well.
            if let Some(uid) = one.uid {
                self.at(|session| session.take_away(uid))?;
            }
            self.outbox.forget_laid_out(one.mail)?;
        } else if draft.revision != one.revision {
            self.put(&draft, one.uid)?;
        }
        Ok(())
    }

    /// Settles those that are among the sent mails; gives the others.
    fn sent(&mut self, missing: Vec<LaidOut>) -> Result<Vec<LaidOut>, Disagreement> {
        let folder = self.sent_folder()?;
        if let Err(failure) = self.session.examine(&folder) {
            if !matches!(failure, Failure::Refused { .. }) {
                return Err(self.failed(failure));
            }
            return Ok(missing);
        }
        let mut left = Vec::new();
        for one in missing {
            let draft = self.outbox.get(one.mail)?;
            match self.sent_version(&one, &draft)? {
                None => left.push(one),
                Some(version) => self.was_sent(&one, &draft, version)?,
            }
        }
        let folder = self.folder.to_owned();
        self.at(|session| session.select(&folder))?;
        Ok(left)
    }

    /// What a draft became, among the sent mails; what I wrote to them before there was a draft is something else.
    fn sent_version(&mut self, one: &LaidOut, draft: &Draft) -> Result<Option<Returned>, Disagreement> {
        for uid in self.answers(one, draft)?.into_iter().rev() {
            let Some(octets) = self.at(|session| session.mail(uid))? else { continue };
            let version = returned_letter::read(draft, &octets);
            let is_same = version.message_id.as_ref() == Some(&one.message_id);
            if is_same || version.date.is_none_or(|date| date >= draft.created - CLOCKS_DIFFER) {
                return Ok(Some(version));
            }
        }
        Ok(None)
    }

    /// What went out there is what counts: its words, and the identity by which it will be answered.
    fn was_sent(&mut self, one: &LaidOut, draft: &Draft, version: Returned) -> Result<(), Disagreement> {
        let now = self.now.to_utc();
        let calendar = draft.calendar.clone().filter(|_| version.has_calendar);
        let is_other = version.letter != draft.letter || calendar != draft.calendar;
        if is_other && self.outbox.can_change(draft.id).is_ok() {
            hand_editing::store_with(self.outbox, draft, version.letter, calendar, now)?;
        }
        let sent = version.date.map_or(now, |date| date.min(now));
        if self.outbox.settle_as_sent_elsewhere(one.mail, version.message_id.as_deref(), sent, now)? {
            self.agreement.deeds.push((one.mail, Deed::Sent));
        }
        Ok(self.outbox.forget_laid_out(one.mail)?)
    }

    fn sent_folder(&mut self) -> Result<String, Disagreement> {
        if let Some(sent) = &self.account.sent {
            return Ok(sent.clone());
        }
        let folders = self.at(Session::folders)?;
        let named = folders.into_iter().find(|folder| folder.special_use == Some(SpecialUse::Sent));
        Ok(named.map_or_else(|| self.account.sent_folder().to_owned(), |folder| folder.name))
    }

    /// It was laid out, is neither there nor sent: it was changed, which mail programs do by putting another in its place, or
    /// it was deleted.
    fn is_missing(&mut self, mut one: LaidOut, known: &[u32]) -> Result<(), Disagreement> {
        let now = self.now.to_utc();
        if let Some(gone) = one.gone {
            if now - gone > LATE {
                self.outbox.forget_laid_out(one.mail)?;
            }
            return Ok(());
        }
        let draft = self.outbox.get(one.mail)?;
        if !matches!(draft.status, Status::Draft | Status::Approved | Status::Failed) {
            self.outbox.forget_laid_out(one.mail)?;
            return Ok(());
        }
        let other = self.answers(&one, &draft)?.into_iter().rfind(|uid| !known.contains(uid));
        if let Some(uid) = other
            && let Some(octets) = self.at(|session| session.mail(uid))?
        {
            return self.changed(one, &draft, uid, &octets);
        }
        self.outbox.discard(one.mail, now)?;
        self.agreement.deeds.push((one.mail, Deed::Deleted));
        one.gone = Some(now);
        self.note(&one)
    }

    fn changed(&mut self, mut one: LaidOut, draft: &Draft, uid: u32, octets: &[u8]) -> Result<(), Disagreement> {
        let returned = returned_letter::read(draft, octets);
        one.uid = Some(uid);
        one.message_id = returned.message_id.unwrap_or(one.message_id);
        let letter = returned.letter;
        if letter != draft.letter {
            one.revision = hand_editing::store(self.outbox, draft, letter, self.now.to_utc())?.revision;
            self.agreement.deeds.push((draft.id, Deed::Changed));
        }
        self.note(&one)
    }

    /// Lays out what is not there yet.
    fn lay_out(&mut self, waiting: &[Draft]) -> Result<(), Disagreement> {
        let known = self.outbox.laid_out(&self.account.account.name, self.folder)?;
        for draft in waiting {
            let is_waiting = self.outbox.get(draft.id)?.status == Status::Draft;
            if is_waiting && known.iter().all(|one| one.mail != draft.id) {
                self.put(draft, None)?;
            }
        }
        Ok(())
    }

    /// Lays out one draft, in the place of its older self where there is one. That it is about to be there is on record
    /// before it is, so that a crash leaves nothing twice.
    fn put(&mut self, draft: &Draft, stale: Option<u32>) -> Result<(), Disagreement> {
        let finished = match finishing::editable(draft, self.now) {
            Ok(finished) => finished,
            Err(error) => {
                self.agreement.unfit.push((draft.id, error));
                return Ok(());
            }
        };
        let mut one = LaidOut {
            mail: draft.id,
            revision: draft.revision,
            message_id: finished.message_id,
            uid_validity: Some(self.uid_validity),
            uid: None,
            stale,
            gone: None,
        };
        self.note(&one)?;
        let (folder, now, message_id) = (self.folder.to_owned(), self.now.to_utc(), one.message_id.clone());
        one.uid = self.at(|session| session.lay_out(&folder, &message_id, now, &finished.mail.bytes))?;
        self.note(&one)?;
        if let Some(stale) = one.stale.take() {
            self.at(|session| session.take_away(stale))?;
            self.note(&one)?;
        }
        self.agreement.laid_out += 1;
        Ok(())
    }

    fn answers(&mut self, one: &LaidOut, draft: &Draft) -> Result<Vec<u32>, Disagreement> {
        let to = draft.letter.to.first().map_or_else(String::new, |person| person.address.lower());
        let answered = draft.case.message.message_id.clone();
        self.at(|session| session.answers(&one.message_id, answered.as_deref(), &to))
    }

    fn note(&mut self, one: &LaidOut) -> Result<(), Disagreement> {
        Ok(self.outbox.note_laid_out(&self.account.account.name, self.folder, one)?)
    }

    fn at<T>(&mut self, deed: impl FnOnce(&mut Session) -> Result<T, Failure>) -> Result<T, Disagreement> {
        deed(&mut self.session).map_err(|failure| self.failed(failure))
    }

    fn failed(&self, failure: Failure) -> Disagreement {
        Disagreement::Server { place: format!("{}/{}", self.account.account.name, self.folder), failure }
    }
}
