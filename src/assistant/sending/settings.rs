//! How mails are sent, and which of them now.

use std::path::PathBuf;

use chrono::Duration;

use crate::adapters::outbox::Selection;
use crate::adapters::secrets::PasswordSource;
use crate::adapters::sendmail::Sendmail;
use crate::adapters::smtp::Server;
use crate::assistant::mail_account::{MailAccount, ServerFolder};
use crate::domain::draft::DraftId;
use crate::domain::setup;

/// What the config says of sending.
#[derive(Debug, Clone)]
pub struct SendSettings {
    /// Who takes the mails.
    pub transport: Transport,
    /// How long an approved mail can still be taken back.
    pub undo_window: Duration,
    /// What is done with a sent mail.
    pub filing: Filing,
}

/// Who takes the mails.
#[derive(Debug, Clone)]
pub enum Transport {
    /// A mail server.
    Smtp {
        /// The server.
        server: Server,
        /// Where its password is.
        password: Option<PasswordSource>,
    },
    /// A program on this machine.
    Sendmail(Sendmail),
}

/// What is done with a sent mail.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filing {
    /// Where a copy goes.
    pub copy_to: Option<CopyTo>,
    /// The mail that was answered is marked so, in a Maildir or on a server.
    pub mark_answered: bool,
    /// The accounts in which mails can be marked.
    pub accounts: Vec<MailAccount>,
}

/// Where copies of sent mails go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CopyTo {
    /// A Maildir.
    Maildir(PathBuf),
    /// A folder on a server.
    Server(Box<ServerFolder>),
}

/// What one run of `send` is asked to do.
#[derive(Debug, Clone, Default)]
pub struct SendOptions {
    /// Only these; all that is approved where none is named.
    pub ids: Vec<DraftId>,
    /// At most so many.
    pub limit: Option<usize>,
    /// At most so many a minute.
    pub rate: Option<u32>,
    /// Only say what would be sent.
    pub dry_run: bool,
    /// Do not wait for the undo window to close.
    pub immediately: bool,
    /// Leave failed mails alone until their next try is due, as a program does that sends by itself.
    pub patient: bool,
}

impl SendSettings {
    /// Where copies go; nowhere where the provider files sent mail by itself.
    #[must_use]
    pub fn copy_to(&self) -> Option<&CopyTo> {
        let is_filed = matches!(&self.transport, Transport::Smtp { server, .. }
            if setup::files_sent_mail(&server.host));
        self.filing.copy_to.as_ref().filter(|_| !is_filed)
    }

    pub(super) fn selection(&self, options: &SendOptions) -> Selection {
        Selection {
            ids: options.ids.clone(),
            undo_window: if options.immediately { Duration::zero() } else { self.undo_window },
            patient: options.patient,
            file: self.copy_to().is_some() || self.filing.mark_answered,
        }
    }
}
