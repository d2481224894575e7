//! How a run fails, and the exit code of each way.

use std::process::ExitCode;

use super::terminal;
use crate::diagnostic::Sink;
use crate::text::count;

/// Why a run did not end well.
#[derive(Debug)]
pub enum Failure {
    /// The input is rejected: exit code 1.
    Rejected(Sink),
    /// The input has errors, and telling them was all that was asked: exit code 1.
    Faults(Sink),
    /// The arguments do not go together: exit code 2.
    Usage(String),
    /// No assignment satisfies the must-pairs and limits: exit code 3; with what cannot be held together, in lines.
    Infeasible(Sink, String),
    /// A limit stopped the solve, and a proof was required: exit code 4.
    NotProved(Sink),
    /// The limit came before it was known whether any assignment keeps all limits: exit code 4.
    Undecided(String),
    /// A file could not be read or written: exit code 5.
    World(anyhow::Error),
    /// A fault of this program: exit code 70.
    Bug(String),
}

impl Failure {
    /// The exit code of a fault of this program.
    pub const BUG: u8 = 70;

    /// Says what is wrong on standard error, and returns the exit code. `quiet` leaves notices out.
    pub fn report(self, quiet: bool) -> ExitCode {
        ExitCode::from(match self {
            Failure::Rejected(sink) => {
                let errors = count(sink.errors(), "error");
                // What was done without is no news where nothing is done.
                terminal::report(sink, true);
                terminal::say(&format!("{errors}; nothing was written"));
                1
            }
            Failure::Faults(sink) => {
                let errors = count(sink.errors(), "error");
                terminal::report(sink, quiet);
                terminal::say(&errors);
                1
            }
            Failure::Usage(message) => {
                terminal::say(&format!("error: {message}"));
                terminal::say("\nFor more information, try '--help'.");
                2
            }
            Failure::Infeasible(sink, lines) => {
                terminal::report(sink, quiet);
                terminal::say(lines.trim_end());
                3
            }
            Failure::NotProved(sink) => {
                terminal::report(sink, quiet);
                terminal::say("error: the time limit came before the proof; nothing was written");
                4
            }
            Failure::Undecided(message) => {
                terminal::say(&format!("error: {message}; try a longer --time-limit; nothing was written"));
                4
            }
            Failure::World(error) => {
                terminal::say(&format!("error: {error:#}"));
                5
            }
            Failure::Bug(message) => {
                terminal::say(&format!("error[bug]: pairwright itself went wrong: {message}; nothing was written"));
                Failure::BUG
            }
        })
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Failure {
        Failure::World(error)
    }
}
