//! The assignment problem in indices and whole numbers, and what a solution of it is.
//!
//! Nothing here knows names, fields or criteria. People are in **lottery order** (see [`lottery`]): an engine that is
//! deterministic in this order gives the same pairs however the rows of a roster are shuffled. Imports `units` only.

pub mod lottery;
mod outcome;
mod pairs;

use std::collections::HashMap;

pub use outcome::{Assignment, Ending, LevelOutcome, LevelValue, Outcome, Prices};
pub use pairs::{MOST_PAIRS, PairRow, PairTable};

use crate::units::LAST_TIER;
pub use crate::units::Level;

/// A mentor and a mentee by their indices in a [`Problem`]; ordered by mentee, then mentor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pair {
    /// Index into [`Problem::mentees`].
    pub mentee: usize,
    /// Index into [`Problem::mentors`].
    pub mentor: usize,
}

/// What a mentor brings to the problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MentorPlaces {
    /// The most mentees; 0 and up.
    pub capacity: u32,
}

/// What a mentee brings to the problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MenteePlaces {
    /// The number of mentors wanted, each a different one; 0 and up.
    pub wanted: u32,
    /// 1 is served first; 10 stands for a blank priority, served last.
    pub tier: u8,
}

/// One assignment problem.
///
/// People who are not eligible are in it too, with no allowed pair: their places are wanted and stay empty.
#[derive(Clone, Debug)]
pub struct Problem {
    /// The mentors, in lottery order.
    pub mentors: Vec<MentorPlaces>,
    /// The mentees, in lottery order.
    pub mentees: Vec<MenteePlaces>,
    /// Which pairs are allowed, and their points.
    pub pairs: PairTable,
    /// Pairs that are part of every answer; sorted, without repeats, each of them allowed.
    pub must: Vec<Pair>,
    /// The order of goals: not empty, no repeats, coverage first if it is there.
    pub levels: Vec<Level>,
}

/// A class of places that coverage counts together: the n-th places of the mentees of one tier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceClass {
    /// 1 for first places, 2 for second places, …
    pub place: u32,
    /// The tier of the mentees, 1 to [`LAST_TIER`].
    pub tier: u8,
}

impl Problem {
    /// Lists the classes of places that some mentee has, in the order in which coverage serves them.
    ///
    /// First places by tier, then second places by tier, and so on.
    #[must_use]
    pub fn place_classes(&self) -> Vec<PlaceClass> {
        let mut most_wanted = [0_u32; LAST_TIER as usize + 1];
        for mentee in &self.mentees {
            let most = &mut most_wanted[usize::from(mentee.tier.min(LAST_TIER))];
            *most = mentee.wanted.max(*most);
        }
        let last_place = most_wanted.iter().copied().max().unwrap_or(0);
        let tiers = |place: u32| (1..=LAST_TIER).filter(move |&tier| most_wanted[usize::from(tier)] >= place);
        (1..=last_place).flat_map(|place| tiers(place).map(move |tier| PlaceClass { place, tier })).collect()
    }

    /// Counts the filled places of each class of [`Problem::place_classes`]. O(classes + places).
    #[must_use]
    pub fn coverage(&self, assignment: &Assignment) -> Vec<u64> {
        let held = assignment.mentors_held(self.mentees.len());
        let classes = self.place_classes();
        let class_of: HashMap<PlaceClass, usize> =
            classes.iter().enumerate().map(|(index, class)| (*class, index)).collect();
        let mut filled = vec![0; classes.len()];
        for (mentee, held) in self.mentees.iter().zip(held) {
            for place in 1..=held.min(mentee.wanted) {
                filled[class_of[&PlaceClass { place, tier: mentee.tier }]] += 1;
            }
        }
        filled
    }

    /// Sums the points of an assignment's pairs, in points.
    #[must_use]
    pub fn total(&self, assignment: &Assignment) -> u64 {
        let points = |pair: &Pair| self.pairs.points(*pair).map_or(0, |points| u64::from(points.get()));
        assignment.pairs().iter().map(points).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn place_classes_go_by_place_then_tier_and_only_where_somebody_is() {
        let mentees = [(2, 10), (1, 1), (0, 3), (2, 5)];
        let problem = Problem {
            mentors: Vec::new(),
            mentees: mentees.iter().map(|&(wanted, tier)| MenteePlaces { wanted, tier }).collect(),
            pairs: PairTable::forbidding_all(0, 4).expect("a small table"),
            must: Vec::new(),
            levels: vec![Level::Coverage],
        };
        let classes: Vec<_> = problem.place_classes().iter().map(|class| (class.place, class.tier)).collect();
        assert_eq!(classes, [(1, 1), (1, 5), (1, 10), (2, 5), (2, 10)]);
    }
}
