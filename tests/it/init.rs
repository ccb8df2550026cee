//! `statt init` in homes of its own: what it finds, writes, refuses, and that what it wrote works.

use std::fs;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use crate::sandbox::{Run, Sandbox, examples, finished};

/// A home without a configuration of statt.
struct Home(Sandbox);

impl Home {
    fn new() -> Self {
        Self(Sandbox::new(""))
    }

    /// A home as a user of mutt and msmtp has it.
    fn of_mutt() -> Self {
        let home = Self::new();
        for folder in ["Mail/INBOX/cur", "Mail/INBOX/new", "Mail/INBOX/tmp", "Mail/Sent/cur", "Mail/Sent/new"] {
            fs::create_dir_all(home.0.path(folder)).expect("a Maildir");
        }
        for entry in fs::read_dir(examples().join("inbox")).expect("the examples").flatten().take(4) {
            let name = entry.file_name().to_string_lossy().into_owned();
            home.0.write(&format!("Mail/INBOX/cur/{name}:2,S"), fs::read(entry.path()).expect("a mail"));
        }
        home.0.write(
            ".muttrc",
            "set realname = \"Jana Weber\" from = jana.weber@agentur.example\nset folder = ~/Mail spoolfile = +INBOX record = +Sent\n\
             alternates ^jana@agentur\\.example$\nset editor = \"`touch ~/ran`\"\nsource \"touch ~/ran |\"\n",
        );
        home.0.write(
            ".msmtprc",
            "defaults\ntls on\n\naccount work\nhost smtp.agentur.example\nfrom jana.weber@agentur.example\nuser jana.weber\n\
             passwordeval touch ~/ran; echo geheim\n\naccount default : work\n",
        );
        home.0.write("calendars/work/1.ics", fs::read(examples().join("calendar.ics")).expect("the calendar"));
        home.0.write(
            ".contacts/vogt.vcf",
            "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Miriam Vogt\r\nEMAIL:m.vogt@vogt.example\r\nEND:VCARD\r\n",
        );
        home
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = self.0.command(words);
        command.env("STATT_CONFIG", self.config()).env("LANG", "de_AT.UTF-8");
        command
    }

    fn run(&self, words: &[&str]) -> Run {
        finished(self.command(words).output().expect("statt runs"))
    }

    fn config(&self) -> PathBuf {
        self.0.path("new/statt/config.toml")
    }

    fn text(&self) -> String {
        fs::read_to_string(self.config()).expect("a configuration")
    }
}

