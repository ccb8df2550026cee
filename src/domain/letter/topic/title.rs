//! The name of a meeting, out of what mail programs, calendars and senders put around it.

use crate::domain::letter::clean::shortened;
use crate::domain::letter::gatherings::listed;
use crate::german::calendar_words::{named_month, named_weekday, short_weekday};
use crate::german::folding::fold;

/// A summary longer than this is a text, not a name.
pub(super) const LONGEST_TITLE: usize = 70;

/// The name in a SUMMARY or a Subject on one line; none where it says nothing.
pub(super) fn title(line: &str) -> Option<String> {
    let bare = without_remarks(without_prefixes(line));
    let title = trimmed(&shortened(trimmed(bare), LONGEST_TITLE)).to_owned();
    let title = unpaired_mark_dropped(title);
    (!title.is_empty() && !says_nothing(&title)).then_some(title)
}

/// What mail programs and calendars put before a subject.
const PREFIXES: &str = "\
    re, aw, antw, antwort, wg, fw, fwd, tr, sv, einladung, invitation, invite, aktualisierte einladung, \
    aktualisierte einladung mit hinweis, aktualisierte einladung mit notiz, einladung mit notiz, updated \
    invitation, updated invitation with note, invitation with note, invitation from google calendar, aktualisiert, \
    aktualisierung, updated, update, upd, geändert, terminänderung, verschoben, terminverschiebung, abgesagt, \
    absage, canceled, cancelled, canceled event, cancelled event, abgelehnt, zugesagt, angenommen, accepted, \
    declined, mit vorbehalt, mit vorbehalt angenommen, vorläufig zugesagt, neuer zeitvorschlag, neue uhrzeit \
    vorgeschlagen, new time proposed, neuer termin, termin, terminanfrage, termineinladung, terminvorschlag, \
    terminabstimmung, terminabsprache, terminfindung, besprechungsanfrage, meetinganfrage, meeting request, \
    meeting, besprechung, erinnerung, terminerinnerung, reminder, vorläufig, tentative, save the date, betreff, \
    subject, fyi, info, z. k, zk, wichtig, dringend, eilt, eilig, urgent, important, bitte um antwort, extern, \
    external";

fn without_prefixes(line: &str) -> &str {
    let mut rest = line;
    loop {
        rest = rest.trim_start_matches([' ', '-', '–', '*', '#', '>', '!', ':', '|']);
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
    let name = prefix
        .trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '[' | ']' | '(' | ')' | ' ' | '!' | '*' | '.'));
    listed(PREFIXES, &name.to_lowercase()).then_some(rest)
}

/// Remarks in brackets at the end that are no part of a name.
const REMARKS: &str = "\
    zoom, teams, ms teams, microsoft teams, webex, google meet, meet, skype, online, virtuell, remote, video, per \
    video, per teams, per zoom, via teams, via zoom, telefonisch, telefon, hybrid, vor ort, präsenz, in präsenz, \
    dringend, sehr dringend, wichtig, sehr wichtig, eilt, eilig, urgent, asap, optional, intern, extern, \
    vertraulich, neu, update, aktualisiert, geändert, verschoben, neuer termin, neue zeit, neue uhrzeit, tbd, tbc, \
    vorläufig, geblockt, blocker, save the date, bitte zusagen, fyi, wiederholung, serie, pflichttermin";

/// "Statusbesprechung (Zoom)" → "Statusbesprechung"; Google's " @ Do 26. Nov." goes too.
fn without_remarks(line: &str) -> &str {
    let mut line = match line.split_once(" @ ") {
        Some((before, when)) if when.contains(|c: char| c.is_ascii_digit()) => before,
        _ => line,
    };
    loop {
        let end = line.trim_end_matches([' ', '!', '.', '*']);
        let bracket = end.strip_suffix(')').and_then(|line| line.rsplit_once('('));
        let bracket = bracket.or_else(|| end.strip_suffix(']').and_then(|line| line.rsplit_once('[')));
        match bracket {
            Some((before, remark)) if is_remark(remark) && !before.trim().is_empty() => line = before,
            _ => return line,
        }
    }
}

fn is_remark(text: &str) -> bool {
    listed(REMARKS, &text.trim_matches([' ', '!', '.', '*', '-']).to_lowercase())
}

/// Without quotation marks around the whole and without what ends no name.
fn trimmed(title: &str) -> &str {
    let title = unquoted(title.trim());
    let title = unquoted(title.trim_end_matches([' ', '!', ',', ';', ':', '-', '–', '*', '|']).trim_start());
    let shorter = title.trim_end_matches('.');
    let one_stop = shorter.len() + 1 == title.len();
    if one_stop && keeps_its_stop(shorter) { title } else { shorter.trim_end_matches([' ', '!', ',', ';', ':', '-']) }
}

