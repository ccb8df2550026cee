//! Processes are killed at every moment: nothing is lost, nothing sent twice, nothing said that is not true.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use statt::adapters::smtp::Step;
use statt::assistant::sending::SendOptions;
use statt::domain::draft::{DraftRole, Status};

use super::fixture::*;
use super::server::{Behaviour, Deed, Fault, How, STEPS, TestServer};

/// What the child does; it stands for `statt send`, `statt draft` and `statt approve`.
#[test]
#[ignore = "runs only as the child of the tests below"]
fn child() {
    let Ok(task) = std::env::var("STATT_TEST_TASK") else { return };
    let mut outbox = open(Path::new(&std::env::var("STATT_TEST_OUTBOX").unwrap()));
    println!("ready");
    match task.as_str() {
        "draft" => {
            let first = outbox.list(&[]).unwrap().len();
            for number in first..first + 400 {
                let message = format!("{number}@kunde.example");
                try_add(&mut outbox, &message, &pair(&format!("meeting-{number}")));
                println!("drafted {message}");
            }
        }
        "approve" => {
            for pair in outbox.list(&[Status::Draft]).unwrap().chunks(2) {
                approve(&mut outbox, pair);
                println!("approved {} {}", pair[0].id, pair[1].id);
            }
        }
        port => {
            let server = TestServer::elsewhere(port.parse().unwrap());
            let settings = settings(&server, Duration::from_secs(5));
            let say = &mut |event: statt::assistant::sending::SendEvent<'_>| {
                if let statt::assistant::sending::SendEvent::Done(outcome) = event {
                    println!("{} {}", outcome.status, outcome.id);
                }
            };
            statt::assistant::sending::send_approved(&mut outbox, &settings, &SendOptions::default(), &now, say)
                .unwrap();
        }
    }
}

/// Starts a child; it has opened its outbox when this returns.
fn start(task: &str, outbox: &Path) -> (Child, BufReader<ChildStdout>) {
    start_as(Command::new(std::env::current_exe().unwrap()), task, outbox)
}

fn start_as(mut command: Command, task: &str, outbox: &Path) -> (Child, BufReader<ChildStdout>) {
    let mut child = command
        .args(["sending::crashes::child", "--exact", "--ignored", "--nocapture", "--quiet"])
        .env("STATT_TEST_TASK", task)
        .env("STATT_TEST_OUTBOX", outbox)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    while !line.ends_with("ready\n") {
        assert!(output.read_line(&mut line).unwrap() > 0, "the child ended: {line}");
    }
    (child, output)
}

/// Everything that a killed child said before it died; a line that it did not finish counts for nothing.
fn last_words(output: BufReader<ChildStdout>) -> Vec<String> {
    let mut words = String::new();
    let _ = { output }.read_to_string(&mut words);
    let whole = words.rfind('\n').map_or("", |end| &words[..end]);
    whole.lines().map(str::to_owned).collect()
}

/// Moments that differ from kill to kill, and are the same in every run.
fn moment(kill: u32, longest: Duration) -> Duration {
    longest * (kill.wrapping_mul(2_654_435_761) >> 16) / 65_536
}

/// Checks what is on the disk against what the server took and what killed children said.
fn check(outbox: &Path, server: &TestServer, said_sent: &[String]) {
    let counts = server.counts();
    for draft in open(outbox).list(&[]).unwrap() {
        let count = counts.get(draft.letter.to[0].address.written()).copied().unwrap_or_default();
        assert!(count <= 1, "mail {} was sent {count} times", draft.id);
        match draft.status {
            Status::Sent => assert_eq!(count, 1, "mail {} is said to be sent", draft.id),
            Status::Uncertain => {}
            _ => assert_eq!(count, 0, "mail {} is said to be {}", draft.id, draft.status),
        }
        if said_sent.contains(&format!("sent {}", draft.id)) {
            assert_eq!((draft.status, count), (Status::Sent, 1), "mail {}", draft.id);
        }
    }
}

/// After all kills an undisturbed run sends what is left.
fn finish(outbox: &Path, server: &TestServer, said_sent: &[String]) -> usize {
    send(&mut open(outbox), &settings(server, Duration::from_secs(5)));
    check(outbox, server, said_sent);
    let left = open(outbox).list(&[]).unwrap();
    let uncertain = left.iter().filter(|draft| draft.status == Status::Uncertain).count();
    assert!(left.iter().all(|draft| matches!(draft.status, Status::Sent | Status::Uncertain)), "something was lost");
    uncertain
}

#[test]
fn killed_at_any_moment_while_sending() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outbox.db");
    fill(&mut open(&path), 250);
    let server = TestServer::start(Behaviour { offers: vec!["PIPELINING".to_owned()], ..Behaviour::default() });
    let mut said = Vec::new();
    let kills = 100;
    for kill in 0..kills {
        let (mut child, output) = start(&server.port.to_string(), &path);
        thread::sleep(moment(kill, Duration::from_millis(20)));
        child.kill().unwrap();
        child.wait().unwrap();
        said.extend(last_words(output));
        if kill % 20 == 0 {
            check(&path, &server, &said);
        }
    }
    let uncertain = finish(&path, &server, &said);
    println!("{kills} kills: 0 lost, 0 double, 0 falsely reported, {uncertain} uncertain, {} said", said.len());
    assert!(uncertain <= 100, "at most one mail a kill");
}

