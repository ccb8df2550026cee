//! Letters before and after the last touch.

use proptest::prelude::*;

use super::{polish, quote};
use crate::german::Locale::{self, Austria, Germany, Switzerland};

/// Shows no-break spaces: `~` is U+00A0, `_` is U+202F.
fn shown(text: &str) -> String {
    text.replace('\u{a0}', "~").replace('\u{202f}', "_")
}

fn check(locale: Locale, table: &[(&str, &str)]) {
    for (text, expected) in table {
        assert_eq!(shown(&polish(text, locale, &["Weiß", "Groß Gerau", "Dr. Voß"])), *expected, "{text:?}");
    }
}

#[test]
fn numbers_hold_on_to_their_units() {
    check(
        Germany,
        &[
            ("um 14 Uhr.", "um 14~Uhr."),
            ("von 14 bis 15:30 Uhr, dann", "von 14 bis 15:30~Uhr, dann"),
            ("rechne mit 20 Minuten", "rechne mit 20~Minuten"),
            ("12,5 % mehr", "12,5~% mehr"),
            ("(250 km)", "(250~km)"),
            ("etwa 3 Mio. Euro", "etwa 3~Mio. Euro"),
            ("1.234,50 €", "1.234,50~€"),
            ("14–16 Uhr", "14–16~Uhr"),
            ("−5 °C", "−5~°C"),
            ("in 2 ½ Stunden", "in 2 ½ Stunden"),
            ("Raum 3 Personen", "Raum 3~Personen"),
            ("vier Personen", "vier Personen"),
            ("14\nUhr", "14\nUhr"),
            ("14  Uhr", "14  Uhr"),
            ("3.07 und 4", "3.07 und 4"),
            ("Uhr 14", "Uhr 14"),
            ("14 Uhrmacher", "14 Uhrmacher"),
        ],
    );
}

#[test]
fn days_hold_on_to_their_months() {
    check(
        Germany,
        &[
            ("am 26. November, um 10 Uhr", "am 26.~November, um 10~Uhr"),
            ("am 1. oder 2. Dezember.", "am 1. oder 2.~Dezember."),
            ("am 26. Novemberabend", "am 26. Novemberabend"),
            ("im 3. Stock", "im 3. Stock"),
            ("am 126. November", "am 126. November"),
            ("am 8. Januar 2027", "am 8.~Januar 2027"),
            ("am 8. Jänner", "am 8. Jänner"),
        ],
    );
    check(Austria, &[("am 8. Jänner", "am 8.~Jänner")]);
}

#[test]
fn titles_hold_on_to_their_names() {
    check(
        Germany,
        &[
            ("Frau Dr. Lang kommt", "Frau Dr.~Lang kommt"),
            ("Prof. Dr. Müller", "Prof.~Dr.~Müller"),
            ("(Dr. Lang)", "(Dr.~Lang)"),
            ("Nr. 5, § 3 Abs. 2 und S. 12", "Nr.~5, §~3 Abs.~2 und S.~12"),
            ("in KW 48", "in KW~48"),
            ("St. Gallen", "St.~Gallen"),
            ("der Dr. kommt", "der Dr. kommt"),
        ],
    );
    check(Austria, &[("Frau DI Leitner und Mag. Hofer", "Frau DI~Leitner und Mag.~Hofer")]);
    check(Switzerland, &[("CHF 1'234.50", "CHF~1'234.50")]);
}

#[test]
fn abbreviations_hold_together_narrowly() {
    check(
        Germany,
        &[
            ("z. B. am Telefon", "z._B. am Telefon"),
            ("z.B. am Telefon", "z._B. am Telefon"),
            ("Z. B. so", "Z._B. so"),
            ("(d. h. morgen)", "(d._h. morgen)"),
            ("i. A. Johanna Reuter", "i._A. Johanna Reuter"),
            ("10 Uhr s. t.", "10~Uhr s._t."),
            ("i. d. R. dienstags", "i._d._R. dienstags"),
            ("Stadt z. Hd. Frau Kern", "Stadt z._Hd. Frau Kern"),
            ("u. a. m.", "u._a. m."),
            ("Datei z.Bsp.txt", "Datei z.Bsp.txt"),
            ("https://x.example/z.B.html", "https://x.example/z.B.html"),
            ("z.B.@x.example", "z.B.@x.example"),
            ("Satz. Baum", "Satz. Baum"),
        ],
    );
}

