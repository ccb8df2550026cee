//! What letters say about invites in which a word is easily wrong: times elsewhere, several days, places, telephones.

use crate::sandbox::Sandbox;

const CONFIG: &str = r#"
[me]
name = "Jana Weber"
addresses = ["jana@agentur.example"]
phone = "030 000-11"
[contacts]
colleagues = ["@agentur.example"]
[[client]]
match = "@kunde.example"
colleague = "max.mueller@agentur.example"
[reply]
quote = false
"#;

const TIMED: &str = "DTSTART;TZID=Europe/Berlin:20261203T140000\nDTEND;TZID=Europe/Berlin:20261203T150000";

/// An invite of these calendar lines, by Petra Hollmann.
fn invite(lines: &str) -> String {
    format!(
        "From: Petra Hollmann <p.hollmann@kunde.example>\nTo: jana@agentur.example\nSubject: Bauzeitenplan\n\
         Date: Fri, 20 Nov 2026 10:00:00 +0100\nMessage-ID: <1@kunde.example>\nMIME-Version: 1.0\n\
         Content-Type: text/calendar; method=REQUEST; charset=utf-8\n\nBEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//DE\n\
         METHOD:REQUEST\nBEGIN:VEVENT\nUID:1@kunde.example\nDTSTAMP:20261120T090000Z\n\
         ORGANIZER;CN=Petra Hollmann:mailto:p.hollmann@kunde.example\n\
         ATTENDEE;RSVP=TRUE:mailto:jana@agentur.example\n{lines}\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    .replace('\n', "\r\n")
}

/// A request in words, by Petra Hollmann.
fn request(words: &str) -> String {
    format!(
        "From: Petra Hollmann <p.hollmann@kunde.example>\nTo: jana@agentur.example\nSubject: Kosten der Fassade\n\
         Date: Fri, 20 Nov 2026 10:00:00 +0100\nMessage-ID: <1@kunde.example>\nMIME-Version: 1.0\n\
         Content-Type: text/plain; charset=utf-8\n\nGuten Tag Frau Weber,\n\n{words}\n\n\
         Mit freundlichen Grüßen\nPetra Hollmann\n"
    )
    .replace('\n', "\r\n")
}

/// What the reply of a kind says, and the briefing after it.
fn letter(kind: &str, mail: &str) -> String {
    let sandbox = Sandbox::new(CONFIG);
    sandbox.write("mail.eml", mail);
    let mail = sandbox.path("mail.eml");
    let drafted = sandbox.run(&["--json", "draft", "--kind", kind, &mail.display().to_string()]).ok().json();
    let texts: Vec<&str> = drafted.iter().filter_map(|mail| mail["text"].as_str()).collect();
    texts.join("\n=====\n").replace(['\u{a0}', '\u{202f}'], " ")
}

#[test]
fn a_letter_says_it_as_its_reader_would() {
    let wherever = |place: &str| invite(&format!("{TIMED}\nSUMMARY:Bauzeitenplan\nLOCATION:{place}"));
    let new_york = invite(
        "DTSTART;TZID=America/New_York:20261203T090000\nDTEND;TZID=America/New_York:20261203T100000\nSUMMARY:Plan",
    );
    let days = invite("DTSTART;VALUE=DATE:20261203\nDTEND;VALUE=DATE:20261206\nSUMMARY:Bautage");
    let one_day = invite("DTSTART;VALUE=DATE:20261203\nDTEND;VALUE=DATE:20261204\nSUMMARY:Workshop Raumprogramm");
    let undated = request("können wir uns einmal zu den Kosten der Fassade treffen?");
    let cases = [
        ("attend", &new_york, "15 Uhr (9 Uhr bei Ihnen)", "um 15 Uhr."),
        ("shorter", &new_york, "von 15 bis 15:30 Uhr (9 bis 9:30 Uhr bei Ihnen)", "später"),
        ("attend", &days, "von Donnerstag, 3. Dezember, bis Samstag, 5. Dezember", "Gespräch"),
        ("handoff", &days, "von Donnerstag, 3. Dezember, bis Samstag, 5. Dezember", "am Donnerstag, 3. Dezember, für"),
        ("shorter", &one_day, "am Donnerstag, 3. Dezember, von", "anderer Tag"),
        ("attend", &undated, " oder am ", "Ich komme"),
        ("attend", &wherever("bei uns"), " Ihnen", "bei uns"),
        ("handoff", &wherever("Bei uns\\, Raum 4"), "Wo: bei Frau Hollmann (Raum 4)", "ei uns"),
        ("handoff", &wherever("Bei Ihnen"), "Wo: bei uns", "Bei Ihnen"),
        ("call", &wherever("Telefon 0561 000-160"), "0561 000-160", "ein Telefonat"),
        ("call", &wherever("Telefonkonferenz 069 000-1\\, PIN 12"), "welcher Nummer", "anreisen"),
    ];
    for (kind, mail, says, never) in cases {
        let said = letter(kind, mail);
        // The number may be asked for in another wording.
        let says = if says == "welcher Nummer" && said.contains("die Nummer") { "die Nummer" } else { says };
        assert!(said.contains(says), "{kind} lacks {says:?}:\n{said}");
        assert!(!said.contains(never), "{kind} says {never:?}:\n{said}");
    }
}
