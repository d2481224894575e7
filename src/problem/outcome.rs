//! What an engine gives back: an assignment, the levels it reached, how it ended, and prices.

use super::{Level, Pair};

/// A set of pairs, sorted by mentee and mentor, each at most once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assignment {
    pairs: Vec<Pair>,
}

impl Assignment {
    /// Sorts pairs into an assignment. A pair given twice stays twice: `verify` refuses it, nothing hides it.
    #[must_use]
    pub fn new(mut pairs: Vec<Pair>) -> Assignment {
        pairs.sort_unstable();
        Assignment { pairs }
    }

    /// The pairs, by mentee, then mentor.
    #[must_use]
    pub fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    /// The number of mentors that each mentee has.
    #[must_use]
    pub fn mentors_held(&self, mentees: usize) -> Vec<u32> {
        let mut held = vec![0; mentees];
        for pair in &self.pairs {
            held[pair.mentee] += 1;
        }
        held
    }

    /// The number of mentees that each mentor has.
    #[must_use]
    pub fn caseloads(&self, mentors: usize) -> Vec<u32> {
        let mut loads = vec![0; mentors];
        for pair in &self.pairs {
            loads[pair.mentor] += 1;
        }
        loads
    }
}

/// What a level came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LevelValue {
    /// Filled places per class, in the order of [`super::Problem::place_classes`].
    Coverage(Vec<u64>),
    /// Points, or a count.
    Number(u64),
}

/// A level with the value that was reached and, where that is not proved best, a value that no assignment exceeds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelOutcome {
    /// The level.
    pub level: Level,
    /// Its value in the assignment.
    pub value: LevelValue,
    /// `None`: the value is proved best. Otherwise no assignment that is as good on the earlier levels exceeds this.
    pub bound: Option<LevelValue>,
}

/// How a solve ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Every level is proved best.
    Optimal,
    /// The time limit came first: the assignment keeps every rule and limit, and the levels tell the bound.
    TimeLimit,
    /// No assignment holds the must-pairs within the capacities and the mentors wanted.
    Infeasible,
}

/// Dual prices of the level `total`: a proof of its value, and what one more place would be worth.
///
/// A mentee's places **within reach** are those of its must-pairs and as many more, up to the number wanted, as there are other allowed
/// mentors with a place that no must-pair takes; beyond them a place stays empty in every assignment. With prices `v` of mentors and
/// `w` of place classes, no assignment with the same coverage exceeds the sum (weak duality) of
///
/// - the points of the must-pairs;
/// - `(capacity − must-pairs) × v` of every mentor;
/// - `unfilled × w` of every class, where `unfilled` counts the empty places within reach;
/// - for every mentee the best values, as many as it has places within reach beyond its must-pairs, among `points − v` of the allowed
///   mentors other than its must-pairs and `−w` of the classes of those places.
///
/// Without the level `coverage` places may stay empty freely: `w` is 0, and no class counts. Where a point is more than one price unit,
/// every pair pays one unit, so that fewer pairs are better at the same total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prices {
    /// Price units that make one point; 1, or more where fewest pairs were a goal below the total.
    pub per_point: i64,
    /// For each mentor, in price units, 0 and up; 0 where a place is free. The points that one more place would bring.
    pub mentors: Vec<i64>,
    /// For each place class of [`super::Problem::place_classes`], in price units, 0 and up: what filling one more would cost.
    pub unfilled: Vec<i64>,
}

/// The result of a solve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The pairs; none where infeasible.
    pub assignment: Assignment,
    /// The levels in order; none where infeasible.
    pub levels: Vec<LevelOutcome>,
    /// How it ended.
    pub ending: Ending,
    /// The proof of `total`; `None` where the engine gives none or the level is not settled.
    pub prices: Option<Prices>,
}
