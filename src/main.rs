//! The `pairwright` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    pairwright::cli::run()
}
