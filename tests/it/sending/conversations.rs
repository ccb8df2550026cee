//! How the sender gets on with servers as they are.

use std::time::Duration;

use statt::adapters::connection::Authentication;
use statt::adapters::smtp::Step;
use statt::assistant::sending::{SendOptions, SendReport};
use statt::domain::address::Person;
use statt::domain::draft::Status;

use super::fixture::*;
use super::server::{Behaviour, Fault, How, TestServer};

const PATIENCE: Duration = Duration::from_secs(5);

fn offering(offers: &[&str]) -> Behaviour {
    Behaviour { offers: offers.iter().map(|offer| (*offer).to_owned()).collect(), ..Behaviour::default() }
}

fn statuses(report: &SendReport) -> Vec<Status> {
    report.outcomes.iter().map(|outcome| outcome.status).collect()
}

/// Sends one mail with these recipients and says what became of it.
fn send_to(behaviour: Behaviour, to: &[&str]) -> (TestServer, SendReport, String) {
    let server = TestServer::start(behaviour);
    let mut outbox = in_memory();
    let mut draft = new_draft("a", 0, to[0]);
    draft.letter.cc = to[1..].iter().copied().map(person).collect::<Vec<Person>>();
    let drafts = add(&mut outbox, &[draft]);
    approve(&mut outbox, &drafts);
    let report = send(&mut outbox, &settings(&server, PATIENCE));
    let reason = outbox.get(1).unwrap().status_reason.unwrap_or_default();
    (server, report, reason)
}

#[test]
fn many_mails_go_over_one_connection_with_the_very_bytes_that_were_approved() {
    for offers in [&["PIPELINING", "SIZE 50000"][..], &[]] {
        let server = TestServer::start(offering(offers));
        let mut outbox = in_memory();
        let drafts = fill(&mut outbox, 5);
        let report = send(&mut outbox, &settings(&server, PATIENCE));
        assert_eq!(statuses(&report), [Status::Sent; 5]);
        assert_eq!(report.outcomes[0].smtp.as_deref(), Some("250 2.0.0 Ok: queued as 4F"));
        assert_eq!(server.connections(), 1);
        let commands = server.commands();
        assert_eq!(commands.iter().filter(|command| *command == "RSET").count(), 4, "between mails: {commands:?}");
        assert_eq!(commands.last().map(String::as_str), Some("QUIT"));
        for (draft, taken) in drafts.iter().zip(server.taken()) {
            let approved = outbox.approved_mail(draft.id).unwrap().unwrap();
            assert_eq!(taken.message.as_bytes(), approved.bytes);
            assert_eq!(taken.from, "jana@agentur.example");
        }
    }
}

#[test]
fn a_connection_carries_only_so_many_mails() {
    let server = TestServer::start(offering(&[]));
    let mut outbox = in_memory();
    fill(&mut outbox, 7);
    let mut settings = settings(&server, PATIENCE);
    server_of(&mut settings).mails_per_connection = 3;
    assert_eq!(statuses(&send(&mut outbox, &settings)), [Status::Sent; 7]);
    assert_eq!(server.connections(), 3);
}

#[test]
fn a_server_that_hangs_up_between_mails_is_called_again_and_nobody_notices() {
    for how in [How::SayAndClose("421 4.7.0 enough for now\r\n"), How::Close, How::Say("421 4.7.0 enough\r\n")] {
        for step in [Step::Reset, Step::Sender, Step::Data] {
            let fault = Fault { when: 1..2, ..Fault::once(step, how.clone()) };
            let server = TestServer::start(Behaviour { faults: vec![fault], ..offering(&[]) });
            let mut outbox = in_memory();
            fill(&mut outbox, 4);
            let report = send(&mut outbox, &settings(&server, PATIENCE));
            assert_eq!(statuses(&report), [Status::Sent; 4], "{how:?} at {step}: {report:?}");
            assert_eq!(server.connections(), 2);
        }
    }
}

#[test]
fn one_refused_recipient_does_not_keep_the_mail_from_the_others() {
    let refusal = |nth: usize, words| Fault { when: nth..nth + 1, ..Fault::once(Step::Recipient, How::Say(words)) };
    for offers in [&["PIPELINING"][..], &[]] {
        let faults = vec![refusal(1, "550 5.1.1 no such user\r\n")];
        let behaviour = Behaviour { faults, ..offering(offers) };
        let (server, report, reason) = send_to(behaviour, &["a@k.example", "b@k.example", "c@k.example"]);
        assert_eq!(statuses(&report), [Status::Sent]);
        assert_eq!(reason, "refused for b@k.example: 550 5.1.1 no such user (there is no such mailbox)");
        assert_eq!(report.outcomes[0].error.as_deref(), Some(reason.as_str()));
        assert_eq!(server.taken()[0].to, ["a@k.example", "c@k.example"]);
    }
}

