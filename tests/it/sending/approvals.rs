//! Approval is of bytes, and half of a pair never goes alone.

use statt::adapters::outbox::{BriefingChange, Change, Claim, OutboxError, Outcome, Selection, Waiting};
use statt::domain::draft::{Draft, Gap, Letter, Status};

use super::fixture::*;

fn change(draft: &Draft, subject: &str) -> Change {
    Change {
        reply: draft.reply.clone(),
        letter: Letter { subject: subject.to_owned(), ..draft.letter.clone() },
        calendar: None,
        hand_edited: true,
        briefing: BriefingChange::Keep,
    }
}

#[test]
fn an_approved_mail_keeps_its_bytes_message_id_and_date() {
    let mut outbox = in_memory();
    let [draft] = &fill(&mut outbox, 1)[..] else { panic!() };
    assert_eq!(draft.status, Status::Approved);
    assert_eq!(draft.message_id, Some(message_id(draft)));
    assert_eq!(draft.date, Some(date()));
    assert_eq!(outbox.approved_mail(draft.id).unwrap(), Some(approved_mail(draft)));
}

#[test]
fn a_change_makes_an_approval_void() {
    let mut outbox = in_memory();
    let draft = fill(&mut outbox, 1).remove(0);
    let changed = outbox.update(draft.id, draft.revision, &change(&draft, "anders"), now()).unwrap();
    assert_eq!((changed.status, changed.hand_edited), (Status::Draft, true));
    assert_eq!(outbox.approved_mail(draft.id).unwrap(), None);
    let claim = outbox.claim(draft.id, &Selection::default(), now()).unwrap();
    assert!(matches!(claim, Claim::Wait(Waiting::Status(Status::Draft))), "{claim:?}");
}

#[test]
fn who_did_not_see_the_latest_revision_changes_and_approves_nothing() {
    let mut outbox = in_memory();
    let seen = add(&mut outbox, &[new_draft("a", 0, "kim@kunde.example")]).remove(0);
    outbox.update(seen.id, seen.revision, &change(&seen, "anders"), now()).unwrap();
    let late = outbox.update(seen.id, seen.revision, &change(&seen, "noch anders"), now()).unwrap_err();
    assert!(matches!(late, OutboxError::Changed(_)), "{late}");
    let late = outbox.approve(&[approval(&seen)], now()).unwrap_err();
    assert!(matches!(late, OutboxError::Changed(_)), "{late}");
}

#[test]
fn a_mail_with_gaps_cannot_be_approved_and_says_which() {
    let mut outbox = in_memory();
    let mut draft = new_draft("a", 0, "kim@kunde.example");
    draft.letter.gaps = vec![Gap { name: "state".to_owned(), hint: "Stand des Projekts".to_owned() }];
    let draft = add(&mut outbox, &[draft]).remove(0);
    let refused = outbox.approve(&[approval(&draft)], now()).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "mail 1 cannot be approved: a gap has to be filled first: state («Stand des Projekts»)"
    );
}

#[test]
fn one_refused_mail_and_none_of_the_step_is_approved() {
    let mut outbox = in_memory();
    let good = add(&mut outbox, &[new_draft("a", 0, "kim@kunde.example")]).remove(0);
    let bad = add(&mut outbox, &[new_draft("b", 0, "kim@kunde.example")]).remove(0);
    let mut broken = approval(&bad);
    broken.mail.bytes = b"Subject: x\n\n.\n".to_vec();
    outbox.approve(&[approval(&good), broken], now()).unwrap_err();
    assert_eq!(outbox.get(good.id).unwrap().status, Status::Draft);
}

#[test]
fn reply_and_briefing_are_approved_together() {
    let mut outbox = in_memory();
    let pair = add(&mut outbox, &pair("a"));
    assert_eq!(pair[1].belongs_to, Some(pair[0].id));
    for half in &pair {
        let error = outbox.approve(&[approval(half)], now()).unwrap_err();
        assert!(matches!(error, OutboxError::PartnerMissing { .. }), "{error}");
    }
    approve(&mut outbox, &pair);
    let due = outbox.due(&Selection::default(), now()).unwrap();
    assert_eq!(due.now, [pair[1].id, pair[0].id], "the briefing goes first");
    let only_reply = Selection { ids: vec![pair[0].id], ..Selection::default() };
    assert_eq!(outbox.due(&only_reply, now()).unwrap().now, [pair[1].id, pair[0].id], "and comes along");
}

#[test]
fn the_client_hears_nothing_while_the_briefing_is_not_sent() {
    let mut outbox = in_memory();
    let pair = add(&mut outbox, &pair("a"));
    approve(&mut outbox, &pair);
    let (reply, briefing) = (pair[0].id, pair[1].id);
    let everything = Selection::default();
    let claim = outbox.claim(reply, &everything, now()).unwrap();
    assert!(matches!(claim, Claim::Wait(Waiting::Partner(id, Status::Approved)) if id == briefing), "{claim:?}");

    let Claim::Lease(lease) = outbox.claim(briefing, &everything, now()).unwrap() else { panic!() };
    let rejected = Outcome::Rejected { reason: "550 no such user".to_owned() };
    outbox.settle(&lease, &rejected, now()).unwrap();
    let reply = outbox.get(reply).unwrap();
    assert_eq!(reply.status, Status::Draft);
    assert_eq!(reply.status_reason.as_deref(), Some("its briefing, mail 2, was rejected"));
    let refused = outbox.approve(&[approval(&reply)], now()).unwrap_err();
    assert!(matches!(refused, OutboxError::BriefingGone { .. }), "{refused}");
}

