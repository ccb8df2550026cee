//! The server's clock, learned by reading only, and what `doctor` says of ours.

use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use statt::adapters::connection::{ServerClock, Tls};
use statt::adapters::imap::{Account, Dialer};
use statt::domain::secret::Secret;

use super::mails::Mail;
use super::server::{Behaviour, TestServer};
use crate::sandbox::{NOW, Sandbox};

const WITHIN: &str = "WITHIN";
const HOUR: i64 = 3600;

fn now() -> DateTime<Utc> {
    NOW.parse::<DateTime<chrono::FixedOffset>>().unwrap().to_utc()
}

/// A server whose clock is ahead of ours by so many seconds and counts in such steps, with mails of these ages.
fn server(offer: &str, ahead: i64, step: i64, ages: &[i64]) -> TestServer {
    let theirs = now().timestamp() + ahead;
    let mails = ages.iter().zip(1..).map(|(age, uid)| Mail { arrived: theirs - age, ..Mail::letter(uid, "Hallo") });
    let behaviour = Behaviour { offers: vec![offer.to_owned()], ..Behaviour::default() };
    let server = TestServer::start(behaviour, mails.collect());
    let mut state = server.state.lock().unwrap();
    (state.clock, state.clock_step) = (Some((theirs, Instant::now())), step);
    drop(state);
    server
}

fn clock(server: &TestServer) -> Option<ServerClock> {
    let timeout = Duration::from_secs(2);
    let account = Account { port: server.port, tls: Tls::None, timeout, ..Account::new("work", "localhost", "jana") };
    let mut session = Dialer::new(account, Arc::new(|| Ok(Secret::new("hunter2".to_owned())))).connect().unwrap();
    let mails = session.examine("INBOX").unwrap().exists;
    session.clock(mails, now()).unwrap()
}

#[test]
fn a_server_gives_its_clock_away() {
    let past = |ahead, age| Some(ServerClock::Past(now() + TimeDelta::seconds(ahead - age)));
    let ahead = |seconds| Some(ServerClock::Ahead(TimeDelta::seconds(seconds)));
    let ages = &[90 * 24 * HOUR, 77 * HOUR, 10];
    let cases = [
        ("the same", WITHIN, 0, 1, &ages[..], Some(ServerClock::Agrees)),
        ("nearly the same", WITHIN, -280, 1, ages, Some(ServerClock::Agrees)),
        ("ahead", WITHIN, 3 * HOUR, 1, ages, ahead(3 * HOUR)),
        ("behind", WITHIN, -40 * 24 * HOUR, 1, ages, ahead(-40 * 24 * HOUR)),
        ("one mail", WITHIN, -700, 1, &[5], ahead(-700)),
        ("both mails of this second", WITHIN, 3 * HOUR, 1, &[0, 0], ahead(3 * HOUR)),
        ("all mails from its future", WITHIN, 3 * HOUR, 1, &[-7 * HOUR], None),
        ("a mail from its future", WITHIN, 0, 1, &[-HOUR, 99], Some(ServerClock::Agrees)),
        ("it counts days only", WITHIN, -HOUR, 24 * HOUR, ages, past(-HOUR, 90 * 24 * HOUR)),
        ("it cannot search by age", "IDLE", 3 * HOUR, 1, ages, past(3 * HOUR, 10)),
        ("no mail", WITHIN, 3 * HOUR, 1, &[], None),
    ];
    for (name, offer, difference, step, ages, expected) in cases {
        let server = server(offer, difference, step, ages);
        let found = clock(&server);
        let is_near = match (found, expected) {
            (Some(ServerClock::Ahead(found)), Some(ServerClock::Ahead(expected))) => {
                (found - expected).num_seconds().abs() < 4
            }
            (found, expected) => found == expected,
        };
        assert!(is_near, "{name}: {found:?}");
        let questions = server.commands().iter().filter(|words| words.contains("YOUNGER")).count();
        assert!(questions < 80, "{name}: {questions}");
    }
}

#[test]
fn doctor_tells_of_a_clock_that_is_wrong() {
    let cases = [
        (WITHIN, 0, "ok", "the moment that is pretended agrees with that of localhost"),
        (WITHIN, -3 * HOUR, "warn", "is 3 hours ahead of that of localhost"),
        ("IDLE", 3 * HOUR, "warn", "is at least 2 hours behind that of localhost"),
        ("IDLE", 0, "ok", "is not behind that of localhost, which tells no more"),
    ];
    for (offer, ahead, health, words) in cases {
        let server = server(offer, ahead, 1, &[90 * HOUR, 10]);
        let sandbox = Sandbox::new(&format!(
            "inbox = \"imap:work\"\n[imap.work]\nhost = \"localhost\"\nport = {}\ntls = \"none\"\nuser = \"jana\"\n\
             password = {{ command = \"echo geheim\" }}\n",
            server.port
        ));
        let findings = sandbox.run(&["doctor", "--json"]).json();
        let clock = findings.iter().find(|finding| finding["part"] == "clock").unwrap();
        assert_eq!(clock["health"], health, "{clock}");
        assert!(clock["message"].as_str().unwrap().contains(words), "{clock}");
        assert_eq!(clock["hint"].is_null(), health == "ok", "{clock}");
    }
}
