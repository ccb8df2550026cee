//! The zones of an invite: what each TZID means, and the VTIMEZONE that says so in an answer.

use calcard::icalendar::ICalendar;
use chrono::{DateTime, Duration, NaiveDateTime, Utc};

use super::clock::{Clock, guessed_clock, named_zone};
use super::content_line::ContentLine;
use super::described_zone::DescribedZone;
use super::moment::{Moment, Time};
use super::source::{Source, Zone};

/// What an invite's zones mean.
pub(super) struct Zones {
    described: Vec<(String, DescribedZone)>,
    mine: chrono_tz::Tz,
    now: DateTime<Utc>,
}

/// No answer needs more zones.
const MAX_ZONES: usize = 10;
/// Of a zone's future, a series is told this much, and nothing more than this.
const YEARS_OF_SERIES: i64 = 10;
const MOST_YEARS: i64 = 200;
/// A description is compared with the database at so many times at most.
const MAX_TIMES: usize = 100;

impl Zones {
    /// The zones that an invite describes; floating times are in `mine`.
    pub fn of(source: &Source, mine: chrono_tz::Tz, now: DateTime<Utc>) -> Self {
        let described = |zone: &Zone| Some((zone.id()?, DescribedZone::read(zone)?));
        Self { described: source.zones().iter().filter_map(described).collect(), mine, now }
    }

    fn described(&self, id: &str) -> Option<&DescribedZone> {
        self.described.iter().find(|(other, _)| other == id.trim()).map(|(_, zone)| zone)
    }

    /// The clock of a TZID: a zone's name counts, then the invite's description, then a guess.
    pub fn clock(&self, id: &str) -> Option<Clock<'_>> {
        let id = id.trim();
        match (named_zone(id), self.described(id)) {
            (Some(zone), _) => Some(Clock::Iana(zone)),
            (None, Some(described)) => described.rules.as_ref().map(Clock::Described),
            (None, None) => guessed_clock(id),
        }
    }

    /// The instant of a moment; a day begins by my clock.
    pub fn instant(&self, moment: &Moment) -> Option<DateTime<Utc>> {
        match (moment.time, &moment.zone) {
            (Time::Utc(time), _) => Some(time.and_utc()),
            (Time::Local(time), Some(zone)) => self.clock(zone)?.instant(time),
            (Time::Local(_) | Time::Day(_), _) => Clock::Iana(self.mine).instant(moment.wall()),
        }
    }

    /// An instant in the form of a moment; `None` where that form cannot say it.
    pub fn like(&self, form: &Moment, instant: DateTime<Utc>) -> Option<Moment> {
        let time = match (form.time, &form.zone) {
            (Time::Day(_), _) => return None,
            (Time::Utc(_), _) => Time::Utc(instant.naive_utc()),
            (Time::Local(_), Some(zone)) => Time::Local(self.clock(zone)?.local(instant)?),
            (Time::Local(_), None) => Time::Local(Clock::Iana(self.mine).local(instant)?),
        };
        Some(Moment { time, zone: form.zone.clone() })
    }

    /// A moment that every program reads alike: as it is, in UTC where the clock shows it twice or never; `None` in a
    /// zone that nobody can tell.
    pub fn clear(&self, moment: &Moment) -> Option<Moment> {
        let (Time::Local(_), Some(zone)) = (moment.time, &moment.zone) else { return Some(moment.clone()) };
        match self.clock(zone) {
            Some(clock) => {
                let instant = clock.instant(moment.wall())?;
                let same = clock.local(instant) == Some(moment.wall());
                let utc = Moment { time: Time::Utc(instant.naive_utc()), zone: None };
                Some(if same { moment.clone() } else { utc })
            }
            None => self.described(zone).map(|_| moment.clone()),
        }
    }

    /// The VTIMEZONEs that an answer's lines need.
    pub fn definitions(&self, lines: &[ContentLine]) -> Vec<ContentLine> {
        let mut needed: Vec<(String, Vec<NaiveDateTime>)> = Vec::new();
        for line in lines {
            let Some(id) = line.parameter("TZID") else { continue };
            let moments = line.value.split([',', '/']).filter_map(|value| super::moment::time(value, false));
            let times = moments.map(|time| Moment { time, zone: None }.wall());
            match needed.iter().position(|(other, _)| other == id) {
                Some(at) => needed[at].1.extend(times),
                None if needed.len() < MAX_ZONES => needed.push((id.to_owned(), times.collect())),
                None => {}
            }
        }
        let recurs = lines.iter().any(|line| line.name == "RRULE");
        needed.into_iter().flat_map(|(id, times)| self.definition(&id, times, recurs)).collect()
    }

    /// The VTIMEZONE of a TZID: the invite's own, unless it contradicts the zone that the TZID names; else one by the
    /// database; none for a name that nobody knows.
    fn definition(&self, id: &str, mut times: Vec<NaiveDateTime>, recurs: bool) -> Vec<ContentLine> {
        times.sort_unstable();
        times.dedup();
        let (Some(first), Some(last)) = (times.first().copied(), times.last().copied()) else { return Vec::new() };
        times.truncate(MAX_TIMES);
        if recurs {
            times.extend((1..36).filter_map(|months| first.checked_add_signed(Duration::days(30 * months))));
        }
        if let Some(described) = self.described(id) {
            let agrees = |zone| {
                let rules = described.rules.as_ref().map(Clock::Described);
                rules.is_some_and(|own| times.iter().all(|it| Clock::Iana(zone).instant(*it) == own.instant(*it)))
            };
            if named_zone(id.trim()).is_none_or(agrees) {
                return described.lines.clone();
            }
        }
        let last = if recurs { last.max(self.now.naive_utc()) + Duration::days(366 * YEARS_OF_SERIES) } else { last };
        let last = last.min(first + Duration::days(366 * MOST_YEARS));
        made(id, first - Duration::days(400), last + Duration::days(800))
    }
}

/// A VTIMEZONE by the database.
fn made(id: &str, from: NaiveDateTime, to: NaiveDateTime) -> Vec<ContentLine> {
    let Ok(mut calendar) = ICalendar::parse("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n") else { return Vec::new() };
    // The database knows the zone by its own name only.
    let name = named_zone(id.trim()).map_or(id, |zone| zone.name());
    if calendar.add_timezone(name, from.and_utc().timestamp(), to.and_utc().timestamp()).is_none() {
        return Vec::new();
    }
    let text = calendar.to_string().replace("\r\n ", "").replace("\n ", "");
    let lines = text.lines().filter_map(ContentLine::read).filter(|line| line.value != "VCALENDAR");
    let named = |line: ContentLine| match line.name.as_str() {
        "TZID" => ContentLine::new("TZID", super::text::escaped(id)),
        _ => line,
    };
    lines.filter(|line| !matches!(line.name.as_str(), "VERSION" | "PRODID")).map(named).collect()
}
