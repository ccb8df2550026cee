//! The command line as a user meets it: the main job, and what goes wrong.

use crate::sandbox::{Sandbox, examples};

/// A minimal configuration.
const ME: &str = "[me]\nname = \"Jana Weber\"\naddresses = [\"jana.weber@agentur.example\"]\n";

#[test]
fn the_examples_are_drafted_once_and_only_what_asks_for_an_answer() {
    let sandbox = Sandbox::with_examples();
    let drafted = sandbox.run(&["--json", "draft"]).ok().json();
    let seen: Vec<String> = drafted
        .iter()
        .map(|mail| {
            let source = mail["source"].as_str().unwrap_or_default();
            let number = source.rsplit('/').next().unwrap_or_default().get(..2).unwrap_or_default().to_owned();
            format!(
                "{number} {} {}",
                mail["role"].as_str().unwrap_or_default(),
                mail["reply"].as_str().unwrap_or_default()
            )
        })
        .collect();
    let expected = [
        "01 reply written",
        "02 reply shorter",
        "03 reply call",
        "04 reply attend",
        "05 reply handoff",
        "05 briefing handoff",
        "06 reply call",
        "13 reply call",
        "15 reply written",
    ];
    assert_eq!(seen, expected);
    assert!(sandbox.run(&["--json", "draft"]).ok().json().is_empty(), "drafting again adds nothing");
    assert_eq!(sandbox.run(&["--json", "list"]).ok().json().len(), expected.len());
}

#[test]
fn every_inspected_line_has_every_key_of_the_interface() {
    let sandbox = Sandbox::with_examples();
    let inbox = examples().join("inbox");
    let lines = sandbox.run(&["--json", "inspect", "--all", &inbox.display().to_string()]).ok().json();
    assert_eq!(lines.len(), std::fs::read_dir(inbox).expect("the inbox").count());
    let keys = [
        "source",
        "message_id",
        "from",
        "subject",
        "date",
        "category",
        "answerable",
        "refusal",
        "meeting",
        "proposals",
        "facts",
        "language",
        "address_form",
        "salutation",
        "decision",
    ];
    let meeting_keys = [
        "uid",
        "sequence",
        "recurrence_id",
        "summary",
        "organizer",
        "attendees",
        "start",
        "end",
        "all_day",
        "duration_minutes",
        "time_zone",
        "location",
        "mode",
        "recurrence_rule",
        "online_url",
        "phone",
        "agenda",
    ];
    let fact_keys = [
        "me",
        "importance",
        "my_role",
        "organizer_is_colleague",
        "colleagues",
        "conflicts",
        "met_before",
        "workload_hours",
        "lead_time_hours",
        "serious",
    ];
    for line in lines {
        let has = |value: &serde_json::Value, keys: &[&str]| {
            let object = value.as_object().expect("an object");
            assert_eq!(object.len(), keys.len(), "{value}");
            for key in keys {
                assert!(object.contains_key(*key), "{key} is missing in {value}");
            }
        };
        has(&line, &keys);
        if !line["meeting"].is_null() {
            has(&line["meeting"], &meeting_keys);
            has(&line["facts"], &fact_keys);
        }
    }
}

#[test]
fn a_hostile_mail_reaches_no_terminal_and_gets_no_reply() {
    let sandbox = Sandbox::with_examples();
    let inbox = examples().join("inbox").display().to_string();
    for words in [&["inspect", "--all", &inbox][..], &["draft", &inbox], &["list"]] {
        let run = sandbox.run(words).ok();
        for text in [&run.out, &run.err] {
            let bad = text.chars().find(|c| c.is_control() && *c != '\n' || ('\u{202a}'..='\u{202e}').contains(c));
            assert_eq!(bad, None, "{words:?}\n{text}");
        }
    }
}

