//! The pairs to begin with: an answer, those that have to be looked at in any case, and for each mentee some of the best.

use rayon::prelude::*;

use super::chosen::{Chosen, HUB};
use super::steps::Step;
use crate::kernel::{ColumnPrices, Found};
use crate::problem::{Outcome, Pair, PartRef, Problem};
use crate::solve::model::Aim;
use crate::solve::network::Cost;
use crate::units::Points;

/// So many rows are looked up together.
const BLOCK: usize = 64;

/// The number of rows by which it is guessed where the best columns of all begin.
const SAMPLE: usize = if cfg!(test) { 4 } else { 512 };

/// The pairs to begin with: those of an answer, must-pairs, previous pairs, and for each mentee up to `most` pairs of most points, and as
/// many of most points less the prices of the answer.
pub(super) fn start(problem: &Problem, answer: &Outcome, most: usize) -> Vec<(Pair, Points)> {
    let prices = mentor_prices(problem, answer);
    let listed = answer.assignment.pairs().chain(problem.must.iter().copied()).chain(problem.previous.iter().copied());
    let mut pairs: Vec<Pair> = listed.collect();
    for part in problem.pairs.parts() {
        pairs.extend(best(problem, &part, &vec![0; prices.len()], most));
        pairs.extend(best(problem, &part, &prices, most));
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs.retain(|pair| problem.mentees[pair.mentee].wanted > 0 && problem.mentors[pair.mentor].capacity > 0);
    pairs.into_iter().filter_map(|pair| Some((pair, problem.pairs.points(pair)?))).collect()
}

/// Gives the step of the total the potentials that the prices of an answer come to.
pub(super) fn set_potentials(chosen: &Chosen<'_>, steps: &mut [Step], answer: &Outcome) {
    let Some(step) = steps.iter_mut().find(|step| step.aim == Aim::Total) else { return };
    let prices = mentor_prices(chosen.problem, answer);
    let mut potentials = vec![0; chosen.network.nodes()];
    for (mentor, &price) in prices.iter().enumerate() {
        potentials[chosen.mentor(mentor)] = -price;
    }
    for (Pair { mentee, mentor }, points) in chosen.pairs() {
        let worth = Cost::from(points.get()) - prices[mentor];
        let own = &mut potentials[Chosen::mentee(mentee)];
        *own = worth.max(*own);
    }
    debug_assert_eq!(potentials[HUB], 0);
    step.potentials = Some(potentials);
}

/// What each mentor costs, in whole points; nothing where that is not known.
fn mentor_prices(problem: &Problem, answer: &Outcome) -> Vec<Cost> {
    match &answer.prices {
        Some(prices) => prices.mentors.iter().map(|price| price.div_euclid(prices.per_point)).collect(),
        None => vec![0; problem.mentors.len()],
    }
}

/// For each mentee of a part, the pairs of most points less price.
fn best(problem: &Problem, part: &PartRef<'_>, prices: &[Cost], most: usize) -> Vec<Pair> {
    let mut columns = part.source.free_prices();
    let mut mentors_of: Vec<Vec<usize>> =
        (0..part.source.columns()).map(|column| part.mentors_of(column).collect()).collect();
    for (column, mentors) in mentors_of.iter_mut().enumerate() {
        mentors.retain(|&mentor| problem.mentors[mentor].capacity > 0);
        let price = mentors.iter().map(|&mentor| prices[mentor]).min();
        columns.set(column, price.map_or(ColumnPrices::CLOSED, |price| price.max(0)));
    }
    let rows: Vec<u32> = (0_u32..).take(part.source.rows()).collect();
    let usual = usual_floor(part, &rows, &columns, most);
    let of_block = |rows: &[u32]| best_of_rows(part, rows, &columns, most, usual);
    let best: Vec<Vec<Found>> = rows.par_chunks(BLOCK).flat_map_iter(of_block).collect();
    let mut pairs = Vec::new();
    for (row, best) in best.iter().enumerate() {
        for (number, mentee) in part.mentees_of(row).enumerate() {
            // Mentees who are alike begin with different ones of mentors who are alike.
            let of_column = |found: &Found| {
                let mentors = &mentors_of[found.column as usize];
                (0..mentors.len()).map(move |at| mentors[(at + number) % mentors.len()])
            };
            let pair = |mentor: usize| Pair { mentee, mentor };
            pairs.extend(best.iter().flat_map(of_column).take(most).map(pair));
        }
    }
    pairs
}

/// What a column has to be worth to be among the best of most rows, by a sample of them.
fn usual_floor(part: &PartRef<'_>, rows: &[u32], prices: &ColumnPrices, most: usize) -> i64 {
    let sample: Vec<u32> = rows.iter().copied().step_by(rows.len() / SAMPLE + 1).collect();
    if most == 0 || sample.len() * 2 > rows.len() {
        return ColumnPrices::ANY;
    }
    let of_block = |rows: &[u32]| best_of_rows(part, rows, prices, most, ColumnPrices::ANY);
    let best = sample.par_chunks(BLOCK).flat_map_iter(of_block);
    let worst = |best: Vec<Found>| {
        best.get(most - 1)
            .map_or(ColumnPrices::ANY, |found| i64::from(found.points) - prices.get(found.column as usize))
    };
    let mut worst: Vec<i64> = best.map(worst).collect();
    worst.sort_unstable();
    worst[worst.len() / 4]
}

/// The columns of most points less price of each of some rows, best first. Columns that are worth less than is usual for the best are
/// left out, where enough others are found.
fn best_of_rows(part: &PartRef<'_>, rows: &[u32], prices: &ColumnPrices, most: usize, usual: i64) -> Vec<Vec<Found>> {
    let mut best = best_above(part, rows, prices, most, usual);
    if usual > ColumnPrices::ANY {
        let poor: Vec<usize> = (0..rows.len()).filter(|&row| best[row].len() * 2 < most).collect();
        let poor_rows: Vec<u32> = poor.iter().map(|&row| rows[row]).collect();
        let again = best_above(part, &poor_rows, prices, most, ColumnPrices::ANY);
        poor.into_iter().zip(again).for_each(|(row, found)| best[row] = found);
    }
    best
}

/// The same of columns that are worth so much at least.
fn best_above(part: &PartRef<'_>, rows: &[u32], prices: &ColumnPrices, most: usize, least: i64) -> Vec<Vec<Found>> {
    let mut best: Vec<Vec<Found>> = vec![Vec::new(); rows.len()];
    let value = |found: &Found| i64::from(found.points) - prices.get(found.column as usize);
    let shorten = |row: u32, best: &mut Vec<Found>| {
        best.sort_unstable_by_key(|found| (std::cmp::Reverse(value(found)), found.column.wrapping_sub(row)));
        best.truncate(most);
    };
    let mut floors = vec![least; rows.len()];
    part.source.scan_rows(rows, &mut floors.clone(), prices, &mut |number, found| {
        let best = &mut best[number];
        best.append(found);
        if most > 0 && best.len() >= 4 * most {
            shorten(rows[number], best);
            floors[number] = value(&best[most - 1]).max(least);
        }
        floors[number]
    });
    rows.iter().zip(&mut best).for_each(|(&row, best)| shorten(row, best));
    best
}
