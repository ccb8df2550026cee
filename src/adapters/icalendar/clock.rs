//! Clocks: how a local time becomes an instant.

use std::str::FromStr;
use std::sync::Arc;

use chrono::{DateTime, Duration, FixedOffset, NaiveDateTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;

use super::own_rules::OwnRules;

/// What tells the time at a place.
#[derive(Debug, Clone)]
pub(super) enum Clock {
    /// A zone of the IANA database.
    Iana(Tz),
    /// A zone that the calendar itself describes, and its TZID.
    Own(Arc<OwnRules>),
    /// Always the same distance from UTC.
    Fixed(FixedOffset),
}

impl Clock {
    pub const UTC: Self = Self::Iana(Tz::UTC);

    /// The distance from UTC at an instant, in seconds to the east.
    fn offset_at(&self, utc: NaiveDateTime) -> i32 {
        match self {
            Self::Iana(zone) => zone.offset_from_utc_datetime(&utc).fix().local_minus_utc(),
            Self::Own(rules) => rules.offset_at(utc),
            Self::Fixed(offset) => offset.local_minus_utc(),
        }
    }

    /// The instant of a local time (RFC 5545 §3.3.5): of a time that comes twice the first one; a time that a clock
    /// change leaves out counts by the distance from UTC before it.
    pub fn instant(&self, local: NaiveDateTime) -> Option<DateTime<FixedOffset>> {
        let utc = |offset: i32| local.checked_sub_signed(Duration::seconds(i64::from(offset)));
        let before = self.offset_at(local.checked_sub_signed(Duration::days(1))?);
        let after = self.offset_at(local.checked_add_signed(Duration::days(1))?);
        let fits = |offset: i32| utc(offset).is_some_and(|instant| self.offset_at(instant) == offset);
        let offset = if !fits(before) && fits(after) { after } else { before };
        let instant = utc(offset)?;
        let shown = FixedOffset::east_opt(self.offset_at(instant))?;
        Some(shown.from_utc_datetime(&instant))
    }

    /// The same instant with the distance from UTC that holds then.
    pub fn show(&self, instant: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
        let offset = FixedOffset::east_opt(self.offset_at(instant.naive_utc()));
        offset.map_or(instant, |offset| instant.with_timezone(&offset))
    }

    /// What the clock shows at an instant.
    pub fn local(&self, instant: DateTime<Utc>) -> NaiveDateTime {
        let utc = instant.naive_utc();
        utc.checked_add_signed(Duration::seconds(i64::from(self.offset_at(utc)))).unwrap_or(utc)
    }

    /// The IANA name, else the TZID as it was written; none for a mere distance from UTC.
    pub fn name(&self) -> Option<String> {
        match self {
            Self::Iana(zone) => Some(zone.name().to_owned()),
            Self::Own(rules) => Some(rules.name().to_owned()),
            Self::Fixed(_) => None,
        }
    }
}

/// The zone that a TZID names: an IANA name, also in a globally unique TZID
/// (`/freeassociation.sourceforge.net/Europe/Berlin`), or a Windows name.
pub(super) fn named_zone(tzid: &str) -> Option<Tz> {
    let name = tzid.trim().trim_matches('"');
    iana(name).or_else(|| windows(name)).or_else(|| end_of_path(name))
}

/// A zone that the name of a place or of a zone suggests, for want of anything better.
pub(super) fn guessed_clock(tzid: &str) -> Option<Clock> {
    match calcard::common::timezone::Tz::from_str(tzid.trim()) {
        Ok(calcard::common::timezone::Tz::Tz(zone)) => return Some(Clock::Iana(zone)),
        Ok(calcard::common::timezone::Tz::Fixed(offset)) => return Some(Clock::Fixed(offset)),
        _ => {}
    }
    // `GMT Standard Time 1`, `W. Europe Standard Time 2`: Exchange numbers zones of the same name.
    let unnumbered = tzid.trim().trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    windows(unnumbered)
        .or_else(|| LOOSE_NAMES.iter().find(|(name, _)| unnumbered.eq_ignore_ascii_case(name)).map(|(_, zone)| *zone))
        .map(Clock::Iana)
        .or_else(|| offset_in_name(tzid).map(Clock::Fixed))
}

/// The zone that Exchange means by a number (X-MICROSOFT-CDO-TZID).
pub(super) fn exchange_zone(number: &str) -> Option<Tz> {
    match calcard::common::timezone::Tz::from_ms_cdo_zone_id(number.trim()) {
        Some(calcard::common::timezone::Tz::Tz(zone)) => Some(zone),
        _ => None,
    }
}

/// Names that programs have made out of Windows names.
const LOOSE_NAMES: [(&str, Tz); 10] = [
    ("W. European Standard Time", Tz::Europe__Berlin),
    ("Western Europe", Tz::Europe__Berlin),
    ("Western/Central Europe", Tz::Europe__Berlin),
    ("Central European Time", Tz::Europe__Berlin),
    ("Mitteleuropäische Zeit", Tz::Europe__Berlin),
    ("Mitteleuropäische Sommerzeit", Tz::Europe__Berlin),
    ("MEZ", Tz::Europe__Berlin),
    ("MESZ", Tz::Europe__Berlin),
    ("CEST", Tz::Europe__Berlin),
    ("Central Europe", Tz::Europe__Budapest),
];

fn iana(name: &str) -> Option<Tz> {
    Tz::from_str(name)
        .ok()
        .or_else(|| chrono_tz::TZ_VARIANTS.iter().find(|zone| zone.name().eq_ignore_ascii_case(name)).copied())
}

/// Windows names hold "Standard Time", except for those that are UTC and a number, and Russia's.
fn windows(name: &str) -> Option<Tz> {
    if let Some((_, zone)) = NEWER_NAMES.iter().find(|(newer, _)| *newer == name) {
        return Some(*zone);
    }
    let is_windows = name.contains("Standard Time") && !name.starts_with('(')
        || name.starts_with("UTC")
        || name.starts_with("Russia Time Zone");
    match calcard::common::timezone::Tz::from_str(name) {
        Ok(calcard::common::timezone::Tz::Tz(zone)) if is_windows => Some(zone),
        _ => None,
    }
}

/// Windows names that calcard does not know, or for which it does not know the change of a country's clocks.
const NEWER_NAMES: [(&str, Tz); 5] = [
    ("Alberta Standard Time", Tz::America__Edmonton),
    ("British Columbia Standard Time", Tz::America__Vancouver),
    ("Central Asia Standard Time", Tz::Asia__Bishkek),
    ("Manitoba Standard Time", Tz::America__Winnipeg),
    ("South Sudan Standard Time", Tz::Africa__Juba),
];

fn end_of_path(name: &str) -> Option<Tz> {
    let path = name.strip_prefix('/')?;
    let pieces: Vec<&str> = path.split('/').collect();
    (1..pieces.len()).filter(|start| pieces.len() - start <= 3).find_map(|start| iana(&pieces[start..].join("/")))
}

/// `GMT+0100`, `(UTC+01:00) irgendwo`.
fn offset_in_name(name: &str) -> Option<FixedOffset> {
    let upper = name.to_ascii_uppercase();
    let at = upper.find("GMT").or_else(|| upper.find("UTC"))? + 3;
    let rest = upper.get(at..)?.trim_start();
    let (sign, rest) = match rest.chars().next()? {
        '+' => (1, &rest[1..]),
        '-' => (-1, &rest[1..]),
        _ => return None,
    };
    let digits: String =
        rest.chars().filter(|c| !matches!(c, ':' | '.')).take_while(char::is_ascii_digit).take(4).collect();
    let (hours, minutes) = if digits.len() > 2 { digits.split_at(digits.len() - 2) } else { (digits.as_str(), "0") };
    let seconds = hours.parse::<i32>().ok()? * 3600 + minutes.parse::<i32>().ok()? * 60;
    FixedOffset::east_opt(sign * seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_known_by_many_names() {
        let cases = [
            ("Europe/Berlin", Some("Europe/Berlin")),
            ("europe/berlin", Some("Europe/Berlin")),
            ("W. Europe Standard Time", Some("Europe/Berlin")),
            ("Romance Standard Time", Some("Europe/Paris")),
            ("Pacific Standard Time", Some("America/Los_Angeles")),
            ("Central Standard Time (Mexico)", Some("America/Mexico_City")),
            ("Central Europe Standard Time", Some("Europe/Budapest")),
            ("Central European Standard Time", Some("Europe/Warsaw")),
            ("Russia Time Zone 3", Some("Europe/Samara")),
            ("UTC+12", Some("Etc/GMT-12")),
            ("UTC", Some("UTC")),
            ("/freeassociation.sourceforge.net/Europe/Vienna", Some("Europe/Vienna")),
            ("/mozilla.org/20050126_1/Europe/Zurich", Some("Europe/Zurich")),
            ("/softwarestudio.org/Olson_20011030_5/America/Indiana/Knox", Some("America/Indiana/Knox")),
            ("(GMT-08.00) Pacific Time (US & Canada)", None),
            ("Customized Time Zone", None),
            ("tzone://Microsoft/Custom", None),
        ];
        for (tzid, expected) in cases {
            assert_eq!(named_zone(tzid).map(chrono_tz::Tz::name), expected, "{tzid}");
        }
    }

    #[test]
    fn other_names_are_guessed() {
        let cases = [
            ("(GMT-08.00) Pacific Time (US & Canada)", "2026-07-01T12:00:00-07:00"),
            ("GMT Standard Time 1", "2026-07-01T12:00:00+01:00"),
            ("W. European Standard Time", "2026-07-01T12:00:00+02:00"),
            ("GMT+0530", "2026-07-01T12:00:00+05:30"),
        ];
        for (tzid, expected) in cases {
            let noon = chrono::NaiveDate::from_ymd_opt(2026, 7, 1).unwrap().and_hms_opt(12, 0, 0).unwrap();
            assert_eq!(guessed_clock(tzid).unwrap().instant(noon).unwrap().to_rfc3339(), expected, "{tzid}");
        }
        assert!(guessed_clock("Auenland").is_none());
    }

    #[test]
    fn clock_changes_are_met() {
        let berlin = Clock::Iana(Tz::Europe__Berlin);
        let cases = [
            ("2026-03-29T02:30:00", "2026-03-29T03:30:00+02:00"),
            ("2026-10-25T02:30:00", "2026-10-25T02:30:00+02:00"),
            ("2026-10-25T03:00:00", "2026-10-25T03:00:00+01:00"),
        ];
        for (local, expected) in cases {
            let local = NaiveDateTime::from_str(local).unwrap();
            assert_eq!(berlin.instant(local).unwrap().to_rfc3339(), expected);
        }
    }
}
