//! `statt templates`: the letters, and making them one's own.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde_json::json;

use crate::adapters::inbox;
use crate::adapters::templates::{Finding, Severity, Templates as Library};
use crate::assistant::composing::compose;
use crate::assistant::preview::sample_case;
use crate::assistant::reading::Reader;
use crate::assistant::weighing::{Memory, weigh};
use crate::cli::error::{CommandError, Exit};
use crate::cli::settings::Settings;
use crate::cli::ui::{Style, Ui, clean_lines};
use crate::domain::draft::DraftRole;
use crate::domain::plan::{Choices, plan};
use crate::domain::refusal::Leniency;
use crate::domain::reply::ReplyKind;
use crate::german::AddressForm;

/// List, show, export, check and preview the letters' templates
#[derive(Debug, Args)]
#[command(after_help = "Example: statt templates export ~/.config/statt/templates && statt templates check")]
pub struct Templates {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// The names of all templates
    #[command(after_help = "Example: statt templates list")]
    List,
    /// The text of a template
    #[command(after_help = "Example: statt templates show sie/call")]
    Show {
        /// Such as sie/call or shared/closing
        name: String,
    },
    /// Write the built-in templates into a folder, each with an explanation of its variables
    #[command(after_help = "Example: statt templates export ~/.config/statt/templates")]
    Export {
        /// The folder; files that are there already are left alone
        folder: PathBuf,
    },
    /// Render every template in every situation it can meet, and name what is wrong
    #[command(after_help = "Example: statt templates check ~/.config/statt/templates")]
    Check {
        /// A folder of templates [default: the ones in use]
        folder: Option<PathBuf>,
    },
    /// Render letters with a built-in sample, or with a real mail
    #[command(after_help = "Example: statt templates preview sie/call --message invite.eml")]
    Preview {
        /// Such as sie/call [default: all letters]
        name: Option<String>,
        /// The mail to answer
        #[arg(long, value_name = "FILE")]
        message: Option<PathBuf>,
    },
}

impl Templates {
    /// Does what was asked.
    ///
    /// # Errors
    /// An unknown name, a broken template, a folder that cannot be read or written.
    pub fn run(self, settings: &Settings, ui: &mut Ui) -> Result<Exit, CommandError> {
        match self.task {
            Task::List => {
                let library = settings.templates()?;
                for name in library.names().map(|name| name.trim_end_matches(".tera")) {
                    print(ui, name, &json!({ "name": name }))?;
                }
                Ok(Exit::Done)
            }
            Task::Show { name } => {
                let library = settings.templates()?;
                let source = library.source(&file_name(&name)).ok_or_else(|| unknown(&name, &library))?.to_owned();
                print(ui, source.trim_end(), &json!({ "name": name.trim_end_matches(".tera"), "source": source }))?;
                Ok(Exit::Done)
            }
            Task::Export { folder } => {
                for exported in Library::built_in().export(&folder)? {
                    let path = exported.path.display().to_string();
                    let left = if exported.written { "" } else { " (left as it is)" };
                    print(ui, &format!("{path}{left}"), &json!({ "path": path, "written": exported.written }))?;
                }
                ui.note("edit what you like; a file that you delete falls back to the built-in letter");
                Ok(Exit::Done)
            }
            Task::Check { folder } => check(folder.as_deref(), settings, ui),
            Task::Preview { name, message } => preview(name.as_deref(), message.as_deref(), settings, ui),
        }
    }
}

/// A line for people, or the same for programs.
fn print(ui: &mut Ui, line: &str, value: &serde_json::Value) -> Result<(), CommandError> {
    if ui.json {
        ui.json_line(value)?;
    } else {
        ui.line(line)?;
    }
    Ok(())
}

fn file_name(name: &str) -> String {
    format!("{}.tera", name.trim_end_matches(".tera"))
}

fn unknown(name: &str, library: &Library) -> CommandError {
    let near = crate::cli::config::nearest(name, library.names());
    let error = CommandError::failed(format!("there is no template `{name}`"));
    error.hint(near.map_or("`statt templates list` shows them".to_owned(), |near| format!("did you mean `{near}`?")))
}

