use super::*;
use crate::domain::address::AddressPattern;
use crate::domain::facts::Conflict;
use crate::domain::facts::sample::{facts, person};
use crate::domain::meeting::{Mode, ParticipationStatus, Role};
use crate::domain::rule::Condition;
use crate::domain::situation::sample::slot;

fn of(importance: Importance) -> Facts {
    Facts { importance, ..facts() }
}

fn lasting(minutes: u32, mode: Mode) -> Facts {
    Facts { duration_minutes: Some(minutes), mode, ..facts() }
}

fn optional() -> Facts {
    Facts { my_role: Some(Role::Optional), ..facts() }
}

/// With Max, who can speak for me.
fn with_max(facts: Facts) -> Facts {
    let max = person("Max Müller", "max@agentur.example");
    Facts { speaker: Some(max.address.clone()), colleagues: vec![max], people: facts.people + 1, ..facts }
}

/// Max invites me to a meeting with clients.
fn from_max(outsiders: u32) -> Facts {
    let max = person("Max Müller", "max@agentur.example");
    let speaker = Some(max.address.clone());
    Facts { organizer: Some(max), organizer_is_colleague: true, speaker, outsiders, ..facts() }
}

fn clashing(facts: Facts) -> Facts {
    let conflict = Conflict { summary: "Zahnarzt".to_owned(), slot: slot("2026-11-26 14:00-15:00") };
    Facts { conflicts: vec![conflict], ..facts }
}

fn serious(facts: Facts) -> Facts {
    Facts { serious: true, serious_words: vec!["Kündigung".to_owned()], ..facts }
}

fn series(topic: &str, facts: Facts) -> Facts {
    Facts { recurring: true, topic: topic.to_owned(), ..facts }
}

