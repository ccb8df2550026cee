//! A menu: what it is about, and what can be chosen.

use super::entry::Entry;
use super::filter::Filter;
use super::message::{Effect, Fate};
use super::state::State;
use crate::assistant::redrafting::Wish;
use crate::cli::fitting::padded;
use crate::cli::ui::clean;
use crate::cli::views::words;
use crate::domain::draft::{Draft, Status};
use crate::domain::reply::ReplyKind;

/// Something to choose from.
#[derive(Debug, Clone, PartialEq)]
pub struct Menu {
    /// What is chosen.
    pub title: String,
    /// What is worth knowing before.
    pub about: Vec<String>,
    /// What there is.
    pub items: Vec<Item>,
    /// The item that the keys are about.
    pub cursor: usize,
}

/// One thing that can be chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// What it is called.
    pub label: String,
    /// What choosing it does.
    pub pick: Pick,
}

/// What a choice does.
#[derive(Debug, Clone, PartialEq)]
pub enum Pick {
    /// Shows other mails.
    Filter(Filter),
    /// Changes a mail.
    Effect(Effect),
    /// Nothing, and says why.
    Word(String),
}

impl Menu {
    /// The filters, at the one in force.
    #[must_use]
    pub fn filters(state: &State) -> Self {
        let items = Filter::ALL.into_iter().map(|filter| {
            let count = state.entries.iter().filter(|entry| filter.shows(entry)).count();
            Item {
                label: format!("{} {count:>4}  {}", padded(filter.name(), 9), filter.about()),
                pick: Pick::Filter(filter),
            }
        });
        let cursor = Filter::ALL.iter().position(|filter| *filter == state.filter).unwrap_or_default();
        Self { title: "Which mails are shown".to_owned(), about: Vec::new(), items: items.collect(), cursor }
    }

    /// The kinds of reply in the order of their keys, then the user's own, at the one that the mail has.
    #[must_use]
    pub fn kinds(entry: &Entry, own: Vec<ReplyKind>) -> Self {
        let now = &entry.reply.reply.kind;
        let built_in = [
            (ReplyKind::Call, "a call instead"),
            (ReplyKind::Shorter, "a shorter meeting"),
            (ReplyKind::Written, "everything in writing"),
            (ReplyKind::Handoff, "a colleague speaks for me"),
            (ReplyKind::Attend, "accept"),
        ];
        let kinds: Vec<(ReplyKind, &str)> =
            built_in.into_iter().chain(own.into_iter().map(|kind| (kind, "a letter of your own"))).collect();
        let cursor = kinds.iter().position(|(kind, _)| kind == now).unwrap_or_default();
        let items = kinds.into_iter().map(|(kind, about)| Item {
            label: format!("{} {about}", padded(kind.name(), 12)),
            pick: if kind == *now {
                Pick::Word(format!("it is {kind} already"))
            } else {
                Pick::Effect(Effect::Redraft(entry.id(), Wish { kind: Some(kind), ..Wish::default() }))
            },
        });
        Self { title: "Which reply".to_owned(), about: Vec::new(), items: items.collect(), cursor }
    }

    /// What became of a mail that the server may have.
    #[must_use]
    pub fn fates(mail: &Draft) -> Self {
        let to = mail.letter.to.first().map_or_else(|| "nobody".to_owned(), words::person);
        let mut about = vec![format!("to {to}: {}", clean(&mail.letter.subject)), String::new()];
        about.extend(mail.status_reason.as_deref().map(|reason| format!("What happened: {}", clean(reason))));
        about.push(
            "The server may have the mail or not, and statt sends nothing twice by itself. Look into your Sent folder, \
             or ask the recipient. If it did arrive and is sent again, they get it twice."
                .to_owned(),
        );
        let fate =
            |label: &str, fate| Item { label: label.to_owned(), pick: Pick::Effect(Effect::Settle(mail.id, fate)) };
        let items = vec![fate("It went out", Fate::Sent), fate("It did not: the next send tries again", Fate::Retry)];
        Self { title: format!("Did mail {} go out?", mail.id), about, items, cursor: 0 }
    }

    /// Moves the cursor, round and round.
    pub fn step(&mut self, by: isize) {
        let count = self.items.len();
        if count > 0 {
            self.cursor = (self.cursor + count).saturating_add_signed(by) % count;
        }
    }
}

/// The mail of an entry of which nobody knows whether it went out.
#[must_use]
pub fn uncertain(entry: &Entry) -> Option<&Draft> {
    entry.mails().find(|mail| mail.status == Status::Uncertain)
}
