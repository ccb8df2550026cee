//! `statt init`: a first configuration, from what is found, given and asked.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};

use crate::adapters::other_programs::{self, Places};
use crate::adapters::secrets::PasswordSource;
use crate::cli::args::Global;
use crate::cli::commands::doctor;
use crate::cli::config;
use crate::cli::error::{CommandError, Exit};
use crate::cli::settings::Settings;
use crate::cli::setup::{self, Answers, Flags, Machine};
use crate::cli::ui::Ui;
use crate::domain::setup::Findings;

/// Write a first configuration: what is found on this machine, and a few questions for the rest
#[derive(Debug, Args)]
#[command(
    after_help = "It reads what mutt, aerc, himalaya, msmtp, mbsync, Thunderbird and git know, Maildirs and calendar folders.\n\
                  A password that you type goes into the keyring only.\n\n\
                  Example: statt init\n         \
                  statt init --yes --name \"Jana Weber\" --address jana@agentur.example --password-command \"pass show mail\""
)]
pub struct Init {
    /// Ask nothing: take what is found and given
    #[arg(long, short)]
    yes: bool,
    /// Replace a configuration that is there; it is kept as config.toml.bak
    #[arg(long)]
    force: bool,
    /// Do not call the server at the end
    #[arg(long)]
    offline: bool,
    #[command(flatten)]
    answers: Flags,
}

impl Init {
    /// Finds, asks, writes, and tries what was written.
    ///
    /// # Errors
    /// A configuration that is there, nobody to ask, answers that contradict each other, a folder that cannot be written.
    pub fn run(self, global: &Global, ui: &mut Ui) -> Result<Exit, CommandError> {
        let path = global.config.clone().or_else(config::default_path).ok_or_else(|| {
            CommandError::failed("there is no home folder to keep the configuration in")
                .hint("name a file with --config FILE")
        })?;
        if !self.force && path.symlink_metadata().is_ok() {
            return Err(setup::exists(&path));
        }
        let somebody_is_there = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
        if !self.yes && !somebody_is_there {
            return Err(nobody_to_ask());
        }
        let machine = machine();
        let findings = look_around(machine.home.as_deref());
        if global.verbose {
            for note in &findings.notes {
                ui.note(note);
            }
        }
        let (force, offline) = (self.force, self.offline);
        let asks = !self.yes;
        let given = self.answers.given();
        let said_password = given.password.is_some();
        let answers = if asks {
            setup::ask(given, &findings, &machine, ui)?
        } else {
            setup::propose(&given, &findings, &machine)
        };
        let text = setup::file_text(&answers);
        config::check(&text, &path)?;
        let stored = setup::store(&path, &text, force)?;

        let settings = Settings::resolve(&Global { config: Some(stored.path.clone()), ..global.clone() })?;
        // A command that only another program's configuration names is not run before a person has seen it.
        let may_call = !offline && calls(&answers, asks || said_password);
        let checks = doctor::examine(&settings, !may_call);
        let failed = doctor::any_failed(&checks);
        if ui.json {
            let shown = |path: &Path| path.display().to_string();
            let mut line = json!({ "config": shown(&stored.path), "backup": stored.backup.as_deref().map(shown) });
            if let (Some(line), Value::Object(answers)) = (line.as_object_mut(), answers.json()) {
                line.extend(answers);
                line.insert("checks".to_owned(), json!(checks));
            }
            ui.json_line(&line)?;
        } else {
            ui.line(&format!("wrote {}", crate::cli::ui::clean(&stored.path.display().to_string())))?;
            if let Some(backup) = &stored.backup {
                ui.line(&format!("the old one is {}", crate::cli::ui::clean(&backup.display().to_string())))?;
            }
            for check in &checks {
                doctor::print(check, ui)?;
            }
        }
        remarks(&answers, &findings, asks, may_call, ui);
        Ok(if failed { Exit::Failed } else { Exit::Done })
    }
}

fn nobody_to_ask() -> CommandError {
    CommandError::usage("there is no terminal to ask on").hint(
        "add --yes to take what is found, and say the rest with flags: --name, --address, --inbox, --calendar, \
         --contacts, --phone, --holidays, --smtp-host, --password-command; `statt init --help` shows them all",
    )
}

fn machine() -> Machine {
    Machine {
        home: std::env::var_os("HOME").map(PathBuf::from).filter(|home| home.is_absolute()),
        folder: std::env::current_dir().unwrap_or_default(),
        language: other_programs::language(),
        zone: other_programs::time_zone(),
    }
}

fn look_around(home: Option<&Path>) -> Findings {
    let Some(home) = home else { return Findings::default() };
    let absolute = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let places = Places {
        mail: ["MAILDIR", "MAIL"].into_iter().filter_map(absolute).collect(),
        config: absolute("XDG_CONFIG_HOME").unwrap_or_else(|| home.join(".config")),
        ..Places::of_home(home)
    };
    other_programs::look_around(&places)
}

/// Whether every log-in can be tried that there is.
fn calls(answers: &Answers, password_is_said: bool) -> bool {
    let log_ins = [(&answers.smtp, &answers.smtp_password), (&answers.imap, &answers.imap_password)];
    log_ins.into_iter().all(|(server, password)| {
        let needs_password = server.as_ref().is_some_and(|server| server.user.is_some());
        !needs_password || (password_is_said && password.is_some())
    })
}

/// What is worth a word beside the checks, and what to type next.
fn remarks(answers: &Answers, findings: &Findings, asked: bool, called: bool, ui: &mut Ui) {
    if answers.addresses.is_empty() {
        ui.warn("no address of yours was found: statt init --force --address you@example.org, or edit the file");
    }
    let others: Vec<String> = findings.other_addresses(&answers.addresses).iter().map(ToString::to_string).collect();
    if !others.is_empty() {
        ui.note(&format!("not written, but found: {}; add what is yours to [me] addresses", others.join(", ")));
    }
    if let Some(provider) = answers.provider.filter(|_| !asked)
        && let Some(note) = provider.note
    {
        ui.note(&format!("{}: {note}", provider.name));
    }
    if let Some(smtp) = answers.smtp.as_ref().filter(|smtp| smtp.user.is_some()) {
        match &answers.smtp_password {
            None => {
                ui.note(&format!("no password for {} yet: set [smtp] password, then run `statt doctor`", smtp.host));
            }
            Some(PasswordSource::Command(command)) if !called => {
                ui.note(&format!("the password will come from `{command}`; `statt doctor` tries the log-in"));
            }
            Some(_) => {}
        }
    }
    let next = if answers.inboxes.is_empty() {
        "`statt draft ~/Mail/INBOX`, with the path of your inbox,"
    } else {
        "`statt draft`"
    };
    ui.note(&format!("next: {next} drafts replies; nothing is sent"));
}
