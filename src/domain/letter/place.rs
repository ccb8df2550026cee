//! A place in its sender's words, turned to the letter's: "bei uns, 3. OG" is "bei Ihnen" in my mouth.

use super::clean::{one_line, shortened};

/// A place longer than this is a description of the way.
const LONGEST: usize = 80;

/// Whose place it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Host {
    /// The sender's.
    Them,
    /// Mine.
    Me,
}

impl Host {
    /// As templates see it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Them => "them",
            Self::Me => "me",
        }
    }
}

/// What a LOCATION says: whose place, and which; a place that only its sender can name so is left out.
pub(super) fn place(location: &str) -> (Option<Host>, Option<String>) {
    let Some(line) = one_line(location) else { return (None, None) };
    let (host, rest) = without_host(&line);
    let rest = rest.trim_matches(|c: char| c.is_whitespace() || ",;:-–".contains(c)).trim_end_matches('.');
    let rest = rest.replace("()", "");
    let rest = rest.trim();
    let rest = match rest.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
        Some(inner) if !inner.contains(['(', ')']) => inner,
        _ => rest,
    };
    let named = !rest.is_empty() && !speaks_of_somebody(rest) && fits(rest, host.is_some());
    (host, named.then(|| shortened(rest, LONGEST)))
}

/// The place without the words that say whose it is.
fn without_host(line: &str) -> (Option<Host>, String) {
    for (host, phrases) in [(Host::Them, THEIRS), (Host::Me, MINE)] {
        for phrase in phrases {
            if let Some(at) = find(line, phrase) {
                return (Some(host), format!("{}{}", &line[..at], &line[at + phrase.len()..]));
            }
        }
    }
    for (host, openings) in [(Host::Them, THEIR_OPENINGS), (Host::Me, MY_OPENINGS)] {
        for opening in openings {
            if stands_at(line, opening, 0) {
                return (Some(host), line[opening.len()..].to_owned());
            }
        }
    }
    (None, line.to_owned())
}

/// Where a phrase stands as whole words, in any case.
fn find(line: &str, phrase: &str) -> Option<usize> {
    line.char_indices().map(|(at, _)| at).find(|at| stands_at(line, phrase, *at))
}

/// Whether a phrase stands there as whole words, in any case. All phrases keep their length in any case.
fn stands_at(line: &str, phrase: &str, at: usize) -> bool {
    let Some(head) = line.get(at..at + phrase.len()) else { return false };
    let (Some(first), Some(wanted)) = (head.bytes().next(), phrase.bytes().next()) else { return false };
    // Most of a line is told from the phrase by its first letter.
    let is_other = first.is_ascii() && !first.eq_ignore_ascii_case(&wanted);
    !is_other
        && head.chars().flat_map(char::to_lowercase).eq(phrase.chars())
        && !line[..at].ends_with(char::is_alphanumeric)
        && !line[at + phrase.len()..].starts_with(char::is_alphanumeric)
}

/// Whether words are left that mean another in my mouth.
fn speaks_of_somebody(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).any(|word| {
        ["uns", "wir", "ich", "mir", "mich", "hier", "ihnen", "euch", "dir"].contains(&word)
            || ["unser", "unsere", "unserem", "unseren", "unserer", "mein", "meine", "meinem", "meiner"].contains(&word)
            || ["ihr", "ihre", "ihrem", "ihrer", "dein", "deinem", "deiner", "euer", "eurem", "eurer"].contains(&word)
    })
}

/// "neuen Filiale" is the rest of a phrase and no name of a place; "im 3. OG" is one.
fn fits(rest: &str, cut: bool) -> bool {
    let opens = ["im ", "in ", "am ", "an ", "auf ", "beim "].iter().any(|word| rest.starts_with(word));
    !cut || opens || !rest.starts_with(char::is_lowercase)
}

#[rustfmt::skip]
const THEIRS: &[&str] = &[
    "hier bei uns im hause", "hier bei uns im haus", "hier bei uns im büro", "hier bei uns vor ort", "hier bei uns",
    "bei uns im hause", "bei uns im haus", "bei uns im büro", "bei uns vor ort", "bei uns", "hier bei mir im büro",
    "hier bei mir", "bei mir im büro", "bei mir zu hause", "bei mir", "in unserem büro", "in unseren büros",
    "in unseren büroräumen", "in unserem hause", "in unserem haus", "in unseren räumlichkeiten", "in unseren räumen",
    "in meinem büro", "hier im hause", "hier im haus", "hier im büro", "hier vor ort", "at our office", "our office",
];
#[rustfmt::skip]
const MINE: &[&str] = &[
    "bei ihnen im hause", "bei ihnen im haus", "bei ihnen im büro", "bei ihnen vor ort", "bei ihnen", "bei euch im büro",
    "bei euch vor ort", "bei euch", "bei dir im büro", "bei dir", "in ihrem büro", "in ihrem hause", "in ihrem haus",
    "in ihren räumlichkeiten", "in ihren räumen", "in eurem büro", "in deinem büro", "at your office", "your office",
];
/// Words that say it only at the beginning.
#[rustfmt::skip]
const THEIR_OPENINGS: &[&str] = &[
    "unser büro", "unsere büros", "unsere räume", "mein büro", "in unserem", "in unserer", "in unseren", "in meinem",
    "in meiner", "unser", "unsere", "mein", "meine", "hier",
];
const MY_OPENINGS: &[&str] =
    &["ihr büro", "euer büro", "dein büro", "in ihrem", "in ihrer", "in eurem", "in eurer", "in deinem", "in deiner"];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_place_is_named_from_where_i_stand() {
        use Host::{Me, Them};
        for (location, host, expected) in [
            ("Muster Bau GmbH, Kassel", None, Some("Muster Bau GmbH, Kassel")),
            ("Hauptstraße 5, Raum 3.", None, Some("Hauptstraße 5, Raum 3")),
            ("bei uns", Some(Them), None),
            ("Bei uns, 3. OG", Some(Them), Some("3. OG")),
            ("bei uns im 3. OG", Some(Them), Some("im 3. OG")),
            ("bei uns im Büro", Some(Them), None),
            ("in unserem Büro in Kassel", Some(Them), Some("in Kassel")),
            ("In unserer Filiale", Some(Them), Some("Filiale")),
            ("In unserer neuen Filiale", Some(Them), None),
            ("Raum 3 (bei uns)", Some(Them), Some("Raum 3")),
            ("hier", Some(Them), None),
            ("Hier im Haus, Saal 2", Some(Them), Some("Saal 2")),
            ("bei mir", Some(Them), None),
            ("mein Büro", Some(Them), None),
            ("Bei Ihnen", Some(Me), None),
            ("bei euch im Büro", Some(Me), None),
            ("In Ihrem Haus, Konferenzraum", Some(Me), Some("Konferenzraum")),
            ("Café gegenüber unserem Büro", None, None),
            ("wo wir uns letztes Mal getroffen haben", None, None),
            ("Reihe 4, Mirabellenweg", None, Some("Reihe 4, Mirabellenweg")),
            ("", None, None),
        ] {
            assert_eq!(place(location), (host, expected.map(str::to_owned)), "{location:?}");
        }
    }

    proptest! {
        #[test]
        fn no_place_panics(location in "\\PC{0,60}|((bei|in|hier) ?(uns|unserem|Ihnen|İ|ß)[ ,()]?){0,6}") {
            place(&location);
        }
    }
}
