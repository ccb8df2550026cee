//! "Mit freundlichen Grüßen", "LG Basti", "Ihre Anna Weiß": the phrases that close a letter.

use crate::german::AddressForm;
use crate::german::gender::{Gender, first_name};
use crate::german::person_name::listed;
use crate::german::person_name::spelling::{clean, fold};

/// A line that closes a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Closing {
    /// What follows the phrase on the same line: mostly a name.
    pub(super) rest: String,
    /// "Dein" and "Deine", "Ihr" and "Ihre" tell two things.
    pub(super) possessive: Option<(AddressForm, Gender)>,
}

/// Phrases of one word or abbreviation, after which a name may stand.
const SHORT: &str = "mfg vg lg bg hg glg blg sg fg gruß gruss grüße grusse gruesse gruß! grüßle grüssli herzlich herzlichst \
    lieben best cheers regards sincerely thx thanks danke merci servus tschüss tschuss tschau ciao saludos saluti cordialement \
    pozdrawiam udvozlettel hochachtungsvoll baba pfiati kr br rgds gruetzi";

/// What a longer phrase begins with, folded.
const PHRASES: [&str; 54] = [
    "mit freundlich",
    "mit freundl",
    "mit best",
    "mit herzlich",
    "mit lieb",
    "mit viel",
    "mit schon",
    "mit sonnig",
    "mit kollegial",
    "freundliche gru",
    "freundlichen gru",
    "viele gru",
    "vielen gru",
    "liebe gru",
    "lieben gru",
    "ganz liebe",
    "ganz lieben",
    "ganz herzlich",
    "beste gru",
    "besten gru",
    "herzliche gru",
    "herzlichen gru",
    "schone gru",
    "sonnige gru",
    "sonnigen gru",
    "schonen gru",
    "frohliche gru",
    "frdl",
    "freundl",
    "best regards",
    "kind regards",
    "warm regards",
    "many thanks",
    "thank you",
    "yours ",
    "all the best",
    "best wishes",
    "cordiali saluti",
    "distinti saluti",
    "bien a vous",
    "bien cordialement",
    "un saludo",
    "s pozdravem",
    "met vriendelijke",
    "vriendelijke groet",
    "med vanlig",
    "med venlig",
    "venlig hilsen",
    "saygilarimla",
    "lep pozdrav",
    "srdacan pozdrav",
    "cu stima",
    "z powazaniem",
    "udvozlettel",
];

/// Whole lines that close without being a greeting.
const FAREWELLS: &str = "bis dann|bis bald|bis morgen|bis gleich|bis spater|bis nachste woche|vielen dank|besten dank|herzlichen \
    dank|danke dir|danke euch|danke schon|danke und gru|in vorfreude|alles gute|schones wochenende|schonen tag|einen schonen \
    tag|schonen tag noch|schonen abend|mach's gut|machs gut|auf bald|best|thanks|take care|talk soon|see you";

/// Reads a line as a closing phrase.
pub(super) fn closing(line: &str) -> Option<Closing> {
    let line = clean(line);
    let words: Vec<&str> = line.split(' ').collect();
    if line.is_empty() || words.len() > 12 || line.ends_with('?') || line.contains(": ") {
        return None;
    }
    possessive(&words).or_else(|| phrase(&line, &words))
}

/// "Ihre Anna Weiß", "Dein Sascha": the possessive shows the writer's gender and how she addresses the reader.
fn possessive(words: &[&str]) -> Option<Closing> {
    let (form, gender) = match *words.first()? {
        "Ihr" => (AddressForm::Sie, Gender::Male),
        "Ihre" => (AddressForm::Sie, Gender::Female),
        "Dein" | "dein" | "Euer" | "euer" => (AddressForm::Du, Gender::Male),
        "Deine" | "deine" | "Eure" | "eure" => (AddressForm::Du, Gender::Female),
        _ => return None,
    };
    // "Ihr Thomas Weber und Team", "Ihre Anna Weiß vom Kundendienst"
    let end = words.iter().position(|word| listed("und vom mit aus im am & +", word)).unwrap_or(words.len());
    let rest = &words[1..end];
    let named = rest.iter().any(|word| first_name(word).is_some());
    let cut = end < words.len();
    // "Ihre Nachricht", "Ihre Termine am Montag": what is mine to them is no name.
    let doubtful = form == AddressForm::Sie && (cut || rest.len() == 1) && !named;
    if doubtful || (rest.is_empty() && words.len() > 1) || rest.len() > 5 || rest.iter().any(|word| !is_name_like(word))
    {
        return None;
    }
    let rest = if cut && !named { String::new() } else { rest.join(" ") };
    Some(Closing { rest, possessive: Some((form, gender)) })
}

/// A word that can be part of a name or a title.
fn is_name_like(word: &str) -> bool {
    let bare = word.trim_matches(['.', ',', '!']);
    bare.chars().next().is_some_and(char::is_alphabetic)
        && !word.ends_with('!')
        && (bare.chars().next().is_some_and(char::is_uppercase)
            || listed("von van der de den zu la el med rer nat jur", &bare.to_lowercase()))
}

