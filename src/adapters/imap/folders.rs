//! Folders: opening, searching, listing, making.

use chrono::NaiveDate;
use imap_proto::{AttributeValue, MailboxDatum, NameAttribute, Response, ResponseCode};

use super::failure::Failure;
use super::names;
use super::session::{SMALL, Session};
use super::syntax::understood;

/// The numbers of a million mails.
const MANY: usize = 12 << 20;
/// No folder has more mails.
const MOST_MAILS: usize = 5_000_000;

/// An open folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Opened {
    /// As long as this stays the same, a UID stands for the same mail.
    pub uid_validity: u32,
    /// The next mail gets at least this UID.
    pub uid_next: Option<u32>,
    /// How many mails there are.
    pub exists: u32,
}

/// What a folder is for (RFC 6154).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpecialUse {
    /// Copies of what was sent.
    Sent,
    /// What is not finished.
    Drafts,
}

/// A folder as the server lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedFolder {
    /// Its name, as people read it.
    pub name: String,
    /// What it is for, where the server says so.
    pub special_use: Option<SpecialUse>,
}

impl Session {
    /// Opens a folder for reading only: nothing in it changes, not even what is new.
    ///
    /// # Errors
    /// [`Failure`]; no such folder above all.
    pub fn examine(&mut self, folder: &str) -> Result<Opened, Failure> {
        self.open("EXAMINE", folder)
    }

    /// Opens a folder to change flags in it.
    ///
    /// # Errors
    /// [`Failure`]; no such folder above all.
    pub fn select(&mut self, folder: &str) -> Result<Opened, Failure> {
        self.open("SELECT", folder)
    }

    fn open(&mut self, step: &'static str, folder: &str) -> Result<Opened, Failure> {
        let mut opened = Opened::default();
        let words = format!("{step} {}", names::folder(folder)?);
        self.command(step, &words, SMALL, &mut |answer| match understood(answer) {
            Some(Response::MailboxData(MailboxDatum::Exists(count))) => opened.exists = count,
            Some(Response::Data { outcome, .. }) => match outcome.code {
                Some(ResponseCode::UidValidity(value)) => opened.uid_validity = value,
                Some(ResponseCode::UidNext(value)) => opened.uid_next = Some(value),
                _ => {}
            },
            _ => {}
        })?
        .ok(step)?;
        Ok(opened)
    }

    /// The UIDs from `first` on, in ascending order; only mails that came since a day, where one is given.
    ///
    /// # Errors
    /// [`Failure`].
    pub fn uids_from(&mut self, first: u32, since: Option<NaiveDate>) -> Result<Vec<u32>, Failure> {
        let since = since.map_or(String::new(), |day| format!(" SINCE {}", day.format("%-d-%b-%Y")));
        let mut uids = self.search(&format!("UID {first}:*{since}"))?;
        // `n:*` holds the last mail also where its UID is smaller (RFC 3501 §9).
        uids.retain(|uid| *uid >= first);
        Ok(uids)
    }

    /// The UIDs of mails with this Message-ID, which is given without angle brackets.
    ///
    /// # Errors
    /// [`Failure`].
    pub fn with_message_id(&mut self, message_id: &str) -> Result<Vec<u32>, Failure> {
        let is_plain =
            !message_id.is_empty() && message_id.len() < 1000 && message_id.bytes().all(|b| b.is_ascii_graphic());
        if !is_plain {
            return Ok(Vec::new());
        }
        self.search(&format!("HEADER Message-ID {}", names::quoted(&format!("<{message_id}>"))))
    }

    pub(super) fn search(&mut self, criteria: &str) -> Result<Vec<u32>, Failure> {
        let mut uids = Vec::new();
        self.command("UID SEARCH", &format!("UID SEARCH {criteria}"), MANY, &mut |answer| {
            if let Some(Response::MailboxData(MailboxDatum::Search(found))) = understood(answer)
                && uids.len() < MOST_MAILS
            {
                uids.extend(found);
            }
        })?
        .ok("UID SEARCH")?;
        uids.sort_unstable();
        uids.dedup();
        Ok(uids)
    }

