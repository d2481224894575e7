//! The growing set of pairs against the engine that looks at all of them, level by level.

use std::sync::Arc;
use std::time::Duration;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::{Growth, solve};
use crate::kernel::{Found, ListedPairs};
use crate::problem::{
    ComputedPairs, Ending, Level, Members, MenteePlaces, MentorPlaces, Outcome, Pair, Pairs, Part, Problem,
};
use crate::progress::Silent;
use crate::solve::levels::{self, Search};
use crate::solve::residual::Residual;
use crate::solve::work::Work;
use crate::solve::{SolveOptions, model};
use crate::units::Points;

const ALL: [Level; 6] = [Level::Coverage, Level::Worst, Level::Fair, Level::Continuity, Level::Balance, Level::Total];

/// Every order of some of the levels that a program may ask for.
pub(super) fn level_orders() -> Vec<Vec<Level>> {
    let mut orders = Vec::new();
    let mut open = vec![Vec::new()];
    while let Some(order) = open.pop() {
        for level in ALL {
            let is_first = order.is_empty();
            let is_late = matches!(level, Level::Worst | Level::Fair | Level::Balance)
                && !order.iter().any(|level| matches!(level, Level::Coverage | Level::Continuity | Level::Total));
            if !order.contains(&level) && !is_late && (is_first || level != Level::Coverage) {
                let mut longer = order.clone();
                longer.push(level);
                orders.push(longer.clone());
                open.push(longer);
            }
        }
    }
    orders
}

struct Dice(ChaCha8Rng);

impl Dice {
    fn below(&mut self, number: usize) -> usize {
        usize::try_from(self.0.next_u32()).expect("32 bits") % number
    }
}

/// People in classes, each pair of classes allowed at random with one of a few points; a class has one member where pairs are stored. Computed
/// pairs are in two parts now and then.
pub(super) fn problem(seed: u64, levels: &[Level]) -> Problem {
    let mut dice = Dice(ChaCha8Rng::seed_from_u64(seed));
    let is_computed = dice.below(2) == 0;
    let [mentees, mentors] = [(); 2].map(|()| 4 + dice.below(12));
    let members = |dice: &mut Dice, classes: usize| -> (Members, usize) {
        let sizes: Vec<usize> = (0..classes).map(|_| if is_computed { 1 + dice.below(3) } else { 1 }).collect();
        let mut next = 0;
        let class = |size: usize| {
            next += size;
            (next - size..next).map(|person| u32::try_from(person).expect("few")).collect::<Vec<u32>>()
        };
        (sizes.into_iter().map(class).collect(), next)
    };
    let has_parts = is_computed && dice.below(2) == 0;
    let part_of = |class: usize| usize::from(has_parts && class.is_multiple_of(3));
    let (mentee_members, mentee_people) = members(&mut dice, mentees);
    let (mentor_members, mentor_people) = members(&mut dice, mentors);
    let points: &[u16] =
        [&[0, 50, 99, 150, 200][..], &[100, 200, 300], &[10, 20, 30, 5000, 9999, 10_000], &[700]][dice.below(4)];
    let rarely = 2 + dice.below(4);
    let rows: Vec<Vec<Found>> = (0..mentees)
        .map(|row| {
            let found = |dice: &mut Dice, column: usize| {
                let is_allowed = dice.below(rarely) > 0 && part_of(row) == part_of(column);
                let column = u32::try_from(column).expect("few");
                is_allowed.then(|| Found { column, points: points[dice.below(points.len())] })
            };
            (0..mentors).filter_map(|column| found(&mut dice, column)).collect()
        })
        .collect();
    let mut table = Pairs::forbidding_all(mentor_people, mentee_people).expect("a small table");
    let mut allowed = Vec::new();
    for (row, found) in rows.iter().enumerate() {
        for &mentee in mentee_members.of(row) {
            for &Found { column, points } in found {
                for &mentor in mentor_members.of(column as usize) {
                    let pair = Pair { mentee: mentee as usize, mentor: mentor as usize };
                    table.set(pair, Points::new(points));
                    allowed.push(pair);
                }
            }
        }
    }
    allowed.sort_unstable();
    let (mut offers, mut wants) = (vec![MentorPlaces::default(); mentor_people], Vec::new());
    let most = 1 + dice.below(3);
    for class in 0..mentors {
        let capacity = u32::try_from(dice.below(most + 2)).expect("few");
        mentor_members.of(class).iter().for_each(|&mentor| offers[mentor as usize].capacity = capacity);
    }
    wants.resize(mentee_people, MenteePlaces { wanted: 0, tier: 10 });
    for class in 0..mentees {
        let wanted = [1, 1, 1, 2, 3, 0][dice.below(6)];
        let tier = [1, 2, 10][dice.below(3)];
        mentee_members.of(class).iter().for_each(|&mentee| wants[mentee as usize] = MenteePlaces { wanted, tier });
    }
    let some = |dice: &mut Dice, one_in: usize| -> Vec<Pair> {
        allowed.iter().copied().filter(|_| dice.below(one_in) == 0).collect()
    };
    let previous = some(&mut dice, 5);
    // People of must-pairs are in classes of one.
    let must = if is_computed { Vec::new() } else { some(&mut dice, 60) };
    let part = |number: usize| -> Part {
        let here = |classes: usize| (0..classes).filter(|&class| part_of(class) == number).collect::<Vec<usize>>();
        let (mentees_here, mentors_here) = (here(mentees), here(mentors));
        let found = |found: &Found| {
            let column = mentors_here.iter().position(|&mentor| mentor == found.column as usize);
            Found { column: u32::try_from(column.expect("in the same part")).expect("few"), points: found.points }
        };
        let rows: Vec<Vec<Found>> = mentees_here.iter().map(|&row| rows[row].iter().map(found).collect()).collect();
        Part {
            source: Arc::new(ListedPairs::new(mentors_here.len(), rows)),
            mentees: mentees_here.iter().map(|&class| mentee_members.of(class).to_vec()).collect(),
            mentors: mentors_here.iter().map(|&class| mentor_members.of(class).to_vec()).collect(),
        }
    };
    let pairs = match is_computed {
        true => {
            let parts = (0..1 + usize::from(has_parts)).map(part).collect();
            Pairs::Computed(ComputedPairs::new(parts, mentor_people, mentee_people))
        }
        false => table,
    };
    Problem {
        mentors: offers,
        mentees: wants,
        pairs,
        demands: None,
        teams: None,
        meetings: None,
        groups: None,
        quotas: Vec::new(),
        previous,
        must,
        levels: levels.to_vec(),
        stable: None,
        lots: crate::problem::Lots::default(),
    }
}