#[test]
fn a_discarded_half_takes_the_other_along() {
    let mut outbox = in_memory();
    let first = add(&mut outbox, &pair("a"));
    approve(&mut outbox, &first);
    outbox.discard(first[1].id, now()).unwrap();
    assert_eq!(outbox.get(first[0].id).unwrap().status, Status::Draft);

    let second = add(&mut outbox, &pair("b"));
    approve(&mut outbox, &second);
    outbox.discard(second[0].id, now()).unwrap();
    assert_eq!(outbox.get(second[1].id).unwrap().status, Status::Discarded);
}

#[test]
fn what_was_dropped_by_hand_comes_back_as_a_draft_with_its_briefing() {
    let mut outbox = in_memory();
    let drafts = add(&mut outbox, &pair("meeting"));
    let [reply, briefing] = [drafts[0].id, drafts[1].id];
    approve(&mut outbox, &drafts);
    outbox.discard(reply, now()).unwrap();
    let restored = outbox.restore(reply, now()).unwrap();
    assert_eq!((restored.status, restored.status_reason.as_deref()), (Status::Draft, None));
    assert_eq!(outbox.get(briefing).unwrap().status, Status::Draft);
    assert_eq!(outbox.approved_mail(reply).unwrap(), None);
    let again: Vec<Draft> = [reply, briefing].iter().map(|id| outbox.get(*id).unwrap()).collect();
    approve(&mut outbox, &again);
    assert!(matches!(outbox.restore(reply, now()), Err(OutboxError::NotPossible { status: Status::Approved, .. })));
}

#[test]
fn what_is_outdated_or_forgotten_does_not_come_back() {
    let mut outbox = in_memory();
    let old = add(&mut outbox, &[new_draft("moved", 0, "kim@kunde.example")]).remove(0);
    outbox.discard(old.id, now()).unwrap();
    add(&mut outbox, &[new_draft("moved", 1, "kim@kunde.example")]);
    let forgotten = add(&mut outbox, &[new_draft("old", 0, "kim@kunde.example")]).remove(0);
    outbox.discard(forgotten.id, now()).unwrap();
    outbox.forget(now() + minutes(1)).unwrap();
    for id in [old.id, forgotten.id] {
        assert!(matches!(outbox.restore(id, now()), Err(OutboxError::NotPossible { .. })), "{id}");
    }
}

#[test]
fn an_outbox_notices_what_another_process_did() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outbox.db");
    let (mut mine, mut theirs) = (open(&path), open(&path));
    let before = mine.changes_by_others().unwrap();
    add(&mut mine, &[new_draft("mine", 0, "kim@kunde.example")]);
    assert_eq!(mine.changes_by_others().unwrap(), before);
    add(&mut theirs, &[new_draft("theirs", 0, "kim@kunde.example")]);
    assert_ne!(mine.changes_by_others().unwrap(), before);
}

#[test]
fn another_plan_puts_another_briefing_in_place_or_none() {
    let mut outbox = in_memory();
    let [reply, briefing] = &add(&mut outbox, &pair("a"))[..] else { panic!() };
    let [_, other] = pair("a");
    let put = Change { briefing: BriefingChange::Put(other), ..change(reply, "anders") };
    let reply = outbox.update(reply.id, reply.revision, &put, now()).unwrap();
    assert_eq!(outbox.get(briefing.id).unwrap().status, Status::Superseded);
    assert_eq!(outbox.briefing_of(reply.id).unwrap().map(|briefing| briefing.id), Some(3));

    let drop = Change { briefing: BriefingChange::Drop, ..change(&reply, "allein") };
    let reply = outbox.update(reply.id, reply.revision, &drop, now()).unwrap();
    assert_eq!(outbox.briefing_of(reply.id).unwrap(), None);
    approve(&mut outbox, std::slice::from_ref(&reply));
    assert_eq!(outbox.due(&Selection::default(), now()).unwrap().now, [reply.id]);
}

#[test]
fn what_is_out_cannot_be_changed_discarded_or_approved() {
    let mut outbox = in_memory();
    let draft = fill(&mut outbox, 1).remove(0);
    let Claim::Lease(lease) = outbox.claim(draft.id, &Selection::default(), now()).unwrap() else { panic!() };
    outbox.enter_data(&lease, now()).unwrap();
    outbox.settle(&lease, &Outcome::Uncertain { reason: "no answer".to_owned() }, now()).unwrap();
    for error in [
        outbox.update(draft.id, draft.revision, &change(&draft, "anders"), now()).unwrap_err(),
        outbox.discard(draft.id, now()).unwrap_err(),
        outbox.approve(&[approval(&draft)], now()).unwrap_err(),
        outbox.withdraw_approval(draft.id, now()).unwrap_err(),
    ] {
        assert!(matches!(error, OutboxError::NotPossible { status: Status::Uncertain, .. }), "{error}");
        assert!(error.hint().contains("resolve"));
    }
}
