//! A second `draft`: what did not change is not read again, and whatever changes is.

use std::fs;
use std::process::Stdio;
use std::time::Duration;

use crate::sandbox::Sandbox;
use crate::sending::server::{Behaviour, TestServer};

const CONFIG: &str = "[me]\nname = \"Jana Weber\"\naddresses = [\"jana@agentur.example\"]\n\
                      [calendar]\npaths = [\"calendar\"]\n[contacts]\npaths = [\"contacts.csv\"]\n";

/// Where another program keeps what I sent.
const SENT: &str = "[smtp]\nhost = \"127.0.0.1\"\ntls = \"none\"\ncopy_to = \"sent\"\n";

const CALENDAR: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261126T140000\r\n\
                        DURATION:PT1H\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

fn mail(number: u32, text: &str) -> String {
    format!(
        "From: Anna Kern <anna@kunde.example>\r\nTo: jana@agentur.example\r\nSubject: Entwurf\r\n\
         Date: Mon, 23 Nov 2026 08:00:00 +0100\r\nMessage-ID: <{number}@kunde.example>\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\nGuten Tag,\r\n\r\n{text}\r\n"
    )
}

const QUIET: &str = "anbei der Entwurf.";
/// As long as [`QUIET`] and more, so that both can be brought to the same size.
const ASKING: &str = "haben Sie am Donnerstag um 14 Uhr Zeit für ein Treffen?";

/// A home with five mails, of which the first asks for a meeting.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new(&format!("{CONFIG}{SENT}"));
    for (number, text) in [(1, ASKING), (2, QUIET), (3, QUIET), (4, QUIET), (5, QUIET)] {
        sandbox.write(&format!("inbox/cur/{number}:2,"), mail(number, &padded(text)));
    }
    for folder in ["inbox/new", "templates/sie", "sent/cur", "sent/new"] {
        fs::create_dir_all(sandbox.path(folder)).expect("a folder");
    }
    sandbox.write("calendar/1.ics", CALENDAR);
    sandbox.write("contacts.csv", "name,address\nAnna Kern,anna@kunde.example\n");
    settle();
    sandbox
}

fn padded(text: &str) -> String {
    format!("{text:<80}")
}

/// What was written a moment ago is not trusted to stay.
fn settle() {
    std::thread::sleep(Duration::from_millis(150));
}

/// What a run says of mails that it did not open, and how many letters it drafted.
fn draft(sandbox: &Sandbox, words: &[&str]) -> (String, usize) {
    let run = sandbox.run(&[&["--verbose", "draft", "inbox"], words].concat()).ok();
    let passed = run.err.lines().find(|line| line.contains("read again")).unwrap_or_default();
    let sum = run.err.lines().find(|line| line.contains("mails read")).expect("a sum");
    let drafted =
        sum.split(", ").find_map(|part| part.strip_suffix(" drafted").or(part.strip_suffix(" would be drafted")));
    let drafted = drafted.and_then(|part| part.split(' ').next()).expect("a number of letters");
    (passed.to_owned(), drafted.parse().expect("a number"))
}

const ALL: &str = "nothing has changed since the last run: no mail was read again";

fn rewrite(sandbox: &Sandbox, name: &str, text: &str) {
    fs::write(sandbox.path(name), mail(2, &padded(text))).expect("a file");
}