#[test]
fn killed_at_each_step_of_the_conversation() {
    let mut cases: Vec<(Step, bool, usize)> =
        STEPS.iter().flat_map(|step| (0..4).map(|nth| (*step, false, nth))).collect();
    cases.extend((0..4).map(|nth| (Step::Dot, true, nth)));
    let (next, kills) = (AtomicUsize::new(0), AtomicUsize::new(0));
    thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| {
                while let Some(&(step, keeps, nth)) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    kills.fetch_add(usize::from(kill_at(step, keeps, nth)), Ordering::Relaxed);
                }
            });
        }
    });
    let kills = kills.into_inner();
    println!("{kills} kills at protocol steps: 0 lost, 0 double, 0 falsely reported");
    assert!(kills >= 32, "the steps of a mail come more than once: {kills}");
}

/// Kills a sender when the server has heard its nth word of this step; whether it came to that.
fn kill_at(step: Step, keeps: bool, nth: usize) -> bool {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outbox.db");
    fill(&mut open(&path), 5);
    let victim: Arc<Mutex<Option<Child>>> = Arc::default();
    let killer = Arc::clone(&victim);
    let deed = Deed(Arc::new(move || kill_now(&killer)));
    let server = TestServer::start(Behaviour {
        offers: vec!["AUTH PLAIN".to_owned()],
        right_logins: vec![PLAIN_LOGIN.to_owned()],
        faults: vec![Fault { at: step, when: nth..nth + 1, how: How::Do(deed), keeps }],
        ..Behaviour::default()
    });
    let (child, output) = start(&server.port.to_string(), &path);
    *victim.lock().unwrap() = Some(child);
    let said = last_words(output);
    let survivor = victim.lock().unwrap().take();
    let was_killed = survivor.is_none();
    if let Some(mut child) = survivor {
        child.wait().unwrap();
    }
    check(&path, &server, &said);
    let uncertain = finish(&path, &server, &said);
    // Within a short message the final dot is already under way when the server reads the first line.
    assert!(uncertain <= usize::from(matches!(step, Step::Body | Step::Dot)), "{step}");
    was_killed
}

#[cfg(unix)]
#[test]
fn writing_fails_at_any_moment_while_sending() {
    for blocks in [80, 160, 500] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("outbox.db");
        fill(&mut open(&path), 60);
        let server = TestServer::start(Behaviour::default());
        // No file of the child grows over so many blocks: the system refuses to write more, as on a full disk.
        let mut limited = Command::new("sh");
        limited.args(["-c", &format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"")]);
        limited.arg(std::env::current_exe().unwrap());
        let (mut child, output) = start_as(limited, &server.port.to_string(), &path);
        let said = last_words(output);
        child.wait().unwrap();
        check(&path, &server, &said);
        let uncertain = finish(&path, &server, &said);
        println!("{blocks} blocks: {} mails were done, {uncertain} uncertain", said.len());
        assert!(uncertain <= 1, "{blocks}: {uncertain} uncertain");
    }
}

fn kill_now(victim: &Mutex<Option<Child>>) {
    let patience = Instant::now() + Duration::from_secs(5);
    while Instant::now() < patience {
        if let Some(mut child) = victim.lock().unwrap().take() {
            child.kill().unwrap();
            child.wait().unwrap();
            return;
        }
        thread::sleep(Duration::from_micros(100));
    }
}

#[test]
fn killed_at_any_moment_while_drafting() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outbox.db");
    for kill in 0..50 {
        let (mut child, output) = start("draft", &path);
        thread::sleep(moment(kill, Duration::from_millis(8)));
        child.kill().unwrap();
        child.wait().unwrap();
        let outbox = open(&path);
        for line in last_words(output) {
            if let Some(message) = line.strip_prefix("drafted ") {
                assert_eq!(outbox.seen(message).unwrap().as_deref(), Some("drafted"), "{message}");
            }
        }
        let drafts = outbox.list(&[]).unwrap();
        for pair in drafts.chunks(2) {
            let [reply, briefing] = pair else { panic!("half a pair") };
            assert_eq!((reply.role, briefing.belongs_to), (DraftRole::Reply, Some(reply.id)));
        }
        outbox.check().unwrap();
    }
}

#[test]
fn killed_at_any_moment_while_approving() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outbox.db");
    let mut outbox = open(&path);
    for number in 0..120 {
        add(&mut outbox, &pair(&format!("meeting-{number}")));
    }
    drop(outbox);
    let mut said = Vec::new();
    for kill in 0..50 {
        let (mut child, output) = start("approve", &path);
        thread::sleep(moment(kill, Duration::from_millis(6)));
        child.kill().unwrap();
        child.wait().unwrap();
        said.extend(last_words(output));
        let outbox = open(&path);
        for pair in outbox.list(&[]).unwrap().chunks(2) {
            assert_eq!(pair[0].status, pair[1].status, "both or none");
            let is_approved = pair[0].status == Status::Approved;
            assert_eq!(outbox.approved_mail(pair[0].id).unwrap().is_some(), is_approved);
            if said.contains(&format!("approved {} {}", pair[0].id, pair[1].id)) {
                assert!(is_approved);
            }
        }
    }
}