#[test]
fn a_persons_decisions_are_kept() {
    let sandbox = Sandbox::with_examples();
    sandbox.run(&["draft"]).ok();
    // Another kind, other times, a reason.
    let start = "2026-11-26T10:00:00+01:00";
    let set = sandbox.run(&["--json", "set", "2", "--kind", "call", "--start", start, "--minutes", "25"]).ok().json();
    assert_eq!(set[0]["reply"], "call");
    let text = set[0]["text"].as_str().expect("a text").replace('\u{a0}', " ");
    assert!(
        text.contains("Donnerstag, 26. November") && text.contains("10 Uhr") && text.contains("25 Minuten"),
        "{text}"
    );
    // The reply and its briefing are approved together, and not with gaps.
    let gaps: Vec<String> = sandbox.run(&["--json", "show", "6"]).ok().json()[0]["gaps"]
        .as_array()
        .expect("gaps")
        .iter()
        .map(|gap| format!("{}=steht", gap.as_str().expect("a name")))
        .collect();
    assert!(!gaps.is_empty());
    let refused = sandbox.run(&["approve", "5", "6"]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("gap"), "{}", refused.err);
    let mut words = vec!["set", "6"];
    words.extend(gaps.iter().flat_map(|gap| ["--gap", gap.as_str()]));
    sandbox.run(&words).ok();
    let alone = sandbox.run(&["approve", "5"]);
    assert_eq!(alone.code, 1, "{}", alone.err);
    sandbox.run(&["approve", "5", "6"]).ok();
    sandbox.run(&["discard", "1"]).ok();
    let status = |id: &str| sandbox.run(&["--json", "show", id]).ok().json()[0]["status"].clone();
    assert_eq!([status("1"), status("5"), status("6"), status("2")], ["discarded", "approved", "approved", "draft"]);
    // An edit takes the approval back.
    let mut edit = sandbox.command(&["edit", "5"]);
    edit.env("EDITOR", "sed -i s/Hallo/Moin/");
    assert!(edit.status().expect("an editor").success());
    assert_eq!(status("5"), "draft");
    let overwritten = sandbox.run(&["set", "5", "--kind", "call"]);
    assert_eq!(overwritten.code, 1);
    assert!(overwritten.err.contains("--force"), "{}", overwritten.err);
}

#[test]
fn what_goes_wrong_says_what_where_and_what_to_do() {
    let sandbox = Sandbox::new(ME);
    sandbox.write("broken.toml", "[me]\nadresses = []\n");
    sandbox.write("locked/sie/call.tera", "Subject: x\n\n{{ reciepient.salutation }}\n");
    sandbox.write("no.db", "this is no database at all, whatever its name says");
    let cases: [(&[&str], i32, &[&str]); 10] = [
        (&["draft", "/nowhere/inbox"], 1, &["/nowhere/inbox", "Maildir"]),
        (&["draft"], 2, &["no inbox", "config"]),
        (&["--config", "nowhere.toml", "list"], 1, &["nowhere.toml", "--config"]),
        (&["--config", "broken.toml", "list"], 1, &["broken.toml:2:1", "addresses"]),
        (&["--templates", "locked", "draft", "."], 1, &["sie/call.tera:3", "recipient"]),
        (&["--outbox", "no.db", "list"], 1, &["no.db"]),
        (&["show", "99"], 1, &["99"]),
        (&["show", "x"], 2, &["number"]),
        (&["draft", "--kind", "tanz", "."], 2, &["tanz", "call"]),
        (&["--now", "gestern", "list"], 2, &["RFC 3339"]),
    ];
    for (words, code, expected) in cases {
        let run = sandbox.run(words);
        assert_eq!(run.code, code, "{words:?}\n{}{}", run.out, run.err);
        for word in expected {
            assert!(run.err.contains(word), "{words:?} does not say {word}\n{}", run.err);
        }
    }
}

#[test]
fn a_screen_needs_a_terminal() {
    let refused = Sandbox::with_examples().run(&["review"]);
    assert!(refused.code == 1 && refused.err.contains("statt list"), "{}", refused.err);
    assert!(Sandbox::with_examples().run(&["review", "--help"]).ok().out.contains("Example: "));
}

#[test]
fn a_mail_that_cannot_be_read_is_a_warning_and_not_the_end() {
    let sandbox = Sandbox::new(ME);
    let invite = std::fs::read(examples().join("inbox/13-sogo-reklamation.eml")).expect("an example");
    sandbox.write("in/a.eml", &invite);
    sandbox.write("in/b.bin", b"\x00\x01\x02 no mail");
    let run = sandbox.run(&["--json", "draft", "in"]).ok();
    assert_eq!(run.json().len(), 1);
    assert!(run.err.contains("in/b.bin"), "{}", run.err);
}

