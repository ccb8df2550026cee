//! What holds for every calendar and every setting.

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::*;
use crate::domain::appointment::{Agenda, Appointment};
use crate::domain::holidays::Region;
use crate::domain::situation::sample::{appointment, instant, situation};
use crate::domain::working_hours::WorkingHours;

const START: &str = "2026-11-23T09:00:00+01:00";

/// A span that begins so many minutes after the start of the tests' time.
fn span(minutes: i64, length: u32) -> TimeSlot {
    TimeSlot::lasting(instant(START) + Duration::minutes(minutes), length)
}

fn zones() -> impl Strategy<Value = Tz> {
    prop::sample::select(vec![
        chrono_tz::Europe::Berlin,
        chrono_tz::America::New_York,
        chrono_tz::Asia::Kathmandu,
        chrono_tz::Australia::Lord_Howe,
        chrono_tz::Pacific::Apia,
    ])
}

fn appointments() -> impl Strategy<Value = Vec<Appointment>> {
    let availability = prop::sample::select(vec![Availability::Busy, Availability::Tentative, Availability::Free]);
    let one = (-3000..60_000_i64, 1..4000_u32, availability, any::<bool>());
    vec(one, 0..60).prop_map(|all| {
        let make = |(start, length, availability, short)| Appointment {
            availability,
            ..appointment("x", span(start, if short { length % 180 } else { length }))
        };
        all.into_iter().map(make).collect()
    })
}

fn working_hours() -> impl Strategy<Value = WorkingHours> {
    let clock = |minutes: u32| NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0).unwrap();
    let weekdays = vec![Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat];
    let regions = prop::sample::select(vec!["DE-BE", "DE-SN", "AT", "CH-TI", "CH-ZH"]);
    let day = (0..40_u64).prop_map(|days| "2026-11-23".parse::<NaiveDate>().unwrap() + chrono::Days::new(days));
    (
        prop::sample::subsequence(weekdays, 0..=6),
        300..900_u32,
        0..800_u32,
        option::of((600..900_u32, 0..90_u32)),
        option::of(regions),
        vec(day, 0..4),
        0..90_u32,
    )
        .prop_map(move |(weekdays, start, length, lunch, region, days_off, buffer_minutes)| WorkingHours {
            weekdays,
            start: clock(start),
            end: clock((start + length).min(1439)),
            lunch: lunch.map(|(from, length)| (clock(from), clock(from + length))),
            holidays: region.and_then(|region| Region::parse(region).ok()),
            days_off,
            buffer_minutes,
        })
}

prop_compose! {
    fn situations()(
        zone in zones(),
        hours in working_hours(),
        all in appointments(),
        minutes in 0..40_000_i64,
    ) -> Situation {
        let mut situation = situation(vec![]);
        situation.me.zone = zone;
        situation.now = (instant(START) + Duration::minutes(minutes)).with_timezone(&zone);
        situation.hours = hours;
        situation.agenda = Agenda::new(all);
        situation
    }
}

