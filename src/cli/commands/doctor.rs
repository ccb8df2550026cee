//! `statt doctor`: what works, what does not, and how to mend it.

use std::collections::BTreeSet;

use clap::Args;
use serde::Serialize;

use crate::adapters::connection::ServerClock;
use crate::adapters::templates::Templates;
use crate::adapters::{secrets, smtp};
use crate::assistant::inboxes::{Inbox, Wish};
use crate::assistant::sending::Transport;
use crate::assistant::surroundings;
use crate::cli::config::{self, send_settings};
use crate::cli::error::{CommandError, Exit};
use crate::cli::settings::Settings;
use crate::cli::ui::{Style, Ui, clean};
use crate::cli::views::words;
use crate::domain::reply::ReplyKind;
use crate::german::AddressForm;

use super::{doctor_accounts, doctor_clock};

/// Check configuration, inbox, calendar, contacts, templates, outbox, the log-in to the servers and the clock
#[derive(Debug, Args)]
#[command(after_help = "Example: statt doctor --offline")]
pub struct Doctor {
    /// Do not call the servers
    #[arg(long)]
    offline: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Health {
    Ok,
    Warn,
    Fail,
}

/// What was found about one part.
#[derive(Debug, Serialize)]
pub struct Finding {
    part: &'static str,
    health: Health,
    message: String,
    /// What to do about it.
    hint: Option<String>,
}

impl Finding {
    pub(super) fn ok(part: &'static str, message: impl Into<String>) -> Self {
        Self { part, health: Health::Ok, message: message.into(), hint: None }
    }

    pub(super) fn warn(part: &'static str, message: impl Into<String>, hint: &str) -> Self {
        Self { part, health: Health::Warn, message: message.into(), hint: Some(hint.to_owned()) }
    }

    pub(super) fn fail(part: &'static str, message: impl Into<String>, hint: &str) -> Self {
        Self { part, health: Health::Fail, message: message.into(), hint: Some(hint.to_owned()) }
    }

    /// An error that a command would end with; the hint is for one that gives none.
    pub(super) fn error(part: &'static str, error: &CommandError, hint: &str) -> Self {
        Self::fail(part, error.in_one_line(), error.advice().unwrap_or(hint))
    }
}

impl Doctor {
    /// Examines every part.
    ///
    /// # Errors
    /// A configuration that cannot be read, and a closed output; what is ill is reported, with exit status 1.
    pub fn run(self, settings: Result<Settings, CommandError>, ui: &mut Ui) -> Result<Exit, CommandError> {
        let findings = match settings {
            Ok(settings) => examine(&settings, self.offline),
            // A program gets its line, a person the place with a caret.
            Err(error) if ui.json => vec![Finding::error("configuration", &error, "mend the file")],
            Err(error) => return Err(error),
        };
        for finding in &findings {
            print(finding, ui)?;
        }
        Ok(if any_failed(&findings) { Exit::Failed } else { Exit::Done })
    }
}

/// Examines every part; `offline` calls no server.
pub fn examine(settings: &Settings, offline: bool) -> Vec<Finding> {
    let mut findings = vec![configuration(settings), me(settings)];
    findings.extend(inboxes(settings));
    findings.push(calendar(settings));
    findings.push(contacts(settings));
    findings.push(templates(settings));
    findings.extend(own_kinds(settings));
    findings.push(outbox(settings));
    findings.extend(server(settings, offline));
    findings.extend(doctor_accounts::examine(settings, offline));
    findings
}

/// Whether something does not work.
pub fn any_failed(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.health == Health::Fail)
}

/// One finding as a line, and what to do about it below.
///
/// # Errors
/// Whatever stdout says.
pub fn print(finding: &Finding, ui: &mut Ui) -> Result<(), CommandError> {
    if ui.json {
        return Ok(ui.json_line(finding)?);
    }
    let (word, style) = match finding.health {
        Health::Ok => ("ok  ", Style::Green),
        Health::Warn => ("warn", Style::Yellow),
        Health::Fail => ("FAIL", Style::Red),
    };
    let word = ui.paint(word, style);
    ui.line(&format!("{word} {:<13} {}", finding.part, clean(&finding.message)))?;
    if let Some(hint) = &finding.hint {
        ui.line(&format!("     {:<13} {}", "", clean(hint)))?;
    }
    Ok(())
}

fn configuration(settings: &Settings) -> Finding {
    match &settings.config.path {
        Some(path) => Finding::ok("configuration", path.display().to_string()),
        None => Finding::warn("configuration", "there is none", "`statt init` writes one; or name yours with --config"),
    }
}

