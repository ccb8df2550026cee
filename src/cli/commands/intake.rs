//! Reading the inboxes that a command names, with warnings and progress.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::adapters::inbox;
use crate::assistant::reading::{ReadMail, Reader};
use crate::cli::error::{CommandError, Exit};
use crate::cli::settings::Settings;
use crate::cli::ui::Ui;
use crate::domain::limits::REST;
use crate::domain::sent_letters::SentLetters;

/// Work that takes longer shows a progress bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// What was taken in.
#[derive(Debug, Default)]
pub struct Taken {
    /// Mails that were read.
    pub read: usize,
    /// Inboxes that could not be opened.
    pub unopened: usize,
}

impl Taken {
    /// A run with an inbox that cannot be opened has failed; a mail that cannot be read is only a warning.
    #[must_use]
    pub fn exit(&self) -> Exit {
        if self.unopened > 0 { Exit::Failed } else { Exit::Done }
    }
}

/// Reads all mails of the inboxes; `all` includes those without any sign of a meeting.
///
/// # Errors
/// None of the inboxes can be opened.
pub fn take_in(
    paths: &[PathBuf],
    settings: &Settings,
    ui: &mut Ui,
    all: bool,
    each: impl FnMut(&mut Ui, ReadMail),
) -> Result<Taken, CommandError> {
    take_in_after(&SentLetters::default(), paths, settings, ui, all, each)
}

/// The same; mails in the thread of one of these letters are read too.
///
/// # Errors
/// As [`take_in`].
pub fn take_in_after(
    letters: &SentLetters,
    paths: &[PathBuf],
    settings: &Settings,
    ui: &mut Ui,
    all: bool,
    mut each: impl FnMut(&mut Ui, ReadMail),
) -> Result<Taken, CommandError> {
    if settings.config.path.is_none() {
        ui.note(
            "no configuration: you are whoever each mail is addressed to, you work Mon–Fri 9–17 in Europe/Berlin, \
             and your calendar is empty",
        );
    }
    let reader = Reader { now: settings.now, all };
    let started = Instant::now();
    let mut bar: Option<ProgressBar> = None;
    let mut taken = Taken::default();
    for path in paths {
        let mails = match inbox::open(path) {
            Ok(mails) => mails,
            Err(error) => {
                taken.unopened += 1;
                if paths.len() == 1 {
                    return Err(cannot_open(path, &error));
                }
                ui.warn(&error.to_string());
                continue;
            }
        };
        reader.read_all_and(letters, mails, |mail| {
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

fn cannot_open(path: &Path, error: &inbox::Unreadable) -> CommandError {
    let error = CommandError::failed(format!("cannot read {}: {}", path.display(), error.reason));
    if path.to_string_lossy().starts_with("imap:") {
        return error.hint("IMAP accounts are not supported yet: name a Maildir, an mbox or a folder");
    }
    error.hint("name a Maildir, an mbox, a folder of mails, one mail, or an .ics file")
}
