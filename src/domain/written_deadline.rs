//! By when a written answer can be promised.

use chrono::{DateTime, Duration, FixedOffset, NaiveDate, NaiveTime, Timelike};

use super::situation::Situation;
use super::spans::is_in_reach;
use super::time_slot::{TimeSlot, midnight};
use super::working_hours::{days_from, instant};

/// Hours of work that the answer itself takes, with all that lies before it.
const WRITING_MINUTES: u32 = 120;
/// Without a meeting, or after it, the answer is promised for this working day from now.
const USUAL_DAYS: usize = 2;
/// How far back a working day before the meeting is looked for.
const MAX_DAYS_BACK: usize = 30;
/// Later in the day nobody reads.
const CLOSING_HOUR: u32 = 17;

/// The working day before the meeting, at noon for a meeting in the morning, else at the end of work; where that is
/// too soon, up to an hour before the meeting; where that is too soon as well, the end of the second working day.
#[must_use]
pub fn written_deadline(meeting: Option<TimeSlot>, situation: &Situation) -> DateTime<FixedOffset> {
    let zone = situation.me.zone;
    let now = situation.now.with_timezone(&zone);
    let ready = situation.hours.after(now, WRITING_MINUTES);
    let before = meeting.filter(|meeting| is_in_reach(*meeting)).and_then(|meeting| {
        let start = meeting.start().with_timezone(&zone);
        let earlier = (1..=MAX_DAYS_BACK).filter_map(|back| start.date_naive().checked_sub_days(days(back)));
        let eve = earlier.take_while(|day| *day >= now.date_naive()).find(|day| is_at_work(*day, situation));
        let morning = start.hour() < 12;
        let noon = eve.filter(|_| morning).and_then(|day| noon(day, situation));
        let evening = eve.and_then(|day| closing(day, situation));
        let same_day = full_hour_before(start.fixed_offset() - Duration::hours(1));
        let opening = situation.hours.spans(start.date_naive(), zone).first().map(|span| span.start());
        let in_time = opening.filter(|opening| *opening <= same_day).map(|_| same_day);
        [noon, evening, in_time].into_iter().flatten().find(|deadline| *deadline >= ready)
    });
    before.unwrap_or_else(|| {
        let coming = days_from(now.date_naive()).skip(1).filter(|day| is_at_work(*day, situation));
        let closings = coming.filter_map(|day| closing(day, situation)).filter(|deadline| *deadline >= ready);
        closings.take(USUAL_DAYS).last().unwrap_or(ready)
    })
}

fn days(count: usize) -> chrono::Days {
    chrono::Days::new(count as u64)
}

/// A working day that no absence takes whole.
fn is_at_work(day: NaiveDate, situation: &Situation) -> bool {
    let zone = situation.me.zone;
    let whole = TimeSlot::lasting(midnight(day, zone).fixed_offset(), 24 * 60);
    situation.hours.is_working_day(day)
        && !situation.agenda.busy_during(whole, None).any(|appointment| appointment.all_day)
}

fn noon(day: NaiveDate, situation: &Situation) -> Option<DateTime<FixedOffset>> {
    let noon = instant(day, NaiveTime::from_hms_opt(12, 0, 0)?, situation.me.zone)?;
    let spans = situation.hours.spans(day, situation.me.zone);
    (spans.first()?.start() < noon && noon <= spans.last()?.end()).then_some(noon)
}

/// The end of work, at five at the latest.
fn closing(day: NaiveDate, situation: &Situation) -> Option<DateTime<FixedOffset>> {
    let end = situation.hours.spans(day, situation.me.zone).last()?.end();
    let five = instant(day, NaiveTime::from_hms_opt(CLOSING_HOUR, 0, 0)?, situation.me.zone)?;
    let spans = situation.hours.spans(day, situation.me.zone);
    Some(if spans.first()?.start() < five { end.min(five) } else { end })
}

fn full_hour_before(instant: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
    instant - Duration::minutes(i64::from(instant.minute())) - Duration::seconds(i64::from(instant.second()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::appointment::Appointment;
    use crate::domain::situation::sample::{instant as at, situation, slot, whole_days};

    #[test]
    fn a_written_answer_comes_a_working_day_before_the_meeting() {
        // Now is Monday, nine o'clock.
        let cases = [
            ("2026-11-26 11:00-12:30", "2026-11-25T12:00:00+01:00"),
            ("2026-11-26 14:00-15:00", "2026-11-25T17:00:00+01:00"),
            ("2026-11-30 15:00-16:30", "2026-11-27T17:00:00+01:00"),
            ("2026-12-28 09:00-10:00", "2026-12-24T12:00:00+01:00"),
            // Tomorrow.
            ("2026-11-24 09:00-10:00", "2026-11-23T12:00:00+01:00"),
            ("2026-11-24 14:00-15:30", "2026-11-23T17:00:00+01:00"),
            // Today.
            ("2026-11-23 16:30-17:00", "2026-11-23T15:00:00+01:00"),
            ("2026-11-23 10:00-11:00", "2026-11-25T17:00:00+01:00"),
            // Over.
            ("2026-11-20 10:00-11:00", "2026-11-25T17:00:00+01:00"),
        ];
        for (meeting, expected) in cases {
            assert_eq!(written_deadline(Some(slot(meeting)), &situation(vec![])).to_rfc3339(), expected, "{meeting}");
        }
        assert_eq!(written_deadline(None, &situation(vec![])).to_rfc3339(), "2026-11-25T17:00:00+01:00");
    }

    #[test]
    fn nothing_is_promised_for_a_day_off() {
        let holidays: Vec<Appointment> = vec![whole_days("Urlaub", "2026-11-25", "2026-11-27")];
        let meeting = Some(slot("2026-11-27 14:00-15:00"));
        assert_eq!(written_deadline(meeting, &situation(holidays)).to_rfc3339(), "2026-11-24T17:00:00+01:00");
    }

    #[test]
    fn a_promise_is_never_of_the_past() {
        let mut situation = situation(vec![]);
        for hours in 0..24 * 21 {
            situation.now =
                (at("2026-12-18T00:30:00+01:00") + Duration::hours(hours)).with_timezone(&situation.me.zone);
            for meeting in ["2026-12-18 10:00-11:00", "2026-12-28 14:00-15:00", "2027-01-04 08:00-09:00"] {
                let deadline = written_deadline(Some(slot(meeting)), &situation);
                let day = deadline.with_timezone(&situation.me.zone).date_naive();
                assert!(deadline > situation.now, "{deadline}");
                assert!(situation.hours.is_working_day(day), "{deadline}");
            }
        }
    }
}
