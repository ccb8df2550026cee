use super::*;
use crate::domain::address::EmailAddress;
use crate::domain::draft::Status;
use crate::domain::draft::sample::{MEETING, draft, invite, key};
use crate::domain::reply::ReplyKind::Call;
use crate::domain::situation::sample::address;

const CALL: &str = "2026-11-24 10:00-10:20";

fn letters(drafts: &[Draft]) -> SentLetters {
    let mut letters = SentLetters::default();
    for draft in drafts {
        letters.note(draft);
    }
    letters
}

fn from(who: &str, in_reply_to: &str) -> Message {
    Message {
        from: Some(Person { name: None, address: address(who) }),
        in_reply_to: if in_reply_to.is_empty() { Vec::new() } else { vec![in_reply_to.to_owned()] },
        text: "Ja, gern.".to_owned(),
        ..Message::default()
    }
}

fn request(uid: &str, sequence: i64, when: &str) -> Invite {
    let mut request = invite(Method::Request, uid, when);
    request.meeting.sequence = sequence;
    request
}

#[test]
fn a_mail_follows_by_its_meeting_its_thread_or_its_time() {
    let sent = letters(&[draft(1, "08:00", Call, &[CALL]).sent_at("09:00")]);
    let (eva, other, thread) = ("kern@kunde.example", "somebody@else.example", "letter-1@agentur.example");
    let cases = [
        ("a newer version", from(eva, ""), Some(request("u", 2, CALL)), Some(Reaction::Accepted)),
        ("the version that I answered", from(eva, ""), Some(request("u", 1, CALL)), None),
        ("another meeting", from(eva, ""), Some(request("v", 0, MEETING)), None),
        ("an invite of its own for my time", from(eva, ""), Some(request("v", 0, CALL)), Some(Reaction::Accepted)),
        ("a long one at my time", from(eva, ""), Some(request("v", 0, "2026-11-24 10:00-11:00")), None),
        ("a stranger's yes", from(other, thread), None, Some(Reaction::Words)),
        ("in the thread, at the old time", from(eva, thread), Some(request("v", 0, MEETING)), Some(Reaction::Declined)),
        (
            "in the thread, at a new time",
            from(eva, thread),
            Some(request("v", 0, "2026-11-27 09:00-10:00")),
            Some(Reaction::OtherTime),
        ),
        ("a no", from(eva, ""), Some(invite(Method::DeclineCounter, "u", MEETING)), Some(Reaction::Declined)),
        ("a stranger's no", from(other, ""), Some(invite(Method::DeclineCounter, "u", MEETING)), None),
        ("words", from(eva, thread), None, Some(Reaction::Agreed)),
        ("words of no thread of mine", from(eva, "else@x"), None, None),
        ("another's counter", from(eva, ""), Some(invite(Method::Counter, "u", MEETING)), None),
    ];
    for (why, message, invite, expected) in cases {
        let following = sent.followed_by(&message, invite.as_ref(), chrono_tz::Europe::Berlin);
        let reaction =
            following.as_ref().and_then(|following| following.follows.as_ref()).map(|follows| follows.reaction);
        assert_eq!(reaction, expected, "{why}");
        assert!(following.is_none_or(|following| following.meeting == key("u")), "{why}");
    }
}

#[test]
fn what_was_refused_is_remembered_and_what_waits_is_not() {
    let sent = letters(&[draft(1, "08:00", Call, &[CALL]).sent_at("09:00")]);
    let refused = |invite: Invite| {
        let following = sent.followed_by(&from("kern@kunde.example", ""), Some(&invite), chrono_tz::Europe::Berlin);
        following.unwrap().follows.unwrap().refused.len()
    };
    assert_eq!(refused(invite(Method::DeclineCounter, "u", MEETING)), 1);
    assert_eq!(refused(request("u", 2, "2026-11-27 09:00-10:00")), 1);
    assert_eq!(refused(request("u", 2, MEETING)), 0, "still open");
}

#[test]
fn no_machine_says_yes() {
    let sent = letters(&[draft(1, "08:00", Call, &[CALL]).sent_at("09:00")]);
    let mut away = from("kern@kunde.example", "letter-1@agentur.example");
    assert!(sent.followed_by(&away, None, chrono_tz::UTC).is_some());
    away.automation.auto_submitted = Some("auto-replied".to_owned());
    assert_eq!(sent.followed_by(&away, None, chrono_tz::UTC), None);
    away.automation.auto_submitted = None;
    away.automation.null_return_path = true;
    assert_eq!(sent.followed_by(&away, None, chrono_tz::UTC), None);
}

#[test]
fn nothing_follows_what_is_not_out() {
    let mut waiting = draft(1, "08:00", Call, &[CALL]);
    for status in [Status::Draft, Status::Approved, Status::Failed, Status::Rejected, Status::Superseded] {
        waiting.status = status;
        let request = request("u", 2, CALL);
        let waiting = letters(std::slice::from_ref(&waiting));
        assert_eq!(waiting.followed_by(&from("kern@kunde.example", ""), Some(&request), chrono_tz::UTC), None);
    }
}

#[test]
fn only_its_organizer_ends_a_meeting() {
    let known = letters(&[draft(1, "08:00", Call, &[CALL])]);
    let cancel = invite(Method::Cancel, "u", MEETING);
    let may = |who: &str, cancel: &Invite| known.may_cancel(&from(who, ""), cancel);
    assert!(may("kern@kunde.example", &cancel) && !may("somebody@else.example", &cancel));
    assert!(may("somebody@else.example", &invite(Method::Cancel, "v", MEETING)), "it is nothing to me");
    assert!(known.may_cancel(&Message::default(), &cancel), "a bare calendar has no sender");
}

#[test]
fn the_colleague_is_known_by_address() {
    let mut handed = draft(1, "08:00", Call, &[]).sent_at("09:00");
    handed.reply.colleague = serde_json::from_value(serde_json::json!({
        "person": {"name": "Max", "address": "max@agentur.example"}, "address_form": "du", "gender": null,
        "title": null, "phone": null, "already_invited": false
    }))
    .unwrap();
    let sent = letters(&[handed]);
    let said = |who: &str, invite: Option<&Invite>| {
        let message = from(who, "letter-1@agentur.example");
        sent.followed_by(&message, invite, chrono_tz::UTC)
            .map(|following| (following.news, following.follows.is_some()))
    };
    let max: EmailAddress = address("max@agentur.example");
    let answer = |status| News::ColleagueAnswered { who: max.to_string(), status };
    assert_eq!(said("max@agentur.example", None), Some((answer(None), false)));
    assert_eq!(said("max@agentur.example", Some(&invite(Method::Reply, "u", MEETING))), Some((answer(None), false)));
    assert_eq!(said("kern@kunde.example", Some(&invite(Method::Reply, "u", MEETING))), None);
}
