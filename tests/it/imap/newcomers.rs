//! What is new in a folder: nothing is fetched that is not needed, nothing is lost when a connection breaks, and no answer
//! does harm.

use std::sync::{Arc, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use statt::adapters::connection::Tls;
use statt::adapters::imap::{Account, Dialer, Newcomers, Progress, Wanted};
use statt::domain::folder_position::FolderPosition;
use statt::domain::secret::Secret;

use super::mails::Mail;
use super::server::{Behaviour, Fault, How, TestServer};

fn dialer(server: &TestServer, timeout: Duration) -> Dialer {
    let account = Account { port: server.port, tls: Tls::None, timeout, ..Account::new("work", "localhost", "jana") };
    Dialer::new(account, Arc::new(|| Ok(Secret::new("hunter2".to_owned()))))
}

fn wanted(after: Option<FolderPosition>) -> Wanted {
    let is_personal = |header: &[u8]| !String::from_utf8_lossy(header).contains("List-Id");
    Wanted { folder: "INBOX".to_owned(), after, since: None, is_personal: Box::new(is_personal) }
}

/// Reads everything: the mails' texts, what could not be read, and how far it came.
fn read(server: &TestServer, after: Option<FolderPosition>) -> (Vec<String>, Vec<String>, Progress) {
    let newcomers = match Newcomers::open(dialer(server, Duration::from_secs(1)), wanted(after)) {
        Ok(newcomers) => newcomers,
        Err(failure) => return (Vec::new(), vec![failure.to_string()], Progress::default()),
    };
    let progress = newcomers.progress();
    let (mut mails, mut troubles) = (Vec::new(), Vec::new());
    for arrived in newcomers {
        match arrived {
            Ok(mail) => mails.push(format!("{}\n{}", mail.source, String::from_utf8_lossy(&mail.octets))),
            Err((source, reason)) => troubles.push(format!("{source}: {reason}")),
        }
    }
    let progress = progress.lock().unwrap_or_else(PoisonError::into_inner).clone();
    (mails, troubles, progress)
}

fn inbox() -> Vec<Mail> {
    vec![
        Mail::newsletter(3),
        Mail::invite(5),
        Mail::letter(6, "Haben Sie am Montag Zeit?"),
        Mail::newsletter(9),
        Mail::invite(12),
    ]
}

fn at(uid: u32) -> FolderPosition {
    FolderPosition { uid_validity: 7, uid }
}

fn sources(mails: &[String]) -> Vec<&str> {
    mails.iter().map(|mail| mail.lines().next().unwrap_or_default()).collect()
}

#[test]
fn only_what_may_be_about_a_meeting_is_fetched() {
    let server = TestServer::start(Behaviour::default(), inbox());
    let (mails, troubles, progress) = read(&server, None);
    assert_eq!(troubles, [""; 0]);
    assert_eq!(progress.position, Some(at(12)));
    assert_eq!(sources(&mails)[1], "imap:work/INBOX;UID=5");
    assert!(mails[1].contains("BEGIN:VCALENDAR") && mails[1].contains("Hallo"), "{}", mails[1]);
    assert!(mails[2].contains("Haben Sie am Montag Zeit?"), "{}", mails[2]);
    assert!(!mails[0].contains("Besprechen wir"), "nobody asks by newsletter: {}", mails[0]);
    let commands = server.commands();
    let fetches: Vec<&String> = commands.iter().filter(|words| words.starts_with("UID FETCH")).collect();
    let expected = [
        "UID FETCH 3,5:6,9,12 (UID FLAGS RFC822.SIZE BODYSTRUCTURE BODY.PEEK[HEADER]<0.262144>)",
        "UID FETCH 6 (UID BODY.PEEK[1]<0.1049>)",
        "UID FETCH 5,12 (UID BODY.PEEK[1.MIME]<0.65536> BODY.PEEK[1]<0.1029> BODY.PEEK[2.MIME]<0.65536> BODY.PEEK[2]<0.1373>)",
    ];
    assert_eq!(fetches.len(), expected.len(), "{fetches:#?}");
    assert!(fetches.iter().all(|words| !words.contains("[3") && !words.contains("BODY.PEEK[]")), "{fetches:#?}");
    assert_eq!(fetches[0], expected[0]);
    assert!(commands.iter().all(|words| !words.starts_with("SELECT") && !words.starts_with("UID STORE")));
}

#[test]
fn what_is_known_is_not_asked_for_again() {
    let server = TestServer::start(Behaviour::default(), inbox());
    let cases = [
        (Some(at(12)), vec![]),
        (Some(at(9)), vec!["imap:work/INBOX;UID=12"]),
        (Some(FolderPosition { uid_validity: 6, uid: 12 }), vec!["imap:work/INBOX;UID=3", "imap:work/INBOX;UID=5"]),
    ];
    for (after, expected) in cases {
        let (mails, _, progress) = read(&server, after);
        let sources = sources(&mails);
        assert!(sources.starts_with(&expected) && sources.is_empty() == expected.is_empty(), "{after:?}: {sources:?}");
        assert_eq!(progress, Progress { position: Some(at(12)), failure: None });
    }
    server.commands();
    read(&server, Some(at(12)));
    assert!(
        server.commands().iter().all(|words| !words.starts_with("UID")),
        "nothing is asked where nothing can be new"
    );
}

#[test]
fn a_connection_that_breaks_anywhere_costs_nothing() {
    for at_command in ["CAPABILITY", "LOGIN", "EXAMINE", "UID SEARCH", "UID FETCH"] {
        for nth in 0..3 {
            for how in [How::Close, How::CloseMidway] {
                let fault = Fault { at: at_command, nth, how: how.clone() };
                let behaviour = Behaviour { faults: vec![fault], ..Behaviour::default() };
                let server = TestServer::start(behaviour, inbox());
                let (mails, troubles, progress) = read(&server, None);
                let uids = [3, 5, 6, 9, 12].map(|uid| format!("imap:work/INBOX;UID={uid}"));
                assert_eq!(sources(&mails), uids, "{at_command} {nth} {how:?}: {troubles:?}");
                assert_eq!(progress, Progress { position: Some(at(12)), failure: None });
            }
        }
    }
}

#[test]
fn a_server_that_goes_away_for_good_is_an_error_and_what_was_read_is_known() {
    let faults = (1..50).map(|nth| Fault { at: "UID FETCH", nth, how: How::Close }).collect();
    let many = (1..=150).map(Mail::newsletter).collect();
    let server = TestServer::start(Behaviour { faults, ..Behaviour::default() }, many);
    let (mails, troubles, progress) = read(&server, None);
    assert_eq!((mails.len(), progress.position), (100, Some(at(100))));
    assert!(progress.failure.is_some() && troubles[0].starts_with("imap:work/INBOX: "), "{troubles:?}");
}

#[test]
fn no_answer_does_harm() {
    let deep = format!("* 1 FETCH (UID 3 BODYSTRUCTURE {})\r\nTAG OK\r\n", "(".repeat(100_000));
    let many = "* 1 FETCH (UID 3 FLAGS ())\r\n";
    let cases = [
        How::Say("* 1 FETCH (UID 3 INTERNALDATE NIL)\r\nTAG OK done\r\n".to_owned()),
        How::Say("* 1 FETCH (UID 3 BODY[HEADER] {4294967295}\r\n".to_owned()),
        How::Say("* 1 FETCH (UID 3 BODY[HEADER] {99999999999999999999999999}\r\n".to_owned()),
        How::Say("* METADATA \"\" /private/\u{ff}\r\n* 1 FETCH nonsense\r\n\u{0}\u{0}\r\nTAG OK\r\n".to_owned()),
        How::Say("TAG NO I will not\r\n".to_owned()),
        How::Say("+ more\r\n".to_owned()),
        How::Say(deep),
        How::Endless("and so on "),
        How::Endless(many),
        How::Silence,
    ];
    // The pauses before each new try take most of the time, so all cases are tried at once.
    thread::scope(|scope| {
        for how in cases {
            scope.spawn(move || does_no_harm(&how));
        }
    });
}

fn does_no_harm(how: &How) {
    let faults = (0..20).map(|nth| Fault { at: "UID FETCH", nth, how: how.clone() }).collect();
    let server = TestServer::start(Behaviour { faults, ..Behaviour::default() }, inbox());
    let name: String = format!("{how:?}").chars().take(80).collect();
    let started = Instant::now();
    let (mails, troubles, progress) = read(&server, None);
    assert_eq!(mails, [""; 0], "{name}");
    assert!(!troubles.is_empty(), "{name}");
    assert!(progress.failure.is_some() || progress.position == Some(at(12)), "{name}: {progress:?}");
    assert!(started.elapsed() < Duration::from_secs(40), "{name}: {:?}", started.elapsed());
}

#[test]
fn a_mail_of_too_many_parts_stops_no_other() {
    let text = "(\"text\" \"plain\" NIL NIL NIL \"7bit\" 1 1)";
    let structure = format!("{}{text}{}", "(".repeat(1000), " \"mixed\")".repeat(1000));
    let wide = format!("({} \"mixed\")", text.repeat(50_000));
    let parts = vec![(String::new(), "Subject: ganz\r\n\r\n".to_owned())];
    let odd = |uid, structure| Mail { structure, parts: parts.clone(), ..Mail::letter(uid, "") };
    let server = TestServer::start(Behaviour::default(), vec![odd(3, structure), odd(4, wide), Mail::invite(5)]);
    let (mails, troubles, progress) = read(&server, None);
    assert_eq!((mails.len(), troubles.len(), progress.position), (3, 0, Some(at(5))), "{troubles:?}");
    assert!(mails[2].contains("BEGIN:VCALENDAR"));
}

#[test]
fn a_mail_that_the_server_describes_in_its_own_way_is_fetched_whole() {
    let odd = Mail {
        structure: "(\"text\" oops".to_owned(),
        parts: vec![(String::new(), "Subject: ganz\r\n\r\nalles".to_owned())],
        ..Mail::letter(4, "")
    };
    let server = TestServer::start(Behaviour::default(), vec![odd, Mail::invite(5)]);
    let (mails, troubles, _) = read(&server, None);
    assert_eq!((mails.len(), troubles.len()), (2, 0), "{troubles:?}");
    assert!(mails[0].ends_with("Subject: ganz\r\n\r\nalles"), "{}", mails[0]);
}
