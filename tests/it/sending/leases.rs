//! One mail, one sender; what a dead sender held comes back.

use std::time::Duration;

use statt::adapters::outbox::{Claim, Delivered, OutboxError, Outcome, RecoveredAs, Refused, Selection, Waiting};
use statt::domain::draft::Status;

use super::fixture::*;

#[test]
fn a_mail_is_leased_to_one_sender_only() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outbox.db");
    let (mut one, mut two) = (open(&path), open(&path));
    let id = fill(&mut one, 1)[0].id;
    let everything = Selection::default();
    assert!(matches!(one.claim(id, &everything, now()).unwrap(), Claim::Lease(_)));
    let second = two.claim(id, &everything, now()).unwrap();
    assert!(matches!(second, Claim::Wait(Waiting::Status(Status::Sending))), "{second:?}");
    assert_eq!(two.recover().unwrap(), [], "the first sender is alive");
    assert_eq!(open(&path).recovered(), []);
}

#[test]
fn a_dead_senders_mails_come_back_by_how_far_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outbox.db");
    let mut dying = open(&path);
    fill(&mut dying, 3);
    let everything = Selection::default();
    for id in [1, 2] {
        let Claim::Lease(lease) = dying.claim(id, &everything, now()).unwrap() else { panic!() };
        if id == 2 {
            dying.enter_data(&lease, now()).unwrap();
        }
    }
    drop(dying);
    let heir = open(&path);
    let recovered: Vec<_> = heir.recovered().iter().map(|mail| (mail.id, mail.as_what)).collect();
    assert_eq!(recovered, [(1, RecoveredAs::Approved), (2, RecoveredAs::Uncertain)]);
    let statuses: Vec<_> = heir.list(&[]).unwrap().iter().map(|draft| draft.status).collect();
    assert_eq!(statuses, [Status::Approved, Status::Uncertain, Status::Approved]);
}

/// What was written last may be lost with the machine, so a mail that was in hand then is never sent again by itself.
#[test]
fn whatever_a_machine_that_stopped_had_in_hand_is_uncertain() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outbox.db");
    let mut dying = open(&path);
    fill(&mut dying, 2);
    let Claim::Lease(_) = dying.claim(1, &Selection::default(), now()).unwrap() else { panic!() };
    drop(dying);
    let connection = rusqlite::Connection::open(&path).unwrap();
    let renamed = connection
        .execute("UPDATE mail SET owner = '0123456789abcdef' || substr(owner, 17) WHERE owner LIKE '%-%'", [])
        .unwrap();
    drop(connection);
    // Only where the system says when it was started can a sender be told from one before that.
    assert_eq!(renamed == 1, cfg!(target_os = "linux"));
    let heir = open(&path);
    let recovered: Vec<_> = heir.recovered().iter().map(|mail| (mail.id, mail.as_what)).collect();
    let expected = if renamed == 1 { RecoveredAs::Uncertain } else { RecoveredAs::Approved };
    assert_eq!(recovered, [(1, expected)]);
    assert_eq!(heir.get(2).unwrap().status, Status::Approved);
}

#[test]
fn only_a_person_settles_what_is_uncertain() {
    let mut outbox = in_memory();
    fill(&mut outbox, 2);
    for id in [1, 2] {
        let Claim::Lease(lease) = outbox.claim(id, &Selection::default(), now()).unwrap() else { panic!() };
        outbox.enter_data(&lease, now()).unwrap();
        outbox.settle(&lease, &Outcome::Uncertain { reason: "no answer".to_owned() }, now()).unwrap();
    }
    assert_eq!(outbox.due(&Selection::default(), now()).unwrap().now.len(), 0);
    let bytes = outbox.approved_mail(2).unwrap();
    assert_eq!(outbox.resolve_as_sent(1, now()).unwrap().status, Status::Sent);
    let retried = outbox.resolve_to_retry(2, now()).unwrap();
    assert_eq!((retried.status, retried.message_id.as_deref()), (Status::Approved, Some("mail-2@agentur.example")));
    assert_eq!(outbox.approved_mail(2).unwrap(), bytes, "the same bytes go again");
    let again = outbox.resolve_as_sent(1, now()).unwrap_err();
    assert!(matches!(again, OutboxError::NotPossible { status: Status::Sent, .. }), "{again}");
}

