//! Degrees, offices and what else stands before or behind a name.

use serde::{Deserialize, Serialize};

use super::spelling::fold;
use super::words::listed;
use crate::german::Gender;

/// What kind of title it is; the order is the rank among degrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TitleKind {
    /// "Ing.": said in Austria only.
    Engineer,
    /// "Mag.", "DI", "Dipl.-Ing.", "Dkfm.": said in Austria only.
    Magister,
    /// "Dr.", whatever the faculty.
    Doctor,
    /// "Prof.", whatever the chair.
    Professor,
    /// "Hofrat", "Kommerzialrat": said in Austria only.
    Rank,
    /// "Pfarrer", "Bürgermeisterin": said everywhere.
    Office,
}

/// A title as a salutation says it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Title {
    /// Its kind.
    pub kind: TitleKind,
    /// As it is written: "Dr.", "Mag.a", "Hofrat".
    pub text: String,
}

/// What a word before or behind a name is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TitleWord {
    /// A title that some salutation says, and the gender it shows.
    Said(Title, Option<Gender>),
    /// A degree or profession that no salutation says, and the gender it shows.
    Dropped(Option<Gender>),
}

/// Offices that the salutation says; feminine forms end in -in.
const OFFICES: &str = "pfarrer pastor vikar superintendent landesbischof burgermeister oberburgermeister landrat minister \
    ministerprasident staatssekretar botschafter generalkonsul konsul pfarrerin pastorin vikarin superintendentin \
    landesbischofin burgermeisterin oberburgermeisterin landratin ministerin ministerprasidentin staatssekretarin \
    botschafterin generalkonsulin konsulin";

/// Abbreviations of ranks and offices.
const ABBREVIATIONS: [(&str, TitleKind, &str); 10] = [
    ("HR", TitleKind::Rank, "Hofrat"),
    ("RR", TitleKind::Rank, "Regierungsrat"),
    ("KR", TitleKind::Rank, "Kommerzialrat"),
    ("KommR", TitleKind::Rank, "Kommerzialrat"),
    ("Komm.-Rat", TitleKind::Rank, "Kommerzialrat"),
    ("MedR", TitleKind::Rank, "Medizinalrat"),
    ("OStR", TitleKind::Rank, "Oberstudienrat"),
    ("RegR", TitleKind::Rank, "Regierungsrat"),
    ("Dir.", TitleKind::Rank, "Direktor"),
    ("Bgm.", TitleKind::Office, "Bürgermeister"),
];

/// Degrees and professions before a name that are left out.
const DROPPED: &str = "mlaw blaw fursprecher fursprecherin advokat advokatin bm labg str lic cand stud ra rain stb stbin wp wpin pd privdoz privatdozent privatdozentin doz dozent dozentin \
    oa prim fa msc bsc rechtsanwalt rechtsanwaltin notar notarin steuerberater steuerberaterin architekt architektin \
    wirtschaftsprufer wirtschaftspruferin fachanwalt fachanwaltin patentanwalt patentanwaltin facharzt facharztin \
    ingenieur ingenieurin drs mmag bakk eidg dr.hc arch baumeister";

/// Degrees behind a name.
const POSTNOMINALS: &str = "mba emba dba msc bsc llm llb phd beng meng bed med mph mpa mas mlaw blaw efz hf mib mim msw cpa cfa acca mdb mdl \
    mep bakk mrics frics esq jr jnr pmp cisa stb wp ra ma ba mbe dipl cert pe peng ceng diplom msce mbl mmag";

/// Words of faculties and honours, which only follow a degree.
const CONTINUATIONS: &str = "med rer nat jur iur phil oec pol theol techn ing dent vet h c hc habil univ mult et des desig sc \
    agr hum biol publ forest mont paed pad psych eth hsg fh tu uni cult math soc troph silv pharm utr art inf comm merc spec \
    em emer emerita emeritus i ir ad e in oecon kfm inform phys chem wirt arch pharm law bau bw vw soz";

/// "apl.", "em.", "o.": what only goes before "Prof.".
const BEFORE_PROFESSOR: &str = "apl o ao em emer hon assoz assoc ass jun univ fh tit gast senior";