    /// All folders, at most a thousand.
    ///
    /// # Errors
    /// [`Failure`].
    pub fn folders(&mut self) -> Result<Vec<ListedFolder>, Failure> {
        let mut folders = Vec::new();
        self.command("LIST", "LIST \"\" \"*\"", SMALL, &mut |answer| {
            if folders.len() < 1000
                && let Some(Response::MailboxData(MailboxDatum::List(listed))) = understood(answer)
                && !listed.name_attributes.contains(&NameAttribute::NoSelect)
            {
                let special_use = listed.name_attributes.iter().find_map(|attribute| match attribute {
                    NameAttribute::Sent => Some(SpecialUse::Sent),
                    NameAttribute::Drafts => Some(SpecialUse::Drafts),
                    _ => None,
                });
                let name = names::decoded(&listed.name).chars().filter(|c| !c.is_control()).take(200).collect();
                folders.push(ListedFolder { name, special_use });
            }
        })?
        .ok("LIST")?;
        Ok(folders)
    }

    /// Makes a folder and shows it to mail programs.
    ///
    /// # Errors
    /// [`Failure`].
    pub fn create(&mut self, folder: &str) -> Result<(), Failure> {
        let name = names::folder(folder)?;
        self.command("CREATE", &format!("CREATE {name}"), SMALL, &mut |_| {})?.ok("CREATE")?;
        self.command("SUBSCRIBE", &format!("SUBSCRIBE {name}"), SMALL, &mut |_| {}).map(drop)
    }

    /// Whether mails can be put into a folder: it opens for writing, and where the server knows rights (RFC 4314), there
    /// is one to insert.
    ///
    /// # Errors
    /// [`Failure`].
    pub fn may_write(&mut self, folder: &str) -> Result<bool, Failure> {
        let name = names::folder(folder)?;
        let done = self.command("SELECT", &format!("SELECT {name}"), SMALL, &mut |_| {})?.ok("SELECT")?;
        let is_closed = done.words().to_ascii_uppercase().contains("[READ-ONLY]");
        // Only reading from here on.
        self.examine(folder)?;
        if is_closed || !self.capabilities.has("ACL") {
            return Ok(!is_closed);
        }
        let mut rights = String::new();
        self.command("MYRIGHTS", &format!("MYRIGHTS {name}"), SMALL, &mut |answer| {
            let text = String::from_utf8_lossy(answer);
            if text.get(..11).is_some_and(|start| start.eq_ignore_ascii_case("* MYRIGHTS ")) {
                rights.extend(text.trim_end().rsplit(' ').next());
            }
        })?
        .ok("MYRIGHTS")?;
        Ok(rights.contains('i'))
    }

    /// Whether the server tells by itself what comes.
    #[must_use]
    pub fn can_idle(&self) -> bool {
        self.capabilities.has("IDLE")
    }

    /// The Message-ID of a mail, without angle brackets.
    pub(super) fn message_id_of(&mut self, uid: u32) -> Result<Option<String>, Failure> {
        let mut header = Vec::new();
        let words = format!("UID FETCH {uid} (UID BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])");
        self.command("UID FETCH", &words, SMALL, &mut |answer| {
            if let Some(Response::Fetch(_, attributes)) = understood(answer)
                && attributes.iter().any(|attribute| matches!(attribute, AttributeValue::Uid(found) if *found == uid))
            {
                for attribute in attributes {
                    if let AttributeValue::BodySection { data: Some(data), .. } = attribute {
                        header = data.to_vec();
                    }
                }
            }
        })?
        .ok("UID FETCH")?;
        let text = String::from_utf8_lossy(&header);
        Ok(text.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map(|(id, _)| id.trim().to_owned()))
    }
}
