//! One run of `send`.

use std::thread;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::back_off;
use super::channel::{Attempt, Channel};
use super::filing::Filer;
use super::pace::Pace;
use super::report::{SendEvent, SendOutcome, SendReport, Stopped};
use super::settings::{SendOptions, SendSettings, Transport};
use crate::adapters::outbox::{Claim, Lease, Outbox, OutboxError, Outcome, Selection, Waiting};
use crate::adapters::secrets;
use crate::adapters::smtp::Dialer;
use crate::domain::draft::{DraftId, Status};
use crate::domain::secret::Secret;

/// After so many broken connections in a row something is wrong that the next mail would not mend.
const MOST_BREAKS: usize = 3;

/// Sends what is approved and due.
///
/// # Errors
/// [`OutboxError`] where the outbox cannot be read; whatever goes wrong later stands in the report.
pub fn send_approved(
    outbox: &mut Outbox,
    settings: &SendSettings,
    options: &SendOptions,
    now: &dyn Fn() -> DateTime<Utc>,
    on_event: &mut dyn FnMut(SendEvent<'_>),
) -> Result<SendReport, OutboxError> {
    let selection = settings.selection(options);
    let mut due = outbox.due(&selection, now())?;
    due.now.truncate(options.limit.unwrap_or(usize::MAX));
    let mut report = SendReport { waiting: due.waiting, ..SendReport::default() };
    if options.dry_run {
        report.outcomes = due.now.iter().map(|id| would_be_sent(outbox, *id)).collect::<Result<_, _>>()?;
        return Ok(report);
    }
    let mut filer = Filer::new(settings);
    filer.file_all(outbox, on_event)?;
    on_event(SendEvent::Begin(due.now.len()));
    let mut password = || password(settings);
    let channel = match &settings.transport {
        Transport::Smtp { server, .. } => Channel::to_server(Dialer::new(server, &mut password)),
        Transport::Sendmail(program) => Channel::Sendmail(program),
    };
    let mut run = Run { outbox, filer, selection, now, on_event, report, breaks: 0 };
    run.send_all(&due.now, channel, Pace::new(options.rate));
    Ok(run.report)
}

fn would_be_sent(outbox: &Outbox, id: DraftId) -> Result<SendOutcome, OutboxError> {
    Ok(SendOutcome { id, status: outbox.get(id)?.status, smtp: None, error: None })
}

pub(super) fn password(settings: &SendSettings) -> Result<Secret, String> {
    let Transport::Smtp { server, password } = &settings.transport else { return Err("nobody logs in".to_owned()) };
    let source = password.as_ref().ok_or("the server wants a log-in, but smtp.password is missing")?;
    secrets::fetch(source, server.user.as_deref().unwrap_or_default()).map_err(|error| error.to_string())
}

struct Run<'a, 'e> {
    outbox: &'a mut Outbox,
    filer: Filer<'a>,
    selection: Selection,
    now: &'a dyn Fn() -> DateTime<Utc>,
    on_event: &'e mut dyn FnMut(SendEvent<'_>),
    report: SendReport,
    /// Broken connections in a row.
    breaks: usize,
}

impl Run<'_, '_> {
    fn send_all(&mut self, due: &[DraftId], mut channel: Channel<'_>, mut pace: Pace) {
        let mut held = None;
        for (position, &id) in due.iter().enumerate() {
            let rest = &due[position..];
            if held.is_none() {
                pace.wait();
            }
            let Some(lease) = held.take().or_else(|| self.claim(id)) else {
                if self.report.stopped.is_some() {
                    break;
                }
                continue;
            };
            let next = rest.get(1).copied().filter(|_| pace.is_free());
            held = self.send_one(&lease, &mut channel, rest, next);
            if self.report.stopped.is_some() {
                break;
            }
        }
        // What could not be written down properly is at least not held any longer.
        let _ = self.outbox.release();
        if let Err(error) = self.outbox.flush() {
            self.stop(&error);
        }
        channel.close();
        self.filer.close();
    }

    fn claim(&mut self, id: DraftId) -> Option<Lease> {
        let claim = self.outbox.claim(id, &self.selection, (self.now)());
        self.take(id, claim)
    }

    fn take(&mut self, id: DraftId, claim: Result<Claim, OutboxError>) -> Option<Lease> {
        match claim {
            Ok(Claim::Lease(lease)) => return Some(lease),
            // Another sender was faster, and says so itself.
            Ok(Claim::Wait(Waiting::Status(Status::Sending | Status::Sent))) => {}
            Ok(Claim::Wait(reason)) => self.report.waiting.push((id, reason)),
            Err(error @ OutboxError::Damaged(_)) => self.done(id, Status::Approved, None, Some(error.to_string())),
            Err(error) => self.stop(&error),
        }
        None
    }

    /// Sends one mail and reaches for the `next` one in the same step of the outbox.
    fn send_one(
        &mut self,
        lease: &Lease,
        channel: &mut Channel<'_>,
        rest: &[DraftId],
        next: Option<DraftId>,
    ) -> Option<Lease> {
        let now = (self.now)();
        let mut entered = None;
        let outbox = &mut *self.outbox;
        let attempt = channel
            .deliver(&lease.mail, lease.attempts, now, &mut || entered.insert(outbox.enter_data(lease, now)).is_ok());
        let is_out = matches!(entered, Some(Ok(())));
        match attempt {
            Attempt::Ended(outcome) => {
                self.breaks = 0;
                self.settle(lease, &outcome, is_out, next)
            }
            Attempt::Broken(outcome) => {
                self.breaks += 1;
                let next = next.filter(|_| self.breaks < MOST_BREAKS);
                let held = self.settle(lease, &outcome, is_out, next);
                if self.breaks >= MOST_BREAKS && self.report.stopped.is_none() {
                    let reason = format!("{MOST_BREAKS} connections broke one after the other");
                    self.report.stopped = Some(Stopped { reason, hint: None });
                }
                held
            }
            Attempt::Withdrawn => {
                self.withdrawn(lease, entered.and_then(Result::err));
                None
            }
            Attempt::Down(stopped) => {
                self.postpone(lease, rest, stopped);
                None
            }
        }
    }

