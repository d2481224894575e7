//! A stable pairing: no two people would both rather have each other, and no stable pairing is better for those who propose.

mod best;
mod taste;

use rayon::prelude::*;

use super::Fault;
use super::made::Made;
use crate::formulate::Formulated;
use crate::problem::{Outcome, Pair};
use crate::scoring::Scoring;
use crate::units::Side;
use taste::{Rank, rank};

/// Checks that a pairing is stable, and the best for the proposing side. O(pairs log pairs).
pub(super) fn check(
    proposing: Side,
    formulated: &Formulated,
    scoring: &Scoring<'_>,
    outcome: &Outcome,
    made: &Made,
) -> Result<(), Fault> {
    if let Some(Pair { mentor, mentee }) = blocking_pair(formulated, scoring, made) {
        return Err(Fault::Blocking { mentor, mentee });
    }
    let made: Vec<Pair> = outcome.assignment.pairs().collect();
    if best::stable_pairs(proposing, formulated, scoring) == made { Ok(()) } else { Err(Fault::NotBestStable) }
}

/// What somebody would take in place of what they hold.
#[derive(Clone, Copy)]
enum Takes {
    /// There is an empty place, and anybody is better.
    Anybody,
    /// Whoever ranks before the last partner who is no must-pair.
    Before(Rank),
    /// All places are those of must-pairs, or there are none.
    Nobody,
}

impl Takes {
    fn takes(self, rank: impl FnOnce() -> Rank) -> bool {
        match self {
            Takes::Anybody => true,
            Takes::Before(last) => rank() < last,
            Takes::Nobody => false,
        }
    }
}

/// An allowed pair that is not made, and that both would rather have than a partner or an empty place which they hold.
fn blocking_pair(formulated: &Formulated, scoring: &Scoring<'_>, made: &Made) -> Option<Pair> {
    let [mentors, mentees] = Side::BOTH.map(|side| all_take(side, formulated, scoring, made));
    let blocking = |mentee: usize| {
        let allowed = formulated.problem.pairs.allowed(mentee).map(|(mentor, _)| Pair { mentor, mentee });
        allowed.into_iter().find(|&pair| {
            let would = |side: Side, takes: Takes| takes.takes(|| rank(side, pair, formulated, scoring));
            let is_made = made.has(formulated.mentor_at[pair.mentor], formulated.mentee_at[mentee]);
            !is_made && would(Side::Mentee, mentees[mentee]) && would(Side::Mentor, mentors[pair.mentor])
        })
    };
    (0..formulated.mentee_at.len()).into_par_iter().filter_map(blocking).find_first(|_| true)
}

/// What each person of a side would take, by index in the problem.
fn all_take(side: Side, formulated: &Formulated, scoring: &Scoring<'_>, made: &Made) -> Vec<Takes> {
    let places = |person: usize| match side {
        Side::Mentor => scoring.capacity(formulated.mentor_at[person]),
        Side::Mentee => scoring.wanted(formulated.mentee_at[person]),
    };
    let people = match side {
        Side::Mentor => formulated.mentor_at.len(),
        Side::Mentee => formulated.mentee_at.len(),
    };
    let mut takes: Vec<Takes> = vec![Takes::Nobody; people];
    let mut held = vec![0_u32; people];
    let (mentor_index, mentee_index) = (inverse(&formulated.mentor_at), inverse(&formulated.mentee_at));
    for row in &made.rows {
        let pair = Pair { mentor: mentor_index[row.mentor], mentee: mentee_index[row.mentee] };
        let person = taste::of(side, pair);
        held[person] += 1;
        if formulated.problem.must.binary_search(&pair).is_err() {
            let rank = rank(side, pair, formulated, scoring);
            takes[person] = match takes[person] {
                Takes::Before(last) => Takes::Before(last.max(rank)),
                _ => Takes::Before(rank),
            };
        }
    }
    for (person, takes) in takes.iter_mut().enumerate() {
        if held[person] < places(person) {
            *takes = Takes::Anybody;
        }
    }
    takes
}

fn inverse(order: &[usize]) -> Vec<usize> {
    let mut inverse = vec![0; order.len()];
    for (index, &person) in order.iter().enumerate() {
        inverse[person] = index;
    }
    inverse
}
