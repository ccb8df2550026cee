//! Meetings asked for in words: from the text of a mail to the times it offers.
//!
//! text → tokens → sentences → time items (day, clock, week) → dated times → what each sentence does (asks, offers,
//! agrees, declines) → the request. A false alarm is worse than a miss: when in doubt, a mail asks for nothing.

mod acts;
mod class;
mod clauses;
mod clock;
mod condition;
mod date;
mod day;
mod dictionary;
mod errand;
mod expression;
mod hint;
mod hour;
mod intent;
mod items;
mod length;
mod lexicon;
mod mode;
mod outlook;
mod phrase;
mod place;
mod recurrence;
mod request;
mod rules;
mod sentences;
mod text;
mod tokens;
mod topic;
mod vocabulary;
mod week;
mod word_list;
mod zone;

#[cfg(test)]
mod tests;

use chrono::{DateTime, NaiveDate, TimeZone, Timelike};
use chrono_tz::Tz;

use self::acts::{Act, Mail, act, speaks_of_meeting};
use self::class::Classes;
use self::expression::{Context, Slot};
use self::lexicon::{Said, classes, said};
use self::outlook::{Outlook, may_ask};
use self::place::Part;
use self::sentences::Sentence;
use super::language::detect_language;
use super::quotation::{without_quotes, without_signature};

pub use hint::may_be_request;
pub use request::{DayPart, MeetingRequest, Mode, Proposal, RequestInput, Window};

/// How many times one mail may offer.
const MOST_PROPOSALS: usize = 20;

/// How many days one mail may offer without an hour.
const MOST_WINDOWS: usize = 20;

/// Reads a mail as a request for a meeting, or says that it is none.
///
/// What the cheap look refuses is none, whatever the grammar would make of its ruins: there is one answer, and most mails
/// get it from the look.
#[must_use]
pub fn read_request(input: &RequestInput) -> Option<MeetingRequest> {
    if !may_be_request(input.subject, input.body) {
        return None;
    }
    let fresh = without_quotes(&text::tidy(input.body));
    let subject = topic::topic(&text::tidy(input.subject)).unwrap_or_default();
    let is_reply = input.is_reply || topic::has_reply_prefix(input.subject);
    // One text for both, so that every token knows its place in it.
    let text = format!("{subject}\n\n{}", without_signature(&fresh));
    let english = detect_language(&text) == Some("en");
    // A reply's subject is somebody's older words.
    let subject_line = sentences::letter(if is_reply { "" } else { &subject }, 0);
    let letter = sentences::letter(&text, subject.len());
    let sentences: Vec<Sentence> = subject_line.sentences().chain(letter.sentences()).collect();
    let said: Vec<Said> = sentences.iter().map(|sentence| said(sentence.tokens, english)).collect();
    let greeting = Classes::of(&classes(letter.greeting(), english));
    let mail = Mail { english, about_meeting: speaks_of_meeting(&said) };
    let outlook = |(sentence, said)| Outlook::of(sentence, said, mail);
    let outlooks: Vec<Outlook> = sentences.iter().zip(&said).map(outlook).collect();
    let promising = may_ask(&sentences, &outlooks, &said, greeting, is_reply);
    // Tests and fuzzing read on, to see that nothing was given up too early.
    if !promising && !cfg!(debug_assertions) {
        return None;
    }
    let mut context = Context::new(input.date.date_naive(), input.date.hour() * 60 + input.date.minute());
    let known = sentences.iter().zip(&said).zip(outlooks);
    let mut acts: Vec<Act> =
        known.map(|((sentence, said), outlook)| act(sentence, said, outlook, mail, &mut context)).collect();
    for (place, act) in acts.iter_mut().enumerate() {
        if condition::is_condition(&sentences[place], act.classes, sentences.get(place + 1)) {
            act.rule = None;
        }
    }
    let why = intent::judge(&acts, greeting, is_reply, |place| topic::excerpt(&text, &sentences[place]))?;
    debug_assert!(promising, "{why:?} in {text:?}");
    let offering = intent::offering(&acts);
    let mut request = MeetingRequest { why, ..MeetingRequest::default() };
    fill_times(&mut request, input.date, is_reply, &sentences, &acts, &offering);
    fill_details(&mut request, &text, &sentences, &acts);
    request.topic = topic::topic(&subject);
    request.phone = topic::phone(&fresh);
    Some(request)
}

