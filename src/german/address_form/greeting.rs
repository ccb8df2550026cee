//! What the line a mail opens with says: "Sehr geehrte Frau Weber", "Hallo Jana".

use super::AddressForm;
use crate::german::person_name::listed;
use crate::german::person_name::spelling::fold;

/// What a greeting shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Greeting {
    /// "Sehr geehrte …", "… Frau Weber".
    Polite,
    /// A German greeting before a first name: a hint, no more.
    FirstName,
    /// "Hi Jana": a hint only where the rest is German.
    ForeignFirstName,
}

impl Greeting {
    pub(super) fn form(self) -> AddressForm {
        match self {
            Self::Polite => AddressForm::Sie,
            Self::FirstName | Self::ForeignFirstName => AddressForm::Du,
        }
    }
}

const GERMAN: &str =
    "hallo moin servus hoi liebe lieber liebes tach na sali salu hej grussdi morgen gruezi halli hallochen";
const ANYWHERE: &str = "hi hey hello dear ciao";
const NOBODY: &str = "zusammen alle team kollegen kolleginnen kollegen leute miteinander damen freunde freundinnen allerseits \
    kundin kunde kunden gaste nachbarn herr frau liebe lieber there all everyone folks friends du ihr und in mitglieder eltern \
    kursteilnehmende teilnehmende teilnehmer interessenten interessierte tag abend";

/// Whether a mail opens with "Liebe Frau Reuter" or "Lieber Herr Dr. Brandt".
pub(crate) fn opens_warmly(text: &str) -> bool {
    let mut words = text.trim_start().lines().next().unwrap_or_default().split_whitespace().map(fold);
    let warm = words.next().is_some_and(|word| listed("liebe lieber liebste liebster", &word));
    warm && words.next().is_some_and(|word| listed("frau herr fr. hr.", &word)) && words.next().is_some()
}

/// Reads the first lines of a mail.
pub(super) fn greeting(text: &str) -> Option<Greeting> {
    let line: String = text.trim_start().lines().next()?.chars().take(120).collect();
    let folded = fold(&line);
    if folded.contains("sehr geehrte") || folded.starts_with("werte") || folded.starts_with("geehrte") {
        return Some(Greeting::Polite);
    }
    // Only up to the first comma or the like: what follows is the letter.
    let head = line.split([',', '!', ';', '–', '?']).next().unwrap_or("");
    let words: Vec<&str> = head.split_whitespace().collect();
    let titled = words.iter().take(6).enumerate().any(|(at, word)| {
        matches!(fold(word.trim_end_matches('.')).as_str(), "frau" | "herr" | "herrn" | "fr" | "hr")
            && words.get(at + 1).is_some_and(|next| next.chars().next().is_some_and(char::is_uppercase))
    });
    let opens = words.first().is_some_and(|word| {
        let word = fold(word);
        listed("guten gruss gruezi tag sehr frau herr fr. hr. sg", &word)
            || listed(GERMAN, &word)
            || listed(ANYWHERE, &word)
    });
    if titled && opens {
        return Some(Greeting::Polite);
    }
    let ended = head.len() < line.trim_end().len() || words.len() == line.split_whitespace().count();
    let (greeting, names) = words.split_first()?;
    let name = match names {
        [name] | [_, name] if names.len() == 1 || listed("du liebe lieber ihr", &fold(names[0])) => name,
        _ => return None,
    };
    let plain = fold(name.trim_matches(|c: char| !c.is_alphabetic()));
    let capital = name.chars().next().is_some_and(char::is_uppercase) || line.chars().all(|c| !c.is_uppercase());
    if !ended || plain.chars().count() < 2 || listed(NOBODY, &plain) || !capital || name.ends_with('.') {
        return None;
    }
    match fold(greeting) {
        word if listed(GERMAN, &word) => Some(Greeting::FirstName),
        word if listed(ANYWHERE, &word) && word != "dear" => Some(Greeting::ForeignFirstName),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greetings_show_polite_or_familiar() {
        for (line, expected) in [
            ("Sehr geehrte Frau Reuter,", Some(Greeting::Polite)),
            ("Liebe Frau Reuter,", Some(Greeting::Polite)),
            ("Hallo Herr Weber,", Some(Greeting::Polite)),
            ("Guten Morgen Frau Dr. Reuter", Some(Greeting::Polite)),
            ("Frau Reuter, können wir uns treffen?", Some(Greeting::Polite)),
            ("Grüß Gott Herr Weber!", Some(Greeting::Polite)),
            ("Moin Frau Reuter,", Some(Greeting::Polite)),
            ("Hallo Jana,", Some(Greeting::FirstName)),
            ("Liebe Anna-Lena,", Some(Greeting::FirstName)),
            ("hallo jana, passt das?", Some(Greeting::FirstName)),
            ("Hoi Johanna", Some(Greeting::FirstName)),
            ("Hallo liebe Jana,", Some(Greeting::FirstName)),
            ("Hi Jana,", Some(Greeting::ForeignFirstName)),
            ("Hallo zusammen,", None),
            ("Hallo,", None),
            ("Hallo Johanna Reuter,", None),
            ("Liebe Kolleginnen und Kollegen,", None),
            ("Liebe Gäste,", None),
            ("Dear Jana,", None),
            ("Guten Tag", None),
            ("Moin, Frau Krieger hat angerufen", None),
            ("", None),
        ] {
            assert_eq!(greeting(line), expected, "{line}");
        }
    }
}
