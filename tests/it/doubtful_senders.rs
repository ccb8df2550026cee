//! Senders who send too much, and senders who are not who they seem to be.

use crate::sandbox::{Run, Sandbox, finished};

/// A mail with an invite from `from` by `organizer`.
fn invite(number: usize, from: &str, organizer: &str) -> String {
    format!(
        "From: {from}\r\nTo: jana@agentur.example\r\nSubject: Termin {number}\r\nMessage-ID: <{number}@kunde.example>\r\n\
         Reply-To: anna@kunde.example\r\nDate: Mon, 23 Nov 2026 08:00:00 +0100\r\nContent-Type: text/calendar; \
         method=REQUEST; charset=utf-8\r\n\r\nBEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\n\
         UID:{number}\r\nDTSTAMP:20261123T070000Z\r\n{organizer}\r\nATTENDEE;RSVP=TRUE:mailto:jana@agentur.example\r\n\
         SUMMARY:Termin {number}\r\nDTSTART:20261126T130000Z\r\nDTEND:20261126T140000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
}

const ANNA: &str = "ORGANIZER;CN=Anna Kern:mailto:anna@kunde.example";

#[test]
fn one_sender_gets_so_many_drafts_a_day_and_the_rest_is_told() {
    let sandbox = Sandbox::with_examples();
    for number in 200..303 {
        sandbox.write(&format!("in/{number}.eml"), invite(number, "anna@kunde.example", ANNA));
    }
    sandbox.write("in/z.eml", invite(99, "bert@kunde.example", "ORGANIZER:mailto:bert@kunde.example"));
    let letters = |run: &Run| run.json().iter().filter(|draft| draft["role"] == "reply").count();
    let draft = |more: &[&str]| sandbox.run(&[&["draft", "--json", "in"], more].concat()).ok();
    let told = "anna@kunde.example has had 100 drafts within a day, the most for one sender: 3 mails postponed";

    assert_eq!(letters(&draft(&["--dry-run"])), 101);
    assert!(!sandbox.run(&["list"]).ok().err.contains("postponed"), "a rehearsal leaves nothing behind");
    let first = draft(&[]);
    assert_eq!(letters(&first), 101, "{}", first.err);
    assert!(first.err.contains(told), "{}", first.err);
    assert_eq!(letters(&draft(&[])), 0);
    let list = sandbox.run(&["list"]).ok();
    assert!(list.err.contains(told) && list.err.contains("statt draft --no-limit"), "{}", list.err);
    assert_eq!(letters(&draft(&["--no-limit"])), 3);
    assert!(!sandbox.run(&["list"]).ok().err.contains("postponed"));

    sandbox.write("in/late.eml", invite(77, "anna@kunde.example", ANNA));
    assert_eq!(letters(&draft(&[])), 0);
    let mut tomorrow = sandbox.command(&["draft", "--json", "in"]);
    let tomorrow = tomorrow.env("STATT_NOW", "2026-11-24T09:30:00+01:00").output().expect("statt runs");
    assert_eq!(letters(&finished(tomorrow).ok()), 1);
    assert!(!sandbox.run(&["list"]).ok().err.contains("postponed"));
}

#[test]
fn a_disguise_is_seen_everywhere() {
    let sandbox = Sandbox::with_examples();
    let from = "=?utf-8?q?Ann=D0=B0_Kern?= <anna@xn--80ak6aa92e.com>";
    sandbox.write("in/a.eml", invite(1, from, ANNA));
    let expected =
        ["the name of From mixes alphabets", "only looks like apple.com", "the answer goes to anna@kunde.example"];
    for words in [&["inspect", "in"][..], &["draft", "in"], &["show", "1"]] {
        let run = sandbox.run(words).ok();
        for warning in expected {
            assert!(run.out.contains(warning) || run.err.contains(warning), "{words:?}\n{}\n{}", run.out, run.err);
        }
    }
    let again = sandbox.run(&["draft", "in"]).ok();
    assert!(!again.err.contains("warning"), "what was drafted was warned of: {}", again.err);
}
