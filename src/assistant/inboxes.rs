//! Inboxes wherever they are: files on this machine, folders on a server.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;

use super::mail_account::ServerFolder;
use crate::adapters::imap::{Arrived, Newcomers, Progress, Wanted};
use crate::adapters::inbox::{self, KnownFiles, Mails, RawMail, Unreadable};
use crate::adapters::mail;
use crate::domain::folder_position::FolderPosition;
use crate::domain::reading::Reading;
use crate::domain::refusal::{Leniency, may_ask_in_words};

/// Where mails are read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inbox {
    /// A path, or `-` for standard input.
    Local(PathBuf),
    /// A folder on a server.
    Server(Box<ServerFolder>),
}

/// What is wanted of an inbox.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// On this machine: files that were read already.
    pub known: Option<KnownFiles>,
    /// On a server: everything up to here is known.
    pub after: Option<FolderPosition>,
    /// On a server: only what came since that day.
    pub since: Option<NaiveDate>,
    /// What the user allows beyond the usual.
    pub leniency: Leniency,
}

/// An inbox that is being read.
pub struct Open {
    /// Its mails.
    pub mails: Mails,
    /// How far they were read.
    pub reached: Reached,
}

/// How far an inbox was read; to be asked when its mails have been.
#[derive(Debug, Clone, Default)]
pub struct Reached(Option<Arc<Mutex<Progress>>>);

impl Reached {
    /// The position in a folder on a server, and why it was not read to its end.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.0.as_ref().map_or_else(Progress::default, |all| all.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }
}

/// Why an inbox cannot be opened.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {reason}")]
pub struct Unopened {
    /// The inbox.
    pub place: String,
    /// What is wrong.
    pub reason: String,
    /// What can be done about it.
    pub hint: Option<&'static str>,
}

impl Inbox {
    /// Opens it. Reading never changes an inbox.
    ///
    /// # Errors
    /// [`Unopened`].
    pub fn open(&self, wish: &Wish) -> Result<Open, Unopened> {
        match self {
            Self::Local(path) => match inbox::open_new(path, wish.known.as_ref()) {
                Ok(mails) => Ok(Open { mails, reached: Reached::default() }),
                Err(error) => {
                    let hint = Some("name a Maildir, an mbox, a folder of mails, one mail, or an .ics file");
                    Err(Unopened { place: error.source_path, reason: error.reason, hint })
                }
            },
            Self::Server(place) => {
                let leniency = wish.leniency;
                let wanted = Wanted {
                    folder: place.folder.clone(),
                    after: wish.after,
                    since: wish.since,
                    is_personal: Box::new(move |header| is_personal(header, leniency)),
                };
                let newcomers = Newcomers::open(place.account.dialer(), wanted).map_err(|failure| Unopened {
                    place: self.to_string(),
                    reason: failure.to_string(),
                    hint: failure.hint(),
                })?;
                let reached = Reached(Some(newcomers.progress()));
                Ok(Open { mails: Box::new(newcomers.map(raw)), reached })
            }
        }
    }
}

impl std::fmt::Display for Inbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Local(path) => path.display().fmt(f),
            Self::Server(place) => write!(f, "imap:{}/{}", place.account.account.name, place.folder),
        }
    }
}

fn raw(arrived: Result<Arrived, (String, String)>) -> Result<RawMail, Unreadable> {
    match arrived {
        Ok(mail) => Ok(RawMail::in_memory(mail.source, mail.flags, mail.octets)),
        Err((source, reason)) => Err(Unreadable::new(source, reason)),
    }
}

/// Whether a person may have written a mail with this header, so that its words are worth reading.
fn is_personal(header: &[u8], leniency: Leniency) -> bool {
    let read = mail::read_message(header, "", |_, _| Reading::default());
    may_ask_in_words(&read.value, leniency)
}
