//! The zone of a meeting: when its clock is how far from UTC (MS-OXOCAL §2.2.1.39, §2.2.1.41).

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime, Utc, Weekday};

use super::code_page::CodePage;
use super::cursor::Cursor;
use super::properties::one_line;

/// A zone with one rule for all years, as Outlook knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    /// The name of Windows (`W. Europe Standard Time`), or its description where a file has only that.
    pub name: String,
    /// Minutes east of UTC in winter.
    pub standard: i32,
    /// What is different in summer.
    pub daylight: Option<Daylight>,
}

/// Daylight saving time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Daylight {
    /// Minutes east of UTC.
    pub offset: i32,
    /// When it begins, on the clock of standard time.
    pub begins: Change,
    /// When it ends, on its own clock.
    pub ends: Change,
}

/// When the clocks change each year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    pub month: u32,
    pub day: ChangeDay,
    pub time: NaiveTime,
}

/// The day on which the clocks change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeDay {
    /// The first to fourth such weekday of the month; five is the last.
    Nth(u8, Weekday),
    /// A day of the month.
    Fixed(u32),
}

/// Bits of a rule in a definition: it is the one that the meeting was made with.
const EFFECTIVE: u16 = 2;

impl Zone {
    /// Reads a `TZDEFINITION`: a name and rules for several years, of which the effective one counts.
    pub fn from_definition(bytes: &[u8]) -> Option<Self> {
        let mut cursor = Cursor::new(bytes);
        let (_version, _header, _reserved) = (cursor.u16()?, cursor.u16()?, cursor.u16()?);
        let characters = cursor.u16()?;
        let name = zone_name(&CodePage::UTF_16.decode(cursor.take(usize::from(characters) * 2)?))?;
        let mut rules = Vec::new();
        for _ in 0..cursor.u16()? {
            let Some(rule) = cursor.take(66) else { break };
            rules.push(rule);
        }
        let is_effective = |rule: &&&[u8]| Cursor::new(&rule[4..]).u16().is_some_and(|flags| flags & EFFECTIVE != 0);
        let rule = rules.iter().find(is_effective).or(rules.last())?;
        let mut cursor = Cursor::new(&rule[22..]);
        let biases = [cursor.i32()?, cursor.i32()?, cursor.i32()?];
        Self::from_rule(&name, biases, cursor.array()?, cursor.array()?)
    }

    /// Reads a `TZREG`, which has no name; without a description it is called by its rule.
    pub fn from_struct(bytes: &[u8], description: Option<&str>) -> Option<Self> {
        let mut cursor = Cursor::new(bytes);
        let biases = [cursor.i32()?, cursor.i32()?, cursor.i32()?];
        let _year = cursor.u16()?;
        let standard = cursor.array()?;
        let _year = cursor.u16()?;
        let daylight = cursor.array()?;
        let zone = Self::from_rule("", biases, standard, daylight)?;
        let name = description.and_then(zone_name);
        let name = name.unwrap_or_else(|| zone.name_by_rule());
        Some(Self { name, ..zone })
    }

    /// A zone without summer time, by a name of IANA's where it is one of whole hours.
    pub fn fixed(offset: i32) -> Self {
        let sign = |east| if (offset < 0) == east { '-' } else { '+' };
        let (hours, minutes) = (offset.abs() / 60, offset.abs() % 60);
        let name = match (hours, minutes) {
            (0, 0) => "UTC".to_owned(),
            // POSIX counts hours west of Greenwich.
            (1..=12, 0) => format!("Etc/GMT{}{hours}", sign(false)),
            _ => format!("UTC{}{hours:02}:{minutes:02}", sign(true)),
        };
        Self { name, standard: offset, daylight: None }
    }

