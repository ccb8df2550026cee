//! What each sentence does: which words it has, what it denies, what it asks, which times it names.

use super::class::{Class, Classes};
use super::clauses::{muted, of_main_clauses, tail};
use super::errand::is_errand;
use super::expression::{Context, Setting, Times, bind};
use super::items::{Found, Item};
use super::lexicon::{Said, classes};
use super::outlook::{Outlook, is_tag};
use super::request::DayPart;
use super::rules::{Rule, strongest};
use super::sentences::{Sentence, labelled};
use super::tokens::{Kind, Token};
use super::word_list::List;

/// A sentence understood.
pub(super) struct Act {
    /// All classes of its words, and what it is as a whole.
    pub classes: Classes,
    /// The strongest way of asking in it.
    pub rule: Option<&'static Rule>,
    pub times: Times,
    /// Whether it is a list item or label with hardly more than a time in it.
    pub bare: bool,
    /// Which of its tokens stand in a clause that denies.
    pub muted: Vec<bool>,
    /// The days and times in it.
    pub found: Vec<Found>,
}

impl Act {
    /// "Donnerstag kann ich leider nicht".
    pub(super) fn denies_a_time(&self) -> bool {
        self.found.iter().any(|found| self.muted.get(found.first).copied().unwrap_or(false))
    }
}

/// What is known of the mail as a whole when its sentences are read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mail {
    pub english: bool,
    /// Whether it speaks of meetings at all.
    pub about_meeting: bool,
}

/// Reads one sentence, given what its words are and may come to; `context` tells what was said before.
pub(super) fn act(sentence: &Sentence, said: &Said, outlook: Outlook, mail: Mail, context: &mut Context) -> Act {
    let tokens = sentence.tokens;
    let words = &said.by_token;
    let Outlook { asks, found, most } = outlook;
    let muted = muted(tokens, words, &found, asks);
    if tokens.iter().any(|token| token.is_on(List::AfterWork)) {
        context.usual = Some(DayPart::Evening);
    }
    let setting = Setting { muted: &muted, moves: words.iter().position(|word| word.has(Class::Move)) };
    let mut times = bind(&found, setting, context);
    let mut all = Classes::of(&of_main_clauses(tokens, words, &found));
    // "An einem Abend nach 18 Uhr" is not tonight.
    if on_some_day(tokens) {
        times.slots.retain(|slot| !slot.guessed);
    }
    let mut habit = false;
    // "Mir passt es montags ab 10 Uhr" says when the writer is free as a rule, and offers no Monday.
    if all.has_any(&[Class::Fit, Class::Free, Class::Spare])
        && !all.has_any(&[Class::Meeting, Class::Meet])
        && !asks
        && found.iter().all(|found| !matches!(found.item, Item::Day(_)) || found.is_habit())
    {
        habit = !times.every.is_empty();
        times.slots.retain(|_| !habit);
        times.every.clear();
    }
    let offered = times.slots.iter().any(|slot| !slot.known);
    // What can ask for nothing need not be told from an errand.
    let may_ask = most > 0;
    let errand = may_ask && is_errand(tokens, words, mail.english);
    for (class, holds) in [
        (Class::Question, asks),
        (Class::Clock, offered),
        (Class::Day, offered || habit || times.windows.len() > times.known_windows),
        (Class::Fragment, is_fragment(tokens, all, &found)),
        (Class::Send, errand),
        (Class::Tag, is_tag(tokens)),
        (Class::AskForMeeting, may_ask && !errand && asks_for_meeting(tokens, words)),
        (Class::AboutMeeting, mail.about_meeting),
        (Class::Order, !sentence.asks && orders(tokens)),
    ] {
        if holds {
            all = all.with(class);
        }
    }
    // "Für dich habe ich Mittwoch um 15 Uhr reserviert" waits for a yes; a table that "wir" reserved does not.
    if all.has(Class::Ego) && all.has(Class::Clock) && kept_for_reader(tokens) {
        all = all.with(Class::Reserved).with(Class::Propose).without(Class::Agreed);
    }
    // "Schön, dass Sie wieder gesund sind" agrees to nothing.
    let on_time = [Class::Fit, Class::Come, Class::Meet, Class::Meeting, Class::Attend, Class::Clock, Class::Day];
    if pleased(tokens) && !all.has_any(&on_time) {
        all = all.without(Class::Agreed);
    }
    // "Das passt leider nicht" agrees to nothing, nor does a question.
    if asks || all.has_any(&[Class::Unable, Class::Not]) {
        all = all.without(Class::Agreed);
    }
    if asks && asks_about_others(tokens, words) {
        all = all.with(Class::Inquiry);
    }
    if asks && has_done(tokens) {
        all = all.with(Class::Past);
    }
    if !asks
        && all.has(Class::Aux)
        && !all.has_any(&[Class::Reserved, Class::Please])
        && tells_of_the_past(tokens, words)
    {
        all = all.with(Class::Past);
    }
    let bare = !times.slots.is_empty()
        && stands_alone(tokens, &found)
        && !all.has_any(&[Class::Delivery, Class::Deadline, Class::Past])
        && (!all.has(Class::Verb) || all.has(Class::Meeting));
    let rule = may_ask.then(|| way_of_asking(tokens, words, all, &found, mail)).flatten();
    debug_assert!(rule.is_none_or(|rule| rule.points <= most), "{rule:?} not {most} {tokens:?}");
    Act { classes: all, rule, times, bare, muted, found }
}

