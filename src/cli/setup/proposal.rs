//! What was given, and for the rest what was found, put together.

use std::path::{Path, PathBuf};

use chrono_tz::Tz;

use super::answers::Answers;
use super::given::{Given, GivenServer};
use crate::adapters::secrets::PasswordSource;
use crate::adapters::smtp::{Server, Tls};
use crate::domain::address::EmailAddress;
use crate::domain::setup::{
    Findings, MailServer, Protection, Provider, files_sent_mail, german_of, holidays_of, zone_of_german,
};

/// What the machine says about its user.
#[derive(Debug, Clone, Default)]
pub struct Machine {
    pub home: Option<PathBuf>,
    /// Where relative paths start that were typed.
    pub folder: PathBuf,
    pub language: Option<String>,
    pub zone: Option<Tz>,
}

impl Machine {
    /// A path as the file says it: absolute, or below the home; `imap:NAME` stays.
    #[must_use]
    pub fn written(&self, path: &str) -> String {
        if path.starts_with("imap:") || path.starts_with("~/") {
            return path.to_owned();
        }
        let absolute = self.folder.join(path);
        // `.` and double slashes go, `..` stays: only the system knows what it means beside a link.
        self.below_home(&absolute.components().collect::<PathBuf>()).unwrap_or_else(|| path.to_owned())
    }

    fn below_home(&self, path: &Path) -> Option<String> {
        let home = self.home.as_deref().filter(|home| home.components().count() > 1);
        match home.and_then(|home| path.strip_prefix(home).ok()) {
            Some(below) if below.as_os_str().is_empty() => path.to_str().map(str::to_owned),
            Some(below) => below.to_str().map(|below| format!("~/{below}")),
            None => path.to_str().map(str::to_owned),
        }
    }

    /// Paths that were found; one that is no text cannot stand in the file.
    fn found(&self, paths: &[PathBuf]) -> Vec<String> {
        paths.iter().filter_map(|path| self.below_home(path)).collect()
    }
}

/// The configuration to write, as far as it can be known.
#[must_use]
pub fn propose(given: &Given, findings: &Findings, machine: &Machine) -> Answers {
    let main = given.addresses.first().or_else(|| findings.main_address());
    let domain = main.map(EmailAddress::domain);
    let provider = given.provider.or_else(|| Provider::of_domain(domain.as_deref()?));
    let user = main.map(|address| address.written().to_owned());
    let smtp = {
        let by_provider = provider.and_then(|provider| provider.smtp(user.clone()));
        let known = best(given.provider, findings.smtp(main), by_provider);
        server(&given.smtp, known, user.as_deref(), MailServer::smtp)
    };
    let imap = {
        let by_provider = provider.and_then(|provider| provider.imap(user.clone()));
        let known = best(given.provider, findings.imap(main), by_provider);
        // Somebody always logs in to read mails; an account without a name for that is none.
        server(&given.imap, known, user.as_deref(), MailServer::imap)
            .map(|server| MailServer { user: server.user.or_else(|| user.clone()), ..server })
            .filter(|server| server.user.is_some())
    };
    let locale =
        given.locale.unwrap_or_else(|| german_of(machine.language.as_deref(), machine.zone, domain.as_deref()));
    let or_found = |given: &[String], found: &[PathBuf]| match given {
        [] => machine.found(found),
        given => given.iter().map(|path| machine.written(path)).collect(),
    };
    let mut inboxes = or_found(&given.inboxes, &findings.inboxes(main));
    if given.inboxes.is_empty() {
        inboxes.truncate(1);
        if inboxes.is_empty() && imap.is_some() {
            inboxes.push("imap:mail".to_owned());
        }
    }
    let files_itself = smtp.as_ref().is_some_and(|server| files_sent_mail(&server.host));
    let sent = findings.sent(main).filter(|_| smtp.is_some() && !files_itself && given.inboxes.is_empty());
    let (smtp_password, imap_password) = passwords(given.password.as_ref(), smtp.as_ref(), imap.as_ref());
    Answers {
        name: given.name.clone().or_else(|| findings.name(main).map(str::to_owned)),
        addresses: match (given.addresses.as_slice(), main) {
            ([], Some(main)) => findings.addresses(main),
            (given, _) => given.to_vec(),
        },
        phone: given.phone.clone(),
        zone: Some(given.zone.or(machine.zone).unwrap_or_else(|| zone_of_german(locale))),
        locale,
        address_form: given.address_form.unwrap_or_default(),
        holidays: given.holidays.or_else(|| holidays_of(locale)),
        inboxes,
        calendars: or_found(&given.calendars, &findings.calendars),
        contacts: or_found(&given.contacts, &findings.contacts),
        colleagues: given.colleagues.clone(),
        smtp,
        smtp_password,
        imap,
        imap_password,
        copy_to: given.copy_to.as_deref().map(|path| machine.written(path)).or_else(|| machine.below_home(sent?)),
        provider,
    }
}

/// A provider that was named counts for more than what was found; one that was guessed for less.
fn best(named: Option<&Provider>, found: Option<&MailServer>, by_provider: Option<MailServer>) -> Option<MailServer> {
    match named {
        Some(_) => by_provider,
        None => found.cloned().or(by_provider),
    }
}

/// A server as given; what was not said about it is as known or usual.
fn server(
    given: &GivenServer,
    known: Option<MailServer>,
    user: Option<&str>,
    make: fn(&str, Option<u16>, Option<Protection>) -> MailServer,
) -> Option<MailServer> {
    let server = match (&given.host, known) {
        (Some(host), _) => {
            let user = user.filter(|_| !is_this_machine(host)).map(str::to_owned);
            make(host, given.port, given.protection).with_user(user)
        }
        (None, Some(known)) => {
            let unsaid = given.port.is_none() && given.protection.is_none();
            // Other programs may send in the clear; statt does so on this machine only.
            let in_the_clear = known.protection == Protection::None && !is_this_machine(&known.host);
            let known_port = (given.protection.is_none() && !in_the_clear).then_some(known.port);
            let protection = given.protection.or((unsaid && !in_the_clear).then_some(known.protection));
            let server = make(&known.host, given.port.or(known_port), protection);
            MailServer { user: known.user, password_command: known.password_command, ..server }
        }
        (None, None) => return None,
    };
    Some(MailServer { user: given.user.clone().or(server.user), ..server })
}

fn is_this_machine(host: &str) -> bool {
    Server { tls: Tls::None, ..Server::new(host) }.check().is_ok()
}

/// Where the passwords for sending and for fetching are; a user of both has one password.
fn passwords(
    given: Option<&PasswordSource>,
    smtp: Option<&MailServer>,
    imap: Option<&MailServer>,
) -> (Option<PasswordSource>, Option<PasswordSource>) {
    let own = |server: Option<&MailServer>| {
        let server = server.filter(|server| server.user.is_some())?;
        given.cloned().or_else(|| server.password_command.clone().map(PasswordSource::Command))
    };
    let same_user = smtp.and_then(|server| server.user.as_deref()) == imap.and_then(|server| server.user.as_deref());
    let (for_smtp, for_imap) = (own(smtp), own(imap));
    let shared = |one: &Option<PasswordSource>, other: &Option<PasswordSource>, server: Option<&MailServer>| {
        let has_user = server.is_some_and(|server| server.user.is_some());
        one.clone().or_else(|| other.clone().filter(|_| same_user && has_user))
    };
    (shared(&for_smtp, &for_imap, smtp), shared(&for_imap, &for_smtp, imap))
}
