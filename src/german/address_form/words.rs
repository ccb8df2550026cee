//! Sie or du, heard from a mail's own words.

use super::AddressForm;
use super::greeting::{Greeting, greeting};
use crate::german::Signature;
use crate::german::person_name::listed;

/// How sure the words make it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Weight {
    /// A greeting with a first name, a "Sie" that may be "they".
    Hint,
    /// "Ihnen", "dir", "Sehr geehrte Frau Weber".
    Said,
}

/// Longer mails have said it by here.
const MAX_CHARS: usize = 20_000;

/// How the writer of these words addresses the reader; `None` where nothing shows it, as in English. Quoted mail must
/// have been cut off. A first name in the greeting counts less than any pronoun.
///
/// ```
/// use statt::german::{AddressForm, detect_address_form};
/// assert_eq!(detect_address_form("Hallo Jana, passt es Ihnen am Montag?", None), Some(AddressForm::Sie));
/// assert_eq!(detect_address_form("Passt dir Montag?", None), Some(AddressForm::Du));
/// assert_eq!(detect_address_form("Hi Jana, does Monday work?", None), None);
/// ```
#[must_use]
pub fn detect_address_form(text: &str, signature: Option<&str>) -> Option<AddressForm> {
    let signed = signature.and_then(|block| Signature::read(block, None, "").address_form);
    match (weigh_address_form(text), signed) {
        (Some((form, Weight::Said)), _) | (_, Some(form)) => Some(form),
        (hint, None) => hint.map(|(form, _)| form),
    }
}

/// As [`detect_address_form`], from the words alone, with how sure they make it.
pub(crate) fn weigh_address_form(text: &str) -> Option<(AddressForm, Weight)> {
    let text = &text[..text.char_indices().nth(MAX_CHARS).map_or(text.len(), |(at, _)| at)];
    let text = before_small_print(text);
    let words = words(text);
    let mut count = Count::default();
    for at in 0..words.len() {
        count.hear(&words, at);
    }
    let german = count.german > count.foreign;
    if !german && count.foreign > 0 {
        // "Il parle du projet": French words that look like ours.
        count.du = 0;
    }
    let greeting = greeting(text);
    if greeting == Some(Greeting::Polite) {
        count.sie += 2;
    }
    if count.du > 0 || count.sie > 0 {
        let familiar = count.du + u32::from(greeting.is_some_and(|greeting| greeting.form() == AddressForm::Du));
        let form = if count.du > 0 && familiar > count.sie { AddressForm::Du } else { AddressForm::Sie };
        return Some((form, Weight::Said));
    }
    match greeting {
        Some(Greeting::FirstName) if count.perhaps_sie == 0 && (german || count.foreign == 0) => {
            Some((AddressForm::Du, Weight::Hint))
        }
        Some(Greeting::ForeignFirstName) if german && count.perhaps_sie == 0 => Some((AddressForm::Du, Weight::Hint)),
        _ if count.perhaps_sie > 0 && german => Some((AddressForm::Sie, Weight::Hint)),
        _ => None,
    }
}

/// The text up to a ruled line: under it machines speak ("Nehmen Sie an der Besprechung teil").
fn before_small_print(text: &str) -> &str {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let ruled = line.trim();
        if ruled.chars().count() >= 8 && ruled.chars().all(|c| matches!(c, '_' | '-' | '=' | '—' | '*')) {
            return &text[..start];
        }
        start += line.len();
    }
    text
}

struct Word<'a> {
    text: &'a str,
    lower: String,
    /// It begins a sentence, so that its capital tells nothing.
    starts: bool,
    /// A full stop follows at once.
    dotted: bool,
}

