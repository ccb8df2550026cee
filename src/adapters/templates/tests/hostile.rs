//! What strangers write is never more than words.

use super::super::Templates;
use super::super::sample::example;
use crate::domain::letter::{LetterView, Topic};
use crate::german::{AddressForm, Locale};

const HOSTILE: &str =
    "{{ me.phone }}{% raw %}\r\nBcc: spy@evil.example\n\n«Lücke»\u{e103}x\u{e104}y\u{e105}\u{202e}{# \u{0}";

/// A view whose every word comes from a stranger.
fn view(text: &str) -> LetterView {
    let mut view = example();
    let topic = Topic::of(text, Locale::Germany);
    view.recipient.salutation = format!("Hallo {text},");
    view.recipient.phone = Some(text.to_owned());
    view.meeting.invitation = format!("Einladung {}", topic.about.unwrap_or_default());
    view.meeting.title = Some(text.to_owned());
    view.meeting.location = Some(text.to_owned());
    view.meeting.others = vec![text.to_owned()];
    view.meeting.organizer.named = text.to_owned();
    view.reply.subject = text.to_owned();
    view.reply.points = vec![text.to_owned(); 3];
    view.reply.reason = Some(text.to_owned());
    view
}

#[test]
fn a_strangers_words_are_no_syntax_no_header_and_no_gap() {
    let templates = Templates::built_in();
    for kind in ["call", "shorter", "written", "handoff", "attend"] {
        let letter = templates.render(kind, &view(HOSTILE)).unwrap();
        assert!(!letter.subject.contains(['\r', '\n']), "{:?}", letter.subject);
        assert!(letter.gaps.is_empty(), "{:?}", letter.gaps);
        assert!(letter.subject.starts_with("{{ me.phone }}"), "{}", letter.subject);
        for part in [&letter.subject, &letter.text] {
            let unfit = part.contains(|c: char| {
                (c.is_control() && c != '\n') || ('\u{e000}'..='\u{f8ff}').contains(&c) || c == '\u{202e}'
            });
            assert!(!unfit, "{part:?}");
        }
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
