//! What an outbox has only while it sends: a name, a connection that waits for no disk, and somebody who waits for it
//! beside.
//!
//! What is written survives the process at once, and the machine only once it is on the disk. So the claim of a mail goes
//! to the disk while the mail's commands go to the server, and the final dot waits for it. The claim alone is enough there:
//! whatever a machine that stopped had claimed counts as uncertain (see `recovery`).

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender as Orders, channel};
use std::thread;

use rusqlite::Connection;

use super::Outbox;
use super::error::OutboxError;
use super::file;
use super::owner::Owner;

/// An outbox that sends.
pub(super) struct Sender {
    pub owner: Owner,
    /// None for an outbox in memory, which no machine outlives.
    file: Option<(Connection, Disk)>,
}

impl Sender {
    fn new(path: Option<&Path>) -> Result<Self, OutboxError> {
        let owner = Owner::new(path)?;
        let file = path.map(|path| Ok::<_, OutboxError>((file::open_to_send(path)?, Disk::new(path)))).transpose()?;
        Ok(Self { owner, file })
    }
}

impl Outbox {
    /// The name under which this outbox sends, and the connection on which it does.
    pub(super) fn sending(&mut self) -> Result<(&str, &mut Connection), OutboxError> {
        let Self { connection, path, sender, .. } = self;
        if sender.is_none() {
            *sender = Some(Sender::new(path.as_deref())?);
        }
        let Some(Sender { owner, file }) = sender else { return Ok(("", connection)) };
        Ok((&owner.name, file.as_mut().map_or(connection, |(connection, _)| connection)))
    }

    /// Has what was written until now brought to the disk, while other things are done.
    pub(super) fn save_ahead(&mut self) {
        if let Some(Sender { file: Some((_, disk)), owner }) = &mut self.sender
            && owner.knows_its_machine()
        {
            disk.begin();
        }
    }

    /// Brings to the disk what [`Self::save_ahead`] did not: where nobody will know whether the machine stopped, every
    /// step must be there.
    pub(super) fn save_late(&mut self) -> Result<(), OutboxError> {
        match &mut self.sender {
            Some(Sender { file: Some((_, disk)), owner }) if !owner.knows_its_machine() => disk.begin(),
            _ => return Ok(()),
        }
        self.wait_for_the_disk()
    }

    /// Waits until what was to be brought to the disk is there.
    pub(super) fn wait_for_the_disk(&mut self) -> Result<(), OutboxError> {
        match &mut self.sender {
            Some(Sender { file: Some((_, disk)), .. }) => disk.wait().map_err(OutboxError::NotSaved),
            _ => Ok(()),
        }
    }
}

/// A thread that waits for the disk.
struct Disk {
    orders: Orders<()>,
    reports: Receiver<io::Result<()>>,
    open: usize,
}

impl Disk {
    fn new(outbox: &Path) -> Self {
        let (orders, taken) = channel::<()>();
        let (told, reports) = channel();
        let log = log_of(outbox);
        thread::spawn(move || {
            let mut file: Option<File> = None;
            for () in taken {
                let saved = save(&log, &mut file);
                if told.send(saved).is_err() {
                    break;
                }
            }
        });
        Self { orders, reports, open: 0 }
    }

    fn begin(&mut self) {
        // Where the thread is gone, there will be no report either.
        let _ = self.orders.send(());
        self.open += 1;
    }

    fn wait(&mut self) -> io::Result<()> {
        let reports = std::mem::take(&mut self.open);
        let all = (0..reports).map(|_| self.reports.recv().unwrap_or_else(|gone| Err(io::Error::other(gone))));
        all.fold(Ok(()), Result::and)
    }
}

/// `SQLite` writes each change behind the last one in its log (WAL); it locks other files than this one.
fn save(log: &Path, file: &mut Option<File>) -> io::Result<()> {
    let file = match file {
        Some(file) => file,
        None => file.insert(OpenOptions::new().read(true).write(true).open(log)?),
    };
    file.sync_data()
}

fn log_of(outbox: &Path) -> PathBuf {
    let mut path = outbox.as_os_str().to_owned();
    path.push("-wal");
    PathBuf::from(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_disk_is_waited_for_as_often_as_something_was_begun() {
        let folder = tempfile::tempdir().unwrap();
        let outbox = folder.path().join("outbox.db");
        std::fs::write(log_of(&outbox), "frames").unwrap();
        let mut disk = Disk::new(&outbox);
        disk.wait().unwrap();
        disk.begin();
        disk.begin();
        disk.wait().unwrap();
        assert_eq!(disk.open, 0);
    }

    #[test]
    fn what_cannot_be_saved_is_not_said_to_be() {
        let folder = tempfile::tempdir().unwrap();
        let outbox = folder.path().join("outbox.db");
        let mut disk = Disk::new(&outbox);
        disk.begin();
        assert!(disk.wait().is_err(), "there is no log");
        std::fs::write(log_of(&outbox), "frames").unwrap();
        disk.begin();
        disk.wait().unwrap();
    }
}
