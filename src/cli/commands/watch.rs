//! `statt watch`: drafts as mail arrives.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Args;

use crate::adapters::desktop::Desktop;
use crate::adapters::inbox::KnownFiles;
use crate::adapters::outbox::Outbox;
use crate::adapters::signals::StopWish;
use crate::assistant::drafting::{Drafting, Ledger};
use crate::assistant::inboxes::{Inbox, Wish};
use crate::assistant::reading::ReadMail;
use crate::assistant::reading::memory::Memory;
use crate::assistant::watching::{News, Watching};
use crate::cli::error::{CommandError, Exit};
use crate::cli::settings::Settings;
use crate::cli::ui::{Ui, clean};
use crate::cli::views::{notice, words};
use crate::domain::draft::Draft;
use crate::domain::refusal::Leniency;

use super::{agreement, intake, round};

/// After trouble with an inbox or the outbox it is tried again so much later.
const RETRY: Duration = Duration::from_secs(5);

/// Draft replies as mail arrives, until it is stopped; nothing is sent
///
/// Folders of this machine are watched by the system's word, folders on a server by IDLE. Lost connections are made
/// again. SIGTERM and Ctrl-C end it. With `notify = true` in the section `[watch]` of the configuration the desktop tells of
/// new drafts.
#[derive(Debug, Args)]
#[command(after_help = "Example: statt watch\n         statt watch ~/Mail/INBOX imap:work")]
pub struct Watch {
    /// Maildir, mbox, folder of mails or imap:NAME[/FOLDER] [default: the configured inbox]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
}

/// It ends within this time, whatever it waits for.
const LONGEST_END: Duration = Duration::from_secs(5);

/// So often the Drafts folder is looked into.
const AGREEING: Duration = Duration::from_secs(60);

/// What is watched, and what is known of it.
struct Post {
    inboxes: Vec<Inbox>,
    files: Vec<KnownFiles>,
    /// The last trouble with each inbox, so that the same is not told again and again.
    troubles: BTreeMap<usize, String>,
    /// Inboxes that were reached at least once.
    reached: BTreeSet<usize>,
    /// Where new drafts are told as well.
    desktop: Option<Desktop>,
}

impl Watch {
    /// Watches the inboxes and drafts what comes.
    ///
    /// # Errors
    /// Settings that cannot work, or stdout that takes nothing more. What may pass is waited for.
    pub fn run(self, mut settings: Settings, ui: &mut Ui) -> Result<Exit, CommandError> {
        let stop =
            StopWish::listen().map_err(|error| CommandError::failed(format!("signals cannot be received: {error}")))?;
        stop.insist(LONGEST_END);
        let inboxes = settings.inboxes(&self.paths)?;
        for inbox in &inboxes {
            if let Inbox::Local(path) = inbox
                && !path.exists()
            {
                return Err(CommandError::failed(format!("cannot watch {inbox}: it is not there"))
                    .hint("name a Maildir, an mbox, a folder of mails, or imap:NAME"));
            }
        }
        settings.templates()?;
        settings.open_outbox()?;
        let mut post = Post {
            files: inboxes.iter().map(|_| KnownFiles::default()).collect(),
            troubles: BTreeMap::new(),
            reached: BTreeSet::new(),
            desktop: settings.config.file.watch.notify.then(Desktop::open),
            inboxes,
        };
        let watching = Watching::start(&post.inboxes, &stop);
        for blind in &watching.blind {
            ui.warn(&format!("{blind}; it is looked at once a minute"));
        }
        intake::note_assumptions(&settings, ui);
        let places: Vec<String> = post.inboxes.iter().map(ToString::to_string).collect();
        ui.note(&format!("watching {}; Ctrl-C stops", places.join(", ")));
        let done = post.stand(&watching, &stop, &mut settings, ui);
        watching.end();
        done.map(|()| Exit::Done)
    }
}

impl Post {
    fn stand(
        &mut self,
        watching: &Watching,
        stop: &StopWish,
        settings: &mut Settings,
        ui: &mut Ui,
    ) -> Result<(), CommandError> {
        let mut due: BTreeSet<usize> = BTreeSet::new();
        let shows_drafts = !agreement::accounts(settings)?.is_empty();
        let mut agreed: Option<Instant> = None;
        while !stop.is_there() {
            let again = (!due.is_empty()).then(|| Instant::now() + RETRY);
            let agreeing = shows_drafts.then(|| agreed.map_or_else(Instant::now, |at| at + AGREEING));
            let until = again.into_iter().chain(agreeing).min();
            for news in watching.wait(until) {
                match news {
                    News::Look(place) => {
                        self.reached.insert(place);
                        self.troubles.remove(&place);
                        due.insert(place);
                    }
                    News::Trouble(place, failure) => {
                        if !failure.is_passing() && !self.reached.contains(&place) {
                            let error = CommandError::failed(format!("{}: {failure}", self.inboxes[place]));
                            return Err(match failure.hint() {
                                Some(hint) => error.hint(hint),
                                None => error,
                            });
                        }
                        self.tell(place, &failure.to_string(), ui);
                    }
                }
            }
            if stop.is_there() {
                continue;
            }
            settings.advance();
            let is_quiet = due.is_empty();
            match self.look(&due, settings, ui) {
                Ok(left) => due = left,
                Err(error) if error.is_closed_pipe() => return Err(error),
                Err(error) => {
                    // Nobody knows how far it came: files are read again, servers from where the outbox knows.
                    for &place in &due {
                        self.files[place] = KnownFiles::default();
                    }
                    ui.warn(&format!("{error}; it is tried again"));
                }
            }
            if shows_drafts && (!is_quiet || agreed.is_none_or(|at| at.elapsed() >= AGREEING)) {
                agreed = Some(Instant::now());
                self.agree(settings, ui);
            }
            ui.flush()?;
        }
        Ok(())
    }

