//! Setting statt up: what other programs and providers know, and what a first configuration is made of.

mod findings;
mod locality;
mod mail_server;
mod provider;

pub use findings::{Findings, KnownAccount};
pub use locality::{german_of, holidays_of, zone_of, zone_of_german};
pub use mail_server::{MailServer, Protection};
pub use provider::{PROVIDERS, Provider, files_sent_mail};
