//! After a mail is sent: its copy, and the mark on the mail that it answers.

use std::collections::HashMap;
use std::path::Path;

use super::report::SendEvent;
use super::settings::{CopyTo, SendSettings};
use crate::adapters::imap::{Failure, Session};
use crate::adapters::outbox::{Outbox, OutboxError};
use crate::adapters::{answered_flag, sent_folder};
use crate::assistant::mail_account::{MailAccount, ServerFolder, place_on_server};
use crate::domain::draft::{Draft, DraftId, DraftRole};

/// Files what was sent, and keeps the connections that it takes for as long as a run lasts.
pub(super) struct Filer<'a> {
    settings: &'a SendSettings,
    /// Open connections, and accounts that could not be opened in this run.
    sessions: HashMap<String, Result<Session, Failure>>,
}

impl<'a> Filer<'a> {
    /// A filer by the config.
    pub fn new(settings: &'a SendSettings) -> Self {
        Self { settings, sessions: HashMap::new() }
    }

    /// Files what an earlier run sent, but could not file.
    pub fn file_all(
        &mut self,
        outbox: &mut Outbox,
        on_event: &mut dyn FnMut(SendEvent<'_>),
    ) -> Result<(), OutboxError> {
        for id in outbox.unfiled()? {
            self.file(outbox, id, on_event)?;
        }
        Ok(())
    }

    /// Files one sent mail. That it is sent stands whatever comes of this.
    pub fn file(
        &mut self,
        outbox: &mut Outbox,
        id: DraftId,
        on_event: &mut dyn FnMut(SendEvent<'_>),
    ) -> Result<(), OutboxError> {
        let draft = outbox.get(id)?;
        match self.copy(outbox, &draft).and_then(|()| self.mark(&draft)) {
            Ok(()) => outbox.mark_filed(id),
            Err(reason) => {
                on_event(SendEvent::Warning(format!(
                    "mail {id} was sent, but not filed: {reason}; the next run tries again"
                )));
                Ok(())
            }
        }
    }

    fn copy(&mut self, outbox: &Outbox, draft: &Draft) -> Result<(), String> {
        let Some(place) = self.settings.copy_to() else { return Ok(()) };
        let mail = outbox.approved_mail(draft.id).map_err(|error| error.to_string())?;
        let (Some(mail), Some(message_id), Some(sent)) = (mail, &draft.message_id, draft.sent) else { return Ok(()) };
        match place {
            CopyTo::Maildir(maildir) => match sent_folder::copy(maildir, message_id, sent, &mail.bytes) {
                Ok(_) => Ok(()),
                Err(error) => Err(format!("{}: {error}", maildir.display())),
            },
            CopyTo::Server(place) => {
                let ServerFolder { account, folder } = &**place;
                self.at(account, |session| session.file_copy(folder, message_id, sent, &mail.bytes))
                    .map(drop)
                    .map_err(|failure| format!("imap:{}/{folder}: {failure}", account.account.name))
            }
        }
    }

    fn mark(&mut self, draft: &Draft) -> Result<(), String> {
        if !self.settings.filing.mark_answered || draft.role == DraftRole::Briefing {
            return Ok(());
        }
        let message = &draft.case.message;
        if let Some((name, folder, uid)) = place_on_server(&message.source) {
            // An account that the config does not know any more is like a Maildir that has gone.
            let account = self.settings.filing.accounts.iter().find(|account| account.account.name == name);
            let (Some(account), Some(message_id)) = (account, &message.message_id) else { return Ok(()) };
            return self
                .at(account, |session| session.mark_answered(folder, uid, message_id))
                .map(drop)
                .map_err(|failure| format!("{}: {failure}", message.source));
        }
        let source = Path::new(&message.source);
        answered_flag::set(source).map(|_| ()).map_err(|error| format!("{}: {error}", source.display()))
    }

    /// Does something at an account. A connection that has gone since the last mail is made again, once.
    fn at<T>(
        &mut self,
        account: &MailAccount,
        deed: impl Fn(&mut Session) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let name = &account.account.name;
        let was_open = self.sessions.contains_key(name);
        if !was_open {
            self.sessions.insert(name.clone(), account.dialer().connect());
        }
        let done = match self.sessions.get_mut(name) {
            Some(Ok(session)) => deed(session),
            Some(Err(failure)) => return Err(failure.clone()),
            None => return Err(Failure::NoPassword("there is no such account".to_owned())),
        };
        let is_gone = done.as_ref().is_err_and(|failure| !matches!(failure, Failure::Refused { .. }));
        if is_gone {
            self.sessions.remove(name);
        }
        if is_gone && was_open { self.at(account, deed) } else { done }
    }

    /// Says goodbye everywhere.
    pub fn close(&mut self) {
        for session in std::mem::take(&mut self.sessions).into_values().flatten() {
            session.log_out();
        }
    }
}
