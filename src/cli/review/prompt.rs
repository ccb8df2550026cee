//! A line that is asked for at the foot of the screen.

use super::entry::Entry;
use super::input::Input;
use crate::cli::moments::{Moments, typed};
use crate::cli::ui::clean;
use crate::domain::draft::{Draft, DraftId};
use crate::domain::reply::Reason;

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Why, in the user's words.
    Reason,
    /// How long.
    Minutes,
    /// By when the written answer arrives.
    Deadline,
    /// Who takes over.
    Colleague,
    /// Words for a gap of a mail: its name, and how many gaps before it are left open.
    Gap {
        /// The gap's name.
        name: String,
        /// Gaps passed over.
        skipped: usize,
    },
    /// What is looked for; what was looked for before.
    Search(String),
}

/// A line that is being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    /// What is asked for.
    pub question: Question,
    /// The mail that it is about.
    pub id: DraftId,
    /// What stands before the line.
    pub label: String,
    /// What the line is like.
    pub hint: String,
    /// What is typed.
    pub input: Input,
    /// What Tab puts there, in turn.
    pub suggestions: Vec<String>,
    /// Why it cannot be taken as it is.
    pub complaint: Option<String>,
}

impl Prompt {
    fn new(question: Question, id: DraftId, label: impl Into<String>, hint: impl Into<String>, text: &str) -> Self {
        Self {
            question,
            id,
            label: label.into(),
            hint: hint.into(),
            input: Input::new(text),
            suggestions: Vec::new(),
            complaint: None,
        }
    }

    /// Asks for a reason.
    #[must_use]
    pub fn reason(entry: &Entry) -> Self {
        let told = match &entry.reply.reply.reason {
            Some(Reason::Words(words)) => words.as_str(),
            _ => "",
        };
        let hint = "true, in German: “weil …” or a sentence; nothing at all takes the reason away";
        Self::new(Question::Reason, entry.id(), "Reason", hint, told)
    }

    /// Asks for minutes.
    #[must_use]
    pub fn minutes(entry: &Entry) -> Self {
        let minutes = entry.reply.reply.minutes.map_or(String::new(), |minutes| minutes.to_string());
        Self::new(Question::Minutes, entry.id(), "Minutes", "how long the call or the shorter meeting takes", &minutes)
    }

    /// Asks for a deadline.
    #[must_use]
    pub fn deadline(entry: &Entry, moments: Moments) -> Self {
        let text = entry.reply.reply.deadline.map_or(String::new(), |at| moments.moment(at));
        Self::new(Question::Deadline, entry.id(), "In writing by", typed::EXAMPLES, &text)
    }

    /// Asks for a colleague, the first one known already typed.
    #[must_use]
    pub fn colleague(entry: &Entry) -> Self {
        let reply = &entry.reply;
        let facts = &reply.case.facts;
        let now = reply.reply.colleague.as_ref().map(|colleague| &colleague.person.address);
        let known = now.into_iter().chain(&facts.speaker).chain(facts.colleagues.iter().map(|person| &person.address));
        let mut suggestions: Vec<String> = Vec::new();
        for address in known.map(|address| clean(&address.lower())) {
            if !suggestions.contains(&address) {
                suggestions.push(address);
            }
        }
        let hint = match suggestions.len() {
            0 => "the address of whoever takes over",
            _ => "who takes over",
        };
        let first = suggestions.first().cloned().unwrap_or_default();
        Self { suggestions, ..Self::new(Question::Colleague, entry.id(), "Colleague", hint, &first) }
    }

    /// Asks for the words of a gap, the first one after those passed over; none where no more is open.
    #[must_use]
    pub fn gap(entry: &Entry, skipped: usize) -> Option<Self> {
        let gaps: Vec<_> =
            entry.mails().flat_map(|mail| mail.letter.gaps.iter().map(move |gap| (mail.id, gap))).collect();
        let &(id, gap) = gaps.get(skipped)?;
        let label = format!("Gap {} of {}", skipped + 1, gaps.len());
        let question = Question::Gap { name: gap.name.clone(), skipped };
        let mail = entry.mails().find(|mail| mail.id == id)?;
        let hint = gap_line(mail, &gap.name).map_or_else(|| format!("«{}»", clean(&gap.hint)), clean);
        Some(Self::new(question, id, label, hint, ""))
    }

    /// Asks what to look for.
    #[must_use]
    pub fn search(before: &str) -> Self {
        let hint = "in names, subjects, letters, kinds; all words must be there";
        Self::new(Question::Search(before.to_owned()), 0, "Search", hint, before)
    }

    /// The mark that the asked gap has in its letter, and how many of the same hint stand before it.
    #[must_use]
    pub fn mark(&self, entry: &Entry) -> Option<(String, usize)> {
        let Question::Gap { name, .. } = &self.question else { return None };
        let mail = entry.mails().find(|mail| mail.id == self.id)?;
        let gap = mail.letter.gaps.iter().find(|gap| gap.name == *name)?;
        Some((format!("«{}»", gap.hint), same_before(mail, name)))
    }

    /// What it is remembered by when it is left: the mail, and what is asked for.
    #[must_use]
    pub fn key(&self) -> (DraftId, String) {
        let asked = match &self.question {
            Question::Gap { name, .. } => format!("Gap {name}"),
            _ => self.label.clone(),
        };
        (self.id, asked)
    }

    /// Puts the next suggestion into the line.
    pub fn suggest(&mut self) {
        let now = self.input.text();
        let place = self.suggestions.iter().position(|suggestion| *suggestion == now);
        let next = place.map_or(0, |place| (place + 1) % self.suggestions.len());
        if let Some(suggestion) = self.suggestions.get(next) {
            self.input = Input::new(suggestion);
        }
    }
}

/// How many gaps with the same hint stand before this one.
fn same_before(mail: &Draft, name: &str) -> usize {
    let gaps = &mail.letter.gaps;
    let Some(gap) = gaps.iter().find(|gap| gap.name == name) else { return 0 };
    gaps.iter().take_while(|other| other.name != name).filter(|other| other.hint == gap.hint).count()
}

/// The line of the letter in which a gap stands: it says what the gap is about.
fn gap_line<'a>(mail: &'a Draft, name: &str) -> Option<&'a str> {
    let gap = mail.letter.gaps.iter().find(|gap| gap.name == name)?;
    let mark = format!("«{}»", gap.hint);
    let (at, _) = mail.letter.text.match_indices(&mark).nth(same_before(mail, name))?;
    let (before, after) = mail.letter.text.split_at(at);
    let start = before.rfind('\n').map_or(0, |line| line + 1);
    let end = after.find('\n').map_or(mail.letter.text.len(), |line| at + line);
    Some(mail.letter.text[start..end].trim())
}
