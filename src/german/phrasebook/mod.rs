//! Dates, times, spans, choices and recurrences in words, as one writer says them at one moment.
//!
//! One file a kind of phrase; each adds its methods to [`Phrasebook`].

use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;

use super::{AddressForm, Locale, Moment};

mod choice;
mod clock;
mod date;
mod elsewhere;
mod error;
mod near_date;
mod occasion;
mod recurrence;
mod span;
#[cfg(test)]
mod tests;

pub use choice::ChoiceForm;
pub use error::PhraseError;

/// Says days and times the way one writer does: in their German, their time zone, seen from their now.
#[derive(Debug, Clone, Copy)]
pub struct Phrasebook {
    /// Which German.
    pub locale: Locale,
    /// How the reader is addressed: "bei Ihnen" or "bei dir".
    pub address_form: AddressForm,
    /// When the words are written; every time is shown in the time zone of this one.
    pub now: DateTime<Tz>,
}

impl Phrasebook {
    fn zone(&self) -> Tz {
        self.now.timezone()
    }

    fn today(&self) -> NaiveDate {
        self.now.date_naive()
    }

    fn day(&self, moment: &Moment) -> NaiveDate {
        moment.day_in(self.zone())
    }

    /// How many days lie between today and `day`; negative for the past.
    fn days_ahead(&self, day: NaiveDate) -> i64 {
        day.signed_duration_since(self.today()).num_days()
    }
}
