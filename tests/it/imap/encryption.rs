//! Encryption is as strict as for sending: whatever is wrong with it, nothing is said, least of all the password.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use statt::adapters::connection::Tls;
use statt::adapters::imap::{Account, Dialer, Failure};
use statt::domain::secret::Secret;

use super::server::{Behaviour, Fault, How, TestServer};
use crate::sending::encryption::{Authority, authority, certificate};

fn good(authority: &Authority) -> Behaviour {
    Behaviour { tls: Some(certificate(authority, "localhost", false)), ..Behaviour::default() }
}

/// Connects to a server that behaves so; says how that went, and whether the server was told anything of importance.
fn try_one(behaviour: Behaviour, tls: Tls, authority: Option<&Authority>) -> (Result<(), Failure>, bool) {
    let folder = tempfile::tempdir().unwrap();
    let ca_file: Option<PathBuf> = authority.map(|authority| {
        let path = folder.path().join("ca.pem");
        std::fs::write(&path, &authority.pem).unwrap();
        path
    });
    let server = TestServer::start(behaviour, Vec::new());
    let account = Account {
        port: server.port,
        tls,
        ca_file,
        timeout: Duration::from_secs(5),
        ..Account::new("work", "localhost", "jana")
    };
    let done = Dialer::new(account, Arc::new(|| Ok(Secret::new("hunter2".to_owned())))).connect().map(drop);
    let told = server.commands().iter().any(|words| words.starts_with("LOGIN") || words.starts_with("AUTHENTICATE"));
    (done, told)
}

#[test]
fn with_a_good_certificate_somebody_logs_in() {
    let authority = authority("ours");
    for tls in [Tls::StartTls, Tls::Tls] {
        let behaviour = Behaviour { wrapped: tls == Tls::Tls, ..good(&authority) };
        assert_eq!(try_one(behaviour, tls, Some(&authority)), (Ok(()), true), "{tls:?}");
    }
}

#[test]
fn whatever_is_wrong_with_the_encryption_nothing_is_said() {
    let ours = authority("ours");
    let stranger = authority("a stranger's");
    let starttls = |text: &str| {
        let fault = Fault { at: "STARTTLS", nth: 0, how: How::Say(text.to_owned()) };
        Behaviour { faults: vec![fault], ..good(&ours) }
    };
    let with = |certificate| Behaviour { tls: Some(certificate), ..good(&ours) };
    let wrapped = |behaviour: Behaviour| Behaviour { wrapped: true, ..behaviour };
    let injected = "TAG OK go ahead\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n";
    let cases = [
        ("stripped", Behaviour { hides_starttls: true, ..good(&ours) }, Tls::StartTls, "offers no STARTTLS"),
        ("refused", starttls("TAG NO not now\r\n"), Tls::StartTls, "refuses STARTTLS: NO not now"),
        ("injected", starttls(injected), Tls::StartTls, "unencrypted text came after"),
        (
            "preauth",
            Behaviour { greeting: Some("* PREAUTH hello\r\n"), ..good(&ours) },
            Tls::StartTls,
            "logged in already",
        ),
        ("wrong name", with(certificate(&ours, "other.example", false)), Tls::StartTls, "not valid for name"),
        ("expired", wrapped(with(certificate(&ours, "localhost", true))), Tls::Tls, "certificate expired"),
        ("unknown authority", wrapped(with(certificate(&stranger, "localhost", false))), Tls::Tls, "UnknownIssuer"),
        ("no TLS at all", Behaviour::default(), Tls::Tls, "cannot be secured"),
    ];
    for (name, behaviour, tls, expected) in cases {
        let (done, told) = try_one(behaviour, tls, Some(&ours));
        let error = done.expect_err(name).to_string();
        assert!(error.contains(expected), "{name}: {error}");
        assert!(!told, "{name}");
    }
    let (done, told) = try_one(wrapped(good(&ours)), Tls::Tls, None);
    assert!(done.expect_err("only the system's authorities").to_string().contains("UnknownIssuer"));
    assert!(!told);
}

#[test]
fn a_ca_file_that_is_none_is_named() {
    let account = Account {
        ca_file: Some(PathBuf::from("/no/such/ca.pem")),
        port: TestServer::start(Behaviour::default(), Vec::new()).port,
        ..Account::new("work", "localhost", "jana")
    };
    let error = Dialer::new(account, Arc::new(|| Err("unasked".to_owned()))).connect().unwrap_err();
    assert!(error.to_string().contains("imap.work.ca_file /no/such/ca.pem"), "{error}");
    assert!(error.hint().unwrap().contains("ca_file"));
}
