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

/// A gathering that a title opens with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Gathering {
    pub joint: Joint,
    /// As it stands behind "zur" and "zum": "wöchentlichen Besprechung".
    pub name: String,
    /// How much of the title it takes, in octets.
    pub length: usize,
}

/// The end of a noun, in lower case; the head of a German compound stands last and decides its gender.
const FEMININE: &str = "\
    abnahme, abstimmung, anhörung, anprobe, aussprache, begehung, begutachtung, bemusterung, beratung, \
    besichtigung, besprechung, debatte, diskussion, durchsprache, einführung, einweihung, einweisung, eröffnung, \
    exkursion, feier, fortbildung, generalprobe, grundsteinlegung, inbetriebnahme, inspektion, klausur, konferenz, \
    lesung, nachlese, party, präsentation, prüfung, retrospektive, runde, rücksprache, schulung, sitzung, \
    sprechstunde, tagung, unterredung, unterweisung, unterzeichnung, veranstaltung, verabschiedung, verhandlung, \
    vernissage, versammlung, verkostung, verteidigung, visite, weiterbildung, übergabe, andacht, aussegnung, \
    beerdigung, beisetzung, bestattung, feierstunde, gedenkstunde, hochzeit, preisverleihung, rundfahrt, session, \
    vorführung, wanderung";
const MASCULINE_OR_NEUTER: &str = "\
    abendessen, arbeitsessen, audit, aufmaß, auftakt, austausch, besuch, brainstorming, brunch, coaching, dialog, \
    dinner, elternabend, empfang, fachtag, festessen, forum, frühstück, geschäftsessen, gespräch, hackathon, \
    infoabend, interview, jour fixe, jour-fixe, kennenlernen, kick-off, kickoff, klausurtag, kolloquium, lehrgang, \
    lunch, meeting, mittagessen, offsite, onboarding, projekttag, review, rundgang, seminar, spaziergang, \
    sprechtag, stammtisch, stand-up, standup, symposium, teamessen, teamtag, telefonat, termin, themenabend, \
    training, treffen, vortrag, webinar, weihnachtsessen, workshop, ausflug, sommerfest, richtfest, \
    weihnachtsfest, hoffest, betriebsfest, straßenfest, stadtfest, herbstfest, frühlingsfest, schulfest, \
    kinderfest, jubiläumsfest, familienfest, get-together, checkpoint, barcamp, debrief, feierabendbier, abgleich, \
    aktionstag, ausklang, begräbnis, drehtag, geburtstag, gipfel, gottesdienst, infotag, kongress, kundentag, \
    planungstag, schulungstag, shooting, strategietag, studientag, thementag, workshoptag, hearing";

/// Nouns that count by themselves and behind a hyphen only, for many compounds with them are something else:
/// "Geschäftsführung", "Steuererklärung", "Preisvorstellung", "Bodenprobe".
const FEMININE_ALONE: &str = "\
    demo, führung, stadtführung, werksführung, hausführung, museumsführung, schlossführung, baustellenführung, \
    klärung, messe, hausmesse, fachmesse, probe, chorprobe, hauptprobe, orchesterprobe, retro, telko, telco, \
    vorstellung, projektvorstellung, produktvorstellung, premiere, gala, supervision, mediation, visitation, \
    expertenrunde, ausstellung, ehrung, taufe, trauung";
const ZUM_ALONE: &str = "\
    all-hands, call, videocall, kundencall, teamcall, catch-up, catchup, check-in, checkin, daily, weekly, \
    monthly, essen, fest, grillen, picknick, kaffee, konzert, jubiläum, pitch, planning, refinement, retreat, \
    sync, townhall, town-hall, videotelefonat, 1:1, one-on-one, ausstand, einstand, lenkungskreis, arbeitskreis, \
    gesprächskreis, lenkungsausschuss, bauausschuss, kurs, jf, update-meeting, jourfixe, deep-dive, roundtable, \
    bier, umtrunk, apéro, apero, znüni, update, statusupdate, projektupdate, summit";

