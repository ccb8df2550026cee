//! Counted things: "eine Person", "vier Personen", "13 Personen".

use super::numeral::cardinal;

/// Nouns that letters count: singular, plural, article. The end of a compound decides.
const NOUNS: [(&str, &str, &str); 42] = [
    ("Minute", "Minuten", "eine"),
    ("Stunde", "Stunden", "eine"),
    ("Tag", "Tage", "ein"),
    ("Nacht", "Nächte", "eine"),
    ("Woche", "Wochen", "eine"),
    ("Monat", "Monate", "ein"),
    ("Jahr", "Jahre", "ein"),
    ("Person", "Personen", "eine"),
    ("Gast", "Gäste", "ein"),
    ("Teilnehmer", "Teilnehmer", "ein"),
    ("Mitarbeiter", "Mitarbeiter", "ein"),
    ("Kollege", "Kollegen", "ein"),
    ("erin", "erinnen", "eine"),
    ("Kollegin", "Kolleginnen", "eine"),
    ("Kunde", "Kunden", "ein"),
    ("Termin", "Termine", "ein"),
    ("Treffen", "Treffen", "ein"),
    ("Gespräch", "Gespräche", "ein"),
    ("Punkt", "Punkte", "ein"),
    ("Frage", "Fragen", "eine"),
    ("Thema", "Themen", "ein"),
    ("Seite", "Seiten", "eine"),
    ("Satz", "Sätze", "ein"),
    ("Plan", "Pläne", "ein"),
    ("Platz", "Plätze", "ein"),
    ("Raum", "Räume", "ein"),
    ("Zimmer", "Zimmer", "ein"),
    ("Haus", "Häuser", "ein"),
    ("Projekt", "Projekte", "ein"),
    ("Angebot", "Angebote", "ein"),
    ("Entwurf", "Entwürfe", "ein"),
    ("Variante", "Varianten", "eine"),
    ("Vorschlag", "Vorschläge", "ein"),
    ("Unterlage", "Unterlagen", "eine"),
    ("Datei", "Dateien", "eine"),
    ("Foto", "Fotos", "ein"),
    ("Mail", "Mails", "eine"),
    ("Stück", "Stück", "ein"),
    ("ung", "ungen", "eine"),
    ("ion", "ionen", "eine"),
    ("heit", "heiten", "eine"),
    ("keit", "keiten", "eine"),
];

/// "eine Person", "vier Personen", "20 Minuten": digits where there is no word for the count.
pub(crate) fn counted(count: u64, noun: &str) -> String {
    in_words(count, noun).unwrap_or_else(|| format!("{count}\u{a0}{}", plural(noun)))
}

/// A count from one to twelve with its noun; none for other counts, or where the article is not known.
pub(crate) fn in_words(count: u64, noun: &str) -> Option<String> {
    if count == 1 {
        let (singular, _, article) = NOUNS.iter().find_map(|entry| inflected(noun, *entry))?;
        return Some(format!("{article} {singular}"));
    }
    cardinal(count).map(|word| format!("{word} {}", plural(noun)))
}

/// The plural of a known noun, in whichever number it is given; an unknown one stays as it is.
pub(crate) fn plural(noun: &str) -> String {
    NOUNS.iter().find_map(|entry| inflected(noun, *entry)).map_or_else(|| noun.to_owned(), |(_, plural, _)| plural)
}

/// Singular, plural and article of `noun`, if it is this entry's noun or a compound that ends in it.
fn inflected(
    noun: &str,
    (singular, plural, article): (&str, &str, &'static str),
) -> Option<(String, String, &'static str)> {
    let stem = stem(noun, plural).or_else(|| stem(noun, singular))?;
    let joined = |end: &str| match stem {
        "" => end.to_owned(),
        // "Arbeits" + "Tage", but "E-Mail-" + "Mails" keeps its capital after the hyphen.
        _ if stem.ends_with('-') => format!("{stem}{end}"),
        _ => format!("{stem}{}", end.to_lowercase()),
    };
    Some((joined(singular), joined(plural), article))
}

/// What stands before `end` in `noun`.
fn stem<'noun>(noun: &'noun str, end: &str) -> Option<&'noun str> {
    let stem = noun.strip_suffix(end).or_else(|| noun.strip_suffix(end.to_lowercase().as_str()))?;
    let is_compound = stem.ends_with(char::is_lowercase) && stem.starts_with(char::is_uppercase);
    (stem.is_empty() || stem.ends_with('-') || is_compound).then_some(stem)
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn nouns_follow_their_count() {
        for (count, noun, expected) in [
            (0, "Personen", "0 Personen"),
            (1, "Personen", "eine Person"),
            (1, "Person", "eine Person"),
            (4, "Person", "vier Personen"),
            (12, "Termine", "zwölf Termine"),
            (13, "Termin", "13 Termine"),
            (1, "Termine", "ein Termin"),
            (1, "Teilnehmerinnen", "eine Teilnehmerin"),
            (3, "Teilnehmer", "drei Teilnehmer"),
            (1, "Arbeitstage", "ein Arbeitstag"),
            (1, "Sitzungen", "eine Sitzung"),
            (2, "Sitzung", "zwei Sitzungen"),
            (1, "Konferenzräume", "ein Konferenzraum"),
            (1, "Gäste", "ein Gast"),
            (5, "E-Mail", "fünf E-Mails"),
            (1, "Viertelstunden", "eine Viertelstunde"),
            (1, "Träume", "1 Träume"),
            (2, "Zebras", "zwei Zebras"),
            (1, "", "1 "),
        ] {
            assert_eq!(counted(count, noun).replace('\u{a0}', " "), expected);
        }
    }
}
