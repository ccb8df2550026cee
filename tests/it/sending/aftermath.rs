//! After the final dot: broken disks, copies, several senders at once.

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use statt::adapters::smtp::Step;
use statt::assistant::sending::{CopyTo, Filing, SendEvent, SendOptions, Transport, send_approved};
use statt::domain::draft::{Draft, Status};

use super::fixture::*;
use super::server::{Behaviour, Deed, Fault, How, TestServer};

const PATIENCE: Duration = Duration::from_secs(5);

fn statuses(drafts: &[Draft]) -> Vec<Status> {
    drafts.iter().map(|draft| draft.status).collect()
}

#[test]
fn a_disk_that_breaks_before_the_final_dot_keeps_the_mail_here() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outbox.db");
    let server = TestServer::start(Behaviour::default());
    let mut outbox = open(&path);
    fill(&mut outbox, 3);
    fail_on(&path, "UPDATE OF stage ON mail WHEN NEW.stage = 'data_sent'");
    let report = send(&mut outbox, &settings(&server, PATIENCE));
    assert_eq!(server.taken().len(), 0);
    assert_eq!(report.outcomes.len(), 1, "what the disk cannot record is not gone on with");
    assert!(report.outcomes[0].error.as_deref().unwrap().contains("the disk is broken"), "{report:?}");
    assert_eq!(statuses(&outbox.list(&[]).unwrap()), [Status::Approved; 3]);
}

#[test]
fn a_disk_that_breaks_after_the_final_dot_leaves_the_mail_uncertain_and_says_what_the_server_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outbox.db");
    let server = TestServer::start(Behaviour::default());
    let mut outbox = open(&path);
    fill(&mut outbox, 3);
    fail_on(&path, "UPDATE OF status ON mail WHEN NEW.status = 'sent'");
    let report = send(&mut outbox, &settings(&server, PATIENCE));
    assert_eq!(server.taken().len(), 1);
    let outcome = &report.outcomes[0];
    assert_eq!((outcome.status, report.outcomes.len()), (Status::Uncertain, 1));
    let said = outcome.error.as_deref().unwrap();
    assert!(said.contains("250 2.0.0 Ok: queued as 4F") && said.contains("statt resolve 1 --sent"), "{said}");
    drop(outbox);
    assert_eq!(statuses(&open(&path).list(&[]).unwrap()), [Status::Uncertain, Status::Approved, Status::Approved]);
}

#[test]
fn an_invite_that_changes_while_the_mail_crosses_the_wire_stops_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outbox.db");
    fill(&mut open(&path), 2);
    let other = path.clone();
    // The newer version arrives when the server has been told the recipient.
    let update = Deed(Arc::new(move || {
        try_add(&mut open(&other), "new@x", &[new_draft("meeting-0", 1, "kunde-0@kunde.example")]);
    }));
    let fault = Fault { how: How::DoAndGoOn(update), ..Fault::once(Step::Data, How::Close) };
    let server = TestServer::start(Behaviour { faults: vec![fault], ..Behaviour::default() });
    let mut outbox = open(&path);
    let report = send(&mut outbox, &settings(&server, PATIENCE));
    assert_eq!(report.waiting.len(), 1, "{report:?}");
    assert_eq!(statuses(&outbox.list(&[]).unwrap()), [Status::Superseded, Status::Sent, Status::Draft]);
    assert_eq!(server.counts().get("kunde-0@kunde.example"), None);
}

#[test]
fn senders_in_many_threads_send_every_mail_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outbox.db");
    fill(&mut open(&path), 60);
    let server = TestServer::start(Behaviour { offers: vec!["PIPELINING".to_owned()], ..Behaviour::default() });
    let settings = settings(&server, Duration::from_secs(20));
    let sent = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let report = send(&mut open(&path), &settings);
                sent.lock().unwrap().extend(report.outcomes.into_iter().map(|outcome| (outcome.id, outcome.status)));
            });
        }
    });
    let mut sent = sent.into_inner().unwrap();
    sent.sort_unstable_by_key(|(id, _)| *id);
    assert_eq!(sent, (1..=60).map(|id| (id, Status::Sent)).collect::<Vec<_>>());
    assert!(server.counts().values().all(|count| *count == 1) && server.counts().len() == 60);
}

fn files(folder: &Path) -> usize {
    fs::read_dir(folder).map_or(0, Iterator::count)
}

