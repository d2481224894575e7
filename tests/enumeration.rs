//! The flow engine against an enumeration of all assignments, for every order of levels and every shape of problem.
//!
//! `ENUMERATION_TIMES=20 cargo test --release --test enumeration` looks at twenty times as many problems.

#[path = "support/dice.rs"]
mod dice;
#[path = "support/draw.rs"]
mod draw;
#[path = "support/enumerate.rs"]
mod enumerate;
#[path = "support/judge.rs"]
mod judge;
#[path = "support/shrink.rs"]
mod shrink;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use dice::Dice;
use draw::{QuotaKind, Shape, TeamRule, level_orders};
use pairwright::problem::{
    Amount, Assignment, DemandedPlace, Demands, Ending, MenteePlaces, MentorPlaces, Pair, PairMarks, PairTable, Per,
    Problem, Quota, Row, Sense, SideMarks, TeamCount, Teams,
};
use pairwright::progress::Silent;
use pairwright::solve::{Engine, SolveOptions, solve};
use pairwright::units::{Level, Points};

// ---- The enumeration itself ----

/// In a build with `HiGHS` that is the backend.
fn options() -> SolveOptions {
    #[cfg(feature = "highs")]
    let backend = pairwright::solve::Backend::Highs;
    #[cfg(not(feature = "highs"))]
    let backend = pairwright::solve::Backend::Microlp;
    SolveOptions { backend, ..SolveOptions::default() }
}

/// A problem with points by mentee, then mentor, and -1 for a forbidden pair; coverage, then total.
fn problem(capacities: &[u32], wanted: &[u32], cells: &[&[i32]]) -> Problem {
    let mut pairs = PairTable::forbidding_all(capacities.len(), wanted.len()).expect("a small table");
    for (mentee, row) in cells.iter().enumerate() {
        for (mentor, &points) in row.iter().enumerate() {
            pairs.set(Pair { mentee, mentor }, u16::try_from(points).ok().and_then(Points::new));
        }
    }
    Problem {
        mentors: capacities.iter().map(|&capacity| MentorPlaces { capacity, minimum: 0 }).collect(),
        mentees: wanted.iter().map(|&wanted| MenteePlaces { wanted, tier: 10 }).collect(),
        pairs,
        demands: None,
        teams: None,
        meetings: None,
        groups: None,
        quotas: Vec::new(),
        previous: Vec::new(),
        must: Vec::new(),
        levels: vec![Level::Coverage, Level::Total],
        stable: None,
    }
}

/// Asserts that these pairs, as mentee and mentor, are the best.
#[track_caller]
fn assert_best(problem: &Problem, levels: &[Level], pairs: &[(usize, usize)]) {
    let problem = Problem { levels: levels.to_vec(), ..problem.clone() };
    let best = enumerate::best(&problem).expect("something keeps the limits");
    let best: Vec<_> = Assignment::new(best).pairs().map(|pair| (pair.mentee, pair.mentor)).collect();
    assert_eq!(best, pairs, "{levels:?}");
}

const BY_COVERAGE: [Level; 2] = [Level::Coverage, Level::Total];

#[test]
fn each_level_decides_as_its_definition_says() {
    use Level::{Balance, Continuity, Coverage, Fair, Total, Worst};
    // Both can have mentor 0, who has room for both; one alone can have 1.
    let mut shared = problem(&[2, 1], &[1, 1], &[&[60, -1], &[50, 10]]);
    shared.previous = vec![Pair { mentee: 1, mentor: 1 }];
    assert_best(&shared, &[Coverage, Total], &[(0, 0), (1, 0)]);
    assert_best(&shared, &[Coverage, Worst], &[(0, 0), (1, 0)]);
    assert_best(&shared, &[Coverage, Balance], &[(0, 0), (1, 1)]);
    assert_best(&shared, &[Coverage, Continuity], &[(0, 0), (1, 1)]);
    assert_best(&shared, &[Continuity, Total], &[(0, 0), (1, 1)]);
    assert_best(&shared, &[Continuity], &[(1, 1)]);
    // 50 and 150 or 120 and 20: the same bands, another lowest; 210 and 40 or 120 and 105: another band.
    let bands = problem(&[1, 1], &[1, 1], &[&[50, 120], &[20, 150]]);
    assert_best(&bands, &[Coverage, Worst], &[(0, 0), (1, 1)]);
    let bands = problem(&[1, 1], &[1, 1], &[&[210, 120], &[105, 40]]);
    assert_best(&bands, &[Coverage, Fair, Total], &[(0, 1), (1, 0)]);
    assert_best(&bands, &[Coverage, Total], &[(0, 0), (1, 1)]);
}

