//! What a meeting is about, so that it can be named in any sentence.
//!
//! Nobody tells a program the gender of a stranger's summary. So a noun known to name a gathering is joined with its
//! article ("zur Abstimmung „Bauzeitenplan“"), and everything else stands in quotation marks, where none is needed.

use super::clean::{one_line, shortened};
use super::gatherings::joint;
use crate::german::{Locale, quote};

/// The topic of a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Topic {
    /// Its name without "WG:", "Einladung:" and the like; none where the summary says nothing.
    pub title: Option<String>,
    /// What follows "Einladung", "Nachricht", "danke für die Anfrage": "zur Abstimmung „Bauzeitenplan“".
    pub about: Option<String>,
}

/// A summary longer than this is a text, not a name.
const LONGEST_TITLE: usize = 70;

impl Topic {
    /// The topic that a SUMMARY or a Subject names.
    #[must_use]
    pub fn of(summary: &str, locale: Locale) -> Self {
        let Some(line) = one_line(summary) else {
            return Self::default();
        };
        let bare = without_platform(without_prefixes(&line));
        let title = trimmed(&shortened(trimmed(bare), LONGEST_TITLE)).to_owned();
        if title.is_empty() || says_nothing(&title) {
            return Self::default();
        }
        let about = about(&title, locale);
        Self { title: Some(title), about: Some(about) }
    }
}

/// What mail programs and calendars put before a subject.
const PREFIXES: [&str; 34] = [
    "re",
    "aw",
    "antw",
    "antwort",
    "wg",
    "fw",
    "fwd",
    "tr",
    "einladung",
    "invitation",
    "invite",
    "aktualisierte einladung",
    "updated invitation",
    "aktualisiert",
    "aktualisierung",
    "updated",
    "update",
    "geändert",
    "verschoben",
    "neuer termin",
    "termin",
    "terminanfrage",
    "termineinladung",
    "terminvorschlag",
    "besprechungsanfrage",
    "meeting request",
    "meeting",
    "erinnerung",
    "reminder",
    "vorläufig",
    "tentative",
    "save the date",
    "betreff",
    "subject",
];

fn without_prefixes(line: &str) -> &str {
    let mut rest = line;
    loop {
        rest = rest.trim_start_matches([' ', '-', '–', '*', '#', '>', '!']);
        let shorter = without_tag(rest).or_else(|| without_prefix(rest));
        match shorter {
            Some(shorter) => rest = shorter,
            None => return rest,
        }
    }
}

/// "[EXTERN] Statik" → "Statik"; a tag is short and something follows it.
fn without_tag(line: &str) -> Option<&str> {
    let (tag, rest) = line.strip_prefix('[')?.split_once(']')?;
    (tag.chars().count() <= 24 && !rest.trim().is_empty()).then_some(rest)
}

fn without_prefix(line: &str) -> Option<&str> {
    let (prefix, rest) = line.split_once(':')?;
    // "AW[2]", "Re (3)", "WG "
    let name = prefix.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '[' | ']' | '(' | ')' | ' '));
    PREFIXES.contains(&name.to_lowercase().as_str()).then_some(rest)
}

/// "Statusbesprechung (Zoom)" → "Statusbesprechung"; Google's " @ Do 26. Nov." goes too.
fn without_platform(line: &str) -> &str {
    const PLATFORMS: [&str; 14] = [
        "zoom",
        "teams",
        "ms teams",
        "microsoft teams",
        "webex",
        "google meet",
        "meet",
        "online",
        "virtuell",
        "remote",
        "video",
        "per video",
        "telefonisch",
        "hybrid",
    ];
    let line = match line.split_once(" @ ") {
        Some((before, when)) if when.contains(|c: char| c.is_ascii_digit()) => before,
        _ => line,
    };
    match line.trim_end().strip_suffix(')').and_then(|line| line.rsplit_once('(')) {
        Some((before, platform)) if PLATFORMS.contains(&platform.trim().to_lowercase().as_str()) => before,
        _ => line,
    }
}

/// Without quotation marks around the whole and without what ends no name.
fn trimmed(title: &str) -> &str {
    let title = title.trim();
    let inside = title.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let title = inside.filter(|rest| !rest.contains('"')).unwrap_or(title);
    title.trim_end_matches([' ', '!', ',', ';', ':', '-', '–', '*', '.']).trim_start()
}