fn phrase(line: &str, words: &[&str]) -> Option<Closing> {
    let plain = fold(line);
    let end = plain.trim_end_matches(['.', ',', '!', ' ', ')', ':', ';', '-', '–']);
    if FAREWELLS.split('|').any(|farewell| farewell.split_whitespace().collect::<Vec<_>>().join(" ") == end) {
        return Some(Closing { rest: String::new(), possessive: None });
    }
    let first = fold(words[0]);
    let first = first.trim_matches(|c: char| !c.is_alphanumeric());
    let longer = words[1..].iter().any(|word| is_greeting_word(word));
    if listed(SHORT, first) && !longer {
        let rest = after_greeting(&words[1..]);
        return signed(&rest);
    }
    if !PHRASES.iter().any(|start| plain.starts_with(start))
        && !plain.contains("udvozlettel")
        && !is_regards(&plain, words.len())
    {
        return None;
    }
    let greeting = words.iter().rposition(|word| is_greeting_word(word))?;
    let rest = after_greeting(&words[greeting + 1..]);
    signed(&rest)
}

/// The phrase with what follows it: "Herzliche Grüße, Ihre Anna Weiß".
fn signed(rest: &[&str]) -> Option<Closing> {
    possessive(rest).or_else(|| name_or_nothing(rest).then(|| Closing { rest: rest.join(" "), possessive: None }))
}

/// "Gruß von der Küste", "Nette Grüße": any short line around the word.
fn is_regards(plain: &str, words: usize) -> bool {
    words <= 5
        && plain.split(|c: char| !c.is_alphanumeric()).any(|word| listed("gruss grusse grussen gruesse gruessen", word))
}

const GREETING_WORDS: &str = "gruss grusse grussen gruesse gruessen grusse grussle grussli grusserl gr regards thanks you \
    sincerely faithfully truly best wishes saluti saludo cordialement vous powazaniem udvozlettel pozdravem pozdrav groet \
    groeten groeten halsningar hilsen saygilarimla stima";

fn is_greeting_word(word: &str) -> bool {
    listed(GREETING_WORDS, &fold(word.trim_matches(|c: char| !c.is_alphanumeric())))
}

/// What follows the greeting, without "aus Kärnten", "von der Küste" and "an alle".
fn after_greeting<'a>(words: &[&'a str]) -> Vec<&'a str> {
    let rest: Vec<&str> = words.iter().copied().skip_while(|word| word.chars().all(|c| !c.is_alphanumeric())).collect();
    match rest.first().map(|word| fold(word.trim_matches(','))) {
        Some(word) if rest.len() <= 5 && listed("aus von vom nach in aus an auch und ins ans & / zuruck", &word) => {
            Vec::new()
        }
        _ => rest,
    }
}

/// After the phrase stands a name or nothing: "Danke für die Unterlagen" closes no letter.
fn name_or_nothing(rest: &[&str]) -> bool {
    rest.len() <= 5
        && rest.iter().all(|word| {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            !bare.chars().any(|c| c.is_ascii_digit()) && !listed(NO_NAMES, &fold(bare))
        })
}

const NO_NAMES: &str = "fur und dass das wir ich sie du dir ihnen euch die der es ist bitte noch schon mal auch mit zur zum im am \
    ihre ihr deine dein den dem wenn wegen nochmals alle for the and your to schonen";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_close_a_letter() {
        for (line, rest) in [
            ("Mit freundlichen Grüßen", ""),
            ("Mit freundlichen Grüssen,", ""),
            ("mit freundlichem Gruß", ""),
            ("Mit besten Grüßen aus Wien", ""),
            ("Viele Grüße Anna", "Anna"),
            ("VG Peter", "Peter"),
            ("LG", ""),
            ("lg ulf", "ulf"),
            ("MfG", ""),
            ("Gruß Detlef Kunz", "Detlef Kunz"),
            ("gruss", ""),
            ("Best regards,", ""),
            ("Kind regards", ""),
            ("Üdvözlettel / Mit freundlichen Grüßen", ""),
            ("Cordiali saluti", ""),
            ("Gruß von der Küste", ""),
            ("Bis dann", ""),
            ("Herzlich", ""),
            ("Ganz lieben Gruß", ""),
            ("Vielen Dank und viele Grüße", ""),
            ("Servus", ""),
            ("Ihr Sascha Vogel", "Sascha Vogel"),
            ("Deine Caro", "Caro"),
            ("Ihre", ""),
        ] {
            assert_eq!(closing(line).map(|found| found.rest).as_deref(), Some(rest), "{line}");
        }
    }

    #[test]
    fn other_lines_do_not() {
        for line in [
            "Danke für die Unterlagen",
            "Ihre Nachricht wurde gelesen",
            "Ihr Büro ist sehr schön.",
            "Ihr Ansprechpartner: Herr Lange",
            "Vielen Dank für Ihre Nachricht",
            "Bis dann schicke ich Ihnen die Unterlagen",
            "Können wir uns treffen?",
            "Thomas Berger",
            "",
        ] {
            assert_eq!(closing(line), None, "{line}");
        }
    }

    #[test]
    fn possessives_tell_form_and_gender() {
        assert_eq!(closing("Ihre Kim Schmidt").unwrap().possessive, Some((AddressForm::Sie, Gender::Female)));
        assert_eq!(closing("Dein Sascha").unwrap().possessive, Some((AddressForm::Du, Gender::Male)));
    }
}
