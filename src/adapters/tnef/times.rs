//! The ways in which MAPI counts time.

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveDateTime, Utc};

use super::cursor::Cursor;

/// 1 January 1601, from which Windows counts, in seconds before 1970.
const EPOCH_SECONDS: i64 = 11_644_473_600;

/// Later years stand for «never»: MAPI writes the last minute of 4500 or the first of 4501.
const LAST_YEAR: i32 = 4499;

/// A FILETIME: units of 100 nanoseconds since 1601, in UTC. Fractions of a second are dropped.
pub fn from_filetime(ticks: i64) -> Option<DateTime<Utc>> {
    let instant = DateTime::from_timestamp(ticks.div_euclid(10_000_000) - EPOCH_SECONDS, 0)?;
    (1602..=LAST_YEAR).contains(&instant.year()).then_some(instant)
}

/// Minutes since 1601 on the clock of the meeting's zone (MS-OXOCAL §2.2.1.44.1); `None` for «never».
pub fn from_minutes(minutes: u32) -> Option<NaiveDateTime> {
    let epoch = NaiveDate::from_ymd_opt(1601, 1, 1)?.and_hms_opt(0, 0, 0)?;
    epoch.checked_add_signed(Duration::minutes(i64::from(minutes))).filter(|time| time.year() <= LAST_YEAR)
}

/// A date-time record (MS-OXTNEF §2.1.3.3.4): the clock of the sender's computer.
pub fn from_record(bytes: &[u8]) -> Option<NaiveDateTime> {
    let mut cursor = Cursor::new(bytes);
    let mut next = || cursor.u16();
    let (year, month, day) = (next()?, next()?, next()?);
    let (hour, minute, second) = (next()?, next()?, next()?);
    NaiveDate::from_ymd_opt(i32::from(year), month.into(), day.into())
        .filter(|date| (1602..=LAST_YEAR).contains(&date.year()))?
        .and_hms_opt(hour.into(), minute.into(), second.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_clocks_agree() {
        let expected = NaiveDate::from_ymd_opt(2026, 11, 26).unwrap().and_hms_opt(14, 30, 0).unwrap();
        let minutes = (expected.and_utc().timestamp() + EPOCH_SECONDS) / 60;
        assert_eq!(from_filetime(minutes * 600_000_000).unwrap().naive_utc(), expected);
        assert_eq!(from_minutes(u32::try_from(minutes).unwrap()), Some(expected));
        assert_eq!(from_record(&[0xea, 7, 11, 0, 26, 0, 14, 0, 30, 0, 0, 0, 4, 0]), Some(expected));
    }

    #[test]
    fn never_and_nonsense_are_no_times() {
        assert_eq!(from_filetime(0x0cb3_4557_a3dd_4000), None);
        assert_eq!(from_filetime(0), None);
        assert_eq!(from_filetime(i64::MAX), None);
        assert_eq!(from_filetime(i64::MIN), None);
        assert_eq!(from_minutes(0x5ae9_80df), None);
        assert_eq!(from_record(&[0xea, 7, 13, 0, 26, 0, 14, 0, 30, 0, 0, 0]), None);
        assert_eq!(from_record(&[]), None);
    }
}
