//! The letters against a table of situations with what each must and must not say, where that table is at hand.

#![expect(clippy::print_stdout, reason = "a skipped table says so, and letters are read on request")]

use std::collections::BTreeMap;
use std::path::PathBuf;

use regex::Regex;
use serde_json::Value;

use super::super::Templates;
use super::super::sample::Scene;
use crate::domain::letter::Wording;
use crate::german::AddressForm;

fn table(name: &str) -> Option<Vec<Value>> {
    let folder = std::env::var_os("STATT_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let text = std::fs::read_to_string(folder.join("german").join(name)).ok();
    if text.is_none() {
        println!("skipped: STATT_SHARED names no folder that has german/{name}");
    }
    Some(text?.lines().filter_map(|line| serde_json::from_str(line).ok()).collect())
}

#[test]
fn each_situation_gets_a_letter_that_says_what_it_must() {
    let Some(rows) = table("letters.jsonl") else { return };
    let templates = Templates::built_in();
    let mut wrong = Vec::new();
    for row in rows {
        for wording in 0..12 {
            let kind = row["reply"].as_str().unwrap();
            let scene = Scene::told(&row);
            let mut letters = vec![("letter", kind, "must_contain", "must_not_contain")];
            if row["colleague"].is_object() {
                letters.push(("briefing", "briefing", "colleague_must_contain", "colleague_must_not_contain"));
            }
            for (name, kind, must, must_not) in letters {
                let view = scene.own_view(kind, Wording::all(wording));
                let letter = templates.render(kind, &view).unwrap_or_else(|error| panic!("{error}"));
                let text = letter.text.replace(['\u{a0}', '\u{202f}'], " ");
                let holds = |pattern: &Value| Regex::new(pattern.as_str().unwrap()).unwrap().is_match(&text);
                let patterns = |key: &str| row[key].as_array().cloned().unwrap_or_default();
                for pattern in patterns(must).iter().filter(|pattern| !holds(pattern)) {
                    wrong.push(format!("{} {name} {wording} lacks {pattern}\n{text}", row["id"]));
                }
                for pattern in patterns(must_not).iter().filter(|pattern| holds(pattern)) {
                    wrong.push(format!("{} {name} {wording} has {pattern}\n{text}", row["id"]));
                }
                if std::env::var_os("STATT_SHOW").is_some() && wording == 0 {
                    println!(
                        "===== {} {name}\n{text}\n----- model\n{}\n",
                        row["id"],
                        row["model"].as_str().unwrap_or_default()
                    );
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n\n"));
}

#[test]
fn a_users_template_says_every_date_of_the_table() {
    let Some(rows) = table("dates.jsonl") else { return };
    let mut wrong = Vec::new();
    for row in &rows {
        let source = format!("Subject: x\n\nrow|{{{{ {} }}}}|\n", filter(row));
        let sources = BTreeMap::from([("sie/attend.tera".to_owned(), source)]);
        let locale = serde_json::from_value(row["locale"].clone()).unwrap();
        let mut view =
            Scene::plain("attend", AddressForm::Sie, locale).view("attend", AddressForm::Sie, Wording::all(0));
        row["now"].as_str().unwrap().clone_into(&mut view.now);
        let templates = Templates::of(sources).unwrap_or_else(|error| panic!("{error}"));
        let text = templates.render("attend", &view).unwrap_or_else(|error| panic!("{error}")).text;
        let text = text.replace(['\u{a0}', '\u{202f}'], " ");
        let answer = text.split('|').nth(1).unwrap_or_default();
        let accepted = row["accept"].as_array().into_iter().flatten().chain([&row["expect"]]);
        if !accepted.into_iter().any(|right| right.as_str() == Some(answer)) {
            wrong.push(format!("{} {answer:?}, not {}", row["id"], row["expect"]));
        }
    }
    assert!(wrong.is_empty(), "{} of {} wrong\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

/// The filter that a row asks for.
fn filter(row: &Value) -> String {
    let (value, form) = (&row["value"], row["form"].as_str().unwrap_or_default());
    let field = |name: &str| value[name].to_string();
    match row["what"].as_str().unwrap() {
        "date" if form == "long" => format!("{value} | long_date"),
        "date" => format!("{value} | near_date"),
        "time" if value.is_object() => format!("{} | clock(zone={})", field("start"), field("other_zone")),
        "time" => format!("{value} | clock"),
        "range" => format!("{} | span(end={})", field("start"), field("end")),
        "duration" => format!("{value} | duration"),
        "number" if value["unit"].is_string() => format!("{} | number(unit={})", field("value"), field("unit")),
        "number" => format!("{} | number", field("value")),
        "recurrence" => format!("{} | recurrence(start={})", field("rrule"), field("start")),
        _ if form == "und" => format!("{value} | enumerate(word=\"und\")"),
        _ => format!("{value} | choice(form={:?})", form.trim_start_matches("am-").replace("daymonth", "day_month")),
    }
}
