//! Cases, drafts and outboxes to test with.

use std::path::Path;

use chrono::{DateTime, Duration, FixedOffset, Utc};
use serde_json::json;
use statt::adapters::outbox::{Added, Approval, Incoming, Outbox};
use statt::adapters::secrets::PasswordSource;
use statt::adapters::smtp::{Server, Tls};
use statt::assistant::sending::{Filing, SendOptions, SendReport, SendSettings, Transport, send_approved};
use statt::domain::address::{EmailAddress, Person};
use statt::domain::case::{Case, MeetingKey};
use statt::domain::draft::{Draft, DraftRole, InviteVersion, Letter, NewDraft};
use statt::domain::outgoing::ApprovedMail;

use super::server::TestServer;

/// Words that must never be found where they do not belong.
pub const SECRET_WORDS: &str = "streng-vertraulicher-wortlaut";

pub fn now() -> DateTime<Utc> {
    "2026-11-20T10:00:00Z".parse().unwrap()
}

pub fn minutes(count: i64) -> Duration {
    Duration::minutes(count)
}

pub fn date() -> DateTime<FixedOffset> {
    now().fixed_offset()
}

pub fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

pub fn person(text: &str) -> Person {
    Person { name: None, address: address(text) }
}

pub fn meeting(uid: &str) -> MeetingKey {
    MeetingKey { uid: uid.to_owned(), instance: String::new() }
}

pub fn version(sequence: i64) -> InviteVersion {
    InviteVersion { sequence, stamp: None }
}

/// Outboxes hold this JSON: once released, what is missing here must have a default.
fn case() -> Case {
    serde_json::from_value(json!({
        "message": {
            "source": "INBOX/cur/1.eml", "message_id": "1@kunde.example", "in_reply_to": [], "references": [],
            "date": "2026-11-20T09:00:00+01:00", "from": {"name": "Kim Kunde", "address": "kim@kunde.example"},
            "sender": null, "reply_to": [], "to": [], "cc": [], "delivered_to": [], "subject": "Status",
            "text": SECRET_WORDS, "calendars": [],
            "automation": {"auto_submitted": null, "precedence": null, "list": false, "unsubscribe": false,
                           "null_return_path": false, "other": null},
            "flags": {"seen": false, "answered": false, "draft": false, "deleted": false}
        },
        "category": "request",
        "invite": {
            "method": "request",
            "meeting": {
                "uid": "u", "sequence": 0, "stamp": null, "recurrence_id": null, "this_and_future": false,
                "summary": "Status", "description": SECRET_WORDS, "organizer": null, "sent_by": null, "attendees": [],
                "start": null, "end": null, "duration_minutes": 60, "time_zone": null, "location": null,
                "mode": "unknown", "online_url": null, "phone": null, "recurrence_rule": null,
                "agenda": [SECRET_WORDS], "cancelled": false, "occurrence": null
            },
            "proposals": [],
            "calendar": {"text": SECRET_WORDS, "product_id": null, "counter_forbidden": false, "x_properties": [],
                         "place": "body"},
            "evidence": []
        },
        "facts": {
            "me": "jana@agentur.example", "importance": "normal", "my_role": null, "my_participation": null,
            "response_unwanted": false, "organizer": null, "organizer_is_colleague": false, "colleagues": [],
            "people": 2, "outsiders": 1, "conflicts": [], "met_before": 0, "workload_hours": 0.0, "lead_time_hours": null,
            "serious": false, "serious_words": [], "duration_minutes": 60, "all_day": false, "recurring": false,
            "mode": "unknown", "topic": SECRET_WORDS, "speaker": null
        },
        "refusal": null, "decision": null, "language": "de",
        "correspondent": {"reader": "unknown", "gender": null, "titles": null,
                          "address_form": {"value": "sie", "from": "default"}, "call_name": null,
                          "fixed_salutation": null, "phone": SECRET_WORDS, "job": null},
        "last_wording": null, "answered_before": false
    }))
    .unwrap()
}

/// A draft to one recipient.
pub fn new_draft(uid: &str, sequence: i64, to: &str) -> NewDraft {
    NewDraft {
        role: DraftRole::Reply,
        meeting: meeting(uid),
        version: version(sequence),
        case: case(),
        reply: serde_json::from_value(json!({
            "kind": "call", "minutes": 20, "slots": [], "deadline": null, "colleague": null, "reason": null,
            "points": [SECRET_WORDS], "fillings": {}
        }))
        .unwrap(),
        letter: Letter {
            from: person("jana@agentur.example"),
            to: vec![person(to)],
            cc: Vec::new(),
            subject: "AW: Status".to_owned(),
            text: SECRET_WORDS.to_owned(),
            quotation: Some(SECRET_WORDS.to_owned()),
            gaps: Vec::new(),
        },
        calendar: None,
    }
}

