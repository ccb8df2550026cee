//! Waiting for mail: something keeps an eye on each inbox and says when it is worth looking.

mod local;
mod server;

use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::inboxes::Inbox;
use crate::adapters::folder_watch::FolderWatch;
use crate::adapters::imap::Failure;
use crate::adapters::signals::StopWish;

/// How often it is looked whether the waiting should end.
const SLICE: Duration = Duration::from_millis(200);
/// What comes at once is read at once: so long it is waited for more.
const GATHERING: Duration = Duration::from_millis(200);
/// Whoever keeps an eye on a server needs so long to say goodbye.
const FAREWELL: Duration = Duration::from_secs(3);

/// What is told of an inbox, by its place in the list.
#[derive(Debug)]
pub enum News {
    /// Something may be new there.
    Look(usize),
    /// It cannot be watched for now; it is tried again.
    Trouble(usize, Failure),
}

/// An eye on each inbox.
#[derive(Debug)]
pub struct Watching {
    news: Receiver<News>,
    stop: StopWish,
    eyes: Vec<JoinHandle<()>>,
    folders: Vec<FolderWatch>,
    /// What cannot be watched, in words; it is looked at now and then.
    pub blind: Vec<String>,
}

impl Watching {
    /// Begins to watch. Every inbox is worth a look from the start.
    #[must_use]
    pub fn start(inboxes: &[Inbox], stop: &StopWish) -> Self {
        let (sender, news) = mpsc::channel();
        let mut watching = Self { news, stop: stop.clone(), eyes: Vec::new(), folders: Vec::new(), blind: Vec::new() };
        for (place, inbox) in inboxes.iter().enumerate() {
            watching.watch(place, inbox, &sender);
        }
        watching
    }

    fn watch(&mut self, place: usize, inbox: &Inbox, sender: &Sender<News>) {
        match inbox {
            Inbox::Local(path) => {
                let told = sender.clone();
                match FolderWatch::start(path, move || drop(told.send(News::Look(place)))) {
                    Ok(folder) => self.folders.push(folder),
                    Err(reason) => self.blind.push(format!("{inbox}: {reason}")),
                }
                self.eyes.push(local::look_now_and_then(place, sender.clone(), self.stop.clone()));
            }
            Inbox::Server(folder) => {
                self.eyes.push(server::watch(place, (**folder).clone(), sender.clone(), self.stop.clone()));
            }
        }
    }

    /// Waits until there is something to do: inboxes to look at, or trouble to tell. Nothing: it is time to stop, or
    /// `until` has come.
    #[must_use]
    pub fn wait(&self, until: Option<Instant>) -> Vec<News> {
        let mut news = Vec::new();
        while news.is_empty() && !self.stop.is_there() && until.is_none_or(|until| Instant::now() < until) {
            match self.news.recv_timeout(SLICE) {
                Ok(first) => news.push(first),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => std::thread::sleep(SLICE),
            }
        }
        let end = Instant::now() + GATHERING;
        while !news.is_empty() && !self.stop.is_there() {
            let Ok(more) = self.news.recv_timeout(end.saturating_duration_since(Instant::now())) else { break };
            news.push(more);
        }
        news
    }

    /// Ends the watching, politely towards servers that answer.
    pub fn end(self) {
        self.stop.stop();
        let end = Instant::now() + FAREWELL;
        while self.eyes.iter().any(|eye| !eye.is_finished()) && Instant::now() < end {
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// Sleeps, but not longer than anybody wants.
fn pause(duration: Duration, stop: &StopWish) {
    let end = Instant::now() + duration;
    while Instant::now() < end && !stop.is_there() {
        std::thread::sleep(SLICE.min(duration));
    }
}
