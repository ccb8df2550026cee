//! Free times that I can offer.
//!
//! What must hold (free, in working hours, in time to be read) is decided here; what is pleasant is weighed in
//! `preference`.

mod preference;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Datelike, Duration, FixedOffset, NaiveDate, NaiveTime, Timelike};
use chrono_tz::Tz;

use super::appointment::Availability;
use super::situation::Situation;
use super::spans::{Spans, is_in_reach};
use super::time_slot::TimeSlot;
use super::working_hours::days_from;
use preference::{Candidate, choose};

/// Hours of work that a letter has to be read and answered.
const READING_MINUTES: u32 = 120;
/// A call is not offered longer before the meeting than this: the matter has to be ripe.
const DAYS_AHEAD: i64 = 14;
/// Candidates start on quarters of an hour.
const STEP_MINUTES: u32 = 15;
/// More times than this are no offer but a calendar.
const MAX_COUNT: usize = 5;
/// How many days are searched at most.
const MAX_DAYS: u16 = 60;

/// What times are looked for.
#[derive(Debug, Clone, PartialEq)]
pub struct SlotRequest<'a> {
    /// How long, in minutes.
    pub minutes: u32,
    /// How many.
    pub count: usize,
    /// Not before this; see [`earliest_answer`].
    pub earliest: DateTime<FixedOffset>,
    /// The best start, where it is free: a shorter meeting begins when the long one would have.
    pub preferred_start: Option<DateTime<FixedOffset>>,
    /// The meeting that they replace: no later than it, else in the weeks after it.
    pub meeting: Option<TimeSlot>,
    /// The sender's zone, where it is another than mine: their hours count as well.
    pub other_zone: Option<Tz>,
    /// What was offered to somebody else and is not settled.
    pub taken: &'a [TimeSlot],
    /// The meeting's own UID: it may stand in my calendar already.
    pub exclude_uid: Option<&'a str>,
}

/// When a letter written now can have been read and answered.
#[must_use]
pub fn earliest_answer(situation: &Situation) -> DateTime<FixedOffset> {
    situation.hours.after(situation.now.with_timezone(&situation.me.zone), READING_MINUTES)
}

/// Free times in my working hours, in their order: on different days where possible; fewer than asked for, or none,
/// where the calendar has no more.
#[must_use]
pub fn free_slots(request: &SlotRequest<'_>, situation: &Situation) -> Vec<TimeSlot> {
    let count = request.count.min(MAX_COUNT);
    let Some(search) = Search::new(request, situation) else { return Vec::new() };
    let mut best = Vec::new();
    for (reach, courtesy) in STAGES {
        let idle = match courtesy {
            Courtesy::Office => false,
            Courtesy::Waking | Courtesy::Awake => request.other_zone.is_none(),
            Courtesy::Any => request.other_zone.is_none() || !best.is_empty(),
        };
        if idle {
            continue;
        }
        let found = choose(search.candidates(reach, courtesy), count);
        if search.is_a_choice(&found, reach) {
            return found;
        }
        if found.len() > best.len() {
            best = found;
        }
    }
    best
}

/// How late a time may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    UntilMeeting,
    WeekAfter,
    MonthAfter,
}

/// What is asked of the sender in another zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Courtesy {
    /// Nothing outside of usual office hours.
    Office,
    /// Nothing in the night.
    Waking,
    /// Nothing before seven and after nine.
    Awake,
    /// Anything: no hours are common.
    Any,
}

/// What is tried, until there is a choice to offer.
const STAGES: [(Reach, Courtesy); 11] = [
    (Reach::UntilMeeting, Courtesy::Office),
    (Reach::UntilMeeting, Courtesy::Waking),
    (Reach::WeekAfter, Courtesy::Office),
    (Reach::WeekAfter, Courtesy::Waking),
    (Reach::MonthAfter, Courtesy::Office),
    (Reach::MonthAfter, Courtesy::Waking),
    (Reach::UntilMeeting, Courtesy::Awake),
    (Reach::WeekAfter, Courtesy::Awake),
    (Reach::UntilMeeting, Courtesy::Any),
    (Reach::WeekAfter, Courtesy::Any),
    (Reach::MonthAfter, Courtesy::Any),
];

