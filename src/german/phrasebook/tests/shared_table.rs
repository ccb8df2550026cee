//! The table of dates that acceptance also uses, read in place where it lies beside the project.

use std::path::PathBuf;

use serde_json::Value;

use super::{NOW, phrasebook, say};

/// Filter, value and argument that a row asks for.
fn call(row: &Value) -> (&'static str, String, String) {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let value = &row["value"];
    let items = value.as_array().map(|items| items.iter().map(text).collect::<Vec<_>>().join(", "));
    let pair = |first: &str, second: &str| (text(&value[first]), text(&value[second]));
    let (filter, (value, argument)) = match (row["what"].as_str().unwrap(), row["form"].as_str()) {
        ("date", Some("long")) => ("long_date", (text(value), String::new())),
        ("date", _) => ("near_date", (text(value), String::new())),
        ("time", _) if value.is_object() => ("clock", pair("start", "other_zone")),
        ("time", _) => ("clock", (text(value), String::new())),
        ("range", _) => ("span", pair("start", "end")),
        ("duration", _) => ("duration", (text(value), String::new())),
        ("number", _) => ("number", (text(&value["value"]), value["unit"].as_str().unwrap_or("").to_owned())),
        ("recurrence", _) => ("recurrence", pair("rrule", "start")),
        ("list", Some("und")) => ("enumerate", (items.unwrap(), "und".to_owned())),
        ("list", Some(form)) => {
            let form = match form {
                "am-weekday" => "weekday",
                "am-daymonth" => "day_month",
                _ => "long",
            };
            ("choice", (items.unwrap(), form.to_owned()))
        }
        (what, form) => panic!("no such row: {what} {form:?}"),
    };
    (filter, value, argument)
}

fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn every_row_is_said_as_readers_expect() {
    let shared = std::env::var_os("STATT_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let Ok(table) = std::fs::read_to_string(shared.join("german/dates.jsonl")) else {
        eprintln!("skipped: no german/dates.jsonl in {}", shared.display());
        return;
    };
    let mut rows = 0;
    let mut wrong = Vec::new();
    for line in table.lines().filter(|line| !line.trim().is_empty()) {
        let row: Value = serde_json::from_str(line).unwrap();
        let (filter, value, argument) = call(&row);
        let words = phrasebook(row["locale"].as_str().unwrap(), NOW, "Europe/Berlin");
        let said = say(&words, filter, &value, &argument).map_or_else(|error| error.to_string(), |said| plain(&said));
        let expected = &row["expect"];
        let accepted = row["accept"].as_array().is_some_and(|others| others.iter().any(|other| *other == said));
        rows += 1;
        if *expected != said && !accepted {
            wrong.push(format!("{}: {said:?}, not {expected}", row["id"]));
        }
    }
    assert!(rows > 0, "the table is empty");
    assert!(wrong.is_empty(), "{} of {rows} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