fn check(folder: Option<&Path>, settings: &Settings, ui: &mut Ui) -> Result<Exit, CommandError> {
    let own = folder.or(settings.templates_folder());
    let findings = match own {
        Some(folder) => Library::check_folder(folder)?,
        None => Library::built_in().check(),
    };
    let everything = settings.verbose || ui.json;
    for finding in findings.iter().filter(|finding| everything || finding.severity != Severity::Note) {
        print_finding(finding, ui)?;
    }
    let bad = findings.iter().filter(|finding| finding.severity != Severity::Note).count();
    if bad == 0 {
        let notes = findings.len();
        let more = if settings.verbose || notes == 0 {
            String::new()
        } else {
            format!("; -v shows {notes} notes on lines that only some situations reach")
        };
        ui.note(&format!("all templates are fine{more}"));
    }
    Ok(if bad == 0 { Exit::Done } else { Exit::Failed })
}

fn print_finding(finding: &Finding, ui: &mut Ui) -> Result<(), CommandError> {
    if ui.json {
        let place = finding.place.as_ref();
        return Ok(ui.json_line(&json!({
            "template": finding.template,
            "severity": format!("{:?}", finding.severity).to_lowercase(),
            "line": place.map(|place| place.line),
            "column": place.map(|place| place.column),
            "message": finding.message,
            "hint": finding.hint,
        }))?);
    }
    Ok(ui.line(&clean_lines(&finding.to_string()))?)
}

fn preview(name: Option<&str>, message: Option<&Path>, settings: &Settings, ui: &mut Ui) -> Result<Exit, CommandError> {
    let library = settings.templates()?;
    let mut situation = settings.situation(ui);
    let case = match message {
        None => {
            sample_case(&mut situation).ok_or_else(|| CommandError::failed("the built-in sample cannot be read"))?
        }
        Some(path) => {
            let mut mails = Vec::new();
            let opened = inbox::open(path).map_err(|error| CommandError::failed(error.to_string()))?;
            Reader { now: settings.now, all: true }.read_all(opened, |mail| mails.extend(mail.ok().flatten()));
            let weighed = weigh(mails, &situation, &Memory::default(), Leniency::default());
            weighed.into_iter().find_map(|mail| mail.into_case(false, None)).ok_or_else(|| {
                CommandError::failed(format!("{} is not about a meeting", path.display()))
                    .hint("name a mail with an invite")
            })?
        }
    };
    let wanted: Vec<(AddressForm, String)> = match name {
        Some(name) => vec![split_name(name, &library)?],
        None if message.is_some() => ReplyKind::BUILT_IN
            .iter()
            .map(|kind| (case.correspondent.address_form.value, kind.name().to_owned()))
            .collect(),
        None => library.names().filter_map(|name| split_name(name, &library).ok()).collect(),
    };
    for (form, kind) in wanted {
        let mut case = case.clone();
        case.correspondent.address_form.value = form;
        let reply_kind = if kind == "briefing" { ReplyKind::Handoff } else { ReplyKind::from(kind.clone()) };
        let mut reply = plan(&reply_kind, &case, &situation, &[], &Choices::default());
        if let Some(colleague) = &mut reply.colleague
            && kind == "briefing"
        {
            colleague.address_form = form;
        }
        let role = if kind == "briefing" { DraftRole::Briefing } else { DraftRole::Reply };
        let drafts = compose(&case, &reply, &situation, &library)?;
        let Some(draft) = drafts.into_iter().find(|draft| draft.role == role) else { continue };
        let form = if form == AddressForm::Du { "du" } else { "sie" };
        if ui.json {
            let letter = &draft.letter;
            let name = format!("{form}/{kind}");
            ui.json_line(&json!({ "name": name, "subject": letter.subject, "text": letter.text }))?;
            continue;
        }
        let heading = ui.paint(&format!("── {form}/{kind} "), Style::Cyan);
        ui.line(&heading)?;
        ui.line(&clean_lines(&format!("Subject: {}\n\n{}\n", draft.letter.subject, draft.letter.text)))?;
    }
    Ok(Exit::Done)
}

/// `sie/call` as a form of address and a kind of letter.
fn split_name(name: &str, library: &Library) -> Result<(AddressForm, String), CommandError> {
    let bare = name.trim_end_matches(".tera");
    let form = match bare.split_once('/') {
        Some(("sie", kind)) => Some((AddressForm::Sie, kind.to_owned())),
        Some(("du", kind)) => Some((AddressForm::Du, kind.to_owned())),
        _ => None,
    };
    form.filter(|(form, kind)| library.has(*form, kind)).ok_or_else(|| unknown(name, library))
}
