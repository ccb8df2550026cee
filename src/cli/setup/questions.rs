//! The questions: only what is not known, unless what is known is wrong.

use std::fmt;

use super::answers::Answers;
use super::given::Given;
use super::proposal::{Machine, propose};
use super::{passwords, prompts};
use crate::adapters::secrets::PasswordSource;
use crate::cli::error::CommandError;
use crate::cli::ui::{Ui, clean};
use crate::domain::address::{AddressPattern, EmailAddress};
use crate::domain::holidays::Region;
use crate::domain::setup::{Findings, MailServer, PROVIDERS, Protection, Provider};
use crate::german::{AddressForm, Locale};

/// Asks for what neither was given nor found.
///
/// # Errors
/// The person at the terminal stops, or there is no terminal after all.
pub fn ask(mut given: Given, findings: &Findings, machine: &Machine, ui: &mut Ui) -> Result<Answers, CommandError> {
    let found = propose(&given, findings, machine);
    ui.note("This is what was found:");
    for (label, value) in found.summary() {
        ui.note(&format!("  {label:<10} {}", clean(&value)));
    }
    let everything = !prompts::confirm("Is that right, as far as it goes?")?;
    person(&mut given, &found, everything)?;
    let found = propose(&given, findings, machine);
    places(&mut given, &found, everything)?;
    server(&mut given, &found, everything)?;
    fetching(&mut given, findings, machine)?;
    let mut answers = propose(&given, findings, machine);
    password(&given, &mut answers, ui)?;
    Ok(answers)
}

fn person(given: &mut Given, found: &Answers, everything: bool) -> Result<(), CommandError> {
    if given.name.is_none() && (everything || found.name.is_none()) {
        given.name = prompts::text("Your name", found.name.as_deref(), "letters are signed with it", prompts::ANY)?;
    }
    if given.addresses.is_empty() && (everything || found.addresses.is_empty()) {
        let known: Vec<&str> = found.addresses.iter().map(EmailAddress::written).collect();
        let help = "several with commas; the first is the one to send from";
        let typed = prompts::text("Your e-mail addresses", Some(&known.join(", ")), help, |text| {
            list(text, EmailAddress::parse).map(|_| ())
        })?;
        given.addresses = list(&typed.unwrap_or_default(), EmailAddress::parse).unwrap_or_default();
    }
    if given.phone.is_none() {
        let help = "for calls instead of meetings; Enter leaves it out";
        given.phone = prompts::text("Your telephone number", None, help, prompts::ANY)?;
    }
    if everything {
        german(given, found)?;
    }
    if given.holidays.is_none() {
        given.holidays = Some(prompts::choose("Whose public holidays are yours?", regions(found.holidays))?.region);
    }
    Ok(())
}

/// What the system mostly knows right.
fn german(given: &mut Given, found: &Answers) -> Result<(), CommandError> {
    if given.zone.is_none() {
        let known = found.zone.map(chrono_tz::Tz::name);
        let check = |text: &str| text.parse::<chrono_tz::Tz>().map(|_| ()).map_err(|error| error.to_string());
        let typed = prompts::text("Your time zone", known, "such as Europe/Berlin", check)?;
        given.zone = typed.and_then(|name| name.parse().ok());
    }
    if given.locale.is_none() {
        let options = Locale::ALL.map(|locale| Choice(locale_name(locale), locale)).to_vec();
        given.locale = Some(prompts::choose("Whose German do you write?", options)?.1);
    }
    if given.address_form.is_none() {
        let options = vec![Choice("Sie", AddressForm::Sie), Choice("du", AddressForm::Du)];
        given.address_form = Some(prompts::choose("How do you address people of whom nothing is known?", options)?.1);
    }
    Ok(())
}

const fn locale_name(locale: Locale) -> &'static str {
    match locale {
        Locale::Germany => "Germany's",
        Locale::Austria => "Austria's",
        Locale::Switzerland => "Switzerland's",
    }
}

/// A choice under its name.
#[derive(Clone)]
struct Choice<T>(&'static str, T);

impl<T> fmt::Display for Choice<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

fn list<T, E: fmt::Display>(text: &str, read: impl Fn(&str) -> Result<T, E>) -> Result<Vec<T>, String> {
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| read(part).map_err(|error| error.to_string())).collect()
}

struct NamedRegion {
    region: Region,
    name: &'static str,
}

impl fmt::Display for NamedRegion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.name, self.region.code())
    }
}

/// All regions, those of the likely country first.
fn regions(likely: Option<Region>) -> Vec<NamedRegion> {
    let country = likely.map_or("DE", |region| region.code().get(..2).unwrap_or("DE"));
    let mut all: Vec<NamedRegion> = Region::all().map(|(region, name)| NamedRegion { region, name }).collect();
    all.sort_by_key(|one| !one.region.code().starts_with(country));
    all
}

