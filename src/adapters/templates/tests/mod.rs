//! Every letter in very many situations, read as an office manager reads it.

use std::collections::BTreeMap;
use std::sync::Mutex;

use rayon::prelude::*;

use super::language::{faults, sentences};
use super::sample::Scene;
use super::{RenderedLetter, Templates};
use crate::domain::letter::{LetterView, Wording};
use crate::german::{AddressForm, Locale};

mod calendar;
mod hostile;
mod own;
mod situations;
mod snapshots;
mod table;

const KINDS: [&str; 6] = ["call", "shorter", "written", "handoff", "attend", "briefing"];
const FORMS: [AddressForm; 2] = [AddressForm::Sie, AddressForm::Du];

/// Renders every letter in `count` situations and hands each to `read`.
fn every_letter(count: u64, read: impl Fn(&str, &LetterView, &RenderedLetter) + Sync) {
    let templates = Templates::built_in();
    let letters = KINDS.iter().flat_map(|kind| FORMS.map(|form| (*kind, form)));
    let letters: Vec<_> = letters.flat_map(|(kind, form)| Locale::ALL.map(|locale| (kind, form, locale))).collect();
    letters.par_iter().for_each(|&(kind, form, locale)| {
        for number in 0..count {
            let scene = Scene::varied(kind, form, locale, number);
            for wording in 0..3 {
                let view = scene.view(kind, form, Wording::all(wording));
                let letter = templates.render(kind, &view).unwrap_or_else(|error| panic!("{error}"));
                read(kind, &view, &letter);
            }
        }
    });
}

/// What is wrong with each letter, with one letter as an example.
#[test]
fn nobody_finds_anything_to_correct() {
    let wrong: Mutex<BTreeMap<String, (usize, String)>> = Mutex::default();
    every_letter(24, |kind, view, letter| {
        let mut faults: Vec<String> = faults(&letter.text, view.address_form, view.locale, &view.names())
            .into_iter()
            .map(|fault| format!("{}: {}", fault.message, fault.words))
            .collect();
        faults.extend(shape(kind, view, letter));
        faults.extend(calendar::wrong_weekdays(&letter.text));
        let mut wrong = wrong.lock().unwrap();
        for fault in faults {
            let seen = wrong.entry(format!("{kind} {fault}")).or_insert_with(|| (0, letter.text.clone()));
            seen.0 += 1;
        }
    });
    let wrong = wrong.into_inner().unwrap();
    let report: Vec<String> =
        wrong.iter().map(|(fault, (count, text))| format!("## {count}× {fault}\n{text}\n")).collect();
    assert!(wrong.is_empty(), "{}", report.join("\n"));
}

/// What the whole letter has to be like.
fn shape(kind: &str, view: &LetterView, letter: &RenderedLetter) -> Vec<String> {
    let mut faults = Vec::new();
    let text = letter.text.replace(['\u{a0}', '\u{202f}'], " ");
    // The points of a list are the sender's words.
    let own = text.lines().filter(|line| !line.starts_with("- ")).collect::<Vec<_>>().join(" ");
    let words = own.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
    let (fewest, most) = match kind {
        "attend" => (25, 160),
        "briefing" => (40, 220),
        _ => (40, 160),
    };
    if !(fewest..=most).contains(&words) {
        faults.push(format!("{} words", if words < fewest { "too few" } else { "too many" }));
    }
    if letter.subject.is_empty() || letter.subject.contains(['\n', '\r']) {
        faults.push("bad subject".to_owned());
    }
    if kind != "briefing" && !letter.gaps.is_empty() && view.reply.colleague.is_some() && view.reply.deadline.is_some()
    {
        faults.push(format!("gap {:?}", letter.gaps));
    }
    let paragraphs: Vec<&str> = letter.text.split("\n\n").collect();
    if view.locale == Locale::Switzerland && paragraphs[0].ends_with(',') {
        faults.push("Swiss salutation with a comma".to_owned());
    }
    for paragraph in &paragraphs[1..] {
        if paragraph.matches('?').count()
            > 1 + usize::from(view.meeting.title.as_ref().is_some_and(|title| title.contains('?')))
        {
            faults.push(format!("two questions: {paragraph}"));
        }
    }
    if letter.text.contains('!') {
        faults.push("an exclamation mark".to_owned());
    }
    let first = usize::from(view.locale != Locale::Switzerland);
    for sentence in paragraphs[1..].iter().flat_map(|paragraph| sentences(paragraph)).skip(first) {
        let bare = sentence.trim_start_matches(['„', '«', '-', ' ']);
        if bare.starts_with(char::is_lowercase) && !sentence.starts_with("- ") {
            faults.push(format!("a sentence begins small: {sentence}"));
        }
    }
    faults
}