#[test]
fn an_urgent_mentee_has_its_first_place_before_others_and_second_places_come_after_all_first_ones() {
    let mut urgent = problem(&[1, 1], &[2, 1], &[&[9, 9], &[9, 9]]);
    urgent.mentees[1].tier = 1;
    urgent.pairs.set(Pair { mentee: 0, mentor: 1 }, None);
    urgent.pairs.set(Pair { mentee: 1, mentor: 1 }, None);
    assert_best(&urgent, &BY_COVERAGE, &[(1, 0)]);
    assert_best(&problem(&[1, 1], &[2, 1], &[&[9, 9], &[0, -1]]), &BY_COVERAGE, &[(0, 1), (1, 0)]);
}

#[test]
fn without_coverage_the_fewest_rows_are_taken() {
    assert_best(&problem(&[2], &[1, 1], &[&[0], &[5]]), &[Level::Total], &[(1, 0)]);
    assert_best(&problem(&[2], &[1, 1], &[&[0], &[5]]), &[Level::Continuity, Level::Worst], &[]);
}

#[test]
fn a_minimum_is_nobody_or_so_many() {
    let mut minimum = problem(&[2, 1], &[1, 1], &[&[9, 1], &[-1, 5]]);
    minimum.mentors[0].minimum = 2;
    assert_best(&minimum, &BY_COVERAGE, &[(1, 1)]);
    minimum.must = vec![Pair { mentee: 0, mentor: 0 }];
    assert_eq!(enumerate::best(&minimum), None);
}

#[test]
fn a_mentor_fills_several_demands_and_a_bound_counts_different_mentors() {
    let mut demands = problem(&[1, 2], &[2], &[&[0, 0]]);
    let offers = |offers: &[(usize, u16)]| DemandedPlace {
        offers: offers.iter().map(|&(mentor, points)| (mentor, Points::new(points).expect("few points"))).collect(),
    };
    let places = vec![vec![offers(&[(0, 9), (1, 3)]), offers(&[(1, 5)])]];
    demands.demands = Some(Demands { places: places.clone(), most_mentors: vec![None] });
    assert_best(&demands, &BY_COVERAGE, &[(0, 0), (0, 1)]);
    demands.demands = Some(Demands { places, most_mentors: vec![Some(1)] });
    assert_best(&demands, &BY_COVERAGE, &[(0, 1), (0, 1)]);
}

#[test]
fn team_rules_hold_for_every_team_that_has_a_mentor() {
    let with = |teams: Teams| Problem { teams: Some(teams), ..problem(&[1, 1, 1], &[2], &[&[9, 8, 1]]) };
    let none = || Teams { all_or_nothing: false, counts: Vec::new(), apart: SideMarks::none(3) };
    let mut apart = none();
    apart.apart.add(0, 1);
    assert_best(&with(apart), &BY_COVERAGE, &[(0, 0), (0, 2)]);
    let count = |sense, number, counts: [bool; 3]| TeamCount { sense, number, counts: counts.to_vec() };
    let at_least = count(Sense::AtLeast, 1, [false, false, true]);
    assert_best(&with(Teams { counts: vec![at_least.clone()], ..none() }), &BY_COVERAGE, &[(0, 0), (0, 2)]);
    assert_best(&with(Teams { counts: vec![at_least], ..none() }), &[Level::Worst], &[]);
    let at_most = count(Sense::AtMost, 1, [true, true, true]);
    assert_best(&with(Teams { counts: vec![at_most.clone()], ..none() }), &BY_COVERAGE, &[(0, 0)]);
    assert_best(&with(Teams { counts: vec![at_most], all_or_nothing: true, ..none() }), &BY_COVERAGE, &[]);
}

#[test]
fn quotas_bound_rows_in_all_or_of_each_mentor_and_shares_of_them() {
    let with = |pairs: &[(usize, usize)], sense, amount, per| {
        let mut problem = problem(&[3, 3], &[1, 1, 1], &[&[9, 1], &[9, 2], &[9, 3]]);
        let mut counts = PairMarks::none(2, 3);
        pairs.iter().for_each(|&(mentee, mentor)| counts.add(Pair { mentee, mentor }));
        problem.quotas = vec![Quota { counts, sense, amount, per }];
        problem
    };
    let first = [(0, 0), (1, 0), (2, 0)];
    let at_most_two = with(&first, Sense::AtMost, Amount::Rows(2), Per::Result);
    assert_best(&at_most_two, &BY_COVERAGE, &[(0, 0), (1, 0), (2, 1)]);
    let third = Amount::Share { part: 1, whole: 3 };
    assert_best(&with(&first, Sense::AtMost, third, Per::Result), &BY_COVERAGE, &[(0, 0), (1, 1), (2, 1)]);
    let tenths = Amount::Share { part: 7, whole: 10 };
    assert_best(
        &with(&[(0, 1), (1, 1), (2, 1)], Sense::AtLeast, tenths, Per::Result),
        &BY_COVERAGE,
        &[(0, 1), (1, 1), (2, 1)],
    );
    let one_each = with(&[(0, 0), (1, 0), (0, 1)], Sense::AtMost, Amount::Rows(1), Per::Mentor);
    assert_best(&one_each, &BY_COVERAGE, &[(0, 0), (1, 1), (2, 0)]);
    // Of mentor 0 nobody counts, so that nobody goes there; nobody at mentor 1 is no fault.
    let of_each = with(&[(0, 1), (1, 1), (2, 1)], Sense::AtLeast, Amount::Rows(1), Per::Mentor);
    assert_best(&of_each, &[Level::Total], &[(0, 1), (1, 1), (2, 1)]);
    let too_many = with(&first, Sense::AtLeast, Amount::Rows(4), Per::Result);
    assert_eq!(enumerate::best(&too_many), None);
}

