//! From the invite to my letter, to what the organizer makes of it, and to what follows: from outside, with a server.

mod orders;

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::sandbox::{NOW, Run, Sandbox};
use crate::sending::server::{Behaviour, TestServer};

/// A home with a server, an inbox and a calendar that statt writes.
struct Office {
    sandbox: Sandbox,
    server: TestServer,
    mails: std::cell::Cell<usize>,
}

impl Office {
    fn new() -> Self {
        Self::with("write = \"calendar\"")
    }

    fn with(calendar: &str) -> Self {
        let server = TestServer::start(Behaviour::default());
        let config = format!(
            "inbox = \"inbox\"\n[me]\nname = \"Jana Weber\"\naddresses = [\"jana@agentur.example\"]\nphone = \"+49 30 1234567\"\n\
             [calendar]\npaths = [\"calendar\"]\n{calendar}\n[contacts]\ncolleagues = [\"@agentur.example\"]\n\
             [[client]]\nmatch = \"@kunde.example\"\ncolleague = \"max@agentur.example\"\n\
             [smtp]\nhost = \"127.0.0.1\"\nport = {}\ntls = \"none\"\n",
            server.port
        );
        let sandbox = Sandbox::new(&config);
        std::fs::create_dir(sandbox.path("inbox")).expect("an inbox");
        Self { sandbox, server, mails: std::cell::Cell::new(0) }
    }

    /// A mail of Eva Kern's arrives.
    fn receive(&self, mail: &str) -> &Self {
        self.mails.set(self.mails.get() + 1);
        self.sandbox.write(&format!("inbox/{}.eml", self.mails.get()), mail.replace('\n', "\r\n"));
        self
    }

    fn run_at(&self, now: &str, words: &[&str]) -> Run {
        let output = self.sandbox.command(&[&["--now", now], words].concat()).output().expect("statt runs");
        crate::sandbox::finished(output).ok()
    }

    fn run(&self, words: &[&str]) -> Run {
        self.run_at(NOW, words)
    }

    /// New drafts, by their kinds.
    fn draft(&self, words: &[&str]) -> Vec<Value> {
        self.run(&[&["--json", "draft"], words].concat()).json()
    }

    fn send_all(&self) {
        self.run(&["approve", "--all"]);
        self.run(&["send"]);
    }

    /// The Message-ID of my last letter.
    fn last_sent(&self) -> String {
        let sent = self.run(&["--json", "list", "--status", "sent"]).json();
        sent.last().and_then(|mail| mail["message_id"].as_str()).expect("a sent mail").to_owned()
    }

    /// The events of the last mail's story.
    fn events(&self, now: &str) -> Vec<String> {
        let mails = self.run_at(now, &["--json", "list"]).json();
        let last = mails.last().expect("a mail");
        let shown = self.run_at(now, &["--json", "show", last["id"].as_str().expect("a number")]).json();
        assert_eq!(shown[0]["story"], last["story"], "`show` reads less than `list` and tells the same");
        let story = last["story"].as_array().expect("a story").clone();
        story.iter().map(|step| step["event"].as_str().expect("an event").to_owned()).collect()
    }

    /// What the calendar folder holds: file by file.
    fn calendar(&self) -> Vec<String> {
        let Ok(files) = std::fs::read_dir(self.sandbox.path("calendar")) else { return Vec::new() };
        let mut paths: Vec<PathBuf> = files.map(|file| file.expect("a file").path()).collect();
        paths.sort();
        paths.iter().map(|path| std::fs::read_to_string(path).expect("a calendar")).collect()
    }
}

/// A mail with a calendar: `times` are DTSTART and DTEND.
fn invite(method: &str, id: &str, sequence: u32, times: (&str, &str)) -> String {
    format!(
        "From: Eva Kern <kern@kunde.example>\nTo: jana@agentur.example\nSubject: Abstimmung\nMessage-ID: <{id}@kunde.example>\n\
         Date: Mon, 23 Nov 2026 0{sequence}:00:00 +0100\nMIME-Version: 1.0\nContent-Type: text/calendar; method={method}; charset=utf-8\n\n\
         BEGIN:VCALENDAR\nPRODID:-//Microsoft Corporation//Outlook 16.0//EN\nVERSION:2.0\nMETHOD:{method}\nBEGIN:VEVENT\n\
         UID:treffen@kunde.example\nSEQUENCE:{sequence}\nDTSTAMP:20261120T0{sequence}0000Z\nSUMMARY:Abstimmung Nordring\n\
         ORGANIZER;CN=Eva Kern:mailto:kern@kunde.example\nATTENDEE;RSVP=TRUE;PARTSTAT=NEEDS-ACTION:mailto:jana@agentur.example\n\
         DTSTART:{}\nDTEND:{}\nLOCATION:Hafenstraße 1\\, Hamburg\nEND:VEVENT\nEND:VCALENDAR\n",
        times.0, times.1
    )
}

