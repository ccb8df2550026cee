//! Copies on the server and Answered flags: exactly once, whatever happens on the way.

use std::sync::Arc;
use std::time::Duration;

use statt::adapters::connection::Tls;
use statt::adapters::imap::{Account, Dialer, Filed};
use statt::domain::secret::Secret;

use super::mails::Mail;
use super::server::{Behaviour, Fault, How, TestServer};
use crate::sending::fixture::now;

const COPY: &[u8] = b"Message-ID: <c@agentur.example>\r\nSubject: AW: Runde\r\n\r\nGern.\r\n";

fn dialer(server: &TestServer) -> Dialer {
    let timeout = Duration::from_secs(2);
    let account = Account { port: server.port, tls: Tls::None, timeout, ..Account::new("work", "localhost", "jana") };
    Dialer::new(account, Arc::new(|| Ok(Secret::new("hunter2".to_owned()))))
}

fn copies(server: &TestServer) -> Vec<Mail> {
    server.state.lock().unwrap().folders.get("\"Sent\"").cloned().unwrap_or_default()
}

#[test]
fn a_copy_is_there_once_wherever_the_connection_broke() {
    for at in ["EXAMINE", "UID SEARCH", "APPEND", "CREATE"] {
        for how in [How::Close, How::CloseMidway] {
            let behaviour = Behaviour { faults: vec![Fault { at, nth: 0, how }], ..Behaviour::default() };
            let server = TestServer::start(behaviour, Vec::new());
            let file =
                || dialer(&server).connect().and_then(|mut s| s.file_copy("Sent", "c@agentur.example", now(), COPY));
            let tries = std::iter::repeat_with(file).take(4);
            let done: Vec<_> = tries.flatten().collect();
            assert!(done.contains(&Filed::Before) || done.contains(&Filed::Now), "{at}: {done:?}");
            let copies = copies(&server);
            assert_eq!(copies.len(), 1, "{at}");
            assert_eq!(copies[0].flags, "\\Seen", "{at}");
            assert!(copies[0].header.contains("AW: Runde"));
        }
    }
}

#[test]
fn a_folder_that_is_missing_is_made() {
    let server = TestServer::start(Behaviour::default(), Vec::new());
    let mut session = dialer(&server).connect().unwrap();
    assert_eq!(session.file_copy("Sent", "c@agentur.example", now(), COPY), Ok(Filed::Now));
    assert_eq!(session.file_copy("Sent", "c@agentur.example", now(), COPY), Ok(Filed::Before));
    assert!(server.commands().contains(&"SUBSCRIBE \"Sent\"".to_owned()));
}

#[test]
fn the_mail_that_was_answered_is_marked_also_where_it_has_another_uid_now() {
    // Name of the case, UID that is remembered, Message-ID, UID that is marked.
    let cases = [
        ("as it was", 5, "m5@firma.example", Some(5)),
        ("renumbered", 99, "m5@firma.example", Some(5)),
        ("its UID is another mail's now", 6, "m5@firma.example", Some(5)),
        ("gone", 5, "gone@firma.example", None),
    ];
    for (name, uid, message_id, expected) in cases {
        let server = TestServer::start(Behaviour::default(), vec![Mail::invite(5), Mail::invite(6)]);
        let marked = dialer(&server).connect().unwrap().mark_answered("INBOX", uid, message_id);
        assert_eq!(marked, Ok(expected.is_some()), "{name}");
        let state = server.state.lock().unwrap();
        let answered: Vec<u32> = state.folders["\"INBOX\""]
            .iter()
            .filter(|mail| mail.flags.contains("Answered"))
            .map(|mail| mail.uid)
            .collect();
        assert_eq!(answered, Vec::from_iter(expected), "{name}");
    }
}
