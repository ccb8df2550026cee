//! Notifications on the desktop of this session.
//!
//! Nobody waits for a desktop: a thread of its own talks to it, and where there is none nothing happens.

use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use notify_rust::Notification;

/// What is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The first line.
    pub summary: String,
    /// Plain text; whoever makes it sees to it that no desktop finds markup in it.
    pub body: String,
}

/// A way to the desktop.
#[derive(Debug)]
pub struct Desktop {
    notices: Sender<Notice>,
    failures: Receiver<String>,
}

impl Desktop {
    /// Opens the way; whether there is a desktop shows with the first notice.
    #[must_use]
    pub fn open() -> Self {
        let (notices, wanted) = mpsc::channel::<Notice>();
        let (failed, failures) = mpsc::channel();
        thread::spawn(move || {
            for notice in wanted {
                let shown = Notification::new().appname("statt").summary(&notice.summary).body(&notice.body).show();
                if let Err(error) = shown
                    && failed.send(error.to_string()).is_err()
                {
                    return;
                }
            }
        });
        Self { notices, failures }
    }

    /// Has a notice shown, soon.
    pub fn show(&self, notice: Notice) {
        // Without its thread there is no desktop, which is no loss: the drafts are in the outbox.
        let _ = self.notices.send(notice);
    }

    /// What went wrong since the last question.
    #[must_use]
    pub fn failures(&self) -> Vec<String> {
        self.failures.try_iter().collect()
    }
}
