//! What holds of every template and of every word in a letter; see `unbreakable`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::Templates;
use super::library::parsed;
use super::marks::line_mark;
use super::sample::example;
use super::source::{pieces, place, prepared};
use super::uses::uses;
use crate::domain::letter::{LetterView, Topic};
use crate::german::Locale;

/// Takes a text for a template.
pub(crate) fn survives_as_template(source: &str) {
    let joined: String = pieces(source).into_iter().map(|piece| &source[piece.range]).collect();
    assert_eq!(joined, source);
    for (at, _) in uses(source) {
        place(source, at);
    }
    let sources = BTreeMap::from([("sie/call.tera".to_owned(), source.to_owned())]);
    let _ = parsed(&sources, |_, source| prepared(source, line_mark)).map_err(|error| error.to_string());
}

/// Writes a letter in which every word comes from a stranger.
pub(crate) fn survives_as_words(words: &str) {
    static TEMPLATES: OnceLock<Templates> = OnceLock::new();
    let templates = TEMPLATES.get_or_init(Templates::built_in);
    let view = strangers_view(words);
    for kind in ["call", "attend"] {
        let letter = templates.render(kind, &view).expect("a letter");
        assert!(!letter.subject.contains(['\r', '\n']), "{:?}", letter.subject);
        assert!(letter.gaps.is_empty(), "{:?}", letter.gaps);
        for part in [&letter.subject, &letter.text] {
            let unfit = part.contains(|c: char| {
                (c.is_control() && c != '\n') || ('\u{e000}'..='\u{f8ff}').contains(&c) || c == '\u{202e}'
            });
            assert!(!unfit, "{part:?}");
        }
    }
}

/// A view whose every word comes from a stranger.
pub(super) fn strangers_view(text: &str) -> LetterView {
    let mut view = example();
    let topic = Topic::of(text, Locale::Germany);
    view.recipient.salutation = format!("Hallo {text},");
    view.recipient.phone = Some(text.to_owned());
    view.meeting.invitation = format!("Einladung {}", topic.about.unwrap_or_default());
    view.meeting.title = Some(text.to_owned());
    view.meeting.location = Some(text.to_owned());
    view.meeting.others = vec![text.to_owned()];
    text.clone_into(&mut view.meeting.organizer.named);
    view.reply.subject = format!("AW: {text}");
    view.reply.points = vec![text.to_owned(); 3];
    view.reply.reason = Some(text.to_owned());
    view
}