#[test]
fn quotation_marks_are_those_of_the_country() {
    let table = [
        (r#"zu "Kita Auental"."#, "zu „Kita Auental“.", "zu «Kita Auental»."),
        ("zu “Kita Auental”.", "zu „Kita Auental“.", "zu «Kita Auental»."),
        ("zu „Kita Auental“.", "zu „Kita Auental“.", "zu «Kita Auental»."),
        (r#""a" und "b""#, "„a“ und „b“", "«a» und «b»"),
        (r#"("a")"#, "(„a“)", "(«a»)"),
        (r#""Das "Haus" dort""#, "„Das ‚Haus‘ dort“", "«Das ‹Haus› dort»"),
        (r#"ein 19" Gehäuse"#, r#"ein 19" Gehäuse"#, r#"ein 19" Gehäuse"#),
        (r#"offen "bis hier"#, r#"offen "bis hier"#, r#"offen "bis hier"#),
        ("offen „a\n\n“b” zu", "offen „a\n\n„b“ zu", "offen „a\n\n«b» zu"),
        ("«Adresse ergänzen»", "«Adresse ergänzen»", "«Adresse ergänzen»"),
        ("geht's?", "geht's?", "geht's?"),
    ];
    for (text, german, swiss) in table {
        check(Germany, &[(text, german)]);
        check(Austria, &[(text, german)]);
        check(Switzerland, &[(text, swiss)]);
    }
}

#[test]
fn a_quotation_goes_into_quotation_marks() {
    assert_eq!(quote("Kita Auental", Germany), "„Kita Auental“");
    assert_eq!(quote(" Kita \"Auental\" ", Austria), "„Kita ‚Auental‘“");
    assert_eq!(quote("Kita „Auental“", Switzerland), "«Kita ‹Auental›»");
    assert_eq!(quote("", Germany), "„“");
}

#[test]
fn dashes_between_words_are_long() {
    check(
        Germany,
        &[
            ("so - oder so", "so – oder so"),
            ("so -- oder so", "so – oder so"),
            ("so – oder so", "so – oder so"),
            ("a - b - c", "a – b – c"),
            ("- Punkt eins\n  - Punkt zwei", "- Punkt eins\n  - Punkt zwei"),
            ("Gruß\n-- \nJohanna", "Gruß\n-- \nJohanna"),
            ("E-Mail, 0561 000-140", "E-Mail, 0561 000-140"),
            ("am Ende -", "am Ende -"),
        ],
    );
}

#[test]
fn switzerland_writes_no_sharp_s_but_in_names() {
    check(
        Switzerland,
        &[
            ("Freundliche Grüße", "Freundliche Grüsse"),
            ("GROẞ, dreißig", "GROSS, dreissig"),
            ("Herr Weiß mag Weißwein", "Herr Weiß mag Weisswein"),
            ("Weiß' Plan, Weiß-Entwurf", "Weiß' Plan, Weiß-Entwurf"),
            ("aus Groß Gerau, groß", "aus Groß Gerau, gross"),
            ("Dr. Voß und Voß", "Dr.~Voß und Voss"),
            ("https://straße.example/a", "https://straße.example/a"),
            ("weiß@straße.example", "weiß@straße.example"),
        ],
    );
    check(Germany, &[("Viele Grüße", "Viele Grüße")]);
}

proptest! {
    #[test]
    fn polishing_twice_changes_nothing_more(
        text in "([ \n]|[a-cßẞZ]{1,2}|[0-9]{1,2}|[.,\"„“”«»–-]|Uhr|z\\. ?B\\.|Dr\\.|Dezember|Voß|Weiß){0,40}|\\PC{0,60}",
        place in 0_usize..3,
    ) {
        let once = polish(&text, Locale::ALL[place], &["Weiß", "Dr. Voß"]);
        prop_assert_eq!(&polish(&once, Locale::ALL[place], &["Weiß", "Dr. Voß"]), &once);
        prop_assert!(quote(&text, Locale::ALL[place]).chars().count() >= 2);
    }

    #[test]
    fn nothing_is_lost_but_marks_and_spaces(text in "\\PC{0,80}") {
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        prop_assert_eq!(letters(&polish(&text, Germany, &[""; 0])), letters(&text));
    }
}

#[test]
fn long_letters_take_no_long_time() {
    for unit in ["z.B.", "\"", "ß ", "14 Uhr ", "/z. B.", "Dr. Voß ", "-- "] {
        let text = unit.repeat(100_000);
        assert!(!polish(&text, Switzerland, &["Dr. Voß"]).is_empty());
    }
}
