//! One mail of the outbox as `draft`, `list` and `show` print it with `--json`.

use serde::Serialize;

use super::story::StoryLine;
use crate::domain::address::Person;
use crate::domain::calendar_answer::{AnswerMethod, CalendarAnswer};
use crate::domain::draft::{Draft, DraftRole, Status};
use crate::domain::meeting::ParticipationStatus;
use crate::domain::reply::Reason;
use crate::domain::time_slot::MeetingTime;

/// The line of one mail.
#[derive(Debug, Serialize)]
pub struct OutboxMail<'a> {
    id: String,
    role: DraftRole,
    #[serde(rename = "for")]
    belongs_to: Option<String>,
    source: &'a str,
    reply: &'a str,
    status: Status,
    from: String,
    to: Vec<String>,
    cc: Vec<String>,
    subject: &'a str,
    text: String,
    gaps: Vec<&'a str>,
    itip: Option<ItipView>,
    message_id: Option<&'a str>,
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    story: Option<Vec<StoryLine>>,
}

#[derive(Debug, Serialize)]
struct ItipView {
    method: AnswerMethod,
    participation_status: ParticipationStatus,
    start: Option<MeetingTime>,
    end: Option<MeetingTime>,
}

impl<'a> OutboxMail<'a> {
    /// The line of a draft.
    #[must_use]
    pub fn new(draft: &'a Draft) -> Self {
        let letter = &draft.letter;
        let told = match &draft.reply.reason {
            Some(Reason::Words(words)) => Some(words.as_str()),
            _ => None,
        };
        Self {
            id: draft.id.to_string(),
            role: draft.role,
            belongs_to: draft.belongs_to.map(|id| id.to_string()),
            source: &draft.case.message.source,
            reply: draft.reply.kind.name(),
            status: draft.status,
            from: letter.from.address.lower(),
            to: addresses(&letter.to),
            cc: addresses(&letter.cc),
            subject: &letter.subject,
            text: letter.text.clone(),
            gaps: letter.gaps.iter().map(|gap| gap.name.as_str()).collect(),
            itip: draft.calendar.as_ref().map(itip),
            message_id: draft.message_id.as_deref(),
            reason: draft.status_reason.as_deref().or(told),
            story: None,
        }
    }

    /// The same with the story of its meeting.
    #[must_use]
    pub fn with_story(self, story: Vec<StoryLine>) -> Self {
        Self { story: Some(story), ..self }
    }
}

fn addresses(people: &[Person]) -> Vec<String> {
    people.iter().map(|person| person.address.lower()).collect()
}

fn itip(answer: &CalendarAnswer) -> ItipView {
    ItipView {
        method: answer.method,
        participation_status: answer.participation_status,
        start: answer.start,
        end: answer.end,
    }
}
