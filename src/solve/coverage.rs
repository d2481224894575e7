//! The level `coverage`: as many places as possible, class after class.
//!
//! How many mentors the mentees can have at the same time is an integral polymatroid, on which the greedy is optimal for
//! any order of the places that puts a mentee's earlier place first (Federgruen and Groenevelt, 1986): a place once filled is
//! never lost, and one that cannot be filled when its turn comes can never be.

use super::augment::Augmenter;
use super::residual::Residual;
use crate::problem::{Pair, PlaceClass};

/// What coverage comes to.
pub(super) struct Covered {
    /// Pairs that reach it, beside the must-pairs.
    pub(super) chosen: Vec<Pair>,
    /// The places within reach that stay empty, for each class of `Problem::place_classes`.
    pub(super) unfilled: Vec<u32>,
    /// The mentors who have a place left in some assignment that reaches it.
    pub(super) loose: Vec<usize>,
}

/// Fills place after place in the order of the classes, mentees in lottery order within one.
///
/// A path is looked for once a place: O(places × pairs ÷ 64) at worst, and a small part of that in practice.
pub(super) fn cover(residual: &Residual<'_>, classes: &[PlaceClass]) -> Covered {
    let mut augmenter = Augmenter::new(residual.mentees(), residual.places.clone());
    for mentee in 0..residual.mentees() {
        residual.choices(mentee).for_each(|choice| augmenter.allow(mentee, choice.mentor));
    }
    let mut held = residual.has.clone();
    let mut unfilled = Vec::with_capacity(classes.len());
    for class in classes {
        let mut empty = 0;
        for (mentee, places) in residual.problem.mentees.iter().enumerate() {
            let within_reach = residual.has[mentee] + residual.wants[mentee];
            if places.tier != class.tier || within_reach < class.place || held[mentee] >= class.place {
                continue;
            }
            // Who could not be given the place before gets no later one either.
            if held[mentee] + 1 == class.place && augmenter.augment(mentee) {
                held[mentee] += 1;
            } else {
                empty += 1;
            }
        }
        unfilled.push(empty);
    }
    Covered { chosen: augmenter.pairs(residual.mentors()), unfilled, loose: augmenter.loose() }
}
