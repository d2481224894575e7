//! A smaller problem with the same fault.

#[path = "shrink/slots.rs"]
mod slots;

use pairwright::problem::{Pair, Problem, Row};
use pairwright::units::Level;

use super::draw::{level_orders, quotas_are_sound};

/// Takes away from a problem what it can while it stays faulty.
pub fn smallest(problem: &Problem, is_faulty: impl Fn(&Problem) -> bool) -> Problem {
    let mut problem = problem.clone();
    while let Some(smaller) = smaller(&problem).into_iter().find(|smaller| is_faulty(smaller)) {
        problem = smaller;
    }
    problem
}

/// The problems that lack one thing, those that lack much first.
fn smaller(problem: &Problem) -> Vec<Problem> {
    let mut all = Vec::new();
    let mut add = |change: &dyn Fn(&mut Problem)| {
        let mut changed = problem.clone();
        change(&mut changed);
        all.push(changed);
    };
    for quota in 0..problem.quotas.len() {
        add(&|smaller| _ = smaller.quotas.remove(quota));
    }
    if let Some(teams) = &problem.teams {
        add(&|smaller| smaller.teams = None);
        for count in 0..teams.counts.len() {
            add(&|smaller| smaller.teams.iter_mut().for_each(|teams| _ = teams.counts.remove(count)));
        }
        if teams.all_or_nothing {
            add(&|smaller| smaller.teams.iter_mut().for_each(|teams| teams.all_or_nothing = false));
        }
    }
    slots::smaller(problem, &mut add);
    for at in 0..problem.must.len() {
        add(&|smaller| _ = smaller.must.remove(at));
    }
    for at in 0..problem.previous.len() {
        add(&|smaller| _ = smaller.previous.remove(at));
    }
    for (mentor, places) in problem.mentors.iter().enumerate() {
        if places.minimum > 0 {
            add(&|smaller| smaller.mentors[mentor].minimum -= 1);
        }
        if places.capacity > 0 {
            add(&|smaller| smaller.mentors[mentor].capacity -= 1);
        }
    }
    for (mentee, places) in problem.mentees.iter().enumerate() {
        if places.wanted > 0 {
            add(&|smaller| want_less(smaller, mentee));
        }
        for (row, points) in problem.rows_of(mentee) {
            if !problem.must.contains(&row.pair) {
                add(&|smaller| forbid(smaller, row));
            }
            if points.get() % 100 > 0 {
                add(&|smaller| lower(smaller, row));
            }
        }
    }
    for order in level_orders().into_iter().filter(|order| is_part(order, &problem.levels)) {
        add(&|smaller| smaller.levels.clone_from(&order));
    }
    all.retain(quotas_are_sound);
    all
}

fn is_part(order: &[Level], of: &[Level]) -> bool {
    let kept = of.iter().filter(|level| order.contains(level));
    order.len() < of.len() && kept.eq(order)
}

fn want_less(problem: &mut Problem, mentee: usize) {
    problem.mentees[mentee].wanted -= 1;
    if let Some(demands) = &mut problem.demands {
        demands.places[mentee].pop();
    }
}

fn forbid(problem: &mut Problem, row: Row) {
    let Row { pair: Pair { mentee, mentor }, demand, .. } = row;
    match (&mut problem.demands, demand) {
        (Some(demands), Some(demand)) => {
            demands.places[mentee][demand as usize].offers.retain(|offer| offer.0 != mentor);
        }
        _ => problem.pairs.set(row.pair, None),
    }
    if problem.points(row).is_none() && problem.demands.is_none() {
        problem.previous.retain(|pair| *pair != row.pair);
    }
}

/// Makes the points of a row a multiple of 100, in the same band.
fn lower(problem: &mut Problem, row: Row) {
    let Row { pair: Pair { mentee, mentor }, demand, .. } = row;
    let lowered = problem.points(row).and_then(|points| pairwright::units::Points::new(points.get() / 100 * 100));
    match (&mut problem.demands, demand) {
        (Some(demands), Some(demand)) => {
            let offers = demands.places[mentee][demand as usize].offers.iter_mut();
            offers.filter(|offer| offer.0 == mentor).for_each(|offer| offer.1 = lowered.expect("an allowed row"));
        }
        _ => problem.pairs.set(row.pair, lowered),
    }
}
