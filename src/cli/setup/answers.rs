//! Everything that a first configuration says.

use chrono_tz::Tz;
use serde_json::{Value, json};

use crate::adapters::secrets::PasswordSource;
use crate::domain::address::{AddressPattern, EmailAddress};
use crate::domain::holidays::Region;
use crate::domain::setup::{MailServer, Provider};
use crate::german::{AddressForm, Locale};

/// The answers to all questions; paths are as the file will say them.
#[derive(Debug, Clone, Default)]
pub struct Answers {
    pub name: Option<String>,
    pub addresses: Vec<EmailAddress>,
    pub phone: Option<String>,
    pub zone: Option<Tz>,
    pub locale: Locale,
    pub address_form: AddressForm,
    pub holidays: Option<Region>,
    pub inboxes: Vec<String>,
    pub calendars: Vec<String>,
    pub contacts: Vec<String>,
    pub colleagues: Vec<AddressPattern>,
    pub smtp: Option<MailServer>,
    pub smtp_password: Option<PasswordSource>,
    pub imap: Option<MailServer>,
    pub imap_password: Option<PasswordSource>,
    pub copy_to: Option<String>,
    /// The provider, where it is one that statt knows.
    pub provider: Option<&'static Provider>,
}

impl Answers {
    /// The answers for programs. There is no password in them, only where it is.
    #[must_use]
    pub fn json(&self) -> Value {
        let server = |server: &Option<MailServer>, password: &Option<PasswordSource>| {
            server.as_ref().map(|server| {
                json!({
                    "host": server.host,
                    "port": server.port,
                    "tls": server.protection,
                    "user": server.user,
                    "password": password,
                })
            })
        };
        json!({
            "name": self.name,
            "addresses": self.addresses,
            "inbox": self.inboxes,
            "phone": self.phone,
            "time_zone": self.zone.map(Tz::name),
            "locale": self.locale,
            "address_form": self.address_form,
            "holidays": self.holidays,
            "calendar": self.calendars,
            "contacts": self.contacts,
            "colleagues": self.colleagues,
            "smtp": server(&self.smtp, &self.smtp_password),
            "imap": server(&self.imap, &self.imap_password),
            "copy_to": self.copy_to,
        })
    }

    /// The answers for people: a line for each that there is.
    #[must_use]
    pub fn summary(&self) -> Vec<(&'static str, String)> {
        let server = |server: &MailServer| {
            let user = server.user.as_deref().map_or(String::new(), |user| format!(" as {user}"));
            format!("{}:{} ({}){user}", server.host, server.port, server.protection.name())
        };
        let password = self.smtp_password.as_ref().or(self.imap_password.as_ref()).map(|source| match source {
            PasswordSource::Command(command) => format!("what `{command}` prints"),
            PasswordSource::Keyring(service) => format!("in the keyring, as {service}"),
            PasswordSource::Env(name) => format!("in the environment, as {name}"),
        });
        let addresses: Vec<&str> = self.addresses.iter().map(EmailAddress::written).collect();
        let lines = [
            ("name", self.name.clone()),
            ("addresses", Some(addresses.join(", "))),
            ("phone", self.phone.clone()),
            ("inbox", Some(self.inboxes.join(", "))),
            ("calendar", Some(self.calendars.join(", "))),
            ("contacts", Some(self.contacts.join(", "))),
            ("sending", self.smtp.as_ref().map(server)),
            ("fetching", self.imap.as_ref().map(server)),
            ("password", password),
            ("copies to", self.copy_to.clone()),
            ("time zone", self.zone.map(|zone| zone.name().to_owned())),
            ("holidays", self.holidays.map(|region| region.code().to_owned())),
        ];
        lines.into_iter().filter_map(|(label, value)| Some((label, value.filter(|value| !value.is_empty())?))).collect()
    }
}
