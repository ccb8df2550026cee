//! What lies around the meeting, and the answer to it.

use std::collections::BTreeMap;

use chrono::{Duration, NaiveTime, Weekday};

use super::Dice;
use super::meeting::{ME, time};
use super::people::{colleague, written};
use crate::domain::address::{AddressPattern, Person};
use crate::domain::appointment::{Agenda, Appointment, Availability};
use crate::domain::case::{Case, MeetingKey};
use crate::domain::category::Category;
use crate::domain::contact::{AddressBook, Contact, Importance};
use crate::domain::facts::{Conflict, Facts};
use crate::domain::invite::{Invite, Method};
use crate::domain::meeting::{Meeting, ParticipationStatus, Role};
use crate::domain::message::Message;
use crate::domain::policy::{CounterChoice, Policy};
use crate::domain::reaction::{Follows, Reaction};
use crate::domain::reply::{Colleague, Reason, Reply, ReplyKind};
use crate::domain::situation::{Me, ReplyStyle, Situation, WorkingHours};
use crate::domain::time_slot::{MeetingTime, TimeSlot};
use crate::domain::working_hours::instant;
use crate::german::{AddressForm, ContactHints, Locale, SalutationInput, resolve};

const NOW: &str = "2026-11-23T09:00:00+01:00";

pub(super) fn situation(organizer: &Person, locale: Locale, dice: Dice) -> Situation {
    let zone = chrono_tz::Europe::Berlin;
    let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
    Situation {
        now: time(NOW).with_timezone(&zone),
        me: Me {
            name: Some("Jana Weber".to_owned()),
            addresses: vec![written(ME)],
            phone: dice.pick("my phone", [Some("030 1234-10"), None]).map(str::to_owned),
            zone,
            locale,
            address_form: AddressForm::Sie,
            signature: dice
                .pick(
                    "signature",
                    [None, Some("Jana Weber\nBeispielagentur GmbH"), Some("Beispielagentur GmbH\nSeestraße 1")],
                )
                .map(str::to_owned),
        },
        hours: WorkingHours {
            weekdays: vec![Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri],
            start: hour(9),
            end: hour(17),
            lunch: None,
            holidays: None,
            days_off: Vec::new(),
            buffer_minutes: 15,
        },
        agenda: Agenda::new(if dice.pick("met before", [true, false]) { vec![earlier(organizer)] } else { Vec::new() }),
        contacts: AddressBook::new(
            [contact(organizer, dice)],
            AddressPattern::parse("@agentur.example").into_iter().collect(),
        ),
        policy: Policy::default(),
        reply_style: ReplyStyle { quote: false, counter: CounterChoice::Auto, written_is_tentative: false },
    }
}

fn contact(organizer: &Person, dice: Dice) -> Contact {
    Contact {
        name: organizer.name.clone(),
        address: organizer.address.clone(),
        organization: None,
        importance: None,
        address_form: None,
        salutation: None,
        gender: None,
        title: None,
        phone: dice.pick("their phone", [Some("0561 000-140"), None]).map(str::to_owned),
        colleague: None,
    }
}

fn earlier(organizer: &Person) -> Appointment {
    Appointment {
        slot: TimeSlot::lasting(time("2026-10-13T10:00:00+02:00"), 60),
        all_day: false,
        uid: None,
        summary: Some("Jour fixe".to_owned()),
        location: None,
        availability: Availability::Busy,
        organizer: Some(organizer.address.clone()),
        attendees: Vec::new(),
        declined_by: Vec::new(),
        recurring: false,
    }
}

pub(super) fn case(meeting: Meeting, organizer: Person, dice: Dice) -> Case {
    let category =
        dice.pick("category", [Category::Request, Category::Request, Category::Update, Category::PlainRequest]);
    let subject = meeting.summary.clone().unwrap_or_default();
    let correspondent = resolve(&SalutationInput {
        display_name: organizer.name.as_deref(),
        address: organizer.address.written(),
        signature: None,
        body: "",
        contact: ContactHints::default(),
        earlier_form: None,
        default_form: AddressForm::Sie,
        locale: Locale::Germany,
    });
    Case {
        message: Message { subject, from: Some(organizer.clone()), ..Message::default() },
        category,
        facts: facts(&meeting, organizer, dice),
        invite: Invite {
            method: Method::Request,
            meeting,
            proposals: Vec::new(),
            calendar: None,
            evidence: Vec::new(),
        },
        refusal: None,
        decision: None,
        language: Some("de".to_owned()),
        correspondent,
        last_wording: None,
        answered_before: category == Category::Update && dice.pick("answered", [false, true]),
        follows: (category == Category::Update && dice.pick("agreed", [false, false, true])).then(|| Follows {
            meeting: MeetingKey { uid: "sample".to_owned(), instance: String::new() },
            reaction: Reaction::Accepted,
            thread: Vec::new(),
            refused: Vec::new(),
        }),
    }
}

