//! Reading the inboxes that a command names, with warnings and progress.

use std::path::Path;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::assistant::inboxes::{Inbox, Unopened, Wish};
use crate::assistant::reading::memory::Memory;
use crate::assistant::reading::{ReadMail, Reader};
use crate::cli::error::{CommandError, Exit};
use crate::cli::settings::Settings;
use crate::cli::ui::Ui;
use crate::domain::folder_position::FolderPosition;
use crate::domain::limits::REST;
use crate::domain::sent_letters::SentLetters;

/// Work that takes longer shows a progress bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// What was taken in.
#[derive(Debug, Default)]
pub struct Taken {
    /// Mails that were read.
    pub read: usize,
    /// Inboxes that could not be opened, or not be read to their end.
    pub unopened: usize,
    /// Local inboxes without a mail.
    pub empty: Vec<String>,
    /// How far folders on servers were read.
    pub reached: Vec<Reached>,
}

/// How far a folder on a server was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reached {
    /// The account's name.
    pub account: String,
    /// The folder's.
    pub folder: String,
    /// Everything up to here was read.
    pub position: FolderPosition,
}

impl Taken {
    /// A run with an inbox that cannot be opened has failed; a mail that cannot be read is only a warning.
    #[must_use]
    pub fn exit(&self) -> Exit {
        if self.unopened > 0 { Exit::Failed } else { Exit::Done }
    }
}

/// Names inboxes without a mail: who tidies up knows why, who mistyped a path does not.
pub fn note_empty(taken: &Taken, ui: &mut Ui) {
    for inbox in &taken.empty {
        ui.note(&format!("{inbox} holds no mail: is it the right one?"));
    }
}

/// Says what is assumed where nothing is configured.
pub fn note_assumptions(settings: &Settings, ui: &mut Ui) {
    if settings.config.path.is_none() {
        ui.note(
            "no configuration: you are whoever each mail is addressed to, you work Mon–Fri 9–17 in Europe/Berlin, \
             and your calendar is empty",
        );
    }
}

/// Reads all mails of the inboxes, of each those that are wished for; `all` includes those without any sign of a meeting.
///
/// # Errors
/// None of the inboxes can be opened.
pub fn take_in(
    inboxes: &[(Inbox, Wish)],
    settings: &Settings,
    ui: &mut Ui,
    all: bool,
    each: impl FnMut(&mut Ui, ReadMail),
) -> Result<Taken, CommandError> {
    take_in_after(&SentLetters::default(), &mut Memory::default(), inboxes, settings, ui, all, each)
}

/// The same; mails in the thread of one of these letters are read too, and what is remembered to hold nothing is not.
///
/// # Errors
/// As [`take_in`].
pub fn take_in_after(
    letters: &SentLetters,
    memory: &mut Memory,
    inboxes: &[(Inbox, Wish)],
    settings: &Settings,
    ui: &mut Ui,
    all: bool,
    mut each: impl FnMut(&mut Ui, ReadMail),
) -> Result<Taken, CommandError> {
    let reader = Reader { now: settings.now, all };
    let started = Instant::now();
    let mut bar: Option<ProgressBar> = None;
    let mut taken = Taken::default();
    for (inbox, wish) in inboxes {
        let open = match inbox.open(wish) {
            Ok(open) => open,
            Err(error) => {
                taken.unopened += 1;
                if inboxes.len() == 1 {
                    return Err(cannot_open(&error));
                }
                ui.warn(&error.to_string());
                continue;
            }
        };
        let before = taken.read;
        if !matches!(inbox, Inbox::Local(path) if path != Path::new("-")) {
            memory.miss();
        }
        reader.read_all_and(letters, memory, open.mails, &mut |mail| {
            taken.read += 1;
            if ui.watched && bar.is_none() && started.elapsed() > PATIENCE {
                bar = Some(progress_bar());
            }
            if let Some(bar) = &bar {
                bar.set_position(taken.read as u64);
            }
            match mail {
                Ok(Some(mail)) => {
                    if !all && mail.invite.is_none() && !mail.unreadable_calendar {
                        limits_hit(&mail).for_each(|warning| warn(ui, bar.as_ref(), &warning));
                    }
                    each(ui, mail);
                }
                Ok(None) => {}
                Err(error) => warn(ui, bar.as_ref(), &error.to_string()),
            }
        });
        if taken.read == before && matches!(inbox, Inbox::Local(_)) {
            taken.empty.push(inbox.to_string());
        }
        let progress = open.reached.progress();
        taken.unopened += usize::from(progress.failure.is_some());
        if let (Inbox::Server(place), Some(position)) = (inbox, progress.position) {
            let account = place.account.account.name.clone();
            taken.reached.push(Reached { account, folder: place.folder.clone(), position });
        }
    }
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    Ok(taken)
}

/// What was left out of a mail that is not shown: there may have been a meeting in it.
fn limits_hit(mail: &ReadMail) -> impl Iterator<Item = String> {
    let hit = mail.warnings.iter().filter(|warning| warning.ends_with(REST));
    hit.map(|warning| format!("{}: {warning}", mail.message.source))
}

fn warn(ui: &mut Ui, bar: Option<&ProgressBar>, text: &str) {
    match bar {
        Some(bar) => bar.suspend(|| ui.warn(text)),
        None => ui.warn(text),
    }
}

fn progress_bar() -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} mails read, {per_sec}") {
        bar.set_style(style);
    }
    bar
}

fn cannot_open(error: &Unopened) -> CommandError {
    let failed = CommandError::failed(format!("cannot read {error}"));
    match error.hint {
        Some(hint) => failed.hint(hint),
        None => failed,
    }
}
