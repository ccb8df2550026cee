//! What the layers below report, as the command line shows it: the message, and what to do about it.

use super::error::CommandError;
use crate::adapters::mime::MimeError;
use crate::adapters::outbox::OutboxError;
use crate::adapters::templates::TemplateError;
use crate::assistant::approving::ApprovingError;
use crate::assistant::drafting::DraftingError;
use crate::assistant::finishing::FinishingError;
use crate::assistant::hand_editing::HandEditingError;
use crate::assistant::redrafting::RedraftingError;

impl From<OutboxError> for CommandError {
    fn from(error: OutboxError) -> Self {
        let hint = error.hint();
        Self::failed(error.to_string()).hint(hint)
    }
}

impl From<TemplateError> for CommandError {
    fn from(error: TemplateError) -> Self {
        let hint = match &error {
            TemplateError::Broken(_) => "`statt templates check` lists everything that is wrong with your templates",
            TemplateError::Missing { .. } => "`statt templates list` shows all names",
            TemplateError::File { .. } => {
                "name another folder; `statt templates export FOLDER` writes the built-in templates into it"
            }
        };
        Self::failed(error.to_string()).hint(hint)
    }
}

impl From<DraftingError> for CommandError {
    fn from(error: DraftingError) -> Self {
        match error {
            DraftingError::Outbox(error) => error.into(),
            DraftingError::Template(error) => error.into(),
        }
    }
}

impl From<RedraftingError> for CommandError {
    fn from(error: RedraftingError) -> Self {
        match error {
            RedraftingError::Outbox(error) => error.into(),
            RedraftingError::Template(error) => error.into(),
            RedraftingError::UnknownKind(_) => Self::usage(error.to_string())
                .hint("use call, shorter, written, handoff or attend, or the name of a template of your own"),
            RedraftingError::HandEdited(_) => Self::failed(error.to_string())
                .hint("edit it again with `statt edit`, or give --force to draft it anew and lose the edits"),
            RedraftingError::Over(_) => Self::usage(error.to_string()).hint("name a time to come"),
            RedraftingError::OwnAddress(_) => {
                Self::usage(error.to_string()).hint("name a colleague, or whoever shall get the mail")
            }
            RedraftingError::NotShorter { .. } => {
                Self::usage(error.to_string()).hint("name fewer minutes, or accept it as it is with --kind attend")
            }
            RedraftingError::UnknownGap { .. } => {
                Self::failed(error.to_string()).hint("`statt show ID` shows the gaps as «…»")
            }
        }
    }
}

impl From<ApprovingError> for CommandError {
    fn from(error: ApprovingError) -> Self {
        match error {
            ApprovingError::Finishing(error) => error.into(),
            ApprovingError::Outbox(error) => error.into(),
        }
    }
}

impl From<HandEditingError> for CommandError {
    fn from(error: HandEditingError) -> Self {
        match error {
            HandEditingError::Outbox(error) => error.into(),
            HandEditingError::Empty => {
                Self::failed(error.to_string()).hint("nothing was changed; `statt discard` drops a mail")
            }
        }
    }
}

impl From<FinishingError> for CommandError {
    fn from(error: FinishingError) -> Self {
        let hint = match &error {
            FinishingError::Mime { problem: MimeError::NoRecipient, .. } => {
                "name a recipient with `statt set ID --to ADDRESS`, or discard the mail"
            }
            FinishingError::Mime { problem: MimeError::Address(_), .. } => {
                "name another recipient with `statt set ID --to ADDRESS`, or answer in your mail program"
            }
            FinishingError::Mime { .. } => "answer in your mail program, and `statt discard` the mail",
            FinishingError::Calendar { .. } => {
                "draft it anew with `statt set ID --kind KIND`: it then goes without a calendar part; or discard it"
            }
        };
        Self::failed(error.to_string()).hint(hint)
    }
}