fn me(settings: &Settings) -> Finding {
    let me = config::me(&settings.config.file);
    match (&me.name, me.addresses.first()) {
        (Some(name), Some(address)) => Finding::ok("me", format!("{name} <{address}>, {}", me.zone.name())),
        (None, _) => Finding::warn("me", "me.name is missing", "letters are signed with it: set [me] name"),
        (_, None) => {
            Finding::warn("me", "me.addresses is missing", "without it statt guesses from each mail who you are")
        }
    }
}

fn inboxes(settings: &Settings) -> Vec<Finding> {
    if settings.config.file.inbox.is_empty() {
        return vec![Finding::warn(
            "inbox",
            "none is configured",
            "set inbox = \"~/Mail/INBOX\", or name one with each command",
        )];
    }
    let inboxes = match settings.inboxes(&[]) {
        Ok(inboxes) => inboxes,
        Err(error) => return vec![Finding::error("inbox", &error, "mend inbox and [imap.NAME]")],
    };
    // Folders on servers are examined with their accounts.
    let local = inboxes.iter().filter(|inbox| matches!(inbox, Inbox::Local(_)));
    let examine = |inbox: &Inbox| match inbox.open(&Wish::default()) {
        Ok(mut open) => match open.mails.next() {
            None => Finding::warn("inbox", format!("{inbox} is empty"), "is it the right folder?"),
            Some(_) => Finding::ok("inbox", inbox.to_string()),
        },
        Err(error) => Finding::fail(
            "inbox",
            error.to_string(),
            error.hint.unwrap_or("name a Maildir, an mbox, a folder of mails, or an account"),
        ),
    };
    local.map(examine).collect()
}

fn calendar(settings: &Settings) -> Finding {
    if let Some(own) = settings.own_calendar().filter(|own| own.exists() && !own.is_dir()) {
        let message = format!("calendar.write: {} is no folder", own.display());
        return Finding::fail("calendar", message, "name a folder that statt has for itself; it makes it");
    }
    let paths: Vec<_> = settings.config.file.calendar.paths.iter().map(|path| settings.path(path)).collect();
    if paths.is_empty() {
        return Finding::warn(
            "calendar",
            "none is configured",
            "without one every time counts as free: set [calendar] paths",
        );
    }
    let read = surroundings::read_agenda(&paths, settings.now, &config::me(&settings.config.file).addresses);
    match read.warnings.first() {
        Some(warning) if paths.iter().all(|path| path.exists()) && !read.value.appointments().is_empty() => {
            Finding::warn("calendar", format!("{}{warning}", some_of(read.warnings.len())), "the rest of it counts")
        }
        Some(warning) => {
            Finding::fail("calendar", warning.clone(), "mend or remove the file, or change [calendar] paths")
        }
        None => Finding::ok(
            "calendar",
            format!("{} in the year around now", words::count(read.value.appointments().len(), "appointment")),
        ),
    }
}

/// How many warnings there are, where only the first is shown.
fn some_of(warnings: usize) -> String {
    if warnings > 1 { format!("{warnings} warnings, first: ") } else { String::new() }
}

fn contacts(settings: &Settings) -> Finding {
    let file = &settings.config.file.contacts;
    let paths: Vec<_> = file.paths.iter().map(|path| settings.path(path)).collect();
    let read = surroundings::read_contacts(&paths, file.colleagues.clone());
    match read.warnings.first() {
        Some(warning) if paths.iter().all(|path| path.exists()) && !read.value.is_empty() => {
            Finding::warn("contacts", format!("{}{warning}", some_of(read.warnings.len())), "the rest of them counts")
        }
        Some(warning) => Finding::fail("contacts", warning.clone(), "mend the line, or change [contacts] paths"),
        None if read.value.is_empty() => Finding::warn(
            "contacts",
            "there are none",
            "a CSV or vCards say who matters, Sie or du, and telephone numbers",
        ),
        None => Finding::ok("contacts", words::count(read.value.len(), "contact")),
    }
}

fn templates(settings: &Settings) -> Finding {
    match settings.templates() {
        Ok(templates) => {
            // The built-in letters are held to it by the tests; the user's own are worth the second that it takes.
            let findings = settings.templates_folder().map_or_else(Vec::new, |_| templates.check());
            let bad =
                findings.into_iter().find(|finding| finding.severity != crate::adapters::templates::Severity::Note);
            let own = settings
                .templates_folder()
                .map_or("the built-in ones".to_owned(), |folder| format!("your own in {}", folder.display()));
            match bad {
                Some(finding) => {
                    Finding::warn("templates", finding.to_string(), "`statt templates check` shows everything")
                }
                None => Finding::ok("templates", own),
            }
        }
        Err(error) => Finding::error("templates", &error, "`statt templates check` shows everything"),
    }
}

