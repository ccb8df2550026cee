//! A folder on a server: one connection waits there for news, and is made again whenever it is lost.

use std::sync::mpsc::Sender;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::{News, pause};
use crate::adapters::imap::{Dialer, Failure, Woken};
use crate::adapters::signals::StopWish;
use crate::assistant::mail_account::ServerFolder;

/// Servers and routers forget connections on which nothing is said.
const PATIENCE: Duration = Duration::from_secs(180);
/// The first pause after a lost connection; each further one is twice as long.
const SHORTEST: Duration = Duration::from_secs(1);
/// No pause is longer.
const LONGEST: Duration = Duration::from_secs(30);

/// Watches a folder until it is time to stop.
pub(super) fn watch(place: usize, folder: ServerFolder, news: Sender<News>, stop: StopWish) -> JoinHandle<()> {
    thread::spawn(move || {
        let mut dialer = folder.account.dialer();
        let mut rest = SHORTEST;
        while !stop.is_there() {
            let mut was_there = false;
            let tell = || {
                was_there = true;
                news.send(News::Look(place)).is_ok()
            };
            match stay(&mut dialer, &folder.folder, &stop, tell) {
                Ok(()) => return,
                Err(failure) => {
                    if was_there {
                        rest = SHORTEST;
                    }
                    if news.send(News::Trouble(place, failure)).is_err() {
                        return;
                    }
                    pause(rest, &stop);
                    rest = (rest * 2).min(LONGEST);
                }
            }
        }
    })
}

/// Stays as long as the connection holds. What came while there was none is news as well.
fn stay(dialer: &mut Dialer, folder: &str, stop: &StopWish, mut tell: impl FnMut() -> bool) -> Result<(), Failure> {
    let mut session = dialer.connect()?;
    session.examine(folder)?;
    if !tell() {
        return Ok(());
    }
    loop {
        match session.wait_for_news(PATIENCE, &|| stop.is_there())? {
            Woken::News if !tell() => return Ok(()),
            Woken::News | Woken::Quiet => {}
            Woken::Stopped => {
                session.log_out();
                return Ok(());
            }
        }
    }
}
