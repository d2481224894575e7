//! How a run fails, and the exit code of each way.

use std::process::ExitCode;

use super::terminal;
use crate::diagnostic::{Sink, render};
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
    /// No assignment satisfies the must-pairs and limits: exit code 3.
    Infeasible(Sink),
    /// A limit stopped the solve, and a proof was required: exit code 4.
    NotProved(String),
    /// A file could not be read or written: exit code 5.
    World(anyhow::Error),
    /// A fault of this program: exit code 70.
    Bug(String),
}

impl Failure {
    /// The exit code of a fault of this program.
    pub const BUG: u8 = 70;

    /// Says what is wrong on standard error, and returns the exit code.
    pub fn report(self) -> ExitCode {
        ExitCode::from(match self {
            Failure::Rejected(mut sink) => {
                // What was done without is no news where nothing is done.
                sink.drop_notices();
                terminal::show(&render(&sink, terminal::colours()));
                terminal::say(&format!("{}; nothing was written", count(sink.errors(), "error")));
                1
            }
            Failure::Faults(sink) => {
                terminal::show(&render(&sink, terminal::colours()));
                terminal::say(&count(sink.errors(), "error"));
                1
            }
            Failure::Usage(message) => {
                terminal::say(&format!("error: {message}"));
                terminal::say("\nFor more information, try '--help'.");
                2
            }
            Failure::Infeasible(sink) => {
                terminal::show(&render(&sink, terminal::colours()));
                terminal::say("no assignment holds all must-pairs within the places offered and wanted");
                3
            }
            Failure::NotProved(message) => {
                terminal::say(&format!("error: {message}; nothing was written"));
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