/// What is done between two drafts, how many files the second one does not open (`None`: it does not even look into the
/// one that matters), and how many letters it drafts.
#[test]
fn whatever_changes_is_read_again() {
    const SECOND: &str = "inbox/cur/2:2,";
    type Change = fn(&Sandbox);
    let cases: [(&str, Change, Option<usize>, usize); 24] = [
        ("nothing", |_| {}, None, 0),
        ("a mail is read", |home| drop(fs::read(home.path(SECOND)).unwrap()), None, 0),
        ("a mail says something else of the same length", |home| rewrite(home, SECOND, ASKING), Some(3), 1),
        (
            "and its time is set back",
            |home| {
                let kept = fs::metadata(home.path(SECOND)).unwrap().modified().unwrap();
                rewrite(home, SECOND, ASKING);
                fs::File::options().append(true).open(home.path(SECOND)).unwrap().set_modified(kept).unwrap();
            },
            Some(3),
            1,
        ),
        (
            "another takes its place",
            |home| {
                rewrite(home, "elsewhere", ASKING);
                fs::rename(home.path("elsewhere"), home.path(SECOND)).unwrap();
            },
            Some(3),
            1,
        ),
        ("it is written anew as it was", |home| rewrite(home, SECOND, QUIET), Some(3), 0),
        ("its flags change", |home| fs::rename(home.path(SECOND), home.path("inbox/cur/2:2,S")).unwrap(), Some(3), 0),
        ("it is deleted", |home| fs::remove_file(home.path(SECOND)).unwrap(), Some(3), 0),
        ("a mail comes that asks", |home| drop(home.write("inbox/new/6", mail(6, ASKING))), Some(4), 1),
        ("a mail comes that does not", |home| drop(home.write("inbox/new/6", mail(6, QUIET))), Some(4), 0),
        (
            "the configuration changes",
            |home| drop(home.write("config.toml", CONFIG.replace("Jana Weber", "J. Weber"))),
            Some(0),
            0,
        ),
        ("a draft is discarded", |home| drop(home.run(&["discard", "1"]).ok()), Some(4), 0),
        ("the outbox is deleted", |home| fs::remove_file(home.path("outbox.db")).unwrap(), Some(4), 1),
        (
            "a draft is forgotten",
            |home| {
                home.run(&["discard", "1"]).ok();
                draft(home, &[]);
                home.run(&["--now", "2027-11-23T09:00:00+01:00", "forget", "--older-than", "1d"]).ok();
            },
            None,
            0,
        ),
        (
            "the outbox comes back from a backup",
            |home| {
                home.run(&["draft", "inbox"]).ok();
                fs::copy(home.path("outbox.db"), home.path("backup")).unwrap();
                home.run(&["discard", "1"]).ok();
                draft(home, &[]);
                fs::rename(home.path("backup"), home.path("outbox.db")).unwrap();
            },
            Some(4),
            0,
        ),
        ("my calendar changes", |home| drop(home.write("calendar/1.ics", CALENDAR.replace("14", "15"))), Some(4), 0),
        ("there is more in my calendar", |home| drop(home.write("calendar/a/2.ics", CALENDAR)), Some(4), 0),
        ("my calendar is gone", |home| fs::remove_dir_all(home.path("calendar")).unwrap(), Some(4), 0),
        ("my address book changes", |home| drop(home.write("contacts.csv", "name,address\n")), Some(4), 0),
        (
            "there is a letter of my own",
            |home| drop(home.write("templates/sie/gruss.tera", "Subject: a\n\nb")),
            Some(4),
            0,
        ),
        ("I answered by another program", |home| drop(home.write("sent/cur/1:2,S", mail(9, QUIET))), Some(4), 0),
        ("a mail comes that is no mail", |home| drop(home.write("inbox/new/6", "keine Mail")), Some(4), 0),
        ("what is remembered is deleted", |home| fs::remove_file(home.path("outbox.db.seen")).unwrap(), Some(0), 0),
        (
            "what is remembered is damaged",
            |home| {
                let mut octets = fs::read(home.path("outbox.db.seen")).unwrap();
                let middle = octets.len() / 2;
                octets[middle] ^= 1;
                fs::write(home.path("outbox.db.seen"), octets).unwrap();
            },
            Some(0),
            0,
        ),
    ];
    for (what, change, passed, drafted) in cases {
        let home = sandbox();
        assert_eq!(draft(&home, &[]), (String::new(), 1), "{what}");
        change(&home);
        settle();
        let expected = match passed {
            None => ALL.to_owned(),
            Some(0) => String::new(),
            Some(files) => format!("not read again, for nothing in them matters or has changed: {files} files"),
        };
        assert_eq!(draft(&home, &[]), (expected, drafted), "{what}");
        assert_eq!(draft(&home, &[]), (ALL.to_owned(), 0), "{what}, and then nothing");
    }
}

#[test]
fn who_asks_in_another_way_sees_all_again() {
    let home = sandbox();
    draft(&home, &[]);
    for words in [&["--include-past"][..], &["--include-lists"], &["--since", "30d"], &["--dry-run"]] {
        assert_eq!(draft(&home, words), (String::new(), 0), "{words:?}");
    }
    assert_eq!(draft(&home, &[]).0, ALL);
    let (passed, _) = draft(&home, &["--kind", "call"]);
    assert!(passed.ends_with(": 4 files"), "{passed}");
}

