//! 10,000 approved mails to a local server, beside a plain lettre loop over one connection.
//!
//! Once to a server as they are, and once to one that confirms each packet at once: lettre writes a message and its final
//! dot separately, so that the system holds the dot back until the message is confirmed, 40 ms later on most servers.
//!
//! `cargo bench --bench sending [-- MAILS [OFFERS…]]`
#![allow(clippy::print_stdout, missing_docs)]

#[path = "../tests/it/sending/fixture.rs"]
#[allow(dead_code)]
mod fixture;
#[path = "../tests/it/sending/server.rs"]
#[allow(dead_code)]
mod server;

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use chrono::Utc;
use lettre::Address;
use lettre::address::Envelope;
use lettre::transport::smtp::client::SmtpConnection;
use lettre::transport::smtp::extension::ClientId;
use statt::adapters::outbox::Outbox;
use statt::adapters::smtp::{Server, Tls};
use statt::assistant::sending::{Filing, SendOptions, SendSettings, Transport, send_approved};
use statt::domain::outgoing::ApprovedMail;

/// Each way sends its share of the mails in turns, so that what else the machine does meets both alike.
const ROUNDS: usize = 10;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let count: usize = arguments.next().and_then(|count| count.parse().ok()).unwrap_or(10_000);
    let offers: Vec<String> = arguments.collect();
    for confirms_at_once in [true, false] {
        let port = start_sink(offers.clone(), confirms_at_once);
        let folder = tempfile::tempdir().unwrap();
        let mut outbox = fixture::open(&folder.path().join("outbox.db"));
        let mails = approve_many(&mut outbox, count);
        // At 40 ms a mail a sample has to do.
        let share = (count / ROUNDS).max(1);
        let sample = if confirms_at_once { share } else { share.min(5) };
        let (mut plain, mut ours) = (Vec::new(), Vec::new());
        let before = peak_memory();
        for mails in mails.chunks_exact(share) {
            plain.push(rate(sample, lettre_loop(port, &mails[..sample])));
            ours.push(rate(share, statt_run(port, &mut outbox, share)));
        }
        println!(
            "confirms at once: {confirms_at_once}; lettre {:.0} mails/s, statt {:.0} mails/s, ratio {:.2}; \
             peak memory {before} before, {} after",
            median(&mut plain),
            median(&mut ours),
            median(&mut ours) / median(&mut plain),
            peak_memory()
        );
    }
}

fn median(rates: &mut [f64]) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates[rates.len() / 2]
}

fn rate(count: usize, time: Duration) -> f64 {
    f64::from(u32::try_from(count).unwrap()) / time.as_secs_f64()
}

fn approve_many(outbox: &mut Outbox, count: usize) -> Vec<ApprovedMail> {
    let mut mails = Vec::with_capacity(count);
    for start in (0..count).step_by(500) {
        let drafts: Vec<_> = (start..count.min(start + 500))
            .flat_map(|number| {
                let draft =
                    fixture::new_draft(&format!("meeting-{number}"), 0, &format!("kunde-{number}@kunde.example"));
                fixture::add(outbox, &[draft])
            })
            .collect();
        mails.extend(drafts.iter().map(fixture::approved_mail));
        fixture::approve(outbox, &drafts);
    }
    mails
}

fn statt_run(port: u16, outbox: &mut Outbox, count: usize) -> Duration {
    let server = Server { port, tls: Tls::None, mails_per_connection: usize::MAX, ..Server::new("127.0.0.1") };
    let settings = SendSettings {
        transport: Transport::Smtp { server, password: None },
        undo_window: chrono::Duration::zero(),
        filing: Filing::default(),
    };
    let started = Instant::now();
    let options = SendOptions { limit: Some(count), ..SendOptions::default() };
    #[expect(clippy::disallowed_methods, reason = "a benchmark runs in real time")]
    let report = send_approved(outbox, &settings, &options, &Utc::now, &mut |_| {}).unwrap();
    let time = started.elapsed();
    assert_eq!(report.outcomes.iter().filter(|outcome| outcome.smtp.is_some()).count(), count);
    time
}

fn lettre_loop(port: u16, mails: &[ApprovedMail]) -> Duration {
    let hello = ClientId::Domain("bench.example".to_owned());
    let patience = Some(Duration::from_secs(30));
    let started = Instant::now();
    let mut connection = SmtpConnection::connect(("127.0.0.1", port), patience, &hello, None, None).unwrap();
    let address = |address: &statt::domain::address::EmailAddress| address.written().parse::<Address>().unwrap();
    for mail in mails {
        let to = mail.envelope_to.iter().map(address).collect();
        let envelope = Envelope::new(Some(address(&mail.envelope_from)), to).unwrap();
        connection.send(&envelope, &mail.bytes).unwrap();
    }
    connection.quit().unwrap();
    started.elapsed()
}

fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("unknown").trim().to_owned()
}

/// A server that takes everything as fast as it can.
fn start_sink(offers: Vec<String>, confirms_at_once: bool) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming().take(200).flatten() {
            let _ = swallow(stream, &offers, confirms_at_once);
        }
    });
    port
}

fn swallow(mut stream: TcpStream, offers: &[String], confirms_at_once: bool) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut line = Vec::new();
    let mut in_message = false;
    stream.write_all(b"220 sink\r\n")?;
    loop {
        #[cfg(target_os = "linux")]
        if confirms_at_once && reader.buffer().is_empty() {
            std::os::linux::net::TcpStreamExt::set_quickack(&stream, true)?;
        }
        line.clear();
        if reader.read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        match line.as_slice() {
            b".\r\n" if in_message => {
                in_message = false;
                stream.write_all(b"250 2.0.0 Ok\r\n")?;
            }
            _ if in_message => {}
            b"DATA\r\n" => {
                in_message = true;
                stream.write_all(b"354 go\r\n")?;
            }
            command if command.starts_with(b"EHLO") => {
                let offers = offers.iter().fold(String::new(), |text, offer| format!("{text}250-{offer}\r\n"));
                stream.write_all(format!("250-sink\r\n{offers}250 SIZE\r\n").as_bytes())?;
            }
            _ => stream.write_all(b"250 ok\r\n")?,
        }
    }
}
