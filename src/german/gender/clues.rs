//! Words that give a person's gender away: "Frau", "(sie/ihr)", "Projektleiterin".

use super::{FirstName, Gender, first_name};
use crate::german::person_name::spelling::fold;

/// What "Frau", "Hr." or "Ms." before a name says.
pub(crate) fn of_courtesy(word: &str) -> Option<Gender> {
    // In Austria a "HR" is a Hofrat.
    if word == "HR" {
        return None;
    }
    match fold(word.trim_matches(['.', ','])).as_str() {
        "frau" | "fr" | "mrs" | "ms" | "miss" | "mme" | "madame" | "signora" | "sra" | "senora" | "fraulein" => {
            Some(Gender::Female)
        }
        "herr" | "herrn" | "hr" | "hrn" | "mr" | "mister" | "monsieur" | "signor" | "senor" => Some(Gender::Male),
        _ => None,
    }
}

/// What pronouns as people put them behind their name say: "sie/ihr", "he/him", "they/them".
pub(crate) fn of_pronouns(text: &str) -> Option<Gender> {
    let words = text.trim().trim_matches(['(', ')', '[', ']']).trim();
    let words = fold(words.rsplit(':').next().unwrap_or(words));
    let parts: Vec<&str> = words.split(['/', '|', ',']).map(str::trim).filter(|part| !part.is_empty()).collect();
    if parts.len() < 2 || parts.len() > 4 || !parts.iter().all(|part| PRONOUNS.split(' ').any(|word| word == *part)) {
        return None;
    }
    let has = |wanted: &str| parts.iter().any(|part| wanted.split(' ').any(|word| word == *part));
    let (woman, man, neither) =
        (has("sie she elle ella"), has("er he il el lui"), has("they dey xier en es hen iel mx keine divers"));
    Some(match (woman, man, neither) {
        (true, false, false) => Gender::Female,
        (false, true, false) => Gender::Male,
        _ => Gender::Diverse,
    })
}

const PRONOUNS: &str = "sie ihr ihre ihres ihrem ihren er ihn ihm sein seine seins they them their theirs she her hers \
    he him his dey dem deren denen xier xiem xien xieser en es hen hens iel il lui elle ella la lo el mx keine divers";

/// The gender that a job shows: only the feminine form tells, and only where it says who the person is. "Assistentin
/// der Geschäftsleitung" does, "Assistenz der Direktorin" does not, "Geschäftsführer" is used for everyone.
pub(crate) fn of_job(line: &str) -> Option<Gender> {
    line.split_whitespace()
        .take_while(|word| !GENITIVE.split(' ').any(|stop| stop == fold(word.trim_matches(['.', ',']))))
        .flat_map(|word| word.split(['-', '/', '&', '+', '|', '(', ')', ',']))
        .any(is_feminine)
        .then_some(Gender::Female)
}

/// After these words another person or thing is named.
const GENITIVE: &str = "der des von vom bei beim fur im in am zur zum und an of for to the durch";

/// Ends of German words for women at work.
const FEMININE_ENDS: &str = "erin orin entin antin istin ärin eurin ältin ärztin ogin egin omin ektin ätin ündin \
    ändin wirtin agogin eutin urgin atin amtin ertin frau chefin woman";

/// What ends like that without being a woman.
const NOT_FEMININE: &str = "schwerin glycerin satin latin";

fn is_feminine(word: &str) -> bool {
    // "Leiter:in" and "LeiterIn" are meant for everyone.
    if word.contains([':', '*', '_', '·'])
        || word.ends_with("In")
        || !word.chars().next().is_some_and(char::is_uppercase)
    {
        return false;
    }
    let word = word.trim_matches(['.', ',', ';']);
    let lower = word.to_lowercase().replace("ae", "ä");
    lower.chars().count() >= 6
        && FEMININE_ENDS.split_ascii_whitespace().any(|end| lower.ends_with(end))
        && !NOT_FEMININE.split_ascii_whitespace().any(|end| lower == end)
        && !matches!(first_name(word), Some(FirstName::Male | FirstName::Either))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jobs_tell_of_women_only() {
        for job in [
            "Projektleiterin Netzausbau",
            "Leiterin Einkauf",
            "Assistentin der Geschäftsführung",
            "Rechtsanwältin",
            "Steuerberaterin",
            "Stv. Geschäftsführerin",
            "Bürokauffrau",
            "Ärztin für Innere Medizin",
            "Vorständin",
            "Beamtin",
            "Fachärztin",
            "Pfarrsekretärin",
            "Prokuristin",
            "Dipl.-Ökonomin",
            "Einkauf / Disponentin",
            "Sachbearbeiterin",
            "Redakteurin",
            "Architektin",
            "Psychologin",
            "Studienrätin",
        ] {
            assert_eq!(of_job(job), Some(Gender::Female), "{job}");
        }
        for job in [
            "Geschäftsführer",
            "Leiter Einkauf",
            "Assistenz der Geschäftsführerin",
            "Leiter:in Vertrieb",
            "Leiter*in",
            "LeiterIn",
            "Standort Schwerin",
            "Terminvereinbarung",
            "Termin",
            "Redaktion Magazin",
            "Martin Valentin",
            "Konstantin",
            "Assistent der Projektleiterin",
        ] {
            assert_eq!(of_job(job), None, "{job}");
        }
    }

    #[test]
    fn pronouns_are_taken_at_their_word() {
        for (text, expected) in [
            ("(sie/ihr)", Some(Gender::Female)),
            ("(she/her)", Some(Gender::Female)),
            ("sie / ihr", Some(Gender::Female)),
            ("Pronomen: sie/ihr", Some(Gender::Female)),
            ("(er/ihm)", Some(Gender::Male)),
            ("He/Him/His", Some(Gender::Male)),
            ("(they/them)", Some(Gender::Diverse)),
            ("(she/they)", Some(Gender::Diverse)),
            ("(dey/deren)", Some(Gender::Diverse)),
            ("(Vertrieb)", None),
            ("(er)", None),
            ("Ein/Ausgang", None),
        ] {
            assert_eq!(of_pronouns(text), expected, "{text}");
        }
    }
}