/// A reply and the briefing that belongs to it.
pub fn pair(uid: &str) -> [NewDraft; 2] {
    let briefing = NewDraft { role: DraftRole::Briefing, ..new_draft(uid, 0, "max@agentur.example") };
    [new_draft(uid, 0, "kim@kunde.example"), briefing]
}

pub fn open(path: &Path) -> Outbox {
    Outbox::open(path).unwrap()
}

pub fn in_memory() -> Outbox {
    open(Path::new(":memory:"))
}

/// Adds drafts as if they came with the mail `message`.
pub fn try_add(outbox: &mut Outbox, message: &str, drafts: &[NewDraft]) -> Added {
    let first = &drafts[0];
    let incoming = Incoming { message, meeting: &first.meeting, version: first.version };
    outbox.add(incoming, drafts, now()).unwrap()
}

pub fn add(outbox: &mut Outbox, drafts: &[NewDraft]) -> Vec<Draft> {
    let first = &drafts[0];
    let message = format!("{}-{}@kunde.example", first.meeting.uid, first.version.sequence);
    match try_add(outbox, &message, drafts) {
        Added::Drafts { drafts, .. } => drafts,
        other => panic!("not added: {other:?}"),
    }
}

/// The bytes of a draft.
pub fn approved_mail(draft: &Draft) -> ApprovedMail {
    let message_id = message_id(draft);
    let text = format!(
        "From: jana@agentur.example\r\nTo: {}\r\nSubject: {}\r\nMessage-ID: <{message_id}>\r\n\r\nGuten Tag\r\n.\r\n..\r\nGru\u{df}\r\n",
        draft.letter.to[0].address.written(),
        draft.letter.subject,
    );
    ApprovedMail {
        envelope_from: draft.letter.from.address.clone(),
        envelope_to: draft.letter.to.iter().chain(&draft.letter.cc).map(|person| person.address.clone()).collect(),
        bytes: text.replace('\u{df}', "ss").into_bytes(),
    }
}

pub fn message_id(draft: &Draft) -> String {
    format!("mail-{}@agentur.example", draft.id)
}

pub fn approval(draft: &Draft) -> Approval {
    Approval {
        id: draft.id,
        revision: draft.revision,
        mail: approved_mail(draft),
        message_id: message_id(draft),
        date: date(),
    }
}

pub fn approve(outbox: &mut Outbox, drafts: &[Draft]) -> Vec<Draft> {
    let approvals: Vec<Approval> = drafts.iter().map(approval).collect();
    outbox.approve(&approvals, now()).unwrap()
}

/// An outbox with so many approved mails, each about a meeting of its own.
pub fn fill(outbox: &mut Outbox, count: usize) -> Vec<Draft> {
    let drafts: Vec<Draft> = (0..count)
        .flat_map(|number| {
            add(outbox, &[new_draft(&format!("meeting-{number}"), 0, &format!("kunde-{number}@kunde.example"))])
        })
        .collect();
    approve(outbox, &drafts)
}

/// From now on a step of the outbox fails, as it does on a full or broken disk.
pub fn fail_on(path: &Path, event: &str) {
    let trigger = format!("CREATE TRIGGER broken BEFORE {event} BEGIN SELECT RAISE(ABORT, 'the disk is broken'); END");
    rusqlite::Connection::open(path).unwrap().execute(&trigger, []).unwrap();
}

/// The user and the password of the tests, as AUTH PLAIN says them.
pub const PLAIN_LOGIN: &str = "AGphbmEAaHVudGVyMg==";

/// The password in it.
pub const PASSWORD: &str = "hunter2";

/// How to send to a test server.
pub fn settings(server: &TestServer, timeout: std::time::Duration) -> SendSettings {
    let server = Server {
        port: server.port,
        tls: Tls::None,
        user: Some("jana".to_owned()),
        timeout,
        hello: Some("test.example".to_owned()),
        ..Server::new("127.0.0.1")
    };
    SendSettings {
        transport: Transport::Smtp { server, password: Some(password(PASSWORD)) },
        undo_window: Duration::zero(),
        filing: Filing::default(),
    }
}

/// A command that prints a password.
pub fn password(password: &str) -> PasswordSource {
    PasswordSource::Command(format!("echo {password}"))
}

/// The server of some settings, to be changed.
pub fn server_of(settings: &mut SendSettings) -> &mut Server {
    match &mut settings.transport {
        Transport::Smtp { server, .. } => server,
        Transport::Sendmail(_) => panic!("no server"),
    }
}

/// One run of `send`.
pub fn send(outbox: &mut Outbox, settings: &SendSettings) -> SendReport {
    send_with(outbox, settings, &SendOptions::default())
}

pub fn send_with(outbox: &mut Outbox, settings: &SendSettings, options: &SendOptions) -> SendReport {
    send_approved(outbox, settings, options, &now, &mut |_| {}).unwrap()
}

/// The disk is mended.
pub fn mend(path: &Path) {
    rusqlite::Connection::open(path).unwrap().execute("DROP TRIGGER broken", []).unwrap();
}