#[test]
fn standard_input_a_bare_calendar_and_an_mbox_are_inboxes_too() {
    let sandbox = Sandbox::new(ME);
    let mail = std::fs::read_to_string(examples().join("inbox/13-sogo-reklamation.eml"))
        .expect("an example")
        .replace("\r\n", "\n");
    sandbox.write(
        "in.mbox",
        format!("From x Sun Nov 22 18:00:00 2026\n{mail}\nFrom x Sun Nov 22 18:00:00 2026\n{mail}\n"),
    );
    let sources: Vec<_> =
        sandbox.run(&["--json", "inspect", "in.mbox"]).ok().json().iter().map(|line| line["source"].clone()).collect();
    assert_eq!(sources, ["in.mbox#1", "in.mbox#2"]);
    sandbox.write(
        "a.ics",
        "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:1\nDTSTART:20261201T100000Z\nEND:VEVENT\nEND:VCALENDAR\n",
    );
    let line = &sandbox.run(&["--json", "inspect", "a.ics"]).ok().json()[0];
    assert_eq!((line["category"].as_str(), line["meeting"]["uid"].as_str()), (Some("request"), Some("1")));
    let mut piped = sandbox.command(&["--json", "inspect", "-"]);
    piped.stdin(std::fs::File::open(sandbox.path("a.ics")).expect("a calendar"));
    let run = crate::sandbox::finished(piped.output().expect("statt runs")).ok();
    assert_eq!(run.json()[0]["source"], "-");
}

#[test]
fn a_dry_run_leaves_nothing_behind() {
    let sandbox = Sandbox::with_examples();
    let run = sandbox.run(&["--json", "draft", "--dry-run"]).ok();
    assert!(!run.json().is_empty());
    assert!(!sandbox.path("outbox.db").exists());
}

#[test]
fn a_mail_answered_by_another_program_is_left_alone() {
    let sandbox = Sandbox::new(&format!("{ME}[smtp]\nhost = \"localhost\"\ntls = \"none\"\ncopy_to = \"Sent\"\n"));
    let invite = examples().join("inbox/13-sogo-reklamation.eml").display().to_string();
    let refusal = |sandbox: &Sandbox| sandbox.run(&["--json", "inspect", &invite]).ok().json()[0]["refusal"].clone();
    assert_eq!(refusal(&sandbox), serde_json::Value::Null);
    sandbox.write(
        "Sent/cur/1:2,S",
        "Subject: AW: Reklamation\r\nIn-Reply-To: <sogo-99@hochschule-nord.example>\r\n\r\nGern.\r\n",
    );
    assert_eq!(refusal(&sandbox), "already_answered");
}

/// An invite to Jana Weber, in the version and form that a test needs.
fn invite(method: &str, sequence: u32, start: &str) -> String {
    format!(
        "From: Anna Kern <anna@kunde.example>\nTo: jana.weber@agentur.example\nSubject: Abstimmung\n\
         Date: Fri, 20 Nov 2026 10:0{sequence}:00 +0100\nMessage-ID: <{method}-{sequence}@kunde.example>\nMIME-Version: 1.0\n\
         Content-Type: text/calendar; method={method}; charset=utf-8\n\nBEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//test//EN\n\
         METHOD:{method}\nBEGIN:VEVENT\nUID:life@kunde.example\nSEQUENCE:{sequence}\nDTSTAMP:20261120T090{sequence}00Z\n\
         DTSTART:{start}\nDURATION:PT1H\nSUMMARY:Abstimmung\nORGANIZER;CN=Anna Kern:mailto:anna@kunde.example\n\
         ATTENDEE;RSVP=TRUE:mailto:jana.weber@agentur.example\nEND:VEVENT\nEND:VCALENDAR\n"
    )
}

#[test]
fn the_outbox_follows_the_life_of_a_meeting() {
    let sandbox = Sandbox::new(ME);
    let statuses = || -> Vec<String> {
        let all = sandbox.run(&["--json", "list"]).ok().json();
        all.iter()
            .map(|mail| format!("{} {}", mail["id"].as_str().unwrap(), mail["status"].as_str().unwrap()))
            .collect()
    };
    sandbox.write("in/1.eml", invite("REQUEST", 0, "20261201T090000Z"));
    sandbox.run(&["draft", "in"]).ok();
    sandbox.run(&["approve", "1"]).ok();
    assert_eq!(statuses(), ["1 approved"]);
    // A newer version voids the approval and is drafted anew.
    sandbox.write("in/2.eml", invite("REQUEST", 1, "20261202T090000Z"));
    let second = sandbox.run(&["draft", "in"]).ok();
    assert!(second.err.contains("superseded"), "{}", second.err);
    assert_eq!(statuses(), ["1 superseded", "2 draft"]);
    let seen = sandbox.run(&["--json", "inspect", "in"]).ok().json();
    assert_eq!([&seen[0]["refusal"], &seen[1]["category"]], ["superseded", "update"]);
    // A cancellation discards it; nothing comes back.
    sandbox.write("in/3.eml", invite("CANCEL", 2, "20261202T090000Z"));
    sandbox.run(&["draft", "in"]).ok();
    assert_eq!(statuses(), ["1 superseded", "2 discarded"]);
    assert!(sandbox.run(&["--json", "draft", "in"]).ok().json().is_empty());
}