const QUESTION: &str = "Guten Tag Frau Weber,\n\nkönnen wir uns am Donnerstag um 14 Uhr treffen, um das Budget zu besprechen?\n\nViele Grüße\nEva Kern";

const FIRST: (&str, &str) = ("20261126T130000Z", "20261126T140000Z");

fn words(id: &str, to: &str, text: &str) -> String {
    format!(
        "From: Eva Kern <kern@kunde.example>\nTo: jana@agentur.example\nSubject: AW: Abstimmung\nMessage-ID: <{id}@kunde.example>\n\
         Date: Mon, 23 Nov 2026 08:00:00 +0100\nIn-Reply-To: <{to}>\nMIME-Version: 1.0\n\
         Content-Type: text/plain; charset=utf-8\n\n{text}\n"
    )
}

/// The start and the end of what the last letter proposed, as DTSTART and DTEND.
fn proposed(mail: &Value) -> (String, String) {
    let utc = |name: &str| {
        let text = mail["itip"][name].as_str().expect("a time");
        text.parse::<chrono::DateTime<chrono::Utc>>().expect("a time").format("%Y%m%dT%H%M%SZ").to_string()
    };
    (utc("start"), utc("end"))
}

fn kinds(mails: &[Value]) -> Vec<&str> {
    mails.iter().map(|mail| mail["reply"].as_str().expect("a kind")).collect()
}

#[test]
fn a_proposal_that_is_taken_over_is_thanked_for() {
    let office = Office::new();
    let asked = office.receive(&invite("REQUEST", "1", 0, FIRST)).draft(&["--kind", "call"]);
    assert_eq!((kinds(&asked), asked[0]["itip"]["method"].as_str()), (vec!["call"], Some("COUNTER")));
    assert!(office.calendar().is_empty(), "nothing is sent");
    office.send_all();
    let [calendar] = office.calendar().try_into().expect("one event");
    assert!(calendar.contains("STATUS:TENTATIVE") && calendar.contains("UID:treffen@kunde.example"), "{calendar}");

    let (start, end) = proposed(&asked[0]);
    let mine = office.last_sent();
    // Some programs repeat what I said to the old time.
    office.receive(&invite("REQUEST", "2", 1, (&start, &end)).replace("NEEDS-ACTION", "TENTATIVE"));
    // Whatever the user's usual kind is: whoever took my time gets no other proposal.
    let thanks = office.draft(&["--kind", "call"]);
    assert_eq!(
        (kinds(&thanks), thanks[0]["itip"]["participation_status"].as_str()),
        (vec!["attend"], Some("accepted"))
    );
    assert_eq!(office.events(NOW), ["asked", "sent", "accepted", "drafted"]);
    let [calendar] = office.calendar().try_into().expect("one event");
    assert!(calendar.contains("STATUS:CONFIRMED") && calendar.contains(&format!("DTSTART:{start}")), "{calendar}");
    let raw = office.run(&["show", thanks[0]["id"].as_str().expect("an id"), "--raw"]).out;
    let unfolded = raw.replace("\r\n ", " ");
    assert!(unfolded.contains("In-Reply-To: <2@kunde.example>"), "{raw}");
    let references = unfolded.lines().find(|line| line.starts_with("References:")).expect("a thread");
    assert_eq!(references, format!("References: <1@kunde.example> <{mine}> <2@kunde.example>"));
    office.send_all();
    assert!(office.draft(&[]).is_empty(), "drafting again adds nothing");
    assert_eq!(office.calendar().len(), 1);
    assert_eq!(office.server.taken().len(), 2);
    let seen = office.run(&["--json", "inspect", "inbox/2.eml"]).json();
    assert_eq!(seen[0]["facts"]["conflicts"], serde_json::json!([]), "it is no conflict with itself");

    office.receive(&invite("CANCEL", "3", 2, (&start, &end)));
    assert!(office.draft(&[]).is_empty());
    assert!(office.calendar()[0].contains("STATUS:CANCELLED"));
    assert!(office.run(&["list"]).out.contains("cancelled today"));
}

