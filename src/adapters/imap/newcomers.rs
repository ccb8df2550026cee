//! What is new in a folder, in the order of its arrival; a connection that breaks on the way is made again.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use chrono::NaiveDate;

use super::choice::{Kept, choose};
use super::failure::Failure;
use super::fetch::{Head, Section};
use super::folders::Opened;
use super::reduced::{Pieces, rebuilt, sections};
use super::session::{Dialer, Session};
use crate::domain::folder_position::FolderPosition;
use crate::domain::limits::MAX_MAIL;
use crate::domain::message::Flags;

/// So many heads are fetched at once.
const HEADS: usize = 100;
/// So many octets of parts are fetched at once, or one mail.
const PARTS: u64 = 16 << 20;
/// After so many broken connections without a single mail in between something is wrong that waiting does not mend.
const MOST_BREAKS: u32 = 6;
/// The first pause before a new connection; each further one is twice as long.
const PAUSE: Duration = Duration::from_millis(200);

/// Judges a mail by its header.
pub type IsPersonal = Box<dyn Fn(&[u8]) -> bool + Send>;

/// What is wanted of a folder.
pub struct Wanted {
    /// Its name.
    pub folder: String,
    /// Everything up to here is known.
    pub after: Option<FolderPosition>,
    /// Only what came since that day.
    pub since: Option<NaiveDate>,
    /// Whether a person may have written a mail with this header, so that its words are worth fetching.
    pub is_personal: IsPersonal,
}

/// A mail that arrived: its header, and those of its parts that may be about a meeting.
#[derive(Debug)]
pub struct Arrived {
    /// `imap:ACCOUNT/FOLDER;UID=N`.
    pub source: String,
    /// What the server says of it.
    pub flags: Flags,
    /// The mail, reduced.
    pub octets: Vec<u8>,
    uid: u32,
}

/// How far the reading of a folder is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    /// Everything up to here was handed over.
    pub position: Option<FolderPosition>,
    /// Why it ended before its end, if it did.
    pub failure: Option<Failure>,
}

/// The mails that are new in a folder, one after the other; what cannot be read is a source and a reason.
pub struct Newcomers {
    dialer: Dialer,
    wanted: Wanted,
    session: Option<Session>,
    opened: Opened,
    /// UIDs below are known or ready.
    next: u32,
    /// UIDs whose heads are still to be fetched; none until the server was asked.
    pending: Option<VecDeque<u32>>,
    heads: BTreeMap<u32, Head>,
    ready: VecDeque<Result<Arrived, (u32, String)>>,
    breaks: u32,
    is_over: bool,
    progress: Arc<Mutex<Progress>>,
}

impl Newcomers {
    /// Opens the folder.
    ///
    /// # Errors
    /// [`Failure`] where that cannot be done.
    pub fn open(dialer: Dialer, wanted: Wanted) -> Result<Self, Failure> {
        let mut newcomers = Self {
            dialer,
            wanted,
            session: None,
            opened: Opened::default(),
            next: 1,
            pending: None,
            heads: BTreeMap::new(),
            ready: VecDeque::new(),
            breaks: 0,
            is_over: false,
            progress: Arc::default(),
        };
        while let Err(failure) = newcomers.connect() {
            newcomers.recover(failure, Failure::is_broken)?;
        }
        Ok(newcomers)
    }

    /// How far it is; it can be asked while the mails are read, and after.
    #[must_use]
    pub fn progress(&self) -> Arc<Mutex<Progress>> {
        Arc::clone(&self.progress)
    }

    fn connect(&mut self) -> Result<(), Failure> {
        let mut session = self.dialer.connect()?;
        let opened = session.examine(&self.wanted.folder)?;
        if opened.uid_validity != self.opened.uid_validity {
            // Another folder than before, or the first look at it: UIDs of earlier mean nothing, unless they are of this one.
            let known = self.wanted.after.filter(|known| known.uid_validity == opened.uid_validity);
            let uid = known.map_or(0, |known| known.uid);
            self.next = uid.saturating_add(1);
            self.ready.clear();
            self.note(|progress| {
                progress.position = Some(FolderPosition { uid_validity: opened.uid_validity, uid });
            });
        }
        self.opened = opened;
        self.session = Some(session);
        self.pending = None;
        self.heads.clear();
        Ok(())
    }

