//! One way out for mails, whichever it is: a connection that is kept as long as it is good, or a program.

use chrono::{DateTime, Utc};

use super::back_off;
use super::report::Stopped;
use crate::adapters::outbox::{Delivered, Outcome, Refused};
use crate::adapters::sendmail::{Handed, Sendmail};
use crate::adapters::smtp::{Delivery, Dialer, Failure, RefusedRecipient, Session};
use crate::domain::outgoing::ApprovedMail;

/// How one try went.
pub(super) enum Attempt {
    /// This is what became of the mail.
    Ended(Outcome),
    /// The same, and the connection is gone.
    Broken(Outcome),
    /// The approval was void at the last moment.
    Withdrawn,
    /// No mail can be sent at all now; this one was not tried.
    Down(Stopped),
}

/// One way out.
pub(super) enum Channel<'a> {
    Smtp(Box<Line<'a>>),
    Sendmail(&'a Sendmail),
}

/// A server, and the connection to it while there is a good one.
pub(super) struct Line<'a> {
    dialer: Dialer<'a>,
    session: Option<Session>,
}

impl<'a> Channel<'a> {
    /// To a server that is called when there is something to send.
    pub fn to_server(dialer: Dialer<'a>) -> Self {
        Self::Smtp(Box::new(Line { dialer, session: None }))
    }

    /// Tries one mail. `before_end` is asked before the step that cannot be taken back.
    pub fn deliver(
        &mut self,
        mail: &ApprovedMail,
        attempts: u32,
        now: DateTime<Utc>,
        before_end: &mut dyn FnMut() -> bool,
    ) -> Attempt {
        let next_try = back_off::next_try(now, attempts);
        match self {
            Self::Sendmail(program) => from_program(program.hand_over(mail, before_end), next_try),
            Self::Smtp(line) => match line.deliver(mail, before_end) {
                Ok(delivery) => from_server(delivery, next_try),
                Err(failure) => Attempt::Down(stopped(&failure)),
            },
        }
    }

    /// Ends it politely.
    pub fn close(self) {
        if let Self::Smtp(line) = self
            && let Some(session) = line.session
        {
            session.quit();
        }
    }
}

impl Line<'_> {
    fn deliver(&mut self, mail: &ApprovedMail, before_end: &mut dyn FnMut() -> bool) -> Result<Delivery, Failure> {
        loop {
            let mut session = self.ready()?;
            let was_used = session.mails() > 0;
            match session.deliver(mail, before_end) {
                Delivery::Broken(failure @ Failure::LoginRefused(_)) => return Err(failure),
                // A connection may end between two mails; that is nobody's fault, and nothing was sent.
                Delivery::Broken(_) if was_used => {}
                delivery => {
                    self.session = Some(session);
                    return Ok(delivery);
                }
            }
        }
    }

    fn ready(&mut self) -> Result<Session, Failure> {
        match self.session.take() {
            Some(session) if session.is_usable() && session.mails() < self.dialer.mails_per_connection() => Ok(session),
            Some(session) => {
                session.quit();
                self.dialer.connect()
            }
            None => self.dialer.connect(),
        }
    }
}

fn from_server(delivery: Delivery, next_try: DateTime<Utc>) -> Attempt {
    Attempt::Ended(match delivery {
        Delivery::Taken { reply, refused } => {
            let (deferred, refused): (Vec<_>, Vec<_>) = refused.into_iter().partition(|one| one.is_temporary);
            Outcome::Delivered(Delivered {
                smtp: Some(reply.to_string()),
                next_try: (!deferred.is_empty()).then_some(next_try),
                refused: refused.into_iter().map(in_words).collect(),
                deferred: deferred.into_iter().map(in_words).collect(),
            })
        }
        Delivery::Deferred(reason) => Outcome::Failed { reason, next_try },
        Delivery::Refused(reason) => Outcome::Rejected { reason },
        Delivery::Withdrawn => return Attempt::Withdrawn,
        Delivery::Broken(failure) => {
            return Attempt::Broken(Outcome::Failed { reason: failure.to_string(), next_try });
        }
        Delivery::Uncertain(failure) => {
            let reason = format!("the whole mail was handed over, but then: {failure}");
            return Attempt::Broken(Outcome::Uncertain { reason });
        }
    })
}

fn in_words(refused: RefusedRecipient) -> Refused {
    Refused { reason: refused.reply.in_words(), recipient: refused.recipient }
}

fn from_program(handed: Handed, next_try: DateTime<Utc>) -> Attempt {
    Attempt::Ended(match handed {
        Handed::Taken => Outcome::Delivered(Delivered::default()),
        Handed::Failed(reason) => Outcome::Failed { reason, next_try },
        Handed::Refused(reason) => Outcome::Rejected { reason },
        Handed::Uncertain(reason) => return Attempt::Broken(Outcome::Uncertain { reason }),
        Handed::Withdrawn => return Attempt::Withdrawn,
        Handed::Unusable(reason) => {
            return Attempt::Down(Stopped { reason, hint: Some("check smtp.sendmail".to_owned()) });
        }
    })
}

pub(super) fn stopped(failure: &Failure) -> Stopped {
    Stopped { reason: failure.to_string(), hint: failure.hint().map(str::to_owned) }
}