fn fill_times(
    request: &mut MeetingRequest,
    written: DateTime<Tz>,
    is_reply: bool,
    sentences: &[Sentence],
    acts: &[Act],
    offering: &[bool],
) {
    let offers = || acts.iter().zip(offering).filter(|(_, offers)| **offers).map(|(act, _)| act);
    let mut slots: Vec<Slot> = Vec::new();
    for slot in offers().flat_map(|act| &act.times.slots) {
        if !slots.iter().any(|known| (known.date, known.start) == (slot.date, slot.start)) {
            slots.push(*slot);
        }
    }
    let mut windows: Vec<Window> = acts.iter().flat_map(|act| act.times.windows.iter().copied()).collect();
    request.recurrence =
        sentences.iter().zip(acts).find_map(|(sentence, act)| recurrence::rrule(sentence.tokens, &act.times.every));
    if request.recurrence.is_some() {
        start_series(&mut slots, &mut windows, acts);
    }
    // "Ab 10:30 könnte ich. Geht das am 26.11.?": the day may follow in a sentence of its own.
    if let Some(day) = windows.iter().find(|window| window.from == window.to).map(|window| window.from) {
        for slot in slots.iter_mut().filter(|slot| slot.guessed) {
            (slot.date, slot.guessed) = (day, false);
        }
    }
    windows.retain(|window| !slots.iter().any(|slot| window.from <= slot.date && slot.date <= window.to));
    let all = windows.clone();
    windows.retain(|window| {
        window.part.is_some()
            || !all.iter().any(|other| other.part.is_some() && (other.from, other.to) == (window.from, window.to))
    });
    windows.dedup();
    windows.truncate(MOST_WINDOWS);
    request.windows = windows;
    request.duration_minutes = stated_duration(sentences, acts)
        .or_else(|| slots.first().and_then(|slot| slot.end.filter(|_| slot.lasts).map(|end| end - slot.start)));
    // In a reply, an hour without a day belongs to a day of the older mail.
    slots.retain(|slot| !(slot.guessed && is_reply));
    for proposal in slots.iter().filter_map(|slot| proposal(slot, written)).take(MOST_PROPOSALS) {
        // "14:00 GMT (15 Uhr bei Ihnen)" is one time.
        if !request.proposals.iter().any(|known| known.start == proposal.start) {
            request.proposals.push(proposal);
        }
    }
}

/// "jeden Dienstag um 8:30, erstmals am 1. Dezember": the series starts on the day named without an hour.
fn start_series(slots: &mut [Slot], windows: &mut Vec<Window>, acts: &[Act]) {
    let fits = |date: NaiveDate| {
        use chrono::Datelike;
        acts.iter().flat_map(|act| &act.times.every).any(|(weekday, _)| date.weekday() == *weekday)
    };
    let first = windows.iter().position(|window| window.from == window.to && fits(window.from));
    if let (Some(first), [slot]) = (first, slots) {
        slot.date = windows.remove(first).from;
    }
}

/// The length that the mail states, first in the sentences that ask.
fn stated_duration(sentences: &[Sentence], acts: &[Act]) -> Option<u32> {
    let length = |asks: bool| {
        let pairs = sentences.iter().zip(acts).filter(move |(_, act)| act.rule.is_some() == asks);
        pairs.map(|(sentence, _)| sentence).find_map(|sentence| length::stated_length(sentence.tokens))
    };
    length(true).or_else(|| length(false))
}

/// A slot as a point in time; none where it is past or where the clock skips that hour.
fn proposal(slot: &Slot, written: DateTime<Tz>) -> Option<Proposal> {
    let mine = written.timezone();
    let at = |minutes: u32| {
        let midnight = slot.date.and_hms_opt(0, 0, 0)?;
        let local = midnight.checked_add_signed(chrono::Duration::minutes(i64::from(minutes)))?;
        let time = slot.zone.unwrap_or(mine).from_local_datetime(&local).earliest()?;
        Some(time.with_timezone(&mine))
    };
    let start = at(slot.start).filter(|start| *start > written)?;
    Some(Proposal { start, end: slot.end.and_then(at) })
}

fn fill_details(request: &mut MeetingRequest, text: &str, sentences: &[Sentence], acts: &[Act]) {
    let parts: Vec<Part> = sentences.iter().zip(acts).map(|(sentence, act)| Part { sentence, act }).collect();
    request.location = place::location(text, &parts);
    request.mode = mode::mode(&parts, request.location.as_deref());
    request.agenda = topic::agenda(text, sentences);
}
