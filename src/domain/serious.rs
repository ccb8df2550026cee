//! Words that make a matter serious: contract, complaint, notice, law, crisis. It may need a voice.

use std::sync::LazyLock;

use super::words::{Word, matching, words};

/// How many words are reported.
const MAX_REPORTED: usize = 8;

/// What makes a matter serious, as folded patterns (see [`matching`]).
const SERIOUS: &[&str] = &[
    // Contract: "Mietvertrag", "Vertragsverlängerung"; "vertragen" and "Vertrauen" are none.
    "*vertrag",
    "*vertrages",
    "*vertrags*",
    "*vertraege",
    "*vertraegen",
    "vertraglich*",
    "contract",
    "contracts",
    "contractual*",
    // Notice.
    "*kuendigung*",
    "kuendige",
    "kuendigen",
    "kuendigt",
    "gekuendigt*",
    "termination",
    "terminate",
    "terminated",
    "notice period",
    "give notice",
    "dismissal",
    // Complaint and dunning.
    "*reklamation*",
    "reklamier*",
    "*beschwerde*",
    "beschweren",
    "beschwert",
    "*beanstand*",
    "unzufrieden*",
    "mangelhaft*",
    "nachbesserung*",
    "*schadenmeldung*",
    "*schadensmeldung*",
    "*schadenfall*",
    "*schadensfall*",
    "*maengelruege*",
    "*maengelanzeige*",
    "*gewaehrleistung*",
    "*mahnung*",
    "mahnbescheid*",
    "mahnverfahren*",
    "abmahn*",
    "abgemahnt*",
    "zahlungsbefehl*",
    "betreibung*",
    "*verzug",
    "verzugs*",
    "complain",
    "complaint",
    "complaints",
    "grievance*",
    "warranty claim*",
    // Law.
    "*anwalt*",
    "*anwaelt*",
    "klage*",
    "*klage",
    "*klagen",
    "*klaeger*",
    "verklag*",
    "beklagte*",
    "*haftung",
    "haftungs*",
    "haftbar*",
    "*schadensersatz*",
    "*schadenersatz*",
    "regress*",
    "*rechtsstreit*",
    "streit",
    "streitfall*",
    "streitig*",
    "streitwert*",
    "streitsache*",
    "*schlichtung*",
    "gerichts*",
    "gerichtlich*",
    "aussergerichtlich*",
    "strafanzeige*",
    "ermittlungsverfahren*",
    "*vollstreckung*",
    "*pfaendung*",
    "vorladung*",
    "friedensrichter*",
    "konventionalstrafe*",
    "poenale*",
    "einspruch*",
    "widerspruch*",
    "ruecktritt*",
    "ultimatum*",
    "lawsuit*",
    "litigation*",
    "lawyer*",
    "attorney*",
    "solicitor*",
    "legal action*",
    "legal advice",
    "legal case",
    "legal claim*",
    "legal dispute*",
    "legal matter*",
    "legal proceeding*",
    "legal threat*",
    "liability",
    "liable",
    "indemnity",
    "arbitration",
    "breach",
    "dispute",
    "disputes",
    // Crisis.
    "*krise*",
    "*insolvenz*",
    "konkurs*",
    "eskalation*",
    "eskalier*",
    "*unfall",
    "*datenpanne*",
    "*datenleck*",
    "*sicherheitsvorfall*",
    "crisis",
    "crises",
    "insolvency",
    "insolvent",
    "bankruptcy",
    "escalation*",
    "escalated",
];

/// What looks like it and is not.
const HARMLESS: &[&str] = &[
    "*ankuendigung*",
    "klagenfurt*",
    "klagelied*",
    "klagemauer*",
    "*cklage*",
    "beklagen",
    "*verhaftung*",
    "*anhaftung",
    "bodenhaftung*",
    "beschraenkter haftung",
    "limited liability",
    "gerichtsstand*",
    "tarifvertraglich*",
    "vertragsfrei*",
    "kuendigungsfrei*",
];

/// The serious words of some texts, as they are written there, each once.
pub fn serious_words<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for text in texts {
        let words: Vec<Word<'_>> = words(text).collect();
        let mut at = 0;
        while at < words.len() && found.len() < MAX_REPORTED {
            let rest = &words[at..];
            if !STARTS.may_match(&rest[0].folded) {
                at += 1;
                continue;
            }
            if let Some(count) = first_match(rest, HARMLESS) {
                at += count;
                continue;
            }
            if let Some(count) = first_match(rest, SERIOUS) {
                let phrase = rest[..count].iter().map(|word| word.written).collect::<Vec<_>>().join(" ");
                if !found.iter().any(|known| known.eq_ignore_ascii_case(&phrase)) {
                    found.push(phrase);
                }
            }
            at += 1;
        }
    }
    found
}

