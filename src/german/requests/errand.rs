//! Errands: what the reader is to do without the writer, though an hour is named: "Kannst du für 12:30 Uhr einen Tisch
//! reservieren?"

use super::class::{Class, Classes};
use super::tokens::{Kind, Token};
use super::vocabulary::{day_part, month, weekday, weekday_with_part};
use crate::german::calendar_words::short_weekday;

/// What makes something of the reader's day the writer's too; such a verb is no errand.
const TOGETHER: &[Class] = &[
    Class::Meet,
    Class::Share,
    Class::Come,
    Class::Attend,
    Class::Call,
    Class::Fit,
    Class::Move,
    Class::Answer,
    Class::Propose,
    Class::Give,
];

/// Verbs without an object that have the reader somewhere at a time.
const PRESENT: &[&str] = &[
    "aushelfen",
    "einspringen",
    "vortragen",
    "uebernachten",
    "dolmetschen",
    "moderieren",
    "stehen",
    "bleiben",
    "warten",
    "arbeiten",
    "referieren",
    "mitwirken",
    "anfangen",
    "beginnen",
];

fn about_meeting(words: &[Classes]) -> bool {
    Classes::of(words).has_any(&[Class::Meeting, Class::Spare])
}

/// Whether a sentence sends the reader on an errand.
pub(super) fn is_errand(tokens: &[Token], words: &[Classes], english: bool) -> bool {
    calls_another(tokens, words) || if english { english_errand(tokens, words) } else { german_errand(tokens, words) }
}

/// "Könntest du … meinen Spätdienst übernehmen?": the reader's verb, at the end of its clause, with an object.
fn german_errand(tokens: &[Token], words: &[Classes]) -> bool {
    let infinitive = |place: usize| {
        !tokens[place].capital
            && tokens[place].text.len() >= 5
            && ["en", "ern", "eln"].iter().any(|ending| tokens[place].text.ends_with(ending))
            && (!words[place].has_any(TOGETHER) || (tokens[place].is("gehen") && !Classes::of(words).has(Class::Joint)))
    };
    // "…, wenn du mir bis Donnerstag antworten könntest": verb and modal close the clause.
    let closed = |at: usize| {
        tokens[at - 1].kind == Kind::Word
            && words[at].has(Class::Modal)
            && tokens.get(at + 1).is_none_or(|next| matches!(next.kind, Kind::Mark(_)))
            && infinitive(at - 1)
            && !tokens[at - 1].is_any(PRESENT)
    };
    let subordinate = tokens.iter().any(|token| token.is_any(&["wenn", "ob", "dass", "wann"]));
    if subordinate && (1..tokens.len()).any(closed) {
        return true;
    }
    if told_to_act(tokens, words) || offers_to_act(tokens, words) {
        return true;
    }
    let Some(modal) = reader_asked(tokens, words) else { return false };
    let clause = clause_from(tokens, modal);
    let Some(verb) = clause.iter().rposition(|token| token.kind == Kind::Word).map(|place| modal + place) else {
        return false;
    };
    if verb <= modal + 1 {
        return false;
    }
    let object = has_object(&tokens[modal + 2..verb], &words[modal + 2..verb]);
    // "Können Sie mir sagen, wann …" asks for an answer; "Kannst du Frau Lenz sagen, dass …" does not.
    let told_to_me = tokens[modal..verb].iter().any(|token| token.is_any(&["mir", "uns"]));
    let passed_on = words[verb].has(Class::Give) && !told_to_me && object;
    let alone = object || (!tokens[verb].is_any(PRESENT) && !about_meeting(&words[modal..verb]));
    passed_on || (infinitive(verb) && alone)
}

/// "Reservierst du für Dienstag 19 Uhr …?": the reader's own verb comes first, and nothing in the sentence is shared.
fn told_to_act(tokens: &[Token], words: &[Classes]) -> bool {
    const PAIRS: &[(&str, &str)] = &[("st", "du"), ("t", "ihr"), ("en", "sie")];
    const SHARED: &[Class] = &[
        Class::Meet,
        Class::Share,
        Class::Come,
        Class::Attend,
        Class::Call,
        Class::Fit,
        Class::Maybe,
        Class::Move,
        Class::Propose,
        Class::Modal,
        Class::Have,
        Class::WouldHave,
        Class::Be,
        Class::Joint,
        Class::Meeting,
        Class::Spare,
        Class::Free,
        Class::HowAbout,
        Class::Invite,
        Class::When,
        Class::Conditional,
        Class::Manage,
        Class::KeepFree,
    ];
    let verb = tokens.windows(2).take(4).position(|pair| {
        PAIRS.iter().any(|(ending, reader)| {
            pair[0].kind == Kind::Word && pair[0].text.ends_with(ending) && pair[1].is(reader) && pair[0].text.len() > 4
        })
    });
    // A name or greeting may stand before it, and no other word.
    verb.is_some_and(|verb| {
        (verb == 0 || tokens[verb - 1].is_mark(',')) && !main_clauses(tokens, words, verb).has_any(SHARED)
    })
}