#[test]
fn a_sent_mail_is_filed_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outbox.db");
    let sent = folder.path().join("Sent");
    let server = TestServer::start(Behaviour::default());
    let mut settings = settings(&server, PATIENCE);
    settings.filing = Filing { copy_to: Some(CopyTo::Maildir(sent.clone())), ..Filing::default() };
    let mut outbox = open(&path);
    fill(&mut outbox, 2);
    // The copy is made, but before that could be noted the process ended.
    fail_on(&path, "UPDATE OF filed ON mail WHEN NEW.filed = 1");
    send(&mut outbox, &settings);
    assert_eq!((files(&sent.join("cur")), outbox.unfiled().unwrap()), (1, vec![1]));
    mend(&path);
    send(&mut outbox, &settings);
    assert_eq!((files(&sent.join("cur")), outbox.unfiled().unwrap()), (2, vec![]));
    send(&mut outbox, &settings);
    assert_eq!(files(&sent.join("cur")), 2);
}

#[test]
fn a_copy_that_fails_is_a_warning_and_made_up_for() {
    let folder = tempfile::tempdir().unwrap();
    let sent = folder.path().join("Sent");
    fs::write(&sent, "a file is in the way").unwrap();
    let server = TestServer::start(Behaviour::default());
    let mut settings = settings(&server, PATIENCE);
    settings.filing = Filing { copy_to: Some(CopyTo::Maildir(sent.clone())), ..Filing::default() };
    let mut outbox = in_memory();
    fill(&mut outbox, 1);
    let mut warnings = Vec::new();
    let report = send_approved(&mut outbox, &settings, &SendOptions::default(), &now, &mut |event| {
        if let SendEvent::Warning(warning) = event {
            warnings.push(warning);
        }
    });
    assert_eq!(report.unwrap().outcomes[0].status, Status::Sent);
    assert!(warnings[0].starts_with("mail 1 was sent, but not filed"), "{warnings:?}");
    fs::remove_file(&sent).unwrap();
    send(&mut outbox, &settings);
    assert_eq!(files(&sent.join("cur")), 1);
}

#[test]
fn mails_that_were_sent_before_there_was_a_folder_are_not_copied() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::start(Behaviour::default());
    let mut settings = settings(&server, PATIENCE);
    let mut outbox = in_memory();
    fill(&mut outbox, 1);
    send(&mut outbox, &settings);
    settings.filing.copy_to = Some(CopyTo::Maildir(folder.path().join("Sent")));
    send(&mut outbox, &settings);
    assert!(!folder.path().join("Sent").exists());
}

#[test]
fn the_mail_that_was_answered_is_marked_when_that_is_wanted() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["cur", "new", "tmp"] {
        fs::create_dir(folder.path().join(name)).unwrap();
    }
    let original = folder.path().join("new/1.kunde");
    fs::write(&original, "the invite").unwrap();
    let server = TestServer::start(Behaviour::default());
    let mut settings = settings(&server, PATIENCE);
    settings.filing.mark_answered = true;
    let mut outbox = in_memory();
    let mut draft = new_draft("a", 0, "kim@kunde.example");
    draft.case.message.source = original.display().to_string();
    let drafts = add(&mut outbox, &[draft]);
    approve(&mut outbox, &drafts);
    send(&mut outbox, &settings);
    assert!(folder.path().join("cur/1.kunde:2,R").exists());
}

#[cfg(unix)]
#[test]
fn a_sendmail_program_takes_the_mails() {
    use statt::adapters::sendmail::Sendmail;
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("sendmail");
    let script = "#!/bin/sh\ncat >> \"$1\"\ncase \"$*\" in *kunde-1@*) exit 75;; *kunde-2@*) exit 67;; esac\n";
    fs::write(&program, script).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o700)).unwrap();
    let out = folder.path().join("with space");
    let command = format!("'{}' '{}'", program.display(), out.display());
    let mut settings = settings(&TestServer::start(Behaviour::default()), PATIENCE);
    settings.transport = Transport::Sendmail(Sendmail::parse(&command, PATIENCE).unwrap());
    let mut outbox = in_memory();
    fill(&mut outbox, 3);
    send(&mut outbox, &settings);
    assert_eq!(statuses(&outbox.list(&[]).unwrap()), [Status::Sent, Status::Failed, Status::Rejected]);
    assert_eq!(fs::read_to_string(out).unwrap().matches("Subject: ").count(), 3);

    settings.transport = Transport::Sendmail(Sendmail::parse("/no/such/program", PATIENCE).unwrap());
    let report = send(&mut outbox, &settings);
    assert!(report.outcomes[0].error.as_deref().unwrap().contains("/no/such/program"), "{report:?}");
    assert_eq!(outbox.get(2).unwrap().status, Status::Failed);
}
