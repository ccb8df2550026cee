use std::fs;

use super::*;
use crate::domain::limits::MAX_FOLDER_DEPTH;

/// (source below the folder, content or what is wrong)
fn read_all(path: &Path) -> Vec<(String, String)> {
    read_files(open(path).expect("an inbox"))
        .into_iter()
        .map(|(source, text)| (source.replace(&path.display().to_string(), ""), text))
        .collect()
}

fn read_files(mails: Mails) -> Vec<(String, String)> {
    let read = |raw: RawMail| {
        let source = raw.source.clone();
        Ok(match raw.open(&mut Vec::new(), drop, None)? {
            Opened::One { octets, .. } => vec![(source, String::from_utf8_lossy(octets).into())],
            Opened::Within(octets) => vec![(source, String::from_utf8_lossy(&octets).into())],
            Opened::Many { mails, .. } => read_files(mails),
            Opened::Passed(_) => Vec::new(),
        })
    };
    mails
        .flat_map(|raw| {
            raw.and_then(read)
                .unwrap_or_else(|error: Unreadable| vec![(error.source_path, format!("error: {}", error.reason))])
        })
        .collect()
}

#[test]
fn an_mbox_is_split_at_from_lines_and_unquoted() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("inbox.mbox");
    let mbox = "From a@x.example Thu Nov 26 10:00:00 2026\nSubject: 1\n\n>From here\n>>From there\nFrom now on, no separator\n\n\
                From b@x.example Thu Nov 26 11:00:00 2026\nSubject: 2\nX-Status: A\n\nbody\n";
    fs::write(&path, mbox).unwrap();
    assert_eq!(
        read_all(&path),
        [
            ("#1".into(), "Subject: 1\n\nFrom here\n>From there\nFrom now on, no separator\n".into()),
            ("#2".into(), "Subject: 2\nX-Status: A\n\nbody\n".into()),
        ]
    );
    let Ok(Opened::Many { mails, .. }) = RawMail::at(&path).open(&mut Vec::new(), drop, None) else {
        panic!("no mbox")
    };
    let flags: Vec<_> = mails.map(|mail| mail.unwrap().flags.answered).collect();
    assert_eq!(flags, [false, true]);
}

proptest::proptest! {
    #[test]
    fn no_octets_break_an_mbox(text in "(?s)(From |>+From |- |a@b.example |Thu Nov 26 10:00:00 2026|Subject: |X-Mozilla-Status: [0-9a-fA-Z]{0,5}|\r?\n|\n\n|.){0,40}") {
        crate::unbreakable::mbox(text.as_bytes());
    }
}

#[test]
fn a_maildir_is_read_without_tmp_and_with_flags() {
    let folder = tempfile::tempdir().unwrap();
    for sub in ["cur", "new", "tmp", ".Archiv/cur"] {
        fs::create_dir_all(folder.path().join(sub)).unwrap();
    }
    for (name, text) in [
        ("cur/1:2,RS", "Subject: 1\n\n"),
        ("new/2", "Subject: 2\n\n"),
        ("tmp/3", "Subject: 3\n\n"),
        (".Archiv/cur/4", "Subject: 4\n\n"),
        (".hidden", "x"),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let sources: Vec<_> = read_all(folder.path()).into_iter().map(|(source, _)| source).collect();
    assert_eq!(sources, ["/.Archiv/cur/4", "/cur/1:2,RS", "/new/2"]);
    let flags = flags_of_name(Path::new("cur/1:2,RS"));
    assert!(flags.answered && flags.seen && !flags.draft);
}

#[cfg(unix)]
#[test]
fn what_is_no_mail_is_named_and_nothing_outside_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let outside = tempfile::NamedTempFile::new().unwrap();
    fs::write(outside.path(), "Subject: secret\n\n").unwrap();
    let inbox = folder.path().join("in");
    fs::create_dir(&inbox).unwrap();
    fs::write(inbox.join("a.eml"), "Subject: a\n\n").unwrap();
    fs::write(inbox.join("b.png"), b"\x89PNG\r\n\x1a\n").unwrap();
    fs::write(inbox.join("c.ics"), "BEGIN:VCALENDAR\r\n").unwrap();
    fs::write(inbox.join("d.eml"), "").unwrap();
    std::os::unix::fs::symlink(outside.path(), inbox.join("e.eml")).unwrap();
    std::os::unix::fs::symlink(inbox.join("a.eml"), inbox.join("f.eml")).unwrap();
    let seen: Vec<_> = read_all(&inbox).into_iter().map(|(source, text)| (source, text.starts_with("error"))).collect();
    let expected =
        [("/a.eml", false), ("/b.png", true), ("/c.ics", false), ("/d.eml", true), ("/e.eml", true), ("/f.eml", false)];
    assert_eq!(seen, expected.map(|(source, failed)| (source.to_owned(), failed)));
}

