//! The user's own templates, right and wrong.

use std::path::Path;

use super::super::sample::{Scene, example};
use super::super::{Finding, Severity, TemplateError, Templates};
use crate::domain::letter::Wording;
use crate::german::{AddressForm, Locale};

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

fn error(files: &[(&str, &str)]) -> String {
    let folder = folder(files);
    match Templates::with_overrides(folder.path()).map(|templates| templates.render("call", &example())) {
        Err(error) | Ok(Err(error)) => error.to_string(),
        Ok(Ok(letter)) => panic!("it rendered: {}", letter.text),
    }
}

#[test]
fn a_file_of_the_same_path_takes_the_place_of_the_built_in_one() {
    let folder = folder(&[
        ("shared/closing.tera", "Bis bald\n{{ me.name }}\n"),
        ("sie/workshop.tera", "Subject: Workshop\n\n{{ recipient.salutation }}\n\n{{ meeting.start | at }}.\n"),
        ("notes.txt", "no template"),
    ]);
    let templates = Templates::with_overrides(folder.path()).unwrap();
    assert!(templates.render("call", &example()).unwrap().text.ends_with("Bis bald\nJana Weber"));
    assert!(templates.has(AddressForm::Sie, "workshop") && !templates.has(AddressForm::Du, "workshop"));
    let view =
        Scene::plain("workshop", AddressForm::Sie, Locale::Germany).view("workshop", AddressForm::Sie, Wording::all(0));
    assert!(
        templates.render("workshop", &view).unwrap().text.contains("am Dienstag, 1.\u{a0}Dezember, um 14\u{a0}Uhr")
    );
}

#[test]
fn an_error_names_place_and_nearest_name_and_shows_the_line() {
    for (template, expected) in [
        (
            "Subject: x\n\nHallo {{ recipient.salutatoin }}",
            "sie/call.tera:3:10: there is no variable `recipient.salutatoin`\n3 | Hallo {{ recipient.salutatoin }}\n  \
             |          ^ did you mean `recipient.salutation`?",
        ),
        (
            "Subject: x\n\n{{ meeting.start | long_dat }}",
            "sie/call.tera:3:20: there is no filter `long_dat`\n3 | {{ meeting.start | long_dat }}\n  \
             |                    ^ did you mean `long_date`?",
        ),
        (
            "Subject: x\n\n{% include \"shared/closng.tera\" %}",
            "sie/call.tera:3:13: there is no template `shared/closng.tera`\n3 | {% include \"shared/closng.tera\" %}\n  \
             |             ^ did you mean `shared/closing.tera`?",
        ),
        (
            "Subject: x\n\n{% if facts.fre %}a{% endif %}",
            "sie/call.tera:3:7: there is no variable `facts.fre`\n3 | {% if facts.fre %}a{% endif %}\n  \
             |       ^ did you mean `facts.free`?",
        ),
    ] {
        assert_eq!(error(&[("sie/call.tera", template)]), expected);
    }
}

#[test]
fn what_tera_finds_has_its_place_too() {
    for (template, expected) in [
        ("Subject: x\n\n{% if me.name %}a", "sie/call.tera:3:"),
        ("Subject: x\n\n{{ me.name", "sie/call.tera:3:"),
        ("Subject: x\n\n{{ me.name | long_date }}", "sie/call.tera:3:"),
        ("Subject: x\n\nHallo\n{{ reply.minutes | clock }}", "sie/call.tera:4:"),
    ] {
        let error = error(&[("sie/call.tera", template)]);
        assert!(error.starts_with(expected), "{error}");
    }
}

