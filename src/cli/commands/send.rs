//! `statt send`: what is approved goes out.

use chrono::Utc;
use clap::Args;
use serde::Serialize;

use crate::adapters::outbox::Outbox;
use crate::assistant::sending::{SendEvent, SendOptions, SendOutcome, SendReport, send_approved};
use crate::cli::config::send_settings;
use crate::cli::error::{CommandError, Exit};
use crate::cli::moments::Moments;
use crate::cli::settings::Settings;
use crate::cli::ui::{Style, Ui, clean};
use crate::cli::views::outbox_words::why_waiting;
use crate::cli::views::words;
use crate::domain::draft::{DraftId, Status};

use super::{agreement, draft_id};

/// Send approved mails over SMTP; what is not approved stays
#[derive(Debug, Args)]
#[command(after_help = "Example: statt send\n         statt send 3 --dry-run")]
pub struct Send {
    /// Only these mails [default: all that is approved]
    #[arg(value_parser = draft_id, value_name = "ID")]
    ids: Vec<DraftId>,
    /// Say what would be sent and send nothing
    #[arg(long)]
    dry_run: bool,
    /// At most so many mails
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    limit: Option<u32>,
    /// At most so many mails a minute
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    rate: Option<u32>,
    /// Do not wait for the undo window (smtp.delay_minutes)
    #[arg(long)]
    immediately: bool,
}

/// One line of `send --json`.
#[derive(Serialize)]
struct Line<'a> {
    id: String,
    status: Status,
    smtp: Option<&'a str>,
    error: Option<&'a str>,
}

impl Send {
    /// Sends, and says what became of each mail.
    ///
    /// # Errors
    /// No server configured, an unknown number, or an outbox that cannot be used; a mail that failed is no error of the
    /// command but its exit status.
    pub fn run(self, settings: &Settings, ui: &mut Ui) -> Result<Exit, CommandError> {
        let sending = send_settings(&settings.config)?;
        let mut outbox = settings.open_outbox()?;
        for recovered in outbox.recovered() {
            ui.warn(&format!(
                "mail {} was being sent when statt ended: it is {:?} now",
                recovered.id, recovered.as_what
            ));
        }
        if !self.dry_run
            && let Err(error) = agreement::agree(settings, &mut outbox, ui)
        {
            if agreement::is_open(settings, &outbox)? {
                return Err(
                    error.hint("nothing was sent: what is approved here may have been sent from the Drafts folder")
                );
            }
            ui.warn(&error.to_string());
        }
        let options = SendOptions {
            ids: self.ids,
            limit: self.limit.map(|limit| limit as usize),
            rate: self.rate,
            dry_run: self.dry_run,
            immediately: self.immediately,
            patient: false,
        };
        let pretended = settings.pretended.then(|| settings.now.to_utc());
        #[expect(clippy::disallowed_methods, reason = "a long run has to know the time of each mail")]
        let now = || pretended.unwrap_or_else(Utc::now);
        let mut failed = None;
        // What ends a run is told once, after the mails that it kept back.
        let mut held: Vec<SendOutcome> = Vec::new();
        let report = send_approved(&mut outbox, &sending, &options, &now, &mut |event| match event {
            SendEvent::Begin(_) => {}
            SendEvent::Done(outcome) => {
                let goes_on = held.last().is_none_or(|last| last.error == outcome.error);
                if !goes_on {
                    failed = print_all(&mut held, None, ui).err().or(failed.take());
                }
                if outcome.status == Status::Failed && !ui.json {
                    held.push(outcome.clone());
                } else {
                    failed = print(outcome, None, ui).err().or(failed.take());
                }
            }
            SendEvent::Warning(text) => ui.warn(&text),
        })?;
        let kept_back = KeptBack { outbox: &outbox, moments: Moments::named(settings.now), report: &report };
        failed = print_all(&mut held, Some(&kept_back), ui).err().or(failed);
        if !self.dry_run {
            settings.write_calendar(&outbox, ui);
        }
        if let Some(error) = failed {
            return Err(error);
        }
        if self.dry_run {
            for outcome in &report.outcomes {
                rehearse(outcome, ui)?;
            }
        }
        let named = !options.ids.is_empty();
        let exit = sum_up(&report, self.dry_run, Moments::named(settings.now), ui)?;
        // Whoever names a mail wants it sent.
        Ok(if named && !report.waiting.is_empty() { Exit::Failed } else { exit })
    }
}