/// Four octets of which a word holds some before it is compared with any pattern: most words hold none.
static STARTS: LazyLock<Starts> = LazyLock::new(|| {
    let mut starts = Starts(vec![0; 1024]);
    for pattern in SERIOUS.iter().chain(HARMLESS) {
        let (cell, bit) = Starts::place(pattern.trim_start_matches('*').as_bytes());
        starts.0[cell] |= bit;
    }
    starts
});

/// A bit for the first four octets of each pattern.
struct Starts(Vec<u64>);

impl Starts {
    fn place(octets: &[u8]) -> (usize, u64) {
        let start = octets[..4].iter().fold(0, |start, octet| start << 8 | u32::from(*octet));
        let hash = start.wrapping_mul(0x9e37_79b1) >> 16;
        ((hash >> 6) as usize, 1 << (hash & 63))
    }

    fn may_match(&self, word: &str) -> bool {
        word.as_bytes().windows(4).any(|octets| {
            let (cell, bit) = Self::place(octets);
            self.0[cell] & bit != 0
        })
    }
}

fn first_match(words: &[Word<'_>], patterns: &[&str]) -> Option<usize> {
    patterns.iter().find_map(|pattern| matching(words, pattern))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serious_matters_are_known_by_their_words() {
        let cases = [
            "Vertragsverlängerung 2027",
            "Besprechung Mietverträge",
            "Wartungsvertrag",
            "Vertrags-Entwurf",
            "Kündigung",
            "KUENDIGUNG zum Jahresende",
            "Ku\u{308}ndigungsfrist",
            "Wir müssen leider kündigen",
            "Reklamation Charge 12",
            "Kundenreklamationen",
            "Letzte Mahnung",
            "Abmahnung",
            "Termin beim Anwalt",
            "Rechtsanwaltstermin",
            "Klage",
            "Klageandrohung",
            "Räumungsklage",
            "Beschwerde der Nachbarn",
            "Krisenrunde Nordring",
            "Haftungsfragen",
            "Produkthaftung",
            "Gewährleistungsansprüche",
            "Insolvenzantrag",
            "Schlichtung",
            "Schlichtungsverfahren",
            "Zahlungsverzug",
            "Schadensfall Dach",
            "Wir sind unzufrieden",
            "Zahlungsbefehl und Betreibung",
            "Contract renewal",
            "Formal complaint",
            "We will take legal action",
            "Notice period",
            "Crisis meeting",
        ];
        for text in cases {
            assert!(!serious_words([text]).is_empty(), "{text:?}");
        }
    }

    #[test]
    fn what_only_looks_like_it_is_not_serious() {
        let cases = [
            "Können wir uns wieder vertragen?",
            "Vertrauen und Verträglichkeit",
            "Vortrag und Auftrag",
            "Ankündigung",
            "Wir möchten ankündigen, dass der Vorankündigungstermin steht",
            "Treffen in Klagenfurt",
            "Klagenfurter Messe",
            "Verhaftungen",
            "Gesellschaft mit beschränkter Haftung",
            "Acme Limited Liability Company",
            "Verwaltung und Hausverwaltung",
            "Ermahnen",
            "Tagesgericht",
            "Konkurrenz",
            "Bestreiten",
            "Contractor meeting",
            "Legal | Datenschutz",
            "Please notice the new room",
            "Markisen",
            "Schlichte Gestaltung",
            "Terminal und Termine",
            "Betreiberkonzept",
            "Kundenzufriedenheit",
            "Instandhaltungsrücklage und Rücklagen",
        ];
        for text in cases {
            assert_eq!(serious_words([text]), Vec::<String>::new(), "{text:?}");
        }
    }

    #[test]
    fn words_are_told_as_they_are_written_and_once() {
        let texts = ["Kündigung: Mietvertrag", "Die Kündigung vom Anwalt"];
        assert_eq!(serious_words(texts), ["Kündigung", "Mietvertrag", "Anwalt"]);
    }

    #[test]
    fn a_flood_of_words_is_bounded() {
        let many: Vec<String> = ('a'..='z').map(|letter| format!("{letter}klage")).collect();
        assert_eq!(serious_words([many.join(" ").as_str()]).len(), MAX_REPORTED);
    }
}
