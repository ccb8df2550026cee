//! One line of the desk: a reply, and the briefing that goes with it, with what the list and the search need of it.

use crate::cli::moments::{Moment, Moments};
use crate::cli::ui::clean;
use crate::cli::views::outbox_words::{proposal, says};
use crate::cli::views::words;
use crate::domain::draft::{Draft, DraftId, DraftRole, Status};

/// A reply with its briefing.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The reply; a briefing whose reply is gone stands for itself.
    pub reply: Draft,
    /// The briefing in force.
    pub briefing: Option<Draft>,
    /// What the list shows.
    pub row: Row,
    haystack: String,
}

/// What the list shows of an entry: clean, short, English.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// To whom.
    pub who: String,
    /// The kind of reply.
    pub kind: String,
    /// When the meeting is.
    pub when: String,
    /// On which day.
    pub day: String,
    /// When the meeting is, in full.
    pub when_in_full: String,
    /// What the meeting is called.
    pub title: String,
    /// What is proposed, missing, or wrong.
    pub says: String,
}

impl Entry {
    /// An entry as it looks at a moment.
    #[must_use]
    pub fn new(reply: Draft, briefing: Option<Draft>, now: Moment) -> Self {
        let meeting = &reply.case.invite.meeting;
        let kind = match reply.role {
            DraftRole::Reply => clean(reply.reply.kind.name()),
            DraftRole::Briefing => "briefing".to_owned(),
        };
        let gaps: usize =
            [Some(&reply), briefing.as_ref()].into_iter().flatten().map(|mail| mail.letter.gaps.len()).sum();
        let moments = Moments::named(now);
        let trouble = briefing.as_ref().map(|briefing| briefing.status).filter(|status| is_trouble(*status));
        let says = match (reply.status, gaps) {
            (Status::Failed, _) if reply.next_try.is_some() => {
                reply.next_try.map_or(String::new(), |at| format!("next try {}", moments.moment(at.fixed_offset())))
            }
            (Status::Approved, _) if trouble.is_some() => {
                trouble.map_or(String::new(), |status| format!("its briefing is {status}"))
            }
            (Status::Draft, 1..) => format!("{} to fill", words::count(gaps, "gap")),
            (Status::Draft, 0) => proposal(&reply, moments),
            _ => says(&reply, moments),
        };
        let row = Row {
            who: reply.letter.to.first().map_or_else(|| "nobody yet".to_owned(), words::person),
            kind,
            day: moments.start_day(meeting).unwrap_or_default(),
            when: moments.start(meeting).unwrap_or_default(),
            when_in_full: moments.when(meeting).unwrap_or_else(|| "not said".to_owned()),
            title: clean(meeting.summary.as_deref().unwrap_or("(no title)")),
            says: clean(&says),
        };
        let mut haystack = String::new();
        for mail in [Some(&reply), briefing.as_ref()].into_iter().flatten() {
            haystack.push_str(&mail.letter.subject);
            haystack.push_str(&mail.letter.text);
            for person in &mail.letter.to {
                haystack.push_str(&words::full_person(person));
                haystack.push('\n');
            }
        }
        // A day is looked for by its name or by its date.
        let dated = Moments::dated(now);
        let told = [dated.when(meeting).unwrap_or_default(), clean(&proposal(&reply, dated))];
        for part in [&row.who, &row.kind, &row.when_in_full, &row.title, &row.says].into_iter().chain(&told) {
            haystack.push_str(part);
            haystack.push('\n');
        }
        haystack.push_str(reply.status.name());
        Self { reply, briefing, row, haystack: haystack.to_lowercase() }
    }

    /// Its number: the reply's.
    #[must_use]
    pub fn id(&self) -> DraftId {
        self.reply.id
    }

    /// What it is as a whole: a reply that waits for a briefing in trouble is in trouble too.
    #[must_use]
    pub fn status(&self) -> Status {
        let briefing = self.briefing.as_ref().map(|briefing| briefing.status).filter(|status| is_trouble(*status));
        match self.reply.status {
            Status::Draft | Status::Approved => briefing.unwrap_or(self.reply.status),
            status => status,
        }
    }

    /// Its mails, the reply first.
    pub fn mails(&self) -> impl Iterator<Item = &Draft> {
        std::iter::once(&self.reply).chain(&self.briefing)
    }

    /// Gaps that a person must fill, the letter's first.
    #[must_use]
    pub fn gaps(&self) -> usize {
        self.mails().map(|mail| mail.letter.gaps.len()).sum()
    }

    /// Whether every word of a query is in it, whatever the case.
    #[must_use]
    pub fn matches(&self, query: &str) -> bool {
        query.to_lowercase().split_whitespace().all(|word| self.haystack.contains(word))
    }
}

fn is_trouble(status: Status) -> bool {
    matches!(status, Status::Failed | Status::Rejected | Status::Uncertain)
}

/// Replies with their briefings, in the order in which they came; briefings out of force are left out.
#[must_use]
pub fn pairs(drafts: Vec<Draft>, now: Moment) -> Vec<Entry> {
    let (briefings, replies): (Vec<_>, Vec<_>) =
        drafts.into_iter().partition(|draft| draft.role == DraftRole::Briefing && draft.belongs_to.is_some());
    let mut newest = std::collections::HashMap::new();
    for briefing in briefings.into_iter().filter(|briefing| briefing.status != Status::Superseded) {
        newest.insert(briefing.belongs_to, briefing);
    }
    replies
        .into_iter()
        .map(|reply| {
            let briefing = newest.remove(&Some(reply.id));
            Entry::new(reply, briefing, now)
        })
        .collect()
}