#[test]
fn a_letter_needs_its_subject() {
    for (template, expected) in [
        ("Hallo,\n\nText", "`Hallo,` is no header line"),
        ("Subject:\n\nText", "the Subject is missing"),
        ("Subject: x\nBcc: a@b.example\n\nText", "a template sets no header `Bcc`"),
        ("", "the Subject is missing"),
    ] {
        let error = error(&[("sie/call.tera", template)]);
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
fn a_kind_that_is_missing_is_named_with_the_nearest_one() {
    let error = Templates::built_in().render("handof", &example()).unwrap_err();
    assert!(matches!(error, TemplateError::Missing { .. }));
    assert_eq!(error.to_string(), "there is no template `sie/handof.tera`; did you mean `sie/handoff.tera`?");
}

#[test]
fn a_check_says_what_a_reader_would_mark() {
    let folder = folder(&[
        (
            "sie/attend.tera",
            "Subject: Zusage\n\n{{ recipient.salutation }}\n\nich freue mich auf dich.\n{% if 1 > 2 %}\nNie.\n{% endif %}\n",
        ),
        ("du/attend.tera", "Subject: Zusage\n\nHiermit sage ich zu.\n"),
        ("call.tera", "Subject: x\n"),
    ]);
    let findings = Templates::check_folder(folder.path()).unwrap();
    let found = |template: &str, line: usize, message: &str| {
        findings.iter().any(|finding: &Finding| {
            finding.template == template
                && finding.place.as_ref().is_some_and(|place| place.line == line)
                && finding.message.contains(message)
                && finding.severity == Severity::Warning
        })
    };
    let all: Vec<String> = findings.iter().map(ToString::to_string).collect();
    let all = all.join("\n");
    assert!(found("sie/attend.tera", 5, "a Sie letter says du"), "{all}");
    assert!(found("sie/attend.tera", 7, "no situation reaches this line"), "{all}");
    assert!(found("du/attend.tera", 3, "a set phrase"), "{all}");
    assert!(found("call.tera", 1, "no letter is made from this file"), "{all}");
}

#[test]
fn a_check_names_every_file_that_cannot_be_parsed() {
    let broken = "Subject: x\n\n{% if %}\n";
    let folder = folder(&[("du/call.tera", broken), ("shared/mine.tera", broken), ("sie/call.tera", broken)]);
    let findings = Templates::check_folder(folder.path()).unwrap();
    let names: Vec<&str> = findings.iter().map(|finding| finding.template.as_str()).collect();
    assert_eq!(names, ["du/call.tera", "shared/mine.tera", "sie/call.tera"]);
    assert!(findings.iter().all(|finding| finding.place.as_ref().is_some_and(|place| place.line == 3)));
}

#[test]
fn an_export_explains_itself_and_is_read_again() {
    let folder = folder(&[("sie/call.tera", "Subject: mine\n\nText")]);
    let written = Templates::built_in().export(folder.path()).unwrap();
    let kept: Vec<&Path> = written.iter().filter(|file| !file.written).map(|file| file.path.as_path()).collect();
    assert_eq!(kept, [folder.path().join("sie/call.tera")]);
    let text = std::fs::read_to_string(folder.path().join("du/call.tera")).unwrap();
    assert!(
        text.starts_with("{#\nHow this is read")
            && text.contains("{{ meeting.start | at }}\n      am Dienstag, 1. Dezember")
    );
    let templates = Templates::with_overrides(folder.path()).unwrap();
    let built_in = Templates::built_in();
    let view =
        Scene::plain("attend", AddressForm::Du, Locale::Austria).view("attend", AddressForm::Du, Wording::all(1));
    assert_eq!(templates.render("attend", &view).unwrap(), built_in.render("attend", &view).unwrap());
    assert_eq!(templates.render("call", &example()).unwrap().subject, "mine");
}

#[test]
fn the_folder_holds_exactly_the_built_in_templates() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut found: Vec<String> = walkdir::WalkDir::new(&folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.path().strip_prefix(&folder).unwrap().to_string_lossy().replace('\\', "/"))
        .collect();
    found.sort();
    assert_eq!(Templates::built_in().names().collect::<Vec<_>>(), found);
}