#[test]
fn a_kind_of_the_users_own_is_a_template_that_a_rule_names() {
    let sandbox = Sandbox::new(&format!("{ME}[[rule]]\nname = \"all\"\nreply = \"workshop\"\n"));
    for form in ["sie", "du"] {
        let text = "Subject: {{ reply.subject }}\n\n{{ recipient.salutation }}\n\nlassen Sie uns {{ 1 + 1 }} Stunden arbeiten.\n";
        sandbox.write(&format!("templates/{form}/workshop.tera"), text);
    }
    sandbox.write("in/1.eml", invite("REQUEST", 0, "20261201T090000Z"));
    let mail = &sandbox.run(&["--json", "draft", "in"]).ok().json()[0];
    assert_eq!((mail["reply"].as_str(), mail["itip"].is_null()), (Some("workshop"), true));
    let text = mail["text"].as_str().unwrap().replace('\u{a0}', " ");
    assert!(text.contains("lassen Sie uns 2 Stunden arbeiten"), "{mail}");
}

#[test]
fn without_a_server_nothing_is_lost() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("its number").port();
    let smtp = format!(
        "[smtp]\nhost = \"127.0.0.1\"\nport = {closed}\ntls = \"none\"\nauth = \"none\"\ntimeout_seconds = 2\n"
    );
    let sandbox = Sandbox::new(&format!("{ME}{smtp}"));
    sandbox.write("in/1.eml", invite("REQUEST", 0, "20261201T090000Z"));
    sandbox.run(&["draft", "in"]).ok();
    let nothing = sandbox.run(&["send"]).ok();
    assert!(nothing.err.contains("nothing is approved"), "{}", nothing.err);
    sandbox.run(&["approve", "1"]).ok();
    let raw = sandbox.run(&["show", "1", "--raw"]).ok().bytes;
    let run = sandbox.run(&["send"]);
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
    assert_eq!(run.out, "1 failed  next try today 09:05\n");
    assert_eq!(run.err.matches("127.0.0.1").count(), 1, "the reason is told once: {}", run.err);
    assert_eq!(sandbox.run(&["show", "1", "--raw"]).ok().bytes, raw, "the same bytes at the next try");
    let doctor = sandbox.run(&["doctor"]);
    assert_eq!(doctor.code, 1);
    assert!(doctor.out.contains("FAIL server"), "{}", doctor.out);
}

#[test]
fn what_was_filled_or_written_by_hand_is_not_lost_with_another_plan() {
    let sandbox = Sandbox::with_examples();
    sandbox.run(&["draft"]).ok();
    let gap = sandbox.run(&["--json", "show", "6"]).ok().json()[0]["gaps"][0].as_str().expect("a gap").to_owned();
    sandbox.run(&["set", "6", "--gap", &format!("{gap}=alles Weitere am Telefon")]).ok();
    let planned = sandbox.run(&["--json", "set", "5", "--reason", "weil ich in Wien bin"]).ok().json();
    assert!(planned[1]["text"].as_str().expect("a briefing").contains("alles Weitere am Telefon"), "{}", planned[1]);
    let briefing = planned[1]["id"].as_str().expect("a number").to_owned();
    let mut edit = sandbox.command(&["edit", &briefing]);
    edit.env("EDITOR", "sed -i s/Hallo/Moin/");
    assert!(edit.status().expect("an editor").success());
    let refused = sandbox.run(&["set", "5", "--reason", "weil ich in Graz bin"]);
    assert!(refused.code == 1 && refused.err.contains("by hand"), "{}", refused.err);
    // Nonsense is refused before anything changes.
    for words in [&["set", "3", "--start", "2026-11-20T10:00:00+01:00"][..], &["set", "2", "--minutes", "120"]] {
        assert_eq!(sandbox.run(words).code, 2, "{words:?}");
    }
}

#[test]
fn completions_and_manual_pages_need_no_configuration() {
    let sandbox = Sandbox::new("this is = no configuration [");
    for shell in ["bash", "zsh", "fish"] {
        let script = sandbox.run(&["completions", shell]).ok().out;
        assert!(script.contains("approve") && script.contains("since"), "{shell}");
    }
    assert!(sandbox.run(&["man"]).ok().out.contains(".TH statt 1"));
    let pages = sandbox.run(&["man", "--dir", "pages"]).ok().out;
    assert!(pages.lines().count() > 12 && pages.contains("pages/statt-draft.1"), "{pages}");
    let page = std::fs::read_to_string(sandbox.path("pages/statt-draft.1")).expect("a page");
    assert!(page.contains(".TH statt-draft 1") && page.contains("statt draft"), "{page}");
}
