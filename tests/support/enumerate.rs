//! The best assignment by looking at every one of them.
//!
//! Nothing is concluded and nothing is skipped, except what has no place left for what is chosen already, and what would be no better
//! than the best that is known. When people meet is looked for last, for it makes nothing better: any timetable does.

#[path = "enumerate/groups.rs"]
mod groups;
#[path = "enumerate/ledger.rs"]
mod ledger;
#[path = "enumerate/merit.rs"]
mod merit;
#[path = "enumerate/pairs.rs"]
mod pairs;
#[path = "enumerate/timetable.rs"]
mod timetable;

use pairwright::problem::{Assignment, Problem};

/// The best assignment by the levels of the problem, or `None` where none keeps all limits.
///
/// Without coverage, one with the fewest rows among the best.
pub fn best(problem: &Problem) -> Option<Assignment> {
    match &problem.groups {
        None => pairs::best(problem),
        Some(of) => groups::best(problem, of),
    }
}

/// The most choices that an enumeration of a drawn problem has.
const MOST_CHOICES: usize = 15_000;

/// Whether [`best`] is soon done with a problem.
pub fn is_small(problem: &Problem) -> bool {
    match &problem.groups {
        None => pairs::choices(problem) <= MOST_CHOICES,
        Some(of) => groups::choices(problem, of, MOST_CHOICES).is_some(),
    }
}