/// The words with where sentences begin. A line break alone begins none: mails are wrapped.
fn words(text: &str) -> Vec<Word<'_>> {
    let mut out: Vec<Word> = Vec::new();
    let (mut starts, mut breaks, mut begin) = (true, 0, None);
    for (at, c) in text.char_indices().chain([(text.len(), '\n')]) {
        if c.is_alphabetic() {
            begin = begin.or(Some(at));
            continue;
        }
        if let Some(begin) = begin.take() {
            let word = &text[begin..at];
            out.push(Word { text: word, lower: word.to_lowercase(), starts, dotted: c == '.' });
            (starts, breaks) = (false, 0);
        }
        match c {
            '.' | '!' | '?' | ':' | '…' | '•' | '*' | '„' | '“' | '"' | '»' | '«' | '–' | '|' => {
                starts = true;
            }
            '\n' => {
                breaks += 1;
                // An empty line ends what stood before it, as does the comma of a greeting with its line.
                starts |= breaks > 1;
            }
            '-' if breaks > 0 => starts = true,
            _ => {}
        }
    }
    out
}

#[derive(Default)]
struct Count {
    du: u32,
    sie: u32,
    perhaps_sie: u32,
    german: u32,
    foreign: u32,
}

const DU: &str = "du dich dir dein deine deinem deinen deiner deines deins euch euer eure eurem euren eurer eures";
const DU_VERBS: &str = "hast bist kannst willst magst könntest hättest wärst würdest möchtest musst müsstest darfst sollst \
    solltest weißt weisst wirst kommst schaffst brauchst meinst findest schickst machst habt könnt seid wollt müsst dürft \
    sollt möchtet könntet hättet wärt würdet wisst";
const PLURAL_VERBS: &str =
    "habt könnt seid wollt müsst dürft sollt möchtet könntet hättet wärt würdet wisst werdet mögt kommt";
const IMPERATIVES: &str = "lass sag gib ruf schick schreib schau guck komm nimm bring mach denk meld";
const AFTER_IMPERATIVE: &str = "uns mir mich mal doch bitte einfach kurz bescheid gern gerne ihm ihr";
const POLITE: &str = "Ihnen Ihr Ihre Ihrem Ihren Ihres Ihrer Ihrerseits Ihretwegen";
const GERMAN: &str = "und der die das ist nicht ich wir mit für den dem ein eine einen zu zum zur auf am um bei noch mal kann \
    können passt bitte danke wann von uns mir mich wie was so auch nur dann heute morgen es im";
const FOREIGN: &str = "the and you for to of we please le la les et pour vous nous une est je il elle pas avec dans what are \
    does your our this that at on with would could";

impl Count {
    fn hear(&mut self, words: &[Word], at: usize) {
        let word = &words[at];
        let lower = word.lower.as_str();
        let near = |offset: isize, list: &str| {
            at.checked_add_signed(offset).and_then(|at| words.get(at)).is_some_and(|other| listed(list, &other.lower))
        };
        let capital = word.text.chars().next().is_some_and(char::is_uppercase);
        let shouted = word.text.chars().count() > 1 && !word.text.chars().any(char::is_lowercase);
        self.german += u32::from(listed(GERMAN, lower));
        self.foreign += u32::from(listed(FOREIGN, lower));
        let abbreviated = lower == "dir"
            && capital
            && word.dotted
            && words.get(at + 1).is_some_and(|next| next.text.starts_with(char::is_uppercase));
        if listed(DU, lower) {
            self.du += u32::from(!shouted && !abbreviated);
        } else if listed(DU_VERBS, lower) {
            self.du += u32::from(!capital || word.starts);
        } else if (lower == "ihr" && (near(-1, PLURAL_VERBS) || near(1, PLURAL_VERBS)))
            || (listed(IMPERATIVES, lower) && (word.starts || !capital) && near(1, AFTER_IMPERATIVE))
        {
            self.du += 1;
        } else if !shouted && (word.text == "Sie" || listed(POLITE, word.text)) {
            if word.starts {
                self.perhaps_sie +=
                    u32::from(lower != "sie" || words.get(at + 1).is_some_and(|next| is_plural_verb(&next.lower)));
            } else {
                self.sie += 1;
            }
        }
    }
}

fn is_plural_verb(lower: &str) -> bool {
    lower == "sind" || lower.ends_with("en") || lower.ends_with("ern") || lower.ends_with("eln")
}
