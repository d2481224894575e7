//! Whether it can be true that no assignment holds the must-pairs and limits.

use super::made::{Made, MadeRow};
use super::{Fault, limits, quotas, teams};
use crate::problem::Outcome;
use crate::scoring::Scoring;
use crate::units::Points;

/// Checks that an infeasible outcome is empty, and that the plainest assignment of all, the must-pairs alone, breaks a limit.
///
/// With nothing but places that is a proof: whoever has more places than must-pairs loses nothing by the others. With further limits
/// it refutes only what is plainly wrong. With demands a must-pair may be made by one tag or another, so it is asked only where
/// there are no must-pairs.
pub(super) fn check(scoring: &Scoring<'_>, outcome: &Outcome) -> Result<(), Fault> {
    if !outcome.assignment.rows().is_empty() || !outcome.levels.is_empty() || outcome.prices.is_some() {
        return Err(Fault::NotInfeasible);
    }
    let open = scoring.demands().is_some() && !scoring.must().is_empty();
    if open || breaks_a_limit(scoring, &must_pairs_alone(scoring)) { Ok(()) } else { Err(Fault::NotInfeasible) }
}

fn must_pairs_alone(scoring: &Scoring<'_>) -> Made {
    let row = |&(mentor, mentee): &(usize, usize)| MadeRow { mentor, mentee, demand: None, points: Points::ZERO };
    Made::of(scoring.must().iter().map(row).collect(), scoring.mentors(), scoring.mentees())
}

fn breaks_a_limit(scoring: &Scoring<'_>, made: &Made) -> bool {
    limits::check(scoring, made)
        .and_then(|()| teams::check(scoring, made))
        .and_then(|()| quotas::check(scoring, made))
        .is_err()
}
