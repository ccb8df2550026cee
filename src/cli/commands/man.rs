//! `statt man`: the manual pages.

use std::path::{Path, PathBuf};

use clap::{Args, CommandFactory};
use clap_mangen::Man as Page;

use crate::cli::args::Arguments;
use crate::cli::error::{CommandError, Exit};
use crate::cli::ui::{Ui, clean};

/// Print the manual page, or write the pages of all commands into a folder
#[derive(Debug, Args)]
#[command(after_help = "Example: statt man | man -l -\n         statt man --dir ~/.local/share/man/man1")]
pub struct Man {
    /// Write statt.1 and a page for each command into this folder
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

impl Man {
    /// Prints or writes them.
    ///
    /// # Errors
    /// A folder or an output that cannot be written.
    pub fn run(self, ui: &mut Ui) -> Result<Exit, CommandError> {
        let mut statt = Arguments::command();
        statt.build();
        let Some(folder) = self.dir else {
            let mut page = Vec::new();
            Page::new(statt).render(&mut page)?;
            ui.bytes(&page)?;
            return Ok(Exit::Done);
        };
        std::fs::create_dir_all(&folder).map_err(|error| cannot_write(&folder, &error))?;
        let mut pages: Vec<clap::Command> =
            statt.get_subcommands().filter(|page| page.get_name() != "help").cloned().collect();
        pages.insert(0, statt);
        for page in pages {
            // `display_name` is statt-draft for statt draft.
            let name = page.get_display_name().unwrap_or("statt").to_owned();
            let path = folder.join(format!("{name}.1"));
            let mut text = Vec::new();
            Page::new(page.name(name)).render(&mut text)?;
            std::fs::write(&path, text).map_err(|error| cannot_write(&path, &error))?;
            ui.line(&clean(&path.display().to_string()))?;
        }
        Ok(Exit::Done)
    }
}

fn cannot_write(path: &Path, error: &std::io::Error) -> CommandError {
    CommandError::failed(format!("cannot write {}: {error}", path.display()))
        .hint("name a folder that you may write to")
}
