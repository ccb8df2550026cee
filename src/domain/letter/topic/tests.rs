//! Titles as people and programs write them, and how a letter names them.

use super::title::LONGEST_TITLE;
use super::*;
use proptest::prelude::*;

#[test]
fn any_summary_can_be_named_in_a_sentence() {
    let mut wrong = Vec::new();
    for line in include_str!("titles.txt").lines().filter(|line| !line.starts_with('#')) {
        let (title, expected) = line.rsplit_once(" => ").expect("a title and its phrase");
        let expected = (expected != "-").then_some(expected);
        let got = Topic::of(title, Locale::Germany).about;
        if got.as_deref() != expected {
            wrong.push(format!("{title}: {got:?}, not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(Topic::of("", Locale::Germany), Topic::default());
    let swiss = Topic::of("Sanierung \"Haus 4\" – Begehung", Locale::Switzerland);
    assert_eq!(swiss.about.as_deref(), Some("zur Begehung «Sanierung ‹Haus 4›»"));
}

#[test]
fn a_long_summary_is_cut_to_a_name() {
    let text = "Klärung der weiteren Schritte im Projekt Nordring ".repeat(5);
    let topic = Topic::of(&text, Locale::Germany);
    assert!(topic.title.is_some_and(|title| title.chars().count() <= LONGEST_TITLE + 2));
    assert!(topic.about.is_some_and(|about| about.split(' ').count() < 16));
}

proptest! {
    #[test]
    fn no_summary_panics(summary in "\\PC{0,120}|(Re: |Einladung |zum |1:1|Jour fixe|Herr |Besprechung|Runder Tisch|: | - |[\"(„\\[\\])@ß\u{130}.'3] ?){0,12}") {
        for locale in [Locale::Germany, Locale::Switzerland] {
            let topic = Topic::of(&summary, locale);
            prop_assert_eq!(topic.title.is_some(), topic.about.is_some());
        }
    }
}
