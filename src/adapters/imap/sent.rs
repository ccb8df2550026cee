//! After a mail is sent: its copy on the server, once, and the flag on the mail that it answers.

use chrono::{DateTime, Utc};

use super::failure::Failure;
use super::names;
use super::session::{SMALL, Session};

/// What became of a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filed {
    /// It is there now.
    Now,
    /// It was there already.
    Before,
}

impl Session {
    /// Puts a copy of a sent mail into a folder, marked as read; a copy that an interrupted run left there is found again.
    /// A folder that is missing is made.
    ///
    /// # Errors
    /// [`Failure`]; whether the copy is there is not known then, and the next try looks first.
    pub fn file_copy(
        &mut self,
        folder: &str,
        message_id: &str,
        sent: DateTime<Utc>,
        bytes: &[u8],
    ) -> Result<Filed, Failure> {
        match self.examine(folder) {
            Ok(_) if !self.with_message_id(message_id)?.is_empty() => return Ok(Filed::Before),
            // A folder that is not there yet is made when the server says that it wants to be asked.
            Ok(_) | Err(Failure::Refused { .. }) => {}
            Err(failure) => return Err(failure),
        }
        match self.append(folder, "\\Seen", sent, bytes) {
            Err(Failure::Refused { try_create: true, .. }) => {
                self.create(folder)?;
                self.append(folder, "\\Seen", sent, bytes)?;
            }
            result => result?,
        }
        Ok(Filed::Now)
    }

    /// Adds a mail to a folder.
    pub(super) fn append(
        &mut self,
        folder: &str,
        flags: &str,
        date: DateTime<Utc>,
        bytes: &[u8],
    ) -> Result<(), Failure> {
        let folder = names::folder(folder)?;
        let date = date.format("%d-%b-%Y %H:%M:%S +0000");
        let words = format!("APPEND {folder} ({flags}) \"{date}\" {{{}}}", bytes.len());
        let tag = self.begin("APPEND", words.as_bytes())?;
        if let Some(refused) = self.invited("APPEND", &tag)? {
            refused.ok("APPEND")?;
            return Err(Failure::Garbage { step: "APPEND", what: "it ends before the mail" });
        }
        self.wire.send("APPEND", bytes)?;
        self.wire.send("APPEND", b"\r\n")?;
        self.finish("APPEND", &tag, SMALL, &mut |_| {})?.ok("APPEND").map(drop)
    }

    /// Marks a mail as answered: the one of this UID if it has this Message-ID, else any in the folder that has it. Whether
    /// one was found.
    ///
    /// # Errors
    /// [`Failure`].
    pub fn mark_answered(&mut self, folder: &str, uid: u32, message_id: &str) -> Result<bool, Failure> {
        self.select(folder)?;
        let uids = if self.message_id_of(uid)?.as_deref() == Some(message_id) {
            vec![uid]
        } else {
            self.with_message_id(message_id)?
        };
        for uid in &uids {
            let words = format!("UID STORE {uid} +FLAGS.SILENT (\\Answered)");
            self.command("UID STORE", &words, SMALL, &mut |_| {})?.ok("UID STORE")?;
        }
        Ok(!uids.is_empty())
    }
}