/// A text without the quotation marks around the whole of it.
pub(super) fn unquoted(text: &str) -> &str {
    [('"', '"'), ('‚', '‘'), ('‘', '’'), ('\'', '\'')]
        .iter()
        .find_map(|(open, close)| {
            let inside = text.strip_prefix(*open)?.strip_suffix(*close)?;
            // In "Nord" und "Süd" the first mark inside closes; then the outer two are no pair.
            let nested = inside.find(*open).is_none_or(|at| at == 0 || inside[..at].ends_with([' ', '(', '-']));
            nested.then(|| inside.trim())
        })
        .unwrap_or(text)
}

/// "vom 12.11.", "am 3.", "Kern & Co.": the full stop belongs to the word.
fn keeps_its_stop(title: &str) -> bool {
    const ABBREVIATIONS: [&str; 18] = [
        "co", "nr", "str", "bzgl", "usw", "etc", "dr", "prof", "inkl", "exkl", "ggf", "st", "jan", "feb", "nov", "dez",
        "e. v", "abt",
    ];
    let lower = title.to_lowercase();
    let last = lower.rsplit(' ').next().unwrap_or_default();
    let before = lower.rsplit(' ').nth(1).unwrap_or_default();
    let dated = last.split('.').all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()));
    (dated && (last.contains('.') || matches!(before, "am" | "vom" | "den" | "zum" | "der")))
        || ABBREVIATIONS.contains(&last)
        || lower.ends_with(" e. v")
        || lower.ends_with(" e.v")
}

/// A quotation mark without a partner means nothing, unless it says inches.
fn unpaired_mark_dropped(title: String) -> String {
    let marks = title.matches('"').count();
    let inches = title.as_bytes().windows(2).any(|pair| pair[0].is_ascii_digit() && pair[1] == b'"');
    if marks.is_multiple_of(2) || inches { title } else { title.replace('"', "").trim().to_owned() }
}

/// Names that name nothing.
const EMPTY: &str = "\
    termin, termine, meeting, call, event, appointment, einladung, invitation, anfrage, untitled, ohne titel, kein \
    titel, kein betreff, ohne betreff, (kein betreff), no subject, (no subject), (ohne betreff), no title, (no \
    title), (kein titel), (ohne titel), beschäftigt, busy, gebucht, besprechung, treffen, gespräch, terminanfrage, \
    terminvorschlag, terminvorschläge, terminabstimmung, terminfindung, terminabsprache, terminvereinbarung, \
    terminverschiebung, terminänderung, terminwunsch, terminbestätigung, termineinladung, besprechungsanfrage, \
    besprechungstermin, meetinganfrage, meeting request, meeting invitation, calendar invitation, new event, new \
    meeting, neuer termin, neue besprechung, neues ereignis, neues meeting, fyi, info, zur info, hallo, hi, frage, \
    kurze frage, rückfrage, wichtig, dringend, eilt, update, erinnerung, reminder, test, privat, private, blocker, \
    invite, subject, betreff, aw, wg, re, fwd, besprechen, bitte lesen, nächster termin, nächstes treffen, unser \
    termin, unser treffen, unser gespräch, ihre anfrage, anfrage termin, termin anfrage, bitte um termin, bitte um \
    einen termin, kurzer termin, kein thema, tbd, tbc, n/a, -, calendar, outlook";

/// Words that only say when, beside the names of days and months.
const WHEN: &str = "\
    am, um, uhr, kw, den, der, vom, bis, von, ab, im, in, heute, morgen, nächste, woche, vormittag, nachmittag, früh, \
    für, h, next, week";

fn says_nothing(title: &str) -> bool {
    let lower = title.to_lowercase();
    listed(EMPTY, lower.trim_matches(['(', ')', '?', '!', '.', ' ']))
        || listed(EMPTY, &lower)
        || (only_says_when(&lower) && lower != "1:1")
}

/// "26.11.", "Donnerstag, 14 Uhr", "4711": no more than a day or number.
pub(super) fn only_says_when(text: &str) -> bool {
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .all(|word| !word.contains(char::is_alphabetic) || listed(WHEN, word) || is_day_or_month(&fold(word)))
}

fn is_day_or_month(word: &str) -> bool {
    named_weekday(word).is_some() || short_weekday(word).is_some() || named_month(word).is_some()
}
