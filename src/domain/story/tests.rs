use proptest::prelude::*;

use super::*;
use crate::domain::draft::sample::{at, draft, key};
use crate::domain::reply::ReplyKind::{Attend, Call, Written};

const CALL: &[&str] = &["2026-11-24 10:00-10:20"];

fn notice(clock: &str, after: Option<&str>, news: News) -> Notice {
    Notice {
        message: format!("{clock}-{news:?}"),
        meeting: key("u"),
        at: at(clock),
        after: after.map(str::to_owned),
        news,
    }
}

fn told(drafts: &[Draft], notices: &[Notice], now: &str) -> Vec<String> {
    let now = now.parse().unwrap();
    let short = |what: &What<'_>| match what {
        What::Asked(_) => "asked".to_owned(),
        What::Drafted(reply) => format!("drafted {}", reply.kind),
        What::Sent(reply) => format!("sent {}", reply.kind),
        What::Uncertain(_) => "uncertain".to_owned(),
        What::Rejected(_) => "rejected".to_owned(),
        What::News(news) => format!("{news:?}").split([' ', '{']).next().unwrap_or_default().to_lowercase(),
        What::Open => "open".to_owned(),
    };
    Stories::of(drafts, notices).tell(&key("u"), now).iter().map(|step| short(&step.what)).collect()
}

/// What was drafted and said, the moment, and the story.
type Row = (Vec<Draft>, Vec<Notice>, &'static str, &'static [&'static str]);

#[test]
fn a_story_goes_from_the_question_to_what_became_of_the_answer() {
    let sent = || draft(1, "08:00", Call, CALL).sent_at("09:00");
    let after = Some("letter-1@agentur.example");
    let accepted = draft(2, "10:00", Attend, CALL).following(Reaction::Accepted, 1).moved_to(CALL[0]);
    let declined = draft(2, "10:00", Attend, &[]).following(Reaction::Declined, 1);
    let changed = draft(2, "10:00", Call, CALL).following(Reaction::Changed, 1);
    let mut dropped = draft(1, "08:00", Call, CALL);
    dropped.status = Status::Superseded;
    let mut newer = draft(2, "09:00", Written, &[]);
    newer.case.category = Category::Update;
    let (monday, friday) = ("2026-11-23T12:00:00Z", "2026-11-27T12:00:00Z");
    let cases: [Row; 11] = [
        (vec![draft(1, "08:00", Call, CALL)], vec![], friday, &["asked", "drafted call"]),
        (vec![sent()], vec![], monday, &["asked", "sent call"]),
        (vec![sent()], vec![], friday, &["asked", "sent call", "open"]),
        (vec![draft(1, "08:00", Attend, &[]).sent_at("09:00")], vec![], friday, &["asked", "sent attend"]),
        (vec![sent(), accepted.clone()], vec![], friday, &["asked", "sent call", "accepted", "drafted attend"]),
        (vec![sent(), accepted.sent_at("11:00")], vec![], friday, &["asked", "sent call", "accepted", "sent attend"]),
        (vec![sent(), declined], vec![], friday, &["asked", "sent call", "declined", "drafted attend"]),
        (vec![sent(), changed], vec![], friday, &["asked", "sent call", "updated", "drafted call"]),
        (vec![sent()], vec![notice("11:00", after, News::Cancelled)], friday, &["asked", "sent call", "cancelled"]),
        // A clock that goes wrong does not put the answer before its question.
        (vec![sent()], vec![notice("07:00", after, News::Answered)], friday, &["asked", "sent call", "answered"]),
        (vec![dropped, newer], vec![], friday, &["asked", "updated", "drafted written"]),
    ];
    for (drafts, notices, now, expected) in cases {
        assert_eq!(told(&drafts, &notices, now), expected);
    }
}

#[test]
fn the_end_of_a_series_is_told_of_its_instances() {
    let mut instance = draft(1, "08:00", Call, CALL);
    instance.meeting.instance = "20261126T130000Z".to_owned();
    let (drafts, notices) = ([instance.clone()], [notice("09:00", None, News::Cancelled)]);
    let story = Stories::of(&drafts, &notices).tell(&instance.meeting, at("12:00"));
    assert!(story.iter().any(|step| step.what == What::News(News::Cancelled)));
}

proptest! {
    /// A story is the same in whatever order the outbox hands out what it knows.
    #[test]
    fn the_order_of_what_is_known_does_not_matter(seed in any::<u64>()) {
        let mut drafts = vec![
            draft(1, "08:00", Call, CALL).sent_at("09:00"),
            draft(2, "09:00", Call, CALL).following(Reaction::OtherTime, 1).sent_at("09:00"),
            draft(3, "09:00", Attend, CALL).following(Reaction::Declined, 2),
        ];
        let mut notices = vec![
            notice("09:00", Some("letter-1@agentur.example"), News::Answered),
            notice("09:00", Some("letter-2@agentur.example"), News::Cancelled),
            notice("07:00", None, News::Updated),
        ];
        let before = told(&drafts, &notices, "2026-11-27T12:00:00Z");
        let turns = usize::try_from(seed % 3).unwrap();
        drafts.rotate_left(turns);
        notices.rotate_right(turns);
        if seed % 2 == 0 {
            drafts.swap(0, 2);
            notices.swap(1, 2);
        }
        prop_assert_eq!(told(&drafts, &notices, "2026-11-27T12:00:00Z"), before);
    }
}
