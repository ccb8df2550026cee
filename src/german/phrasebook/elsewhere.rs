//! The clock of a reader in another time zone: "(9 Uhr bei Ihnen)".

use chrono::DateTime;
use chrono_tz::Tz;

use super::{PhraseError, Phrasebook};
use crate::german::{AddressForm, Moment};

impl Phrasebook {
    /// "von 15 bis 15:30 Uhr (9 bis 9:30 Uhr bei Ihnen)".
    ///
    /// # Errors
    /// Both must be points in time, in their order.
    pub fn from_to_in(&self, start: &Moment, end: &Moment, zone: Tz) -> Result<String, PhraseError> {
        let words = self.from_to(start, end)?;
        let here = [self.local(start)?, self.local(end)?];
        if same_clock(&here, zone) {
            return Ok(words);
        }
        let [from, to] = here.map(|at| at.with_timezone(&zone));
        if from == to {
            return Ok(format!("{words}{}", self.with_you(&here[..1], zone).unwrap_or_default()));
        }
        if from.date_naive() != to.date_naive() {
            let [from, to] = [from, to].map(|at| self.weekday_oclock(at));
            return Ok(format!("{words} ({} {from}, bis {to})", self.you()));
        }
        let hours = format!("{} bis {}", self.hour_minute(from.time()), self.oclock(to.time()));
        Ok(format!("{words}{}", self.bracketed(&hours, from.date_naive() != here[0].date_naive(), from)))
    }

    /// " (9 Uhr bei Ihnen)", with its day where that is another; none where both clocks show the same.
    ///
    /// The times are of one day here.
    pub(super) fn with_you(&self, times: &[DateTime<Tz>], zone: Tz) -> Option<String> {
        if times.is_empty() || same_clock(times, zone) {
            return None;
        }
        let there: Vec<DateTime<Tz>> = times.iter().map(|time| time.with_timezone(&zone)).collect();
        let other_day = there.iter().zip(times).any(|(there, here)| there.date_naive() != here.date_naive());
        let one_day = there.iter().all(|at| at.date_naive() == there[0].date_naive());
        if !one_day {
            let named: Vec<String> = there.iter().map(|at| self.weekday_oclock(*at)).collect();
            return Some(format!(" ({} {})", self.you(), named.join(" oder ")));
        }
        Some(self.bracketed(&self.hours(&there), other_day, there[0]))
    }

    /// "Freitag, 3 Uhr".
    fn weekday_oclock(&self, at: DateTime<Tz>) -> String {
        format!("{}, {}", Self::weekday_of(at.date_naive()), self.oclock(at.time()))
    }

    fn bracketed(&self, hours: &str, other_day: bool, there: DateTime<Tz>) -> String {
        let you = self.you();
        if other_day {
            format!(" ({you} {}, {hours})", Self::weekday_of(there.date_naive()))
        } else {
            format!(" ({hours} {you})")
        }
    }

    fn you(&self) -> &'static str {
        match self.address_form {
            AddressForm::Sie => "bei Ihnen",
            AddressForm::Du => "bei dir",
        }
    }
}

fn same_clock(times: &[DateTime<Tz>], zone: Tz) -> bool {
    times.iter().all(|here| here.naive_local() == here.with_timezone(&zone).naive_local())
}