#[test]
fn a_deferred_recipient_gets_the_mail_later_and_the_others_only_once() {
    let later = Fault { when: 1..2, ..Fault::once(Step::Recipient, How::Say("450 4.2.1 later\r\n")) };
    let server = TestServer::start(Behaviour { faults: vec![later], ..offering(&["PIPELINING"]) });
    let mut outbox = in_memory();
    let mut draft = new_draft("a", 0, "a@k.example");
    draft.letter.cc = vec![person("b@k.example")];
    let drafts = add(&mut outbox, &[draft]);
    approve(&mut outbox, &drafts);
    let settings = settings(&server, PATIENCE);
    assert_eq!(statuses(&send(&mut outbox, &settings)), [Status::Failed]);
    assert_eq!(statuses(&send(&mut outbox, &settings)), [Status::Sent]);
    let to: Vec<_> = server.taken().into_iter().map(|taken| taken.to).collect();
    assert_eq!(to, [["a@k.example"], ["b@k.example"]]);
}

#[test]
fn no_recipient_taken_is_final_only_if_every_answer_was() {
    let all = |words| Fault::always(Step::Recipient, How::Say(words));
    let cases = [
        (all("550 5.1.1 no\r\n"), Status::Rejected),
        (all("451 4.1.1 later\r\n"), Status::Failed),
        (all("552 5.5.3 too many recipients\r\n"), Status::Failed),
    ];
    for (fault, expected) in cases {
        let (server, report, reason) = send_to(Behaviour { faults: vec![fault], ..offering(&[]) }, &["a@k.example"]);
        assert_eq!(statuses(&report), [expected], "{reason}");
        assert_eq!(server.commands().iter().filter(|command| *command == "DATA").count(), 0);
    }
}

#[test]
fn what_the_server_cannot_carry_is_not_even_tried() {
    let cases = [
        (vec!["SIZE 10"], "kim@k.example", Status::Rejected, "the server takes no more than 10"),
        (vec![], "jürgen@k.example", Status::Rejected, "offers no SMTPUTF8"),
        (vec!["SMTPUTF8"], "jürgen@k.example", Status::Rejected, "offers no 8BITMIME"),
        (vec!["SMTPUTF8", "8BITMIME"], "jürgen@k.example", Status::Sent, ""),
    ];
    for (offers, to, expected, why) in cases {
        let (server, report, reason) = send_to(offering(&offers), &[to]);
        assert_eq!(statuses(&report), [expected], "{offers:?}: {reason}");
        assert!(reason.contains(why), "{reason}");
        let asked = server.commands().into_iter().find(|command| command.starts_with("MAIL")).unwrap_or_default();
        assert_eq!(expected == Status::Sent, asked.ends_with("SMTPUTF8 BODY=8BITMIME"), "{asked}");
    }
}

#[test]
fn an_old_server_that_knows_no_ehlo_is_greeted_in_its_own_way() {
    let fault = Fault::always(Step::Hello, How::Say("500 what?\r\n"));
    let server = TestServer::start(Behaviour { faults: vec![Fault { when: 0..1, ..fault }], ..offering(&[]) });
    let mut outbox = in_memory();
    fill(&mut outbox, 1);
    assert_eq!(statuses(&send(&mut outbox, &settings(&server, PATIENCE))), [Status::Sent]);
    assert!(server.commands().contains(&"HELO test.example".to_owned()));
}

#[test]
fn logging_in_as_the_server_offers() {
    let login = "amFuYQ== aHVudGVyMg==";
    let token = "dXNlcj1qYW5hAWF1dGg9QmVhcmVyIGh1bnRlcjIBAQ==";
    let cases = [
        ("AUTH LOGIN PLAIN", Authentication::Auto, PLAIN_LOGIN, Status::Sent),
        ("AUTH LOGIN", Authentication::Auto, login, Status::Sent),
        ("AUTH PLAIN LOGIN", Authentication::Login, login, Status::Sent),
        ("AUTH PLAIN XOAUTH2", Authentication::Xoauth2, token, Status::Sent),
        ("AUTH=PLAIN", Authentication::Plain, PLAIN_LOGIN, Status::Sent),
        ("AUTH CRAM-MD5", Authentication::Auto, PLAIN_LOGIN, Status::Failed),
        ("AUTH PLAIN", Authentication::Auto, "another", Status::Failed),
        ("SIZE", Authentication::Auto, "", Status::Sent),
        ("SIZE", Authentication::Plain, "", Status::Failed),
        ("AUTH PLAIN", Authentication::None, "", Status::Sent),
    ];
    for (offer, authentication, right, expected) in cases {
        let server = TestServer::start(Behaviour { right_logins: vec![right.to_owned()], ..offering(&[offer]) });
        let mut outbox = in_memory();
        fill(&mut outbox, 1);
        let mut settings = settings(&server, PATIENCE);
        server_of(&mut settings).authentication = authentication;
        let report = send(&mut outbox, &settings);
        assert_eq!(statuses(&report), [expected], "{offer}, {authentication:?}: {report:?}");
    }
}

