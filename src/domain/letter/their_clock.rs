//! The zone of an organizer whose clock shows another time than mine.

use chrono::{DateTime, FixedOffset, Offset};
use chrono_tz::Tz;

use super::source::LetterSource;
use crate::domain::time_slot::MeetingTime;

/// The organizer's zone, where the invite names one in which the clock differs from mine at that time.
///
/// Programs write UTC for everybody, so that names no place.
pub(super) fn their_zone(source: &LetterSource) -> Option<Tz> {
    let meeting = &source.case.invite.meeting;
    let start = match meeting.start {
        Some(MeetingTime::At(start)) => start,
        Some(MeetingTime::Day(_)) => return None,
        None => source.situation.now.fixed_offset(),
    };
    let zone: Tz = meeting.time_zone.as_deref()?.parse().ok()?;
    (names_a_place(zone) && differs(start, zone, source.situation.me.zone)).then_some(zone)
}

fn names_a_place(zone: Tz) -> bool {
    let name = zone.name();
    name.contains('/') && !name.starts_with("Etc/")
}

fn differs(at: DateTime<FixedOffset>, theirs: Tz, mine: Tz) -> bool {
    at.with_timezone(&theirs).offset().fix() != at.with_timezone(&mine).offset().fix()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_another_clock_counts() {
        let at = DateTime::parse_from_rfc3339("2026-12-03T14:00:00+01:00").unwrap();
        for (zone, expected) in [
            (Tz::America__New_York, true),
            (Tz::Europe__London, true),
            (Tz::Europe__Vienna, false),
            (Tz::UTC, false),
            (Tz::Etc__UTC, false),
        ] {
            assert_eq!(names_a_place(zone) && differs(at, zone, Tz::Europe__Berlin), expected, "{zone}");
        }
    }
}
