//! All that lies around an invite when it is weighed: values, no access to anything.

#[cfg(test)]
pub(crate) mod sample;

use chrono::DateTime;

use super::address::EmailAddress;
use super::appointment::Agenda;
use super::contact::AddressBook;
use super::policy::{CounterChoice, Policy};
pub use super::working_hours::WorkingHours;
use crate::german::{AddressForm, Locale};

/// The world as the core sees it.
#[derive(Debug, Clone)]
pub struct Situation {
    /// The moment of the run.
    pub now: DateTime<chrono_tz::Tz>,
    /// Who I am.
    pub me: Me,
    /// When I work.
    pub hours: WorkingHours,
    /// My calendar.
    pub agenda: Agenda,
    /// My address book.
    pub contacts: AddressBook,
    /// What I want.
    pub policy: Policy,
    /// How replies are written.
    pub reply_style: ReplyStyle,
}

impl Situation {
    /// The same without what my calendar holds of one meeting: a proposal of mine is no obstacle to its own meeting.
    #[must_use]
    pub fn without(&self, uid: &str) -> Self {
        let others = self.agenda.appointments().iter().filter(|appointment| !appointment.is_of(Some(uid)));
        Self { agenda: Agenda::new(others.cloned().collect()), ..self.clone() }
    }
}

/// Who I am.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Me {
    /// My name.
    pub name: Option<String>,
    /// My addresses; the first is the default sender. Empty where the mail has to tell.
    pub addresses: Vec<EmailAddress>,
    /// My telephone number.
    pub phone: Option<String>,
    /// Where I live.
    pub zone: chrono_tz::Tz,
    /// Which German I write.
    pub locale: Locale,
    /// Sie or du where nothing else tells.
    pub address_form: AddressForm,
    /// What stands under my letters.
    pub signature: Option<String>,
}

impl Me {
    /// Whether the address is one of mine.
    #[must_use]
    pub fn owns(&self, address: &EmailAddress) -> bool {
        self.addresses.contains(address)
    }
}

/// How replies are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplyStyle {
    /// The mail answered stands beneath.
    pub quote: bool,
    /// The calendar part of a call or a shorter meeting.
    pub counter: CounterChoice,
    /// A written answer declines with TENTATIVE in place of DECLINED.
    pub written_is_tentative: bool,
}