    /// Lets outbox and Drafts folder agree; trouble passes, or is told once.
    fn agree(&mut self, settings: &Settings, ui: &mut Ui) {
        let place = self.inboxes.len();
        let agreed = settings.open_outbox().and_then(|mut outbox| agreement::agree(settings, &mut outbox, ui));
        match agreed {
            Ok(()) => drop(self.troubles.remove(&place)),
            Err(error) => self.tell(place, &error.to_string(), ui),
        }
    }

    /// Tells of trouble, but of the same only once.
    fn tell(&mut self, place: usize, trouble: &str, ui: &mut Ui) {
        if self.troubles.get(&place).is_none_or(|known| known != trouble) {
            let place_name = self.inboxes.get(place).map_or_else(|| "drafts".to_owned(), ToString::to_string);
            ui.warn(&format!("{place_name}: {trouble}; it is tried again"));
            self.troubles.insert(place, trouble.to_owned());
        }
    }

    /// Drafts what is new in some inboxes; gives those that could not be read to their end.
    fn look(
        &mut self,
        due: &BTreeSet<usize>,
        settings: &Settings,
        ui: &mut Ui,
    ) -> Result<BTreeSet<usize>, CommandError> {
        if due.is_empty() {
            return Ok(BTreeSet::new());
        }
        let mut outbox = settings.open_outbox()?;
        let mut ledger = Ledger::of(&outbox)?;
        let letters = &ledger.memory.letters;
        let mut mails: Vec<ReadMail> = Vec::new();
        let mut reached = Vec::new();
        let mut left = BTreeSet::new();
        for &place in due {
            let wish = self.wish(place, &outbox)?;
            let inbox = [(self.inboxes[place].clone(), wish)];
            let taken =
                intake::take_in_after(letters, &mut Memory::default(), &inbox, settings, ui, false, |_, mail| {
                    if mail.invite.is_some() || mail.unreadable_calendar || letters.is_answered_by(&mail.message) {
                        mails.push(mail);
                    }
                });
            match taken {
                Ok(taken) => {
                    if taken.unopened > 0 {
                        left.insert(place);
                    }
                    reached.extend(taken.reached);
                }
                Err(error) => {
                    self.tell(place, &error.to_string(), ui);
                    left.insert(place);
                }
            }
        }
        let mut failed = Vec::new();
        if !mails.is_empty() {
            let situation = settings.situation(ui);
            let templates = settings.templates()?;
            settings.remember_sent(&mut ledger.memory);
            let drafting = Drafting {
                situation: &situation,
                templates: &templates,
                kind: None,
                rehearsal: false,
                is_unlimited: false,
            };
            let tally = round::draft_all(mails, &drafting, Leniency::default(), &mut outbox, &mut ledger, ui)?;
            for note in &tally.notes {
                ui.note(note);
            }
            if !ui.json {
                for draft in &tally.drafted {
                    ui.line(&line(draft))?;
                }
            }
            self.notify(&tally.drafted, settings.verbose, ui);
            settings.write_calendar(&outbox, ui);
            failed = tally.left();
            for source in &failed {
                self.files.iter().for_each(|files| files.forget(Path::new(source)));
            }
        }
        round::note_positions(&mut outbox, &reached, &failed)?;
        Ok(left)
    }

    /// Tells the desktop. That there is none is nobody's trouble.
    fn notify(&self, drafted: &[Draft], is_verbose: bool, ui: &mut Ui) {
        let Some(desktop) = &self.desktop else { return };
        if let Some(notice) = notice::of_new(drafted) {
            desktop.show(notice);
        }
        for failure in desktop.failures().into_iter().filter(|_| is_verbose) {
            ui.note(&format!("the desktop was not told: {failure}"));
        }
    }

    fn wish(&self, place: usize, outbox: &Outbox) -> Result<Wish, CommandError> {
        let after = match &self.inboxes[place] {
            Inbox::Server(folder) => outbox.folder_position(&folder.account.account.name, &folder.folder)?,
            Inbox::Local(_) => None,
        };
        Ok(Wish { after, known: Some(self.files[place].clone()), ..Wish::default() })
    }
}

/// A new draft on one line.
fn line(draft: &Draft) -> String {
    let to = draft.letter.to.first().map_or_else(String::new, words::person);
    clean(&format!("{} {} to {to}: {}", draft.id, draft.reply.kind, draft.letter.subject))
}