#[test]
fn a_refused_proposal_is_not_made_again() {
    let office = Office::new();
    let asked = office.receive(&invite("REQUEST", "1", 0, FIRST)).draft(&["--kind", "call"]);
    office.send_all();
    let refusal = invite("DECLINECOUNTER", "2", 0, FIRST);
    let stranger = refusal.replace("kern@kunde.example>", "somebody@else.example>").replace("<2@", "<9@");
    assert!(office.receive(&stranger).draft(&[]).is_empty(), "a stranger refuses nothing");
    let answer = office.receive(&refusal).draft(&[]);
    assert_eq!((kinds(&answer), answer[0]["itip"]["method"].as_str()), (vec!["attend"], Some("REPLY")));
    assert_eq!(answer[0]["itip"]["participation_status"], "accepted");
    assert!(office.calendar()[0].contains("STATUS:CANCELLED"), "the call is off");
    let id = answer[0]["id"].as_str().expect("an id");
    assert!(office.run(&["show", id]).out.contains("declined"));
    // Also on demand the same time is not offered twice.
    let again = office.run(&["--json", "set", id, "--kind", "call"]).json();
    assert_ne!(again[0]["itip"]["start"], asked[0]["itip"]["start"]);
    office.run(&["set", id, "--kind", "attend"]);
    office.send_all();
    assert!(office.calendar()[0].contains("STATUS:CONFIRMED"));
    assert!(office.receive(&refusal.replace("<2@", "<3@")).draft(&[]).is_empty(), "the same refusal, once more");
    assert_eq!(office.events(NOW), ["asked", "sent", "declined", "sent"]);
}

#[test]
fn another_time_is_weighed_anew_and_a_cancellation_ends_it() {
    let office = Office::new();
    office.receive(&invite("REQUEST", "1", 0, FIRST)).draft(&["--kind", "call"]);
    office.send_all();
    let other = office.receive(&invite("REQUEST", "2", 1, ("20261130T130000Z", "20261130T132000Z"))).draft(&[]);
    assert_eq!(kinds(&other), ["attend"], "as short as the call, and free");
    let why = office.run(&["show", other[0]["id"].as_str().expect("an id")]).out;
    assert!(why.contains("another time for what you proposed"), "{why}");
    let cancelled = office.receive(&invite("CANCEL", "3", 2, FIRST)).run(&["draft"]);
    assert!(cancelled.err.contains("discarded: the meeting was cancelled"), "{}", cancelled.err);
    assert_eq!(office.events(NOW), ["asked", "sent", "moved", "cancelled"]);
    let list = office.run(&["list", "--all"]).out;
    assert!(list.contains("moved to Mon 30 Nov 14:00") && list.contains("cancelled"), "{list}");
}

#[test]
fn nobody_but_the_organizer_ends_a_meeting() {
    let office = Office::new();
    office.receive(&invite("REQUEST", "1", 0, FIRST)).draft(&[]);
    let stranger = invite("CANCEL", "2", 1, FIRST).replace("Kern <kern@kunde.example>", "Kern <kern@else.example>");
    assert!(office.receive(&stranger).draft(&[]).is_empty());
    assert_eq!(office.run(&["--json", "list", "--status", "draft"]).json().len(), 1);
}

#[test]
fn a_yes_in_words_is_told_and_not_answered() {
    let office = Office::new();
    let asked = office.receive(&words("0", "x@y", QUESTION)).draft(&["--kind", "call"]);
    assert_eq!(kinds(&asked), ["call"]);
    office.send_all();
    let mine = office.last_sent();
    let list =
        office.receive(&words("1", &mine, "Ja, das passt mir sehr gut.\n\nViele Grüße\nEva Kern")).run(&["draft"]);
    assert!(list.err.contains("accepted in words; no reply is needed"), "{}", list.err);
    assert_eq!(office.run(&["--json", "list"]).json().len(), 1);
    assert_eq!(office.events(NOW), ["asked", "sent", "accepted"]);
    // A time of their own is answered, in the thread.
    let other = words(
        "2",
        &mine,
        "Das passt leider nicht. Können wir am Freitag um 15 Uhr telefonieren?\n\nViele Grüße\nEva Kern",
    );
    let answer = office.receive(&other).draft(&[]);
    assert_eq!(kinds(&answer), ["attend"]);
    assert!(office.events(NOW).contains(&"moved".to_owned()));
}

#[test]
fn what_was_agreed_in_words_and_written_down_is_no_conflict_with_its_own_invite() {
    let office = Office::new();
    office.receive(&words("0", "x@y", QUESTION));
    office.draft(&["--kind", "call"]);
    let id = "1";
    office.run(&["set", id, "--start", "2026-11-25T11:00:00+01:00"]);
    office.send_all();
    let mine = office.last_sent();
    office.receive(&words("1", &mine, "Ja, Mittwoch um 11 Uhr passt.")).draft(&[]);
    assert!(office.calendar()[0].contains("STATUS:CONFIRMED"));
    let own = invite("REQUEST", "2", 0, ("20261125T100000Z", "20261125T102000Z"));
    let thanks = office.receive(&own).draft(&[]);
    assert_eq!(kinds(&thanks), ["attend"]);
    let why = office.run(&["show", thanks[0]["id"].as_str().expect("an id")]).out;
    assert!(!why.contains("one of the two has to move"), "{why}");
}