#[test]
fn the_counsel_in_cases() {
    use Importance::{High, Key, Low, Normal, Unknown};
    use Mode::{InPerson, Online, Phone};
    let full = |facts| Facts { workload_hours: 21.5, ..facts };
    let status = |importance| series("Status Nordring", of(importance));
    let weight = |importance, facts| Facts { importance, ..facts };
    let cases: Vec<(Facts, &str, &str)> = vec![
        // For those who matter most there is no good excuse.
        (of(Key), "attend", "key-client"),
        (clashing(of(Key)), "attend", "key-client"),
        (full(Facts { importance: Key, met_before: 9, ..lasting(180, InPerson) }), "attend", "key-client"),
        (weight(Key, from_max(2)), "attend", "key-client"),
        (weight(Key, with_max(optional())), "attend", "key-client"),
        // A promise is kept, as long as it can be.
        (Facts { my_participation: Some(ParticipationStatus::Accepted), ..facts() }, "attend", "already-accepted"),
        (clashing(Facts { my_participation: Some(ParticipationStatus::Accepted), ..facts() }), "call", "clash"),
        // Serious matters get a voice.
        (serious(facts()), "call", "serious"),
        (serious(of(High)), "attend", "serious-and-important"),
        (serious(clashing(of(High))), "call", "serious"),
        (serious(of(Low)), "call", "serious"),
        (serious(with_max(optional())), "call", "serious"),
        (serious(from_max(2)), "call", "serious"),
        (serious(status(Normal)), "call", "serious"),
        (serious(lasting(20, Phone)), "attend", "serious-and-small"),
        // Who leads cannot stay away.
        (Facts { my_role: Some(Role::Chair), ..lasting(90, InPerson) }, "shorter", "chair-of-a-long-meeting"),
        (Facts { my_role: Some(Role::Chair), ..lasting(30, InPerson) }, "attend", "chair"),
        (clashing(Facts { my_role: Some(Role::Chair), ..lasting(30, InPerson) }), "call", "clash"),
        // A colleague can speak for me.
        (from_max(2), "handoff", "drawn-in-by-a-colleague"),
        (weight(Low, from_max(1)), "handoff", "drawn-in-by-a-colleague"),
        (weight(High, from_max(2)), "call", "way-there"),
        (from_max(0), "call", "way-there"),
        (with_max(optional()), "handoff", "optional-beside-a-colleague"),
        (with_max(Facts { my_role: Some(Role::NonParticipant), ..facts() }), "handoff", "optional-beside-a-colleague"),
        (weight(High, with_max(optional())), "call", "way-there"),
        (Facts { colleagues: vec![], ..with_max(optional()) }, "written", "only-optional"),
        (with_max(facts()), "call", "way-there"),
        (with_max(clashing(Facts { people: 6, ..facts() })), "handoff", "clash-in-a-round"),
        (clashing(Facts { people: 6, ..facts() }), "call", "clash"),
        (with_max(Facts { people: 11, ..facts() }), "handoff", "crowd-with-a-colleague"),
        (weight(High, with_max(Facts { people: 11, ..facts() })), "call", "way-there"),
        // What is small already is simply done.
        (lasting(20, Phone), "attend", "already-small"),
        (lasting(30, Online), "attend", "already-small"),
        (lasting(15, Mode::Unknown), "attend", "already-small"),
        (lasting(30, Mode::Unknown), "call", "call-first"),
        (clashing(lasting(20, Phone)), "call", "clash"),
        (Facts { my_role: Some(Role::Optional), ..lasting(20, Phone) }, "written", "only-optional"),
        (weight(High, Facts { my_role: Some(Role::Optional), ..lasting(20, Phone) }), "attend", "already-small"),
        (weight(Low, lasting(30, Online)), "written", "low-importance"),
        (weight(Low, lasting(15, Phone)), "attend", "already-small"),
        // What a letter does as well.
        (optional(), "written", "only-optional"),
        (status(Normal), "written", "status-series"),
        (status(Low), "written", "status-series"),
        (status(Unknown), "written", "status-series"),
        (status(High), "shorter", "series"),
        (series("Jour fixe Bau", facts()), "written", "status-series"),
        (series("Schulung", facts()), "shorter", "series"),
        (series("Schulung", lasting(30, InPerson)), "call", "way-there"),
        (Facts { met_before: 4, ..facts() }, "written", "met-often"),
        (Facts { met_before: 3, ..facts() }, "call", "way-there"),
        (Facts { met_before: 9, ..of(High) }, "call", "way-there"),
        (of(Low), "written", "low-importance"),
        (clashing(of(Low)), "written", "low-importance"),
        // No time.
        (clashing(facts()), "call", "clash"),
        (clashing(of(High)), "call", "clash"),
        (full(facts()), "call", "full-week"),
        (full(lasting(90, InPerson)), "shorter", "full-week-long-meeting"),
        (full(weight(High, lasting(60, Online))), "call", "full-week"),
        (Facts { workload_hours: 19.9, ..facts() }, "call", "way-there"),
        (Facts { lead_time_hours: Some(5.0), ..lasting(90, InPerson) }, "call", "short-notice"),
        (Facts { lead_time_hours: Some(5.0), ..lasting(90, Online) }, "shorter", "long-meeting"),
        // The mildest reply that fits.
        (Facts { all_day: true, ..lasting(1440, InPerson) }, "call", "whole-day"),
        (lasting(480, InPerson), "call", "whole-day"),
        (facts(), "call", "way-there"),
        (of(Unknown), "call", "way-there"),
        (of(High), "call", "way-there"),
        (lasting(90, InPerson), "shorter", "long-meeting"),
        (weight(High, lasting(180, InPerson)), "shorter", "long-meeting"),
        (lasting(60, Online), "shorter", "long-meeting"),
        (lasting(60, Phone), "shorter", "long-meeting"),
        (lasting(60, Mode::Unknown), "shorter", "long-meeting"),
        (lasting(45, Online), "call", "call-first"),
        (Facts { duration_minutes: None, ..facts() }, "call", "call-first"),
        (Facts { duration_minutes: None, mode: Phone, ..facts() }, "attend", "asks-for-a-call"),
    ];
    assert!(cases.len() >= 40);
    for (facts, reply, rule) in cases {
        let decision = decide(&facts, Category::Request, &Policy::default());
        assert_eq!((decision.reply.name(), decision.rule.as_str()), (reply, rule), "{facts:#?}");
        for reason in decision.reasons {
            assert!(reason.ends_with('.') && !reason.contains("  "), "{reason}");
        }
    }
}