/// The strongest way of asking in a sentence.
fn way_of_asking(
    tokens: &[Token],
    words: &[Classes],
    all: Classes,
    found: &[Found],
    mail: Mail,
) -> Option<&'static Rule> {
    // "Man muss es sehen: Kommen Sie am Mittwoch um 9!" asks in its last part, whatever the first one says.
    let last = || Some(last_part(tokens, words, tail(tokens, found)?, all, found, mail));
    let rules = [strongest(all), last().and_then(strongest)];
    let rule = rules.into_iter().flatten().max_by_key(|rule| rule.points);
    rule.filter(|_| !contingent(tokens, words, all))
}

/// "Kommen Sie …", "Nehmen Sie …": the verb first, and no question.
pub(super) fn orders(tokens: &[Token]) -> bool {
    tokens[0].kind == Kind::Word && tokens[0].text.ends_with("en") && tokens.get(1).is_some_and(|token| token.is("sie"))
}

/// The classes of the last part of a sentence, which is read like a sentence of its own.
fn last_part(
    tokens: &[Token],
    words: &[Classes],
    from: usize,
    sentence: Classes,
    found: &[Found],
    mail: Mail,
) -> Classes {
    let (tokens, words) = (&tokens[from..], &words[from..]);
    let timed =
        |clock: bool| found.iter().any(|found| found.first >= from && (!clock || matches!(found.item, Item::Clock(_))));
    [
        (Class::Question, sentence.has(Class::Question)),
        (Class::Clock, sentence.has(Class::Clock) && timed(true)),
        (Class::Day, sentence.has(Class::Day) && timed(false)),
        (Class::Send, is_errand(tokens, words, mail.english)),
        (Class::AboutMeeting, mail.about_meeting),
        (Class::Order, !sentence.has(Class::Question) && orders(tokens)),
    ]
    .into_iter()
    .filter(|(_, holds)| *holds)
    .fold(Classes::of(&classes(tokens, mail.english)), |all, (class, _)| all.with(class))
}

/// "Falls Sie Fragen haben, rufen Sie bitte an": advice for a case that may come, not a wish.
fn contingent(tokens: &[Token], words: &[Classes], all: Classes) -> bool {
    // "Falls es Ihr Kalender hergibt, wäre Ihre Anwesenheit erwünscht" is a wish all the same.
    let comma = tokens.iter().position(|token| token.is_mark(',')).unwrap_or(0);
    let wished = Classes::of(&words[comma..]);
    if wished.has(Class::Attend) && wished.has_any(&[Class::Conditional, Class::Wish]) {
        return false;
    }
    let opens = tokens[0].is_any(&["wenn", "falls", "sollte", "sollten", "if", "should"])
        || (tokens[0].is_any(&["bei", "fuer"])
            && tokens.get(1).is_some_and(|token| token.is_any(&["fragen", "rueckfragen", "bedarf", "interesse"])));
    let asked = tokens.last().is_some_and(|token| token.is_mark('?'));
    let in_case = |pair: &[Token]| {
        pair[0].is_any(&["if", "wenn", "falls", "sofern", "bei"])
            && pair[1].is_any(&["needed", "necessary", "required", "noetig", "bedarf", "erforderlich", "gewuenscht"])
    };
    (opens && !all.has_any(&[Class::Clock, Class::Day, Class::Question, Class::LetUs, Class::Expect]))
        || (!asked && !all.has(Class::Clock) && tokens.windows(2).any(in_case))
        || (tokens[0].is_any(&["sollte", "sollten", "should"]) && !asked)
}

