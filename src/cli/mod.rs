//! The shell around it all: arguments, settings, output, one file a command.

#[expect(clippy::doc_markdown, reason = "the documentation of flags is what --help prints")]
mod args;
#[expect(clippy::doc_markdown, reason = "the documentation of commands is what --help prints")]
mod commands;
mod config;
mod error;
mod error_sources;
mod fitting;
mod moments;
pub mod review;
mod settings;
mod setup;
mod ui;
mod views;

pub(crate) use config::check as check_config;

use std::ffi::OsString;

use clap::Parser;

use args::{Arguments, Command, Global};
use error::{CommandError, Exit};
use settings::Settings;
use ui::Ui;

/// Runs one command line and returns its exit status (0 done, 1 failed, 2 wrong usage).
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            print_usage(&error);
            return if error.use_stderr() { Exit::Usage as u8 } else { Exit::Done as u8 };
        }
    };
    let global = &arguments.global;
    let mut ui = Ui::new(global.json, global.quiet, global.color);
    let done = dispatch(arguments.command, global, &mut ui).and_then(|done| {
        ui.flush()?;
        Ok(done)
    });
    match done {
        Ok(exit) => exit as u8,
        Err(error) if error.is_closed_pipe() => Exit::Done as u8,
        Err(error) => {
            ui.error(&error);
            error.exit as u8
        }
    }
}

/// Prints help, or what is wrong with a command line; a name that a shell put into it is no escape sequence.
fn print_usage(error: &clap::Error) {
    let plain = error.render().to_string();
    let clean = ui::clean_lines(&plain);
    if !error.use_stderr() || clean == plain {
        let _ = error.print();
        return;
    }
    let _ = std::io::Write::write_all(&mut std::io::stderr(), clean.as_bytes());
}

fn dispatch(command: Command, global: &Global, ui: &mut Ui) -> Result<Exit, CommandError> {
    let settings = || Settings::resolve(global);
    match command {
        // These speak of statt itself, whatever the configuration says.
        Command::Completions(command) => command.run(ui),
        Command::Man(command) => command.run(ui),
        Command::Init(command) => command.run(global, ui),
        Command::Inspect(command) => command.run(&settings()?, ui),
        Command::Draft(command) => command.run(&settings()?, ui),
        Command::List(command) => command.run(&settings()?, ui),
        Command::Show(command) => command.run(&settings()?, ui),
        Command::Edit(command) => command.run(&settings()?, ui),
        Command::Set(command) => command.run(&settings()?, ui),
        Command::Review(_) => commands::review::Review::run(&settings()?, ui),
        Command::Approve(command) => command.run(&settings()?, ui),
        Command::Discard(command) => command.run(&settings()?, ui),
        Command::Send(command) => command.run(&settings()?, ui),
        Command::Resolve(command) => command.run(&settings()?, ui),
        Command::Stats(command) => command.run(&settings()?, ui),
        Command::Templates(command) => command.run(&settings()?, ui),
        Command::Watch(command) => command.run(settings()?, ui),
        Command::Forget(command) => command.run(&settings()?, ui),
        Command::Doctor(command) => command.run(settings(), ui),
    }
}
