//! What a template sees: flat, with German words ready where a template would need grammar.

use std::collections::BTreeMap;

use serde::Serialize;

use super::person::PersonView;
use super::wording::Wording;
use crate::german::{AddressForm, Locale};

/// Everything that a letter may say. Times are RFC 3339 in my zone, or days; the filters turn them into words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LetterView {
    /// Which German.
    pub locale: Locale,
    /// Sie or du towards the reader.
    pub address_form: AddressForm,
    /// When the letter is written.
    pub now: String,
    /// My time zone's IANA name.
    pub time_zone: String,
    /// The reader's zone, where their clock shows another time than mine.
    pub their_zone: Option<String>,
    /// Which of several wordings.
    pub wording: Wording,
    /// The writer.
    pub me: MeView,
    /// The reader.
    pub recipient: RecipientView,
    /// What the letter answers.
    pub meeting: MeetingView,
    /// What is true of the situation.
    pub facts: FactsView,
    /// What the letter says.
    pub reply: ReplyView,
    /// What the user filled into gaps, by the gap's name.
    pub fillings: BTreeMap<String, String>,
}

impl LetterView {
    /// All names in it: they are spelled as their owners do, also in Switzerland.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        let people = [Some(&self.meeting.organizer), Some(&self.meeting.client), self.reply.colleague.as_ref()];
        let people = people.into_iter().flatten();
        let mine = [&self.me.name, &self.me.first_name].into_iter().flatten().map(String::as_str);
        let names = people.flat_map(|person| [person.name.as_str(), person.named.as_str()]).chain(mine);
        with_sharp_s(names.chain(self.meeting.others.iter().map(String::as_str)))
    }
}

/// The names that have an ß, in full and by each word: a person keeps it in Switzerland too, also in the signature
/// "J. Weiß", while our own words beside it get "ss".
fn with_sharp_s<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    names
        .flat_map(|name| std::iter::once(name).chain(name.split([' ', '\u{a0}'])))
        .filter(|name| name.contains(['ß', 'ẞ']))
        .collect()
}

/// The writer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MeView {
    /// Full name.
    pub name: Option<String>,
    /// The name under a du letter.
    pub first_name: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// What stands under every letter.
    pub signature: Option<String>,
    /// The signature says my name itself.
    pub signature_names_me: bool,
}

/// The reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecipientView {
    /// The line the letter opens with.
    pub salutation: String,
    /// "formal" (Sehr geehrte), "neutral" (Guten Tag, Hallo), "warm" (Liebe).
    pub tone: &'static str,
    /// Telephone number.
    pub phone: Option<String>,
    /// A colleague of mine.
    pub colleague: bool,
}

/// What the letter answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact that templates ask for")]
pub struct MeetingView {
    /// "Einladung zur Abstimmung „Bauzeitenplan“"; "Nachricht …" where it was asked for in words.
    pub invitation: String,
    /// "zur Abstimmung „Bauzeitenplan“"; none where the invite does not say.
    pub about: Option<String>,
    /// "Abstimmung Bauzeitenplan".
    pub title: Option<String>,
    /// When it would begin.
    pub start: Option<String>,
    /// When it would end.
    pub end: Option<String>,
    /// It takes whole days.
    pub all_day: bool,
    /// It ends on another day than it begins.
    pub over_days: bool,
    /// Its length.
    pub minutes: Option<u32>,
    /// Where.
    pub location: Option<String>,
    /// "them" where that is at the sender's, "me" at mine; none where the invite names the place alone.
    pub host: Option<&'static str>,
    /// "`in_person`", "online", "phone" or "unknown".
    pub mode: &'static str,
    /// The link of an online meeting.
    pub link: Option<String>,
    /// A series.
    pub recurring: bool,
    /// The RRULE of a series.
    pub rule: Option<String>,
    /// One occurrence of a series.
    pub one_of_series: bool,
    /// The points to talk about.
    pub agenda: Vec<String>,
    /// Who else is invited, without me, the organizer and the reader.
    pub others: Vec<String>,
    /// Who invites.
    pub organizer: PersonView,
    /// Whose matter it is: the organizer, or the outside guest of a colleague who invites.
    pub client: PersonView,
    /// Earlier meetings with this client, from my calendar, the latest first.
    pub earlier: Vec<EarlierView>,
}

/// An earlier meeting with the client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EarlierView {
    /// When.
    pub start: String,
    /// What about.
    pub title: Option<String>,
}

/// What is true of the situation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact that templates ask for")]
pub struct FactsView {
    /// The organizer is a colleague of mine.
    pub colleague: bool,
    /// My calendar is free at that time, and the user gives no reason against it: I may say that it stays possible.
    pub free: bool,
    /// My calendar holds something else at that time, and it may be told.
    pub conflict: bool,
    /// My week is full, and it may be told.
    pub full_week: bool,
    /// How often we met lately, where it may be told and is more than once.
    pub met: Option<u32>,
    /// It starts within two days.
    pub short_notice: bool,
    /// Contract, complaint, crisis.
    pub serious: bool,
    /// Trouble or grief, at which nobody is glad: complaint, dunning, notice, accident, death.
    pub grave: bool,
    /// Somebody died.
    pub grief: bool,
    /// A new version of a known invite.
    pub update: bool,
    /// They took the time that I proposed, and I accept it.
    pub agreed: bool,
    /// An older version was answered already.
    pub answered_before: bool,
    /// Asked for in words, without a calendar.
    pub in_words: bool,
    /// More than four people are invited.
    pub many: bool,
}

/// What the letter says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact that templates ask for")]
pub struct ReplyView {
    /// "call", "shorter" …
    pub kind: String,
    /// The Subject, with its prefix.
    pub subject: String,
    /// How long the call or the shorter meeting takes.
    pub minutes: Option<u32>,
    /// How much shorter that is than the meeting.
    pub saved: Option<u32>,
    /// The times to offer.
    pub slots: Vec<SlotView>,
    /// The first of them.
    pub slot: Option<SlotView>,
    /// The first of them lies on an earlier day than the meeting.
    pub earlier: bool,
    /// All of them do.
    pub all_earlier: bool,
    /// One of them begins when the meeting would.
    pub same_start: bool,
    /// Where the first of them lies, seen from the meeting: "earlier" or "later" that day, "`other_day`"; else none.
    pub moved: Option<&'static str>,
    /// By when the written answer arrives.
    pub deadline: Option<String>,
    /// Who speaks for me.
    pub colleague: Option<PersonView>,
    /// The user's reason as a clause: "weil ich bis dahin den Plan habe".
    pub because: Option<String>,
    /// The user's reason as a sentence, with its full stop.
    pub reason: Option<String>,
    /// The points that the answer takes up.
    pub points: Vec<String>,
    /// They are few and short: they fit into a sentence.
    pub few_points: bool,
    /// There are more than five.
    pub many_points: bool,
    /// There are more points than these.
    pub more_points: bool,
    /// By when the colleague is asked to say yes or no.
    pub answer_by: Option<String>,
}

/// A time to offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SlotView {
    /// Its first instant.
    pub start: String,
    /// Its end.
    pub end: String,
}

#[cfg(test)]
mod tests {
    use super::with_sharp_s;

    #[test]
    fn names_keep_their_sharp_s_in_full_and_in_part() {
        let names = ["Frau\u{a0}Dr. Weiß", "Eva Kern", "Groß"];
        assert_eq!(with_sharp_s(names.into_iter()), ["Frau\u{a0}Dr. Weiß", "Weiß", "Groß", "Groß"]);
    }
}