/// Whether the thing that "bitte um", "hätte gern" and the like ask for is a meeting: the first noun behind them.
fn asks_for_meeting(tokens: &[Token], by_token: &[Classes]) -> bool {
    const REACH: usize = 12;
    const OTHER_THINGS: &[&str] =
        &["fuer", "zur", "zum", "vor", "nach", "wegen", "bei", "ueber", "for", "before", "about", "after"];
    let is_meeting = |word: Classes| word.has_any(&[Class::Meeting, Class::Attend, Class::Meet, Class::Call]);
    // "Vier-Augen-Gespräch" is a talk.
    let compound = |at: usize| tokens.get(at + 1).is_some_and(|mark| mark.is_mark('-') && mark.glued);
    let names = |token: &Token, word: Classes| {
        let person = word.has_any(&[Class::You, Class::We, Class::I]) || token.is_any(&["frau", "herr", "herrn", "dr"]);
        is_meeting(word) || (token.capital && token.kind == Kind::Word && !person) || token.is_any(OTHER_THINGS)
    };
    (0..tokens.len()).filter(|at| by_token[*at].has(Class::AskFor)).any(|at| {
        // The object of "bitte … um" and "bitte Sie … zu" stands behind the preposition.
        let preposition = if tokens[at].text.starts_with("bit") || tokens[at].text.starts_with("ersuch") {
            tokens[at + 1..]
                .iter()
                .take(REACH)
                .position(|token| token.is_any(&["um", "zu"]))
                .map_or(0, |place| place + 1)
        } else {
            0
        };
        let at = at + preposition;
        (at + 1..tokens.len())
            .take(REACH)
            .take_while(|at| !tokens[*at].is_mark(','))
            .find(|at| names(&tokens[*at], by_token[*at]) && (is_meeting(by_token[*at]) || !compound(*at)))
            .is_some_and(|at| is_meeting(by_token[at]) || tokens[at].text.starts_with("terminvorschl"))
    })
}

/// "Und fangen die um 7 an?": asks what others do; with "passt", "ginge" and the like it would ask the reader.
fn asks_about_others(tokens: &[Token], words: &[Classes]) -> bool {
    const OF_READER: &[Class] =
        &[Class::Fit, Class::Maybe, Class::Modal, Class::Have, Class::Be, Class::Conditional, Class::HowAbout];
    let verb = usize::from(tokens[0].is_any(&["und", "aber", "oder"]));
    tokens.get(verb).is_some_and(|token| ["t", "en"].iter().any(|ending| token.text.ends_with(ending)))
        && !words[verb].has_any(OF_READER)
        && tokens
            .get(verb + 1)
            .is_some_and(|token| token.is_any(&["die", "der", "er", "unser", "unsere", "euer", "eure"]))
}

/// "Haben Sie die Mail bekommen?": asks for what has happened.
fn has_done(tokens: &[Token]) -> bool {
    let last = tokens.iter().rev().find(|token| token.kind == Kind::Word);
    tokens[0].is_any(&["haben", "hast", "habt"])
        && last.is_some_and(|last| is_participle(last) || last.is_any(&["bekommen", "verstanden", "empfangen"]))
}

/// A participle, unless a wish follows it: "Ich habe es ihm vorgeschlagen und wäre froh, wenn Sie dabei sind."
fn tells_of_the_past(tokens: &[Token], words: &[Classes]) -> bool {
    let wish = |word: &Classes| word.has_any(&[Class::Conditional, Class::Wish]) && !word.has(Class::Aux);
    tokens.iter().position(is_participle).is_some_and(|place| !words[place + 1..].iter().any(wish))
}