fn facts(meeting: &Meeting, organizer: Person, dice: Dice) -> Facts {
    let start = meeting.start.map(|start| start.instant(chrono_tz::Europe::Berlin).fixed_offset());
    let busy = meeting.occurrence.filter(|_| dice.pick("free", [true, true, false]) ^ true);
    let hours = start.map(|start| (start - time(NOW)).num_hours());
    Facts {
        me: written(ME),
        importance: Importance::Normal,
        my_role: Some(Role::Required),
        my_participation: Some(ParticipationStatus::NeedsAction),
        response_unwanted: false,
        organizer: Some(organizer),
        organizer_is_colleague: dice.pick("colleague invites", [false, false, false, true]),
        colleagues: Vec::new(),
        people: dice.pick("people", [3, 3, 9]),
        outsiders: 1,
        conflicts: busy.into_iter().map(|slot| Conflict { summary: "Bauausschuss".to_owned(), slot }).collect(),
        met_before: 3,
        workload_hours: 22.5,
        lead_time_hours: hours.and_then(|hours| i32::try_from(hours).ok()).map(f64::from),
        serious: dice.pick("serious", [false, false, false, true]),
        serious_words: Vec::new(),
        duration_minutes: meeting.duration_minutes,
        all_day: meeting.is_all_day(),
        recurring: meeting.is_recurring(),
        mode: meeting.mode,
        topic: String::new(),
        speaker: None,
    }
}

pub(super) fn reply(kind: ReplyKind, case: &Case, dice: Dice) -> Reply {
    let minutes = dice.pick("reply minutes", [None, Some(20), Some(30), Some(45)]);
    let reason = dice.pick("reason", [None, None, Some(0), Some(1), Some(2), Some(3), Some(4)]);
    let reason = reason.and_then(|reason| match reason {
        0 => (!case.facts.conflicts.is_empty()).then_some(Reason::Conflict),
        1 => Some(Reason::FullWeek(22)),
        2 => Some(Reason::MetOften(3)),
        3 => Some(Reason::Words("weil der Plan für uns beide auf dem Projektserver liegt".to_owned())),
        _ => Some(Reason::Words("Der Plan liegt auf dem Projektserver.".to_owned())),
    });
    Reply {
        slots: slots(&kind, case, minutes.unwrap_or(20), dice),
        kind,
        minutes,
        deadline: dice
            .pick("deadline", [Some("2026-11-27T12:00:00+01:00"), Some("2026-11-24T17:00:00+01:00"), None])
            .map(time),
        colleague: who_takes_over(case, dice),
        reason,
        points: Vec::new(),
        fillings: BTreeMap::new(),
    }
}

/// A colleague, or the organizer who is one.
fn who_takes_over(case: &Case, dice: Dice) -> Option<Colleague> {
    let speaks = case.facts.organizer_is_colleague && dice.pick("organizer speaks", [true, false]);
    let organizer = case.facts.organizer.clone().filter(|_| speaks);
    let colleague = colleague(dice)?;
    Some(match organizer {
        Some(person) => Colleague { person, already_invited: true, gender: None, ..colleague },
        None => colleague,
    })
}

fn slots(kind: &ReplyKind, case: &Case, minutes: u32, dice: Dice) -> Vec<TimeSlot> {
    let meeting = case.invite.meeting.start;
    if *kind == ReplyKind::Shorter {
        let shift = dice.pick("other start", [0, 0, 45, -30, 24 * 60]);
        let start = meeting.and_then(|start| match start {
            MeetingTime::At(at) => Some(at + Duration::minutes(shift)),
            MeetingTime::Day(day) => {
                let at = instant(day, NaiveTime::from_hms_opt(10, 0, 0)?, chrono_tz::Europe::Berlin)?;
                dice.pick("time on the day", [false, true]).then_some(at)
            }
        });
        return start.map(|start| TimeSlot::lasting(start, minutes)).into_iter().collect();
    }
    let times = ["2026-11-26T10:00:00+01:00", "2026-11-27T09:00:00+01:00", "2026-11-30T13:30:00+01:00"];
    let count = dice.pick("slots", [2, 3, 1, 0]);
    times.into_iter().take(count).map(|start| TimeSlot::lasting(time(start), minutes)).collect()
}
