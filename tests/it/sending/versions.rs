//! Drafting twice adds nothing; newer versions and cancellations make older mails void.

use chrono::DateTime;
use statt::adapters::outbox::{Added, Claim, Incoming, OutboxError, Outcome, Selection};
use statt::domain::case::MeetingKey;
use statt::domain::draft::{InviteVersion, Status};
use statt::domain::story::{News, Notice};

use super::fixture::*;

#[test]
fn the_same_mail_or_the_same_version_is_drafted_once() {
    let mut outbox = in_memory();
    let draft = [new_draft("a", 0, "kim@kunde.example")];
    assert!(matches!(try_add(&mut outbox, "1@x", &draft), Added::Drafts { .. }));
    assert_eq!(try_add(&mut outbox, "1@x", &draft), Added::KnownMail);
    assert_eq!(try_add(&mut outbox, "forwarded@x", &draft), Added::KnownVersion(1));
    assert_eq!(outbox.seen("1@x").unwrap().as_deref(), Some("drafted"));
    assert_eq!(outbox.seen("2@x").unwrap(), None);
    outbox.discard(1, now()).unwrap();
    assert_eq!(try_add(&mut outbox, "1@x", &draft), Added::KnownMail, "also after it was discarded");
}

#[test]
fn a_newer_version_supersedes_what_is_not_out() {
    let mut outbox = in_memory();
    let old = add(&mut outbox, &pair("a"));
    approve(&mut outbox, &old);
    let Added::Drafts { drafts, older } = try_add(&mut outbox, "new@x", &[new_draft("a", 1, "kim@kunde.example")])
    else {
        panic!()
    };
    assert_eq!(older.voided, [1, 2]);
    assert_eq!(outbox.get(1).unwrap().status, Status::Superseded);
    assert_eq!(drafts[0].status, Status::Draft);
    assert_eq!(try_add(&mut outbox, "late@x", &[new_draft("a", 0, "kim@kunde.example")]), Added::Outdated);
}

#[test]
fn what_is_out_stays_and_is_named() {
    let mut outbox = in_memory();
    let sent = add(&mut outbox, &[new_draft("a", 0, "kim@kunde.example")]);
    approve(&mut outbox, &sent);
    let Claim::Lease(lease) = outbox.claim(1, &Selection::default(), now()).unwrap() else { panic!() };
    outbox.settle(&lease, &Outcome::Delivered(statt::adapters::outbox::Delivered::default()), now()).unwrap();
    let Added::Drafts { older, .. } = try_add(&mut outbox, "new@x", &[new_draft("a", 1, "kim@kunde.example")]) else {
        panic!()
    };
    assert_eq!((older.voided, older.already_out), (vec![], vec![1]));
    assert_eq!(outbox.get(1).unwrap().status, Status::Sent);
}

#[test]
fn between_claim_and_final_dot_a_newer_version_still_wins() {
    let mut outbox = in_memory();
    let draft = add(&mut outbox, &[new_draft("a", 0, "kim@kunde.example")]);
    approve(&mut outbox, &draft);
    let Claim::Lease(lease) = outbox.claim(1, &Selection::default(), now()).unwrap() else { panic!() };
    try_add(&mut outbox, "new@x", &[new_draft("a", 1, "kim@kunde.example")]);
    let lost = outbox.enter_data(&lease, now()).unwrap_err();
    assert!(matches!(lost, OutboxError::LeaseLost(1)), "{lost}");
    outbox.settle(&lease, &Outcome::Released, now()).unwrap_err();
    assert_eq!(outbox.get(1).unwrap().status, Status::Superseded);
}

#[test]
fn after_the_final_dot_a_newer_version_comes_too_late() {
    let mut outbox = in_memory();
    let draft = add(&mut outbox, &[new_draft("a", 0, "kim@kunde.example")]);
    approve(&mut outbox, &draft);
    let Claim::Lease(lease) = outbox.claim(1, &Selection::default(), now()).unwrap() else { panic!() };
    outbox.enter_data(&lease, now()).unwrap();
    let Added::Drafts { older, .. } = try_add(&mut outbox, "new@x", &[new_draft("a", 1, "kim@kunde.example")]) else {
        panic!()
    };
    assert_eq!(older.already_out, [1]);
    let status = outbox.settle(&lease, &Outcome::Delivered(statt::adapters::outbox::Delivered::default()), now());
    assert_eq!(status.unwrap(), Status::Sent);
}

#[test]
fn a_cancelled_series_discards_the_answers_to_its_instances() {
    let mut outbox = in_memory();
    let mut instance = new_draft("a", 0, "kim@kunde.example");
    instance.meeting = MeetingKey { uid: "a".to_owned(), instance: "20261126T130000Z".to_owned() };
    add(&mut outbox, &[instance.clone()]);
    add(&mut outbox, &[new_draft("b", 0, "kim@kunde.example")]);
    let cancelled = Incoming { message: "off@x", meeting: &meeting("a"), version: version(1) };
    assert_eq!(outbox.cancel(cancelled, now()).unwrap().voided, [1]);
    assert_eq!(outbox.get(1).unwrap().status, Status::Discarded);
    assert_eq!(outbox.get(2).unwrap().status, Status::Draft);
    assert_eq!(try_add(&mut outbox, "late@x", &[instance]), Added::Outdated);
}