#[test]
fn the_built_in_templates_pass_their_own_check() {
    let findings = Templates::built_in().check();
    let bad: Vec<String> =
        findings.iter().filter(|finding| finding.severity != super::Severity::Note).map(ToString::to_string).collect();
    assert!(bad.is_empty(), "{}", bad.join("\n\n"));
}

/// `cargo test --release -- --ignored --nocapture letters_a_second`
#[test]
#[ignore = "a measurement"]
#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
fn letters_a_second() {
    let templates = Templates::built_in();
    let scenes: Vec<_> =
        (0..50).map(|number| Scene::varied("call", AddressForm::Sie, Locale::Germany, number)).collect();
    for kind in KINDS {
        let start = std::time::Instant::now();
        let mut letters = 0;
        while start.elapsed().as_secs_f64() < 1.0 {
            for scene in &scenes {
                let view = scene.view(kind, AddressForm::Sie, Wording::all(letters));
                templates.render(kind, &view).unwrap_or_else(|error| panic!("{error}"));
                letters += 1;
            }
        }
        println!("{kind}: {letters} letters a second");
    }
}

/// Writes all letters into the folder that `STATT_LETTERS` names, one file a German, for `.ci/spelling`.
#[test]
#[ignore = "for .ci/spelling"]
fn letters_for_the_spelling_check() {
    let folder = std::path::PathBuf::from(std::env::var_os("STATT_LETTERS").expect("STATT_LETTERS names a folder"));
    let texts: Mutex<BTreeMap<String, String>> = Mutex::default();
    every_letter(48, |_, view, letter| {
        let locale = serde_json::to_value(view.locale).unwrap().as_str().unwrap().replace('-', "_");
        let mut texts = texts.lock().unwrap();
        let text = texts.entry(locale).or_default();
        text.push_str(&letter.text);
        text.push_str("\n\n");
    });
    for (locale, text) in texts.into_inner().unwrap() {
        std::fs::write(folder.join(format!("{locale}.txt")), text).unwrap();
    }
}

#[test]
fn the_next_letter_to_the_same_client_repeats_no_sentence() {
    let templates = Templates::built_in();
    for kind in ["call", "shorter", "written", "handoff", "attend"] {
        for form in FORMS {
            let scene = Scene::plain(kind, form, Locale::Germany);
            let sentences_of = |wording| {
                let letter =
                    templates.render(kind, &scene.view(kind, form, wording)).unwrap_or_else(|error| panic!("{error}"));
                let paragraphs: Vec<&str> = letter.text.split("\n\n").collect();
                let own = &paragraphs[1..paragraphs.len() - 1];
                own.iter().flat_map(|paragraph| sentences(paragraph)).map(str::to_owned).collect::<Vec<_>>()
            };
            let first = Wording::choose("p.hollmann@muster-bau.example", "one", None);
            let second = Wording::choose("p.hollmann@muster-bau.example", "two", Some(first));
            let (first, second) = (sentences_of(first), sentences_of(second));
            let again: Vec<_> =
                first.iter().filter(|sentence| second.contains(sentence) && !sentence.starts_with("- ")).collect();
            assert!(again.is_empty(), "{kind}: {again:?}");
        }
    }
}
