use super::*;
use crate::domain::facts::Conflict;
use crate::domain::facts::sample::facts;
use crate::domain::situation::sample::slot;

fn patterns(texts: &[&str]) -> Vec<AddressPattern> {
    texts.iter().map(|text| AddressPattern::parse(text).unwrap()).collect()
}

fn keywords(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// A weekly status meeting of an hour with Eva Kern, online, in a full week, with something else at that time.
fn weekly() -> Facts {
    Facts {
        recurring: true,
        mode: Mode::Online,
        topic: "Status: Nordring\nBaufortschritt, Kosten".to_owned(),
        conflicts: vec![Conflict { summary: "Zahnarzt".to_owned(), slot: slot("2026-11-26 14:00-15:00") }],
        met_before: 5,
        workload_hours: 21.5,
        people: 6,
        ..facts()
    }
}

#[test]
fn each_key_asks_one_thing() {
    let it = Condition::default;
    let cases: Vec<(Condition, bool)> = vec![
        (it(), true),
        (Condition { importance: vec![Importance::Low, Importance::Normal], ..it() }, true),
        (Condition { importance: vec![Importance::Low], ..it() }, false),
        (Condition { category: vec![Category::Request], ..it() }, true),
        (Condition { category: vec![Category::PlainRequest], ..it() }, false),
        (Condition { my_role: vec![Role::Required], ..it() }, true),
        (Condition { my_role: vec![Role::Optional, Role::Chair], ..it() }, false),
        (Condition { mode: vec![Mode::Online], ..it() }, true),
        (Condition { mode: vec![Mode::InPerson], ..it() }, false),
        (Condition { recurring: Some(true), ..it() }, true),
        (Condition { recurring: Some(false), ..it() }, false),
        (Condition { conflict: Some(true), ..it() }, true),
        (Condition { conflict: Some(false), ..it() }, false),
        (Condition { organizer_is_colleague: Some(false), ..it() }, true),
        (Condition { organizer_is_colleague: Some(true), ..it() }, false),
        (Condition { duration_over: Some(59), ..it() }, true),
        (Condition { duration_over: Some(60), ..it() }, false),
        (Condition { duration_under: Some(61), ..it() }, true),
        (Condition { duration_under: Some(60), ..it() }, false),
        (Condition { met_before_over: Some(4), ..it() }, true),
        (Condition { met_before_over: Some(5), ..it() }, false),
        (Condition { workload_over: Some(21.0), ..it() }, true),
        (Condition { workload_over: Some(21.5), ..it() }, false),
        (Condition { lead_time_under: Some(73.0), ..it() }, true),
        (Condition { lead_time_under: Some(72.0), ..it() }, false),
        (Condition { attendees_over: Some(5), ..it() }, true),
        (Condition { attendees_over: Some(6), ..it() }, false),
        (Condition { keywords: keywords(&["Jour fixe", "status"]), ..it() }, true),
        (Condition { keywords: keywords(&["Kosten"]), ..it() }, true),
        (Condition { keywords: keywords(&["Bau"]), ..it() }, false),
        (Condition { from: patterns(&["@kunde.example"]), ..it() }, true),
        (Condition { from: patterns(&["eva@kunde.example", "@anderswo.example"]), ..it() }, false),
        (Condition { serious: Some(false), ..it() }, true),
        (Condition { serious: Some(true), ..it() }, false),
        // All that are given must hold.
        (Condition { recurring: Some(true), duration_over: Some(30), conflict: Some(true), ..it() }, true),
        (Condition { recurring: Some(true), duration_over: Some(90), conflict: Some(true), ..it() }, false),
    ];
    for (condition, expected) in cases {
        assert_eq!(condition.holds(&weekly(), Category::Request), expected, "{condition:?}");
    }
}

#[test]
fn what_is_not_known_does_not_hold() {
    let unknown = Facts { duration_minutes: None, lead_time_hours: None, my_role: None, organizer: None, ..facts() };
    let it = Condition::default;
    for condition in [
        Condition { duration_over: Some(0), ..it() },
        Condition { duration_under: Some(999), ..it() },
        Condition { lead_time_under: Some(999.0), ..it() },
        Condition { my_role: vec![Role::Required], ..it() },
        Condition { from: patterns(&["@kunde.example"]), ..it() },
    ] {
        assert!(!condition.holds(&unknown, Category::Request), "{condition:?}");
    }
}