/// Names that name nothing.
fn says_nothing(title: &str) -> bool {
    const EMPTY: [&str; 25] = [
        "termin",
        "termine",
        "meeting",
        "call",
        "event",
        "appointment",
        "einladung",
        "invitation",
        "anfrage",
        "untitled",
        "ohne titel",
        "kein titel",
        "kein betreff",
        "ohne betreff",
        "(kein betreff)",
        "no subject",
        "(no subject)",
        "(ohne betreff)",
        "no title",
        "(no title)",
        "(kein titel)",
        "(ohne titel)",
        "beschäftigt",
        "busy",
        "gebucht",
    ];
    !title.contains(char::is_alphabetic) || EMPTY.contains(&title.to_lowercase().as_str())
}

fn about(title: &str, locale: Locale) -> String {
    as_the_sender_joined_it(title)
        .or_else(|| gathering_first(title, locale))
        .or_else(|| gathering_last(title, locale))
        .unwrap_or_else(|| {
            let joint = if is_gathering(title) { "zu" } else { "zum Thema" };
            format!("{joint} {}", quote(title, locale))
        })
}

/// "Wöchentliche Besprechung", but not "Balkonsanierung in der Eigentümerversammlung".
fn is_gathering(title: &str) -> bool {
    let words: Vec<&str> = title.split([' ', ':', ',', '/']).collect();
    let gathering = words.iter().position(|word| joint(word).is_some());
    gathering.is_some_and(|at| !words[..at].iter().any(|word| JOINTS.contains(word)))
}

/// "Einladung zum Sommerfest": the sender knew the article.
fn as_the_sender_joined_it(title: &str) -> Option<String> {
    let lower = title.to_lowercase();
    let rest = ["einladung zu", "einladung zum ", "einladung zur "]
        .iter()
        .filter(|start| lower.starts_with(**start))
        .find_map(|_| title.get("Einladung ".len()..))?;
    let is_plain = (rest.starts_with("zum ") || rest.starts_with("zur ")) && !rest.contains([':', '|', ';']);
    is_plain.then(|| rest.to_owned())
}

/// "Abstimmung Bauzeitenplan", "Übergabe vor dem Urlaub", "Jour fixe".
fn gathering_first(title: &str, locale: Locale) -> Option<String> {
    let two_words = title.get(.."jour fixe".len()).filter(|head| head.eq_ignore_ascii_case("jour fixe"));
    let head = two_words.or_else(|| title.split([' ', ':', ',']).next())?;
    let joint = joint(head)?.word();
    let rest = title[head.len()..].trim_start_matches([' ', ':', '–', '-', '|', ',']).trim_end();
    let head = as_noun(head);
    Some(if rest.is_empty() {
        format!("{joint} {head}")
    } else if goes_on(rest) {
        format!("{joint} {head} {rest}")
    } else if JOINTS.contains(&rest.split(' ').next().unwrap_or(rest)) {
        // A phrase that is cut, or too long for a sentence, is quoted with its noun.
        return None;
    } else {
        format!("{joint} {head} {}", quote(unbracketed(rest), locale))
    })
}

/// "Sondierbohrungen: Besprechung", "BIM-Modell – Online-Termin", "Statik: Termin mit dem Prüfingenieur".
fn gathering_last(title: &str, locale: Locale) -> Option<String> {
    let (name, gathering) = [": ", " – ", " - ", " | "].iter().find_map(|separator| title.rsplit_once(separator))?;
    let (name, gathering) = (quote(name.trim(), locale), gathering.trim());
    let (head, rest) = gathering.split_once(' ').unwrap_or((gathering, ""));
    let joint = joint(head)?.word();
    match rest {
        "" => Some(format!("{joint} {} {name}", as_noun(head))),
        _ if goes_on(rest) => Some(format!("{joint} {} {rest} ({name})", as_noun(head))),
        _ => None,
    }
}

/// Words that continue a phrase.
const JOINTS: [&str; 26] = [
    "am", "an", "auf", "bei", "beim", "bzgl.", "der", "des", "für", "im", "in", "mit", "nach", "über", "um", "vom",
    "von", "vor", "wegen", "zu", "zum", "zur", "zwischen", "eines", "einer", "unserer",
];

