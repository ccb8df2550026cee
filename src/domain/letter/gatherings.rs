//! Nouns for people coming together, with the word that joins them to "Einladung".

/// How a noun is joined to what one is invited to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// Feminine: "zur Besprechung".
    Zur,
    /// Masculine or neuter: "zum Termin", "zum Gespräch".
    Zum,
}

impl Joint {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Zur => "zur",
            Self::Zum => "zum",
        }
    }
}

/// The end of a noun, in lower case; the head of a German compound stands last and decides its gender.
const FEMININE: [&str; 41] = [
    "abnahme",
    "abstimmung",
    "anhörung",
    "auftaktveranstaltung",
    "aussprache",
    "begehung",
    "bemusterung",
    "beratung",
    "besichtigung",
    "besprechung",
    "demo",
    "diskussion",
    "durchsprache",
    "einführung",
    "einweisung",
    "eröffnung",
    "feier",
    "führung",
    "inspektion",
    "klausur",
    "klärung",
    "konferenz",
    "messe",
    "nachlese",
    "präsentation",
    "probe",
    "prüfung",
    "retrospektive",
    "runde",
    "rücksprache",
    "schulung",
    "sitzung",
    "sprechstunde",
    "tagung",
    "unterredung",
    "veranstaltung",
    "verhandlung",
    "versammlung",
    "verkostung",
    "vorstellung",
    "übergabe",
];
const MASCULINE_OR_NEUTER: [&str; 30] = [
    "audit",
    "auftakt",
    "austausch",
    "besuch",
    "brainstorming",
    "coaching",
    "dialog",
    "empfang",
    "essen",
    "forum",
    "frühstück",
    "gespräch",
    "interview",
    "kick-off",
    "kickoff",
    "kolloquium",
    "meeting",
    "onboarding",
    "rundgang",
    "seminar",
    "stammtisch",
    "telefonat",
    "termin",
    "training",
    "treffen",
    "vortrag",
    "webinar",
    "workshop",
    "jour fixe",
    "jour-fixe",
];

/// The joint of a noun that names a gathering; none for any other word.
pub(super) fn joint(noun: &str) -> Option<Joint> {
    let noun = noun.to_lowercase();
    let ends_in = |ends: &[&str]| ends.iter().any(|end| noun.ends_with(end));
    if ends_in(&FEMININE) {
        Some(Joint::Zur)
    } else if ends_in(&MASCULINE_OR_NEUTER) {
        Some(Joint::Zum)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_compound_decides() {
        for (noun, expected) in [
            ("Statusbesprechung", Some("zur")),
            ("Eigentümerversammlung", Some("zur")),
            ("Online-Termin", Some("zum")),
            ("Jour fixe", Some("zum")),
            ("Kundengespräch", Some("zum")),
            ("Besprechungen", None),
            ("Samsung", None),
            ("Raumprogramm", None),
        ] {
            assert_eq!(joint(noun).map(Joint::word), expected, "{noun}");
        }
    }
}
