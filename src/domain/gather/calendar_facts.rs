//! What my calendar says of a meeting: clashes, the load of its week, earlier meetings with the organizer.

use std::collections::HashSet;

use chrono::{Datelike, Days, Duration};

use crate::domain::address::EmailAddress;
use crate::domain::appointment::Availability;
use crate::domain::facts::Conflict;
use crate::domain::situation::Situation;
use crate::domain::spans::{Spans, common};
use crate::domain::time_slot::{TimeSlot, midnight};

/// How many conflicts are named.
const MAX_CONFLICTS: usize = 20;
/// How far back earlier meetings count.
const DAYS_BACK: i64 = 90;
/// A longer appointment is no meeting from its first to its last minute: only hours of work count.
const MAX_MEETING_HOURS: i64 = 12;

/// What takes my time during the meeting, the meeting itself left out.
pub(super) fn conflicts(slot: TimeSlot, uid: Option<&str>, situation: &Situation) -> Vec<Conflict> {
    situation
        .agenda
        .busy_during(slot, uid)
        .take(MAX_CONFLICTS)
        .map(|appointment| Conflict {
            summary: appointment.summary.clone().unwrap_or_else(|| "busy".to_owned()),
            slot: appointment.slot,
        })
        .collect()
}

/// Hours of meetings in the ISO week of the meeting, what overlaps counted once, the meeting itself left out.
pub(super) fn workload_hours(slot: TimeSlot, uid: Option<&str>, situation: &Situation) -> f64 {
    let zone = situation.me.zone;
    let day = slot.start().with_timezone(&zone).date_naive();
    let week = day
        .checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday())))
        .and_then(|monday| Some((monday, monday.checked_add_days(Days::new(7))?)))
        .and_then(|(monday, next)| {
            TimeSlot::new(midnight(monday, zone).fixed_offset(), midnight(next, zone).fixed_offset()).ok()
        });
    let Some(week) = week else { return 0.0 };
    let working = situation.hours.within(week, zone);
    let meetings = situation.agenda.busy_during(week, uid).flat_map(|appointment| {
        let long = appointment.slot.end() - appointment.slot.start() > Duration::hours(MAX_MEETING_HOURS);
        let parts = if appointment.all_day || long { working.as_slice() } else { std::slice::from_ref(&week) };
        parts.iter().filter_map(move |part| common(*part, appointment.slot))
    });
    hours(Spans::covering(meetings, Duration::zero()).minutes())
}

/// How often I met somebody of late.
pub(super) fn met_before(person: &EmailAddress, situation: &Situation) -> u32 {
    let now = situation.now.fixed_offset();
    let back = now.checked_sub_signed(Duration::days(DAYS_BACK)).and_then(|start| TimeSlot::new(start, now).ok());
    let Some(back) = back else { return 0 };
    let meetings: HashSet<_> = situation
        .agenda
        .during(back)
        .filter(|appointment| {
            appointment.availability == Availability::Busy
                && appointment.slot.start() >= back.start()
                && appointment.slot.end() <= now
                && appointment.involves(person)
        })
        // The same meeting may stand in two of my calendars.
        .map(|appointment| (appointment.slot.start(), appointment.slot.end()))
        .collect();
    u32::try_from(meetings.len()).unwrap_or(u32::MAX)
}

/// Minutes as hours, to the hundredth.
pub(super) fn hours(minutes: i64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "no calendar holds 2^52 minutes")]
    let minutes = minutes as f64;
    (minutes / 60.0 * 100.0).round() / 100.0
}
