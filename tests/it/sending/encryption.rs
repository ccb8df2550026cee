//! Required encryption is required: whatever is wrong with it, neither password nor mail is sent.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rcgen::{CertificateParams, Issuer, KeyPair, date_time_ymd};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use statt::adapters::smtp::{Server, Step, Tls};
use statt::assistant::sending::{SendReport, SendSettings};
use statt::domain::draft::Status;

use super::fixture::*;
use super::server::{Behaviour, Fault, How, TestServer};

/// A certificate authority of our own.
pub struct Authority {
    pub pem: String,
    issuer: Issuer<'static, KeyPair>,
}

pub fn authority(name: &str) -> Authority {
    let mut parameters = CertificateParams::new(Vec::new()).unwrap();
    parameters.distinguished_name.push(rcgen::DnType::CommonName, name);
    parameters.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let key = KeyPair::generate().unwrap();
    let pem = parameters.self_signed(&key).unwrap().pem();
    Authority { pem, issuer: Issuer::new(parameters, key) }
}

/// A server's certificate for this name.
pub fn certificate(authority: &Authority, name: &str, expired: bool) -> Arc<ServerConfig> {
    let mut parameters = CertificateParams::new(vec![name.to_owned()]).unwrap();
    if expired {
        parameters.not_before = date_time_ymd(2020, 1, 1);
        parameters.not_after = date_time_ymd(2021, 1, 1);
    }
    let key = KeyPair::generate().unwrap();
    let certificate = parameters.signed_by(&key, &authority.issuer).unwrap();
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .unwrap();
    Arc::new(config)
}

fn good(authority: &Authority) -> Behaviour {
    Behaviour {
        offers: vec!["AUTH PLAIN".to_owned()],
        tls: Some(certificate(authority, "localhost", false)),
        right_logins: vec![PLAIN_LOGIN.to_owned()],
        ..Behaviour::default()
    }
}

fn encrypted(server: &TestServer, tls: Tls, ca_file: Option<&Path>) -> SendSettings {
    let mut settings = settings(server, Duration::from_secs(5));
    let server = server_of(&mut settings);
    *server = Server { host: "localhost".to_owned(), tls, ca_file: ca_file.map(Path::to_owned), ..server.clone() };
    settings
}

/// Sends one mail to a server that behaves so; says what became of it, and whether the server learnt the password.
fn try_one(behaviour: Behaviour, tls: Tls, authority: Option<&Authority>) -> (SendReport, bool, usize) {
    let folder = tempfile::tempdir().unwrap();
    let ca_file = authority.map(|authority| {
        let path = folder.path().join("ca.pem");
        std::fs::write(&path, &authority.pem).unwrap();
        path
    });
    let server = TestServer::start(behaviour);
    let mut outbox = open(&folder.path().join("outbox.db"));
    fill(&mut outbox, 1);
    let report = send(&mut outbox, &encrypted(&server, tls, ca_file.as_deref()));
    let log_in = server.commands().iter().any(|command| command.starts_with("AUTH"));
    (report, log_in, server.taken().len())
}

#[test]
fn with_a_good_certificate_mails_go() {
    let authority = authority("ours");
    for tls in [Tls::StartTls, Tls::Tls] {
        let behaviour = Behaviour { wrapped: tls == Tls::Tls, ..good(&authority) };
        let (report, log_in, taken) = try_one(behaviour, tls, Some(&authority));
        assert_eq!(report.outcomes[0].status, Status::Sent, "{tls:?}: {report:?}");
        assert_eq!((log_in, taken), (true, 1));
    }
}

#[test]
fn whatever_is_wrong_with_the_encryption_nothing_is_sent() {
    let authority = authority("ours");
    let stranger = self::authority("a stranger's");
    let starttls = |how| Behaviour { faults: vec![Fault::always(Step::StartTls, how)], ..good(&authority) };
    let injected = "220 go ahead\r\n250-test.example\r\n250 AUTH PLAIN\r\n";
    let with = |certificate| Behaviour { tls: Some(certificate), ..good(&authority) };
    let cases = [
        ("stripped", Behaviour { hides_starttls: true, ..good(&authority) }, "the server offers no STARTTLS"),
        ("refused", starttls(How::Say("454 4.7.0 not now\r\n")), "the server answered to STARTTLS: 454"),
        ("injected", starttls(How::Say(injected)), "unencrypted text came after"),
        ("no handshake", starttls(How::SayAndClose("220 go ahead\r\n")), "cannot be secured: the server closed"),
        ("wrong name", with(certificate(&authority, "other.example", false)), "not valid for name"),
        ("expired", with(certificate(&authority, "localhost", true)), "certificate expired"),
        ("unknown authority", with(certificate(&stranger, "localhost", false)), "UnknownIssuer"),
    ];
    for (name, behaviour, expected) in cases {
        let (report, log_in, taken) = try_one(behaviour, Tls::StartTls, Some(&authority));
        let outcome = &report.outcomes[0];
        let error = outcome.error.as_deref().unwrap_or_default();
        assert!(error.contains(expected), "{name}: {error}");
        assert_eq!((outcome.status, log_in, taken), (Status::Failed, false, 0), "{name}");
    }
}

#[test]
fn wrapped_in_tls_a_bad_certificate_is_refused_too() {
    let authority = authority("ours");
    let cases = [
        ("wrong name", certificate(&authority, "other.example", false), Some(&authority)),
        ("expired", certificate(&authority, "localhost", true), Some(&authority)),
        ("only the system's authorities", certificate(&authority, "localhost", false), None),
    ];
    for (name, certificate, trusted) in cases {
        let behaviour = Behaviour { wrapped: true, tls: Some(certificate), ..good(&authority) };
        let (report, log_in, taken) = try_one(behaviour, Tls::Tls, trusted);
        let outcome = &report.outcomes[0];
        assert!(outcome.error.as_deref().unwrap_or_default().contains("secured"), "{name}: {outcome:?}");
        assert_eq!((outcome.status, log_in, taken), (Status::Failed, false, 0), "{name}");
    }
}

#[test]
fn a_server_that_does_not_speak_tls_gets_nothing() {
    let (report, log_in, taken) = try_one(Behaviour::default(), Tls::Tls, Some(&authority("ours")));
    assert_eq!((report.outcomes[0].status, log_in, taken), (Status::Failed, false, 0), "{report:?}");
}

#[test]
fn a_ca_file_that_is_none_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("empty.pem");
    std::fs::write(&empty, "no certificate").unwrap();
    let server = TestServer::start(good(&authority("ours")));
    for path in [empty, folder.path().join("missing.pem")] {
        let mut outbox = in_memory();
        fill(&mut outbox, 1);
        let report = send(&mut outbox, &encrypted(&server, Tls::StartTls, Some(&path)));
        let error = report.outcomes[0].error.clone().unwrap();
        assert!(error.contains(&path.display().to_string()), "{error}");
        assert!(report.stopped.unwrap().hint.unwrap().contains("smtp.ca_file"));
    }
}

#[test]
fn without_encryption_nothing_leaves_this_machine() {
    let server = TestServer::start(Behaviour::default());
    let mut settings = settings(&server, Duration::from_secs(5));
    server_of(&mut settings).host = "mail.agentur.example".to_owned();
    let mut outbox = in_memory();
    fill(&mut outbox, 1);
    let report = send(&mut outbox, &settings);
    assert!(report.outcomes[0].error.as_deref().unwrap().contains("only for this machine"), "{report:?}");
    assert_eq!(server.connections(), 0);
}