/// Whether a time is in the hours of work, told by clock and calendar alone.
fn is_work(slot: TimeSlot, situation: &Situation) -> bool {
    let hours = &situation.hours;
    let (start, end) = (slot.start().with_timezone(&situation.me.zone), slot.end().with_timezone(&situation.me.zone));
    let day = start.date_naive();
    let lunch = hours.lunch.is_some_and(|(from, to)| from < to && start.time() < to && from < end.time());
    day == end.date_naive()
        && hours.weekdays.contains(&day.weekday())
        && !hours.days_off.contains(&day)
        && hours.holidays.is_none_or(|region| region.holiday_on(day).is_none())
        && start.time() >= hours.start
        && end.time() <= hours.end
        && !lunch
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn an_offer_is_free_in_hours_of_work_and_to_come(
        situation in situations(),
        minutes in 1..150_u32,
        count in 0..7_usize,
        wait in 0..3000_i64,
        meeting in option::of((-5000..90_000_i64, 1..3000_u32)),
        stays in any::<bool>(),
        other_zone in option::of(zones()),
        taken in vec((0..60_000_i64, 1..300_u32), 0..5),
    ) {
        let meeting = meeting.map(|(start, length)| span(start, length));
        let taken: Vec<_> = taken.into_iter().map(|(start, length)| span(start, length)).collect();
        let request = SlotRequest {
            minutes,
            count,
            earliest: situation.now.fixed_offset() + Duration::minutes(wait),
            preferred_start: meeting.map(TimeSlot::start).filter(|_| stays),
            meeting,
            other_zone,
            taken: &taken,
            exclude_uid: None,
        };
        let offered = free_slots(&request, &situation);
        prop_assert_eq!(&offered, &free_slots(&request, &situation), "the same again");
        prop_assert!(offered.len() <= count);
        let buffer = Duration::minutes(i64::from(situation.hours.buffer_minutes));
        let busy: Vec<TimeSlot> = situation
            .agenda
            .appointments()
            .iter()
            .filter(|appointment| appointment.availability == Availability::Busy)
            .map(|appointment| appointment.slot)
            .chain(taken.iter().copied())
            .collect();
        for (index, slot) in offered.iter().enumerate() {
            prop_assert_eq!(slot.minutes(), minutes);
            prop_assert!(slot.start() >= request.earliest);
            prop_assert!(is_work(*slot, &situation), "{slot:?}");
            let clear = TimeSlot::new(slot.start() - buffer, slot.end() + buffer).unwrap();
            prop_assert!(!busy.iter().any(|busy| busy.overlaps(clear)), "{slot:?}");
            prop_assert!(offered[..index].iter().all(|earlier| earlier.end() <= slot.start()));
        }
    }

    #[test]
    fn two_times_are_on_two_days_where_nothing_is_in_the_way(mut situation in situations(), count in 2..5_usize) {
        situation.agenda = Agenda::default();
        situation.hours.days_off.clear();
        let request = SlotRequest {
            minutes: 20,
            count,
            earliest: earliest_answer(&situation),
            preferred_start: None,
            meeting: None,
            other_zone: None,
            taken: &[],
            exclude_uid: None,
        };
        let offered = free_slots(&request, &situation);
        let mut days: Vec<_> = offered.iter().map(|slot| slot.start().date_naive()).collect();
        days.dedup();
        let one_day_a_week = situation.hours.weekdays.len() < 2;
        prop_assert!(days.len() >= 2 || offered.is_empty() || one_day_a_week, "{offered:?}");
    }
}

#[test]
fn a_ten_year_calendar_and_a_meeting_far_off_cost_little() {
    let start = instant("2020-01-01T08:00:00+01:00");
    let of_day = |day: i64| {
        (0..6).map(move |hour| {
            appointment("x", TimeSlot::lasting(start + Duration::days(day) + Duration::hours(2 * hour), 60))
        })
    };
    let situation = situation((0..3650).flat_map(of_day).collect());
    let began = std::time::Instant::now();
    for meeting in ["2026-12-01T10:00:00+01:00", "2029-06-01T10:00:00+02:00", "9999-12-31T10:00:00Z"] {
        let request = SlotRequest {
            minutes: 20,
            count: 3,
            earliest: earliest_answer(&situation),
            preferred_start: None,
            meeting: Some(TimeSlot::lasting(instant(meeting), 60)),
            other_zone: Some(chrono_tz::Pacific::Honolulu),
            taken: &[],
            exclude_uid: None,
        };
        let _ = free_slots(&request, &situation);
    }
    assert!(began.elapsed().as_millis() < 3000, "{:?}", began.elapsed());
}

#[test]
fn no_time_is_too_strange() {
    let situation = situation(vec![]);
    let latest = chrono::DateTime::<chrono::Utc>::MAX_UTC.fixed_offset();
    let first = chrono::DateTime::<chrono::Utc>::MIN_UTC.fixed_offset();
    for (earliest, meeting) in [
        (latest, TimeSlot::lasting(first, 60)),
        (first, TimeSlot::lasting(first, u32::MAX)),
        (first, TimeSlot::new(first, latest).unwrap()),
        (instant(START), TimeSlot::lasting(instant("9999-12-31T23:00:00Z"), 30)),
        (instant(START), TimeSlot::lasting(instant(START), u32::MAX)),
    ] {
        let request = SlotRequest {
            minutes: u32::MAX,
            count: usize::MAX,
            earliest,
            preferred_start: Some(latest),
            meeting: Some(meeting),
            other_zone: None,
            taken: &[meeting],
            exclude_uid: None,
        };
        assert_eq!(free_slots(&request, &situation), []);
        let _ = free_slots(&SlotRequest { minutes: 30, ..request }, &situation);
    }
}