/// Words that only end like a gathering.
const TRAPS: &str = "\
    betreffen, eintreffen, zutreffen, unternehmensberatung, steuerberatung, grunde, vertagung, besitzung, \
    feierabend, verlesung, auslesung, genesung, fehlermeeting, nachprüfungsamt";

/// Gatherings that make one word with "Meeting" behind them: "Kick-off Meeting" → "Kick-off-Meeting".
const FIRST_PARTS: &str = "\
    kick-off, kickoff, review, sync, stand-up, standup, retro, planning, refinement, onboarding, check-in, checkin, \
    catch-up, catchup, pitch, demo, debrief, lunch, update, brainstorming";
/// What makes one word with them.
const SECOND_PARTS: &str = "meeting, termin, call, gespräch, runde, workshop, treffen, session";

/// Gatherings of two words: as written, joint, and as the letter writes them.
const TWO_WORDS: &[(&str, Joint, &str)] = &[
    ("jour fixe", Joint::Zum, "Jour fixe"),
    ("kick off", Joint::Zum, "Kick-off"),
    ("stand up", Joint::Zum, "Stand-up"),
    ("town hall", Joint::Zum, "Townhall"),
    ("get together", Joint::Zum, "Get-together"),
    ("round table", Joint::Zum, "Round Table"),
    ("runder tisch", Joint::Zum, "Runden Tisch"),
    ("tag der offenen tür", Joint::Zum, "Tag der offenen Tür"),
    ("all hands", Joint::Zum, "All-Hands"),
    ("deep dive", Joint::Zum, "Deep Dive"),
    ("check in", Joint::Zum, "Check-in"),
    ("catch up", Joint::Zum, "Catch-up"),
    ("1:1", Joint::Zum, "1:1"),
];

/// Whether a list, as "one, two", has a word.
pub(super) fn listed(list: &str, word: &str) -> bool {
    list.split(", ").any(|name| name == word)
}

/// The joint of a noun that names a gathering; none for any other word.
pub(super) fn joint(noun: &str) -> Option<Joint> {
    let noun = noun.to_lowercase();
    let noun = noun.trim_matches(['(', ')', '"', '!', '?', '.']);
    let ends_in = |ends: &str| ends.split(", ").any(|end| noun.ends_with(end));
    // "Online-Demo": what stands behind the last hyphen, or the whole of "Kick-off".
    let last = noun.rsplit('-').next().unwrap_or(noun);
    let is_one_of = |nouns: &str| listed(nouns, noun) || listed(nouns, last);
    if is_one_of(TRAPS) {
        None
    } else if ends_in(FEMININE) || is_one_of(FEMININE_ALONE) {
        Some(Joint::Zur)
    } else if ends_in(MASCULINE_OR_NEUTER) || is_one_of(ZUM_ALONE) {
        Some(Joint::Zum)
    } else {
        None
    }
}

/// Nouns whose object follows them: "Einweihung Kita" is that of the Kita, "Besprechung Budget" a talk about a budget.
const OF_AN_OBJECT: &str = "\
    abnahme, anprobe, begehung, begutachtung, bemusterung, besichtigung, einweihung, eröffnung, grundsteinlegung, \
    inbetriebnahme, inspektion, unterzeichnung, verabschiedung, vorbereitung, vorführung, vorstellung, übergabe";

/// Whether what follows the noun is what is acted on.
pub(super) fn acts_on_something(noun: &str) -> bool {
    let noun = noun.to_lowercase();
    OF_AN_OBJECT.split(", ").any(|end| noun.ends_with(end))
}

