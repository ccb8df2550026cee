//! What can be typed: commands and flags, as clap reads them.

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset};
use clap::{Args, Parser, Subcommand};

use super::commands;
use super::ui::ColorChoice;

/// Reads an inbox, drafts polite German replies to meeting invites, and sends what you approve.
#[derive(Debug, Parser)]
#[command(
    name = "statt",
    version,
    max_term_width = 100,
    propagate_version = true,
    after_help = "Exit status: 0 done, 1 something failed, 2 wrong usage.\n\n\
                  Example: statt draft ~/Mail/INBOX && statt list && statt show 1 && statt approve 1 && statt send"
)]
pub struct Arguments {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

/// Flags that every command takes.
#[derive(Debug, Clone, Args)]
pub struct Global {
    /// Configuration file [default: $XDG_CONFIG_HOME/statt/config.toml, if it is there]
    #[arg(long, global = true, value_name = "FILE", env = "STATT_CONFIG")]
    pub config: Option<PathBuf>,
    /// Outbox file [default: $XDG_DATA_HOME/statt/outbox.db]
    #[arg(long, global = true, value_name = "FILE", env = "STATT_OUTBOX")]
    pub outbox: Option<PathBuf>,
    /// Folder of your own templates [default: templates/ beside the configuration, if it is there]
    #[arg(long, global = true, value_name = "DIR", env = "STATT_TEMPLATES")]
    pub templates: Option<PathBuf>,
    /// Pretend that it is this moment, for tests and demonstrations
    #[arg(long, global = true, value_name = "RFC3339", env = "STATT_NOW", value_parser = moment)]
    pub now: Option<DateTime<FixedOffset>>,
    /// Print results as JSON Lines
    #[arg(long, global = true)]
    pub json: bool,
    /// Say nothing but results, warnings and errors
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Say more about what is done
    #[arg(long, short, global = true)]
    pub verbose: bool,
    /// When to use colours
    #[arg(long, global = true, value_enum, default_value_t = ColorChoice::Auto, value_name = "WHEN")]
    pub color: ColorChoice,
}

/// One command of statt.
#[derive(Debug, Subcommand)]
pub enum Command {
    Init(Box<commands::init::Init>),
    Inspect(commands::inspect::Inspect),
    Draft(commands::draft::Draft),
    List(commands::list::List),
    Show(commands::show::Show),
    Edit(commands::edit::Edit),
    Set(commands::set::Set),
    Approve(commands::approve::Approve),
    Discard(commands::discard::Discard),
    Review(commands::review::Review),
    Send(commands::send::Send),
    Resolve(commands::resolve::Resolve),
    Stats(commands::stats::Stats),
    Templates(commands::templates::Templates),
    Watch(commands::watch::Watch),
    Forget(commands::forget::Forget),
    Doctor(commands::doctor::Doctor),
    Completions(commands::completions::Completions),
    Man(commands::man::Man),
}

/// An RFC 3339 moment.
pub fn moment(text: &str) -> Result<DateTime<FixedOffset>, String> {
    DateTime::parse_from_rfc3339(text.trim())
        .map_err(|_| "expected a moment such as 2026-11-26T14:00:00+01:00 (RFC 3339)".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Arguments;

    /// The names of all commands under this one, itself included, whose help shows no example.
    fn without_example(command: &clap::Command, path: &str) -> Vec<String> {
        let example = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        let shows = example.contains("Example: ") && example.contains("statt ");
        let below =
            command.get_subcommands().flat_map(|below| without_example(below, &format!("{path} {}", below.get_name())));
        (!shows).then(|| path.to_owned()).into_iter().chain(below).collect()
    }

    #[test]
    fn every_help_shows_an_example() {
        assert_eq!(without_example(&Arguments::command(), "statt"), Vec::<String>::new());
    }
}
