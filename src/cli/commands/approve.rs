//! `statt approve`: a person's yes to the very bytes that will be sent.

use clap::Args;

use crate::assistant::approving::{approve, steps};
use crate::cli::error::{CommandError, Exit};
use crate::cli::settings::Settings;
use crate::cli::ui::Ui;
use crate::cli::views::outbox_mail::OutboxMail;
use crate::domain::draft::{DraftId, Status};

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
            match approve(&mut outbox, &step, settings.now) {
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
                // With --all, what a person has to complete simply waits.
                Err(error) if self.all && error.wants_completion() => {
                    let error = CommandError::from(error);
                    let advice = error.advice().map(|advice| format!("; {advice}")).unwrap_or_default();
                    ui.warn(&(error.in_one_line() + &advice));
                }
                Err(error) => {
                    ui.error(&error.into());
                    exit = Exit::Failed;
                }
            }
        }
        Ok(exit)
    }
}
