//! Hands the arguments over and returns the exit status.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(statt::run(std::env::args_os()))
}
