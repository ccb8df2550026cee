//! `statt stats`: what it was good for.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::config;
use crate::cli::error::{CommandError, Exit};
use crate::cli::settings::Settings;
use crate::cli::ui::Ui;
use crate::cli::views::statistics;
use crate::domain::statistics::Statistics;
use crate::domain::story::Stories;

/// Show the hours freed by month, client and reply, and what became of your proposals
///
/// Time counts as freed once a letter is out that needs no answer (written, handoff), or once a proposal (call, shorter)
/// is taken up. Of a series one occurrence counts, of a whole day its hours of work.
#[derive(Debug, Args)]
#[command(after_help = "Example: statt stats\n         statt stats --svg hours.svg")]
pub struct Stats {
    /// Also draw the months as a picture
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
}

impl Stats {
    /// Sums up the outbox.
    ///
    /// # Errors
    /// An outbox that cannot be read, a picture that cannot be written.
    pub fn run(self, settings: &Settings, ui: &mut Ui) -> Result<Exit, CommandError> {
        let outbox = settings.open_outbox()?;
        let (drafts, notices) = (outbox.list(&[])?, outbox.notices()?);
        let hours = config::working_hours(&settings.config.file);
        let all = Statistics::of(&Stories::of(&drafts, &notices), &hours, settings.now);
        if ui.json {
            ui.json_line(&statistics::object(&all))?;
        } else if all.total.meetings == 0 {
            ui.note("nothing was sent yet; `statt send` sends what is approved");
        } else {
            for line in statistics::lines(&all) {
                ui.line(&line)?;
            }
        }
        if let Some(path) = self.svg {
            std::fs::write(&path, statistics::picture(&all)).map_err(|error| cannot_draw(&path, &error))?;
            ui.note(&format!("drawn into {}", path.display()));
        }
        Ok(Exit::Done)
    }
}

fn cannot_draw(path: &Path, error: &std::io::Error) -> CommandError {
    CommandError::failed(format!("cannot write {}: {error}", path.display())).hint("name a file that you may write")
}
