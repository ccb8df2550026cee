//! Drafts in a folder on the server, and what a person does there with another mail program.

use super::mails::Mail;
use super::server::{Behaviour, Fault, How, TestServer};
use crate::sandbox::Sandbox;

fn sandbox(server: &TestServer) -> Sandbox {
    Sandbox::new(&format!(
        "inbox = \"imap:work\"\n[me]\nname = \"Jana Weber\"\naddresses = [\"jana@agentur.example\"]\n\
         [imap.work]\nhost = \"localhost\"\nport = {}\ntls = \"none\"\nuser = \"jana\"\n\
         password = {{ command = \"echo geheim\" }}\ntimeout_seconds = 2\ndrafts = \"Entwürfe\"\n",
        server.port
    ))
}

const DRAFTS: &str = "\"Entw&APw-rfe\"";

fn start(faults: Vec<Fault>) -> TestServer {
    let inbox = (5..9).map(Mail::invite).collect();
    TestServer::start(Behaviour { faults, ..Behaviour::default() }, inbox)
}

fn change(server: &TestServer, folder: &str, deed: impl FnOnce(&mut Vec<Mail>)) {
    deed(server.state.lock().unwrap().folders.entry(folder.to_owned()).or_default());
}

fn laid_out(server: &TestServer) -> Vec<Mail> {
    let all = server.state.lock().unwrap().folders.get(DRAFTS).cloned().unwrap_or_default();
    all.into_iter().filter(|mail| !mail.flags.contains("Deleted")).collect()
}

fn statuses(sandbox: &Sandbox) -> Vec<String> {
    let mails = sandbox.run(&["list", "--json"]).ok().json();
    mails.iter().map(|mail| mail["status"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn each_draft_is_there_once_wherever_the_connection_broke() {
    for at in ["SELECT", "CREATE", "APPEND", "UID SEARCH HEADER"] {
        for how in [How::Close, How::CloseMidway] {
            for nth in 0..2 {
                let server = start(vec![Fault { at, nth, how: how.clone() }]);
                let sandbox = sandbox(&server);
                for _ in 0..3 {
                    sandbox.run(&["draft"]);
                }
                let there = laid_out(&server);
                assert_eq!(there.len(), 4, "{at} {nth} {how:?}");
                assert!(there.iter().all(|mail| mail.flags == "\\Draft \\Seen"), "{there:?}");
                assert_eq!(statuses(&sandbox), ["draft"; 4]);
            }
        }
    }
}

#[test]
fn what_a_person_did_there_counts() {
    let server = start(Vec::new());
    let sandbox = sandbox(&server);
    sandbox.run(&["draft"]).ok();
    let there = laid_out(&server);
    // The first is deleted, the second sent; of the third a new version takes its place; the fourth is approved here.
    change(&server, DRAFTS, |mails| mails.retain(|mail| mail.uid != there[0].uid && mail.uid != there[1].uid));
    let sent = Mail { uid: 1, flags: String::new(), ..there[1].clone() };
    change(&server, "\"Gesendet\"", |mails| mails.push(sent));
    let header = there[2].header.replace("Message-ID: <", "Message-ID: <new.").replace("base64", "7bit");
    let header = header.lines().filter(|line| !line.starts_with("Content-") && !line.starts_with(' '));
    let mine = format!(
        "{}\r\n\r\nLiebe Frau Kunde, von Hand.\r\n",
        header.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\r\n")
    );
    change(&server, DRAFTS, |mails| {
        mails.retain(|mail| mail.uid != there[2].uid);
        mails.push(Mail { parts: vec![(String::new(), mine.clone())], ..Mail::plain(99, &mine, "") });
    });
    sandbox.run(&["approve", "4"]).ok();
    let run = sandbox.run(&["draft"]).ok();
    assert_eq!(statuses(&sandbox), ["discarded", "sent", "draft", "approved"], "{}", run.err);
    let text = sandbox.run(&["show", "3", "--json"]).ok().json()[0]["text"].to_string();
    assert!(text.contains("von Hand"), "{text}");
    let left: Vec<u32> = laid_out(&server).iter().map(|mail| mail.uid).collect();
    assert_eq!(left, [99], "the approved one was taken away, and nothing was laid out again");
    for words in ["sent with another", "was changed in another", "was deleted in another"] {
        assert!(run.err.contains(words), "{words}: {}", run.err);
    }
}

#[test]
fn other_uids_are_no_deletion() {
    let server = start(Vec::new());
    let sandbox = sandbox(&server);
    sandbox.run(&["draft"]).ok();
    server.state.lock().unwrap().uid_validity = 8;
    change(&server, DRAFTS, |mails| {
        mails.remove(0);
        for mail in mails {
            mail.uid += 100;
        }
    });
    sandbox.run(&["draft"]).ok();
    assert_eq!(statuses(&sandbox), ["draft"; 4]);
    assert_eq!(laid_out(&server).len(), 4);
}

#[test]
fn a_mail_that_is_sent_late_is_sent_all_the_same() {
    let server = start(Vec::new());
    let sandbox = sandbox(&server);
    sandbox.run(&["draft"]).ok();
    let first = laid_out(&server).remove(0);
    change(&server, DRAFTS, |mails| drop(mails.remove(0)));
    sandbox.run(&["draft"]).ok();
    assert_eq!(statuses(&sandbox)[0], "discarded");
    change(&server, "\"Gesendet\"", |mails| mails.push(Mail { uid: 1, ..first }));
    sandbox.run(&["draft"]).ok();
    assert_eq!(statuses(&sandbox)[0], "sent");
}
