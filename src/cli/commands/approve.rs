//! `statt approve`: a person's yes to the very bytes that will be sent.

use clap::Args;

use crate::adapters::outbox::{Outbox, OutboxError};
use crate::assistant::finishing;
use crate::cli::error::{CommandError, Exit};
use crate::cli::settings::Settings;
use crate::cli::ui::Ui;
use crate::cli::views::outbox_mail::OutboxMail;
use crate::domain::draft::{Draft, DraftId, Status};

use super::draft_id;

/// Approve mails for sending; a handoff's two mails are approved together
#[derive(Debug, Args)]
#[command(after_help = "Example: statt approve 3 4 && statt send")]
pub struct Approve {
    /// The mails' numbers
    #[arg(value_parser = draft_id, value_name = "ID", required_unless_present = "all")]
    ids: Vec<DraftId>,
    /// Every draft without gaps
    #[arg(long, conflicts_with = "ids")]
    all: bool,
}

impl Approve {
    /// Approves the mails; what cannot be approved is named and fails the run, the others are approved.
    ///
    /// # Errors
    /// An unknown number, a gap, a mail that is not a draft, or an outbox that cannot be written.
    pub fn run(self, settings: &Settings, ui: &mut Ui) -> Result<Exit, CommandError> {
        let mut outbox = settings.open_outbox()?;
        let wanted = if self.all {
            outbox.list(&[Status::Draft])?
        } else {
            self.ids.iter().map(|id| outbox.get(*id)).collect::<Result<_, _>>()?
        };
        let mut exit = Exit::Done;
        let (approved, wanted): (Vec<_>, Vec<_>) =
            wanted.into_iter().partition(|draft| draft.status == Status::Approved);
        for draft in approved {
            if ui.json {
                ui.json_line(&OutboxMail::new(&draft))?;
            } else {
                ui.line(&format!("{} is approved already", draft.id))?;
            }
        }
        for step in steps(wanted) {
            match approve(&step, &mut outbox, settings) {
                Ok(drafts) => {
                    for draft in drafts {
                        if ui.json {
                            ui.json_line(&OutboxMail::new(&draft))?;
                        } else {
                            let to: Vec<String> = draft.letter.to.iter().map(|person| person.address.lower()).collect();
                            ui.line(&format!("{} approved, to {}", draft.id, to.join(", ")))?;
                        }
                    }
                }
                Err((true, error)) if self.all => ui.warn(&error.to_string()),
                Err((_, error)) => {
                    ui.error(&error);
                    exit = Exit::Failed;
                }
            }
        }
        Ok(exit)
    }
}

/// Approves a step's mails; an error says whether the mails simply wait for a person to complete them, which is no failure
/// of `--all`.
fn approve(step: &[Draft], outbox: &mut Outbox, settings: &Settings) -> Result<Vec<Draft>, (bool, CommandError)> {
    let finished: Result<Vec<_>, _> = step.iter().map(|draft| finishing::approval(draft, settings.now)).collect();
    let approvals = finished.map_err(|error| (error.wants_recipient(), error.into()))?;
    outbox
        .approve(&approvals, settings.now.to_utc())
        .map_err(|error| (matches!(error, OutboxError::Gaps { .. }), error.into()))
}

/// A reply and its briefing are one step, everything else a step of its own.
fn steps(drafts: Vec<Draft>) -> Vec<Vec<Draft>> {
    let mut steps: Vec<Vec<Draft>> = Vec::new();
    for draft in drafts {
        let partner = steps.iter_mut().find(|step| {
            step.iter().any(|other| draft.belongs_to == Some(other.id) || other.belongs_to == Some(draft.id))
        });
        match partner {
            Some(step) => step.push(draft),
            None => steps.push(vec![draft]),
        }
    }
    steps
}
