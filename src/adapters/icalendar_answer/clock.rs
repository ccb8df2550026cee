//! What tells the time in a zone: the IANA database by its names and those of Windows, or the invite's own description.

use std::str::FromStr;

use chrono::{DateTime, Duration, FixedOffset, NaiveDateTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;

use super::described_zone::ZoneRules;

/// A clock.
#[derive(Debug, Clone)]
pub(super) enum Clock<'a> {
    Iana(Tz),
    Described(&'a ZoneRules),
    Fixed(FixedOffset),
}

impl Clock<'_> {
    fn offset_at(&self, utc: NaiveDateTime) -> i32 {
        match self {
            Self::Iana(zone) => zone.offset_from_utc_datetime(&utc).fix().local_minus_utc(),
            Self::Described(rules) => rules.offset_at(utc),
            Self::Fixed(offset) => offset.local_minus_utc(),
        }
    }

    /// What the clock shows at an instant; `None` where it shows that twice, so that nobody could tell which is meant.
    pub fn local(&self, instant: DateTime<Utc>) -> Option<NaiveDateTime> {
        let utc = instant.naive_utc();
        let local = utc.checked_add_signed(Duration::seconds(i64::from(self.offset_at(utc))))?;
        (self.instants(local).as_slice() == [instant]).then_some(local)
    }

    /// The instant of a local time (RFC 5545 §3.3.5): the first of two; one that is left out counts by the distance
    /// from UTC before it.
    pub fn instant(&self, local: NaiveDateTime) -> Option<DateTime<Utc>> {
        let left_out = || at_offset(local, self.offset_at(local.checked_sub_signed(Duration::days(1))?));
        self.instants(local).first().copied().or_else(left_out)
    }

    /// The instants at which the clock shows a time: one, two or none.
    fn instants(&self, local: NaiveDateTime) -> Vec<DateTime<Utc>> {
        let around =
            [Duration::days(-1), Duration::days(1)].map(|days| local.checked_add_signed(days).unwrap_or(local));
        let mut instants: Vec<DateTime<Utc>> = around
            .into_iter()
            .map(|near| self.offset_at(near))
            .filter_map(|offset| at_offset(local, offset).filter(|it| self.offset_at(it.naive_utc()) == offset))
            .collect();
        instants.dedup();
        instants
    }
}

fn at_offset(local: NaiveDateTime, offset: i32) -> Option<DateTime<Utc>> {
    Some(local.checked_sub_signed(Duration::seconds(i64::from(offset)))?.and_utc())
}

/// The zone that a TZID names beyond doubt: an IANA name, also at the end of a path
/// (`/freeassociation.sourceforge.net/Europe/Berlin`), or a Windows name.
pub(super) fn named_zone(id: &str) -> Option<Tz> {
    let in_any_case =
        |name: &str| chrono_tz::TZ_VARIANTS.iter().find(|zone| zone.name().eq_ignore_ascii_case(name)).copied();
    let iana = |name: &str| Tz::from_str(name).ok().or_else(|| in_any_case(name));
    let pieces: Vec<&str> = id.strip_prefix('/').map_or(Vec::new(), |path| path.split('/').collect());
    let ends = (1..pieces.len()).rev().take(3).rev().map(|start| pieces[start..].join("/"));
    iana(id).or_else(|| windows_zone(id)).or_else(|| ends.into_iter().find_map(|end| iana(&end)))
}

fn windows_zone(id: &str) -> Option<Tz> {
    let is_windows = id.ends_with("Standard Time") && !id.starts_with('(') || id.starts_with("UTC");
    match calcard::common::timezone::Tz::from_str(id) {
        Ok(calcard::common::timezone::Tz::Tz(zone)) if is_windows => Some(zone),
        _ => None,
    }
}

/// What a TZID probably means that names no zone and is not described.
pub(super) fn guessed_clock(id: &str) -> Option<Clock<'static>> {
    match calcard::common::timezone::Tz::from_str(id).ok()? {
        calcard::common::timezone::Tz::Tz(zone) => Some(Clock::Iana(zone)),
        calcard::common::timezone::Tz::Fixed(offset) => Some(Clock::Fixed(offset)),
        calcard::common::timezone::Tz::Floating => None,
    }
}
