//! Drafts on the server, where any mail program shows them: laying out, looking after them, taking them away.

use chrono::{DateTime, Utc};

use super::failure::Failure;
use super::fetch::set;
use super::folders::Opened;
use super::names::quoted;
use super::session::{SMALL, Session};

impl Session {
    /// Opens the folder for drafts; it is made where it is missing.
    ///
    /// # Errors
    /// [`Failure`].
    pub fn open_drafts(&mut self, folder: &str) -> Result<Opened, Failure> {
        match self.select(folder) {
            Err(Failure::Refused { .. }) => {
                self.create(folder)?;
                self.select(folder)
            }
            opened => opened,
        }
    }

    /// Puts a draft into the open folder, marked as one. Its UID, where the server finds it again.
    ///
    /// # Errors
    /// [`Failure`]; whether the draft is there is not known then.
    pub fn lay_out(
        &mut self,
        folder: &str,
        message_id: &str,
        date: DateTime<Utc>,
        bytes: &[u8],
    ) -> Result<Option<u32>, Failure> {
        self.append(folder, "\\Draft \\Seen", date, bytes)?;
        self.noop()?;
        Ok(self.with_message_id(message_id)?.pop())
    }

    /// Those of the UIDs that are still in the open folder and not marked as deleted.
    ///
    /// # Errors
    /// [`Failure`].
    pub fn still_there(&mut self, uids: &[u32]) -> Result<Vec<u32>, Failure> {
        if uids.is_empty() {
            return Ok(Vec::new());
        }
        self.search(&format!("UID {} UNDELETED", set(uids)))
    }

    /// UIDs in the open folder of mails to somebody that answer one with this Message-ID, or that bear `own` themselves.
    ///
    /// # Errors
    /// [`Failure`].
    pub fn answers(&mut self, own: &str, answered: Option<&str>, to: &str) -> Result<Vec<u32>, Failure> {
        let mut uids = self.with_message_id(own)?;
        let is_plain = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
        if let Some(answered) = answered.filter(|answered| is_plain(answered) && is_plain(to)) {
            let answered = quoted(&format!("<{answered}>"));
            uids.extend(self.search(&format!("HEADER In-Reply-To {answered} TO {} UNDELETED", quoted(to)))?);
        }
        uids.sort_unstable();
        uids.dedup();
        Ok(uids)
    }

    /// Takes a mail out of the open folder; where the server cannot do that for one mail alone, it is marked as deleted.
    ///
    /// # Errors
    /// [`Failure`].
    pub fn take_away(&mut self, uid: u32) -> Result<(), Failure> {
        let mark = format!("UID STORE {uid} +FLAGS.SILENT (\\Deleted)");
        self.command("UID STORE", &mark, SMALL, &mut |_| {})?.ok("UID STORE")?;
        if self.capabilities.has("UIDPLUS") {
            self.command("UID EXPUNGE", &format!("UID EXPUNGE {uid}"), SMALL, &mut |_| {})?.ok("UID EXPUNGE")?;
        }
        Ok(())
    }

    /// The whole mail of this UID in the open folder.
    ///
    /// # Errors
    /// [`Failure`].
    pub fn mail(&mut self, uid: u32) -> Result<Option<Vec<u8>>, Failure> {
        self.whole(uid)
    }
}
