//! Public holidays of the German Länder, Austria and the Swiss cantons.
//!
//! Also days that most offices of a region are closed on by custom or in most of its towns: a day too many only costs
//! a slot, a call proposed for such a day costs respect.

mod calendar;
mod regions;
#[cfg(test)]
mod tests;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use regions::REGIONS;

/// A Land, Austria or a canton, by its ISO 3166-2 code (`DE-BE`, `AT`, `CH-ZH`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Region(&'static str);

/// A region whose holidays nobody told statt.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is no region whose public holidays are known; the nearest is `{nearest}` ({nearest_name})")]
pub struct UnknownRegion {
    /// What was given.
    pub given: String,
    /// The known code that is most like it.
    pub nearest: &'static str,
    /// What that code stands for.
    pub nearest_name: &'static str,
}

impl Region {
    /// The region with this ISO 3166-2 code, in any case: `DE-BE`, `AT`, `AT-9`, `CH-ZH`. `DE` means what is free in
    /// all Länder, `CH` what is free in nearly all cantons.
    ///
    /// # Errors
    /// [`UnknownRegion`], which names the nearest code, also for the name of a region.
    pub fn parse(code: &str) -> Result<Self, UnknownRegion> {
        let code = code.trim();
        match REGIONS.iter().find(|(known, _)| known.eq_ignore_ascii_case(code)) {
            Some((known, _)) => Ok(Self(known)),
            None => Err(nearest(code)),
        }
    }

    /// All regions, with their names.
    pub fn all() -> impl Iterator<Item = (Self, &'static str)> {
        REGIONS.iter().map(|(code, name)| (Self(code), *name))
    }

    /// Its code.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0
    }

    /// The German name of the public holiday on that day.
    #[must_use]
    pub fn holiday_on(&self, day: NaiveDate) -> Option<&'static str> {
        calendar::HOLIDAYS
            .iter()
            .find(|holiday| {
                holiday.rule.day_in(day.year()) == Some(day)
                    && holiday.years.contains(&day.year())
                    && holiday.is_kept_in(self.0)
            })
            .map(|holiday| holiday.name)
    }
}

fn nearest(given: &str) -> UnknownRegion {
    let lower = super::words::bounded(given, 40).to_lowercase();
    let likeness = |known: &str| strsim::normalized_damerau_levenshtein(&lower, &known.to_lowercase());
    let (nearest, nearest_name) = REGIONS
        .iter()
        .copied()
        .max_by(|(code, name), (other_code, other_name)| {
            let one = likeness(code).max(likeness(name));
            let other = likeness(other_code).max(likeness(other_name));
            // Of two that are equally near, the first of the table.
            one.total_cmp(&other).then(std::cmp::Ordering::Greater)
        })
        .unwrap_or(("DE", "Germany"));
    UnknownRegion { given: super::words::bounded(given, 40).to_owned(), nearest, nearest_name }
}

impl TryFrom<String> for Region {
    type Error = UnknownRegion;
    fn try_from(code: String) -> Result<Self, Self::Error> {
        Self::parse(&code)
    }
}

impl From<Region> for String {
    fn from(region: Region) -> Self {
        region.0.to_owned()
    }
}

impl std::fmt::Display for Region {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.0)
    }
}