#[test]
fn there_are_so_many_orders_of_levels() {
    // With coverage first: all orders of any of the five others. Without: continuity or total first, then any of four.
    let (with, without) = (1 + 5 + 20 + 60 + 120 + 120, 2 * (1 + 4 + 12 + 24 + 24));
    let orders = level_orders();
    // Every one of `worst`, `fair` and `balance` may come right after.
    assert_eq!(orders.len(), with + without);
    assert!(orders.iter().all(|order| order.iter().skip(1).all(|&level| level != Level::Coverage)));
}

/// The best of all sets of rows whatever, by the slow checks alone.
fn best_of_all_sets(problem: &Problem) -> Option<Vec<Vec<i64>>> {
    let rows: Vec<Row> =
        (0..problem.mentees.len()).flat_map(|mentee| problem.rows_of(mentee)).map(|(row, _)| row).collect();
    let set = |bits: u32| -> Vec<Row> {
        rows.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1).map(|(_, &row)| row).collect()
    };
    let sets = (0..1_u32 << rows.len()).map(set).filter(|set| judge::fault(problem, set).is_none());
    sets.map(|set| judge::merits(problem, &set)).max()
}

#[test]
fn the_enumeration_agrees_with_a_look_at_all_sets_of_rows() {
    let orders = level_orders();
    let shapes = combinations();
    let (mut looked, mut infeasible) = (0, 0);
    for seed in 0..1_500 {
        let at = usize::try_from(seed).expect("few");
        let mut dice = Dice::new(seed);
        let problem = draw::problem(&mut dice, &shapes[at % shapes.len()], &orders[at * 37 % orders.len()]);
        let rows: usize = (0..problem.mentees.len()).map(|mentee| problem.rows_of(mentee).len()).sum();
        if rows <= 8 {
            let best = enumerate::best(&problem).map(|rows| judge::merits(&problem, &rows));
            infeasible += u32::from(best.is_none());
            assert_eq!(best, best_of_all_sets(&problem), "seed {seed}: {problem:?}");
            looked += 1;
        }
    }
    assert!(looked > 500 && (20..looked / 2).contains(&infeasible), "{looked} and {infeasible}");
}

// ---- Shapes ----

/// Nothing, each shape, and each two of them.
fn combinations() -> Vec<Vec<Shape>> {
    let mut all = vec![Vec::new()];
    all.extend(single_shapes().into_iter().map(|shape| vec![shape]));
    all.extend(shapes_together());
    all
}

/// Every shape, the rules of teams and the kinds of quotas one by one.
fn single_shapes() -> Vec<Shape> {
    let mut shapes = vec![Shape::Minimum, Shape::Demands { bounded: false }, Shape::Demands { bounded: true }];
    shapes.extend(TeamRule::ALL.map(|rule| Shape::Teams(Some(rule))));
    shapes.extend(QuotaKind::all().into_iter().map(|kind| Shape::Quotas(Some(kind))));
    shapes
}

/// Every two shapes that may stand together; several team rules and several quotas are one shape here.
fn shapes_together() -> Vec<Vec<Shape>> {
    let (free, bounded) = (Shape::Demands { bounded: false }, Shape::Demands { bounded: true });
    let (teams, quotas) = (Shape::Teams(None), Shape::Quotas(None));
    let mut pairs = vec![vec![teams], vec![quotas], vec![teams, quotas]];
    for shape in [free, bounded, teams, quotas] {
        pairs.push(vec![Shape::Minimum, shape]);
    }
    for demands in [free, bounded] {
        pairs.extend([vec![demands, teams], vec![demands, quotas]]);
    }
    pairs
}

// ---- The engine ----