/// "getroffen", "angerufen", "vergessen": what has happened, with "haben" or "sein".
fn is_participle(token: &Token) -> bool {
    const PREFIXES: &[&str] = &[
        "", "an", "auf", "aus", "ab", "ein", "vor", "zu", "mit", "nach", "her", "hin", "durch", "teil", "statt",
        "fest", "zurueck", "weiter",
    ];
    const OTHERS: &[&str] = &["gespraechst", "geehrt", "geeignet", "geplant", "gebeten", "geoeffnet"];
    let stem =
        PREFIXES.iter().filter_map(|prefix| token.text.strip_prefix(prefix)).find_map(|rest| rest.strip_prefix("ge"));
    let formed = stem.is_some_and(|stem| stem.len() >= 4 && (stem.ends_with('t') || stem.ends_with("en")));
    token.kind == Kind::Word
        && ((formed && !token.capital && !token.is_any(OTHERS))
            || token.is_any(&["vergessen", "besprochen", "entschieden", "erhalten"]))
}

/// Whether no more than a few words stand around a time.
pub(super) fn is_fragment(tokens: &[Token], all: Classes, found: &[Found]) -> bool {
    let beside = own_words(tokens, found).take(8).count();
    beside <= 4 || (beside <= 7 && !all.has(Class::Verb)) || opens_with_time(tokens, found)
}

/// Whether it is a list item or label with hardly more than a time in it.
pub(super) fn stands_alone(tokens: &[Token], found: &[Found]) -> bool {
    is_bare(tokens, found) || labelled(tokens)
}

/// Whether hardly more than nouns stand beside the times: "Dienstag, 9 Uhr, Raum 3".
fn is_bare(tokens: &[Token], found: &[Found]) -> bool {
    const MOST: usize = 3;
    let mut beside = own_words(tokens, found);
    beside.by_ref().take(MOST).all(|word| word.capital) && beside.next().is_none()
}

/// "an einem Abend", "irgendeinen Nachmittag".
fn on_some_day(tokens: &[Token]) -> bool {
    tokens.windows(2).any(|pair| {
        pair[0].is_any(&["einem", "irgendeinem", "einen", "irgendeinen"])
            && pair[1].is_any(&["tag", "abend", "vormittag", "nachmittag", "mittag", "morgen", "werktag", "wochentag"])
    })
}

/// "Für dich … reserviert", "dich … eingetragen", "für uns … gebucht".
pub(super) fn kept_for_reader(tokens: &[Token]) -> bool {
    let kept = tokens.iter().any(|token| {
        token.is_any(&["reserviert", "eingetragen", "freigehalten", "notiert", "gebucht", "angelegt", "eingestellt"])
    });
    let for_both = tokens.windows(2).any(|pair| pair[0].is("fuer") && pair[1].is("uns"));
    kept && (for_both || tokens.iter().any(|token| token.is_any(&["dich", "sie", "euch"])))
}

/// "Schön, dass …", "Froh, dass …".
fn pleased(tokens: &[Token]) -> bool {
    tokens.iter().take(4).any(|token| token.is("dass"))
}

/// "So ab halb neun, wenn die Kinder im Bett sind?": the first clause is a time and no more.
fn opens_with_time(tokens: &[Token], found: &[Found]) -> bool {
    let Some(comma) = tokens.iter().position(|token| token.is_mark(',')) else { return false };
    found.iter().any(|found| found.first < comma)
        && own_words(tokens, found).take_while(|word| word.start < tokens[comma].start).count() <= 1
}

/// The words beside the time items, small ones left out.
fn own_words<'t>(tokens: &'t [Token], found: &'t [Found]) -> impl Iterator<Item = &'t Token> {
    let inside = move |at: usize| found.iter().any(|found| (found.first..found.end).contains(&at));
    let counts = move |at: usize, token: &Token| {
        token.kind == Kind::Word && token.text.len() > 1 && !token.is_on(List::Small) && !inside(at)
    };
    tokens.iter().enumerate().filter(move |(at, token)| counts(*at, token)).map(|(_, token)| token)
}

/// Whether a mail's sentences, by their words, speak of a meeting or talk at all.
pub(super) fn speaks_of_meeting(said: &[Said]) -> bool {
    said.iter().flat_map(|said| &said.by_token).any(|word| word.has_any(&[Class::Meeting, Class::Meet, Class::Call]))
}