/// What rules name that is not there.
fn own_kinds(settings: &Settings) -> Vec<Finding> {
    let kinds = settings.config.file.rule.iter().map(|rule| ReplyKind::from(rule.reply.clone()));
    settings.templates().map_or_else(|_| Vec::new(), |templates| missing_letters(&kinds.collect(), &templates))
}

/// Letters of the user's own that are not there for both forms of address.
fn missing_letters(kinds: &BTreeSet<ReplyKind>, templates: &Templates) -> Vec<Finding> {
    let examine = |kind: &ReplyKind| {
        let hint = format!("write sie/{kind}.tera and du/{kind}.tera; `statt templates export` shows how");
        match (templates.has(AddressForm::Sie, kind.name()), templates.has(AddressForm::Du, kind.name())) {
            (true, true) => None,
            (true, false) => Some(Finding::warn("rules", format!("`{kind}` has no letter for du"), &hint)),
            (false, true) => Some(Finding::warn("rules", format!("`{kind}` has no letter for Sie"), &hint)),
            (false, false) => Some(Finding::fail("rules", format!("there is no letter `{kind}`"), &hint)),
        }
    };
    kinds.iter().filter_map(examine).collect()
}

fn outbox(settings: &Settings) -> Finding {
    let path = match settings.outbox_path() {
        Ok(path) if !path.exists() => {
            return Finding::ok("outbox", format!("{} will be made by the first draft", path.display()));
        }
        Ok(path) => path.display().to_string(),
        Err(error) => return Finding::error("outbox", &error, "name a file with --outbox"),
    };
    match settings
        .open_outbox()
        .and_then(|outbox| Ok(outbox.check().map(|()| outbox.list(&[]).map_or(0, |mails| mails.len()))?))
    {
        Ok(mails) => Finding::ok("outbox", format!("{path}, {}", words::count(mails, "mail"))),
        Err(error) => Finding::error("outbox", &error, "keep a copy of the file before you do anything with it"),
    }
}

fn server(settings: &Settings, offline: bool) -> Vec<Finding> {
    let sending = match send_settings(&settings.config) {
        Ok(sending) => sending,
        Err(_) if settings.config.file.smtp.is_none() => {
            let hint = "set [smtp]; until then you can draft, but not send";
            return vec![Finding::warn("server", "none is configured", hint)];
        }
        Err(error) => return vec![Finding::error("server", &error, "mend the [smtp] section")],
    };
    let Transport::Smtp { server, password } = &sending.transport else {
        return vec![Finding::ok("server", "mails are handed to a sendmail program")];
    };
    let name = format!("{}:{}", server.host, server.port);
    if offline {
        return vec![Finding::ok("server", format!("{name} (not called)"))];
    }
    let mut secret = || match password {
        Some(source) => {
            secrets::fetch(source, server.user.as_deref().unwrap_or_default()).map_err(|error| error.to_string())
        }
        None => Err("the server wants a log-in, but smtp.password is missing".to_owned()),
    };
    match smtp::Dialer::new(server, &mut secret).connect() {
        Ok(session) => {
            let greeted = session.greeted().map(|theirs| ServerClock::showing(theirs, settings.moment().to_utc()));
            session.quit();
            let user = server.user.as_deref().unwrap_or("everybody");
            let mut findings = vec![Finding::ok("server", format!("{name} lets {user} in"))];
            findings.extend(greeted.map(|clock| doctor_clock::examine(&server.host, clock, settings)));
            findings
        }
        Err(failure) => {
            let hint = failure.hint().unwrap_or("check host, port and tls in [smtp]");
            vec![Finding::fail("server", format!("{name}: {failure}"), hint)]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_there_for_both_forms_of_address() {
        let folder = tempfile::tempdir().unwrap();
        let letter = "Subject: {{ reply.subject }}\n\n{{ recipient.salutation }}\n\nich melde mich.\n";
        for name in ["sie/both", "du/both", "sie/formal", "du/familiar"] {
            let path = folder.path().join(format!("{name}.tera"));
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, letter).unwrap();
        }
        let templates = Templates::with_overrides(folder.path()).unwrap();
        let cases = [
            ("call", None),
            ("both", None),
            ("formal", Some((Health::Warn, "`formal` has no letter for du"))),
            ("familiar", Some((Health::Warn, "`familiar` has no letter for Sie"))),
            ("neither", Some((Health::Fail, "there is no letter `neither`"))),
        ];
        for (kind, expected) in cases {
            let findings = missing_letters(&BTreeSet::from([ReplyKind::from(kind.to_owned())]), &templates);
            let found = findings.first().map(|finding| (finding.health, finding.message.as_str()));
            assert_eq!(found, expected, "{kind}");
        }
    }
}
