//! The most that a mail can come to, by its words alone. Whoever has no chance of being a request is not searched for
//! times, places and topics: most mails of an inbox are told apart here.

use super::acts::{Mail, is_fragment, kept_for_reader, orders, stands_alone};
use super::class::{Class, Classes};
use super::clauses::inverted;
use super::intent::{ENOUGH, Evidence, Strength};
use super::items::{Found, Item, items};
use super::lexicon::Said;
use super::rules::most_points;
use super::sentences::Sentence;
use super::tokens::{Kind, Token};

/// In longer sentences, in tokens, words that belong to different thoughts would be taken together.
const LONGEST_SENTENCE: usize = 80;

/// What can be said of a sentence before its times are bound to days.
#[derive(Debug)]
pub(super) struct Outlook {
    /// Whether it asks, by its mark or by the order of its words.
    pub asks: bool,
    /// The days and times in it.
    pub found: Vec<Found>,
    /// The points of the strongest way of asking that it may turn out to have.
    pub most: i32,
}

impl Outlook {
    /// The outlook for a sentence.
    pub(super) fn of(sentence: &Sentence, said: &Said, mail: Mail) -> Self {
        let tokens = sentence.tokens;
        let asks = sentence.asks || inverted(tokens, &said.by_token);
        let found = items(tokens, &said.by_token, mail.english);
        let outlook = Self { asks, found, most: 0 };
        if tokens.len() > LONGEST_SENTENCE {
            return outlook;
        }
        let known = [
            (Class::Question, asks),
            (Class::Clock, outlook.names_clock()),
            (Class::Day, outlook.names_time()),
            (Class::Fragment, is_fragment(tokens, Classes::of(&said.by_token), &outlook.found)),
            (Class::Tag, is_tag(tokens)),
            (Class::AskForMeeting, said.at_most.has(Class::AskFor)),
            (Class::AboutMeeting, mail.about_meeting),
            (Class::Order, parts(tokens).any(orders)),
            (Class::Propose, outlook.names_clock() && said.at_most.has(Class::Ego) && kept_for_reader(tokens)),
        ];
        let at_most = known.into_iter().filter(|(_, holds)| *holds).fold(said.at_most, |all, (class, _)| all.with(class));
        Self { most: most_points(at_most), ..outlook }
    }

    /// Whether it names anything that may come to be a time of day.
    fn names_clock(&self) -> bool {
        self.found.iter().any(|found| matches!(found.item, Item::Clock(_) | Item::SameClock))
    }

    /// Whether it names anything that may come to be a day, week or time of day.
    fn names_time(&self) -> bool {
        self.found.iter().any(|found| !matches!(found.item, Item::Part(_)))
    }
}

/// Whether sentences of this outlook may together be a request.
pub(super) fn may_ask(
    sentences: &[Sentence],
    outlooks: &[Outlook],
    said: &[Said],
    greeting: Classes,
    is_reply: bool,
) -> bool {
    let strength = Strength::of(outlooks.iter().map(|outlook| outlook.most));
    if strength.strongest == 0 {
        return false;
    }
    let words: Vec<Classes> = said.iter().map(|said| Classes::of(&said.by_token)).collect();
    let for_meeting = |(outlook, words): (&Outlook, &Classes)| {
        outlook.names_clock() && words.has_any(&[Class::Meeting, Class::Meet])
    };
    let lists = |(outlook, sentence): (&Outlook, &Sentence)| {
        outlook.names_clock() && stands_alone(sentence.tokens, &outlook.found)
    };
    let evidence = Evidence {
        strength,
        // What a sentence agrees to or is delivered may turn out to be in a clause that does not count.
        classes: Classes::of(&words).without(Class::Agreed).without(Class::Delivery),
        greeting,
        is_reply,
        timed: outlooks.iter().any(Outlook::names_time),
        for_meeting: outlooks.iter().zip(&words).any(for_meeting),
        declines: outlooks.iter().any(|outlook| !outlook.found.is_empty()),
        offers: outlooks.iter().any(|outlook| outlook.most > 0 && outlook.names_clock()),
        lists: outlooks.iter().zip(sentences).any(lists),
        asks_back: true,
        adverts: words.iter().filter(|words| words.has(Class::Advert)).count(),
    };
    // A weaker way of asking gets other points for what goes with it.
    (1..=strength.strongest).any(|strongest| {
        Evidence { strength: Strength { strongest, ..strength }, ..evidence }.points() >= ENOUGH
    })
}

/// Three words at most.
pub(super) fn is_tag(tokens: &[Token]) -> bool {
    tokens.iter().filter(|token| token.kind == Kind::Word).count() <= 3
}

/// The sentence from its start and from each mark on behind which its last part may begin.
fn parts(tokens: &[Token]) -> impl Iterator<Item = &[Token]> {
    let opens = |at: &usize| at.checked_sub(1).is_none_or(|before| cuts(&tokens[before]));
    (0..tokens.len()).filter(opens).map(|at| &tokens[at..])
}

/// Whether the last part of a sentence may begin behind a mark.
pub(super) fn cuts(mark: &Token) -> bool {
    matches!(mark.kind, Kind::Mark(':' | ';' | '-'))
}