/// The gathering that a title opens with: "Besprechung", "Jour fixe", "Wöchentlicher Austausch".
pub(super) fn gathering_at(title: &str) -> Option<Gathering> {
    let ends = |length: usize| title[length..].chars().next().is_none_or(|next| !next.is_alphanumeric());
    for (written, joint, name) in TWO_WORDS {
        let head = title.get(..written.len()).filter(|_| title.is_char_boundary(written.len()));
        if head.is_some_and(|head| head.to_lowercase() == *written) && ends(written.len()) {
            return Some(Gathering { joint: *joint, name: (*name).to_owned(), length: written.len() });
        }
    }
    let word_at = |from: usize| title[from..].split([' ', ':', ',', '/', '|']).next().unwrap_or_default();
    let first = word_at(0);
    if listed(FIRST_PARTS, &first.to_lowercase()) {
        let second = title[first.len()..].strip_prefix(' ').map_or("", |_| word_at(first.len() + 1));
        let joint = joint(second).filter(|_| listed(SECOND_PARTS, &second.to_lowercase()));
        if let Some(joint) = joint {
            let name = format!("{}-{}", as_noun(first), as_noun(second));
            return Some(Gathering { joint, name, length: first.len() + 1 + second.len() });
        }
    }
    if let Some(joint) = joint(first) {
        return Some(Gathering { joint, name: as_noun(first), length: first.len() });
    }
    let second = title[first.len()..].strip_prefix(' ').map(|_| word_at(first.len() + 1))?;
    let joint = joint(second)?;
    let adjective = declined(first, joint)?;
    let length = first.len() + 1 + second.len();
    Some(Gathering { joint, name: format!("{adjective} {}", as_noun(second)), length })
}

/// "Wöchentliche" behind "zur", "Gemeinsames" and "Wöchentlicher" behind "zum": the adjective in -en.
fn declined(word: &str, joint: Joint) -> Option<String> {
    const ADJECTIVES: &str = "\
    erst, zweit, dritt, viert, fünft, letzt, nächst, neu, intern, extern, kurz, klein, groß, weiter, offen, \
    gemeinsam, virtuell, formell, informell, regulär, digital, außerordentlich, ordentlich, vorbereitend, \
    abschließend, spontan, halbjährig, zweitägig, ganztägig, vertraulich";
    const ENDINGS: &[&str] = &["lich", "isch"];
    let lower = word.to_lowercase();
    let stem = match joint {
        Joint::Zur => lower.strip_suffix('e'),
        Joint::Zum => lower.strip_suffix("es").or_else(|| lower.strip_suffix("er")),
    }?;
    let known =
        listed(ADJECTIVES, stem) || (stem.chars().count() >= 6 && ENDINGS.iter().any(|ending| stem.ends_with(ending)));
    known.then(|| format!("{stem}en"))
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

    #[test]
    fn the_end_of_a_compound_decides() {
        for (noun, expected) in [
            ("Statusbesprechung", Some("zur")),
            ("Eigentümerversammlung", Some("zur")),
            ("Online-Termin", Some("zum")),
            ("Jour fixe", Some("zum")),
            ("Kundengespräch", Some("zum")),
            ("Team-Lunch", Some("zum")),
            ("Online-Demo", Some("zur")),
            ("Sprint-Review", Some("zum")),
            ("Mittagessen", Some("zum")),
            ("Besprechungen", None),
            ("Samsung", None),
            ("Raumprogramm", None),
            ("Interessen", None),
            ("Steuererklärung", None),
            ("Geschäftsführung", None),
            ("Bodenprobe", None),
            ("Preisvorstellung", None),
            ("Recall", None),
            ("Unternehmensberatung", None),
            ("Manifest", None),
        ] {
            assert_eq!(joint(noun).map(Joint::word), expected, "{noun}");
        }
    }

    #[test]
    fn an_adjective_before_it_is_declined() {
        for (title, expected) in [
            ("Wöchentliche Besprechung", Some("wöchentlichen Besprechung")),
            ("Gemeinsames Mittagessen", Some("gemeinsamen Mittagessen")),
            ("Monatlicher Austausch Nord", Some("monatlichen Austausch")),
            ("kurze abstimmung", Some("kurzen Abstimmung")),
            ("Küche Bemusterung", None),
            ("Tische Bemusterung", None),
        ] {
            assert_eq!(gathering_at(title).map(|found| found.name).as_deref(), expected, "{title}");
        }
    }
}
