//! Gathers what is known of an invite: the mail, my calendar, my contacts and my policy become facts.

mod calendar_facts;
mod people_facts;
#[cfg(test)]
mod tests;
mod times;

use chrono::DateTime;
use chrono_tz::Tz;

use super::address::EmailAddress;
use super::facts::Facts;
use super::invite::Invite;
use super::meeting::Meeting;
use super::message::Message;
use super::serious::serious_words;
use super::situation::Situation;
use super::time_slot::TimeSlot;
use super::words::bounded;
use crate::german::quotation::own_words;
use people_facts::People;
pub use times::first_free_time;

/// How many characters of each text are looked at.
const MAX_TEXT: usize = 10_000;

/// All that is known of an invite to `me`.
#[must_use]
pub fn gather_facts(message: &Message, invite: &Invite, me: &EmailAddress, situation: &Situation) -> Facts {
    let meeting = &invite.meeting;
    let organizer = meeting.organizer.clone().or_else(|| message.from.clone());
    let people = People::of(meeting, organizer.as_ref(), me, situation);
    let attendee = people.me.as_ref();
    let uid = meeting.uid.as_deref();
    let slot = first_free_time(invite, situation).or_else(|| times::possible(invite, situation.me.zone).next());
    let serious_words = words_of_weight(message, meeting);
    Facts {
        me: me.clone(),
        importance: people.importance(situation),
        my_role: attendee.map(|attendee| attendee.role),
        my_participation: attendee.map(|attendee| attendee.participation_status),
        response_unwanted: attendee.is_some_and(|attendee| attendee.rsvp == Some(false)),
        organizer_is_colleague: people.organizer_is_colleague,
        conflicts: slot.map_or_else(Vec::new, |slot| calendar_facts::conflicts(slot, uid, situation)),
        met_before: organizer.as_ref().map_or(0, |organizer| calendar_facts::met_before(&organizer.address, situation)),
        workload_hours: slot.map_or(0.0, |slot| calendar_facts::workload_hours(slot, uid, situation)),
        lead_time_hours: slot.map(|slot| lead_time_hours(slot, &situation.now)),
        serious: !serious_words.is_empty(),
        serious_words,
        duration_minutes: times::duration_minutes(invite),
        all_day: meeting.is_all_day(),
        recurring: meeting.is_recurring(),
        mode: meeting.mode,
        topic: topic(meeting),
        speaker: people.speaker(situation),
        people: people.count,
        outsiders: u32::try_from(people.outsiders.len()).unwrap_or(u32::MAX),
        colleagues: people.colleagues,
        organizer,
    }
}

fn lead_time_hours(slot: TimeSlot, now: &DateTime<Tz>) -> f64 {
    calendar_facts::hours((slot.start().to_utc() - now.to_utc()).num_minutes())
}

fn topic(meeting: &Meeting) -> String {
    let lines = meeting.summary.iter().chain(&meeting.agenda).map(String::as_str);
    bounded(&lines.collect::<Vec<_>>().join("\n"), MAX_TEXT).to_owned()
}

fn words_of_weight(message: &Message, meeting: &Meeting) -> Vec<String> {
    let own = |text: &str| own_words(bounded(text, MAX_TEXT));
    let text = own(&message.text);
    let description = own(meeting.description.as_deref().unwrap_or_default());
    serious_words([bounded(&message.subject, MAX_TEXT), &topic(meeting), &text, &description])
}
