//! Drafts in a folder on the server, and what a person does there with another mail program.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

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
    change(&server, DRAFTS, |mails| {
        mails.retain(|mail| mail.uid != there[2].uid);
        mails.push(by_hand(99, &there[2]));
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

/// What another mail program makes of a draft whose text somebody wrote anew.
fn by_hand(uid: u32, draft: &Mail) -> Mail {
    let header = draft.header.replace("Message-ID: <", "Message-ID: <new.");
    let kept: Vec<&str> = header
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with("Content-") && !line.starts_with(' '))
        .collect();
    Mail::whole(uid, &format!("{}\r\n\r\nLiebe Frau Kunde, von Hand.\r\n", kept.join("\r\n")))
}

#[test]
fn the_words_of_a_draft_stand_there_once() {
    let server = start(Vec::new());
    sandbox(&server).run(&["draft", "--kind", "attend"]).ok();
    for draft in laid_out(&server) {
        let raw = &draft.parts[1].1;
        let kinds: Vec<_> = raw.match_indices("\r\nContent-Type: ").map(|(at, _)| &raw[at + 16..at + 31]).collect();
        assert_eq!(kinds, ["multipart/mixed", "text/plain; cha", "text/calendar; "], "{raw}");
        let part = raw.split("name=antwort.ics").nth(1).unwrap();
        let calendar = part.split("\r\n\r\n").nth(1).unwrap().split("--").next().unwrap();
        let calendar = STANDARD.decode(calendar.replace("\r\n", "")).unwrap();
        let calendar = String::from_utf8(calendar).unwrap();
        assert!(calendar.contains("PARTSTAT=ACCEPTED") && !calendar.contains("COMMENT"), "{calendar}");
    }
}

#[test]
fn what_went_out_there_is_what_counts() {
    let server = start(Vec::new());
    let sandbox = sandbox(&server);
    sandbox.run(&["draft"]).ok();
    let there = laid_out(&server);
    // The first was written anew and sent; before the second there was a mail of mine in the same thread, and it is deleted.
    change(&server, DRAFTS, |mails| mails.retain(|mail| mail.uid != there[0].uid && mail.uid != there[1].uid));
    let mut earlier = by_hand(1, &there[1]);
    earlier.parts[1].1 = earlier.parts[1].1.replace("Date: Mon, 23 Nov", "Date: Sun, 22 Nov");
    let sent = by_hand(2, &there[0]);
    let id = sent.header.split("Message-ID: <").nth(1).unwrap().split('>').next().unwrap().to_owned();
    change(&server, "\"Gesendet\"", |mails| mails.extend([earlier, sent]));
    sandbox.run(&["draft"]).ok();
    assert_eq!(statuses(&sandbox), ["sent", "discarded", "draft", "draft"]);
    let shown = &sandbox.run(&["show", "1", "--json"]).ok().json()[0];
    assert!(shown["text"].as_str().unwrap().contains("von Hand"), "{shown}");
    assert!(shown["message_id"].as_str().unwrap().contains(&id), "{shown}");
    let answer = Mail::letter(20, "Danke, wir überlegen es uns.");
    let header = answer.header.replace("Subject:", &format!("In-Reply-To: <{id}>\r\nSubject:"));
    server.arrive(Mail { header, ..answer });
    let run = sandbox.run(&["draft"]).ok();
    assert!(run.err.contains("no reply is needed"), "{}", run.err);
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
