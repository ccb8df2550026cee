//! `inspect`, `draft`, `doctor` and `watch` with a folder on a server.

use super::mails::Mail;
use super::server::{Behaviour, TestServer};
use crate::sandbox::Sandbox;

fn sandbox(server: &TestServer) -> Sandbox {
    Sandbox::new(&format!(
        "inbox = \"imap:work\"\n[me]\nname = \"Jana Weber\"\naddresses = [\"jana@agentur.example\"]\n\
         [imap.work]\nhost = \"localhost\"\nport = {}\ntls = \"none\"\nuser = \"jana\"\npassword = {{ command = \"echo geheim\" }}\n",
        server.port
    ))
}

fn server() -> TestServer {
    TestServer::start(Behaviour::default(), vec![Mail::newsletter(3), Mail::invite(5), Mail::invite(12)])
}

fn fetches(server: &TestServer) -> usize {
    server.commands().iter().filter(|words| words.starts_with("UID FETCH")).count()
}

#[test]
fn each_invite_is_drafted_once_and_fetched_once() {
    let server = server();
    let sandbox = sandbox(&server);
    let drafts = sandbox.run(&["draft", "--json"]).ok().json();
    assert_eq!(drafts.len(), 2);
    assert_eq!(drafts[0]["source"], "imap:work/INBOX;UID=5");
    assert!(fetches(&server) > 0);
    assert_eq!(sandbox.run(&["draft", "--json"]).ok().json().len(), 0);
    assert_eq!(fetches(&server), 0, "nothing known is fetched");
    server.arrive(Mail::invite(13));
    assert_eq!(sandbox.run(&["draft", "--json"]).ok().json().len(), 1);
    server.state.lock().unwrap().uid_validity = 8;
    assert_eq!(sandbox.run(&["draft", "--json"]).ok().json().len(), 0, "other UIDs, the same mails");
    assert!(fetches(&server) > 0, "but they were looked at");
}

#[test]
fn who_asks_otherwise_sees_all_mails_again() {
    let server = server();
    let sandbox = sandbox(&server);
    sandbox.run(&["draft", "--dry-run"]).ok();
    sandbox.run(&["draft"]).ok();
    for words in [&["draft", "--include-past"][..], &["draft", "--since", "30d"], &["inspect", "imap:work/INBOX"]] {
        server.commands();
        sandbox.run(words).ok();
        assert!(fetches(&server) > 0, "{words:?}");
    }
}

#[test]
fn a_template_that_fails_is_tried_again_with_the_same_mail() {
    let server = server();
    let sandbox = sandbox(&server);
    for form in ["sie", "du"] {
        for kind in ["call", "shorter", "written", "handoff", "attend"] {
            sandbox.write(&format!("templates/{form}/{kind}.tera"), "Subject: x\n\n{{ throw(message=\"kaputt\") }}");
        }
    }
    assert_eq!(sandbox.run(&["draft"]).code, 1);
    std::fs::remove_dir_all(sandbox.path("templates")).unwrap();
    assert_eq!(sandbox.run(&["draft", "--json"]).ok().json().len(), 2);
}

#[test]
fn what_is_wrong_is_said_with_a_way_out() {
    let server = server();
    let sandbox = sandbox(&server);
    let cases = [
        (&["inspect", "imap:wrok"][..], "there is no account [imap.wrok]", "did you mean `imap:work`?"),
        (&["inspect", "imap:work/Nirgends"], "refuses EXAMINE", "statt doctor"),
    ];
    for (words, error, hint) in cases {
        let run = sandbox.run(words);
        assert_eq!(run.code, 1, "{words:?}");
        assert!(run.err.contains(error) && run.err.contains(hint), "{}", run.err);
    }
    sandbox.write("config.toml", "[imap.work]\nhost = \"imap.example.org\"\nuser = \"j\"\ntls = \"none\"\n");
    let run = sandbox.run(&["draft", "imap:work"]);
    assert!(run.err.contains("only for this machine"), "{}", run.err);
}

#[test]
fn doctor_logs_in_and_looks_at_the_folders() {
    let server = server();
    let sandbox = sandbox(&server);
    let config = std::fs::read_to_string(sandbox.path("config.toml")).unwrap();
    sandbox.write("config.toml", config + "drafts = \"Drafts\"\n");
    let run = sandbox.run(&["doctor"]);
    for expected in ["lets jana in", "imap:work/INBOX, 3 mails", "imap:work/Drafts is not there"] {
        assert!(run.out.contains(expected), "{expected}: {}", run.out);
    }
}

#[cfg(unix)]
#[test]
fn watch_drafts_what_arrives_and_ends_when_it_is_told_to() {
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};

    let server = server();
    let sandbox = sandbox(&server);
    let folder = sandbox.path("box");
    for part in ["cur", "new", "tmp"] {
        std::fs::create_dir_all(folder.join(part)).unwrap();
    }
    let mut watch = sandbox.command(&["--json", "watch", "imap:work", "box"]);
    let mut child = watch.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let first: Vec<String> = lines.by_ref().take(2).collect();
    assert!(first.iter().all(|line| line.contains("imap:work/INBOX;UID=")), "{first:?}");
    std::fs::write(folder.join("tmp/1.a"), whole(&Mail::invite(40))).unwrap();
    std::fs::rename(folder.join("tmp/1.a"), folder.join("new/1.a")).unwrap();
    let next = lines.next().unwrap();
    assert!(next.contains("new/1.a"), "{next}");
    let told = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert!(told.success());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[cfg(unix)]
fn whole(mail: &Mail) -> String {
    let body = &mail.parts[3].1;
    let header = mail.header.replace("multipart/mixed; boundary=x", "text/calendar; method=REQUEST; charset=utf-8");
    format!("{header}{body}")
}
