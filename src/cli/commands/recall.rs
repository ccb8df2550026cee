//! What `draft` remembers of an inbox from one run to the next, in a file beside the outbox.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use chrono::Duration;

use crate::adapters::inbox::{self, LastRun, Listing, Mails, Seal, SeenFiles};
use crate::adapters::outbox::Outbox;
use crate::assistant::inboxes::Inbox;
use crate::assistant::reading::memory::{Memory, list};
use crate::assistant::surroundings;
use crate::cli::error::CommandError;
use crate::cli::settings::Settings;
use crate::domain::limits::OUT_OF_TIME;
use crate::domain::sent_letters::SentLetters;

use super::round::Tally;

/// At least so often an inbox is looked at as if for the first time, but for mails that are about no meeting.
const LONGEST: Duration = Duration::hours(24);

/// More is not said again in place of a run.
const MOST_WORDS: usize = 5_000;

/// What earlier runs over the same inboxes, under the same settings, left behind.
pub struct Recall {
    path: PathBuf,
    name: [u8; 32],
    seen: SeenFiles,
    /// How the outbox stands.
    stamp: String,
    /// How all else stands that drafts depend on; none where that cannot be told.
    others: Option<String>,
    writes_of_others: i64,
}

impl Recall {
    /// What is remembered; `None` where nothing can be.
    ///
    /// # Errors
    /// An outbox that cannot be read.
    pub fn of(inboxes: &[Inbox], outbox: &Outbox, settings: &Settings) -> Result<Option<Self>, CommandError> {
        let (Some(path), Some(name)) = (outbox.path().map(beside), name(inboxes, settings)) else { return Ok(None) };
        let seen = inbox::read_seen(&path, name);
        let writes_of_others = outbox.writes_of_others()?;
        Ok(Some(Self { path, name, seen, stamp: outbox.stamp()?, others: others(settings), writes_of_others }))
    }

    /// What the last run came to, where another one would come to the same.
    #[must_use]
    pub fn still_true(&self, inboxes: &[Inbox], settings: &Settings) -> Option<LastRun> {
        let last = self.seen.last.as_ref()?;
        let age = settings.now.timestamp().checked_sub(last.at)?;
        let is_fresh = (0..LONGEST.num_seconds()).contains(&age) && last.conditions == self.conditions(&self.stamp)?;
        (is_fresh && last.listing == listing(inboxes)?).then(|| last.clone())
    }

    fn conditions(&self, stamp: &str) -> Option<String> {
        self.others.as_ref().map(|others| format!("{stamp} {others}"))
    }

    /// The memory to read with.
    pub fn memory(&mut self, letters: &SentLetters) -> Memory {
        let seen = std::mem::take(&mut self.seen);
        Memory::of(seen, letters)
    }

    /// Keeps what a run saw, and what it came to, given where another would come to the same.
    ///
    /// # Errors
    /// An outbox that cannot be read, a file that cannot be written.
    pub fn keep(
        self,
        memory: Memory,
        outbox: &Outbox,
        run: Option<LastRun>,
        tally: &Tally,
    ) -> Result<(), CommandError> {
        let stamp = outbox.stamp()?;
        // What others changed meanwhile was not looked at, and what follows letters is looked at until nothing new comes.
        let is_alone = outbox.writes_of_others()? == self.writes_of_others;
        let is_done = tally.is_settled && (stamp == self.stamp || !tally.follows_letters);
        let run = run.filter(|run| is_alone && is_done && run.warnings.len() + run.notes.len() <= MOST_WORDS);
        // On a machine with less to do there may be time for more.
        let run = run.filter(|run| !run.warnings.iter().any(|warning| warning.ends_with(OUT_OF_TIME)));
        let run = run.and_then(|run| Some(LastRun { conditions: self.conditions(&stamp)?, ..run }));
        Ok(inbox::write_seen(&self.path, self.name, &memory.into_seen(run))?)
    }
}

fn beside(outbox: &Path) -> PathBuf {
    let mut name = outbox.as_os_str().to_owned();
    name.push(".seen");
    PathBuf::from(name)
}

/// A name for these inboxes under these settings and this very program; none where they cannot be told.
fn name(inboxes: &[Inbox], settings: &Settings) -> Option<[u8; 32]> {
    let program = std::env::current_exe().ok()?;
    let program = Seal::of(&program, &program.metadata().ok()?, SystemTime::now())?;
    let config = match &settings.config.path {
        Some(path) => std::fs::read(path).ok()?,
        None => Vec::new(),
    };
    let zone = settings.now.timezone().name().as_bytes().to_vec();
    let mut parts = vec![env!("CARGO_PKG_VERSION").as_bytes().to_vec(), program.0.to_vec(), config, zone];
    for inbox in inboxes {
        let place = match inbox {
            Inbox::Local(path) => path.canonicalize().unwrap_or_else(|_| path.clone()).into_os_string(),
            Inbox::Server(_) => inbox.to_string().into(),
        };
        parts.push(place.into_encoded_bytes());
    }
    Some(inbox::name_of(&parts))
}

/// The files of all inboxes as they stand; none where they cannot be told apart.
fn listing(inboxes: &[Inbox]) -> Option<String> {
    let mut listing = Listing::default();
    for inbox in inboxes {
        let Inbox::Local(path) = inbox else { return None };
        list(open(path)?, &mut listing).then_some(())?;
    }
    Some(listing.name())
}

fn open(path: &Path) -> Option<Mails> {
    if path == Path::new("-") { None } else { inbox::open(path).ok() }
}

/// How calendars, address books, templates stand, and the files of the Sent folder that tells what another program
/// answered.
fn others(settings: &Settings) -> Option<String> {
    let mut sent = Listing::default();
    if let Some(folder) = settings.local_sent_folder() {
        for part in ["cur", "new"] {
            if let Some(mails) = open(&folder.join(part)) {
                list(mails, &mut sent).then_some(())?;
            }
        }
    }
    Some(format!("{} {}", surroundings::standing(&settings.surroundings())?, sent.name()))
}
