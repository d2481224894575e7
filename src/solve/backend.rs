//! Programs in the words of the modelling layer, and answers read back: the only place that knows floating point.
//!
//! A backend's word is taken for a proposal. Values are rounded and held against the program in whole numbers; what does not stand up is a
//! fault, never an answer. "Infeasible" is passed on as what it is, a claim, and the caller decides what it is worth.

#[cfg(feature = "highs")]
mod highs;
mod linear;
mod microlp;

pub(super) use linear::{Plane, best_multipliers};

use good_lp::{Constraint, Expression, ProblemVariables, Variable as Handle, variable};

use super::Backend;
use super::program::IntegerProgram;
use super::work::Work;

/// What a backend answers.
#[derive(Debug)]
pub(super) enum Answer {
    /// Values that it calls best.
    Best(Vec<i64>),
    /// The work ran out, with an answer or without.
    Stopped(Option<Vec<i64>>),
    /// It claims that nothing keeps the rows.
    Infeasible,
    /// Nothing keeps the rows, as bounds that follow from them show: nobody was asked.
    Refuted,
}

/// A backend failed, or answered with something that is wrong.
#[derive(Debug)]
pub(super) struct Fault(pub(super) String);

/// What a backend said, before it is checked.
enum Raw {
    Best(Vec<f64>),
    Stopped(Option<Vec<f64>>),
    Infeasible,
}

/// Asks a backend for the values of least cost.
///
/// Fixed variables are left out before; where none is left, nobody is asked.
///
/// # Errors
/// When the backend fails, or its answer is not whole or breaks a row.
pub(super) fn minimise(program: &IntegerProgram, backend: Backend, work: &mut Work) -> Result<Answer, Fault> {
    // Fixed variables first, so that what is tightened is small; then what that fixes.
    let (mut small, first) = program.core();
    if small.tighten().is_err() {
        return Ok(Answer::Refuted);
    }
    let (core, second) = small.core();
    let complete = |values: Vec<i64>| {
        let mut inner = small.least();
        second.iter().zip(values).for_each(|(&variable, value)| inner[variable] = value);
        let mut all = program.least();
        first.iter().zip(inner).for_each(|(&variable, value)| all[variable] = value);
        all
    };
    if core.variables.is_empty() {
        return Ok(Answer::Best(complete(Vec::new())));
    }
    let raw = match backend {
        Backend::Microlp => microlp::solve(&core, work)?,
        #[cfg(feature = "highs")]
        Backend::Highs => highs::solve(&core, work)?,
        #[cfg(test)]
        Backend::Failing => return Err(Fault("it fails".to_owned())),
        #[cfg(test)]
        Backend::Denying => Raw::Infeasible,
        #[cfg(test)]
        #[expect(clippy::cast_precision_loss, reason = "small numbers of a test")]
        Backend::Lying => Raw::Best(core.variables.iter().map(|variable| variable.lower as f64).collect()),
    };
    let check = |values: Vec<f64>| {
        let values = values.into_iter().map(whole).collect::<Result<Vec<i64>, Fault>>()?;
        let is_right = core.allows(&values);
        is_right.then(|| complete(values)).ok_or_else(|| Fault("its answer breaks a row of the program".to_owned()))
    };
    match raw {
        Raw::Best(values) => check(values).map(Answer::Best),
        // Nothing is claimed of it: what is not right is nothing.
        Raw::Stopped(values) => Ok(Answer::Stopped(values.and_then(|values| check(values).ok()))),
        Raw::Infeasible => Ok(Answer::Infeasible),
    }
}

/// As [`minimise`]; a backend that fails is asked once more, with the rows the other way round.
///
/// # Errors
/// When it fails both times.
pub(super) fn minimise_again(program: &IntegerProgram, backend: Backend, work: &mut Work) -> Result<Answer, Fault> {
    minimise(program, backend, work).or_else(|_: Fault| {
        let rows = program.rows.iter().rev().cloned().collect();
        minimise(&IntegerProgram { variables: program.variables.clone(), rows }, backend, work)
    })
}

/// The whole number that a value stands for.
fn whole(value: f64) -> Result<i64, Fault> {
    let rounded = value.round();
    if (value - rounded).abs() > 1e-4 || rounded.abs() > 1e9 {
        return Err(Fault(format!("its answer has the value {value} where a whole number is wanted")));
    }
    #[expect(clippy::cast_possible_truncation, reason = "a whole number below 10^9")]
    Ok(rounded as i64)
}

/// A program in the words of the modelling layer.
struct Modelled {
    variables: ProblemVariables,
    objective: Expression,
    constraints: Vec<Constraint>,
}

impl Modelled {
    fn of(program: &IntegerProgram) -> Modelled {
        let mut variables = ProblemVariables::new();
        let handles: Vec<Handle> = program
            .variables
            .iter()
            .map(|v| variables.add(variable().integer().min(exact(v.lower)).max(exact(v.upper))))
            .collect();
        let mut objective = Expression::with_capacity(handles.len());
        for (handle, variable) in handles.iter().zip(&program.variables) {
            if variable.cost != 0 {
                objective.add_mul(exact(variable.cost), *handle);
            }
        }
        let mut constraints = Vec::with_capacity(program.rows.len());
        for row in &program.rows {
            let mut sum = Expression::with_capacity(row.terms.len());
            row.terms.iter().for_each(|&(at, count)| sum.add_mul(exact(count), handles[at]));
            match (row.lower, row.upper) {
                (Some(lower), Some(upper)) if lower == upper => constraints.push(sum.eq(exact(lower))),
                (lower, upper) => {
                    constraints.extend(lower.map(|lower| sum.clone().geq(exact(lower))));
                    constraints.extend(upper.map(|upper| sum.leq(exact(upper))));
                }
            }
        }
        Modelled { variables, objective, constraints }
    }
}

/// A whole number as a backend takes it; all that occur are below 2^53 and exact.
fn exact(number: i64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "checked below")]
    let value = number as f64;
    assert!(number.unsigned_abs() < 1 << 53, "the numbers of a program are exact as floating point");
    value
}
