//! Letters to read: a change of wording is seen in review.

use super::super::Templates;
use super::super::sample::Scene;
use super::KINDS;
use crate::domain::letter::Wording;
use crate::german::{AddressForm, Locale};

fn letter(kind: &str, form: AddressForm, locale: Locale, number: Option<u64>) -> String {
    let scene =
        number.map_or_else(|| Scene::plain(kind, form, locale), |number| Scene::varied(kind, form, locale, number));
    let view = scene.view(kind, form, Wording::all(number.unwrap_or_default() % 3));
    let letter = Templates::built_in().render(kind, &view).unwrap_or_else(|error| panic!("{error}"));
    let gaps: Vec<String> = letter.gaps.iter().map(|gap| format!("\n{}: {}", gap.name, gap.hint)).collect();
    format!("Subject: {}\n\n{}\n{}", letter.subject, letter.text, gaps.concat()).replace('\u{a0}', " ")
}

fn keep(name: &str, letter: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| insta::assert_snapshot!(name, letter));
}

#[test]
fn the_plain_letters() {
    for kind in KINDS {
        keep(&format!("sie_{kind}"), &letter(kind, AddressForm::Sie, Locale::Germany, None));
        keep(&format!("du_{kind}"), &letter(kind, AddressForm::Du, Locale::Germany, None));
    }
}

#[test]
fn letters_of_many_situations() {
    for (place, kind) in KINDS.into_iter().enumerate() {
        for (number, form, locale, name) in [
            (11, AddressForm::Sie, Locale::Switzerland, "schweiz"),
            (23, AddressForm::Du, Locale::Austria, "oesterreich"),
        ] {
            let number = number + u64::try_from(place).unwrap();
            keep(&format!("{name}_{kind}"), &letter(kind, form, locale, Some(number)));
        }
    }
}