#[test]
fn what_lies_too_deep_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let inside = |depth: usize| (0..depth).fold(folder.path().to_owned(), |path, _| path.join("a"));
    fs::create_dir_all(inside(MAX_FOLDER_DEPTH + 2)).unwrap();
    for depth in [MAX_FOLDER_DEPTH - 1, MAX_FOLDER_DEPTH, MAX_FOLDER_DEPTH + 2] {
        fs::write(inside(depth).join("mail"), "Subject: a\n\n").unwrap();
    }
    let seen = read_all(folder.path());
    assert_eq!(seen.len(), 2, "{seen:?}");
    assert!(seen[0].1.contains("not searched") && seen[1].1.starts_with("Subject"), "{seen:?}");
}

#[cfg(unix)]
#[test]
fn an_odd_maildir_is_read_to_its_end() {
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir().unwrap();
    let cur = folder.path().join("cur");
    for sub in ["cur", "new", "tmp"] {
        fs::create_dir(folder.path().join(sub)).unwrap();
    }
    symlink(folder.path(), cur.join("a-loop")).unwrap();
    symlink(cur.join("c-itself"), cur.join("c-itself")).unwrap();
    symlink("/dev/zero", cur.join("d-device")).unwrap();
    let made = std::process::Command::new("mkfifo").arg(cur.join("e-pipe")).status();
    let _socket = std::os::unix::net::UnixListener::bind(cur.join("f-socket")).unwrap();
    fs::create_dir(cur.join("g-closed")).unwrap();
    fs::set_permissions(cur.join("g-closed"), fs::Permissions::from_mode(0o000)).unwrap();
    for name in [&b"h\xff\xfe:2,S"[..], b"i\x1b[31m\nline:2,", "j\u{202e}umgekehrt".as_bytes(), b"z"] {
        fs::write(cur.join(std::ffi::OsStr::from_bytes(name)), "Subject: a\n\n").unwrap();
    }
    let seen = read_all(folder.path());
    fs::set_permissions(cur.join("g-closed"), fs::Permissions::from_mode(0o700)).unwrap();
    let read: Vec<&str> =
        seen.iter().filter(|(_, text)| text.starts_with("Subject")).map(|(source, _)| source.as_str()).collect();
    assert_eq!(read.len(), 4, "{seen:?}");
    assert_eq!(*read.last().unwrap(), "/cur/z");
    let named = |name: &str| seen.iter().any(|(source, text)| source.contains(name) && text.starts_with("error"));
    assert!(named("a-loop") && named("c-itself") && named("d-device") && named("f-socket"), "{seen:?}");
    assert!(!made.is_ok_and(|status| status.success()) || named("e-pipe"), "{seen:?}");
}

#[test]
fn a_missing_path_says_so() {
    let error = open(Path::new("/nowhere/at/all")).err().expect("an error");
    assert!(error.to_string().contains("/nowhere/at/all"), "{error}");
}

#[test]
fn files_are_known_by_their_first_octets() {
    let cases: [(&[u8], Option<Kind>); 10] = [
        (b"Received: from x\r\n", Some(Kind::Mail)),
        (b"\xef\xbb\xbfbegin:vcalendar\n", Some(Kind::Calendar)),
        (b"\x78\x9f\x3e\x22\x01", Some(Kind::Tnef)),
        (b"BEGIN:VEVENT\r\n", Some(Kind::Calendar)),
        (b"\xff\xfeB\0E\0G\0I\0N\0:\0V\0C\0", Some(Kind::Calendar)),
        (b"BEGIN:VCARD\r\n", None),
        (b"%PDF-1.7\n", None),
        (b"Dear Sir: hello\n", None),
        (b"{\"a\": 1}\n", None),
        (b"\n\nFrom: a@b.example\n", Some(Kind::Mail)),
    ];
    for (start, kind) in cases {
        assert_eq!(kind_of(start), kind, "{}", String::from_utf8_lossy(start));
    }
}
