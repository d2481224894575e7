//! The default backend: microlp, pure Rust.
//!
//! It is stopped by nodes of its search, counted out in slices, so that a limit stops it at the same node on every machine.

use ::microlp::{Error, SolveOptions, SolveOutcome, TerminationReason};
use good_lp::{SolverModel, microlp};

use super::{Fault, Modelled, Raw};
use crate::solve::program::IntegerProgram;
use crate::solve::work::Work;

/// Nodes between two looks at the work that is left.
const SLICE: u64 = 20;

/// Work for each iteration of its simplex method and each variable or row.
const STEPS_A_CELL: usize = 4;

pub(super) fn solve(program: &IntegerProgram, work: &mut Work) -> Result<Raw, Fault> {
    let cells = program.variables.len() + program.rows.len();
    // The first relaxation cannot be stopped on the way: it takes about as many iterations as there are rows and variables.
    let first = cells.saturating_mul(cells);
    if work.left().is_some_and(|left| left < first as u64) {
        work.spend(first);
        return Ok(Raw::Stopped(None));
    }
    let Modelled { variables, objective, constraints } = Modelled::of(program);
    let mut model = variables.minimise(objective).using(microlp);
    for constraint in constraints {
        model.add_constraint(constraint);
    }
    let mut options = SolveOptions::default();
    options.node_limit = Some(SLICE);
    let mut outcome = match model.as_inner().solve_with(options) {
        Ok(outcome) => outcome,
        Err(Error::Infeasible) => return Ok(Raw::Infeasible),
        Err(error) => return Err(Fault(error.to_string())),
    };
    let mut counted = 0;
    loop {
        let iterations = outcome.stats().lp_iterations;
        let fresh = usize::try_from(iterations - counted).unwrap_or(usize::MAX);
        work.spend(fresh.saturating_mul(cells).saturating_mul(STEPS_A_CELL));
        counted = iterations;
        let is_limited = matches!(outcome.termination_reason(), TerminationReason::NodeLimit);
        if !is_limited {
            return match outcome {
                SolveOutcome::Solution(solution) => Ok(Raw::Best(solution.iter().map(|(_, value)| value).collect())),
                SolveOutcome::Interrupted(_) => Err(Fault("it stopped without a reason".to_owned())),
            };
        }
        if work.is_over() {
            let values = outcome.solution().map(|solution| solution.iter().map(|(_, value)| value).collect());
            return Ok(Raw::Stopped(values));
        }
        outcome = match outcome.resume() {
            Ok(outcome) => outcome,
            Err(Error::Infeasible) => return Ok(Raw::Infeasible),
            Err(error) => return Err(Fault(error.to_string())),
        };
    }
}
