//! `statt completions`: the shell's part of typing.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::cli::args::Arguments;
use crate::cli::error::{CommandError, Exit};
use crate::cli::ui::Ui;

/// Print completions for a shell
#[derive(Debug, Args)]
#[command(after_help = "Example: statt completions bash > ~/.local/share/bash-completion/completions/statt")]
pub struct Completions {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

impl Completions {
    /// Prints them.
    ///
    /// # Errors
    /// An output that cannot be written.
    pub fn run(self, ui: &mut Ui) -> Result<Exit, CommandError> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Arguments::command(), "statt", &mut script);
        ui.bytes(&script)?;
        Ok(Exit::Done)
    }
}
