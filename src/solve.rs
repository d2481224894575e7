//! The engines: a problem in, the best assignment and the proof of it out.
//!
//! Two engines answer the same question in different ways: [`Engine::Flow`] by augmenting paths in whole numbers,
//! [`Engine::Milp`] by a mixed-integer program. Both are deterministic in the lottery order of a problem. What a level
//! means is said in [`crate::problem`]; how a result is checked is not said here at all. Imports `units`, `problem` and
//! `progress` only.

mod augment;
mod candidates;
mod closing;
mod coverage;
mod dual;
mod flow;
mod greedy;
mod market;
mod milp;
mod opening;
mod paths;
mod residual;
mod stable;

use std::time::Instant;

use crate::problem::{Assignment, Ending, Level, Outcome, Problem};
use crate::progress::Progress;
use residual::Residual;

/// A way to solve a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Shortest augmenting paths, exact in whole numbers; gives prices.
    Flow,
    /// A mixed-integer linear program through a modelling layer; for small problems, and to check the other by.
    Milp,
}

/// What may stop a solve.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// The moment after which the best known is given back.
    pub deadline: Option<Instant>,
}

impl Limits {
    fn struck(&self) -> bool {
        self.deadline.is_some_and(|deadline| Instant::now() >= deadline)
    }
}

/// Why there is no outcome.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SolveError {
    /// The levels are none of: coverage, total, or coverage before total.
    #[error("the levels {0:?} are not among those that can be solved")]
    Levels(Vec<Level>),
    /// The numbers are beyond what a backend tells apart.
    #[error("a total of up to {0} points is more than the MILP solver computes exactly; the flow solver does")]
    TooLarge(u64),
    /// A backend failed, or gave an answer that is wrong.
    #[error("the solver backend {backend} failed: {message}")]
    Backend {
        /// The name of the backend.
        backend: &'static str,
        /// What went wrong.
        message: String,
    },
}

/// The levels of a problem, as the engines take them.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Goals {
    coverage: bool,
    total: bool,
}

impl Goals {
    fn of(problem: &Problem) -> Result<Goals, SolveError> {
        match problem.levels.as_slice() {
            [Level::Coverage, Level::Total] => Ok(Goals { coverage: true, total: true }),
            [Level::Coverage] => Ok(Goals { coverage: true, total: false }),
            [Level::Total] => Ok(Goals { coverage: false, total: true }),
            levels => Err(SolveError::Levels(levels.to_vec())),
        }
    }
}

/// Finds the assignment that is best on the first level, among those the best on the second, and so on.
///
/// Must-pairs that exceed a capacity or the mentors wanted are an outcome, [`Ending::Infeasible`]. So is a deadline that
/// strikes: the assignment then keeps all limits and is as good as could be had cheaply, and the levels tell the bounds.
///
/// A stable assignment, where the problem asks for one, has no levels and needs neither an engine of the two nor a limit.
///
/// # Errors
/// When the levels are in an order that no engine knows, or a backend fails. The flow engine has no backend.
pub fn solve(
    problem: &Problem,
    engine: Engine,
    limits: &Limits,
    progress: &dyn Progress,
) -> Result<Outcome, SolveError> {
    let infeasible =
        || Outcome { assignment: Assignment::default(), levels: Vec::new(), ending: Ending::Infeasible, prices: None };
    if let Some(stable) = &problem.stable {
        let residual = Residual::new(problem);
        return Ok(residual.map_or_else(infeasible, |residual| stable::solve(&residual, stable, progress)));
    }
    let goals = Goals::of(problem)?;
    let Some(residual) = Residual::new(problem) else {
        return Ok(infeasible());
    };
    let residual = residual.within_reach(goals.coverage);
    match engine {
        Engine::Flow => Ok(flow::solve(&residual, goals, limits, progress)),
        Engine::Milp => milp::solve(&residual, goals, limits, progress),
    }
}
