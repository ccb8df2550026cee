//! A zone that the invite describes itself: a VTIMEZONE (RFC 5545 §3.6.5), cleaned, and what it says.

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, Timelike, Weekday};

use super::content_line::ContentLine;
use super::moment::{Time, time};
use super::recurrence::{Rule, plausible};
use super::source::Zone;
use super::text;
use crate::german::numbered_weekday;

/// A well-formed VTIMEZONE.
#[derive(Debug, Clone)]
pub(super) struct DescribedZone {
    /// As the invite wrote it, without what no reader understands.
    pub lines: Vec<ContentLine>,
    /// What it says.
    pub rules: Option<ZoneRules>,
}

/// When the clocks of a zone change.
#[derive(Debug, Clone)]
pub(super) struct ZoneRules {
    parts: Vec<Part>,
}

/// A STANDARD or DAYLIGHT.
#[derive(Debug, Clone)]
struct Part {
    start: NaiveDateTime,
    /// Seconds to the east of UTC, before and after its onset.
    from: i32,
    to: i32,
    rule: Option<YearlyRule>,
    dates: Vec<NaiveDateTime>,
}

/// The day of a year on which clocks change.
#[derive(Debug, Clone)]
struct YearlyRule {
    month: u32,
    /// The how manieth of a month (negative: from its end; 0: any), and of what.
    weekday: Option<(i32, Weekday)>,
    days: Vec<u32>,
    /// The last onset, in UTC.
    until: Option<NaiveDateTime>,
}

/// The history of a zone has no more parts; each may list so many onsets.
const MAX_PARTS: usize = 200;
const MAX_DATES: usize = 200;

impl DescribedZone {
    /// Reads a VTIMEZONE; `None` where a part of it is not well-formed.
    pub fn read(zone: &Zone) -> Option<Self> {
        let mut lines = Vec::new();
        let mut parts: Vec<Option<Part>> = Vec::new();
        let mut part: Option<Vec<&ContentLine>> = None;
        for line in &zone.lines {
            let component = line.value.trim().to_ascii_uppercase();
            match (line.name.as_str(), component.as_str()) {
                ("BEGIN" | "END", "VTIMEZONE") => {}
                ("BEGIN", "STANDARD" | "DAYLIGHT") if part.is_none() && parts.len() < MAX_PARTS => {
                    lines.push(ContentLine::new("BEGIN", component));
                    part = Some(Vec::new());
                }
                ("END", "STANDARD" | "DAYLIGHT") => {
                    let (read, kept) = Part::read(&part.take()?)?;
                    parts.push(read);
                    lines.extend(kept);
                    lines.push(ContentLine::new("END", component));
                }
                ("BEGIN" | "END", _) => return None,
                (name, _) => match &mut part {
                    Some(part) => part.push(line),
                    None if name == "TZID" => lines.insert(0, ContentLine::new("TZID", text::valid(&line.value))),
                    None if name == "X-LIC-LOCATION" => lines.push(line.clone().keeping(|_| false)),
                    None => {}
                },
            }
        }
        let closed =
            part.is_none() && !parts.is_empty() && lines.iter().filter(|line| line.name == "TZID").count() == 1;
        lines.insert(0, ContentLine::new("BEGIN", "VTIMEZONE"));
        lines.push(ContentLine::new("END", "VTIMEZONE"));
        let rules = parts.into_iter().collect::<Option<_>>().map(|parts| ZoneRules { parts });
        closed.then_some(Self { lines, rules })
    }
}

impl ZoneRules {
    /// The distance from UTC at an instant, in seconds to the east.
    pub fn offset_at(&self, utc: NaiveDateTime) -> i32 {
        let latest =
            self.parts.iter().filter_map(|part| Some((part.latest_onset(utc)?, part.to))).max_by_key(|it| it.0);
        let earliest = || self.parts.iter().min_by_key(|part| part.start).map(|part| part.from);
        latest.map(|(_, to)| to).or_else(earliest).unwrap_or(0)
    }
}

impl Part {
    /// The lines of a part that are kept, and the part, where it is understood; `None` where it is not well-formed.
    fn read(lines: &[&ContentLine]) -> Option<(Option<Self>, Vec<ContentLine>)> {
        let first = |name: &str| lines.iter().copied().find(|line| line.name == name);
        let written =
            |name: &str, local: NaiveDateTime| ContentLine::new(name, local.format("%Y%m%dT%H%M%S").to_string());
        let start = local(&first("DTSTART")?.value)?;
        let (from, to) = (first("TZOFFSETFROM")?, first("TZOFFSETTO")?);
        let mut part =
            Self { start, from: offset(&from.value)?, to: offset(&to.value)?, rule: None, dates: Vec::new() };
        let mut kept = vec![written("DTSTART", start)];
        kept.extend([from, to].map(|line| line.clone().keeping(|_| false)));
        let mut understood = true;
        if let Some(rule) = first("RRULE") {
            let rule = plausible(rule)?;
            part.rule = YearlyRule::read(&Rule::of(&rule), start);
            understood = part.rule.is_some();
            kept.push(rule);
        }
        let dates = lines.iter().filter(|line| line.name == "RDATE").flat_map(|line| line.value.split(','));
        part.dates = dates.filter_map(local).take(MAX_DATES).collect();
        if !part.dates.is_empty() && part.rule.is_none() && !part.dates.contains(&start) {
            // Where there are others, ical.js, and with it Thunderbird, passes over the first onset …
            part.dates.insert(0, start);
        }
        // … and reads only the first of several on a line.
        kept.extend(part.dates.iter().map(|date| written("RDATE", *date)));
        kept.extend(first("TZNAME").map(|name| ContentLine::new("TZNAME", text::valid(&name.value))));
        Some((understood.then_some(part), kept))
    }