#[test]
fn an_invite_for_what_i_proposed_in_words_is_thanked_for() {
    let office = Office::new();
    office.receive(&words("0", "x@y", QUESTION));
    let asked = office.draft(&["--kind", "call"]);
    office.send_all();
    assert!(asked[0]["itip"].is_null());
    let [tentative] = office.calendar().try_into().expect("one event");
    let value = |name: &str| {
        tentative.lines().find_map(|line| line.strip_prefix(name)).expect("a time").trim_start_matches(':').to_owned()
    };
    let thanks = office.receive(&invite("REQUEST", "2", 0, (&value("DTSTART"), &value("DTEND")))).draft(&[]);
    assert_eq!(kinds(&thanks), ["attend"]);
    let [confirmed] = office.calendar().try_into().expect("one event");
    assert!(confirmed.contains("STATUS:CONFIRMED") && confirmed.contains("UID:treffen@kunde.example"), "{confirmed}");
    assert!(office.events(NOW).contains(&"accepted".to_owned()));
}

#[test]
fn the_colleagues_answer_is_part_of_the_story() {
    let office = Office::new();
    let pair = office.receive(&invite("REQUEST", "1", 0, FIRST)).draft(&["--kind", "handoff"]);
    assert_eq!(pair.len(), 2);
    for mail in &pair {
        for gap in mail["gaps"].as_array().expect("gaps") {
            let filling = format!("{}=das Übliche", gap.as_str().expect("a name"));
            office.run(&["set", mail["id"].as_str().expect("an id"), "--gap", &filling]);
        }
    }
    office.send_all();
    let reply = invite("REPLY", "2", 0, FIRST)
        .replace("From: Eva Kern <kern@kunde.example>", "From: Max Müller <max@agentur.example>")
        .replace("ATTENDEE;RSVP=TRUE;PARTSTAT=NEEDS-ACTION:mailto:jana@", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:max@");
    assert!(office.receive(&reply).draft(&[]).is_empty());
    let mails = office.run(&["--json", "list"]).json();
    let story = mails[0]["story"].as_array().expect("a story");
    let told = story.iter().find(|step| step["event"] == "colleague_answered").expect("the colleague's answer");
    assert_eq!(told["detail"], "Max Müller accepted", "{story:?}");
}

#[test]
fn an_answer_without_reaction_is_open_from_the_meetings_day_on() {
    let office = Office::new();
    office.receive(&invite("REQUEST", "1", 0, FIRST)).draft(&["--kind", "call"]);
    office.send_all();
    assert_eq!(office.events("2026-11-25T09:00:00+01:00"), ["asked", "sent"]);
    assert_eq!(office.events("2026-11-27T09:00:00+01:00"), ["asked", "sent", "open"]);
    assert!(office.run_at("2026-11-27T09:00:00+01:00", &["list"]).out.contains("open: no answer"));
}

#[test]
fn a_calendar_that_cannot_be_written_is_a_warning_until_it_can() {
    let office = Office::with("write = \"blocked/calendar\"");
    office.sandbox.write("blocked", "a file, and no folder");
    office.receive(&invite("REQUEST", "1", 0, FIRST)).draft(&["--kind", "call"]);
    office.run(&["approve", "--all"]);
    let sent = office.run(&["send"]);
    assert!(sent.err.contains("is not in your calendar"), "{}", sent.err);
    assert_eq!(office.server.taken().len(), 1);
    std::fs::remove_file(office.sandbox.path("blocked")).expect("the file is gone");
    assert!(!office.run(&["send"]).err.contains("calendar"));
    assert_eq!(std::fs::read_dir(office.sandbox.path("blocked/calendar")).expect("a folder").count(), 1);
}

#[test]
fn without_a_folder_no_calendar_is_written() {
    let office = Office::with("");
    office.receive(&invite("REQUEST", "1", 0, FIRST)).draft(&["--kind", "attend"]);
    office.send_all();
    let files = std::fs::read_dir(office.sandbox.path("")).expect("the home").flatten();
    assert!(files.map(|file| file.path()).all(|path| !is_calendar(&path)));
}

fn is_calendar(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "ics")
}
