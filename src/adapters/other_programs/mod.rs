//! What other mail and calendar programs on this machine know of their user.
//!
//! Their files are read, bounded in number and size, and never obeyed: no command in them is run, no password in them is
//! kept. What cannot be read is a note.

mod aerc;
mod files;
mod git;
mod himalaya;
mod ini;
mod mail_url;
mod maildirs;
mod mbsync;
mod msmtp;
mod mutt;
mod mutt_words;
mod person;
mod system;
#[cfg(test)]
mod tests;
mod thunderbird;
mod vdirs;

use std::path::{Path, PathBuf};

use crate::domain::setup::{Findings, KnownAccount};
use files::Files;

pub use maildirs::is_maildir;
pub use system::{language, time_zone};

/// Where a user's files lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// The home folder.
    pub home: PathBuf,
    /// The folder of configurations, `~/.config` for most.
    pub config: PathBuf,
    /// What MAIL and MAILDIR name.
    pub mail: Vec<PathBuf>,
}

impl Places {
    /// The places of a home with everything where it usually is.
    #[must_use]
    pub fn of_home(home: &Path) -> Self {
        Self { home: home.to_path_buf(), config: home.join(".config"), mail: Vec::new() }
    }

    /// A path as programs write it: `~/Mail`, `$HOME/Mail`, or relative to the home.
    fn path(&self, text: &str) -> PathBuf {
        let text = text.trim();
        let below = ["~/", "$HOME/", "${HOME}/"].iter().find_map(|home| text.strip_prefix(home));
        match below {
            Some(below) => self.home.join(below),
            None if ["~", "$HOME", "${HOME}"].contains(&text) => self.home.clone(),
            None => self.home.join(text),
        }
    }
}

/// Asks every program's files.
#[must_use]
pub fn look_around(places: &Places) -> Findings {
    let mut files = Files::default();
    let readers: [fn(&Places, &mut Files) -> Vec<KnownAccount>; 8] =
        [himalaya::read, aerc::read, mutt::read, msmtp::read, mbsync::read, thunderbird::read, git::read, system::read];
    let mut accounts: Vec<KnownAccount> = readers.iter().flat_map(|reader| reader(places, &mut files)).collect();
    for account in &mut accounts {
        account.inboxes.retain(|path| maildirs::is_inbox(path));
        account.sent = account.sent.take().filter(|path| is_maildir(path));
        account.sent = account.sent.take().or_else(|| maildirs::sent_beside(account.inboxes.first()?));
    }
    accounts.retain(|account| !account.is_empty());
    let inboxes = maildirs::usual_inboxes(places);
    Findings {
        accounts,
        sent: inboxes.first().and_then(|inbox| maildirs::sent_beside(inbox)),
        inboxes,
        calendars: vdirs::calendars(places, &mut files),
        contacts: vdirs::contacts(places, &mut files),
        notes: files.notes,
    }
}
