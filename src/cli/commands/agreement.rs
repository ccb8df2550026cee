//! Outbox and Drafts folder agree: what a person did in another mail program is taken over, and told.

use crate::adapters::outbox::{Outbox, OutboxError};
use crate::assistant::drafts_folder::{self, Deed, Disagreement};
use crate::assistant::mail_account::MailAccount;
use crate::cli::config;
use crate::cli::error::CommandError;
use crate::cli::settings::Settings;
use crate::cli::ui::Ui;
use crate::domain::draft::Status;

/// The accounts that show drafts to other mail programs.
///
/// # Errors
/// An account whose settings contradict each other.
pub fn accounts(settings: &Settings) -> Result<Vec<MailAccount>, CommandError> {
    let accounts = config::accounts(&settings.config)?;
    Ok(accounts.into_iter().filter(|account| account.drafts.is_some()).collect())
}

/// Lets outbox and folders agree.
///
/// # Errors
/// A server that cannot be reached, or an outbox that cannot be written.
pub fn agree(settings: &Settings, outbox: &mut Outbox, ui: &mut Ui) -> Result<(), CommandError> {
    let accounts = accounts(settings)?;
    let agreement = drafts_folder::agree(outbox, &accounts, settings.now).map_err(in_words)?;
    for (id, deed) in agreement.deeds {
        ui.note(&match deed {
            Deed::Sent => format!("mail {id} was sent with another mail program"),
            Deed::Changed => format!("mail {id} was changed in another mail program: its text is taken over"),
            Deed::Deleted => format!("mail {id} was deleted in another mail program and is discarded"),
        });
    }
    for (id, reason) in agreement.unfit {
        if !reason.wants_recipient() {
            ui.warn(&format!("mail {id} is not shown to other mail programs: {reason}"));
        }
    }
    Ok(())
}

/// Whether a mail that was approved may lie in a Drafts folder still, where somebody may send it as well.
///
/// # Errors
/// An outbox that cannot be read.
pub fn is_open(settings: &Settings, outbox: &Outbox) -> Result<bool, CommandError> {
    for account in accounts(settings)? {
        let folder = account.drafts.as_deref().unwrap_or_default();
        for one in outbox.laid_out(&account.account.name, folder)? {
            let status = outbox.get(one.mail).map_err(|error: OutboxError| CommandError::from(error))?.status;
            if one.gone.is_none() && matches!(status, Status::Approved | Status::Failed) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

fn in_words(error: Disagreement) -> CommandError {
    match error {
        Disagreement::Outbox(error) => error.into(),
        Disagreement::Server { ref failure, .. } => {
            let hint = failure.hint();
            let failed = CommandError::failed(error.to_string());
            match hint {
                Some(hint) => failed.hint(hint),
                None => failed,
            }
        }
    }
}
