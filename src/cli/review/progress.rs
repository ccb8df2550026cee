//! A run of sending, as the desk shows it.

use super::message::Progress;
use crate::domain::draft::{DraftId, Status};

/// How far a run is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sending {
    /// How many mails are to be tried.
    pub total: usize,
    /// What became of those that were.
    pub mails: Vec<(DraftId, Status, String)>,
    /// What else was said.
    pub words: Vec<String>,
    /// The run is over.
    pub is_over: bool,
}

impl Sending {
    /// Takes note of news.
    pub fn note(&mut self, news: Progress) {
        match news {
            Progress::Begin(total) => self.total = total,
            Progress::Mail(id, status, said) => self.mails.push((id, status, said)),
            Progress::Warning(text) => self.words.push(text),
            Progress::End(words) => {
                self.words.extend(words);
                self.is_over = true;
            }
        }
    }

    /// `3 of 10 sent`, or what became of them.
    #[must_use]
    pub fn in_short(&self) -> String {
        let sent = self.mails.iter().filter(|(_, status, _)| *status == Status::Sent).count();
        let other = self.mails.len() - sent;
        let trouble = if other > 0 { format!(", {other} not") } else { String::new() };
        format!("{sent} of {} sent{trouble}", self.total)
    }
}
