//! Logging in, in every way that statt knows.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use statt::adapters::connection::{Authentication, Tls};
use statt::adapters::imap::{Account, Dialer, Failure, PasswordGiver};
use statt::domain::secret::Secret;

use super::server::{Behaviour, TestServer};

fn account(server: &TestServer, authentication: Authentication) -> Account {
    Account {
        port: server.port,
        tls: Tls::None,
        authentication,
        timeout: Duration::from_secs(5),
        ..Account::new("work", "127.0.0.1", "jana")
    }
}

fn password(text: &'static str) -> PasswordGiver {
    Arc::new(move || Ok(Secret::new(text.to_owned())))
}

fn server(offers: &[&str], right: &str) -> TestServer {
    let behaviour = Behaviour {
        offers: offers.iter().map(|offer| (*offer).to_owned()).collect(),
        right_logins: vec![right.to_owned()],
        ..Behaviour::default()
    };
    TestServer::start(behaviour, Vec::new())
}

#[test]
fn name_and_password_arrive_as_they_are() {
    let cases: [(&[&str], &str, &str); 5] = [
        (&["AUTH=PLAIN", "SASL-IR"], "hunter2", "AUTHENTICATE PLAIN AGphbmEAaHVudGVyMg=="),
        (&["AUTH=PLAIN"], "hunter2", "AUTHENTICATE PLAIN AGphbmEAaHVudGVyMg=="),
        (&[], "hunter2", "LOGIN \"jana\" \"hunter2\""),
        (&[], "a\"b\\c", "LOGIN \"jana\" \"a\\\"b\\\\c\""),
        (&[], "schlüssel", "LOGIN jana schlüssel"),
    ];
    for (offers, secret, right) in cases {
        let server = server(offers, right);
        let done = Dialer::new(account(&server, Authentication::Auto), password(secret)).connect();
        assert!(done.is_ok(), "{offers:?} {secret}: {done:?}");
    }
}

#[test]
fn a_wrong_password_is_said_once_and_shown_to_nobody() {
    for offers in [&["AUTH=PLAIN", "SASL-IR"][..], &[]] {
        let server = server(offers, "another");
        let error = Dialer::new(account(&server, Authentication::Auto), password("hunter2")).connect().unwrap_err();
        assert!(matches!(error, Failure::LoginRefused(_)), "{error:?}");
        assert!(!error.to_string().contains("hunter2") && !error.to_string().contains("aHVudGVyMg"), "{error}");
        let tries =
            server.commands().iter().filter(|words| words.starts_with("LOGIN") || words.starts_with("AUTH")).count();
        assert_eq!(tries, 1);
    }
}

#[test]
fn an_access_token_that_has_expired_is_fetched_anew() {
    use base64::Engine;
    let encoded = |token: &str| {
        base64::engine::general_purpose::STANDARD.encode(format!("user=jana\x01auth=Bearer {token}\x01\x01"))
    };
    let server = server(&["AUTH=XOAUTH2"], &format!("AUTHENTICATE XOAUTH2 {}", encoded("token-1")));
    let fetched = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&fetched);
    let giver: PasswordGiver =
        Arc::new(move || Ok(Secret::new(format!("token-{}", counted.fetch_add(1, Ordering::Relaxed)))));
    let mut dialer = Dialer::new(account(&server, Authentication::Xoauth2), giver);
    assert!(dialer.connect().is_ok(), "the first token is wrong, the second is right");
    assert!(dialer.connect().is_ok(), "and is kept");
    assert_eq!(fetched.load(Ordering::Relaxed), 2);
}