#[test]
fn a_home_is_found_written_down_and_works() {
    let home = Home::of_mutt();
    let run = home.run(&["init", "--yes", "--phone", "030 \"0\" 11"]).ok();
    let text = home.text();
    for expected in [
        "inbox = \"~/Mail/INBOX\"",
        "name = \"Jana Weber\"",
        "addresses = [\"jana.weber@agentur.example\", \"jana@agentur.example\"]",
        "phone = '030 \"0\" 11'",
        "time_zone = \"Europe/Berlin\"",
        "locale = \"de-AT\"",
        "holidays = \"AT\"",
        "paths = [\"~/calendars\"]",
        "paths = [\"~/.contacts\"]",
        "host = \"smtp.agentur.example\"",
        "tls = \"starttls\"",
        "user = \"jana.weber\"",
        "password = { command = \"touch ~/ran; echo geheim\" }",
        "copy_to = \"~/Mail/Sent\"",
    ] {
        assert!(text.contains(expected), "{expected} is missing in\n{text}");
    }
    assert!(!home.0.path("ran").exists(), "no command of another program is run");
    assert!(run.out.contains("ok   inbox") && run.err.contains("next: `statt draft`"), "{}{}", run.out, run.err);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(home.config()).expect("the file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let drafted = home.run(&["--json", "draft"]).ok().json();
    assert!(!drafted.is_empty(), "the example mails are drafted");
    assert!(drafted.iter().all(|mail| mail["from"] != serde_json::Value::Null));
    home.run(&["doctor", "--offline"]).ok();
}

#[test]
fn flags_answer_every_question() {
    let home = Home::new();
    fs::create_dir_all(home.0.path("in/cur")).expect("a Maildir");
    fs::create_dir_all(home.0.path("in/new")).expect("a Maildir");
    home.0.write("cal.ics", fs::read(examples().join("calendar.ics")).expect("the calendar"));
    home.0.write("people.csv", "name,address\nMiriam Vogt,m.vogt@vogt.example\n");
    let words = [
        "--json",
        "init",
        "--yes",
        "--offline",
        "--name",
        "Jana \"J\" Weber = # x",
        "--address",
        "jana@agentur.ch",
        "--address",
        "info@agentur.ch",
        "--inbox",
        "in",
        "--calendar",
        "cal.ics",
        "--contacts",
        "people.csv",
        "--colleagues",
        "@agentur.ch,max@frei.example",
        "--time-zone",
        "Europe/Zurich",
        "--locale",
        "de-CH",
        "--address-form",
        "du",
        "--holidays",
        "ch-zh",
        "--smtp-host",
        "smtp.agentur.ch",
        "--smtp-port",
        "465",
        "--smtp-tls",
        "tls",
        "--smtp-user",
        "jw",
        "--imap-host",
        "imap.agentur.ch",
        "--password-env",
        "MAIL_PASSWORD",
        "--copy-to",
        "Sent",
    ];
    let line = home.run(&words).ok().json().remove(0);
    let expected = serde_json::json!({
        "config": home.config(),
        "backup": null,
        "name": "Jana \"J\" Weber = # x",
        "addresses": ["jana@agentur.ch", "info@agentur.ch"],
        "inbox": ["~/in"],
        "phone": null,
        "time_zone": "Europe/Zurich",
        "locale": "de-CH",
        "address_form": "du",
        "holidays": "CH-ZH",
        "calendar": ["~/cal.ics"],
        "contacts": ["~/people.csv"],
        "colleagues": ["@agentur.ch", "max@frei.example"],
        "smtp": {"host": "smtp.agentur.ch", "port": 465, "tls": "tls", "user": "jw", "password": {"env": "MAIL_PASSWORD"}},
        "imap": {"host": "imap.agentur.ch", "port": 993, "tls": "tls", "user": "jana@agentur.ch", "password": {"env": "MAIL_PASSWORD"}},
        "copy_to": "~/Sent",
        "checks": line["checks"],
    });
    assert_eq!(line, expected);
    assert!(line["checks"].as_array().is_some_and(|checks| checks.len() >= 8));
    home.run(&["--json", "draft"]).ok();
}

#[test]
fn a_configuration_that_is_there_is_kept() {
    let home = Home::new();
    fs::create_dir_all(home.config().parent().expect("a folder")).expect("a folder");
    home.0.write("notes", "");
    fs::write(home.config(), "[calendar]\nwrite = \"~/notes\"\n").expect("a file");
    let run = home.run(&["doctor", "--offline"]);
    assert!(run.code == 1 && run.out.contains("notes is no folder"), "{}", run.out);
    fs::write(home.config(), "[broken").expect("a file");
    let run = home.run(&["init", "--yes"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("--force"), "{}", run.err);
    assert_eq!(home.text(), "[broken");
    home.run(&["init", "--yes", "--force", "--address", "jana@agentur.example"]).ok();
    assert!(home.text().contains("jana@agentur.example"));
    assert_eq!(fs::read_to_string(home.config().with_extension("toml.bak")).expect("the old one"), "[broken");
}

#[test]
fn without_a_terminal_the_flags_are_named() {
    let home = Home::of_mutt();
    let run = home.run(&["init"]);
    assert_eq!(run.code, 2);
    for flag in ["--yes", "--name", "--address", "--inbox", "--smtp-host"] {
        assert!(run.err.contains(flag), "{flag} is missing in {}", run.err);
    }
    assert!(!home.config().exists());
}

#[test]
fn what_makes_no_sense_is_refused_before_anything_is_written() {
    let home = Home::new();
    let cases: [(&[&str], &str); 6] = [
        (&["--address", "jana"], "no valid"),
        (&["--locale", "fr-FR"], "de-AT"),
        (&["--time-zone", "Mitte"], "Europe/Berlin"),
        (&["--name", "a\nb"], "line of text"),
        (&["--provider", "aol"], "gmx"),
        (&["--smtp-host", "smtp.agentur.example", "--smtp-tls", "none"], "only for this machine"),
    ];
    for (flags, word) in cases {
        let run = home.run(&[&["init", "--yes"], flags].concat());
        assert_ne!(run.code, 0, "{flags:?}");
        assert!(
            run.err.contains(word) || word == "no valid" && run.err.contains("is not an e-mail address"),
            "{}",
            run.err
        );
        assert!(!home.config().exists(), "{flags:?}");
    }
}

#[test]
fn a_log_in_that_fails_is_told() {
    let home = Home::of_mutt();
    let run = home.run(&[
        "init",
        "--yes",
        "--smtp-host",
        "127.0.0.1",
        "--smtp-port",
        "9",
        "--smtp-user",
        "j",
        "--password-command",
        "echo x",
    ]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("FAIL server"), "{}", run.out);
    assert!(home.config().exists(), "what was found is written all the same");
}

#[test]
fn the_doctor_tells_of_a_broken_file_and_of_letters_that_are_missing() {
    let home = Home::new();
    home.run(&["init", "--yes", "--address", "jana@agentur.example"]).ok();
    let rule = "\n[[rule]]\nname = \"x\"\nwhen = {}\nreply = \"absage\"\n";
    let text = home.text() + rule;
    fs::write(home.config(), &text).expect("a file");
    let rules = |run: &Run| run.json().into_iter().find(|line| line["part"] == "rules");
    let run = home.run(&["--json", "doctor", "--offline"]);
    assert_eq!((run.code, rules(&run).map(|line| line["health"].clone())), (1, Some("fail".into())));
    home.0.write("notes", "");
    fs::write(home.config(), "[calendar]\nwrite = \"~/notes\"\n").expect("a file");
    let run = home.run(&["doctor", "--offline"]);
    assert!(run.code == 1 && run.out.contains("notes is no folder"), "{}", run.out);
    fs::write(home.config(), "[broken").expect("a file");
    let run = home.run(&["--json", "doctor", "--offline"]);
    assert_eq!((run.code, run.json()[0]["health"].clone()), (1, "fail".into()));
}

/// With `script`, which gives a program a terminal; not every machine has it.
#[test]
fn at_a_terminal_questions_are_asked() {
    let home = Home::of_mutt();
    let statt =
        format!("{} init --offline --holidays DE-BE --colleagues @agentur.example", env!("CARGO_BIN_EXE_statt"));
    let mut command = Command::new("script");
    for (name, value) in home.command(&[]).get_envs() {
        if let Some(value) = value {
            command.env(name, value);
        }
    }
    command.args(["-qec", &statt, "/dev/null"]).current_dir(home.0.path("")).env("TERM", "xterm");
    let Ok(mut child) = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn() else {
        #[expect(clippy::print_stderr, reason = "whoever runs the tests should know")]
        {
            eprintln!("skipped: there is no `script` here");
        }
        return;
    };
    let (sender, shown) = mpsc::channel();
    let mut output = child.stdout.take().expect("an output");
    std::thread::spawn(move || {
        let mut piece = [0; 1024];
        while let Ok(length @ 1..) = output.read(&mut piece) {
            let _ = sender.send(piece[..length].to_vec());
        }
    });
    let mut input = child.stdin.take().expect("an input");
    let mut screen = String::new();
    // An answer goes out when its question stands there.
    for (question, answer) in
        [("Is that right", "\r"), ("telephone number", "030 00011\r"), ("Use that?", "\r"), ("next:", "")]
    {
        while !screen.contains(question) {
            let Ok(piece) = shown.recv_timeout(Duration::from_secs(30)) else {
                let _ = child.kill();
                panic!("{question} is not asked:\n{screen}");
            };
            screen.push_str(&String::from_utf8_lossy(&piece));
        }
        input.write_all(answer.as_bytes()).expect("an answer");
    }
    drop(input);
    let _ = child.wait();
    let text = home.text();
    assert!(text.contains("phone = \"030 00011\"") && text.contains("holidays = \"DE-BE\""), "{text}\n{screen}");
    assert!(text.contains("password = { command = \"touch ~/ran; echo geheim\" }"), "{text}\n{screen}");
    assert!(!home.0.path("ran").exists(), "nothing is tried with --offline");
}
