use super::*;
use crate::domain::address::EmailAddress;
use crate::domain::draft::sample::{at, draft, key};
use crate::domain::reaction::Reaction;
use crate::domain::reply::ReplyKind::{Attend, Call, Handoff, Shorter, Written};
use crate::domain::story::Notice;

const CALL: &[&str] = &["2026-11-24 10:00-10:20"];

/// An answer of that many minutes that is out; the meeting takes an hour.
fn sent(kind: ReplyKind, minutes: Option<u32>) -> Draft {
    let mut draft = draft(1, "08:00", kind, CALL).sent_at("09:00");
    draft.reply.minutes = minutes;
    draft
}

fn said(news: News) -> Notice {
    let after = Some("letter-1@agentur.example".to_owned());
    Notice { message: "m".to_owned(), meeting: key("u"), at: at("11:00"), after, news }
}

fn summed(drafts: &[Draft], notices: &[Notice], now: &str) -> Statistics {
    let now = now.parse::<DateTime<Utc>>().unwrap().with_timezone(&chrono_tz::Europe::Berlin);
    Statistics::of(&Stories::of(drafts, notices), &WorkingHours::default(), now)
}

/// What was sent, what they said, the moment; minutes freed, minutes proposed, meetings open.
type Row = (Vec<Draft>, Vec<Notice>, &'static str, (u32, u32, usize));

#[test]
fn only_what_is_certainly_free_counts_as_freed() {
    let (monday, friday) = ("2026-11-23T12:00:00Z", "2026-11-27T12:00:00Z");
    let accepted = || said(News::Accepted { start: None, in_words: true });
    let taken_up = draft(2, "10:00", Attend, CALL).following(Reaction::Accepted, 1).moved_to(CALL[0]).sent_at("11:00");
    let mut all_day = sent(Written, None);
    let meeting = &mut all_day.case.invite.meeting;
    meeting.start = Some(crate::domain::time_slot::MeetingTime::Day("2026-11-26".parse().unwrap()));
    meeting.duration_minutes = Some(1440);
    let cases: [Row; 12] = [
        (vec![draft(1, "08:00", Written, &[])], vec![], friday, (0, 0, 0)),
        (vec![sent(Written, None)], vec![], monday, (60, 0, 0)),
        (vec![sent(Handoff, None)], vec![], monday, (60, 0, 0)),
        (vec![sent(Attend, None)], vec![], friday, (0, 0, 0)),
        (vec![sent(Call, Some(20))], vec![], monday, (0, 40, 0)),
        (vec![sent(Call, Some(20))], vec![], friday, (0, 40, 1)),
        (vec![sent(Call, Some(20))], vec![accepted()], friday, (40, 0, 0)),
        (vec![sent(Shorter, Some(30))], vec![said(News::Declined)], friday, (0, 0, 0)),
        (vec![sent(Shorter, Some(30))], vec![said(News::Cancelled)], friday, (0, 0, 0)),
        (vec![sent(Shorter, Some(30))], vec![said(News::Moved { to: None })], friday, (0, 0, 0)),
        (vec![sent(Call, Some(20)), taken_up], vec![], friday, (40, 0, 0)),
        (vec![all_day], vec![], monday, (7 * 60, 0, 0)),
    ];
    for (drafts, notices, now, expected) in cases {
        let all = summed(&drafts, &notices, now);
        assert_eq!(
            (all.total.freed, all.total.proposed, all.open.len()),
            expected,
            "{:?} {notices:?}",
            drafts[0].reply
        );
    }
}

#[test]
fn sums_are_told_by_month_client_and_kind() {
    let other = |id: i64, organizer: &str, kind| {
        let mut draft = sent(kind, Some(20));
        draft.id = id;
        draft.meeting = key(organizer);
        draft.message_id = Some(format!("letter-{id}@agentur.example"));
        if let Some(person) = &mut draft.case.invite.meeting.organizer {
            person.address = EmailAddress::parse(organizer).unwrap();
        }
        draft
    };
    let drafts = [
        other(1, "kern@kunde.example", Written),
        other(2, "vogt@kunde.example", Call),
        other(3, "a.lang@gmx.de", Written),
    ];
    let all = summed(&drafts, &[], "2026-11-23T12:00:00Z");
    let sums = |by: &BTreeMap<String, Sum>| {
        by.iter()
            .map(|(name, sum)| format!("{name} {} {} {}", sum.meetings, sum.freed, sum.proposed))
            .collect::<Vec<_>>()
    };
    assert_eq!(sums(&all.by_month), ["2026-11 3 120 40"]);
    assert_eq!(sums(&all.by_client), ["a.lang@gmx.de 1 60 0", "kunde.example 2 60 40"]);
    assert_eq!(sums(&all.by_kind), ["call 1 0 40", "written 2 120 0"]);
    assert_eq!((all.proposals.made(), all.proposals.unanswered), (1, 1));
}
