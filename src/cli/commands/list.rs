//! `statt list`: the outbox.

use chrono::DateTime;
use chrono_tz::Tz;
use clap::Args;

use crate::cli::error::{CommandError, Exit};
use crate::cli::settings::Settings;
use crate::cli::ui::{Style, Ui, clean};
use crate::cli::views::outbox_mail::OutboxMail;
use crate::cli::views::{story, waiting};
use crate::domain::correspondence::root;
use crate::domain::draft::{Draft, Status};
use crate::domain::story::{Stories, is_worth_telling};

use super::outbox_table;

/// Show the outbox
#[derive(Debug, Args)]
#[command(after_help = "Example: statt list --status draft --status failed")]
pub struct List {
    /// Only mails with this status; may be given several times
    #[arg(long, value_name = "STATUS", value_delimiter = ',', value_parser = status)]
    status: Vec<Status>,
    /// Also what is superseded or discarded
    #[arg(long)]
    all: bool,
}

impl List {
    /// Lists the mails.
    ///
    /// # Errors
    /// An outbox that cannot be read.
    pub fn run(self, settings: &Settings, ui: &mut Ui) -> Result<Exit, CommandError> {
        let outbox = settings.open_outbox()?;
        let all = outbox.list(&[])?;
        let notices = outbox.notices()?;
        let stories = Stories::of(&all, &notices);
        let now = settings.now;
        let mut drafts: Vec<Draft> =
            all.iter().filter(|draft| self.status.is_empty() || self.status.contains(&draft.status)).cloned().collect();
        if ui.json {
            for draft in &drafts {
                let story = stories.tell(root(draft), now.to_utc());
                ui.json_line(&OutboxMail::new(draft).with_story(story::lines(&story, now)))?;
            }
            return Ok(Exit::Done);
        }
        let before = drafts.len();
        if self.status.is_empty() && !self.all {
            drafts.retain(|draft| !matches!(draft.status, Status::Superseded | Status::Discarded));
        }
        if drafts.is_empty() {
            ui.note("nothing in the outbox; `statt draft PATH` fills it");
        } else {
            let table = outbox_table::draw(&drafts, ui, now);
            ui.line(&table)?;
            tell(&stories, &drafts, now, ui)?;
        }
        for line in waiting::lines(&outbox.postponed()?) {
            ui.note(&line);
        }
        if before > drafts.len() {
            ui.note(&format!("{} superseded or discarded; --all shows them", before - drafts.len()));
        }
        Ok(Exit::Done)
    }
}

/// A line for each meeting of which there is more to tell than the table does.
fn tell(stories: &Stories<'_>, drafts: &[Draft], now: DateTime<Tz>, ui: &mut Ui) -> Result<(), CommandError> {
    let mut is_first = true;
    for meeting in stories.meetings() {
        let mut mails = drafts.iter().filter(|draft| root(draft) == meeting).peekable();
        let Some(name) = mails.peek().map(|draft| draft.case.invite.meeting.summary.as_deref()) else { continue };
        let story = stories.tell(meeting, now.to_utc());
        if !is_worth_telling(&story) {
            continue;
        }
        if is_first {
            ui.line("")?;
            is_first = false;
        }
        let ids: Vec<String> = mails.map(|draft| draft.id.to_string()).collect();
        let name = ui.paint(&clean(name.unwrap_or("(no title)")), Style::Bold);
        ui.line(&format!("{} {name}: {}", ids.join(", "), story::line(&story, now)))?;
    }
    Ok(())
}

fn status(text: &str) -> Result<Status, String> {
    Status::named(&text.to_lowercase()).ok_or_else(|| {
        let names: Vec<&str> = Status::ALL.iter().map(|status| status.name()).collect();
        format!("expected one of {}", names.join(", "))
    })
}
