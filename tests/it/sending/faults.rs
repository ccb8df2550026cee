//! Every step goes wrong in every way: nothing is lost, nothing sent twice, nothing said that is not true.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use statt::adapters::smtp::Step;
use statt::domain::draft::{Draft, Status};

use super::fixture::*;
use super::server::{Behaviour, Fault, How, STEPS, TestServer};

/// One way in which one step goes wrong.
struct Case {
    step: Step,
    how: How,
    keeps: bool,
    pipelining: bool,
}

fn cases() -> Vec<Case> {
    let ways = [
        How::Close,
        How::Say("421 4.3.2 shutting down\r\n"),
        How::SayAndClose("421 4.3.2 shutting down\r\n"),
        How::Say("451 4.3.0 try later\r\n"),
        How::Say("550 5.7.1 never\r\n"),
        How::SayAndClose("554 5.3.0 no service\r\n"),
        How::Say("garbage\r\n"),
        How::Say("\0\u{ff}\r\n"),
        How::Say("299 what is this?\r\n"),
        How::Say("334 go on\r\n"),
        How::Say("250 two answers\r\n250 2.0.0 at once\r\n"),
        How::SayAndClose("250-half an answer\r\n"),
        How::Say("250-one code\r\n251 and another\r\n"),
        How::EndlessLine,
        How::EndlessLines,
        How::Silence,
        How::Drip,
    ];
    let mut cases = Vec::new();
    for step in STEPS {
        for how in &ways {
            for pipelining in [false, true] {
                let says = |digits: &[char]| matches!(how, How::Say(words) if words.starts_with(digits));
                let says_no = says(&['4', '5']) || matches!(how, How::SayAndClose(_));
                // A server that says the one and does the other is beyond any sender.
                let can_drop = !(matches!(step, Step::Body | Step::Dot) && says(&['2']));
                let can_keep = step == Step::Dot && !says_no;
                for keeps in [false, true] {
                    if if keeps { can_keep } else { can_drop } {
                        cases.push(Case { step, how: how.clone(), keeps, pipelining });
                    }
                }
            }
        }
    }
    cases
}

/// What the server took and what the outbox says must be one and the same.
fn check_truth(server: &TestServer, drafts: &[Draft], name: &str) {
    let counts = server.counts();
    for draft in drafts {
        let count = counts.get(draft.letter.to[0].address.written()).copied().unwrap_or_default();
        let (status, reason) = (draft.status, &draft.status_reason);
        assert!(count <= 1, "{name}: mail {} was sent {count} times", draft.id);
        match status {
            Status::Sent => assert_eq!(count, 1, "{name}: mail {} is said to be sent, but was not", draft.id),
            Status::Approved | Status::Failed | Status::Rejected => {
                assert_eq!(count, 0, "{name}: mail {} is said to be {status} ({reason:?}), but was sent", draft.id);
            }
            Status::Uncertain => {}
            other => panic!("{name}: mail {} was left {other}", draft.id),
        }
    }
}

fn run(case: &Case) {
    let name = format!("{:?} at {}, keeps {}, pipelining {}", case.how, case.step, case.keeps, case.pipelining);
    let folder = tempfile::tempdir().unwrap();
    let mut outbox = open(&folder.path().join("outbox.db"));
    fill(&mut outbox, 3);
    // Steps of a mail go wrong for the second of three mails, steps of a connection at once.
    let nth = usize::from(matches!(case.step, Step::Sender | Step::Recipient | Step::Data | Step::Body | Step::Dot));
    let fault = Fault { at: case.step, when: nth..nth + 1, how: case.how.clone(), keeps: case.keeps };
    let mut offers = vec!["AUTH PLAIN".to_owned(), "SIZE 100000".to_owned()];
    offers.extend(case.pipelining.then(|| "PIPELINING".to_owned()));
    let server = TestServer::start(Behaviour {
        offers,
        right_logins: vec![PLAIN_LOGIN.to_owned()],
        faults: vec![fault],
        ..Behaviour::default()
    });
    let is_slow = matches!(case.how, How::Silence | How::Drip) || matches!(case.how, How::Say(_));
    let patience = Duration::from_millis(if is_slow { 400 } else { 8000 });
    let settings = settings(&server, patience);

    let report = send(&mut outbox, &settings);
    let drafts = outbox.list(&[]).unwrap();
    check_truth(&server, &drafts, &name);
    for outcome in &report.outcomes {
        let draft = drafts.iter().find(|draft| draft.id == outcome.id).unwrap();
        assert_eq!(outcome.status, draft.status, "{name}: mail {}", outcome.id);
    }
    let uncertain = drafts.iter().filter(|draft| draft.status == Status::Uncertain).count();
    // What a server says or does within the message may be heard only after the dot.
    let may_be_uncertain = matches!(case.step, Step::Body | Step::Dot);
    assert!(uncertain <= usize::from(may_be_uncertain), "{name}: only after the final dot nobody knows");

    // The fault is over: what was not sent goes now, unless it was refused for good.
    send(&mut outbox, &settings);
    let drafts = outbox.list(&[]).unwrap();
    check_truth(&server, &drafts, &name);
    for draft in &drafts {
        assert!(
            matches!(draft.status, Status::Sent | Status::Rejected | Status::Uncertain),
            "{name}: mail {} is still {}",
            draft.id,
            draft.status
        );
    }
    let sent = drafts.iter().filter(|draft| draft.status == Status::Sent).count();
    assert!(sent >= 2, "{name}: one fault costs at most one mail");
}

#[test]
fn fault_matrix() {
    let cases = cases();
    let next = AtomicUsize::new(0);
    // Most of the time is waiting, so many run at once.
    std::thread::scope(|scope| {
        for _ in 0..12 {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    run(case);
                }
            });
        }
    });
    println!("{} faults: 0 lost, 0 double, 0 falsely reported", cases.len());
}
