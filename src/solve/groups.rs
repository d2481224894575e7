//! Groups: leaders, members and a slot for each, by an engine of their own.
//!
//! A group that could be is a **circle**: its leaders and its slot. Which circles are open is searched by branch and bound; who sits in them is a
//! flow. The bound prices that a member sits in one circle only: then each circle takes its cheapest members by itself, with all rules
//! within it, and the circles are chosen by what they cost.

mod board;
mod branch;
mod gather;
mod limits;
mod master;
mod members;
mod program;
mod relaxed;
mod rows;
mod seating;
mod settle;
mod together;

use std::time::Duration;

use super::levels::{Search, failed, settle_all};
use super::work::Work;
use super::{DEFAULT_TIME, SolveError, SolveOptions};
use crate::problem::{Groups, Outcome, Problem};
use crate::progress::Progress;
use board::{Board, TooMany};
use settle::Settler;

/// Settles the levels of a problem of groups.
///
/// # Errors
/// Where a backend fails in a way that leaves nothing to answer with, the limit comes before any answer, or there are too many circles.
pub(super) fn solve(
    problem: &Problem,
    groups: &Groups,
    search: Search,
    options: &SolveOptions,
    progress: &dyn Progress,
) -> Result<Outcome, SolveError> {
    let board = Board::of(problem, groups).map_err(|TooMany| SolveError::TooManyGroups)?;
    settle_all(problem, Settler::new(&board, search, options.backend, work(options)), options, progress)
}

/// Whether there is any assignment.
///
/// # Errors
/// As [`solve`].
pub(super) fn is_possible(
    problem: &Problem,
    groups: &Groups,
    options: &SolveOptions,
    spent: &mut Duration,
) -> Result<bool, SolveError> {
    let board = Board::of(problem, groups).map_err(|TooMany| SolveError::TooManyGroups)?;
    let mut settler = Settler::new(&board, Search::Reduced, options.backend, work(options).strictly());
    let found = settler.find_any();
    *spent += settler.work.spent();
    found.map_err(|undecided| failed(undecided, options))
}

fn work(options: &SolveOptions) -> Work {
    Work::lasting(options.time.unwrap_or(DEFAULT_TIME))
}
