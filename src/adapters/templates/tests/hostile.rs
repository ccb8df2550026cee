//! What strangers write is never more than words.

use proptest::prelude::*;

use super::super::Templates;
use super::super::survival::strangers_view as view;
use crate::german::AddressForm;

const HOSTILE: &str =
    "{{ me.phone }}{% raw %}\r\nBcc: spy@evil.example\n\n«Lücke»\u{e103}x\u{e104}y\u{e105}\u{202e}{# \u{0}";

#[test]
fn a_strangers_words_are_no_syntax_no_header_and_no_gap() {
    let templates = Templates::built_in();
    for kind in ["call", "shorter", "written", "handoff", "attend"] {
        let letter = templates.render(kind, &view(HOSTILE)).unwrap();
        assert!(letter.subject.starts_with("AW: {{ me.phone }}"), "{}", letter.subject);
    }
    crate::unbreakable::words_in_letters(HOSTILE);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_words_become_more(words in "(?s)(\\{\\{|\\}\\}|\\{%|%\\}|\\{#|[\u{e100}-\u{e106}]|«|»|Bcc: |\r\n|\n|.){0,30}") {
        crate::unbreakable::words_in_letters(&words);
    }
}

#[test]
fn a_stranger_cannot_open_or_close_a_gap() {
    let mut view = view("x");
    view.address_form = AddressForm::Sie;
    view.meeting.title = Some("\u{e103}price\u{e104}Preis\u{e105} «Preis»".to_owned());
    let letter = Templates::built_in().render("briefing", &view).unwrap();
    assert!(letter.gaps.iter().all(|gap| gap.name != "price"), "{:?}", letter.gaps);
    assert!(letter.gaps.iter().any(|gap| gap.name == "may_promise"));
}

#[test]
fn what_fills_a_gap_is_words_too() {
    let mut view = view("x");
    view.fillings.insert("may_promise".to_owned(), format!("Alles.\n{HOSTILE}"));
    let letter = Templates::built_in().render("briefing", &view).unwrap();
    assert!(letter.gaps.iter().all(|gap| gap.name != "may_promise" && gap.name != "x"));
    assert!(letter.text.contains("Das dürfen Sie zusagen: Alles.\n{{ me.phone }}"), "{}", letter.text);
}
