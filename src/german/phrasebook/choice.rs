//! Several days or times to choose from: "am Donnerstag um 10 Uhr oder am Freitag um 14:30 Uhr".

use std::str::FromStr;

use chrono::{DateTime, Datelike, NaiveDate};
use chrono_tz::Tz;

use super::{PhraseError, Phrasebook};
use crate::german::Moment;
use crate::german::enumeration::enumerate;

/// How each day of a choice is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChoiceForm {
    /// "am Donnerstag", with its date where the weekday alone is unclear.
    Weekday,
    /// "am 26. November".
    DayMonth,
    /// "am Donnerstag, 26. November".
    Long,
}

impl FromStr for ChoiceForm {
    type Err = PhraseError;

    fn from_str(name: &str) -> Result<Self, PhraseError> {
        match name {
            "weekday" => Ok(Self::Weekday),
            "day_month" => Ok(Self::DayMonth),
            "long" => Ok(Self::Long),
            _ => Err(PhraseError::unknown_form(name)),
        }
    }
}

/// A day on offer with its times; without times the whole day is.
struct Offer {
    day: NaiveDate,
    times: Vec<DateTime<Tz>>,
}

impl Phrasebook {
    /// The days or times, joined by "oder"; the times of one day are named together.
    ///
    /// # Errors
    /// There must be something to choose from.
    pub fn choice(&self, moments: &[Moment], form: ChoiceForm) -> Result<String, PhraseError> {
        self.choice_in(moments, form, None)
    }

    /// The same for a reader in another zone: "am Donnerstag um 15 Uhr (9 Uhr bei Ihnen)".
    ///
    /// # Errors
    /// There must be something to choose from.
    pub fn choice_in(&self, moments: &[Moment], form: ChoiceForm, zone: Option<Tz>) -> Result<String, PhraseError> {
        let offers = self.offers(moments);
        if offers.is_empty() {
            return Err(PhraseError::NothingToChoose);
        }
        Ok(self.under_one_preposition(&offers, form).unwrap_or_else(|| self.one_by_one(&offers, form, zone)))
    }

    fn offers(&self, moments: &[Moment]) -> Vec<Offer> {
        let mut offers: Vec<Offer> = Vec::new();
        for moment in moments {
            let (day, time) = (self.day(moment), self.local(moment).ok());
            let known = offers.iter_mut().find(|offer| offer.day == day && offer.times.is_empty() == time.is_none());
            match (known, time) {
                (Some(offer), Some(time)) if offer.times.iter().all(|known| known.time() != time.time()) => {
                    offer.times.push(time);
                }
                (Some(_), _) => {}
                (None, time) => offers.push(Offer { day, times: time.into_iter().collect() }),
            }
        }
        offers
    }

    /// "am Donnerstag oder Freitag", "am 1. oder 2. Dezember": whole days that share what they can.
    fn under_one_preposition(&self, offers: &[Offer], form: ChoiceForm) -> Option<String> {
        if offers.iter().any(|offer| !offer.times.is_empty()) {
            return None;
        }
        let days: Vec<NaiveDate> = offers.iter().map(|offer| offer.day).collect();
        match form {
            ChoiceForm::Weekday => {
                let bare = |day: &NaiveDate| *day != self.today() && self.weekday_is_enough(*day);
                let names: Vec<&str> = days.iter().map(|day| Self::weekday_of(*day)).collect();
                days.iter().all(bare).then(|| format!("am {}", enumerate(&names, "oder")))
            }
            ChoiceForm::DayMonth => {
                let (last, before) = days.split_last()?;
                let month = |day: &NaiveDate| (day.year(), day.month());
                let mut names: Vec<String> = before.iter().map(|day| format!("{}.", day.day())).collect();
                names.push(self.dated(*last));
                let shared = before.iter().all(|day| month(day) == month(last));
                shared.then(|| format!("am {}", enumerate(&names, "oder")))
            }
            ChoiceForm::Long => None,
        }
    }

    fn one_by_one(&self, offers: &[Offer], form: ChoiceForm, zone: Option<Tz>) -> String {
        let mut phrase = String::new();
        for (place, offer) in offers.iter().enumerate() {
            let (day, is_open) = self.offered_day(offer.day, form);
            if place > 0 {
                let last = place + 1 == offers.len();
                phrase.push_str(if last { " oder " } else { ", " });
            }
            phrase.push_str(&day);
            if !offer.times.is_empty() {
                let closing = if is_open { "," } else { "" };
                phrase.extend([closing, " um ", &self.hours(&offer.times)]);
                phrase.extend(zone.and_then(|zone| self.with_you(&offer.times, zone)));
            } else if is_open && place + 2 == offers.len() {
                // The date is an apposition: its comma is closed before "oder" goes on.
                phrase.push(',');
            }
        }
        phrase
    }

    /// The day of an offer, and whether a comma has to close it before the sentence goes on.
    fn offered_day(&self, day: NaiveDate, form: ChoiceForm) -> (String, bool) {
        match form {
            ChoiceForm::Weekday if day == self.today() => ("heute".to_owned(), false),
            ChoiceForm::Weekday if self.weekday_is_enough(day) => (format!("am {}", Self::weekday_of(day)), false),
            ChoiceForm::DayMonth => (format!("am {}", self.dated(day)), false),
            ChoiceForm::Weekday | ChoiceForm::Long => (format!("am {}", self.weekday_and_date(day)), true),
        }
    }

    /// "10 oder 14:30 Uhr".
    pub(super) fn hours(&self, times: &[DateTime<Tz>]) -> String {
        let hours: Vec<String> = times.iter().map(|time| self.hour_minute(time.time())).collect();
        format!("{}\u{a0}Uhr", enumerate(&hours, "oder"))
    }
}
