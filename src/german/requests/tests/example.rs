//! A mail with what it asks for, written as text: see the files under `examples/`.

use chrono::{DateTime, NaiveDateTime, TimeZone};
use chrono_tz::{Europe::Berlin, Tz};

use crate::german::requests::{DayPart, MeetingRequest, Mode, RequestInput, read_request};

/// The files of examples.
const FILES: &[(&str, &str)] = &[
    ("asks", include_str!("../examples/asks.txt")),
    ("times", include_str!("../examples/times.txt")),
    ("moves", include_str!("../examples/moves.txt")),
    ("english", include_str!("../examples/english.txt")),
    ("private", include_str!("../examples/private.txt")),
    ("appointments_none", include_str!("../examples/appointments_none.txt")),
    ("mass_none", include_str!("../examples/mass_none.txt")),
    ("asks_more", include_str!("../examples/asks_more.txt")),
    ("near_misses_more", include_str!("../examples/near_misses_more.txt")),
    ("third_asks", include_str!("../examples/third_asks.txt")),
    ("third_none", include_str!("../examples/third_none.txt")),
    ("fourth", include_str!("../examples/fourth.txt")),
    ("fifth", include_str!("../examples/fifth.txt")),
    ("inbox", include_str!("../examples/inbox.txt")),
    ("sixth", include_str!("../examples/sixth.txt")),
    ("settled", include_str!("../examples/settled.txt")),
    ("seventh", include_str!("../examples/seventh.txt")),
    ("office", include_str!("../examples/office.txt")),
    ("office_none", include_str!("../examples/office_none.txt")),
    ("office_second", include_str!("../examples/office_second.txt")),
    ("office_second_none", include_str!("../examples/office_second_none.txt")),
    ("office_third", include_str!("../examples/office_third.txt")),
    ("office_third_none", include_str!("../examples/office_third_none.txt")),
    ("eighth", include_str!("../examples/eighth.txt")),
    ("eighth_more", include_str!("../examples/eighth_more.txt")),
    ("eighth_none", include_str!("../examples/eighth_none.txt")),
    ("eighth_none_more", include_str!("../examples/eighth_none_more.txt")),
    ("ninth", include_str!("../examples/ninth.txt")),
    ("ninth_none", include_str!("../examples/ninth_none.txt")),
    ("tenth", include_str!("../examples/tenth.txt")),
    ("eleventh", include_str!("../examples/eleventh.txt")),
    ("office_fourth", include_str!("../examples/office_fourth.txt")),
];

/// All examples of all files.
pub fn all_examples() -> Vec<Example> {
    FILES.iter().flat_map(|(name, text)| examples(name, text)).collect()
}

/// One example: a mail and what is expected of it.
pub struct Example {
    /// The file and number.
    pub name: String,
    pub date: DateTime<Tz>,
    pub is_reply: bool,
    pub subject: String,
    pub body: String,
    /// What follows "=>".
    pub expected: String,
}

/// Reads the examples of a file.
fn examples(file: &str, text: &str) -> Vec<Example> {
    text.split("\n=== ")
        .skip(1)
        .enumerate()
        .map(|(number, text)| example(format!("{file} {}", number + 1), text))
        .collect()
}

fn example(name: String, text: &str) -> Example {
    let (head, rest) = text.split_once('\n').expect("a head line");
    let (mail, expected) = rest.rsplit_once("\n=> ").expect("an expectation");
    let (subject, body) = mail.split_once('\n').expect("a subject line");
    let stamp = head.get(4..20).expect("a date");
    let local = NaiveDateTime::parse_from_str(stamp, "%Y-%m-%d %H:%M").expect("a valid date");
    assert_eq!(local.format("%a").to_string(), head[..3], "weekday of {head}");
    Example {
        name,
        date: Berlin.from_local_datetime(&local).unwrap(),
        is_reply: head.ends_with("reply"),
        subject: subject.strip_prefix("Subject: ").expect("Subject:").to_owned(),
        body: body.to_owned(),
        expected: expected.trim().to_owned(),
    }
}

impl Example {
    /// What differs from the expectation, if anything.
    pub fn mismatch(&self) -> Option<String> {
        let input = RequestInput { subject: &self.subject, body: &self.body, date: self.date, is_reply: self.is_reply };
        let got = read_request(&input);
        let mut wanted = self.expected.split(" ; ").map(str::trim).filter(|part| *part != "vague").peekable();
        if wanted.peek() == Some(&"none") {
            return got.map(|request| format!("false alarm: {:?} {:?}", written(&request), request.why));
        }
        let Some(got) = got else { return Some("missed".to_owned()) };
        let (facts, times): (Vec<&str>, Vec<&str>) = wanted.partition(|part| part.contains('='));
        let mut wrong = Vec::new();
        if written(&got) != times {
            wrong.push(format!("times {:?}, not {times:?}", written(&got)));
        }
        wrong.extend(facts.into_iter().filter_map(|fact| differs(&got, fact)));
        (!wrong.is_empty()).then(|| wrong.join("; "))
    }
}

/// The proposals as the examples write them.
fn written(request: &MeetingRequest) -> Vec<String> {
    let proposal = |p: &crate::german::requests::Proposal| {
        let end = p.end.map(|end| end.format("-%H:%M").to_string()).unwrap_or_default();
        format!("{}{end}", p.start.format("%Y-%m-%dT%H:%M"))
    };
    request.proposals.iter().map(proposal).collect()
}

fn differs(got: &MeetingRequest, fact: &str) -> Option<String> {
    let (name, value) = fact.split_once('=').expect("name=value");
    let found = match name {
        "min" => got.duration_minutes.map(|minutes| minutes.to_string()),
        "mode" => got.mode.map(|mode| {
            match mode {
                Mode::InPerson => "in_person",
                Mode::Online => "online",
                Mode::Phone => "phone",
            }
            .to_owned()
        }),
        "place" => got.location.clone(),
        "rrule" => got.recurrence.clone(),
        "phone" => got.phone.clone(),
        "agenda" => Some(got.agenda.join("|")),
        "window" => return window_differs(got, value),
        other => panic!("unknown fact {other}"),
    };
    // "-" says that the mail names none.
    if value == "-" {
        return found.map(|found| format!("{name} {found}, not none"));
    }
    let same = match (&found, name) {
        (Some(found), "place") => {
            let (found, value) = (found.to_lowercase(), value.to_lowercase());
            found.contains(&value) || value.contains(&found)
        }
        (found, _) => found.as_deref() == Some(value),
    };
    (!same).then(|| format!("{name} {found:?}, not {value}"))
}

fn window_differs(got: &MeetingRequest, value: &str) -> Option<String> {
    let windows: Vec<String> = got
        .windows
        .iter()
        .map(|window| {
            let part = match window.part {
                None => "",
                Some(DayPart::Morning) => " vormittag",
                Some(DayPart::Noon) => " mittag",
                Some(DayPart::Afternoon) => " nachmittag",
                Some(DayPart::Evening) => " abend",
            };
            format!("{}..{}{part}", window.from, window.to)
        })
        .collect();
    (!windows.iter().any(|window| window == value)).then(|| format!("windows {windows:?}, not {value}"))
}
