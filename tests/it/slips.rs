//! Slips of a person's hand: none loses what was typed, none stops what goes well.

use crate::sandbox::Sandbox;

/// A configuration whose rule needs a template of the user's own.
const WORKSHOP: &str = "[me]\nname = \"Jana Weber\"\naddresses = [\"jana.weber@agentur.example\"]\n\
    [[rule]]\nname = \"workshops\"\nwhen = { keywords = [\"Workshop\"] }\nreply = \"workshop\"\n";

fn request_in_words(topic: &str) -> String {
    format!(
        "From: Anna Kern <anna.kern@bau.example>\r\nTo: jana.weber@agentur.example\r\nSubject: {topic}\r\n\
         Date: Sun, 22 Nov 2026 10:00:00 +0100\r\nMessage-ID: <{topic}@bau.example>\r\n\r\n\
         Guten Tag Frau Weber,\r\n\r\nkönnen wir uns am Donnerstag um 14 Uhr zum {topic} treffen?\r\n"
    )
}

fn edited(sandbox: &Sandbox, id: &str, editor: &str) -> String {
    let output = sandbox.command(&["edit", id]).env("EDITOR", editor).output().expect("an editor");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_text_whose_subject_line_is_gone_keeps_its_subject() {
    let sandbox = Sandbox::with_examples();
    let subject = sandbox.run(&["--json", "draft"]).ok().json()[0]["subject"].clone();
    edited(&sandbox, "1", "sed -i -e 1d -e s/Guten/Schönen/");
    let mail = &sandbox.run(&["--json", "show", "1"]).ok().json()[0];
    assert_eq!(mail["subject"], subject);
    edited(&sandbox, "1", "sed -i 's/^Subject:.*/Betreff: Neuer Betreff/'");
    assert_eq!(sandbox.run(&["--json", "show", "1"]).ok().json()[0]["subject"], "Neuer Betreff");
    let error = edited(&sandbox, "1", "sed -i d");
    assert!(error.contains("is empty"), "{error}");
}

#[test]
fn no_editor_opens_for_what_cannot_be_changed() {
    let sandbox = Sandbox::with_examples();
    sandbox.run(&["draft"]).ok();
    sandbox.run(&["discard", "1"]).ok();
    let error = edited(&sandbox, "1", "touch opened #");
    assert!(error.contains("discarded"), "{error}");
    assert!(!sandbox.path("opened").exists());
}

#[test]
fn a_text_that_was_overtaken_while_it_was_edited_is_kept_in_a_file() {
    let sandbox = Sandbox::with_examples();
    sandbox.run(&["draft"]).ok();
    let statt = env!("CARGO_BIN_EXE_statt");
    let error = edited(&sandbox, "1", &format!("sh -c '{statt} discard 1; sed -i s/Weber/Huber/ $1' sh"));
    let path = error.split("is kept in ").nth(1).expect("a path").trim();
    assert!(std::fs::read_to_string(path).expect("the text").contains("Huber"), "{error}");
    std::fs::remove_file(path).expect("the test's own file");
}

#[test]
fn a_template_that_fails_is_the_error_of_one_mail() {
    let sandbox = Sandbox::new(WORKSHOP);
    sandbox.write("templates/sie/workshop.tera", "Subject: x\n\n{{ recipient.salutation | long_date }}\n");
    for (number, topic) in ["Jour fixe", "Workshop", "Abgleich"].iter().enumerate() {
        sandbox.write(&format!("in/{number}.eml"), request_in_words(topic));
    }
    let run = sandbox.run(&["--json", "draft", "in"]);
    assert_eq!((run.code, run.json().len()), (1, 2), "{}", run.err);
    assert!(run.err.contains("in/1.eml") && run.err.contains("workshop"), "{}", run.err);
}

#[test]
fn a_rehearsal_numbers_its_mails() {
    let sandbox = Sandbox::with_examples();
    let mails = sandbox.run(&["--json", "draft", "--dry-run"]).ok().json();
    let ids: Vec<_> = mails.iter().map(|mail| mail["id"].as_str().expect("a number").to_owned()).collect();
    assert_eq!(ids, (1..=mails.len()).map(|id| id.to_string()).collect::<Vec<_>>());
    let briefing = mails.iter().position(|mail| mail["role"] == "briefing").expect("a briefing");
    assert_eq!(mails[briefing]["for"].as_str(), Some(ids[briefing - 1].as_str()));
}

#[test]
fn saying_yes_twice_is_no_failure_and_no_words_fill_no_gap() {
    let sandbox = Sandbox::with_examples();
    sandbox.run(&["draft"]).ok();
    let first = sandbox.run(&["--json", "approve", "1"]).ok().json();
    assert_eq!(sandbox.run(&["--json", "approve", "1"]).ok().json(), first);
    let gaps = |mail: &serde_json::Value| mail["gaps"].as_array().expect("gaps").clone();
    let open = gaps(&sandbox.run(&["--json", "show", "6"]).ok().json()[0]);
    let gap = open[0].as_str().expect("a gap");
    for (words, left) in [("alles zur Technik", open.len() - 1), ("", open.len())] {
        sandbox.run(&["set", "6", "--gap", &format!("{gap}={words}")]).ok();
        assert_eq!(gaps(&sandbox.run(&["--json", "show", "6"]).ok().json()[0]).len(), left, "{words:?}");
    }
}

#[test]
fn what_all_leaves_behind_fails_only_where_no_person_can_complete_it() {
    let sandbox = Sandbox::with_examples();
    sandbox.run(&["draft"]).ok();
    let run = sandbox.run(&["--json", "approve", "--all"]).ok();
    assert!(run.err.contains("gap"), "{}", run.err);
    assert!(run.json().len() > 3);
}

#[test]
fn every_refusal_says_what_to_do_next() {
    let sandbox = Sandbox::with_examples();
    sandbox.run(&["draft"]).ok();
    sandbox.run(&["discard", "9"]).ok();
    sandbox.run(&["approve", "8"]).ok();
    std::fs::create_dir(sandbox.path("empty")).expect("a folder");
    sandbox.write("file", "x");
    let cases: [(&[&str], i32, &str); 16] = [
        (&["show", "99"], 1, "`statt list --all` shows"),
        (&["approve", "9"], 1, "bring it back in `statt review`"),
        (&["set", "9", "--kind", "call"], 1, "bring it back in `statt review`"),
        (&["resolve", "1", "--sent"], 1, "`statt approve ID` lets it go"),
        (&["resolve", "8", "--retry"], 1, "`statt send` sends it"),
        (&["resolve", "8"], 2, "<--sent|--retry>"),
        (&["set", "2", "--minutes", "500"], 2, "name fewer minutes"),
        (&["set", "2", "--points", "nowhere.txt"], 1, "one point a line"),
        (&["--templates", "nowhere", "templates", "check"], 1, "`statt templates export FOLDER`"),
        (&["templates", "export", "file"], 1, "name another folder"),
        (&["--outbox", "empty", "list"], 1, "name another file with --outbox"),
        (&["draft", "imap:"], 1, "add a section: [imap.work]"),
        (&["--config", "empty", "list"], 1, "name the file in it"),
        (&["draft", "empty"], 0, "empty holds no mail: is it the right one?"),
        (&["set", "3", "--deadline", "2026-11-25T10:00:00+01:00"], 0, "mail 3 is call: --deadline is for written"),
        (&["set", "1", "--deadline", "2026-12-24T10:00:00+01:00"], 0, "is after the meeting, which begins"),
    ];
    for (words, code, expected) in cases {
        let run = sandbox.run(words);
        assert_eq!(run.code, code, "{words:?}\n{}{}", run.out, run.err);
        assert!(run.err.contains(expected), "{words:?} does not say {expected}\n{}", run.err);
    }
}

#[test]
fn a_server_that_cannot_be_one_is_refused_before_it_is_called() {
    let smtp = |lines: &str| format!("[me]\naddresses = [\"jana@agentur.example\"]\n[smtp]\n{lines}\n");
    let cases = [
        ("host = \"smtp.example.org:587\"", "host is a name such as"),
        ("host = \"https://smtp.example.org\"", "host is a name such as"),
        ("host = \"\"", "host is a name such as"),
        ("sendmail = \"\"", "sendmail = \"msmtp\""),
        ("user = \"jana\"", "sendmail = \"msmtp\""),
    ];
    for (lines, expected) in cases {
        let run = Sandbox::new(&smtp(lines)).run(&["send"]);
        assert_eq!(run.code, 1, "{lines}\n{}", run.err);
        assert!(run.err.contains(expected) && run.err.contains("config.toml"), "{lines}\n{}", run.err);
        let doctor = Sandbox::new(&smtp(lines)).run(&["--json", "doctor", "--offline"]);
        let told = doctor.json().into_iter().find(|finding| finding["part"] == "server").expect("a finding");
        assert!(told["hint"].as_str().is_some_and(|hint| hint.contains(expected)), "{told}");
        assert!(!told["message"].as_str().expect("words").contains("-->"), "{told}");
    }
}

#[test]
fn a_rule_whose_letter_is_missing_is_named_with_its_file() {
    let sandbox = Sandbox::new(WORKSHOP);
    sandbox.write("mail.eml", request_in_words("Workshop"));
    let run = sandbox.run(&["draft", "mail.eml"]);
    assert_eq!(run.code, 2);
    for words in ["rule `workshops`: there is no kind of reply `workshop`", "config.toml", "sie/workshop.tera"] {
        assert!(run.err.contains(words), "{words}: {}", run.err);
    }
}

#[test]
fn a_configuration_in_latin_1_is_told_by_its_line() {
    let sandbox = Sandbox::new("");
    sandbox.write("config.toml", b"[me]\nname = \"J\xfcrgen\"\n");
    let run = sandbox.run(&["list"]);
    assert!(run.code == 1 && run.err.contains("config.toml:2") && run.err.contains("UTF-8"), "{}", run.err);
}