    /// The name under which Windows has a zone with these rules.
    fn name_by_rule(&self) -> String {
        let summer = self.daylight.map(|daylight| (daylight.begins.rule(), daylight.ends.rule()));
        let last_sunday = ChangeDay::Nth(5, Weekday::Sun);
        let europe = Some(((3, last_sunday), (10, last_sunday)));
        let america = Some(((3, ChangeDay::Nth(2, Weekday::Sun)), (11, ChangeDay::Nth(1, Weekday::Sun))));
        let known = match self.standard {
            0 if summer == europe => "GMT Standard Time",
            60 if summer == europe => "W. Europe Standard Time",
            120 if summer == europe => "FLE Standard Time",
            -300 if summer == america => "Eastern Standard Time",
            -360 if summer == america => "Central Standard Time",
            -420 if summer == america => "Mountain Standard Time",
            -480 if summer == america => "Pacific Standard Time",
            offset if summer.is_none() => return Self::fixed(offset).name,
            offset => return format!("{} with summer time", Self::fixed(offset).name),
        };
        known.to_owned()
    }

    fn from_rule(name: &str, biases: [i32; 3], standard: [u8; 16], daylight: [u8; 16]) -> Option<Self> {
        // Biases are minutes west of UTC.
        let [bias, standard_bias, daylight_bias] = biases;
        let offset = |extra: i32| {
            let offset = bias.checked_add(extra)?.checked_neg()?;
            (-15 * 60..=15 * 60).contains(&offset).then_some(offset)
        };
        let daylight = match (Change::read(daylight), Change::read(standard), offset(daylight_bias)) {
            (Some(begins), Some(ends), Some(offset)) => Some(Daylight { offset, begins, ends }),
            _ => None,
        };
        Some(Self { name: name.to_owned(), standard: offset(standard_bias)?, daylight })
    }

    /// Whether its clock is always UTC.
    pub fn is_utc(&self) -> bool {
        self.standard == 0 && self.daylight.is_none()
    }

    /// What the zone's clock shows.
    pub fn to_local(&self, instant: DateTime<Utc>) -> NaiveDateTime {
        instant.naive_utc() + Duration::minutes(i64::from(self.offset_at(instant.naive_utc())))
    }

    /// The instant at which the zone's clock shows a time; the earlier one where it does so twice.
    pub fn to_utc(&self, local: NaiveDateTime) -> DateTime<Utc> {
        let at = |offset: i32| local - Duration::minutes(i64::from(offset));
        if let Some(daylight) = self.daylight
            && self.offset_at(at(daylight.offset)) == daylight.offset
        {
            return at(daylight.offset).and_utc();
        }
        at(self.standard).and_utc()
    }

    /// Minutes east of UTC at an instant.
    fn offset_at(&self, utc: NaiveDateTime) -> i32 {
        let Some(daylight) = self.daylight else { return self.standard };
        let year = (utc + Duration::minutes(i64::from(self.standard))).year();
        let (Some(begins), Some(ends)) = (daylight.begins.in_year(year), daylight.ends.in_year(year)) else {
            return self.standard;
        };
        let begins = begins - Duration::minutes(i64::from(self.standard));
        let ends = ends - Duration::minutes(i64::from(daylight.offset));
        let is_daylight = if begins < ends { begins <= utc && utc < ends } else { utc < ends || begins <= utc };
        if is_daylight { daylight.offset } else { self.standard }
    }
}

impl Change {
    /// Reads a `SYSTEMTIME`; month 0 means that the clocks never change.
    fn read(bytes: [u8; 16]) -> Option<Self> {
        let mut cursor = Cursor::new(&bytes);
        let (year, month, weekday, day) = (cursor.u16()?, cursor.u16()?, cursor.u16()?, cursor.u16()?);
        let (hour, minute, second) = (cursor.u16()?, cursor.u16()?, cursor.u16()?);
        let day = if year == 0 {
            let nth = u8::try_from(day).ok().filter(|nth| (1..=5).contains(nth))?;
            ChangeDay::Nth(nth, weekday_of(weekday.into())?)
        } else {
            ChangeDay::Fixed(day.into())
        };
        let change = Self {
            month: month.into(),
            day,
            time: NaiveTime::from_hms_opt(hour.into(), minute.into(), second.into())?,
        };
        change.in_year(1970).map(|_| change)
    }

    /// The month and the day of it.
    fn rule(self) -> (u32, ChangeDay) {
        (self.month, self.day)
    }

