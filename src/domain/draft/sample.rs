//! Drafts to start tests from: Eva Kern asks for Thursday at two, an hour long, about the plan.

use chrono::{DateTime, Utc};

use super::{Draft, DraftRole, InviteVersion, Letter, Status};
use crate::domain::address::Person;
use crate::domain::case::{Case, MeetingKey};
use crate::domain::category::Category;
use crate::domain::facts::sample::{facts, person};
use crate::domain::invite::{Invite, Method};
use crate::domain::meeting::Meeting;
use crate::domain::message::Message;
use crate::domain::reaction::{Follows, Reaction};
use crate::domain::reply::{Reply, ReplyKind};
use crate::domain::situation::sample::slot;
use crate::domain::time_slot::MeetingTime;

pub const MEETING: &str = "2026-11-26 14:00-15:00";

pub fn key(uid: &str) -> MeetingKey {
    MeetingKey { uid: uid.to_owned(), instance: String::new() }
}

/// A moment of 23 November 2026, in UTC.
pub fn at(clock: &str) -> DateTime<Utc> {
    format!("2026-11-23T{clock}:00Z").parse().unwrap()
}

pub fn invite(method: Method, uid: &str, when: &str) -> Invite {
    let occurrence = slot(when);
    let meeting = Meeting {
        uid: Some(uid.to_owned()),
        summary: Some("Plan".to_owned()),
        organizer: Some(person("Eva Kern", "kern@kunde.example")),
        start: Some(MeetingTime::At(occurrence.start())),
        end: Some(MeetingTime::At(occurrence.end())),
        duration_minutes: Some(occurrence.minutes()),
        location: Some("Hafenstraße 1".to_owned()),
        occurrence: Some(occurrence),
        ..Meeting::default()
    };
    Invite { method, meeting, proposals: Vec::new(), calendar: None, evidence: Vec::new() }
}

/// Mail `id`, written and taken in at `clock`, about the meeting `u`; its answer is of this kind.
pub fn draft(id: i64, clock: &str, kind: ReplyKind, times: &[&str]) -> Draft {
    let recipient: Person = person("Eva Kern", "kern@kunde.example");
    let correspondent = serde_json::json!({
        "reader": "unknown", "gender": null, "titles": null, "address_form": {"value": "sie", "from": "default"},
        "call_name": null, "fixed_salutation": null, "phone": null, "job": null
    });
    Draft {
        id,
        role: DraftRole::Reply,
        belongs_to: None,
        meeting: key("u"),
        version: InviteVersion { sequence: id, stamp: None },
        case: Case {
            message: Message {
                message_id: Some(format!("mail-{id}@kunde.example")),
                date: Some(at(clock).fixed_offset()),
                from: Some(recipient.clone()),
                ..Message::default()
            },
            category: Category::Request,
            invite: invite(Method::Request, "u", MEETING),
            facts: facts(),
            refusal: None,
            decision: None,
            language: None,
            correspondent: serde_json::from_value(correspondent).unwrap(),
            last_wording: None,
            answered_before: false,
            follows: None,
        },
        reply: Reply {
            kind,
            minutes: None,
            slots: times.iter().map(|text| slot(text)).collect(),
            deadline: None,
            colleague: None,
            reason: None,
            points: Vec::new(),
            fillings: std::collections::BTreeMap::new(),
        },
        status: Status::Draft,
        status_reason: None,
        letter: Letter {
            from: person("Jana Weber", "jana@agentur.example"),
            to: vec![recipient],
            cc: Vec::new(),
            subject: "AW: Plan".to_owned(),
            text: "…".to_owned(),
            quotation: None,
            gaps: Vec::new(),
        },
        hand_edited: false,
        calendar: None,
        revision: 1,
        message_id: None,
        date: None,
        created: at(clock),
        smtp: None,
        attempts: 0,
        next_try: None,
        approved: None,
        sent: None,
    }
}

impl Draft {
    /// The same, sent at `clock`.
    #[must_use]
    pub fn sent_at(mut self, clock: &str) -> Self {
        self.status = Status::Sent;
        self.message_id = Some(format!("letter-{}@agentur.example", self.id));
        self.sent = Some(at(clock));
        self
    }

    /// The same as an answer to what was said to my letter `letter`.
    #[must_use]
    pub fn following(mut self, reaction: Reaction, letter: i64) -> Self {
        self.case.category = if reaction == Reaction::Declined { Category::DeclineCounter } else { Category::Update };
        self.case.follows = Some(Follows {
            meeting: key("u"),
            reaction,
            thread: vec![format!("letter-{letter}@agentur.example")],
            refused: Vec::new(),
        });
        self
    }

    /// The same for a meeting that is now at another time.
    #[must_use]
    pub fn moved_to(mut self, when: &str) -> Self {
        self.case.invite = invite(Method::Request, "u", when);
        self
    }
}