fn places(given: &mut Given, found: &Answers, everything: bool) -> Result<(), CommandError> {
    let ask = |question: &str, given: &mut Vec<String>, found: &[String], help: &str| -> Result<(), CommandError> {
        if given.is_empty() && (everything || found.is_empty()) {
            given.extend(prompts::text(question, found.first().map(String::as_str), help, prompts::ANY)?);
        }
        Ok(())
    };
    ask("Your inbox", &mut given.inboxes, &found.inboxes, "a Maildir, mbox or folder of mails; Enter leaves it out")?;
    ask(
        "Your calendar",
        &mut given.calendars,
        &found.calendars,
        "an .ics file, or a folder of them; Enter leaves it out",
    )?;
    ask(
        "Your contacts",
        &mut given.contacts,
        &found.contacts,
        "a CSV or .vcf file, or a folder of them; Enter leaves it out",
    )?;
    if given.colleagues.is_empty() {
        let domain = found.addresses.first().map(EmailAddress::domain);
        let own = domain.filter(|domain| Provider::of_domain(domain).is_none()).map(|domain| format!("@{domain}"));
        let help = "addresses or @domains, with commas; remove it if there are none";
        let typed = prompts::text("Your colleagues", own.as_deref(), help, |text| {
            list(text, AddressPattern::parse).map(|_| ())
        })?;
        given.colleagues = list(&typed.unwrap_or_default(), AddressPattern::parse).unwrap_or_default();
    }
    Ok(())
}

#[derive(Clone, Copy)]
enum Host {
    Known(&'static Provider),
    Other,
    Nobody,
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Known(provider) => provider.name,
            Self::Other => "another one",
            Self::Nobody => "nobody yet: drafting is enough",
        })
    }
}

fn server(given: &mut Given, found: &Answers, everything: bool) -> Result<(), CommandError> {
    if given.smtp.host.is_some() || given.provider.is_some() || (found.smtp.is_some() && !everything) {
        return Ok(());
    }
    let hosts: Vec<Host> = [Host::Other, Host::Nobody].into_iter().chain(PROVIDERS.iter().map(Host::Known)).collect();
    match prompts::choose("Who sends your mails?", hosts)? {
        Host::Nobody => return Ok(()),
        Host::Known(provider) => {
            given.provider = Some(provider);
            if provider.smtp(None).is_some() {
                return Ok(());
            }
        }
        Host::Other => {}
    }
    let known = found.smtp.as_ref();
    let help = given.provider.and_then(|provider| provider.note).unwrap_or("Enter leaves it out");
    given.smtp.host = prompts::text("SMTP server", known.map(|server| server.host.as_str()), help, prompts::ANY)?;
    if given.smtp.host.is_none() {
        return Ok(());
    }
    let port = known.map_or(587, |server| server.port).to_string();
    let check = |text: &str| text.parse::<u16>().map(|_| ()).map_err(|_| "a port is a number below 65536".to_owned());
    let port = prompts::text("Port", Some(&port), "587 with STARTTLS, 465 with TLS", check)?;
    given.smtp.port = port.and_then(|port| port.parse().ok());
    given.smtp.protection = given.smtp.port.map(Protection::usual_at);
    let user = found.addresses.first().map(EmailAddress::written);
    given.smtp.user = prompts::text("Your name there", user, "most servers want the whole address", prompts::ANY)?;
    Ok(())
}

/// Where mails are fetched, if no folder here has them and nobody knows.
fn fetching(given: &mut Given, findings: &Findings, machine: &Machine) -> Result<(), CommandError> {
    let known = propose(given, findings, machine);
    if known.inboxes.is_empty() && known.imap.is_none() && !known.addresses.is_empty() {
        let help = "for an inbox at the server; Enter leaves it out";
        given.imap.host = prompts::text("IMAP server", None, help, prompts::ANY)?;
    }
    Ok(())
}

fn password(given: &Given, answers: &mut Answers, ui: &mut Ui) -> Result<(), CommandError> {
    if let Some(note) = answers.provider.filter(|_| answers.smtp.is_some()).and_then(|provider| provider.note) {
        ui.note(&format!("{}: {note}", answers.provider.map_or("", |provider| provider.name)));
    }
    let user_of = |server: &Option<MailServer>| server.as_ref().and_then(|server| server.user.clone());
    let (smtp_user, imap_user) = (user_of(&answers.smtp), user_of(&answers.imap));
    let mut users: Vec<&str> = [&smtp_user, &imap_user].into_iter().filter_map(Option::as_deref).collect();
    users.dedup();
    if users.is_empty() {
        return Ok(());
    }
    match &given.password {
        Some(PasswordSource::Keyring(service)) => return passwords::fill_keyring(service, &users, ui),
        Some(_) => return Ok(()),
        None => {}
    }
    if let Some(PasswordSource::Command(command)) = &answers.smtp_password
        && prompts::confirm(&format!("Another program gets the password by `{}`. Use that?", clean(command)))?
    {
        return Ok(());
    }
    let place = passwords::ask_place(&users, ui)?;
    answers.smtp_password = place.clone().filter(|_| smtp_user.is_some());
    answers.imap_password = place.filter(|_| imap_user.is_some());
    Ok(())
}
