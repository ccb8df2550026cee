//! The shared table of requests, scored as its README says, where it is at hand.

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset};
use chrono_tz::Europe::Berlin;
use serde_json::Value;

use crate::german::requests::{MeetingRequest, RequestInput, read_request};

/// A file or folder of the shared tables, where they are at hand.
pub fn shared(path: &str) -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let folder = std::env::var_os("STATT_SHARED").map_or_else(beside, PathBuf::from);
    Some(folder.join(path)).filter(|path| path.exists())
}

#[derive(Default)]
struct Score {
    hits: u32,
    alarms: u32,
    misses: u32,
    timed: u32,
    times_right: u32,
    notes: Vec<String>,
}

#[test]
fn the_shared_table_is_read_as_well_as_it_must_be() {
    let Some(path) = shared("german/requests.jsonl") else {
        eprintln!("skipped: no shared/german/requests.jsonl");
        return;
    };
    let table = std::fs::read_to_string(path).expect("the table");
    let mut score = Score::default();
    for line in table.lines().filter(|line| !line.trim().is_empty()) {
        let row: Value = serde_json::from_str(line).expect("a row");
        score.row(&row);
    }
    let share = |part: u32, rest: u32| 100.0 * f64::from(part) / f64::from((part + rest).max(1));
    let (precision, recall) = (share(score.hits, score.alarms), share(score.hits, score.misses));
    let times = share(score.times_right, score.timed - score.times_right);
    let summary = format!(
        "precision {precision:.1}, recall {recall:.1}, times {times:.1} of {}\n{}",
        score.timed,
        score.notes.join("\n")
    );
    eprintln!("{summary}");
    assert!(precision >= 97.0 && recall >= 92.0 && times >= 95.0, "{summary}");
}

impl Score {
    fn row(&mut self, row: &Value) {
        let text = |name: &str| row[name].as_str().unwrap_or_default();
        let date = DateTime::parse_from_rfc3339(text("date")).expect("a date").with_timezone(&Berlin);
        let input = RequestInput { subject: text("subject"), body: text("body"), date, is_reply: false };
        let got = read_request(&input);
        let expected = &row["expect"];
        let wanted = expected["category"] == "plain_request";
        if row["accept"]["category"].is_array() && got.is_none() {
            return;
        }
        match (&got, wanted) {
            (Some(_), true) => self.hits += 1,
            (Some(request), false) => {
                self.alarms += 1;
                self.notes.push(format!("{} false alarm: {:?} {:?}", text("id"), text("subject"), request.why));
            }
            (None, true) => {
                self.misses += 1;
                self.notes.push(format!("{} missed: {:?} ({})", text("id"), text("subject"), text("note")));
            }
            (None, false) => {}
        }
        if let Some(request) = got.filter(|_| wanted) {
            self.times(row, &request);
            if std::env::var_os("STATT_DETAILS").is_some() {
                self.details(row, &request);
            }
        }
    }

    fn times(&mut self, row: &Value, request: &MeetingRequest) {
        let wanted = &row["expect"]["proposals"];
        if wanted.as_array().is_none_or(Vec::is_empty) {
            return;
        }
        self.timed += 1;
        let others = row["accept"]["proposals"].as_array().cloned().unwrap_or_default();
        let right = std::iter::once(wanted).chain(&others).any(|choice| same_times(choice, request));
        self.times_right += u32::from(right);
        if !right {
            self.notes.push(format!("{} times: {:?}, not {wanted}", row["id"], request.proposals));
        }
    }

    fn details(&mut self, row: &Value, request: &MeetingRequest) {
        self.notes.push(format!(
            "{} {:?} {:?} {:?} {:?} windows {:?} | wanted {} {} {} {}",
            row["id"],
            request.location,
            request.mode,
            request.duration_minutes,
            request.recurrence,
            request.windows,
            row["expect"]["location"],
            row["expect"]["mode"],
            row["expect"]["duration_minutes"],
            row["accept"]["location"]
        ));
    }
}

fn same_times(choice: &Value, request: &MeetingRequest) -> bool {
    let instant =
        |value: &Value| value.as_str().and_then(|text| DateTime::<FixedOffset>::parse_from_rfc3339(text).ok());
    let Some(choice) = choice.as_array() else { return false };
    choice.len() == request.proposals.len()
        && choice.iter().zip(&request.proposals).all(|(wanted, got)| {
            let start = instant(&wanted["start"]).is_some_and(|start| got.start == start);
            let end = instant(&wanted["end"]).is_none_or(|end| got.end.is_some_and(|got| got == end));
            start && end
        })
}