    /// When the part came into force for the last time before an instant, in UTC.
    fn latest_onset(&self, utc: NaiveDateTime) -> Option<NaiveDateTime> {
        let in_utc = |local: NaiveDateTime| local.checked_sub_signed(Duration::seconds(i64::from(self.from)));
        let single = self.dates.iter().chain([&self.start]).filter_map(|local| in_utc(*local));
        let yearly = self.rule.iter().flat_map(|rule| {
            let limit = rule.until.map_or(utc, |until| until.min(utc));
            let days = [limit.year() - 1, limit.year(), limit.year() + 1].into_iter().filter_map(|year| rule.day(year));
            let onsets = days.map(|day| day.and_time(self.start.time())).filter(|local| *local >= self.start);
            onsets.filter_map(in_utc).filter(move |onset| *onset <= limit).collect::<Vec<_>>()
        });
        single.chain(yearly).filter(|onset| *onset <= utc).max()
    }
}

impl YearlyRule {
    /// Clocks change once a year, on a day told by weekday or date: anything else does not occur, and is not understood.
    fn read(rule: &Rule, start: NaiveDateTime) -> Option<Self> {
        let known =
            ["FREQ", "BYMONTH", "BYDAY", "BYMONTHDAY", "BYHOUR", "BYMINUTE", "UNTIL", "COUNT", "INTERVAL", "WKST"];
        // Notes repeats the time of DTSTART.
        let is = |name: &str, number: u32| rule.get(name).is_none_or(|value| value.parse() == Ok(number));
        let at_start = is("INTERVAL", 1) && is("BYHOUR", start.hour()) && is("BYMINUTE", start.minute());
        if rule.get("FREQ") != Some("YEARLY") || !at_start || !rule.names().all(|name| known.contains(&name)) {
            return None;
        }
        let month = rule.get("BYMONTH").map_or(Some(start.month()), |month| month.parse().ok())?;
        let days = rule.get("BYMONTHDAY").map(|days| days.split(',').map(|day| day.parse().ok()).collect());
        let days: Vec<u32> = days.unwrap_or(Some(Vec::new()))?;
        let weekday = match rule.get("BYDAY") {
            Some(day) => Some(weekday(day)?),
            None => None,
        };
        let days = if days.is_empty() && weekday.is_none() { vec![start.day()] } else { days };
        let mut yearly = Self { month, weekday, days, until: None };
        // Told in local time or as a day, the end may be off by some hours, months away from any onset.
        yearly.until = match (rule.get("UNTIL"), rule.get("COUNT")) {
            (Some(until), _) => match time(until, false)? {
                Time::Utc(until) => Some(until),
                Time::Local(until) => until.checked_add_signed(Duration::days(1)),
                Time::Day(until) => until.and_time(start.time()).checked_add_signed(Duration::days(1)),
            },
            (None, Some(count)) => {
                let last = yearly.day(start.year() + count.parse::<i32>().ok()? - 1)?;
                last.and_time(start.time()).checked_add_signed(Duration::days(1))
            }
            (None, None) => None,
        };
        Some(yearly)
    }

    fn day(&self, year: i32) -> Option<NaiveDate> {
        let days: Vec<NaiveDate> = (1..=31).filter_map(|day| NaiveDate::from_ymd_opt(year, self.month, day)).collect();
        let last = i32::try_from(days.len()).unwrap_or(31);
        let fits = |day: &NaiveDate| {
            let number = i32::try_from(day.day()).unwrap_or(1);
            let by_weekday = self.weekday.is_none_or(|(nth, weekday)| {
                weekday == day.weekday()
                    && (nth == 0 || nth == (number - 1) / 7 + 1 || nth == -((last - number) / 7 + 1))
            });
            by_weekday && (self.days.is_empty() || self.days.contains(&day.day()))
        };
        days.into_iter().find(fits)
    }
}

/// `-1SU`, `2SU`, `SU`.
fn weekday(day: &str) -> Option<(i32, Weekday)> {
    let (nth, weekday) = numbered_weekday(day)?;
    Some((if nth.is_empty() { 0 } else { nth.parse().ok()? }, weekday))
}

/// A local time; in a VTIMEZONE it may lie far back, for Windows begins its rules in 1601.
fn local(value: &str) -> Option<NaiveDateTime> {
    let value = value.trim();
    match time(value, false) {
        Some(Time::Local(local)) => Some(local),
        Some(Time::Day(day)) => Some(day.and_time(chrono::NaiveTime::MIN)),
        Some(Time::Utc(_)) => None,
        None => {
            let local = NaiveDateTime::parse_from_str(value, "%Y%m%dT%H%M%S").ok()?;
            (value.len() == 15 && (1601..1900).contains(&local.year())).then_some(local)
        }
    }
}

/// `+0100`, `-033000`, in seconds.
fn offset(value: &str) -> Option<i32> {
    let value = value.trim();
    let sign = match value.get(..1)? {
        "+" => 1,
        "-" => -1,
        _ => return None,
    };
    let digits = value.get(1..).filter(|digits| matches!(digits.len(), 4 | 6))?;
    if !digits.bytes().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let number = |at: usize| digits.get(at..at + 2).map_or(Some(0), |two| two.parse::<i32>().ok());
    let (hours, minutes, seconds) = (number(0)?, number(2)?, number(4)?);
    let real = hours < 24 && minutes < 60 && seconds < 60 && (sign > 0 || hours + minutes + seconds > 0);
    real.then_some(sign * (hours * 3600 + minutes * 60 + seconds))
}
