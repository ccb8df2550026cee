//! The built-in rules, in the order in which they are asked.

use super::weighing::Weighing;
use crate::domain::category::Category;
use crate::domain::contact::Importance;
use crate::domain::meeting::Mode;
use crate::domain::reply::ReplyKind::{self, Attend, Call, Handoff, Shorter, Written};
use crate::domain::true_reason::MET_OFTEN;

/// From so many people on, the single one hardly counts.
const CROWD: u32 = 8;
/// A round of so many is hard to move for one.
const ROUND: u32 = 5;
/// A meeting at a place up to this length is worth a call rather than the way.
const WORTH_NO_WAY_MINUTES: u32 = 60;
/// A longer one can do with less.
const LONG_MINUTES: u32 = 45;
/// Nobody shortens half a day to half an hour.
const HALF_A_DAY_MINUTES: u32 = 5 * 60;
/// Too soon to prepare and to travel.
const SHORT_NOTICE_HOURS: f64 = 24.0;

/// A rule of statt's own.
pub(super) struct BuiltIn {
    pub name: &'static str,
    pub reply: ReplyKind,
    applies: fn(&Weighing<'_>) -> bool,
    pub why: fn(&Weighing<'_>) -> String,
}

/// The first rule that applies; the last one always does.
pub(super) fn first_that_applies(weighing: &Weighing<'_>) -> &'static BuiltIn {
    BUILT_IN.iter().find(|rule| (rule.applies)(weighing)).unwrap_or(&CALL_FIRST)
}

const BUILT_IN: &[BuiltIn] = &[
    // The relationship.
    BuiltIn {
        name: "key-client",
        reply: Attend,
        applies: |it| it.facts.importance == Importance::Key,
        why: |it| format!("{} matters most to you: for a key client there is no good excuse.", it.client()),
    },
    BuiltIn {
        name: "already-accepted",
        reply: Attend,
        applies: |it| it.has_accepted() && it.is_free(),
        why: |_| "You accepted this meeting already, and nothing else is in your calendar.".to_owned(),
    },
    // A serious matter needs a voice: never a letter, never somebody else.
    BuiltIn {
        name: "serious-and-important",
        reply: Attend,
        applies: |it| it.facts.serious && it.facts.importance == Importance::High && it.is_free(),
        why: |it| format!("{}, and {} matters much to you: be there.", it.gravity(), it.client()),
    },
    BuiltIn {
        name: "serious-and-small",
        reply: Attend,
        applies: |it| it.facts.serious && it.is_small() && it.is_free(),
        why: |it| format!("{}, and hardly takes longer than a call would. {}.", it.gravity(), it.length()),
    },
    BuiltIn {
        name: "serious",
        reply: Call,
        applies: |it| it.facts.serious,
        why: |it| format!("{}: it needs a voice, and a call of {} minutes gives it one.", it.gravity(), call(it)),
    },
    // Who leads cannot stay away.
    BuiltIn {
        name: "chair-of-a-long-meeting",
        reply: Shorter,
        applies: |it| it.leads() && it.can_be_shortened(),
        why: |it| format!("You lead this meeting. {}; {} are enough to decide.", it.length(), short(it)),
    },
    BuiltIn {
        name: "chair",
        reply: Attend,
        applies: |it| it.leads() && it.is_free(),
        why: |_| "You lead this meeting: it cannot do without you.".to_owned(),
    },
    // A colleague can speak for me.
    BuiltIn {
        name: "drawn-in-by-a-colleague",
        reply: Handoff,
        applies: |it| it.is_modest() && it.facts.organizer_is_colleague && it.can_be_spoken_for(),
        why: |it| match (it.organizer(), it.speaker()) {
            (organizer, speaker) if organizer == speaker => {
                format!("{organizer} is a colleague, drew you in and can speak for you there.")
            }
            (organizer, speaker) => format!("{organizer} is a colleague, and {speaker} can speak for you there."),
        },
    },
    BuiltIn {
        name: "optional-beside-a-colleague",
        reply: Handoff,
        applies: |it| it.is_modest() && it.is_dispensable() && it.colleague_is_beside_me(),
        why: |it| format!("You are only optional, and {} can speak for you: one of you is enough.", it.speaker()),
    },
    BuiltIn {
        name: "clash-in-a-round",
        reply: Handoff,
        applies: |it| it.is_modest() && !it.is_free() && it.facts.people >= ROUND && it.can_be_spoken_for(),
        why: |it| {
            let people = it.facts.people;
            format!("{}, {people} people are hard to move, and {} can speak for you.", it.clash(), it.speaker())
        },
    },
    BuiltIn {
        name: "crowd-with-a-colleague",
        reply: Handoff,
        applies: |it| it.is_modest() && it.facts.people >= CROWD && it.colleague_is_beside_me(),
        why: |it| format!("{} people are invited, and {} can speak for you.", it.facts.people, it.speaker()),
    },
    // What costs less than any other answer.
    BuiltIn {
        name: "already-small",
        reply: Attend,
        applies: |it| it.is_small() && it.is_free() && !(it.is_modest() && it.is_dispensable()),
        why: |it| format!("{} and nothing else is in your calendar: no other reply frees much.", it.length()),
    },
    // What a letter does as well.
    BuiltIn {
        name: "only-optional",
        reply: Written,
        applies: |it| it.is_modest() && it.is_dispensable(),
        why: |_| "You are only optional: your points in writing are enough.".to_owned(),
    },
    BuiltIn {
        name: "status-series",
        reply: Written,
        applies: |it| it.is_modest() && it.facts.recurring && it.is_status_meeting(),
        why: |it| format!("{}, and a status fits into a mail of ten.", it.each_time()),
    },
    BuiltIn {
        name: "met-often",
        reply: Written,
        applies: |it| it.is_modest() && it.facts.met_before >= MET_OFTEN,
        why: |it| {
            let times = it.facts.met_before;
            format!("You met {} {times} times in the last 90 days: now a clear text moves more.", it.organizer())
        },
    },
    BuiltIn {
        name: "low-importance",
        reply: Written,
        applies: |it| it.is_low(),
        why: |it| format!("{} matters little to you, and a mail of ten minutes says as much.", it.client()),
    },
    // No time.
    BuiltIn {
        name: "clash",
        reply: Call,
        applies: |it| !it.is_free(),
        why: |it| format!("{}: a call of {} minutes at another time keeps you in touch.", it.clash(), call(it)),
    },
    BuiltIn {
        name: "full-week-long-meeting",
        reply: Shorter,
        applies: |it| it.week_is_full() && it.lasts_over(WORTH_NO_WAY_MINUTES) && is_for_shortening(it),
        why: |it| format!("{}. {}; {} are enough to decide.", it.load(), it.length(), short(it)),
    },
    BuiltIn {
        name: "full-week",
        reply: Call,
        applies: |it| it.week_is_full(),
        why: |it| format!("{}: a call of {} minutes has to do.", it.load(), call(it)),
    },
    BuiltIn {
        name: "short-notice",
        reply: Call,
        applies: |it| {
            it.facts.mode == Mode::InPerson && it.facts.lead_time_hours.is_some_and(|hours| hours < SHORT_NOTICE_HOURS)
        },
        why: |it| {
            let hours = it.facts.lead_time_hours.unwrap_or_default().max(0.0);
            format!("It starts in {hours} hours, soon for preparing and travelling: a call saves both.")
        },
    },
    // The mildest reply that fits the meeting.
    BuiltIn {
        name: "whole-day",
        reply: Call,
        applies: |it| it.facts.all_day || it.lasts_over(HALF_A_DAY_MINUTES),
        why: |it| format!("It takes most of a day: a call of {} minutes shows what needs you.", call(it)),
    },
    BuiltIn {
        name: "asks-for-a-call",
        reply: Attend,
        applies: |it| {
            let facts = it.facts;
            facts.mode == Mode::Phone && facts.duration_minutes.is_none() && facts.lead_time_hours.is_some()
        },
        why: |_| "It is a call already, and nothing else is in your calendar at that time.".to_owned(),
    },
    BuiltIn {
        name: "asked-in-words",
        reply: Call,
        applies: |it| it.category == Category::PlainRequest,
        why: |it| format!("They ask in words only: a call of {} minutes answers soonest.", call(it)),
    },
    BuiltIn {
        name: "series",
        reply: Shorter,
        applies: |it| it.facts.recurring && is_for_shortening(it),
        why: |it| format!("{}; {} are enough.", it.each_time(), short(it)),
    },
    BuiltIn {
        name: "way-there",
        reply: Call,
        applies: |it| it.facts.mode == Mode::InPerson && it.lasts_at_most(WORTH_NO_WAY_MINUTES),
        why: |it| format!("{} and the way there; a call of {} saves most of it.", it.length(), call(it)),
    },
    BuiltIn {
        name: "long-meeting",
        reply: Shorter,
        applies: |it| it.lasts_over(LONG_MINUTES) && is_for_shortening(it),
        why: |it| format!("{}; {} are enough to decide.", it.length(), short(it)),
    },
];

/// What is left when nothing else speaks.
const CALL_FIRST: BuiltIn = BuiltIn {
    name: "call-first",
    reply: Call,
    applies: |_| true,
    why: |it| format!("A call of {} minutes frees time and still shows that you care.", call(it)),
};

fn is_for_shortening(it: &Weighing<'_>) -> bool {
    it.can_be_shortened() && !it.lasts_over(HALF_A_DAY_MINUTES)
}

fn call(it: &Weighing<'_>) -> u32 {
    it.policy.call_minutes
}

fn short(it: &Weighing<'_>) -> u32 {
    it.policy.short_minutes
}
