//! The file: private, checked, forgetful where it should be, and never half written.

use std::fs;

use statt::adapters::outbox::{Added, Forgotten, Incoming, Outbox, OutboxError, Selection};
use statt::domain::draft::Status;

use super::fixture::*;

/// Whether any file of a folder holds these words.
fn is_found(folder: &std::path::Path, words: &str) -> bool {
    fs::read_dir(folder).unwrap().any(|entry| {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        bytes.windows(words.len()).any(|window| window == words.as_bytes())
    })
}

#[test]
fn forgetting_removes_words_from_the_disk_and_still_prevents_double_answers() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outbox.db");
    let mut outbox = open(&path);
    add(&mut outbox, &[new_draft("old", 0, "kim@kunde.example")]);
    outbox.discard(1, now()).unwrap();
    assert!(is_found(folder.path(), SECRET_WORDS));

    let forgotten = outbox.forget(now() + minutes(1)).unwrap();
    assert_eq!(forgotten, Forgotten { mails: 1, backups: 0 });
    assert!(!is_found(folder.path(), SECRET_WORDS), "neither in the file nor in its log");
    assert_eq!(outbox.get(1).unwrap().letter.text, "");
    assert_eq!(try_add(&mut outbox, "old-0@kunde.example", &[new_draft("old", 0, "x@y.example")]), Added::KnownMail);
    assert_eq!(try_add(&mut outbox, "other@x", &[new_draft("old", 0, "x@y.example")]), Added::KnownVersion(1));
    assert_eq!(outbox.forget(now() + minutes(1)).unwrap(), Forgotten::default(), "once is enough");
}

#[test]
fn what_may_still_be_sent_keeps_its_words() {
    let mut outbox = in_memory();
    fill(&mut outbox, 1);
    add(&mut outbox, &[new_draft("open", 0, "kim@kunde.example")]);
    assert_eq!(outbox.forget(now() + minutes(1)).unwrap(), Forgotten::default());
    assert!(outbox.approved_mail(1).unwrap().is_some());
}

#[cfg(unix)]
#[test]
fn only_the_owner_reads_the_outbox() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("share/statt");
    let path = home.join("outbox.db");
    let mut outbox = open(&path);
    fill(&mut outbox, 1);
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&home), 0o700);
    for entry in fs::read_dir(&home).unwrap() {
        let file = entry.unwrap().path();
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    open(&path);
    assert_eq!(mode(&path), 0o600);
}

#[test]
fn damage_is_noticed_and_nothing_is_sent_from_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outbox.db");
    fill(&mut open(&path), 50);
    let whole = fs::read(&path).unwrap();
    let mut torn = whole.clone();
    torn[4096..20_000].fill(0x5a);
    let no_head = [&[0x5a; 100][..], &whole[100..]].concat();
    for (name, bytes) in [("torn", torn), ("short", whole[..whole.len() / 2].to_vec()), ("no head", no_head)] {
        fs::write(&path, bytes).unwrap();
        let error = Outbox::open(&path).unwrap_err();
        assert!(matches!(error, OutboxError::Damaged(_)), "{name}: {error}");
        assert!(!error.hint().is_empty());
    }
}

#[test]
fn bytes_that_are_not_what_was_approved_are_never_leased() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outbox.db");
    let mut outbox = open(&path);
    let id = fill(&mut outbox, 1)[0].id;
    let meddling = rusqlite::Connection::open(&path).unwrap();
    meddling.execute("UPDATE approval SET bytes = CAST('Subject: x\r\n\r\nother\r\n' AS BLOB)", []).unwrap();
    let error = outbox.claim(id, &Selection::default(), now()).unwrap_err();
    assert!(matches!(error, OutboxError::Damaged(_)), "{error}");
    assert_eq!(outbox.get(id).unwrap().status, Status::Approved);
}

#[test]
fn folders_and_files_that_cannot_be_used_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let error = Outbox::open(folder.path()).unwrap_err();
    assert!(error.to_string().contains(&folder.path().display().to_string()), "{error}");
    fs::write(folder.path().join("file"), "x").unwrap();
    let error = Outbox::open(&folder.path().join("file/outbox.db")).unwrap_err();
    assert!(matches!(error, OutboxError::Open { .. }), "{error}");
}

#[test]
fn a_disk_that_fails_halfway_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outbox.db");
    let mut outbox = open(&path);
    fill(&mut outbox, 2);
    fail_on(&path, "INSERT ON seen");
    let draft = new_draft("c", 0, "kim@kunde.example");
    let incoming = Incoming { message: "c@x", meeting: &draft.meeting, version: draft.version };
    outbox.add(incoming, std::slice::from_ref(&draft), now()).unwrap_err();
    assert_eq!(outbox.seen("c@x").unwrap(), None);
    assert_eq!(open(&path).list(&[]).unwrap().len(), 2);
}

#[test]
fn two_processes_make_the_same_outbox_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outbox.db");
    let draft = new_draft("a", 0, "kim@kunde.example");
    let added: Vec<_> = (0..6)
        .map(|_| {
            let (path, draft) = (path.clone(), draft.clone());
            std::thread::spawn(move || try_add(&mut open(&path), "1@x", &[draft]))
        })
        .collect::<Vec<_>>()
        .into_iter()
        .map(|thread| thread.join().unwrap())
        .collect();
    let new = added.iter().filter(|added| matches!(added, Added::Drafts { .. })).count();
    assert_eq!(new, 1, "{added:?}");
}