/// What may follow a noun without quotation marks: it begins in the middle of a phrase and is one phrase.
fn goes_on(rest: &str) -> bool {
    let words: Vec<&str> = rest.split(' ').collect();
    words.len() > 1
        && words.len() <= 8
        && JOINTS.contains(&words[0])
        && !rest.contains([',', ';', ':', '|', '/', '(', '?', '…', '"'])
        && !words.contains(&"-")
        && !words.contains(&"–")
}

fn unbracketed(text: &str) -> &str {
    let inside = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    inside.filter(|rest| !rest.contains(['(', ')'])).unwrap_or(text)
}

/// "besprechung", "BESPRECHUNG" → "Besprechung"; a name that mixes cases is left alone.
fn as_noun(word: &str) -> String {
    let shouted = word.chars().count() > 4 && !word.contains(char::is_lowercase);
    let word = if shouted { word.to_lowercase() } else { word.to_owned() };
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn any_summary_can_be_named_in_a_sentence() {
        for (summary, expected) in [
            ("Abstimmung Bauzeitenplan Kita Auental", Some("zur Abstimmung „Bauzeitenplan Kita Auental“")),
            ("Besprechung Leistungsverzeichnis", Some("zur Besprechung „Leistungsverzeichnis“")),
            ("Gespräch Versicherungstarif", Some("zum Gespräch „Versicherungstarif“")),
            ("Statusbesprechung Nordring", Some("zur Statusbesprechung „Nordring“")),
            ("Statusbesprechung (Zoom)", Some("zur Statusbesprechung")),
            ("Sondierbohrungen: Besprechung", Some("zur Besprechung „Sondierbohrungen“")),
            ("BIM-Modell: Online-Termin", Some("zum Online-Termin „BIM-Modell“")),
            ("Statik: Termin mit dem Prüfingenieur", Some("zum Termin mit dem Prüfingenieur („Statik“)")),
            ("Lichtplanung Foyer: Bemusterung", Some("zur Bemusterung „Lichtplanung Foyer“")),
            ("Sanierung in der Versammlung", Some("zum Thema „Sanierung in der Versammlung“")),
            ("Übergabe vor Jonas' Urlaub", Some("zur Übergabe vor Jonas' Urlaub")),
            ("Übergabe (Nordring)", Some("zur Übergabe „Nordring“")),
            ("Jour fixe", Some("zum Jour fixe")),
            ("JOUR FIXE Nordring", Some("zum Jour fixe „Nordring“")),
            ("Raumprogramm zweiter Bauabschnitt", Some("zum Thema „Raumprogramm zweiter Bauabschnitt“")),
            ("Liftschacht mit TÜV", Some("zum Thema „Liftschacht mit TÜV“")),
            ("Wöchentliche Besprechung", Some("zu „Wöchentliche Besprechung“")),
            ("Einladung zum Sommerfest", Some("zum Sommerfest")),
            ("Einladung: Einladung zur Bemusterung Foyer!", Some("zur Bemusterung Foyer")),
            ("AW: WG: [EXTERN] Re[2]: Budget 2027...", Some("zum Thema „Budget 2027“")),
            ("\"Sanierung Dach\"", Some("zum Thema „Sanierung Dach“")),
            ("Wie weiter mit Nordring?", Some("zum Thema „Wie weiter mit Nordring?“")),
            ("Invitation: Quarterly review @ Thu 26 Nov 2026 14:00", Some("zum Thema „Quarterly review“")),
            ("abstimmung budget", Some("zur Abstimmung „budget“")),
            (
                "Klärung der Fragen zu Statik, Brandschutz und Schallschutz im zweiten Bauabschnitt der Kita",
                Some("zu „Klärung der Fragen zu Statik, Brandschutz und Schallschutz im zweiten …“"),
            ),
            ("WG: Termin!!", None),
            ("Re:", None),
            ("(kein Betreff)", None),
            ("???", None),
            ("", None),
        ] {
            assert_eq!(Topic::of(summary, Locale::Germany).about.as_deref(), expected, "{summary:?}");
        }
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
        fn no_summary_panics(summary in "\\PC{0,120}|(Re: |Einladung |Jour fixe|Besprechung|: | - |[\"(„\\[\\])@] ?){0,12}") {
            for locale in [Locale::Germany, Locale::Switzerland] {
                let topic = Topic::of(&summary, locale);
                prop_assert_eq!(topic.title.is_some(), topic.about.is_some());
            }
        }
    }
}