/// A request with all that a candidate is held against.
struct Search<'a> {
    request: &'a SlotRequest<'a>,
    situation: &'a Situation,
    zone: Tz,
    meeting: Option<TimeSlot>,
    from: DateTime<FixedOffset>,
    /// What takes my time, with the buffer around it.
    busy: Spans,
    /// What may take my time.
    tentative: Spans,
}

impl<'a> Search<'a> {
    fn new(request: &'a SlotRequest<'a>, situation: &'a Situation) -> Option<Self> {
        let meeting = request.meeting.filter(|meeting| is_in_reach(*meeting));
        let ripe = meeting.map(|meeting| meeting.start() - Duration::days(DAYS_AHEAD));
        let from = request.earliest.max(situation.now.fixed_offset());
        is_in_reach(TimeSlot::lasting(from, 1)).then_some(())?;
        let from = ripe.map_or(from, |ripe| from.max(ripe));
        let buffer = Duration::minutes(i64::from(situation.hours.buffer_minutes.min(24 * 60)));
        let window = TimeSlot::new(from - buffer, from + Duration::days(i64::from(MAX_DAYS) + 2) + buffer).ok();
        let window = window.filter(|window| is_in_reach(*window))?;
        let slots = |availability: Availability| {
            let others = situation.agenda.during(window).filter(|appointment| !appointment.is_of(request.exclude_uid));
            others
                .filter(move |appointment| appointment.availability == availability)
                .map(|appointment| appointment.slot)
        };
        let busy = Spans::covering(slots(Availability::Busy).chain(request.taken.iter().copied()), buffer);
        let tentative = Spans::covering(slots(Availability::Tentative), Duration::zero());
        Some(Self { request, situation, zone: situation.me.zone, meeting, from, busy, tentative })
    }

    /// Enough to be offered: times on two days, or two times where the meeting leaves no other day.
    fn is_a_choice(&self, found: &[TimeSlot], reach: Reach) -> bool {
        let day = |slot: &TimeSlot| slot.start().date_naive();
        let two_days = found.iter().any(|slot| day(slot) != day(&found[0]));
        let no_other_day = self.meeting.is_some() && reach == Reach::UntilMeeting;
        found.len() >= self.request.count.min(2) && (self.request.count < 2 || two_days || no_other_day)
    }

    /// The last instant that a time may take.
    fn until(&self, reach: Reach) -> DateTime<FixedOffset> {
        let (base, days) = match (self.meeting, reach) {
            (Some(meeting), Reach::UntilMeeting) => (meeting.end().max(meeting.start() + self.length()), 0),
            (Some(meeting), Reach::WeekAfter) => (meeting.start().max(self.from), 7),
            (Some(meeting), Reach::MonthAfter) => (meeting.start().max(self.from), 28),
            (None, Reach::UntilMeeting) => (self.from, 7),
            (None, Reach::WeekAfter) => (self.from, 14),
            (None, Reach::MonthAfter) => (self.from, 28),
        };
        base + Duration::days(days)
    }

    fn length(&self) -> Duration {
        Duration::minutes(i64::from(self.request.minutes.clamp(1, 24 * 60)))
    }

    fn candidates(&self, reach: Reach, courtesy: Courtesy) -> Vec<Candidate> {
        let until = self.until(reach);
        let first = self.from.with_timezone(&self.zone).date_naive();
        let last = until.with_timezone(&self.zone).date_naive();
        let days = days_from(first).take(MAX_DAYS.into()).take_while(|day| *day <= last);
        let working_days = days.filter(|day| self.situation.hours.is_working_day(*day));
        let mut candidates = Vec::new();
        for (index, day) in working_days.enumerate() {
            let notice = self.notice(day);
            let spans = self.situation.hours.spans(day, self.zone);
            for &span in &spans {
                candidates.extend(
                    self.free_in(span)
                        .filter(|slot| slot.start() >= self.from && slot.end() <= span.end() && slot.end() <= until)
                        .filter(|slot| reach != Reach::UntilMeeting || self.is_no_later_than_the_meeting(*slot))
                        // What a clock on my wall says is asked for few: it is the dearest question.
                        .filter_map(|slot| self.on_my_wall(slot))
                        .filter(|slot| self.suits_the_sender(*slot, courtesy))
                        .map(|slot| Candidate::new(slot, self.cost(slot, &spans, day, index, notice), self.zone)),
                );
            }
        }
        candidates.sort_by_key(|candidate| candidate.slot.start());
        candidates.dedup_by_key(|candidate| candidate.slot.start());
        candidates
    }

