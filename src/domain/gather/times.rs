//! When a meeting could be: an invite says one time, a request in words may offer several.

use chrono::{DateTime, Datelike, FixedOffset};
use chrono_tz::Tz;

use super::calendar_facts::conflicts;
use crate::domain::invite::{Invite, Method};
use crate::domain::situation::Situation;
use crate::domain::spans::is_in_reach;
use crate::domain::time_slot::{MeetingTime, TimeSlot};

/// How long a meeting is thought to be that does not say its end.
const USUAL_MINUTES: u32 = 60;
/// How many offered times are looked at.
const MAX_PROPOSALS: usize = 20;

/// The first time, of those that the invite leaves open, at which nothing else is in my calendar and which is to come.
#[must_use]
pub fn first_free_time(invite: &Invite, situation: &Situation) -> Option<TimeSlot> {
    let uid = invite.meeting.uid.as_deref();
    possible(invite, situation.me.zone)
        .filter(|slot| slot.start() > situation.now)
        .find(|slot| conflicts(*slot, uid, situation).is_empty())
}

/// The times that the meeting would take of me; none where they are not known or beyond all calendars.
pub(super) fn possible(invite: &Invite, zone: Tz) -> impl Iterator<Item = TimeSlot> {
    let minutes = duration_minutes(invite);
    let lasting = move |start: MeetingTime| {
        let minutes = minutes.unwrap_or(if start.is_day() { 24 * 60 } else { USUAL_MINUTES });
        Some(TimeSlot::lasting(instant(start, zone)?, minutes))
    };
    let meeting = &invite.meeting;
    let own = meeting.occurrence.or_else(|| meeting.start.and_then(lasting));
    let offered = invite.proposals.iter().take(MAX_PROPOSALS).filter_map(move |proposal| lasting(proposal.start));
    own.into_iter().chain(offered).filter(|slot| is_in_reach(*slot))
}

/// The length of the meeting. The end of a request in words may be that of a window ("between ten and twelve").
pub(super) fn duration_minutes(invite: &Invite) -> Option<u32> {
    let meeting = &invite.meeting;
    if meeting.duration_minutes.is_some() || invite.method == Method::PlainRequest {
        return meeting.duration_minutes;
    }
    match (meeting.start?, meeting.end?) {
        (MeetingTime::At(start), MeetingTime::At(end)) => TimeSlot::new(start, end).ok().map(TimeSlot::minutes),
        (MeetingTime::Day(start), MeetingTime::Day(end)) => {
            u32::try_from((end - start).num_minutes()).ok().filter(|minutes| *minutes > 0)
        }
        _ => None,
    }
}

fn instant(time: MeetingTime, zone: Tz) -> Option<DateTime<FixedOffset>> {
    match time {
        MeetingTime::At(instant) => Some(instant),
        MeetingTime::Day(day) if (1..=9999).contains(&day.year()) => Some(time.instant(zone).fixed_offset()),
        MeetingTime::Day(_) => None,
    }
}
