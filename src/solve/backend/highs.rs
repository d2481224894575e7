//! HiGHS, where the build has it.
//!
//! It is stopped by the clock, for the seconds that the work left stands for: what it answers then may differ from run to run.

use good_lp::{ResolutionError, Solution, SolutionStatus, SolverModel, WithMipGap, WithTimeLimit, highs};

use super::{Fault, Modelled, Raw};
use crate::solve::program::IntegerProgram;
use crate::solve::work::{STEPS_A_SECOND, Work};

pub(super) fn solve(program: &IntegerProgram, work: &mut Work) -> Result<Raw, Fault> {
    let start = std::time::Instant::now();
    let modelled = Modelled::of(program);
    let handles: Vec<_> = modelled.variables.iter_variables_with_def().map(|(handle, _)| handle).collect();
    let mut model = modelled.variables.minimise(modelled.objective).using(highs).set_threads(1);
    for constraint in modelled.constraints {
        model.add_constraint(constraint);
    }
    if let Some(left) = work.left() {
        model = model.with_time_limit(
            std::time::Duration::from_millis(left.saturating_mul(1000) / STEPS_A_SECOND).as_secs_f64(),
        );
    }
    let model = model.with_mip_gap(0.0).map_err(|error| Fault(error.to_string()))?;
    let answer = model.solve();
    let spent = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX).saturating_mul(STEPS_A_SECOND / 1000);
    work.spend(usize::try_from(spent).unwrap_or(usize::MAX));
    match answer {
        Ok(solution) => {
            let values = handles.iter().map(|&handle| solution.value(handle)).collect();
            match solution.status() {
                SolutionStatus::TimeLimit => Ok(Raw::Stopped(Some(values))),
                // Every sum is a whole number and the gap that is allowed is far below 1.
                SolutionStatus::Optimal | SolutionStatus::GapLimit => Ok(Raw::Best(values)),
            }
        }
        Err(ResolutionError::Infeasible) => Ok(Raw::Infeasible),
        Err(_) if work.is_over() => Ok(Raw::Stopped(None)),
        Err(error) => Err(Fault(error.to_string())),
    }
}
