//! The engine stopped by a limit.

use std::time::Duration;

use pairwright::problem::{Ending, Problem};
use pairwright::solve::{Engine, SolveOptions};

use crate::dice::Dice;
use crate::draw::{self, Shape, level_orders};
use crate::engine::{options, outcome, times};
use crate::shapes::{shapes_together, single_shapes, with_groups, with_meetings};
use crate::{enumerate, judge};

/// What is wrong with what a stopped engine gives for a problem, or `None`.
fn fault_when_stopped(problem: &Problem, engine: Engine, time: Duration) -> Option<String> {
    let run = || outcome(problem, engine, &SolveOptions { time: Some(time), ..options() });
    let best = enumerate::best(problem)?;
    let outcome = match run() {
        Ok(outcome) => outcome,
        Err(error) => return Some(error),
    };
    let assignment = &outcome.assignment;
    if outcome.ending == Ending::Infeasible {
        return Some("something keeps the limits, and the engine says that nothing does".to_owned());
    }
    if let Some(broken) = judge::fault(problem, assignment) {
        return Some(broken);
    }
    for told in &outcome.levels {
        let value = judge::value(problem, told.level, assignment);
        let best = judge::value(problem, told.level, &best);
        let bound = told.bound.as_ref().unwrap_or(&value);
        if told.value != value || best.is_better(bound, told.level) {
            return Some(format!("{:?} is {value:?} and at best {best:?}, and the engine tells {told:?}", told.level));
        }
    }
    let is_best = judge::merits(problem, assignment) == judge::merits(problem, &best);
    if outcome.ending == Ending::Optimal && !is_best {
        return Some("what it calls best is not".to_owned());
    }
    // HiGHS is stopped by the clock, and the method says so.
    let stops_by_work = options().backend == pairwright::solve::Backend::Microlp;
    (stops_by_work && run().ok() != Some(outcome)).then(|| "it stops at another place each time".to_owned())
}

/// Asserts that what a stopped engine gives for problems of these shapes is sound, and that more than `least` runs are stopped.
#[track_caller]
fn assert_sound_when_stopped(combinations: impl IntoIterator<Item = Vec<Shape>>, least: usize) {
    let orders = level_orders();
    let mut stopped = 0;
    for (turn, shapes) in combinations.into_iter().enumerate() {
        for case in 0..20 * times() {
            let problem =
                draw::problem(&mut Dice::new(case as u64), &shapes, &orders[(case * 37 + turn) % orders.len()]);
            for (engine, micros) in [(Engine::Flow, 0), (Engine::Flow, 2), (Engine::Flow, 2000), (Engine::Milp, 0)] {
                let time = Duration::from_micros(micros);
                if let Some(fault) = fault_when_stopped(&problem, engine, time) {
                    panic!("case {case} of {shapes:?}, {engine:?} for {time:?}: {fault}\n{problem:?}");
                }
                let options = SolveOptions { time: Some(time), ..options() };
                let outcome = outcome(&problem, engine, &options).expect("it was solved before");
                stopped += usize::from(outcome.ending == Ending::TimeLimit);
            }
        }
    }
    assert!(stopped > least, "only {stopped} runs were stopped");
}

#[test]
fn a_limit_leaves_what_keeps_all_limits_with_true_bounds_and_the_same_in_every_run() {
    let shapes = single_shapes().into_iter().map(|shape| vec![shape]);
    assert_sound_when_stopped(shapes.chain(shapes_together()), 500);
}

#[test]
fn a_limit_leaves_meetings_that_keep_all_limits() {
    assert_sound_when_stopped(with_meetings(), 200);
}

#[test]
fn a_limit_leaves_groups_that_keep_all_limits() {
    assert_sound_when_stopped(with_groups(), 200);
}
