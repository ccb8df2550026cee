//! Recurrence rules (RFC 5545 §3.3.10) as text: kept as written where they can be read.

use super::content_line::ContentLine;
use super::moment::{Time, duration, time};
use super::source::Event;
use crate::german::{numbered_weekday, weekday_of_code};

/// The parts of a rule, in upper case.
#[derive(Debug)]
pub(super) struct Rule(Vec<(String, String)>);

const FREQUENCIES: [&str; 7] = ["SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"];
const LISTS: [(&str, i32, i32); 8] = [
    ("BYSECOND", 0, 60),
    ("BYMINUTE", 0, 59),
    ("BYHOUR", 0, 23),
    ("BYMONTHDAY", -31, 31),
    ("BYYEARDAY", -366, 366),
    ("BYWEEKNO", -53, 53),
    ("BYMONTH", 1, 12),
    ("BYSETPOS", -366, 366),
];

impl Rule {
    /// The parts of a rule as written.
    pub fn of(rule: &ContentLine) -> Self {
        let parts = rule.value.trim().trim_matches(';').split(';');
        let upper = |text: &str| text.trim().to_ascii_uppercase();
        Self(parts.map(|part| part.split_once('=').unwrap_or((part, ""))).map(|(n, v)| (upper(n), upper(v))).collect())
    }

    /// The value of a part.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// The names of the parts.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    fn is_plausible(&self) -> bool {
        let names: Vec<&str> = self.names().collect();
        let twice = (1..names.len()).any(|at| names[..at].contains(&names[at]));
        let ends_once = !(names.contains(&"COUNT") && names.contains(&"UNTIL"));
        !twice && ends_once && names.contains(&"FREQ") && self.0.iter().all(|(name, value)| is_part(name, value))
    }
}

fn is_part(name: &str, value: &str) -> bool {
    match name {
        "FREQ" => FREQUENCIES.contains(&value),
        "UNTIL" => time(value, false).is_some(),
        "COUNT" | "INTERVAL" => value.parse::<u16>().is_ok_and(|number| number > 0),
        "WKST" => weekday_of_code(value).is_some(),
        // RFC 7529.
        "RSCALE" => !value.is_empty() && value.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-'),
        "SKIP" => ["OMIT", "BACKWARD", "FORWARD"].contains(&value),
        "BYDAY" => value.split(',').all(|day| {
            numbered_weekday(day).is_some_and(|(nth, _)| {
                nth.is_empty() || is_number(nth, -53, 53) && nth.trim_matches(['+', '-']) != "0"
            })
        }),
        _ => LISTS
            .iter()
            .any(|(list, least, most)| *list == name && value.split(',').all(|item| is_number(item, *least, *most))),
    }
}

fn is_number(text: &str, least: i32, most: i32) -> bool {
    let digits = text.len() <= 4 && text.parse::<i32>().is_ok_and(|number| (least..=most).contains(&number));
    digits && (least >= 0 || !text.trim_start_matches(['+', '-', '0']).is_empty())
}

/// An RRULE as written, but in upper case and without needless semicolons; `None` where it is no rule.
pub(super) fn plausible(rule: &ContentLine) -> Option<ContentLine> {
    let written = ContentLine::new("RRULE", rule.value.trim().trim_matches(';').to_ascii_uppercase());
    Rule::of(rule).is_plausible().then_some(written)
}

/// RDATE and EXDATE with those of their values that make sense.
pub(super) fn exceptions(event: &Event) -> Vec<ContentLine> {
    let lines = event.lines.iter().filter(|line| matches!(line.name.as_str(), "RDATE" | "EXDATE"));
    lines.filter_map(dates_that_make_sense).collect()
}

fn dates_that_make_sense(line: &ContentLine) -> Option<ContentLine> {
    let kind = line.parameter("VALUE").unwrap_or("DATE-TIME").to_ascii_uppercase();
    let makes_sense = |value: &&str| match value.split_once('/') {
        Some((start, end)) => {
            let at_time = |value: &str| matches!(time(value, false), Some(Time::Utc(_) | Time::Local(_)));
            kind == "PERIOD" && at_time(start) && (at_time(end) || duration(end).is_some())
        }
        None => match time(value, false) {
            Some(Time::Day(_)) => kind == "DATE",
            Some(Time::Utc(_) | Time::Local(_)) => kind == "DATE-TIME",
            None => false,
        },
    };
    let kept: Vec<&str> = line.value.split(',').map(str::trim).filter(makes_sense).collect();
    let is_local = kept.iter().all(|value| !value.ends_with('Z') && kind != "DATE");
    let line = ContentLine { value: kept.join(","), ..line.clone() };
    (!kept.is_empty()).then(|| line.keeping(|name| name == "VALUE" || name == "TZID" && is_local))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_kept_or_dropped() {
        let cases = [
            ("FREQ=WEEKLY;BYDAY=TU;INTERVAL=2", true),
            ("FREQ=MONTHLY;BYDAY=1MO,-1FR;COUNT=10", true),
            ("freq=weekly;until=20271231T225959Z", true),
            ("FREQ=YEARLY;UNTIL=20271231;", true),
            ("FREQ=WEEKLY;WKST=SU;BYHOUR=9;BYMONTHDAY=-1", true),
            ("FREQ=MANCHMAL", false),
            ("INTERVAL=2", false),
            ("FREQ=WEEKLY;FREQ=DAILY", false),
            ("FREQ=WEEKLY;COUNT=3;UNTIL=20271231", false),
            ("FREQ=WEEKLY;INTERVAL=0", false),
            ("FREQ=WEEKLY;BYDAY=XX", false),
            ("FREQ=WEEKLY;BYMONTHDAY=0", false),
            ("RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=FORWARD", true),
            ("RSCALE=;FREQ=YEARLY", false),
            ("", false),
        ];
        for (rule, expected) in cases {
            assert_eq!(plausible(&ContentLine::new("RRULE", rule)).is_some(), expected, "{rule}");
        }
    }
}