fn grown(problem: &Problem, start: usize, work: &Work) -> Option<Outcome> {
    let residual = Residual::new(problem)?;
    Some(solve(&residual, Growth { start, more: 2 }, work, &Silent))
}

#[test]
fn a_growing_set_of_pairs_comes_to_the_same_on_every_level_in_every_order_of_levels() {
    let orders = level_orders();
    assert_eq!(orders.len(), 456);
    let mut solved = 0;
    for seed in 0..5 * orders.len() {
        let order = &orders[seed % orders.len()];
        let problem = problem(seed as u64, order);
        let Some(outcome) = grown(&problem, seed % 3, &Work::without_end()) else { continue };
        let whole = levels::solve(&problem, Search::Reduced, &SolveOptions::default(), &Silent).expect("a flow");
        assert_eq!(outcome.ending, Ending::Optimal);
        assert_eq!(outcome.levels, whole.levels, "seed {seed}, {order:?}");
        assert!(model::keeps_limits(&problem, &outcome.assignment), "seed {seed}");
        if order[0] != Level::Coverage {
            assert_eq!(outcome.assignment.rows().len(), whole.assignment.rows().len(), "seed {seed}, {order:?}");
        }
        solved += 1;
    }
    assert!(solved > 4 * orders.len(), "{solved} could be solved");
}

#[test]
fn a_limit_leaves_an_answer_of_the_best_coverage_and_bounds_that_hold() {
    let orders = level_orders();
    let (mut stopped, mut bounded) = (0, 0);
    for seed in 0..600 {
        let order = &orders[seed * 37 % orders.len()];
        let problem = problem(seed as u64, order);
        let work = Work::lasting(Duration::from_micros(seed as u64 % 50));
        let Some(outcome) = grown(&problem, 1, &work) else { continue };
        let best = grown(&problem, 1, &Work::without_end()).expect("the must-pairs fit");
        assert!(model::keeps_limits(&problem, &outcome.assignment), "seed {seed}");
        stopped += usize::from(outcome.ending == Ending::TimeLimit);
        let mut is_as_good = true;
        for (told, best) in outcome.levels.iter().zip(&best.levels) {
            assert!(told.level != Level::Coverage || told.value == best.value, "seed {seed}, {order:?}");
            // A level is best among those that are as good on the earlier ones, and so is its bound.
            if is_as_good {
                let bound = told.bound.as_ref().unwrap_or(&told.value);
                assert!(!best.value.is_better(bound, told.level), "seed {seed}, {order:?}: {told:?}, {best:?}");
            }
            bounded += usize::from(told.bound.is_some());
            is_as_good &= told.value == best.value;
        }
    }
    assert!(stopped > 100 && bounded > 100, "{stopped} were stopped, {bounded} bounds were told");
}