/// The classes from a token on, without those of conditions: "…, wenn du um 10 beim Arzt bist, …".
fn main_clauses(tokens: &[Token], words: &[Classes], from: usize) -> Classes {
    let mut condition = false;
    (from..tokens.len()).fold(Classes::default(), |all, at| {
        if tokens[at].is_mark(',') {
            condition =
                tokens.get(at + 1).is_some_and(|next| next.is_any(&["wenn", "falls", "weil", "bevor", "damit"]));
        }
        if condition { all } else { all.and(words[at]) }
    })
}

/// "Soll ich Entkalker mitbringen?": the writer's own errand.
fn offers_to_act(tokens: &[Token], words: &[Classes]) -> bool {
    let asked =
        tokens.windows(2).position(|pair| pair[0].is_any(&["soll", "sollen"]) && pair[1].is_any(&["ich", "wir"]));
    asked.is_some_and(|asked| {
        let clause = clause_from(tokens, asked);
        let verb = asked + clause.iter().rposition(|token| token.kind == Kind::Word).unwrap_or(0);
        let shared = Classes::of(&words[asked + 2..verb.max(asked + 2)]);
        verb > asked + 2
            && ["en", "ern", "eln"].iter().any(|ending| tokens[verb].text.ends_with(ending))
            && !words[verb].has_any(TOGETHER)
            && !shared.has_any(&[Class::Joint, Class::Meeting, Class::Spare, Class::You, Class::Come])
    })
}

/// "Could you book a table …": the verb stands right behind the reader.
fn english_errand(tokens: &[Token], words: &[Classes]) -> bool {
    const LIGHT: &[&str] = &["do", "make", "spare", "find", "take", "be", "give", "fit", "squeeze"];
    let Some(modal) = reader_asked(tokens, words) else { return false };
    let verb = modal + 2 + usize::from(tokens.get(modal + 2).is_some_and(|token| token.is_any(&["please", "kindly"])));
    let (Some(token), Some(class)) = (tokens.get(verb), words.get(verb)) else { return false };
    token.kind == Kind::Word
        && !token.is_any(LIGHT)
        && !class.has_any(TOGETHER)
        && has_object(clause_from(tokens, verb + 1), words.get(verb + 1..).unwrap_or_default())
}

/// "Kannst du ihn bis 12 Uhr zurückrufen?", "bittet um Rückruf": a call, but not with the writer.
fn calls_another(tokens: &[Token], words: &[Classes]) -> bool {
    let all = Classes::of(words);
    let reported = tokens.iter().any(|token| token.is_any(&["bittet", "bat", "erbittet", "wuenscht"]))
        && tokens.iter().any(|token| token.is_any(&["rueckruf", "anruf", "zurueckrufen", "rueckmeldung"]));
    let other = tokens.iter().any(|token| token.is_any(&["ihn", "ihm", "(sie)", "(ihnen)", "dort", "him", "her"]));
    reported || (other && all.has(Class::Call) && !all.has_any(&[Class::I, Class::We]))
}

/// Where the reader is asked to act: the place of "könnten" in "könnten Sie".
fn reader_asked(tokens: &[Token], words: &[Classes]) -> Option<usize> {
    (0..tokens.len().saturating_sub(1)).find(|at| {
        words[*at].has(Class::Modal)
            && tokens[at + 1].is_any(&["sie", "du", "ihr", "you", "bitte", "please", "einer", "jemand"])
    })
}

fn clause_from(tokens: &[Token], from: usize) -> &[Token] {
    let rest = tokens.get(from..).unwrap_or_default();
    let end = rest.iter().position(|token| matches!(token.kind, Kind::Mark(',' | '?' | '!' | ';')));
    let end = end.unwrap_or(rest.len());
    // A full stop inside belongs to a date; the last one ends the sentence.
    let end = if rest[..end].last().is_some_and(|token| token.is_mark('.')) { end - 1 } else { end };
    &rest[..end]
}

