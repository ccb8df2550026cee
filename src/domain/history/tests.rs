use chrono::{TimeZone, Utc};
use proptest::prelude::*;

use super::*;

fn invite(method: Method, sequence: i64, minute: u32, instance: Option<&str>) -> (Message, Invite) {
    let meeting = crate::domain::meeting::Meeting {
        uid: Some("u".to_owned()),
        sequence,
        stamp: Utc.with_ymd_and_hms(2026, 11, 20, 10, minute, 0).single(),
        recurrence_id: instance.map(|day| MeetingTime::Day(day.parse().unwrap())),
        ..Default::default()
    };
    let invite = Invite { method, meeting, proposals: Vec::new(), calendar: None, evidence: Vec::new() };
    (Message { message_id: Some(format!("{method:?}-{sequence}-{minute}")), ..Default::default() }, invite)
}

fn judge(messages: &[(Message, Invite)]) -> Vec<(Category, Option<Refusal>)> {
    let views: Vec<_> = messages.iter().map(|(message, invite)| (message, invite)).collect();
    stand(&views, &HashMap::new()).into_iter().map(|standing| (standing.category, standing.refusal)).collect()
}

#[test]
fn the_newest_version_lives_and_a_cancellation_ends_it() {
    use Category::{Cancellation, Request, Update};
    use Method::{Cancel, Request as R};
    let one = |method, sequence, minute| invite(method, sequence, minute, None);
    let cases = [
        (vec![one(R, 0, 0)], vec![(Request, None)]),
        (vec![one(R, 0, 0), one(R, 1, 5)], vec![(Request, Some(Refusal::Superseded)), (Update, None)]),
        // Out of order: the older one arrives last.
        (vec![one(R, 1, 5), one(R, 0, 0)], vec![(Update, None), (Request, Some(Refusal::Superseded))]),
        // The same SEQUENCE, a later DTSTAMP.
        (vec![one(R, 0, 0), one(R, 0, 5)], vec![(Request, Some(Refusal::Superseded)), (Update, None)]),
        (vec![one(R, 0, 0), one(Cancel, 1, 5)], vec![(Request, Some(Refusal::Cancelled)), (Cancellation, None)]),
        (vec![one(Cancel, 0, 0), one(R, 0, 0)], vec![(Cancellation, None), (Request, Some(Refusal::Cancelled))]),
        // Invited anew after a cancellation.
        (
            vec![one(R, 0, 0), one(Cancel, 1, 5), one(R, 2, 9)],
            vec![(Request, Some(Refusal::Superseded)), (Cancellation, None), (Update, None)],
        ),
        // The same invite to two addresses of mine.
        (vec![one(R, 0, 0), one(R, 0, 0)], vec![(Request, None), (Request, Some(Refusal::Superseded))]),
    ];
    for (messages, expected) in cases {
        let shown: Vec<_> = messages.iter().map(|(message, _)| message.message_id.clone().unwrap()).collect();
        assert_eq!(judge(&messages), expected, "{shown:?}");
    }
}

#[test]
fn an_instance_lives_for_itself_but_not_longer_than_its_series() {
    let series = invite(Method::Request, 0, 0, None);
    let instance = invite(Method::Request, 0, 1, Some("2026-12-01"));
    let instance_off = invite(Method::Cancel, 1, 5, Some("2026-12-01"));
    let series_off = invite(Method::Cancel, 1, 9, None);
    let refusals =
        |messages: &[(Message, Invite)]| judge(messages).into_iter().map(|(_, refusal)| refusal).collect::<Vec<_>>();
    assert_eq!(refusals(&[series.clone(), instance.clone(), instance_off]), [None, Some(Refusal::Cancelled), None]);
    assert_eq!(refusals(&[series, instance, series_off]), [Some(Refusal::Cancelled), Some(Refusal::Cancelled), None]);
}

#[test]
fn a_version_known_from_an_earlier_run_makes_the_next_one_an_update() {
    let (message, next) = invite(Method::Request, 1, 5, None);
    let known = HashMap::from([(meeting_key(&message, &next), InviteVersion { sequence: 0, stamp: None })]);
    assert_eq!(stand(&[(&message, &next)], &known)[0].category, Category::Update);
}

#[test]
fn a_refused_counter_counts_until_the_meeting_goes_on_or_is_off() {
    let one = |method, sequence, minute| invite(method, sequence, minute, None);
    let refused = one(Method::DeclineCounter, 1, 5);
    let cases = [
        (one(Method::Request, 1, 0), None),
        (one(Method::Request, 1, 9), Some(Refusal::Superseded)),
        (one(Method::Request, 2, 0), Some(Refusal::Superseded)),
        (one(Method::Cancel, 2, 0), Some(Refusal::Cancelled)),
        (one(Method::Cancel, 0, 0), None),
        (one(Method::Counter, 2, 9), None),
    ];
    for (other, expected) in cases {
        for messages in [[refused.clone(), other.clone()], [other.clone(), refused.clone()]] {
            let at = messages.iter().position(|message| *message == refused).unwrap();
            assert_eq!(judge(&messages)[at], (Category::DeclineCounter, expected), "{:?}", other.0.message_id);
        }
    }
}

const METHODS: [Method; 5] = [Method::Request, Method::Cancel, Method::Counter, Method::DeclineCounter, Method::Reply];

proptest! {
    /// Any interleaving of requests, updates, cancellations, counters and what is said to them ends in the same state.
    #[test]
    fn the_order_of_arrival_does_not_matter(
        life in proptest::collection::vec((0..METHODS.len(), 0..3i64, 0..4u32), 1..9),
        seed in any::<u64>(),
    ) {
        // Messages that are alike in everything are copies: which of them is answered is a matter of order.
        let mut life: Vec<_> = life;
        life.sort_unstable();
        life.dedup();
        let messages: Vec<_> = life.iter()
            .map(|(method, sequence, minute)| invite(METHODS[*method], *sequence, *minute, None))
            .collect();
        let mut shuffled = messages.clone();
        let mut state = seed;
        for index in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            shuffled.swap(index, (state >> 33) as usize % (index + 1));
        }
        let by_id = |messages: &[(Message, Invite)]| {
            let mut all: Vec<_> = messages.iter().map(|(message, _)| message.message_id.clone()).zip(judge(messages)).collect();
            all.sort_by(|a, b| a.0.cmp(&b.0));
            all
        };
        prop_assert_eq!(by_id(&messages), by_id(&shuffled));
    }
}
