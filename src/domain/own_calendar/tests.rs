use super::*;
use crate::domain::draft::sample::{MEETING, at, draft, key};
use crate::domain::reaction::Reaction;
use crate::domain::reply::ReplyKind::{Attend, Call, Shorter, Written};
use crate::domain::situation::sample::slot;
use crate::domain::story::{Notice, Stories};

const CALL: &str = "2026-11-24 10:00-10:20";
const OTHER: &str = "2026-11-25 11:00-11:20";

fn news(news: News) -> Notice {
    Notice {
        message: format!("{news:?}"),
        meeting: key("u"),
        at: at("13:00"),
        after: Some("letter-1@agentur.example".to_owned()),
        news,
    }
}

fn in_words(time: Option<&str>) -> Notice {
    news(News::Accepted { start: time.map(|text| slot(text).start()), in_words: true })
}

/// `TENTATIVE 24.11. 10:00-10:20 Telefonat: Plan`
fn held(drafts: &[Draft], notices: &[Notice]) -> Option<String> {
    let meeting = key("u");
    let entry = entry(&meeting, &Stories::of(drafts, notices).tell(&meeting, at("20:00")))?;
    let clock = |time: MeetingTime, form: &str| time.instant(chrono_tz::Europe::Berlin).format(form).to_string();
    let (start, end) = (clock(entry.start, "%d.%m. %H:%M"), clock(entry.end, "%H:%M"));
    Some(format!("{} {start}-{end} {}", entry.status.name(), entry.summary))
}

/// Why, what was drafted and said, and what the calendar holds then.
type Row = (&'static str, Vec<Draft>, Vec<Notice>, Option<&'static str>);

#[test]
fn the_calendar_holds_what_stands() {
    let call = || draft(1, "08:00", Call, &[CALL, OTHER]).sent_at("09:00");
    let one_call = || draft(1, "08:00", Call, &[CALL]).sent_at("09:00");
    let accepted = || draft(2, "10:00", Attend, &[OTHER]).following(Reaction::Accepted, 1).moved_to(OTHER);
    let declined = || draft(2, "10:00", Attend, &[MEETING]).following(Reaction::Declined, 1);
    let moved =
        || draft(2, "10:00", Call, &[CALL]).following(Reaction::OtherTime, 1).moved_to("2026-11-27 09:00-10:00");
    let written = draft(2, "10:00", Written, &[]).following(Reaction::Declined, 1).sent_at("11:00");
    let cases: [Row; 14] = [
        ("only drafted", vec![draft(1, "08:00", Call, &[CALL])], vec![], None),
        ("proposed", vec![call()], vec![], Some("TENTATIVE 24.11. 10:00-10:20 Telefonat: Plan")),
        (
            "a shorter one",
            vec![draft(1, "08:00", Shorter, &["2026-11-26 14:00-14:30"]).sent_at("09:00")],
            vec![],
            Some("TENTATIVE 26.11. 14:00-14:30 Plan"),
        ),
        (
            "accepted by me",
            vec![draft(1, "08:00", Attend, &[MEETING]).sent_at("09:00")],
            vec![],
            Some("CONFIRMED 26.11. 14:00-15:00 Plan"),
        ),
        ("in writing", vec![draft(1, "08:00", Written, &[]).sent_at("09:00")], vec![], None),
        ("taken over", vec![call(), accepted()], vec![], Some("CONFIRMED 25.11. 11:00-11:20 Plan")),
        ("refused", vec![call(), declined()], vec![], Some("CANCELLED 24.11. 10:00-10:20 Telefonat: Plan")),
        (
            "refused, so I come",
            vec![call(), declined().sent_at("11:00")],
            vec![],
            Some("CONFIRMED 26.11. 14:00-15:00 Plan"),
        ),
        ("refused, so I write", vec![call(), written], vec![], Some("CANCELLED 24.11. 10:00-10:20 Telefonat: Plan")),
        ("moved", vec![call(), moved()], vec![], Some("CANCELLED 24.11. 10:00-10:20 Telefonat: Plan")),
        (
            "the second time, in words",
            vec![call()],
            vec![in_words(Some(OTHER))],
            Some("CONFIRMED 25.11. 11:00-11:20 Telefonat: Plan"),
        ),
        (
            "one of two, in words",
            vec![call()],
            vec![in_words(None)],
            Some("TENTATIVE 24.11. 10:00-10:20 Telefonat: Plan"),
        ),
        (
            "the only one, in words",
            vec![one_call()],
            vec![in_words(None)],
            Some("CONFIRMED 24.11. 10:00-10:20 Telefonat: Plan"),
        ),
        ("off", vec![call(), accepted()], vec![news(News::Cancelled)], Some("CANCELLED 25.11. 11:00-11:20 Plan")),
    ];
    for (why, drafts, notices, expected) in cases {
        assert_eq!(held(&drafts, &notices).as_deref(), expected, "{why}");
    }
}

#[test]
fn an_entry_keeps_its_name_counts_up_and_is_the_meeting_itself() {
    let meeting = key("u");
    let drafts = [
        draft(1, "08:00", Call, &[CALL]).sent_at("09:00"),
        draft(2, "10:00", Attend, &[CALL]).following(Reaction::Accepted, 1),
    ];
    let before = entry(&meeting, &Stories::of(&drafts[..1], &[]).tell(&meeting, at("20:00"))).unwrap();
    let after = entry(&meeting, &Stories::of(&drafts, &[]).tell(&meeting, at("20:00"))).unwrap();
    assert_eq!((&before.meeting, before.uid.as_str(), before.sequence, before.stamp), (&meeting, "u", 0, at("09:00")));
    assert_eq!((&after.meeting, after.uid.as_str(), after.sequence, after.stamp), (&meeting, "u", 1, at("10:00")));
    assert_eq!(after.with.and_then(|with| with.name).as_deref(), Some("Eva Kern"));
}

#[test]
fn a_whole_day_and_a_series_are_kept_as_they_are() {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 26).unwrap();
    let mut whole = draft(1, "08:00", Attend, &[]).sent_at("09:00");
    whole.case.invite.meeting.start = Some(MeetingTime::Day(day));
    whole.case.invite.meeting.end = None;
    let told = |draft: &Draft| {
        let drafts = std::slice::from_ref(draft);
        entry(&key("u"), &Stories::of(drafts, &[]).tell(&key("u"), at("20:00")))
    };
    let entry = told(&whole).unwrap();
    assert_eq!((entry.start, entry.end), (MeetingTime::Day(day), MeetingTime::Day(day.succ_opt().unwrap())));

    let mut series = draft(1, "08:00", Attend, &[]).sent_at("09:00");
    series.case.invite.meeting.recurrence_rule = Some("FREQ=WEEKLY".to_owned());
    assert_eq!(told(&series), None, "its calendar was forgotten");
}