#[test]
fn another_program_reads_all_again() {
    let home = sandbox();
    draft(&home, &[]);
    let copy = home.path("statt-of-tomorrow");
    fs::copy(env!("CARGO_BIN_EXE_statt"), &copy).expect("a copy");
    settle();
    let statt = home.command(&["--verbose", "draft", "inbox"]);
    let mut other = std::process::Command::new(&copy);
    other.args(statt.get_args()).env_clear().current_dir(home.path(""));
    other.envs(statt.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let run = crate::sandbox::finished(other.output().expect("it runs")).ok();
    assert!(!run.err.contains("read again"), "{}", run.err);
}

#[test]
fn time_is_no_reason_to_look_again_but_a_day_is() {
    let home = sandbox();
    draft(&home, &[]);
    for (now, is_repeated) in [("2026-11-23T20:00:00+01:00", true), ("2026-11-24T20:00:00+01:00", false)] {
        let run = home.run(&["--verbose", "--now", now, "draft", "inbox"]).ok();
        assert_eq!(run.err.contains(ALL), is_repeated, "{now}: {}", run.err);
    }
    // The clock went back.
    let run = home.run(&["--verbose", "--now", "2026-11-22T09:00:00+01:00", "draft", "inbox"]).ok();
    assert!(!run.err.contains(ALL), "{}", run.err);
}

/// A run that does not look says what the one said that did.
#[test]
fn what_was_said_is_said_again() {
    let home = sandbox();
    home.write("inbox/cur/7:2,", mail(7, ASKING).replace("Subject:", "List-Id: <liste.kunde.example>\r\nSubject:"));
    home.write("inbox/cur/8:2,", "keine Mail");
    settle();
    let runs: Vec<String> = (0..3).map(|_| home.run(&["draft", "inbox"]).ok().err).collect();
    assert!(
        runs[1].contains("no reply") && runs[1].contains("8:2,") && runs[1].contains("1 drafted before"),
        "{}",
        runs[1]
    );
    assert_eq!(runs[1], runs[2]);
}

#[test]
fn a_mail_in_the_thread_of_a_letter_sent_meanwhile_is_read_again() {
    let server = TestServer::start(Behaviour::default());
    let home = sandbox();
    home.write(
        "config.toml",
        format!("{CONFIG}[smtp]\nhost = \"127.0.0.1\"\nport = {}\ntls = \"none\"\n", server.port),
    );
    draft(&home, &[]);
    home.run(&["approve", "1"]).ok();
    let letters = home.run(&["--json", "list"]).ok().json();
    let id = letters[0]["message_id"].as_str().expect("a Message-ID").to_owned();
    let answer = mail(6, QUIET).replace("Subject:", &format!("In-Reply-To: <{id}>\r\nSubject:"));
    home.write("inbox/new/6", answer);
    settle();
    assert!(draft(&home, &[]).0.ends_with(": 4 files"));
    assert_eq!(draft(&home, &[]).0, ALL);
    home.run(&["send"]).ok();
    let run = home.run(&["--verbose", "draft", "inbox"]).ok();
    assert!(run.err.contains("changed: 4 files") && run.err.contains("no reply is needed"), "{}", run.err);
}

/// The time of a file that was written a moment ago says nothing: it may be written again within the same tick.
#[test]
fn what_is_written_while_it_is_read_is_read_again() {
    let home = sandbox();
    draft(&home, &[]);
    for number in 0..10 {
        let name = format!("inbox/new/{number}");
        home.write(&name, mail(100 + number, &padded(QUIET)));
        draft(&home, &[]);
        home.write(&name, mail(100 + number, &padded(ASKING)));
        assert_eq!(draft(&home, &[]).1, 1, "{number}");
    }
}

#[test]
fn two_drafts_at_once_hide_nothing_from_the_next_one() {
    let home = sandbox();
    for number in 0..40 {
        home.write(&format!("inbox/new/{number}"), mail(100 + number, if number % 4 == 0 { ASKING } else { QUIET }));
    }
    settle();
    let both = [(); 2].map(|()| home.command(&["draft", "inbox"]).stderr(Stdio::null()).spawn().expect("statt runs"));
    for mut one in both {
        one.wait().expect("it ends");
    }
    draft(&home, &[]);
    assert_eq!(home.run(&["--json", "list"]).ok().json().len(), 11);
    assert_eq!(draft(&home, &[]), (ALL.to_owned(), 0));
}
