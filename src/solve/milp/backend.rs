//! The program in the words of the modelling layer, and the answer read back.
//!
//! The only place that knows floating point.

#[cfg(feature = "highs")]
use good_lp::highs as backend;
#[cfg(not(feature = "highs"))]
use good_lp::microlp as backend;
use good_lp::{
    Constraint, Expression, ProblemVariables, Solution, SolutionStatus, SolverModel, Variable, WithMipGap,
    WithTimeLimit, variable,
};

use super::model::{Aim, Model};
use crate::solve::{Limits, SolveError};

/// The name of the backend.
#[cfg(feature = "highs")]
pub(super) const NAME: &str = "HiGHS";
/// The name of the backend.
#[cfg(not(feature = "highs"))]
pub(super) const NAME: &str = "microlp";

/// Which of the model's choices to make.
pub(super) enum Proposal {
    /// The backend claims that nothing is better.
    Best(Vec<bool>),
    /// The time limit struck, with an answer or without.
    Unproved(Option<Vec<bool>>),
}

/// Asks the backend for the best answer in an aim among those that reach what is fixed.
///
/// # Errors
/// When it fails, finds nothing where there is something, or answers with a choice that is half made.
pub(super) fn propose(
    model: &Model<'_>,
    aim: Aim,
    fixed: &[(Aim, i64)],
    limits: &Limits,
) -> Result<Proposal, SolveError> {
    let mut variables = ProblemVariables::new();
    let program = Program {
        model,
        choices: variables.add_vector(variable().binary(), model.choices.len()),
        places: variables.add_vector(variable().binary(), model.places.len()),
    };
    let mut solver = variables.maximise(program.sum(aim)).using(backend);
    for constraint in program.constraints() {
        solver.add_constraint(constraint);
    }
    for &(aim, reached) in fixed {
        solver.add_constraint(program.sum(aim).geq(exact(reached - program.constant(aim))));
    }
    let failed = |message: String| SolveError::Backend { backend: NAME, message };
    let mut solver = solver.with_mip_gap(0.0).map_err(|error| failed(error.to_string()))?;
    if let Some(deadline) = limits.deadline {
        let left = deadline.saturating_duration_since(std::time::Instant::now());
        solver = solver.with_time_limit(left.as_secs_f64());
    }
    match solver.solve() {
        Ok(solution) => {
            let made = program.read(&solution);
            match solution.status() {
                SolutionStatus::TimeLimit => Ok(Proposal::Unproved(made.ok())),
                // Every sum is a whole number and the gap that is allowed is far below 1.
                SolutionStatus::Optimal | SolutionStatus::GapLimit => made.map(Proposal::Best).map_err(failed),
            }
        }
        Err(_) if limits.struck() => Ok(Proposal::Unproved(None)),
        Err(error) => Err(failed(error.to_string())),
    }
}

struct Program<'m> {
    model: &'m Model<'m>,
    choices: Vec<Variable>,
    places: Vec<Variable>,
}

impl Program<'_> {
    /// An aim as a sum of variables; what it has without any of them is [`Program::constant`].
    fn sum(&self, aim: Aim) -> Expression {
        let mut sum = Expression::with_capacity(self.choices.len());
        match aim {
            Aim::Class(class) => {
                let places = self.model.places.iter().zip(&self.places);
                places.filter(|(place, _)| place.class == class).for_each(|(_, &filled)| sum.add_mul(1, filled));
            }
            Aim::Points => {
                let choices = self.model.choices.iter().zip(&self.choices);
                choices.for_each(|(choice, &made)| sum.add_mul(i32::from(choice.points), made));
            }
            Aim::FewestPairs => self.choices.iter().for_each(|&made| sum.add_mul(-1, made)),
        }
        sum
    }

    /// What the must-pairs alone give an aim.
    fn constant(&self, aim: Aim) -> i64 {
        match aim {
            Aim::Class(_) => self.model.value(aim, &vec![false; self.choices.len()]),
            Aim::Points | Aim::FewestPairs => 0,
        }
    }

    /// Nobody has more pairs than places; below coverage, a mentee has as many pairs as filled places.
    fn constraints(&self) -> Vec<Constraint> {
        let residual = self.model.residual;
        let mut of_mentor = vec![Expression::default(); residual.mentors()];
        let mut of_mentee = vec![Expression::default(); residual.mentees()];
        for (choice, &made) in self.model.choices.iter().zip(&self.choices) {
            of_mentor[choice.pair.mentor].add_mul(1, made);
            of_mentee[choice.pair.mentee].add_mul(1, made);
        }
        let at_most = |(sum, &places): (Expression, &u32)| sum.leq(f64::from(places));
        let mut constraints: Vec<Constraint> = of_mentor.into_iter().zip(&residual.places).map(at_most).collect();
        if self.model.classes() == 0 {
            constraints.extend(of_mentee.into_iter().zip(&residual.wants).map(at_most));
        } else {
            for (place, &filled) in self.model.places.iter().zip(&self.places) {
                of_mentee[place.mentee].add_mul(-1, filled);
            }
            constraints.extend(of_mentee.into_iter().map(|sum| sum.eq(0)));
        }
        constraints
    }

    /// Reads which choices are made.
    fn read(&self, solution: &impl Solution) -> Result<Vec<bool>, String> {
        let read = |&made: &Variable| match solution.value(made) {
            value if value.abs() < 1e-4 => Ok(false),
            value if (value - 1.0).abs() < 1e-4 => Ok(true),
            value => Err(format!("it answered with a pair that is made by {value}")),
        };
        self.choices.iter().map(read).collect()
    }
}

/// A whole number as the backend takes it; all that occur are below 10^9 and exact.
fn exact(number: i64) -> f64 {
    f64::from(i32::try_from(number).expect("totals beyond 10^9 are refused before"))
}
