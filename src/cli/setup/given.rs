//! What the user said, by flags or by answers; everything else is proposed.

use chrono_tz::Tz;

use crate::adapters::secrets::PasswordSource;
use crate::domain::address::{AddressPattern, EmailAddress};
use crate::domain::holidays::Region;
use crate::domain::setup::{Protection, Provider};
use crate::german::{AddressForm, Locale};

/// What was said; whatever is empty was not.
#[derive(Debug, Clone, Default)]
pub struct Given {
    pub name: Option<String>,
    pub addresses: Vec<EmailAddress>,
    /// Paths as typed, or `imap:NAME`.
    pub inboxes: Vec<String>,
    pub phone: Option<String>,
    pub zone: Option<Tz>,
    pub locale: Option<Locale>,
    pub address_form: Option<AddressForm>,
    pub holidays: Option<Region>,
    pub calendars: Vec<String>,
    pub contacts: Vec<String>,
    pub colleagues: Vec<AddressPattern>,
    pub provider: Option<&'static Provider>,
    pub smtp: GivenServer,
    pub imap: GivenServer,
    pub password: Option<PasswordSource>,
    pub copy_to: Option<String>,
}

/// What was said about a server.
#[derive(Debug, Clone, Default)]
pub struct GivenServer {
    pub host: Option<String>,
    pub port: Option<u16>,
    pub protection: Option<Protection>,
    pub user: Option<String>,
}
