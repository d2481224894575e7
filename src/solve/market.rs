//! The level `total` as a market: mentees take columns at prices, and each holds those that are best for it.
//!
//! Columns are the mentors, and besides:
//!
//! - Below the level coverage the **vacancies**: one column for each class of places that coverage leaves partly unfilled,
//!   worth nothing, with exactly as many places as stay unfilled. With them every mentee takes as many columns as it wants
//!   mentors, and any such full assignment has the best coverage. (Proof: put each mentee's vacancies into its last places.
//!   In no tier does that leave more places empty among the first so many than the vacancies had there. So the first class
//!   that came to differ from the best coverage would be fuller: a contradiction.) No number means "worse than any points".
//! - Where coverage is no goal, the **pass**: one column worth nothing with places for everybody, open to each mentee as
//!   often as it likes. Points are then scaled by more than the number of pairs, and each pair pays a toll of 1: among the
//!   largest totals, the fewest pairs.
//!
//! The places that are left over go to the **keeper**, who takes exactly so many, all worth nothing to it. So every place
//! is taken in the end, and prices may start anywhere, also above 0 where places stay free; they come down at the close.
//! Only **loose** columns are open to the keeper: those that have a place left over in some answer.

use std::ops::Range;

use super::coverage::Covered;
use super::residual::Residual;
use crate::problem::{Pair, PlaceClass};

/// What a column is worth to a mentee, or costs; in price units.
pub(super) type Price = i64;

/// A mentee that holds a column.
#[derive(Clone, Copy)]
pub(super) struct Holder {
    pub(super) mentee: usize,
    pub(super) worth: Price,
}

/// Columns, prices, and who holds what.
///
/// Kept at all times, for every mentee and for the keeper: what it holds is worth at least as much to it, less the price, as
/// anything that it could take and does not hold.
pub(super) struct Market<'r> {
    pub(super) residual: &'r Residual<'r>,
    /// Price units in a point.
    pub(super) per_point: Price,
    /// Price units off every pair.
    toll: Price,
    /// The column to take in place of a mentor, where places may stay empty.
    pub(super) pass: Option<usize>,
    /// The classes of which some places stay unfilled, by tier, then place: the columns after the mentors.
    pub(super) vacancies: Vec<usize>,
    vacancies_of: Vec<Range<usize>>,
    /// For each column, all places.
    pub(super) places: Vec<u32>,
    /// For each column, the places that nobody has taken yet.
    pub(super) room: Vec<u32>,
    /// For each column, the places that the keeper has.
    pub(super) kept: Vec<u32>,
    /// The columns that are open to the keeper.
    pub(super) loose: Vec<usize>,
    pub(super) prices: Vec<Price>,
    /// For each column, the mentees that hold it; the pass may have one several times.
    pub(super) holders: Vec<Vec<Holder>>,
    /// For each mentee, the columns that it holds, sorted.
    holds: Vec<Vec<usize>>,
}

impl<'r> Market<'r> {
    /// The market below the level coverage.
    pub(super) fn with_vacancies(residual: &'r Residual<'r>, classes: &[PlaceClass], covered: &Covered) -> Market<'r> {
        let unfilled = &covered.unfilled;
        let key = |class: usize| (classes[class].tier, classes[class].place);
        let mut vacancies: Vec<usize> = (0..classes.len()).filter(|&class| unfilled[class] > 0).collect();
        vacancies.sort_unstable_by_key(|&class| key(class));
        let until =
            |tier: u8, place: u32| residual.mentors() + vacancies.partition_point(|&class| key(class) <= (tier, place));
        let vacancies_of = |mentee: usize| {
            let (tier, has) = (residual.problem.mentees[mentee].tier, residual.has[mentee]);
            until(tier, has)..until(tier, has + residual.wants[mentee])
        };
        let vacancies_of = (0..residual.mentees()).map(vacancies_of).collect();
        let mut market = Market::with_columns(residual, vacancies.iter().map(|&class| unfilled[class]).collect());
        (market.vacancies, market.vacancies_of, market.loose) = (vacancies, vacancies_of, covered.loose.clone());
        market
    }

    /// The market where places may stay empty.
    pub(super) fn with_pass(residual: &'r Residual<'r>) -> Market<'r> {
        let mut market = Market::with_columns(residual, vec![u32::try_from(residual.wanted()).unwrap_or(u32::MAX)]);
        // No more are wanted than there are pairs in memory, less than 2^47: times 10000 points, less than 2^61.
        market.per_point = i64::try_from(residual.wanted() + 1).expect("the pairs are in memory");
        market.toll = 1;
        market.pass = Some(residual.mentors());
        market.loose = (0..market.places.len()).collect();
        market
    }

    fn with_columns(residual: &'r Residual<'r>, others: Vec<u32>) -> Market<'r> {
        let places: Vec<u32> = residual.places.iter().copied().chain(others).collect();
        let mentors = residual.mentors();
        Market {
            residual,
            per_point: 1,
            toll: 0,
            pass: None,
            vacancies: Vec::new(),
            vacancies_of: vec![mentors..mentors; residual.mentees()],
            room: places.clone(),
            kept: vec![0; places.len()],
            loose: Vec::new(),
            prices: vec![0; places.len()],
            holders: vec![Vec::new(); places.len()],
            holds: vec![Vec::new(); residual.mentees()],
            places,
        }
    }

    /// What a pair of these points is worth.
    pub(super) fn worth(&self, points: u16) -> Price {
        Price::from(points) * self.per_point - self.toll
    }

    /// The index that stands for the keeper: the one after the mentees.
    pub(super) fn keeper(&self) -> usize {
        self.holds.len()
    }

    /// The vacancies that a mentee may take, as columns.
    pub(super) fn vacancies_of(&self, mentee: usize) -> Range<usize> {
        self.vacancies_of[mentee].clone()
    }

    /// Whether a mentee, or the keeper, holds all of a column that it may hold.
    pub(super) fn is_sated(&self, mentee: usize, column: usize) -> bool {
        match self.holds.get(mentee) {
            None => self.kept[column] == self.places[column],
            Some(holds) => Some(column) != self.pass && holds.binary_search(&column).is_ok(),
        }
    }

    /// Gives a place with room to a mentee or the keeper.
    pub(super) fn take(&mut self, mentee: usize, column: usize, worth: Price) {
        self.room[column] -= 1;
        match self.holds.get_mut(mentee) {
            None => self.kept[column] += 1,
            Some(holds) => {
                holds.insert(holds.partition_point(|&held| held < column), column);
                self.holders[column].push(Holder { mentee, worth });
            }
        }
    }

    /// Takes a place from a mentee or the keeper.
    pub(super) fn leave(&mut self, mentee: usize, column: usize) {
        self.room[column] += 1;
        match self.holds.get_mut(mentee) {
            None => self.kept[column] -= 1,
            Some(holds) => {
                holds.remove(holds.binary_search(&column).expect("what is left was held"));
                let holder = self.holders[column].iter().position(|holder| holder.mentee == mentee);
                self.holders[column].swap_remove(holder.expect("who leaves was a holder"));
            }
        }
    }

    /// The columns that each mentee holds.
    pub(super) fn holds(&self) -> &[Vec<usize>] {
        &self.holds
    }

    /// The pairs that are held.
    pub(super) fn chosen(&self) -> Vec<Pair> {
        let mentors = self.residual.mentors();
        let held = |mentee: usize| self.holds[mentee].iter().map(move |&mentor| Pair { mentee, mentor });
        (0..self.holds.len()).flat_map(held).filter(|pair| pair.mentor < mentors).collect()
    }
}