#[test]
fn an_expired_token_is_fetched_anew_once() {
    let fresh = "dXNlcj1qYW5hAWF1dGg9QmVhcmVyIGZyZXNoAQE=";
    let server = TestServer::start(Behaviour { right_logins: vec![fresh.to_owned()], ..offering(&["AUTH XOAUTH2"]) });
    let folder = tempfile::tempdir().unwrap();
    let marker = folder.path().join("asked");
    // The first token has expired, the second is good.
    let command = format!("if [ -e '{0}' ]; then echo fresh; else touch '{0}'; echo stale; fi", marker.display());
    let mut outbox = in_memory();
    fill(&mut outbox, 2);
    let mut settings = settings(&server, PATIENCE);
    server_of(&mut settings).authentication = Authentication::Xoauth2;
    if let statt::assistant::sending::Transport::Smtp { password, .. } = &mut settings.transport {
        *password = Some(statt::adapters::secrets::PasswordSource::Command(command));
    }
    assert_eq!(statuses(&send(&mut outbox, &settings)), [Status::Sent; 2]);
}

#[test]
fn a_refused_log_in_rejects_no_mail_and_shows_no_password() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outbox.db");
    let server = TestServer::start(offering(&["AUTH PLAIN"]));
    let mut outbox = open(&path);
    fill(&mut outbox, 3);
    let settings = settings(&server, PATIENCE);
    let report = send(&mut outbox, &settings);
    assert_eq!(statuses(&report), [Status::Failed; 3], "each says why");
    assert!(report.stopped.as_ref().unwrap().hint.as_deref().unwrap().contains("smtp.password"));
    assert!(outbox.get(3).unwrap().next_try.is_some());
    drop(outbox);
    let mut said = format!("{report:?} {settings:?}").replace(&format!("echo {PASSWORD}"), "the command");
    for file in std::fs::read_dir(folder.path()).unwrap() {
        said += &String::from_utf8_lossy(&std::fs::read(file.unwrap().path()).unwrap());
    }
    assert!(said.contains("5.7.8"));
    assert!(!said.contains(PASSWORD) && !said.contains(PLAIN_LOGIN), "the server repeated it, statt does not");
}

#[test]
fn a_missing_password_or_server_is_no_mails_fault() {
    let server = TestServer::start(offering(&["AUTH PLAIN"]));
    let mut outbox = in_memory();
    fill(&mut outbox, 1);
    let mut broken = settings(&server, PATIENCE);
    if let statt::assistant::sending::Transport::Smtp { password, .. } = &mut broken.transport {
        *password = Some(statt::adapters::secrets::PasswordSource::Command("exit 1".to_owned()));
    }
    let report = send(&mut outbox, &broken);
    assert_eq!(statuses(&report), [Status::Failed]);
    assert!(report.outcomes[0].error.as_deref().unwrap().contains("the password command `exit 1` failed"));

    // A port where nobody listens.
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    server_of(&mut broken).port = nobody;
    let report = send(&mut outbox, &broken);
    assert!(report.outcomes[0].error.as_deref().unwrap().starts_with("cannot connect to 127.0.0.1:"), "{report:?}");
}

#[test]
fn limit_dry_run_and_undo_window() {
    let server = TestServer::start(offering(&[]));
    let mut outbox = in_memory();
    fill(&mut outbox, 3);
    let mut settings = settings(&server, PATIENCE);
    let dry = send_with(&mut outbox, &settings, &SendOptions { dry_run: true, ..SendOptions::default() });
    assert_eq!((statuses(&dry), server.connections()), (vec![Status::Approved; 3], 0));

    settings.undo_window = minutes(5);
    let report = send(&mut outbox, &settings);
    assert_eq!((report.outcomes.len(), report.waiting.len()), (0, 3));
    let two = SendOptions { limit: Some(2), immediately: true, ..SendOptions::default() };
    assert_eq!(statuses(&send_with(&mut outbox, &settings, &two)), [Status::Sent; 2]);
    assert_eq!(server.taken().len(), 2);
}

#[test]
fn a_server_that_breaks_every_connection_is_left_alone_after_a_while() {
    let fault = Fault::always(Step::Dot, How::Close);
    let server = TestServer::start(Behaviour { faults: vec![fault], ..offering(&[]) });
    let mut outbox = in_memory();
    fill(&mut outbox, 6);
    let report = send(&mut outbox, &settings(&server, PATIENCE));
    assert_eq!(statuses(&report), [Status::Uncertain; 3]);
    assert!(report.stopped.is_some());
    assert_eq!(outbox.list(&[Status::Approved]).unwrap().len(), 3);
}

#[test]
fn whether_mails_could_be_sent_is_found_out_without_sending_one() {
    let logins = vec![PLAIN_LOGIN.to_owned()];
    let server = TestServer::start(Behaviour { right_logins: logins, ..offering(&["AUTH PLAIN"]) });
    let mut settings = settings(&server, PATIENCE);
    assert_eq!(statt::assistant::sending::check(&settings), Ok(()));
    assert_eq!(server.commands().last().map(String::as_str), Some("QUIT"));
    if let statt::assistant::sending::Transport::Smtp { password, .. } = &mut settings.transport {
        *password = Some(super::fixture::password("wrong"));
    }
    assert!(statt::assistant::sending::check(&settings).unwrap_err().reason.contains("does not accept the log-in"));
}