    /// Gets ready what comes next; whether there is anything.
    fn refill(&mut self) -> Result<bool, Failure> {
        if self.session.is_none() {
            self.connect()?;
        }
        let Some(session) = self.session.as_mut() else { return Ok(false) };
        let pending = match &mut self.pending {
            Some(pending) => pending,
            None if self.opened.exists == 0 || self.opened.uid_next.is_some_and(|next| next <= self.next) => {
                self.pending.insert(VecDeque::new())
            }
            None => self.pending.insert(session.uids_from(self.next, self.wanted.since)?.into()),
        };
        if self.heads.is_empty() {
            let uids: Vec<u32> = pending.iter().copied().take(HEADS).collect();
            let Some(last) = uids.last().copied() else { return Ok(false) };
            self.heads = session.heads(&uids)?;
            pending.drain(..uids.len());
            if self.heads.is_empty() {
                self.next = last.saturating_add(1);
                return Ok(true);
            }
        }
        let (run, choices) = self.next_run();
        let Some(session) = self.session.as_mut() else { return Ok(false) };
        let pieces = fetch(session, &run, &choices)?;
        for ((uid, kept), pieces) in choices.into_iter().zip(pieces) {
            let Some(head) = self.heads.remove(&uid) else { continue };
            self.ready.push_back(self.arrived(uid, &head, kept.as_ref(), pieces));
            self.next = uid.saturating_add(1);
        }
        self.breaks = 0;
        Ok(true)
    }

    /// The next mails whose parts are fetched together, and what is kept of each.
    fn next_run(&self) -> (Vec<Need>, Vec<(u32, Option<Kept>)>) {
        let (mut needs, mut choices, mut octets) = (Vec::new(), Vec::new(), 0_u64);
        for (uid, head) in &self.heads {
            let header = head.header.as_deref().unwrap_or_default();
            let is_personal = !head.flags.draft && (self.wanted.is_personal)(header);
            let kept = head.structure.as_ref().map(|root| choose(root, is_personal));
            let need = match &kept {
                None if head.header.is_none() => Need::Nothing,
                None => Need::Whole,
                Some(None) => Need::Nothing,
                Some(Some(kept)) => Need::Parts(sections(kept)),
            };
            octets += need.octets(head);
            if !choices.is_empty() && octets > PARTS {
                break;
            }
            needs.push(need);
            choices.push((*uid, kept.flatten()));
        }
        (needs, choices)
    }

    fn arrived(
        &self,
        uid: u32,
        head: &Head,
        kept: Option<&Kept>,
        pieces: Option<Pieces>,
    ) -> Result<Arrived, (u32, String)> {
        let Some(header) = &head.header else {
            return Err((uid, "what the server says of this mail cannot be understood".to_owned()));
        };
        let octets = match pieces {
            None if kept.is_some() || head.structure.is_none() => {
                return Err((uid, "the server does not give its parts".to_owned()));
            }
            None => rebuilt(header, None, &Pieces::new()),
            Some(mut pieces) => match pieces.remove("") {
                Some(whole) => whole,
                None => rebuilt(header, kept, &pieces),
            },
        };
        if octets.len() > MAX_MAIL {
            return Err((uid, "mails over 50 MiB are not read".to_owned()));
        }
        Ok(Arrived { source: self.source(uid), flags: head.flags, octets, uid })
    }

    fn source(&self, uid: u32) -> String {
        format!("imap:{}/{};UID={uid}", self.dialer.account().name, self.wanted.folder)
    }