#[test]
fn deferred_recipients_are_tried_again_and_the_others_never() {
    let mut outbox = in_memory();
    let mut draft = new_draft("a", 0, "kim@kunde.example");
    draft.letter.cc = vec![person("lea@kunde.example"), person("ola@kunde.example")];
    let drafts = add(&mut outbox, &[draft]);
    approve(&mut outbox, &drafts);
    let Claim::Lease(lease) = outbox.claim(1, &Selection::default(), now()).unwrap() else { panic!() };
    let refused = |who: &str| Refused { recipient: address(who), reason: "450 later".to_owned() };
    let partly = Delivered {
        smtp: Some("250 ok".to_owned()),
        refused: vec![refused("ola@kunde.example")],
        deferred: vec![refused("lea@kunde.example")],
        next_try: Some(now() + minutes(5)),
    };
    assert_eq!(outbox.settle(&lease, &Outcome::Delivered(partly), now()).unwrap(), Status::Failed);
    let half = outbox.get(1).unwrap();
    assert_eq!(
        half.status_reason.as_deref(),
        Some("refused for ola@kunde.example: 450 later; not yet taken for lea@kunde.example: 450 later")
    );
    assert!(matches!(outbox.withdraw_approval(1, now()), Err(OutboxError::PartlyOut { .. })));

    let Claim::Lease(rest) = outbox.claim(1, &Selection::default(), now()).unwrap() else { panic!() };
    assert!(!rest.mail.envelope_to.contains(&address("kim@kunde.example")));
    assert!(rest.mail.envelope_to.contains(&address("lea@kunde.example")));
}

#[test]
fn undo_window_and_next_try_are_waited_for() {
    let mut outbox = in_memory();
    fill(&mut outbox, 1);
    let window = Selection { undo_window: minutes(10), ..Selection::default() };
    let early = outbox.due(&window, now() + minutes(9)).unwrap();
    assert_eq!((early.now, early.waiting), (vec![], vec![(1, Waiting::UndoWindow(now() + minutes(10)))]));
    assert_eq!(outbox.due(&window, now() + minutes(10)).unwrap().now, [1]);

    let Claim::Lease(lease) = outbox.claim(1, &Selection::default(), now()).unwrap() else { panic!() };
    let failed = Outcome::Failed { reason: "451 later".to_owned(), next_try: now() + minutes(5) };
    outbox.settle(&lease, &failed, now()).unwrap();
    let patient = Selection { patient: true, ..Selection::default() };
    assert_eq!(outbox.due(&patient, now()).unwrap().now.len(), 0);
    assert_eq!(outbox.due(&patient, now() + minutes(5)).unwrap().now, [1]);
    assert_eq!(outbox.due(&Selection::default(), now()).unwrap().now, [1], "a person's `send` does not wait");
}

#[test]
fn many_senders_share_the_work_and_no_mail_is_leased_twice() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outbox.db");
    let count = 120;
    fill(&mut open(&path), count);
    let senders: Vec<_> = (0..4)
        .map(|_| {
            let path = path.clone();
            std::thread::spawn(move || {
                let mut outbox = open(&path);
                let mut got = Vec::new();
                for id in outbox.due(&Selection::default(), now()).unwrap().now {
                    if let Claim::Lease(lease) = outbox.claim(id, &Selection::default(), now()).unwrap() {
                        outbox.enter_data(&lease, now()).unwrap();
                        std::thread::sleep(Duration::from_micros(200));
                        outbox.settle(&lease, &Outcome::Delivered(Delivered::default()), now()).unwrap();
                        got.push(id);
                    }
                }
                got
            })
        })
        .collect();
    let mut leased: Vec<_> = senders.into_iter().flat_map(|sender| sender.join().unwrap()).collect();
    leased.sort_unstable();
    assert_eq!(leased, (1..=i64::try_from(count).unwrap()).collect::<Vec<_>>());
}