    /// The day and time on which the clocks change in a year.
    pub fn in_year(self, year: i32) -> Option<NaiveDateTime> {
        let date = match self.day {
            ChangeDay::Fixed(day) => NaiveDate::from_ymd_opt(year, self.month, day),
            ChangeDay::Nth(nth, weekday) => NaiveDate::from_weekday_of_month_opt(year, self.month, weekday, nth)
                .or_else(|| NaiveDate::from_weekday_of_month_opt(year, self.month, weekday, nth - 1)),
        };
        Some(date?.and_time(self.time))
    }
}

/// A name that can stand in a parameter, which holds no quotation marks.
fn zone_name(text: &str) -> Option<String> {
    const MAX_CHARS: usize = 200;
    one_line(text).map(|name| name.replace('"', "'").chars().take(MAX_CHARS).collect())
}

/// A weekday as Windows counts it, from Sunday.
pub fn weekday_of(number: u32) -> Option<Weekday> {
    let days = [Weekday::Sun, Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat];
    days.get(usize::try_from(number).ok()?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn system_time(month: u16, nth: u16, hour: u16) -> [u8; 16] {
        let mut bytes = [0; 16];
        for (place, number) in bytes.chunks_exact_mut(2).zip([0, month, 0, nth, hour]) {
            place.copy_from_slice(&number.to_le_bytes());
        }
        bytes
    }

    fn zone(bias: i32, begins: [u8; 16], ends: [u8; 16]) -> Zone {
        Zone::from_rule("x", [bias, 0, -60], ends, begins).unwrap()
    }

    #[test]
    fn the_clock_follows_summer_time_in_both_halves_of_the_world() {
        let berlin = zone(-60, system_time(3, 5, 2), system_time(10, 5, 3));
        let sydney = zone(-600, system_time(10, 1, 2), system_time(4, 1, 3));
        let kolkata = zone(-330, [0; 16], [0; 16]);
        let cases = [
            (&berlin, "2026-03-29T00:59:00Z", "2026-03-29T01:59:00"),
            (&berlin, "2026-03-29T01:00:00Z", "2026-03-29T03:00:00"),
            (&berlin, "2026-10-25T00:59:00Z", "2026-10-25T02:59:00"),
            (&berlin, "2026-10-25T01:00:00Z", "2026-10-25T02:00:00"),
            (&sydney, "2026-01-01T00:00:00Z", "2026-01-01T11:00:00"),
            (&sydney, "2026-07-01T00:00:00Z", "2026-07-01T10:00:00"),
            (&kolkata, "2026-07-01T00:00:00Z", "2026-07-01T05:30:00"),
        ];
        for (zone, instant, local) in cases {
            let (instant, local) = (instant.parse::<DateTime<Utc>>().unwrap(), local.parse().unwrap());
            assert_eq!(zone.to_local(instant), local);
            // Of the hour that comes twice the first one counts.
            let again = (zone.to_utc(local) - instant).num_minutes();
            assert!(again == 0 || again == -60 && local.to_string().starts_with("2026-10-25 02"), "{local} {again}");
        }
    }

    #[test]
    fn zones_without_a_name_get_one() {
        let cases = [
            (zone(-60, system_time(3, 5, 2), system_time(10, 5, 3)), "W. Europe Standard Time"),
            (zone(300, system_time(3, 2, 2), system_time(11, 1, 2)), "Eastern Standard Time"),
            (zone(-600, system_time(10, 1, 2), system_time(4, 1, 3)), "Etc/GMT-10 with summer time"),
            (zone(-60, [0; 16], [0; 16]), "Etc/GMT-1"),
            (zone(180, [0; 16], [0; 16]), "Etc/GMT+3"),
            (zone(-330, [0; 16], [0; 16]), "UTC+05:30"),
            (zone(0, [0; 16], [0; 16]), "UTC"),
        ];
        for (zone, expected) in cases {
            assert_eq!(zone.name_by_rule(), expected);
        }
    }

    #[test]
    fn nonsense_is_no_zone() {
        assert_eq!(Zone::from_struct(&[0; 47], None), None);
        assert_eq!(Zone::from_struct(&[0x7f; 48], None), None);
        assert_eq!(Zone::from_definition(&[2, 1, 0, 0, 2, 0, 1, 0, b'x', 0, 1, 0]), None);
    }
}