    /// Waits a moment where a new connection may help.
    fn recover(&mut self, failure: Failure, may_pass: fn(&Failure) -> bool) -> Result<(), Failure> {
        self.session = None;
        self.breaks += 1;
        if self.breaks > MOST_BREAKS || !may_pass(&failure) {
            return Err(failure);
        }
        thread::sleep(PAUSE * 2_u32.pow(self.breaks - 1));
        Ok(())
    }

    fn note(&self, change: impl FnOnce(&mut Progress)) {
        change(&mut self.progress.lock().unwrap_or_else(PoisonError::into_inner));
    }

    fn end(&mut self) {
        self.is_over = true;
        if let Some(session) = self.session.take() {
            session.log_out();
        }
        // What came and went meanwhile is known as well.
        let last = self.opened.uid_next.map_or(0, |next| next.saturating_sub(1)).max(self.next.saturating_sub(1));
        let is_all = self.wanted.since.is_none();
        self.note(|progress| {
            if let Some(position) = progress.position.as_mut().filter(|_| is_all) {
                position.uid = position.uid.max(last);
            }
        });
    }
}

/// What is to be fetched of a mail.
enum Need {
    Nothing,
    Parts(Vec<Section>),
    Whole,
}

impl Need {
    fn octets(&self, head: &Head) -> u64 {
        match self {
            Self::Nothing => 0,
            Self::Parts(sections) => {
                sections.iter().map(|(_, most)| u64::from(*most)).sum::<u64>().min(u64::from(head.octets) + 1024)
            }
            Self::Whole => u64::from(head.octets),
        }
    }
}

/// The same sections of several mails.
struct Request {
    uids: Vec<u32>,
    sections: Vec<Section>,
}

/// Fetches what each mail needs; mails that need the same are asked for together.
fn fetch(
    session: &mut Session,
    needs: &[Need],
    choices: &[(u32, Option<Kept>)],
) -> Result<Vec<Option<Pieces>>, Failure> {
    let mut alike: BTreeMap<Vec<String>, Request> = BTreeMap::new();
    let mut found = std::collections::HashMap::new();
    for (need, (uid, _)) in needs.iter().zip(choices) {
        match need {
            Need::Nothing => {}
            Need::Whole => {
                if let Some(whole) = session.whole(*uid)? {
                    found.insert(*uid, Pieces::from([(String::new(), whole)]));
                }
            }
            Need::Parts(wanted) => {
                let names = wanted.iter().map(|(section, _)| section.clone()).collect();
                let request =
                    alike.entry(names).or_insert_with(|| Request { uids: Vec::new(), sections: wanted.clone() });
                request.uids.push(*uid);
                for ((_, most), (_, wanted)) in request.sections.iter_mut().zip(wanted) {
                    *most = (*most).max(*wanted);
                }
            }
        }
    }
    for request in alike.into_values() {
        found.extend(session.parts(&request.uids, &request.sections)?);
    }
    Ok(choices.iter().map(|(uid, _)| found.remove(uid)).collect())
}

impl Iterator for Newcomers {
    type Item = Result<Arrived, (String, String)>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                let uid = item.as_ref().map_or_else(|(uid, _)| *uid, |arrived| arrived.uid);
                self.note(|progress| {
                    if let Some(position) = &mut progress.position {
                        position.uid = position.uid.max(uid);
                    }
                });
                return Some(item.map_err(|(uid, reason)| (self.source(uid), reason)));
            }
            if self.is_over {
                return None;
            }
            match self.refill() {
                Ok(true) => {}
                Ok(false) => self.end(),
                Err(failure) => {
                    if let Err(failure) = self.recover(failure, Failure::is_passing) {
                        self.is_over = true;
                        self.note(|progress| progress.failure = Some(failure.clone()));
                        let place = format!("imap:{}/{}", self.dialer.account().name, self.wanted.folder);
                        return Some(Err((place, failure.to_string())));
                    }
                }
            }
        }
    }
}