#[test]
fn a_request_in_words_gets_a_call() {
    let in_words =
        Facts { my_role: None, lead_time_hours: None, duration_minutes: None, mode: Mode::Unknown, ..facts() };
    let rule_of = |facts: &Facts| decide(facts, Category::PlainRequest, &Policy::default()).rule;
    assert_eq!(rule_of(&in_words), "asked-in-words");
    assert_eq!(rule_of(&Facts { mode: Mode::Phone, ..in_words.clone() }), "asked-in-words");
    assert_eq!(rule_of(&Facts { mode: Mode::Phone, lead_time_hours: Some(40.0), ..in_words }), "asks-for-a-call");
}

#[test]
fn reasons_are_sentences_with_figures() {
    let cases = [
        (lasting(90, Mode::InPerson), "The meeting takes 90 minutes; 30 are enough to decide."),
        (
            clashing(facts()),
            "Your calendar holds “Zahnarzt” at that time: a call of 20 minutes at another time keeps you in touch.",
        ),
        (
            Facts { workload_hours: 21.5, ..facts() },
            "That week holds 21.5 hours of meetings, and 20 are your limit: a call of 20 minutes has to do.",
        ),
        (
            Facts { met_before: 5, ..facts() },
            "You met Eva Kern 5 times in the last 90 days: now a clear text moves more.",
        ),
        (
            serious(facts()),
            "The matter is serious (“Kündigung”): it needs a voice, and a call of 20 minutes gives it one.",
        ),
        (from_max(2), "Max Müller is a colleague, drew you in and can speak for you there."),
        (of(Importance::Key), "Eva Kern matters most to you: for a key client there is no good excuse."),
    ];
    for (facts, reason) in cases {
        assert_eq!(decide(&facts, Category::Request, &Policy::default()).reasons, [reason]);
    }
}

#[test]
fn what_the_user_should_mind_follows_the_reason() {
    let own = |reply: ReplyKind| Policy {
        rules: vec![Rule { name: "mine".to_owned(), when: Condition::default(), reply }],
        ..Policy::default()
    };
    let minds = |facts: Facts, policy: &Policy| decide(&facts, Category::Request, policy).reasons[1..].join(" ");
    assert_eq!(
        minds(clashing(of(Importance::Key)), &Policy::default()),
        "Your calendar holds “Zahnarzt” at that time: one of the two has to move."
    );
    assert_eq!(
        minds(serious(of(Importance::Key)), &own(ReplyKind::Handoff)),
        "The matter is serious (“Kündigung”): it may still need a call. \
         No colleague is known who can speak for you there: name one. Eva Kern matters most to you."
    );
    assert_eq!(minds(facts(), &own(ReplyKind::Call)), "");
}

#[test]
fn the_users_rules_come_first_and_the_first_of_them_wins() {
    let rule = |name: &str, when: Condition, reply: &str| Rule {
        name: name.to_owned(),
        when,
        reply: ReplyKind::from(reply.to_owned()),
    };
    let policy = Policy {
        rules: vec![
            rule(
                "status-meetings",
                Condition {
                    recurring: Some(true),
                    keywords: vec!["Status".to_owned(), "Jour fixe".to_owned()],
                    importance: vec![Importance::Normal, Importance::Low],
                    ..Condition::default()
                },
                "call",
            ),
            rule(
                "kunde",
                Condition { from: vec![AddressPattern::parse("@kunde.example").unwrap()], ..Condition::default() },
                "walk",
            ),
            rule("never", Condition::default(), "handoff"),
        ],
        ..Policy::default()
    };
    let decision = decide(&series("Jour fixe Nordring", facts()), Category::Request, &policy);
    assert_eq!((decision.reply.name(), decision.rule.as_str()), ("call", "status-meetings"));
    assert_eq!(
        decision.reasons[0],
        "Your rule “status-meetings” applies: the importance is normal, it is a series, its topic names “Jour fixe”."
    );
    assert_eq!(decide(&of(Importance::Key), Category::Request, &policy).reply.name(), "walk");
    let elsewhere = Facts { organizer: None, ..facts() };
    assert_eq!(
        decide(&elsewhere, Category::Request, &policy).reasons[0],
        "Your rule “never” applies to every meeting."
    );
}
