//! Display names, taken apart.

use proptest::prelude::*;

use super::*;

#[test]
fn names_are_taken_apart() {
    for (display, given, family, full) in [
        ("Anna-Lena Müller", "Anna-Lena", "Müller", "Anna-Lena Müller"),
        ("Karl Heinz Baumann", "Karl Heinz", "Baumann", "Karl Heinz Baumann"),
        ("Weber, Hans, Dr.", "Hans", "Weber", "Hans Weber"),
        ("von Berg, Thomas", "Thomas", "von Berg", "Thomas von Berg"),
        ("hans von der heide", "Hans", "von der Heide", "Hans von der Heide"),
        ("Alexander Freiherr von Steinfeld", "Alexander", "von Steinfeld", "Alexander Freiherr von Steinfeld"),
        ("María José García López", "María José", "García López", "María José García López"),
        ("Kovács Éva", "Éva", "Kovács", "Éva Kovács"),
        ("Wang Lei", "Lei", "Wang", "Wang Lei"),
        ("ZHANG Wei", "Wei", "Zhang", "Zhang Wei"),
        ("Nguyễn Thị Mai", "Thị Mai", "Nguyễn", "Nguyễn Thị Mai"),
        ("ELIF DEMİR", "Elif", "Demir", "Elif Demir"),
        ("K. H. Wagner", "K. H.", "Wagner", "K. H. Wagner"),
        ("Frau Lindner", "", "Lindner", "Lindner"),
        ("Jean-Luc d'Alembert", "Jean-Luc", "d'Alembert", "Jean-Luc d'Alembert"),
        ("Stern Michaela (Bauer GmbH & Co. KG)", "Michaela", "Stern", "Michaela Stern"),
        ("Bauer GmbH, Michaela Stern", "Michaela", "Stern", "Michaela Stern"),
    ] {
        let name = PersonName::parse(display, "post@x.example").unwrap_or_else(|| panic!("{display}"));
        assert_eq!(
            (name.given.as_str(), name.family_name().as_str(), name.full_name().as_str()),
            (given, family, full)
        );
    }
}

#[test]
fn roles_and_firms_are_no_persons() {
    for display in [
        "Bauer GmbH",
        "Sekretariat Prof. Lang",
        "Vertriebsinnendienst",
        "Kanzlei Brandt & Kollegen",
        "",
        "…",
        "()",
        "info@x.example",
    ] {
        assert_eq!(PersonName::parse(display, "info@x.example"), None, "{display}");
    }
}

#[test]
fn spellings_of_one_person_are_recognised() {
    let name = |display: &str| PersonName::parse(display, "").unwrap();
    for (one, other, same) in [
        ("anna mueller", "Anna Müller", true),
        ("A. Müller", "Anna Müller", true),
        ("Kowalski, Jan", "Jan Kowalski", true),
        ("Sebastian Krüger", "Thomas Krüger", false),
        ("Karin Weber", "Hans Maier", false),
    ] {
        assert_eq!(name(one).may_be(&name(other)), same, "{one}, {other}");
    }
}

proptest! {
    #[test]
    fn no_name_makes_it_stumble(display in ".{0,300}", address in ".{0,80}") {
        crate::unbreakable::name(&display, &address, "");
    }

    #[test]
    fn names_of_titles_commas_and_brackets_are_read(words in prop::collection::vec(
        prop::sample::select(vec!["Dr.", "Prof.", ",", "von", "Anna", "MÜLLER", "(", ")", "GmbH", "i.", "A.", "Graf", "-", "|", "İ", "ß", "'", "\u{202e}", "DI", "y"]), 0..40)
    ) {
        crate::unbreakable::name(&words.join(" "), "a.mueller@x.example", "");
        crate::unbreakable::name(&words.concat(), "", "");
    }
}
