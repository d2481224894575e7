//! How somebody ranks a partner: by the points in the view of their side, and of equal ones by the lottery.

use std::cmp::Reverse;

use crate::formulate::Formulated;
use crate::problem::Pair;
use crate::scoring::Scoring;
use crate::units::{Points, Side};

/// A rank: more points first, then the lot. The smaller one is preferred.
pub(super) type Rank = (Reverse<Points>, usize);

/// The rank that somebody of a side gives to the other of a pair; asked of the criteria again.
pub(super) fn rank(side: Side, pair: Pair, formulated: &Formulated, scoring: &Scoring<'_>) -> Rank {
    let (mentor, mentee) = (formulated.mentor_at[pair.mentor], formulated.mentee_at[pair.mentee]);
    (Reverse(scoring.view_points(side, mentor, mentee)), of(side.other(), pair))
}

/// The index of the one of a pair who is of a side.
pub(super) fn of(side: Side, pair: Pair) -> usize {
    match side {
        Side::Mentor => pair.mentor,
        Side::Mentee => pair.mentee,
    }
}