/// What is known of the mails that a run kept back once it has ended.
struct KeptBack<'a> {
    outbox: &'a Outbox,
    moments: Moments,
    report: &'a SendReport,
}

impl KeptBack<'_> {
    /// What to say of a mail in place of what is said of the whole run.
    fn instead(&self, outcome: &SendOutcome) -> Option<String> {
        let stopped = self.report.stopped.as_ref()?;
        if outcome.error.as_ref() != Some(&stopped.reason) {
            return None;
        }
        let next_try = self.outbox.get(outcome.id).ok().and_then(|mail| mail.next_try);
        Some(
            next_try
                .map_or("not tried".to_owned(), |at| format!("next try {}", self.moments.moment(at.fixed_offset()))),
        )
    }
}

fn print_all(
    outcomes: &mut Vec<SendOutcome>,
    kept_back: Option<&KeptBack<'_>>,
    ui: &mut Ui,
) -> Result<(), CommandError> {
    outcomes.drain(..).try_for_each(|outcome| print(&outcome, kept_back, ui))
}

fn json(outcome: &SendOutcome, ui: &mut Ui) -> Result<(), CommandError> {
    Ok(ui.json_line(&Line {
        id: outcome.id.to_string(),
        status: outcome.status,
        smtp: outcome.smtp.as_deref(),
        error: outcome.error.as_deref(),
    })?)
}

fn rehearse(outcome: &SendOutcome, ui: &mut Ui) -> Result<(), CommandError> {
    if ui.json {
        return json(outcome, ui);
    }
    Ok(ui.line(&format!("{} would be sent", outcome.id))?)
}

fn print(outcome: &SendOutcome, kept_back: Option<&KeptBack<'_>>, ui: &mut Ui) -> Result<(), CommandError> {
    if ui.json {
        return json(outcome, ui);
    }
    let style = if outcome.status == Status::Sent { Style::Green } else { Style::Red };
    let status = ui.paint(outcome.status.name(), style);
    let said = kept_back.and_then(|kept_back| kept_back.instead(outcome)).unwrap_or_else(|| {
        let said: Vec<String> = [&outcome.smtp, &outcome.error].into_iter().flatten().map(|text| clean(text)).collect();
        said.join("; ")
    });
    Ok(ui.line(format!("{} {status}  {said}", outcome.id).trim_end())?)
}

fn sum_up(report: &SendReport, rehearsal: bool, moments: Moments, ui: &mut Ui) -> Result<Exit, CommandError> {
    for (id, reason) in &report.waiting {
        ui.note(&format!("mail {id} waits: {}", why_waiting(reason, moments)));
    }
    if report.outcomes.iter().any(|outcome| outcome.status == Status::Uncertain) {
        ui.note("a mail is uncertain: the server may have it. Look into your Sent folder, then `statt resolve ID --sent` or `--retry`");
    }
    if let Some(stopped) = &report.stopped {
        let error = CommandError::failed(stopped.reason.clone());
        return Err(match &stopped.hint {
            Some(hint) => error.hint(hint.clone()),
            None => error.hint("what was not sent stays approved; run `statt send` again"),
        });
    }
    if report.outcomes.is_empty() && report.waiting.is_empty() {
        ui.note("nothing is approved; `statt list` shows the drafts, `statt approve ID` lets one go");
    } else if !rehearsal {
        let sent = report.outcomes.iter().filter(|outcome| outcome.status == Status::Sent).count();
        ui.note(&format!("{} sent", words::count(sent, "mail")));
    }
    Ok(if report.has_failures() { Exit::Failed } else { Exit::Done })
}