    /// The times in a span that nothing takes: on each quarter of an hour, and those that the request names.
    fn free_in(&self, span: TimeSlot) -> impl Iterator<Item = TimeSlot> {
        let local = span.start().with_timezone(&self.zone);
        let past = (local.minute() % STEP_MINUTES) * 60 + local.second();
        let ahead = (STEP_MINUTES * 60 - past) % (STEP_MINUTES * 60);
        let first = span.start() + Duration::seconds(i64::from(ahead));
        let step = Duration::minutes(i64::from(STEP_MINUTES));
        let long_enough = move |gap: &TimeSlot| gap.end() - gap.start() >= self.length();
        let steps = self.busy.gaps(span).filter(long_enough).flat_map(move |gap| {
            let steps = ((gap.start() - first).num_seconds() / step.num_seconds()).max(0);
            let start = first.checked_add_signed(Duration::seconds(steps * step.num_seconds()));
            std::iter::successors(start, move |start| start.checked_add_signed(step))
                .skip_while(move |start| *start < gap.start())
                .map_while(move |start| self.slot_at(start).filter(|slot| slot.end() <= gap.end()))
        });
        let named = [self.request.preferred_start, self.meeting.map(TimeSlot::start)].into_iter().flatten();
        let named = named.filter(move |start| *start >= span.start() && *start < span.end());
        steps.chain(named.filter_map(|start| self.slot_at(start)).filter(|slot| !self.busy.overlap(*slot)))
    }

    fn slot_at(&self, start: DateTime<FixedOffset>) -> Option<TimeSlot> {
        TimeSlot::new(start, start.checked_add_signed(self.length())?).ok()
    }

    /// The same time, in my zone.
    fn on_my_wall(&self, slot: TimeSlot) -> Option<TimeSlot> {
        self.slot_at(slot.start().with_timezone(&self.zone).fixed_offset())
    }

    fn is_no_later_than_the_meeting(&self, slot: TimeSlot) -> bool {
        self.meeting.is_none_or(|meeting| slot.start() <= meeting.start() || slot.end() <= meeting.end())
    }

    /// Working days from today to a day: 0 is today, 1 the next one; counted no further than 2.
    fn notice(&self, day: NaiveDate) -> usize {
        let today = self.situation.now.with_timezone(&self.zone).date_naive();
        let days = days_from(today).skip(1).take_while(|next| *next <= day);
        days.filter(|next| self.situation.hours.is_working_day(*next)).take(2).count()
    }

    fn suits_the_sender(&self, slot: TimeSlot, courtesy: Courtesy) -> bool {
        let Some(zone) = self.request.other_zone else { return true };
        // They proposed the meeting's own time themselves.
        if self.meeting.is_some_and(|meeting| meeting.start() == slot.start()) {
            return true;
        }
        let hours = &self.situation.hours;
        let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or(NaiveTime::MIN);
        let (opens, closes) = match courtesy {
            Courtesy::Office => (hours.start, hours.end),
            Courtesy::Waking => (hour(8), hour(20)),
            Courtesy::Awake => (hour(7), hour(21)),
            Courtesy::Any => return true,
        };
        let (start, end) = (slot.start().with_timezone(&zone), slot.end().with_timezone(&zone));
        hours.weekdays.contains(&start.weekday())
            && start.date_naive() == end.date_naive()
            && start.time() >= opens
            && end.time() <= closes
    }
}