    /// The approval was void, or it could not be written down that the mail is about to go. It did not go.
    fn withdrawn(&mut self, lease: &Lease, error: Option<OutboxError>) {
        match error {
            Some(OutboxError::LeaseLost(_)) | None => match self.outbox.get(lease.id) {
                Ok(draft) => self.report.waiting.push((lease.id, Waiting::Void(draft.status))),
                Err(error) => self.stop(&error),
            },
            Some(error) => {
                self.done(lease.id, Status::Approved, None, Some(format!("not sent: {error}")));
                self.stop(&error);
            }
        }
    }

    fn settle(&mut self, lease: &Lease, outcome: &Outcome, is_out: bool, next: Option<DraftId>) -> Option<Lease> {
        let settled = patiently(|| {
            let now = (self.now)();
            match next {
                Some(next) => self
                    .outbox
                    .settle_and_claim(lease, outcome, next, &self.selection, now)
                    .map(|(status, claim)| (status, Some((next, claim)))),
                None => self.outbox.settle(lease, outcome, now).map(|status| (status, None)),
            }
        });
        let (smtp, error) = said(outcome);
        match settled {
            Ok((status, claim)) => {
                self.done(lease.id, status, smtp, error);
                if status == Status::Sent
                    && self.selection.file
                    && let Err(error) = self.filer.file(self.outbox, lease.id, self.on_event)
                {
                    self.stop(&error);
                }
                claim.and_then(|(next, claim)| self.take(next, claim))
            }
            Err(OutboxError::LeaseLost(_)) => {
                self.withdrawn(lease, None);
                None
            }
            Err(storage) => {
                self.unrecorded(lease, outcome, is_out, &storage);
                None
            }
        }
    }

    /// The outbox cannot be written. What stands on the disk is true all the same, and that is what is said.
    fn unrecorded(&mut self, lease: &Lease, outcome: &Outcome, is_out: bool, error: &OutboxError) {
        let (smtp, reason) = said(outcome);
        let id = lease.id;
        let (status, what) = match (is_out, &smtp, reason) {
            (true, Some(reply), _) => {
                let advice = format!("settle it with `statt resolve {id} --sent`");
                (
                    Status::Uncertain,
                    format!("the server took it ({reply}), but the outbox does not know: {error}; {advice}"),
                )
            }
            (true, None, reason) => (Status::Uncertain, reason.unwrap_or_else(|| error.to_string())),
            (false, _, reason) => (Status::Approved, reason.unwrap_or_else(|| error.to_string())),
        };
        self.done(id, status, smtp, Some(what));
        self.stop(error);
    }

    /// Nothing can be sent: every mail of this run says why.
    fn postpone(&mut self, lease: &Lease, rest: &[DraftId], stopped: Stopped) {
        let now = (self.now)();
        let next_try = back_off::next_try(now, lease.attempts);
        let outbox = &mut *self.outbox;
        let noted = outbox
            .settle(lease, &Outcome::Released, now)
            .and_then(|_| outbox.postpone(rest, &stopped.reason, next_try, now));
        if let Err(error) = noted {
            self.stop(&error);
            return;
        }
        for &id in rest {
            let status = self.outbox.get(id).map_or(Status::Failed, |draft| draft.status);
            if status == Status::Failed {
                self.done(id, status, None, Some(stopped.reason.clone()));
            }
        }
        self.report.stopped = Some(stopped);
    }

    fn stop(&mut self, error: &OutboxError) {
        let hint = Some(error.hint().to_owned());
        self.report.stopped = Some(Stopped { reason: error.to_string(), hint });
    }

    fn done(&mut self, id: DraftId, status: Status, smtp: Option<String>, error: Option<String>) {
        let outcome = SendOutcome { id, status, smtp, error };
        (self.on_event)(SendEvent::Done(&outcome));
        self.report.outcomes.push(outcome);
    }
}

/// What there is to say of an outcome: the server's answer, and what went wrong.
fn said(outcome: &Outcome) -> (Option<String>, Option<String>) {
    match outcome {
        Outcome::Delivered(delivered) => (delivered.smtp.clone(), delivered.missed()),
        Outcome::Failed { reason, .. } | Outcome::Rejected { reason } | Outcome::Uncertain { reason } => {
            (None, Some(reason.clone()))
        }
        Outcome::Released => (None, None),
    }
}

/// Tries again for a while where a disk is full or a file locked: what happened must be written down.
fn patiently<T>(mut write: impl FnMut() -> Result<T, OutboxError>) -> Result<T, OutboxError> {
    let mut pause = Duration::from_millis(50);
    loop {
        match write() {
            Err(OutboxError::Busy | OutboxError::Full | OutboxError::Storage(_)) if pause < Duration::from_secs(1) => {
                thread::sleep(pause);
                pause *= 2;
            }
            result => return result,
        }
    }
}
