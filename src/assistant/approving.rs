//! A person's yes to the very bytes that will be sent; a reply and its briefing get it together.

use chrono::DateTime;

use super::finishing::{self, FinishingError};
use crate::adapters::outbox::{Outbox, OutboxError};
use crate::domain::draft::Draft;

/// Why mails could not be approved.
#[derive(Debug, thiserror::Error)]
pub enum ApprovingError {
    /// The bytes cannot be made.
    #[error(transparent)]
    Finishing(#[from] FinishingError),
    /// The outbox.
    #[error(transparent)]
    Outbox(#[from] OutboxError),
}

impl ApprovingError {
    /// Whether nothing is wrong but that a person has to complete the mail: fill a gap, name a recipient.
    #[must_use]
    pub fn wants_completion(&self) -> bool {
        match self {
            Self::Finishing(error) => error.wants_recipient(),
            Self::Outbox(error) => matches!(error, OutboxError::Gaps { .. }),
        }
    }
}

/// Approves these mails, as the person saw them, in one step.
///
/// # Errors
/// A mail that cannot be written, has gaps, is no draft or not the one that the person saw; then none is approved.
pub fn approve(
    outbox: &mut Outbox,
    together: &[Draft],
    now: DateTime<chrono_tz::Tz>,
) -> Result<Vec<Draft>, ApprovingError> {
    let approvals = together.iter().map(|draft| finishing::approval(draft, now)).collect::<Result<Vec<_>, _>>()?;
    Ok(outbox.approve(&approvals, now.to_utc())?)
}

/// A reply and its briefing are one step, everything else a step of its own.
#[must_use]
pub fn steps(drafts: Vec<Draft>) -> Vec<Vec<Draft>> {
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
