//! Dates and times of properties (RFC 5545 §3.3.4, §3.3.5).

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime};

use super::content_line::ContentLine;

/// When something is, in the form in which the invite says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Moment {
    pub time: Time,
    /// The zone of a local time; none: it floats.
    pub zone: Option<String>,
}

/// The forms of DATE and DATE-TIME.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Time {
    Day(NaiveDate),
    Utc(NaiveDateTime),
    Local(NaiveDateTime),
}

impl Moment {
    /// Reads DTSTART and its like; `None` where no calendar program would understand it.
    pub fn read(property: &ContentLine) -> Option<Self> {
        let is_day = property.parameter("VALUE").is_some_and(|kind| kind.eq_ignore_ascii_case("DATE"));
        let time = time(&property.value, is_day)?;
        let zone = property.parameter("TZID").filter(|_| matches!(time, Time::Local(_))).map(ToOwned::to_owned);
        Some(Self { time, zone })
    }

    /// Writes it as a property.
    pub fn property(&self, name: &str) -> ContentLine {
        match self.time {
            Time::Day(day) => ContentLine::new(name, day.format("%Y%m%d").to_string()).with("VALUE", "DATE"),
            Time::Utc(time) => ContentLine::new(name, time.format("%Y%m%dT%H%M%SZ").to_string()),
            Time::Local(time) => {
                let property = ContentLine::new(name, time.format("%Y%m%dT%H%M%S").to_string());
                property.with("TZID", self.zone.as_deref().unwrap_or(""))
            }
        }
    }

    /// The same form, some time later by the clock on the wall.
    pub fn plus(&self, length: Duration) -> Option<Self> {
        let time = match self.time {
            Time::Day(day) => Time::Day(day.checked_add_signed(length)?),
            Time::Utc(time) => Time::Utc(time.checked_add_signed(length)?),
            Time::Local(time) => Time::Local(time.checked_add_signed(length)?),
        };
        Some(Self { time, zone: self.zone.clone() })
    }

    /// What stands on the wall.
    pub fn wall(&self) -> NaiveDateTime {
        match self.time {
            Time::Day(day) => day.and_time(chrono::NaiveTime::MIN),
            Time::Utc(time) | Time::Local(time) => time,
        }
    }

    /// Whether it is a day.
    pub fn is_day(&self) -> bool {
        matches!(self.time, Time::Day(_))
    }
}

/// A DATE or DATE-TIME of years that every calendar program knows.
pub(super) fn time(value: &str, is_day: bool) -> Option<Time> {
    let value = value.trim().to_ascii_uppercase();
    let day = NaiveDate::parse_from_str(value.get(..8)?, "%Y%m%d").ok()?;
    if !(1900..9000).contains(&day.year()) || !value.as_bytes()[..8].iter().all(u8::is_ascii_digit) {
        return None;
    }
    let rest = &value[8..];
    if is_day || rest.is_empty() {
        return Some(Time::Day(day));
    }
    let (clock, is_utc) = rest.strip_suffix('Z').map_or((rest, false), |clock| (clock, true));
    let digits = clock.strip_prefix('T').filter(|digits| digits.bytes().all(|c| c.is_ascii_digit()))?;
    let number = |at: usize| digits.get(at..at + 2)?.parse::<u32>().ok();
    let seconds = if digits.len() == 4 { 0 } else { number(4)? };
    let time = day.and_hms_opt(number(0)?, number(2)?, seconds).filter(|_| matches!(digits.len(), 4 | 6))?;
    Some(if is_utc { Time::Utc(time) } else { Time::Local(time) })
}

/// A DURATION (RFC 5545 §3.3.6) that is longer than nothing and shorter than a century.
pub(super) fn duration(value: &str) -> Option<Duration> {
    let value = value.trim().to_ascii_uppercase();
    let rest = value.strip_prefix('+').unwrap_or(&value).strip_prefix('P')?;
    let (mut seconds, mut number, mut in_time) = (0_i64, String::new(), false);
    for character in rest.chars() {
        let unit = match character {
            '0'..='9' if number.len() < 9 => {
                number.push(character);
                continue;
            }
            'T' if !in_time && number.is_empty() => {
                in_time = true;
                continue;
            }
            'W' if !in_time => 7 * 86_400,
            'D' if !in_time => 86_400,
            'H' if in_time => 3_600,
            'M' if in_time => 60,
            'S' if in_time => 1,
            _ => return None,
        };
        seconds += unit * std::mem::take(&mut number).parse::<i64>().ok()?;
    }
    let sensible = number.is_empty() && (1..100 * 366 * 86_400).contains(&seconds);
    sensible.then(|| Duration::seconds(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(line: &str) -> Option<String> {
        let moment = Moment::read(&ContentLine::read(line)?)?;
        let mut out = String::new();
        moment.property("DTSTART").write(&mut out);
        Some(out.trim_end().to_owned())
    }

    #[test]
    fn times_keep_their_form() {
        let cases = [
            ("DTSTART:20261126T140000Z", Some("DTSTART:20261126T140000Z")),
            ("DTSTART:20261126T140000", Some("DTSTART:20261126T140000")),
            ("DTSTART;TZID=Europe/Berlin:20261126T140000", Some("DTSTART;TZID=Europe/Berlin:20261126T140000")),
            ("DTSTART;TZID=Europe/Berlin:20261126T140000Z", Some("DTSTART:20261126T140000Z")),
            ("DTSTART;VALUE=DATE:20261126", Some("DTSTART;VALUE=DATE:20261126")),
            ("DTSTART:20261126", Some("DTSTART;VALUE=DATE:20261126")),
            ("DTSTART;VALUE=DATE;TZID=Europe/Berlin:20261126T000000", Some("DTSTART;VALUE=DATE:20261126")),
            ("DTSTART: 20261126t1400z ", Some("DTSTART:20261126T140000Z")),
            ("DTSTART:20261399T140000Z", None),
            ("DTSTART:20261126T250000Z", None),
            ("DTSTART:00010101", None),
            ("DTSTART:heute", None),
            ("DTSTART:2026112äT14", None),
            ("DTSTART:", None),
        ];
        for (line, expected) in cases {
            assert_eq!(rewritten(line).as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn durations_are_read() {
        let cases = [
            ("PT1H30M", Some(90)),
            ("P1DT1H", Some(25 * 60)),
            ("P2W", Some(14 * 24 * 60)),
            ("+PT15M", Some(15)),
            ("-PT15M", None),
            ("PT0S", None),
            ("P999999999999W", None),
            ("PT", None),
            ("1H", None),
            ("PT1", None),
        ];
        for (value, minutes) in cases {
            assert_eq!(duration(value).map(|length| length.num_minutes()), minutes, "{value}");
        }
    }
}