/// What is wrong with what the engine gives for a problem, or `None`.
fn fault(problem: &Problem) -> Option<String> {
    let solve = || solve(problem, Engine::Flow, &options(), &Silent);
    let Ok(outcome) = catch_unwind(AssertUnwindSafe(solve)) else { return Some("the engine panics".to_owned()) };
    let outcome = match outcome {
        Ok(outcome) => outcome,
        Err(error) => return Some(error.to_string()),
    };
    let rows = outcome.assignment.rows();
    let Some(best) = enumerate::best(problem) else {
        let is_empty = rows.is_empty() && outcome.levels.is_empty() && outcome.ending == Ending::Infeasible;
        return (!is_empty).then(|| format!("nothing keeps the limits, and the engine has {outcome:?}"));
    };
    if outcome.ending != Ending::Optimal {
        return Some(format!("the ending is {:?}, and {best:?} is best", outcome.ending));
    }
    if let Some(broken) = judge::fault(problem, rows) {
        return Some(broken);
    }
    let (merits, best_merits) = (judge::merits(problem, rows), judge::merits(problem, &best));
    if merits != best_merits {
        return Some(format!("{rows:?} comes to {merits:?}, and {best:?} to {best_merits:?}"));
    }
    let of_level = |&level: &Level| (level, judge::value(problem, level, rows), None);
    let told = outcome.levels.iter().map(|told| (told.level, told.value.clone(), told.bound.clone()));
    let is_told = told.eq(problem.levels.iter().map(of_level));
    (!is_told).then(|| format!("the engine tells {:?} of {rows:?}", outcome.levels))
}

/// How many times as many problems are looked at.
fn times() -> usize {
    std::env::var("ENUMERATION_TIMES").map_or(1, |times| times.parse().expect("a number of times"))
}

/// Asserts that the engine is right about `cases` problems of these shapes, the orders of levels taking turns.
#[track_caller]
fn assert_engine_is_best(shapes: &[Shape], cases: usize) {
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

/// What is wrong with what a stopped engine gives for a problem, or `None`.
fn fault_when_stopped(problem: &Problem, engine: Engine, time: Duration) -> Option<String> {
    let run = || solve(problem, engine, &SolveOptions { time: Some(time), ..options() }, &Silent);
    let best = enumerate::best(problem)?;
    let outcome = match run() {
        Ok(outcome) => outcome,
        Err(error) => return Some(error.to_string()),
    };
    let rows = outcome.assignment.rows();
    if outcome.ending == Ending::Infeasible {
        return Some("something keeps the limits, and the engine says that nothing does".to_owned());
    }
    if let Some(broken) = judge::fault(problem, rows) {
        return Some(broken);
    }
    for told in &outcome.levels {
        let value = judge::value(problem, told.level, rows);
        let best = judge::value(problem, told.level, &best);
        let bound = told.bound.as_ref().unwrap_or(&value);
        if told.value != value || best.is_better(bound, told.level) {
            return Some(format!("{:?} is {value:?} and at best {best:?}, and the engine tells {told:?}", told.level));
        }
    }
    let is_best = judge::merits(problem, rows) == judge::merits(problem, &best);
    if outcome.ending == Ending::Optimal && !is_best {
        return Some("what it calls best is not".to_owned());
    }
    // HiGHS is stopped by the clock, and the method says so.
    let stops_by_work = options().backend == pairwright::solve::Backend::Microlp;
    (stops_by_work && run().ok() != Some(outcome)).then(|| "it stops at another place each time".to_owned())
}

#[test]
fn a_limit_leaves_what_keeps_all_limits_with_true_bounds_and_the_same_in_every_run() {
    let orders = level_orders();
    let mut stopped = 0;
    let shapes = single_shapes().into_iter().map(|shape| vec![shape]).chain(shapes_together());
    for (turn, shapes) in shapes.enumerate() {
        for case in 0..20 * times() {
            let problem =
                draw::problem(&mut Dice::new(case as u64), &shapes, &orders[(case * 37 + turn) % orders.len()]);
            for (engine, micros) in [(Engine::Flow, 0), (Engine::Flow, 2), (Engine::Flow, 2000), (Engine::Milp, 0)] {
                let time = Duration::from_micros(micros);
                if let Some(fault) = fault_when_stopped(&problem, engine, time) {
                    panic!("case {case} of {shapes:?}, {engine:?} for {time:?}: {fault}\n{problem:?}");
                }
                let options = SolveOptions { time: Some(time), ..options() };
                let outcome = solve(&problem, engine, &options, &Silent).expect("it was solved before");
                stopped += usize::from(outcome.ending == Ending::TimeLimit);
            }
        }
    }
    assert!(stopped > 500, "only {stopped} runs were stopped");
}