/// Whether an object stands there that is no meeting: an article without a preposition before it.
fn has_object(tokens: &[Token], words: &[Classes]) -> bool {
    const ARTICLES: &[&str] = &[
        "einen", "eine", "ein", "den", "die", "das", "meinen", "meine", "mein", "unseren", "unsere", "unser", "alle",
        "ihn", "es", "a", "an", "the", "my", "our", "it", "this", "these", "all", "diesen", "diese", "dieses", "etwas",
        "deinen", "deine", "dein", "ihren", "ihre",
    ];
    const PREPOSITIONS: &[&str] = &[
        "fuer", "auf", "an", "in", "ueber", "um", "bis", "durch", "gegen", "ohne", "vor", "zwischen", "hinter",
        "neben", "unter", "for", "on", "at", "by", "to", "of", "with", "about", "from", "before", "until",
    ];
    tokens.iter().enumerate().any(|(at, token)| {
        let free = at.checked_sub(1).is_none_or(|before| !tokens[before].is_any(PREPOSITIONS));
        let noun = tokens[at + 1..].iter().position(|token| token.capital || token.text.len() > 3);
        let meeting = noun.is_some_and(|place| {
            words[at + 1..].iter().take(place + 3).any(|word| word.has_any(&[Class::Meeting, Class::Spare]))
        });
        // "Kannst du Emil abholen?"
        let name = at == 0 && token.capital && token.kind == Kind::Word && !tells_time(token);
        (token.is_any(ARTICLES) && free && !meeting) || (name && !words[at].has_any(&[Class::Meeting, Class::Spare]))
    })
}

fn tells_time(token: &Token) -> bool {
    let word = token.text.as_str();
    weekday(word).is_some()
        || short_weekday(word).is_some()
        || weekday_with_part(word).is_some()
        || day_part(word).is_some()
        || month(word).is_some()
        || matches!(word, "anfang" | "mitte" | "ende" | "uhr" | "kw")
}

#[cfg(test)]
mod tests {
    use super::is_errand;
    use crate::german::requests::lexicon::classes;
    use crate::german::requests::tokens::tokens;

    #[test]
    fn errands_and_meetings() {
        let table = [
            ("Könntest du am Donnerstag meinen Spätdienst von 14 bis 22 Uhr übernehmen?", true),
            ("Kannst du für Mittwoch 12:30 Uhr einen Tisch beim Italiener reservieren?", true),
            ("Können Sie ihn bis 12 Uhr zurückrufen?", true),
            ("Kannst du Emil am Mittwoch um 16 Uhr abholen?", true),
            ("Herr Asmus bittet um Rückruf bis 12 Uhr.", true),
            ("Hallo Pia, reservierst du für Dienstag 19 Uhr auf deinen Namen?", true),
            ("Könnt ihr um 10 Uhr für mich ans Telefon gehen?", true),
            ("Gehen Sie am Dienstag um 9 mit mir zum Amt?", false),
            ("Bringst du mir, wenn du um 10 da bist, ein Brot mit?", true),
            ("Bin um 10 in der Stadt, soll ich Milch mitbringen?", true),
            ("Soll ich um 10 bei dir vorbeikommen?", false),
            ("Nimmst du dir um 9 eine halbe Stunde?", false),
            ("Könntest du am Donnerstag um 13 Uhr in die Schulung kommen?", false),
            ("Könntest du am Donnerstag um 10 Uhr die Besprechung leiten?", false),
            ("Könnten Sie am Freitag um 9 Uhr bei uns aushelfen?", false),
            ("Können Sie mich um 12 Uhr zurückrufen?", false),
        ];
        for (text, expected) in table {
            let tokens = tokens(text, 0);
            assert_eq!(is_errand(&tokens, &classes(&tokens, false), false), expected, "{text}");
        }
        let english = [
            ("Could you book a table for Friday at 7 pm?", true),
            ("Could you join the call on Friday at 3?", false),
            ("Can you make the Friday call at 3?", false),
        ];
        for (text, expected) in english {
            let tokens = tokens(text, 0);
            assert_eq!(is_errand(&tokens, &classes(&tokens, true), true), expected, "{text}");
        }
    }
}