#[test]
fn cancellations_by_version() {
    let stamped = |sequence, seconds| InviteVersion { sequence, stamp: DateTime::from_timestamp(seconds, 0) };
    let cases = [
        (version(0), version(0), Status::Discarded, "many programs do not count up"),
        (version(1), version(0), Status::Draft, "the cancellation of an older version came late"),
        (stamped(1, 100), stamped(1, 200), Status::Discarded, "same number, cancelled later"),
        (stamped(1, 200), stamped(1, 100), Status::Draft, "same number, invited again later"),
        (version(0), version(3), Status::Discarded, "counted up"),
    ];
    for (drafted, cancelled, expected, why) in cases {
        let mut outbox = in_memory();
        let draft = statt::domain::draft::NewDraft { version: drafted, ..new_draft("a", 0, "kim@kunde.example") };
        add(&mut outbox, &[draft]);
        outbox.cancel(Incoming { message: "off@x", meeting: &meeting("a"), version: cancelled }, now()).unwrap();
        assert_eq!(outbox.get(1).unwrap().status, expected, "{why}");
    }
}

#[test]
fn letters_are_found_by_status_meeting_and_recipient() {
    let mut outbox = in_memory();
    add(&mut outbox, &[new_draft("a", 0, "kim@kunde.example")]);
    add(&mut outbox, &[new_draft("b", 0, "Kim@Kunde.example")]);
    outbox.discard(1, now()).unwrap();
    let ids = |drafts: Vec<statt::domain::draft::Draft>| drafts.iter().map(|draft| draft.id).collect::<Vec<_>>();
    assert_eq!(ids(outbox.list(&[Status::Draft]).unwrap()), [2]);
    assert_eq!(ids(outbox.list(&[]).unwrap()), [1, 2]);
    assert_eq!(ids(outbox.by_meeting(&meeting("a")).unwrap()), [1]);
    assert_eq!(outbox.last_letter_to(&address("kim@kunde.example")).unwrap().map(|draft| draft.id), Some(2));
    assert!(matches!(outbox.get(9), Err(OutboxError::Unknown(9))));
}

#[test]
fn a_refusal_asks_for_another_answer_to_what_is_out() {
    let mut outbox = in_memory();
    let again = |outbox: &mut statt::adapters::outbox::Outbox, message: &str, replaced| {
        let incoming = Incoming { message, meeting: &meeting("a"), version: version(0) };
        outbox.add_again(incoming, &[new_draft("a", 0, "kim@kunde.example")], replaced, now()).unwrap()
    };
    let draft = add(&mut outbox, &[new_draft("a", 0, "kim@kunde.example")]);
    assert_eq!(again(&mut outbox, "no@x", None), Added::KnownVersion(1), "the answer is still on its way");
    approve(&mut outbox, &draft);
    let Claim::Lease(lease) = outbox.claim(1, &Selection::default(), now()).unwrap() else { panic!() };
    outbox.settle(&lease, &Outcome::Delivered(statt::adapters::outbox::Delivered::default()), now()).unwrap();
    assert!(matches!(again(&mut outbox, "no-2@x", None), Added::Drafts { .. }));
    assert_eq!(again(&mut outbox, "no-2@x", None), Added::KnownMail);
    assert!(matches!(again(&mut outbox, "no-3@x", Some(2)), Added::Drafts { .. }), "it takes the place of the other");
    let statuses: Vec<Status> = outbox.list(&[]).unwrap().iter().map(|draft| draft.status).collect();
    assert_eq!(statuses, [Status::Sent, Status::Superseded, Status::Draft]);
    let cancelled = Incoming { message: "off@x", meeting: &meeting("a"), version: version(0) };
    outbox.cancel(cancelled, now()).unwrap();
    assert_eq!(again(&mut outbox, "no-4@x", None), Added::Outdated);
}

#[test]
fn news_are_kept_once_and_in_order() {
    let mut outbox = in_memory();
    let notice = |message: &str, minute: i64, news: News| Notice {
        message: message.to_owned(),
        meeting: meeting("a"),
        at: now() + minutes(minute),
        after: Some("letter@x".to_owned()),
        news,
    };
    let moved = News::Accepted { start: Some(date()), in_words: true };
    assert!(outbox.notice(&notice("2@x", 5, News::Cancelled)).unwrap());
    assert!(outbox.notice(&notice("1@x", 0, moved.clone())).unwrap());
    assert!(!outbox.notice(&notice("1@x", 9, News::Declined)).unwrap());
    assert_eq!(outbox.notices().unwrap(), [notice("1@x", 0, moved), notice("2@x", 5, News::Cancelled)]);
}
