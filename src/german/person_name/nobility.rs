//! "Freiherr", "Gräfin", "von", "van der", "El": what belongs to a surname without being it.

use super::spelling::{fold, is_lower, is_upper};
use super::words::listed;
use crate::german::Gender;

/// Words of rank that stand before a surname: spelling, written out, whom they name.
const NOBILITY: [(&str, &str, Gender); 34] = [
    ("graf", "Graf", Gender::Male),
    ("gf", "Graf", Gender::Male),
    ("grafin", "Gräfin", Gender::Female),
    ("gfn", "Gräfin", Gender::Female),
    ("freiherr", "Freiherr", Gender::Male),
    ("frhr", "Freiherr", Gender::Male),
    ("freifrau", "Freifrau", Gender::Female),
    ("frfr", "Freifrau", Gender::Female),
    ("freiin", "Freiin", Gender::Female),
    ("baron", "Baron", Gender::Male),
    ("baronin", "Baronin", Gender::Female),
    ("baroness", "Baroness", Gender::Female),
    ("baronesse", "Baronesse", Gender::Female),
    ("furst", "Fürst", Gender::Male),
    ("furstin", "Fürstin", Gender::Female),
    ("prinz", "Prinz", Gender::Male),
    ("prinzessin", "Prinzessin", Gender::Female),
    ("erbprinz", "Erbprinz", Gender::Male),
    ("erbprinzessin", "Erbprinzessin", Gender::Female),
    ("herzog", "Herzog", Gender::Male),
    ("herzogin", "Herzogin", Gender::Female),
    ("ritter", "Ritter", Gender::Male),
    ("edler", "Edler", Gender::Male),
    ("edle", "Edle", Gender::Female),
    ("erbgraf", "Erbgraf", Gender::Male),
    ("reichsgraf", "Reichsgraf", Gender::Male),
    ("reichsgrafin", "Reichsgräfin", Gender::Female),
    ("reichsfreiherr", "Reichsfreiherr", Gender::Male),
    ("burggraf", "Burggraf", Gender::Male),
    ("burggrafin", "Burggräfin", Gender::Female),
    ("markgraf", "Markgraf", Gender::Male),
    ("markgrafin", "Markgräfin", Gender::Female),
    ("landgraf", "Landgraf", Gender::Male),
    ("landgrafin", "Landgräfin", Gender::Female),
];

/// The rank, written out, and whom it names.
pub(super) fn nobility(word: &str) -> Option<(&'static str, Gender)> {
    let plain = fold(word.trim_matches(['.', ',']));
    let abbreviated = matches!(plain.as_str(), "gf" | "gfn" | "frhr" | "frfr");
    NOBILITY
        .iter()
        .find(|(key, _, _)| *key == plain && (!abbreviated || word.ends_with('.')))
        .map(|(_, text, gender)| (*text, *gender))
}

/// Whether this rank takes the place of "Frau" or "Herr": one says "Gräfin von Thalberg", but "Herr von Steinfeld".
pub(crate) fn replaces_courtesy(rank: &str) -> bool {
    let plain = fold(rank);
    ["graf", "grafin", "furst", "furstin", "prinz", "prinzessin", "herzog", "herzogin"]
        .iter()
        .any(|end| plain.ends_with(end))
}

/// Particles of German, Dutch, Romance, Scandinavian and Arabic names.
const PARTICLES: &str = "von vom zu zum zur van vanden vander der den dem de del della dello degli dei di da das dal dalla \
    do dos du des d' la las le les lo los ten ter te el al bin ibn bint ben abu af av auf 't in op y e i und";

/// Those that are also written with a capital.
const CAPITAL_PARTICLES: &str = "Von Vom Zu Zum Zur Van De Del Della Dello Degli Dei Di Da Dal Dalla Dos Du Des La Le Los \
    Den Der Ten Ter El Al Bin Ibn Bint Abu Af St. Sankt Santa";

/// Those that join two surnames: "Ortega y Gasset".
const JOINERS: &str = "y e i und";

/// Whether the word is a particle; `caps`: the whole name is in capitals, so that capitals tell nothing.
pub(super) fn is_particle(word: &str, caps: bool) -> bool {
    let plain = word.to_lowercase();
    let known = listed(PARTICLES, &plain) || matches!(plain.as_str(), "st." | "sankt" | "v." | "z." | "d." | "v.d.");
    known
        && (is_lower(word) || caps && (is_upper(word) || word.chars().count() == 1) || listed(CAPITAL_PARTICLES, word))
}

/// The particle written out: "v. d." is "von der".
pub(super) fn written_out(particle: &str) -> &str {
    match particle {
        "v." => "von",
        "z." => "zu",
        "d." => "der",
        "v.d." => "von der",
        _ => particle,
    }
}

/// Whether a particle may stand first: "von Berg Thomas", "De Luca Anna". "Ben" and "Al" there are given names.
pub(super) fn may_lead(word: &str, caps: bool) -> bool {
    is_particle(word, caps) && (is_lower(word) || !listed("al ben e i y bin abu la le da lo", &word.to_lowercase()))
}

/// Whether the particle joins the surname before it with the one behind it.
pub(super) fn joins(word: &str) -> bool {
    listed(JOINERS, word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_written_out() {
        assert_eq!(nobility("Frhr."), Some(("Freiherr", Gender::Male)));
        assert_eq!(nobility("GRÄFIN"), Some(("Gräfin", Gender::Female)));
        assert_eq!(nobility("Gf"), None);
        assert!(replaces_courtesy("Gräfin") && !replaces_courtesy("Freiherr"));
    }

    #[test]
    fn particles_are_small_or_known_with_a_capital() {
        for word in ["von", "van", "der", "El", "Di", "de", "Von", "'t"] {
            assert!(is_particle(word, false), "{word}");
        }
        for word in ["Ben", "Y", "In", "Anna", "Te", "DI"] {
            assert!(!is_particle(word, false), "{word}");
        }
        assert!(is_particle("VON", true) && !is_particle("VON", false));
    }
}
