//! The engine against the enumeration.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pairwright::problem::{Assignment, Ending, Outcome, Problem};
use pairwright::progress::Silent;
use pairwright::solve::{Engine, SolveOptions, solve};
use pairwright::units::Level;

use crate::dice::Dice;
use crate::draw::{self, Shape, level_orders};
use crate::shapes::{shapes_together, single_shapes};
use crate::{enumerate, judge, shrink};

/// In a build with `HiGHS` that is the backend.
pub fn options() -> SolveOptions {
    #[cfg(feature = "highs")]
    let backend = pairwright::solve::Backend::Highs;
    #[cfg(not(feature = "highs"))]
    let backend = pairwright::solve::Backend::Microlp;
    SolveOptions { backend, ..SolveOptions::default() }
}

/// What an engine gives for a problem, or what went wrong.
pub fn outcome(problem: &Problem, engine: Engine, options: &SolveOptions) -> Result<Outcome, String> {
    let solve = || solve(problem, engine, options, &Silent);
    let solved = catch_unwind(AssertUnwindSafe(solve)).map_err(|_| "the engine panics".to_owned())?;
    solved.map_err(|error| error.to_string())
}

/// What is wrong with what the engine gives for a problem, or `None`.
pub fn fault(problem: &Problem) -> Option<String> {
    let outcome = match outcome(problem, Engine::Flow, &options()) {
        Ok(outcome) => outcome,
        Err(error) => return Some(error),
    };
    let assignment = &outcome.assignment;
    let Some(best) = enumerate::best(problem) else {
        let is_empty =
            *assignment == Assignment::default() && outcome.levels.is_empty() && outcome.ending == Ending::Infeasible;
        return (!is_empty).then(|| format!("nothing keeps the limits, and the engine has {outcome:?}"));
    };
    if outcome.ending != Ending::Optimal {
        return Some(format!("the ending is {:?}, and {best:?} is best", outcome.ending));
    }
    if let Some(broken) = judge::fault(problem, assignment) {
        return Some(broken);
    }
    let (merits, best_merits) = (judge::merits(problem, assignment), judge::merits(problem, &best));
    if merits != best_merits {
        return Some(format!("{assignment:?} comes to {merits:?}, and {best:?} to {best_merits:?}"));
    }
    let of_level = |&level: &Level| (level, judge::value(problem, level, assignment), None);
    let told = outcome.levels.iter().map(|told| (told.level, told.value.clone(), told.bound.clone()));
    let is_told = told.eq(problem.levels.iter().map(of_level));
    (!is_told).then(|| format!("the engine tells {:?} of {assignment:?}", outcome.levels))
}

/// How many times as many problems are looked at.
pub fn times() -> usize {
    std::env::var("ENUMERATION_TIMES").map_or(1, |times| times.parse().expect("a number of times"))
}

/// Asserts that the engine is right about `cases` problems of these shapes, the orders of levels taking turns.
#[track_caller]
pub fn assert_engine_is_best(shapes: &[Shape], cases: usize) {
    let orders = level_orders();
    let mut infeasible = 0;
    for case in 0..cases {
        // 37 and the number of orders have no divisor in common: every order has its turn, long and short ones mixed.
        let order = &orders[case * 37 % orders.len()];
        let problem = draw::problem(&mut Dice::new(case as u64), shapes, order);
        infeasible += usize::from(enumerate::best(&problem).is_none());
        if let Some(first) = fault(&problem) {
            let small = shrink::smallest(&problem, |smaller| fault(smaller).is_some());
            let fault = fault(&small).expect("it is faulty still");
            panic!("case {case} of {shapes:?}: {first}\nin small: {fault}\n{small:?}");
        }
    }
    assert!(infeasible < cases * 2 / 3, "{infeasible} of {cases} problems of {shapes:?} have no answer");
}

#[test]
fn the_engine_is_best_for_every_order_of_levels() {
    assert_engine_is_best(&[], 5_000 * times());
}

#[test]
fn the_engine_is_best_with_every_single_limit() {
    single_shapes().into_iter().for_each(|shape| assert_engine_is_best(&[shape], 500 * times()));
}

#[test]
fn the_engine_is_best_with_limits_of_two_kinds() {
    shapes_together().iter().for_each(|shapes| assert_engine_is_best(shapes, 500 * times()));
}