/// The word without dots and hyphens, folded: what the lists hold.
fn bare(word: &str) -> String {
    fold(word).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// What the word says before a name. "Graf" and particles are not titles; they belong to the name.
pub(super) fn before_name(word: &str) -> Option<TitleWord> {
    let plain = bare(word);
    let lower = word.to_lowercase();
    let feminine = plain.ends_with("in").then_some(Gender::Female);
    let said = |kind, text: &str| Some(TitleWord::Said(Title { kind, text: text.to_owned() }, None));
    if ["prof", "profin", "professor", "professorin"].iter().any(|end| plain.ends_with(end)) && plain.len() <= 24 {
        let title = Title { kind: TitleKind::Professor, text: "Prof.".to_owned() };
        return Some(TitleWord::Said(title, feminine));
    }
    if plain == "drs" {
        return Some(TitleWord::Dropped(None));
    }
    if matches!(lower.as_str(), "dr" | "ddr")
        || ["dr.", "ddr.", "dr-", "doktor"].iter().any(|start| lower.starts_with(start))
    {
        let feminine =
            (lower.starts_with("dr.in") && !lower.starts_with("dr.ing")) || plain == "doktorin" || lower == "dr.ⁱⁿ";
        let title = Title { kind: TitleKind::Doctor, text: "Dr.".to_owned() };
        return Some(TitleWord::Said(title, feminine.then_some(Gender::Female)));
    }
    if lower.strip_prefix("mag.").is_some_and(|rest| rest.len() > 2 && continues_title(rest)) {
        return Some(TitleWord::Said(Title { kind: TitleKind::Magister, text: "Mag.".to_owned() }, None));
    }
    if matches!(plain.as_str(), "mag" | "maga" | "magain" | "mmag" | "mmaga" | "magin" | "dkfm" | "dkfmin" | "dkffr") {
        let feminine = plain.ends_with('a') || feminine.is_some() || plain == "dkffr";
        let text = if word.contains('.') { word.trim_matches(',').to_owned() } else { format!("{word}.") };
        let title = Title { kind: TitleKind::Magister, text };
        return Some(TitleWord::Said(title, feminine.then_some(Gender::Female)));
    }
    if matches!(word, "DI" | "DIin" | "DIⁱⁿ" | "DI.") || matches!(plain.as_str(), "dipling" | "diplingin") {
        let title = Title { kind: TitleKind::Magister, text: word.trim_matches(',').to_owned() };
        return Some(TitleWord::Said(title, (word.ends_with("in") || plain.ends_with("in")).then_some(Gender::Female)));
    }
    if matches!(lower.as_str(), "ing." | "ing.in" | "ing" | "ing.ⁱⁿ") {
        let text = if word.contains('.') { word.to_owned() } else { format!("{word}.") };
        let title = Title { kind: TitleKind::Engineer, text };
        return Some(TitleWord::Said(title, (plain == "ingin").then_some(Gender::Female)));
    }
    if let Some((_, kind, text)) =
        ABBREVIATIONS.iter().find(|(short, _, _)| short.trim_end_matches('.') == word.trim_end_matches('.'))
    {
        return Some(TitleWord::Said(Title { kind: *kind, text: (*text).to_owned() }, None));
    }
    if listed(OFFICES, &plain) && !word.ends_with('.') {
        let Some(TitleWord::Said(title, _)) = said(TitleKind::Office, word) else { return None };
        return Some(TitleWord::Said(title, feminine));
    }
    // "Hofrat", "Ministerialrätin": Austria has dozens of them.
    if word.starts_with(char::is_uppercase) && plain.len() > 5 && (plain.ends_with("rat") || plain.ends_with("ratin")) {
        return Some(TitleWord::Said(Title { kind: TitleKind::Rank, text: word.to_owned() }, feminine));
    }
    if plain.starts_with("dipl")
        || (listed(DROPPED, &plain) && (plain.len() > 2 || !word.chars().any(char::is_lowercase)))
    {
        let feminine = feminine.filter(|_| plain.len() > 3);
        return Some(TitleWord::Dropped(feminine));
    }
    None
}

/// Whether the word only carries on the degree before it: "med.", "rer.", "h.", "(FH)".
pub(super) fn continues_title(word: &str) -> bool {
    let plain = bare(word);
    // "med.univ.in" is three of them.
    let known = |part: &str| listed(CONTINUATIONS, &bare(part));
    (known(word) || word.split('.').filter(|part| !part.is_empty()).all(known))
        && !plain.is_empty()
        && (word.contains('.')
            || word.chars().all(|c| !c.is_uppercase())
            || matches!(word, "ETH" | "HSG" | "FH" | "TU"))
        && !(plain.len() == 1 && word.chars().any(char::is_uppercase))
}

/// Whether the word only announces "Prof.": "apl.", "em.".
pub(super) fn announces_professor(word: &str) -> bool {
    word.ends_with('.') && !word.chars().all(|c| c.is_uppercase() || c == '.') && listed(BEFORE_PROFESSOR, &bare(word))
        || matches!(word, "Univ." | "Ass." | "Hon." | "Assoz." | "Assoc.")
}

/// Whether the word is a degree that stands behind a name: "MBA", "LL.M.", "M.Sc.".
pub(super) fn behind_name(word: &str) -> bool {
    let plain = bare(word);
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    if matches!(plain.as_str(), "jun" | "sen" | "jr" | "sr" | "junior" | "senior" | "ii" | "iii") {
        return true;
    }
    listed(POSTNOMINALS, &plain) && (capitals > 1 || (word.contains('.') && capitals > 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_are_known_in_all_their_spellings() {
        for (word, kind, feminine) in [
            ("Dr.", TitleKind::Doctor, false),
            ("Dr", TitleKind::Doctor, false),
            ("DR.", TitleKind::Doctor, false),
            ("Dr.-Ing.", TitleKind::Doctor, false),
            ("Dr.med.", TitleKind::Doctor, false),
            ("DDr.", TitleKind::Doctor, false),
            ("Dr.in", TitleKind::Doctor, true),
            ("Prof.", TitleKind::Professor, false),
            ("Univ.-Prof.", TitleKind::Professor, false),
            ("Univ.-Prof.in", TitleKind::Professor, true),
            ("Professorin", TitleKind::Professor, true),
            ("Jun.-Prof.", TitleKind::Professor, false),
            ("Mag.", TitleKind::Magister, false),
            ("Mag.a", TitleKind::Magister, true),
            ("Mag.ª", TitleKind::Magister, true),
            ("DI", TitleKind::Magister, false),
            ("DIin", TitleKind::Magister, true),
            ("Dipl.-Ing.", TitleKind::Magister, false),
            ("Ing.", TitleKind::Engineer, false),
            ("HR", TitleKind::Rank, false),
            ("Hofrätin", TitleKind::Rank, true),
            ("Pfarrerin", TitleKind::Office, true),
        ] {
            match before_name(word) {
                Some(TitleWord::Said(title, gender)) => {
                    assert_eq!((title.kind, gender.is_some()), (kind, feminine), "{word}");
                }
                other => panic!("{word}: {other:?}"),
            }
        }
        for word in ["Dipl.-Kfm.", "Rechtsanwalt", "PD", "lic.", "RA", "Diplom-Informatikerin"] {
            assert!(matches!(before_name(word), Some(TitleWord::Dropped(_))), "{word}");
        }
        for word in ["Di", "Drechsler", "Magnus", "Magdalena", "Hr.", "Ra", "Graf", "von", "Anna", "Ingo", "Drees"] {
            let known = before_name(word);
            assert!(known.is_none(), "{word}: {known:?}");
        }
    }

    #[test]
    fn degrees_behind_a_name() {
        for word in ["MBA", "LL.M.", "M.Sc.", "MSc", "PhD", "Ph.D.", "B.A.", "MA"] {
            assert!(behind_name(word), "{word}");
        }
        for word in ["Ma", "Ba", "Med", "Müller", "Ra"] {
            assert!(!behind_name(word), "{word}");
        }
    }
}
